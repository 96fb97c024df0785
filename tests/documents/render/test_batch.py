import pytest

from hocba_ops.documents.render import Look, batch
from hocba_ops.documents.render.batch import Job, render_all
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.xml import write_xml
from hocba_ops.many import Pool
from tests.documents.records import primary, secondary

NAMES = Names({"01": "Kinh"}, {"VN": "Việt Nam"})


def job(key: str, *records) -> Job:
    return Job(key, tuple(write_xml(record) for record in records), Look(is_tagged=False))


def test_several_processes_make_the_same_forms_in_the_same_order_as_one(monkeypatch):
    jobs = [job("a", primary()), job("b", secondary()), job("c", primary(grade=1))]
    alone = list(render_all(jobs, NAMES, over=Pool(1)))
    monkeypatch.setattr(batch, "FEW", 1)
    monkeypatch.setattr(batch, "BATCH", 2)
    together = list(render_all(jobs, NAMES, over=Pool(2)))
    assert [done.key for done in together] == ["a", "b", "c"]
    assert together == alone


@pytest.mark.parametrize(
    ("files", "words"),
    [((b"<a/>",), "no record"), ((write_xml(primary(values={"hovaten": "Lê \U0001f600"})),), "PDF/A-3u error")],
    ids=["no record", "a letter that no font has"],
)
def test_a_form_that_cannot_be_made_leaves_the_others_alone(files, words):
    done = list(render_all([Job("x", files, Look(is_tagged=False)), job("b", primary())], NAMES, over=Pool(1)))
    assert (done[0].rendered, words in done[0].error) == (None, True)
    assert done[1].rendered is not None
