"""A notebook for many units: each its report, a bad one stops none, what is done stays; a table for the level above."""

import json
import shutil

import openpyxl
import pytest
from small_office import DISTRICT, LATER, SCHOOLS, build_office

from hocba_ops.cli import main as command
from hocba_ops.errors import UnitsFailed
from hocba_ops.many import Pool
from hocba_ops.runs.fan_out import Each, Outcome, fan_out, for_units, units_of
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.places import NOTEBOOKS

BAD = "79999902"
STEP = "coverage"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The small office, with a notebook that breaks on one of its schools."""
    folder = tmp_path_factory.mktemp("nhieu-don-vi")
    built = build_office(folder)
    shutil.copytree(NOTEBOOKS, folder / "so-tay")
    path = next((folder / "so-tay").glob(f"*_{STEP}.ipynb"))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    place = next(one for one, cell in enumerate(notebook["cells"]) if "parameters" in cell["metadata"].get("tags", []))
    broken = {**notebook["cells"][place + 1], "id": "hong", "source": [f"assert unit != '{BAD}', 'hỏng'"]}
    notebook["cells"].insert(place + 1, broken)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    where = built.store.root.as_posix()
    (folder / "hocba.toml").write_text(
        f'unit = "{DISTRICT}"\nschool_year = "2024-2025"\nstore = "{where}"\nnotebooks = "so-tay"\nworkers = 1\n',
        encoding="utf-8",
    )
    return Workbench.open(folder)


def asked(bench: Workbench) -> list[RunParameters]:
    office = RunParameters(DISTRICT, "2024-2025", LATER.isoformat())
    return for_units(office, units_of(bench, office, Each.SCHOOLS))


def test_every_school_gets_its_report_and_the_one_that_breaks_stops_none_and_is_told(
    bench: Workbench, capsys: pytest.CaptureFixture[str]
):
    items = {item.unit: item for item in fan_out(bench, STEP, asked(bench), over=Pool(1))}
    assert items.keys() == SCHOOLS.keys()
    assert (items[BAD].outcome, "hỏng" in items[BAD].said) == (Outcome.FAILED, True)
    (good,) = (item for unit, item in items.items() if unit != BAD)
    assert good.outcome is Outcome.MADE
    assert good.figures
    answer = bench.run(STEP, unit=good.unit, school_year="2024-2025", as_of=LATER)
    told = {one.name: (one.numerator, one.denominator) for one in answer.measures if not one.group}
    assert good.figures.items() <= told.items()
    root = str(bench.settings.root)
    again = ["run", STEP, "--each", "schools", "--as-of", LATER.isoformat(), "--workspace", root]
    assert command(again) == UnitsFailed.exit_code
    assert "chạy lại cùng lệnh" in capsys.readouterr().err
    folder = bench.report_folder(STEP, unit=DISTRICT, school_year="2024-2025", as_of=LATER.isoformat()).parent
    sheet = openpyxl.load_workbook(folder / f"{STEP}-tung-don-vi.xlsx").worksheets[0]
    rows = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5)}
    assert rows == {"Trường Tiểu học Âu Cơ Thử": "Không xong", "Trường Tiểu học Cây Bàng Thử": "Giữ nguyên"}


def test_offices_are_those_that_answer_for_the_schools_on_the_day(bench: Workbench):
    june = RunParameters(DISTRICT, "2024-2025", LATER.isoformat())
    assert units_of(bench, june, Each.OFFICES) == (DISTRICT,)
    august = RunParameters(DISTRICT, "2024-2025", "2025-08-01")
    assert DISTRICT not in units_of(bench, august, Each.OFFICES)


def test_a_unit_of_which_no_file_says_anything_is_told_and_no_failure(bench: Workbench):
    (item,) = fan_out(bench, "roadmap", [RunParameters("79999901", "2024-2025", LATER.isoformat())], over=Pool(1))
    assert item.outcome is Outcome.NOTHING
    assert item.said
