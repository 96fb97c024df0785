"""The samples are what their code makes of them, hold every fault that they promise, and name no real person."""

import csv
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data_samples"
LAST_RULE = {"ID": 30, "KQ": 13, "DC": 7, "SS": 9, "CN": 1, "LO": 6}
CODES = {f"HB-{family}-{number:02d}" for family, last in LAST_RULE.items() for number in range(1, last + 1)}
CODES |= {f"HB-ID-{number}" for number in range(40, 45)}
CODES |= {f"HB-SS-{number}" for number in (11, 14, 15, 16, 17)}
EXCLUSIONS = ("ngoai_pham_vi", "chuyen_di", "thoi_hoc", "trung_dong", "hoc_ba_giay")
REAL_PERSONS = {
    "17a56db2522434c5",
    "7a369a919ce3f579",
    "d435717567b74526",
    "2d59fd8294af02a6",
    "4dfbe16e50f9f601",
    "f4e71dd2e957e410",
}
"""First digits of the SHA-256 of the names of people in the documents that this project cites: a sample has none."""


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, "-m", "data_samples.make", "--into", folder], cwd=ROOT, check=True)
    return folder


@pytest.fixture(scope="module")
def key() -> dict[str, Any]:
    return json.loads((SAMPLES / "quan-1" / "answer_key.json").read_text(encoding="utf-8"))


def built_files(folder: Path) -> list[Path]:
    parts = ("quan-1", "ha-noi-2024", "trung-hoc")
    found = (path for part in parts for path in (folder / part).rglob("*") if path.is_file())
    return sorted(path.relative_to(folder) for path in found if path.name != "README.md")


def content(path: Path) -> Any:
    """The bytes; of a workbook the bytes of its parts, as a zip differs where another zlib packed it."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return {info.filename: (info.date_time, parts.read(info)) for info in parts.infolist()}


def test_samples_rebuilt_are_the_committed_ones(rebuilt: Path):
    assert built_files(rebuilt) == built_files(SAMPLES)
    differing = [str(name) for name in built_files(rebuilt) if content(rebuilt / name) != content(SAMPLES / name)]
    assert differing == []


def test_every_rule_of_the_contract_is_broken_on_a_figure_day(key: dict[str, Any]):
    seen = {
        fault["code"]
        for fault in key["faults"]
        for day in key["figures"]
        if fault["seen_from"] <= day and (fault["seen_until"] is None or day < fault["seen_until"])
    }
    assert seen == CODES


def test_every_fault_stands_on_a_row_of_its_own(key: dict[str, Any]):
    places = [
        (fault["file"], fault["sheet"], fault["row"], day)
        for fault in key["faults"]
        for day in key["figures"]
        if fault["file"] and "follows" not in fault
        if fault["seen_from"] <= day and (fault["seen_until"] is None or day < fault["seen_until"])
    ]
    assert len(places) == len(set(places))


def test_every_fault_and_repair_points_at_a_file_that_is_there(key: dict[str, Any]):
    named = {row["file"] for row in key["faults"] + key["repairs"] if row["file"]}
    assert [name for name in sorted(named) if not (SAMPLES / "quan-1" / name).is_file()] == []


@pytest.mark.parametrize("day", ["2025-05-29", "2025-05-30", "2025-06-30", "2025-08-01"])
def test_cutoff_classes_add_up_to_expected_and_excluded_pupils(key: dict[str, Any], day: str):
    figures = key["figures"][day]
    for scope, (_, expected) in figures["measures"]["card.created"].items():
        classes = figures["cutoff"][scope]
        excluded = sum(classes.get(name, 0) for name in EXCLUSIONS)
        assert sum(classes.values()) - classes.get("thua", 0) == expected + excluded, scope


@pytest.mark.parametrize("day", ["2025-05-29", "2025-05-30", "2025-06-30", "2025-08-01"])
def test_district_figures_are_the_sum_of_the_schools(key: dict[str, Any], day: str):
    for name, scopes in key["figures"][day]["measures"].items():
        schools = [pair for scope, pair in scopes.items() if re.fullmatch(r"797604\d\d", scope)]
        assert [sum(part) for part in zip(*schools, strict=True)] == scopes["quan-1"], name


def test_paper_and_centre_give_no_expected_pupil(key: dict[str, Any]):
    for figures in key["figures"].values():
        assert "79760413" not in figures["measures"]["card.created"]
        assert figures["cutoff"]["79760418"] == {"ngoai_pham_vi": sum(figures["cutoff"]["79760418"].values())}


def test_published_rates_stand_without_invented_counts():
    with (SAMPLES / "ha-noi-2024/2024-07-31/so-lieu-cong-bo.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["Chỉ tiêu"]: row for row in csv.DictReader(lines)}
    assert (rows["card.signed"]["Tử số"], rows["card.signed"]["Tỷ lệ công bố"]) == ("", "97,6")
    assert (rows["staff.equipped"]["Tử số"], rows["staff.equipped"]["Mẫu số"]) == ("27500", "29093")
    assert all(row["Văn bản"] and row["Mục"] for row in rows.values())


def test_no_person_of_the_cited_documents_stands_in_a_sample():
    named = {digest(part) for text in texts() for part in (text, " ".join(text.split()[-2:]))}
    assert not named & REAL_PERSONS


def test_the_check_for_real_persons_reads_names():
    assert sum(text.startswith("Nguyễn ") for text in texts()) > 1000


def texts() -> set[str]:
    """Every text of the workbooks and every cell of the delimited files."""
    found: set[str] = set()
    for path in SAMPLES.rglob("*.xlsx"):
        with zipfile.ZipFile(path) as parts:
            if "xl/sharedStrings.xml" in parts.namelist():
                shared = parts.read("xl/sharedStrings.xml").decode()
                found.update(re.findall(r"<t[^>]*>([^<]*)</t>", shared))
    for path in SAMPLES.rglob("*.csv"):
        found.update(re.split(r"[;,\r\n]", path.read_text(encoding="utf-8-sig")))
    return {unicodedata.normalize("NFC", text).strip() for text in found}


def digest(text: str) -> str:
    return sha256(text.casefold().encode()).hexdigest()[:16]
