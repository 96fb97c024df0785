"""The reports that were run: listed with what they are made from, compared, checked, explained, opened to run again."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest
from dashboards.served import hosted
from small_office import DAY, FIRST, OFFICER, SCHOOLS, seen_by
from starlette.testclient import TestClient

from hocba_ops.access.person import LOCAL, Person
from hocba_ops.access.trail import Trail
from hocba_ops.dashboards import report_page
from hocba_ops.dashboards.desk import Desk
from hocba_ops.dashboards.drawing import draw
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.templating import PLACE
from hocba_ops.reporting.origin import figure_key
from hocba_ops.runs.checking import Verdict
from hocba_ops.runs.manifest import BEGUN_BY, build_manifest
from hocba_ops.runs.parameters import RunParameters

YEAR = "2024-2025"
REPORT = f"coverage.{YEAR}.{DAY}"
AUDITOR = Person("thu|kt", "Kiểm toán", "kiem_toan", "quan-1")
STRANGER = Person(LOCAL, "Trường khác", "can_bo_quan_ly", "79999902")


def put_report(bench, as_of, *, by="", unit="quan-1", at=datetime(2025, 6, 29, 23, 1, tzinfo=UTC)):
    """A report as a run leaves it, but for its page, which no notebook made."""
    parameters = RunParameters(unit, YEAR, as_of.isoformat())
    answer = bench.run("coverage", **parameters.values())
    target = bench.report_folder("coverage", **parameters.values())
    folder = target.with_name(".dang-lam")
    folder.mkdir(parents=True)
    bench.export(answer, folder)
    (folder / "coverage.html").write_text("<p>trang đã chạy</p>", encoding="utf-8")
    begun = BEGUN_BY.set(by)
    told = build_manifest(bench, "coverage", parameters, folder, bench.to_json(answer),
                          started_at=at, seconds=3, before=target)  # fmt: skip
    BEGUN_BY.reset(begun)
    (folder / "manifest.json").write_text(told, encoding="utf-8")
    target.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.replace(target / path.name)
    folder.rmdir()
    return answer


@pytest.fixture(scope="module")
def bench(office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("da-chay")
    places = {"reports": folder / "reports", "access": folder / "truy-cap"}
    made = replace(office, settings=office.settings.model_copy(update=places), viewed={})
    put_report(made, FIRST)
    put_report(made, DAY, by="so-lieu-sang@20250629T230000.1")
    return made


def content(bench, query, person=OFFICER, **options):
    return draw(
        seen_by(bench, person), State.of_query(f"trang=runs&don-vi=quan-1&ngay={DAY}&{query}"), **options
    ).content


def texts(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_list_says_when_by_whom_and_from_which_files_and_rules_each_report_was_made(bench):
    rows = re.findall(r'<tr><th scope="row">.*?</tr>', content(bench, ""))
    first, second = map(texts, rows)
    assert "06:01 30/06/2025 việc tự chạy so-lieu-sang lần đầu như hiện nay" in first
    assert "một người chạy bằng lệnh" in second


def test_a_report_whose_rules_have_changed_since_says_so_and_an_old_one_tells_what_it_can(bench):
    path = bench.report_folder("coverage", unit="quan-1", school_year=YEAR, as_of=str(FIRST)) / "manifest.json"
    kept = path.read_text(encoding="utf-8")
    told = json.loads(kept)
    path.write_text(json.dumps({**told, "rulebook_sha256": "0" * 64}), encoding="utf-8")
    assert "bộ quy tắc nay khác" in texts(content(bench, ""))
    path.write_text(json.dumps({"run": {"started_at": "2025-05-29T03:00:00+00:00"}}), encoding="utf-8")
    assert "10:00 29/05/2025 không ghi lần đầu không ghi" in texts(content(bench, ""))
    path.write_text(kept, encoding="utf-8")


def test_a_report_made_again_in_its_place_says_whether_it_told_the_same(bench):
    put_report(bench, FIRST)
    assert "như lần 06:01 30/06/2025" in texts(content(bench, ""))
    before = bench.report_folder("coverage", unit="quan-1", school_year=YEAR, as_of=str(FIRST)) / "manifest.json"
    told = json.loads(before.read_text(encoding="utf-8"))
    told["outputs"]["coverage.json"] = "0" * 64
    before.write_text(json.dumps(told), encoding="utf-8")
    put_report(bench, FIRST)
    assert "khác lần 06:01 30/06/2025" in texts(content(bench, ""))


def test_two_days_laid_beside_each_other_tell_which_figures_differ_and_why(bench):
    said = texts(content(bench, f"bao-cao={REPORT}&ben-canh=coverage.{YEAR}.{FIRST}"))
    assert re.search(r"\d+ số liệu khác nhau", said)
    assert "0/6 3/6" in said
    assert "Hai báo cáo dùng cùng bộ quy tắc." in said
    assert re.search(r"Chỉ báo cáo này đọc: \d+\.xlsx", said)


def test_a_figure_is_explained_by_its_texts_and_files_from_a_link_of_the_report(bench):
    page = content(bench, f"bao-cao={REPORT}")
    link = unescape(re.search(r'<a href="\?([^"]*so-lieu=[^"]*)"', page)[1])
    said = texts(content(bench, link))
    answer = bench.run("coverage", unit="quan-1", school_year=YEAR, as_of=DAY)
    assert State.of_query(link).figure in {figure_key(answer, one) for one in answer.measures}
    assert "Vì sao ra số này" in said
    assert "steps/coverage.sql" in said
    assert re.search(r"Khóa số liệu: [0-9a-f]{12}", said)


def test_a_report_can_be_opened_taken_and_run_again_and_names_the_command(bench):
    page = content(bench, f"bao-cao={REPORT}")
    assert f"hocba runs notebook coverage --unit quan-1 --school-year {YEAR} --as-of {DAY}" in page
    assert f"{PLACE}/bao-cao/quan-1/{YEAR}/{DAY}/coverage.html" in page
    answer = TestClient(hosted(bench)).get(f"{PLACE}/so-tinh/quan-1/{YEAR}/{DAY}/coverage.ipynb")
    cells = json.loads(answer.text)["cells"]
    assert "Tải bởi Cán bộ Thử lúc 10:00 30/06/2025" in "".join(cells[0]["source"])
    injected = next(one for one in cells if "injected-parameters" in one["metadata"].get("tags", []))
    assert f'as_of = "{DAY}"' in "".join(injected["source"])
    assert [cell for cell in cells if cell.get("outputs")] == []
    entries = Trail.open(bench.settings.path(bench.settings.access)).entries()
    assert entries["event", "target", "about_unit"].row(-1) == ("exported", "coverage.ipynb", "quan-1")


@pytest.mark.parametrize(
    ("person", "query"),
    [
        (AUDITOR, f"bao-cao={REPORT}"),
        (STRANGER, f"bao-cao={REPORT}"),
        (OFFICER, "bao-cao=coverage.2024-2025.2025-01-01"),
        (OFFICER, "bao-cao=coverage"),
        (OFFICER, "bao-cao=coverage.2024-2025...-..-cutoff"),
    ],
    ids=["small cells", "another unit", "not run", "half a name", "a path"],
)
def test_a_report_that_is_not_the_persons_or_not_there_is_not_shown(bench, person, query):
    page = content(bench, query, person)
    assert "Không xem được phần này" in page
    assert "3/6" not in page
    client = TestClient(hosted(bench, lambda _: person))
    if person is not OFFICER:
        assert client.get(f"{PLACE}/so-tinh/quan-1/{YEAR}/{DAY}/coverage.ipynb").status_code == 404


def test_a_check_tells_the_places_that_differ_and_is_written_down(bench, monkeypatch):
    place = {"table": "Theo trường", "row": 2, "column": "Tỷ lệ", "said": "51 %", "computed": "50 %"}
    verdict = Verdict(is_same=False, differences=[place], is_rulebook_same=False)
    asked = []
    monkeypatch.setattr(report_page, "check_apart", lambda root, path: asked.append((root, path)) or verdict)
    state = State.of_query(f"trang=runs&don-vi=quan-1&ngay={DAY}&bao-cao={REPORT}")
    found = report_page.checked(seen_by(bench), state, "xlsx")
    said = texts(content(bench, f"bao-cao={REPORT}", verdict=found))
    assert "Khác: 1 chỗ không như số tính lại." in said
    assert "bảng “Theo trường”, hàng 2 · Tỷ lệ 51 % 50 %" in said
    assert asked[0][1].name == "coverage.xlsx"
    entries = Trail.open(bench.settings.path(bench.settings.access)).entries()
    assert entries["event", "target"].row(-1) == ("verified", "coverage.xlsx")


@pytest.mark.parametrize("person", [AUDITOR, STRANGER], ids=["small cells", "another unit"])
def test_a_check_of_a_report_that_is_not_the_persons_starts_nothing(bench, monkeypatch, person):
    monkeypatch.setattr(report_page, "check_apart", lambda *_: pytest.fail("it was checked"))
    state = State.of_query(f"trang=runs&don-vi=quan-1&ngay={DAY}&bao-cao={REPORT}")
    desk = Desk.__new__(Desk)
    desk.view_for, desk.connection, desk.state = lambda *_: seen_by(bench, person), None, state
    assert desk._check("xlsx") is None


def test_another_unit_or_page_closes_the_report_that_was_open(bench):
    drawn = draw(seen_by(bench), State.of_query(f"trang=runs&don-vi=quan-1&ngay={DAY}&bao-cao={REPORT}"))
    assert "bao-cao" not in drawn.nav
    assert "bao-cao" in drawn.query
    assert next(iter(SCHOOLS)) in drawn.controls
