"""Who answered on the day, and figures that others published: shown as printed, never mixed with a count."""

from decimal import Decimal

import pytest

from hocba_ops.reporting.formats import rate, ratio

HA_NOI = {"unit": "so-gddt-ha-noi", "school_year": "2023-2024", "as_of": "2024-07-31"}


@pytest.mark.parametrize(
    ("day", "offices"),
    [
        ("2025-06-30", {"Phòng GD&ĐT Quận 1"}),
        ("2025-08-01", {"Phường Tân Định", "Phường Sài Gòn", "Phường Bến Thành", "Phường Cầu Ông Lãnh"}),
    ],
)
@pytest.mark.parametrize(
    ("step", "frame"), [("coverage", "by_school"), ("cutoff", "classes"), ("readiness", "answering")]
)
def test_tables_name_the_office_that_answered_on_the_day(sample_bench, step, frame, day, offices):
    answer = sample_bench.run(step, unit="quan-1", school_year="2024-2025", as_of=day)
    rows = answer.frames[frame].filter(answer.frames[frame]["school_code"] != "79760418")
    assert set(rows["answers_to_name"]) == offices


def test_the_district_that_has_ended_says_so_and_who_came_after_it(sample_bench):
    before, after = (
        sample_bench.run("coverage", unit="quan-1", school_year="2024-2025", as_of=day).notes
        for day in ("2025-06-30", "2025-08-01")
    )
    told = [note for note in after if "kết thúc hoạt động ngày 30/06/2025" in note]
    assert len(told) == 1
    assert all(ward in told[0] for ward in ("Tân Định", "Sài Gòn", "Bến Thành", "Cầu Ông Lãnh"))
    assert told[0] not in before


@pytest.fixture
def published(sample_bench):
    answer = sample_bench.run("coverage", **HA_NOI)
    return {measure.name: measure for measure in answer.measures}


def test_a_rate_without_a_count_is_shown_with_no_count_published(published, sample_bench):
    """Bài của Sở GD&ĐT Hà Nội, số liệu 31/7/2024: 97,6 % học bạ đã ký, không công bố số đếm."""
    signed = published["card.signed"]
    assert (signed.numerator, signed.denominator, signed.published_rate) == (None, None, Decimal("97.6"))
    shown = rate(signed, sample_bench.labels).replace("\u00a0", " ")
    assert "97,6 %" in shown
    assert "không công bố số đếm" in shown


def test_a_count_that_does_not_give_the_printed_rate_says_which_would(published, sample_bench):
    """Bài của Sở GD&ĐT Hà Nội, số liệu 31/7/2024: hơn 27.500 trên 29.093 người, “94,64 %”."""
    equipped = published["staff.equipped"]
    assert (equipped.numerator, equipped.denominator, equipped.published_rate) == (27500, 29093, Decimal("94.64"))
    shown = ratio(equipped, sample_bench.labels).replace("\u00a0", " ")
    assert "27.500/29.093" in shown
    assert "94,52 %" in shown


def test_published_figures_stay_out_of_the_counts_of_the_district(sample_bench):
    answer = sample_bench.run("coverage", unit="quan-1", school_year="2024-2025", as_of="2025-06-30")
    assert all(measure.published_rate is None for measure in answer.measures)
    assert answer.frames["published"].is_empty()
