"""Every benchmark is in the catalogue, is run alone, and is kept and shown as it was measured; no figure is held."""

from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import running
from benchmarks.__main__ import main
from benchmarks.catalogue import Job, catalogue, jobs_of
from benchmarks.figures import Ratio
from benchmarks.page import write_page_of
from benchmarks.readme_table import BEGIN, END, table_of, write_readme
from benchmarks.results import keep, measured, newest, result_of
from benchmarks.wording import MET, MISSED, goal_of, growth_of, verdict
from hocba_ops.reporting.formats import NO_BREAK

BENCHMARKS = Path(running.__file__).parent
BEGAN = datetime.fromisoformat("2026-11-30T08:00:00+07:00")


def kept(folder, name, size, *ratios, failed="", hour=8):
    job = Job(catalogue()[name], size)
    return keep(folder, result_of(job, began=BEGAN.replace(hour=hour), seconds=1, load=2, ratios=ratios, failed=failed))


def line_of(folder, name, size):
    lines = measured(newest(folder))
    return next(line for line in lines if line.wanted.name == name and line.result and line.result.size == size)


def test_every_benchmark_of_the_catalogue_has_a_module_that_gives_ratios():
    texts = [(BENCHMARKS / f"{name}.py").read_text(encoding="utf-8") for name in catalogue()]
    assert [text.count("\ndef ratios(") for text in texts] == [1] * len(catalogue())


def test_a_size_runs_what_hangs_on_it_and_the_smallest_everything_else_too():
    city, district = jobs_of(["2.2M"], []), jobs_of(["110k"], [])
    assert {job.size for job in city} == {"2.2M"}
    assert {job.benchmark.name for job in district} == catalogue().keys()
    assert [(job.benchmark.name, job.size) for job in jobs_of(["23M"], ["signing"])] == [("signing", "")]


def test_a_quick_run_measures_every_figure_it_promises_and_both_sides_agree(tmp_path):
    page = tmp_path / "index.html"
    assert main(["--quick", "--results", str(tmp_path), "--page", str(page)]) == 0

    results = {one.benchmark: one for one in newest(tmp_path)}
    asked = {name for name, one in catalogue().items() if not one.without}
    assert results.keys() == asked
    for name in asked:
        wanted = {one.name for one in catalogue()[name].wanted.values() if not one.unmeasured}
        assert {one.name for one in results[name].ratios} == wanted
    shares = [line for line in measured(results.values()) if line.wanted.unit == "share" and line.ratio]
    assert len(shares) >= 8
    assert [line.wanted.title for line in shares if not line.is_met] == []
    assert "Lượt nhanh" in page.read_text(encoding="utf-8")


def test_a_figure_above_its_goal_is_missed_and_one_at_its_goal_is_met(tmp_path):
    kept(tmp_path, "rules", "110k", Ratio("one_pass_vs_floor", 4.0), Ratio("peak", 300.5))

    assert verdict(line_of(tmp_path, "one_pass_vs_floor", "110k")) == MET
    assert verdict(line_of(tmp_path, "peak", "110k")) == MISSED
    assert goal_of(line_of(tmp_path, "peak", "110k")) == f"≤{NO_BREAK}300 MB"


def test_a_goal_that_is_the_least_is_missed_from_below(tmp_path):
    kept(tmp_path, "signing", "", Ratio("pool_wall", 1.6))

    assert verdict(line_of(tmp_path, "pool_wall", "")) == MISSED


def test_growth_is_told_against_the_growth_of_the_pupils(tmp_path):
    kept(tmp_path, "rules", "110k", Ratio("one_pass_vs_separate", 0.1, cpu=1.0))
    kept(tmp_path, "rules", "2.2M", Ratio("one_pass_vs_separate", 0.1, cpu=30.0))

    assert growth_of(line_of(tmp_path, "one_pass_vs_separate", "2.2M")) == f"1,5 ({MISSED}, ≤{NO_BREAK}1,3)"
    assert growth_of(line_of(tmp_path, "one_pass_vs_separate", "110k")) == ""


def test_a_later_failure_does_not_hide_what_was_measured_before(tmp_path):
    kept(tmp_path, "store_size", "110k", Ratio("parquet_vs_native", 0.5))
    kept(tmp_path, "store_size", "110k", failed="no space left", hour=9)
    kept(tmp_path, "reading", "", failed="no such file", hour=9)

    assert [(one.benchmark, one.failed) for one in newest(tmp_path)] == [
        ("store_size", ""),
        ("reading", "no such file"),
    ]
    page = write_page_of(newest(tmp_path), tmp_path / "index.html").read_text(encoding="utf-8")
    assert "không chạy được (no such file)" in page


def test_the_table_of_the_readme_is_put_between_its_marks_and_nothing_else_moves(tmp_path):
    kept(tmp_path, "store_size", "110k", Ratio("parquet_vs_native", 0.5))
    readme = tmp_path / "README.md"
    readme.write_text(f"trên\n{BEGIN}\ncũ\n{END}\ndưới\n", encoding="utf-8")

    write_readme(newest(tmp_path), readme)

    assert readme.read_text(encoding="utf-8") == f"trên\n{BEGIN}\n{table_of(newest(tmp_path))}\n{END}\ndưới\n"
    assert f"| 110k | 0,50 | ≤{NO_BREAK}0,6 | {MET} |" in readme.read_text(encoding="utf-8")


def test_figures_of_a_benchmark_not_measured_here_stay_with_the_day_they_were_measured(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"{BEGIN}\n{END}", encoding="utf-8")
    kept(tmp_path / "first", "store_size", "110k", Ratio("parquet_vs_native", 0.5))
    write_readme(newest(tmp_path / "first"), readme)
    kept(tmp_path / "second", "rules", "110k", Ratio("peak", 400.0))
    write_readme(newest(tmp_path / "second"), readme)

    told = readme.read_text(encoding="utf-8")
    assert f"| 110k | 0,50 | ≤{NO_BREAK}0,6 | {MET} |" in told
    assert f"| 110k | 400 MB | ≤{NO_BREAK}300 MB | {MISSED} |" in told
    assert "1 đạt, 1 chưa đạt" in told


def test_a_readme_without_marks_is_refused_and_left_alone(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("không có dấu", encoding="utf-8")

    with pytest.raises(ValueError, match="bench:begin"):
        write_readme([], readme)
    assert readme.read_text(encoding="utf-8") == "không có dấu"


def test_a_benchmark_whose_process_fails_is_told_and_the_next_one_runs(tmp_path, monkeypatch):
    ground = tmp_path / "not-a-ground"
    ground.mkdir()
    (ground / "somebody-else").write_text("", encoding="utf-8")
    monkeypatch.setattr(running, "POLL", 0.05)
    asked = [Job(catalogue()["store_size"], "2k"), Job(catalogue()["rules"], "2k")]

    ran = list(running.run_all(asked, Path(tmp_path), Console(file=StringIO()), ground=ground))

    assert [(one.benchmark, one.ratios) for one in ran] == [("store_size", ()), ("rules", ())]
    assert all("RehearsalRefused" in one.failed for one in ran)
    assert len(list(tmp_path.glob("*@2k@*.json"))) == 2
