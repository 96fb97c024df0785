"""Each notebook of the project, run on the samples as `hocba run all` does: a whole report, and nobody named in it."""

import html
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pytest

from hocba_ops.runs.execute import Run, execute
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.warm import Kernel
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.composing import ALL_STEPS
from tests.browser_page import launched_chromium, opened_page

STARTED = datetime(2025, 8, 2, 6, tzinfo=UTC)
DAY = "2025-08-01"
LATER = {"handover": "2025-08-20"}
"""Steps whose lists came in after that day."""
CHARTS = {
    "overview": 1,
    "milestones": 2,
    "readiness": 3,
    "pair_review": 2,
    "identity_review": 3,
    "results_review": 2,
    "scorecard": 3,
    "coverage": 2,
    "evidence": 1,
    "registry_review": 1,
    "cutoff": 1,
    "export_review": 0,
    "sync": 1,
    "handover": 1,
    "roadmap": 1,
    "lock": 0,
    "audit_review": 0,
}


@pytest.fixture(scope="module")
def runs(sample_bench: Workbench, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    settings = sample_bench.settings.model_copy(update={"reports": tmp_path_factory.mktemp("bao-cao")})
    bench = replace(sample_bench, settings=settings)
    asked = {step: RunParameters.check(bench, {"unit": "quan-1", "as_of": LATER.get(step, DAY)}) for step in ALL_STEPS}
    with Kernel() as kernel:
        return {step: execute(bench, step, asked[step], started_at=STARTED, kernel=kernel) for step in ALL_STEPS}


@pytest.fixture(params=ALL_STEPS)
def run(request, runs) -> Run:
    return runs[request.param]


def test_the_page_of_a_step_is_vietnamese_shows_no_code_and_has_a_table_for_each_chart(run):
    page = run.page.read_text(encoding="utf-8")

    assert '<html lang="vi">' in page
    assert "wb.run(" not in page
    assert page.count('<figure class="chart">') == CHARTS[run.step]
    assert len(re.findall(r'<details class="twin" open>.*?<table.*?</details>', page, re.DOTALL)) == CHARTS[run.step]


def test_the_page_says_unit_day_and_who_answers_now_that_the_district_has_ended(run):
    page = html.unescape(run.page.read_text(encoding="utf-8"))

    assert "Phòng Giáo dục và Đào tạo Quận 1" in page
    assert date.fromisoformat(LATER.get(run.step, DAY)).strftime("%d/%m/%Y") in page
    assert "đã kết thúc hoạt động ngày 30/06/2025" in page


def test_the_figures_of_the_page_and_of_the_annex_are_those_of_the_answer(run, sample_bench):
    page = html.unescape(run.page.read_text(encoding="utf-8")).replace("\u00a0", " ")
    annex = openpyxl.load_workbook(run.folder / f"{run.step}.xlsx", read_only=True)
    counted = {row[:] for sheet in annex for row in sheet.iter_rows(values_only=True)}

    for _, figure in sample_bench.head_figures(run.step, run.answer):
        assert figure.replace("\u00a0", " ") in page
    for measure in run.answer["measures"]:
        if measure["unit_id"] == "quan-1" and measure["denominator"]:
            assert any({measure["numerator"], measure["denominator"]} <= set(row) for row in counted)


def test_nothing_of_a_report_names_a_pupil_or_a_member_of_staff(run, people_of_the_samples):
    annex = openpyxl.load_workbook(run.folder / f"{run.step}.xlsx", read_only=True)
    cells = {str(cell) for sheet in annex for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    texts = [
        (run.folder / name).read_text(encoding="utf-8")
        for name in (f"{run.step}.html", f"{run.step}.ipynb", f"{run.step}.json")
    ]
    words = {word for text in texts for word in re.split(r"[<>\"\\|]+", html.unescape(text))}

    assert not people_of_the_samples & cells
    assert not people_of_the_samples & words
    assert not people_of_the_samples & set(re.findall(r"\d{10,12}", "\n".join(texts[1:])))


def test_every_finding_of_the_answer_stands_in_the_annex_with_file_sheet_and_row(run):
    rows = list(openpyxl.load_workbook(run.folder / f"{run.step}.xlsx").worksheets[-1].iter_rows(values_only=True))
    placed = {(row[0], row[-3] or "", row[-2] or "", row[-1]) for row in rows}

    for finding in run.answer["findings"]:
        assert (finding["code"], finding["source_file"], finding["sheet"], finding["row_number"]) in placed


def test_the_executed_copy_carries_no_path_of_this_machine(run, sample_bench):
    copy = (run.folder / f"{run.step}.ipynb").read_text(encoding="utf-8")

    assert str(sample_bench.settings.root) not in copy
    assert all("papermill" not in cell["metadata"] for cell in json.loads(copy)["cells"])


@pytest.mark.browser
def test_every_page_opens_without_network_and_draws_every_chart(runs):
    with launched_chromium() as browser:
        for step, run in runs.items():
            with opened_page(browser, run.page) as opened:
                opened.page.wait_for_function(
                    "count => document.querySelectorAll('.plot .main-svg').length >= count", arg=CHARTS[step]
                )
                drawn = opened.page.locator(".plot:has(.main-svg)").count()
                assert (step, drawn, opened.outside, opened.complaints) == (step, CHARTS[step], [], [])
