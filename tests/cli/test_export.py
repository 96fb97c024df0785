"""`hocba export`, as an officer types it."""

from pathlib import Path

import pytest

from tests.exchange.sending import PRIMARY, build, card_of, content, fill_primary, history, pupil_of, tell

SETTINGS = 'unit = "quan-1"\nschool_year = "2024-2025"\n'
ASKED = ("--as-of", "2025-06-30")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace with two locked cards, one of which lacks a place of origin."""
    place = tmp_path / "co-quan"
    district = build(place)
    fill_primary(district, (1, 2), card_content=[content(1), content(2, origin=None)])
    tell(district, history(1), history(2))
    (place / "hocba.toml").write_text(SETTINGS, encoding="utf-8")
    return place


def test_an_export_tells_counts_and_reasons_and_names_nobody(office, hocba):
    done = hocba("export", "--to", "so", "--workspace", office, *ASKED)
    assert done.code == 0
    assert "Gửi được 1/2 học bạ; giữ lại 1." in done.out
    assert "HB-LT-01" in done.out
    assert (office / "exchange" / "so" / "00000001" / "xml" / f"{PRIMARY}_tieuhoc.xml").is_file()
    assert [one for one in (pupil_of(1), pupil_of(2), card_of(1), "Nguyễn") if one in done.said] == []
    again = hocba("export", "--to", "so", "--workspace", office, *ASKED)
    assert "Không có gì mới" in again.out
    assert again.code == 0


def test_an_export_for_the_ministry_is_recorded_once_when_asked(office, hocba):
    asked = ("export", "--to", "bo", "--workspace", office, *ASKED, "--grades", "5", "--record", "--by", "Lê Thị Mẫu")
    assert "ghi 1 học bạ đã báo cáo; 0 không ghi" in hocba(*asked).out
    assert "ghi 0 học bạ đã báo cáo; 0 không ghi" in hocba(*asked).out
    assert hocba("registry", "verify", "--workspace", office).code == 0


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (("--to", "xã"), "so (Sở)"),
        (("--to", "so", "--format", "pdf"), "xml, json"),
        (("--to", "so", "--grades", "13"), "khối"),
    ],
)
def test_a_wrong_recipient_format_or_grade_is_told_with_the_right_ones(office, hocba, wrong, word):
    done = hocba("export", "--workspace", office, *ASKED, *wrong)
    assert (done.code, word in done.err) == (16, True)


def test_a_changed_set_stops_the_next_export_with_its_path(office, hocba):
    hocba("export", "--to", "so", "--workspace", office, *ASKED)
    rows = next((office / "exchange" / "so" / "00000001" / "dong").iterdir())
    rows.write_bytes(b"x")
    done = hocba("export", "--to", "so", "--workspace", office, *ASKED)
    assert (done.code, rows.name in done.err) == (13, True)
