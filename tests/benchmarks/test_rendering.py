"""The benchmark of rendering runs on a form or two; no figure of time is held."""

from benchmarks.rendering import COMPARED, invent, measure, set_by_reportlab
from hocba_ops.documents.record import find_lacks
from hocba_ops.documents.record.lacks import STOPS
from hocba_ops.documents.render.proof import words_of_pages
from hocba_ops.documents.render.spelling import Names


def test_every_case_of_the_benchmark_sets_a_form_and_takes_some_time():
    taken = measure(1)
    assert len(taken) == 9
    assert min(taken.values()) > 0
    assert {case for pair in COMPARED.values() for case in pair} <= taken.keys()


def test_both_renderers_are_given_the_same_whole_record():
    record = invent(7)
    assert [lack for lack in find_lacks(record) if lack.kind in STOPS] == []
    words = " ".join(words_of_pages(set_by_reportlab(record, Names())) or [])
    assert words.count("Em chăm ngoan") >= 12
    assert "Môn học 12" in words
