"""Forms printed together, and what stands across a page that has no value."""

from io import BytesIO

import pikepdf

from hocba_ops.documents.render import Look
from hocba_ops.documents.render.joined import join_pages
from hocba_ops.documents.render.proof import words_of_pages
from hocba_ops.documents.xml import write_xml
from tests.documents.records import primary, secondary

MARK = "BẢN IN THỬ"


def form(renderer, record, *, mark: str = "") -> bytes:
    return renderer.render([write_xml(record)], Look(is_tagged=False, has_cover=False, mark=mark)).pdf


def test_a_mark_stands_across_every_page_and_only_where_it_is_asked_for(renderer):
    marked, plain = form(renderer, primary(), mark=MARK), form(renderer, primary())
    with pikepdf.open(BytesIO(marked)) as one:
        pages = len(one.pages)
    assert " ".join(words_of_pages(marked) or []).count(MARK) == pages > 1
    assert MARK not in " ".join(words_of_pages(plain) or [])


def test_joined_forms_keep_all_pages_in_order_and_nothing_that_was_attached(renderer):
    forms = [form(renderer, primary()), form(renderer, secondary())]
    joined = join_pages(forms)
    assert joined == join_pages(forms)
    told = [words_of_pages(one) or [] for one in forms]
    assert words_of_pages(joined) == [*told[0], *told[1]]
    with pikepdf.open(BytesIO(forms[0])) as one, pikepdf.open(BytesIO(joined)) as both:
        assert (len(one.attachments) > 0, len(both.attachments)) == (True, 0)
