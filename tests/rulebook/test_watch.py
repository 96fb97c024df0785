"""What the review of the trail watches for: cited as the software's own choice, set anew by an office, faults told."""

import pytest

from hocba_ops.rulebook import Confidence, Rulebook
from hocba_ops.rulebook.watch import watch_frame

OWN = """
document = "tin-lo-trinh-hcm"
[watch.{name}]
rule = "{rule}"
shape = "{shape}"
events = ["refused"]
clause = "Quy chế của phòng, mục 3"
{rest}
"""


def own(**said: object) -> dict[str, str]:
    told = {"name": "cua_phong", "rule": "HB-NK-04", "shape": "burst", "rest": "minutes = 5\nmost = 1"}
    return {"access.toml": OWN.format(**(told | said))}


def test_no_threshold_is_passed_off_as_a_figure_of_a_paper(book):
    assert {one.confidence for one in book.access.watches.values()} == {Confidence.UNCONFIRMED}
    assert len({one.rule for one in book.access.watches.values()}) == 11


def test_an_office_sets_a_measure_anew_by_a_watch_of_the_same_name(workspace):
    told = Rulebook.load(workspace(own(name="bi_tu_choi"))).access.watches
    assert (told["bi_tu_choi"].minutes, told["bi_tu_choi"].most) == (5, 1)
    assert told["mo_cho_che"].most == 20


def test_a_watch_of_an_office_stands_beside_those_of_the_package(workspace):
    told = Rulebook.load(workspace(own())).access.watches
    (row,) = watch_frame([told["cua_phong"]]).rows(named=True)
    assert (row["code"], row["event"], row["seconds"], row["most"]) == ("HB-NK-04", "refused", 300, 1)
    assert "bi_tu_choi" in told


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"rule": "HB-NK-99"}, "quy tắc “HB-NK-99” không có trong rules"),
        ({"rest": "most = 1"}, "phải có minutes từ 1 trở lên với shape này"),
        ({"shape": "hours", "rest": "from_hour = 20\nto_hour = 6"}, "to_hour 6 phải sau from_hour 20"),
        ({"rest": "minutes = 1441"}, "không được quá 1440"),
    ],
    ids=str,
)
def test_a_watch_that_makes_no_sense_is_told_with_its_place(faults_of, said: dict[str, object], fault: str):
    (told,) = faults_of(own(**said))
    assert told.startswith("rulebook/access.toml: watch.cua_phong")
    assert fault in told
