import re
from datetime import date
from pathlib import Path

import pytest

import hocba_ops.rulebook
from hocba_ops.domain.hoc_ba import MOVES, Refusal
from hocba_ops.domain.unit_faults import UnitFaultKind
from hocba_ops.rulebook import Confidence, Rulebook

DOCUMENT = """
[qd-moi]
issuer = "UBND phường"
title = "Quyết định của phường"
confidence = "primary"
"""
RULE = """
[HB-ID-90]
table = "pupil"
severity = "query"
document = "tt-27-2020"
clause = "Điều 6"
valid_from = 2025-01-01
owner = "school"
means = "Để thử."
message = "Thử."
mend = "Thử."
"""
PLAN = """
document = "kh-290-2025"
[plan]
id = "kh-thu"
unit = "quan-1"
school_year = "2025-2026"
clause = "I"
title = "Kế hoạch thử"
phases = ["Một"]
scope = { clause = "I", words = "Trường tiểu học", grades = [1, 2], school_kinds = ["tieu_hoc"] }
[[duty]]
id = "thu-01"
clause = "II"
phase = 1
title = "Việc thử"
words = "trước 30/5/2026"
actors = ["school"]
named_day = 2026-05-30
last_day = 2026-05-29
reading = "day_before"
evidence = { kind = "measure", measure = "card.issued", threshold_percent = 100 }
"""


def test_the_rulebook_of_the_package_has_no_fault(book):
    assert len(book.documents) > 20
    assert book.rules_in_force(date(2025, 5, 29))


def test_every_legal_move_of_a_record_cites_a_paper_we_list(book):
    assert {move.document for move in MOVES} <= set(book.documents)


def test_every_fault_and_refusal_has_a_sentence_in_both_languages(book):
    code = "".join(path.read_text("utf-8") for path in Path(hocba_ops.rulebook.__file__).parent.glob("*.py"))
    named = set(re.findall(r'(?:faults\.add\([^\n]*, |refuse\()"([a-z_]+)"', code))
    assert {"duplicate", "unknown_document", "last_day_not_as_read", "cutoff_form", "no_folder"} <= named
    keys = {f"rulebook.fault.{name}" for name in named}
    keys |= {f"rulebook.fault.unit_{kind}" for kind in UnitFaultKind}
    keys |= {f"hoc_ba.refusal.{refusal}" for refusal in Refusal}
    for language in ("vi", "en"):
        assert keys <= set(book.labels(language))


def test_the_same_files_have_the_same_fingerprint_and_other_files_another(book, workspace):
    assert Rulebook.load().sha256 == book.sha256
    folder = workspace({"documents.toml": DOCUMENT})
    extended = Rulebook.load(folder)
    assert extended.sha256 != book.sha256
    (folder / "documents.toml").write_text(DOCUMENT + "\n", encoding="utf-8")
    assert Rulebook.load(folder).sha256 != extended.sha256


def test_a_workspace_adds_its_own_papers_rules_and_plan(workspace):
    book = Rulebook.load(workspace({"documents.toml": DOCUMENT, "rules/ours.toml": RULE, "plans/thu.toml": PLAN}))
    assert book.documents["qd-moi"].signed_on is None
    assert "HB-ID-90" in book.rules_in_force(date(2025, 5, 29), "HB-ID-")
    assert book.plan(["phuong-sai-gon", "quan-1"], "2025-2026").id == "kh-thu"
    assert book.plan(["quan-1"], "2024-2025").id == "kh-290-quan-1-2024-2025"


@pytest.mark.parametrize(
    ("place", "text", "fault"),
    [
        ("rules/ours.toml", RULE + 'sevrity = "error"\n', "rulebook/rules/ours.toml: HB-ID-90.sevrity: khóa lạ"),
        ("rules/ours.toml", RULE.replace('owner = "school"\n', ""), "HB-ID-90.owner: thiếu khóa này"),
        ("rules/ours.toml", RULE.replace("2025-01-01", '"2025-01-01"'), "HB-ID-90.valid_from: phải là ngày kiểu TOML"),
        ("rules/ours.toml", RULE.replace('"query"', '"warning"'), "severity: chỉ nhận một trong: 'error', 'query'"),
        ("rules/ours.toml", RULE.replace("ID-90", "9"), "HB-9.id: không đúng dạng"),
        ("rules/ours.toml", RULE.replace("tt-27-2020", "tt-27"), "HB-ID-90.document: văn bản “tt-27” không có"),
        ("rules/ours.toml", RULE + "valid_to = 2024-12-31\n", "HB-ID-90: ngày kết thúc 2024-12-31 đứng trước"),
        ("rules/ours.toml", RULE.replace("ID-90", "ID-01"), "HB-ID-01: hiệu lực trùng với quy tắc cùng mã"),
        ("documents.toml", DOCUMENT.replace("qd-moi", "kh-290-2025"), "kh-290-2025: mã này đã dùng ở documents.toml"),
        ("documents.toml", "[qd-moi\n", "rulebook/documents.toml: -: không đọc được, sai cú pháp TOML"),
        ("cutoff.toml", DOCUMENT, "rulebook/cutoff.toml: -: tệp không đúng chỗ"),
        ("plans/thu.toml", PLAN.replace("05-29", "05-30"), "duty[thu-01]: ngày cuối 2026-05-30 không khớp cách đọc"),
        (
            "plans/thu.toml",
            PLAN.replace("= 100", "= 101"),
            "duty[thu-01].evidence.threshold_percent: không được quá 100",
        ),
        ("plans/thu.toml", PLAN.replace('"measure", ', '"oath", '), "duty[thu-01].evidence: kind chỉ nhận"),
        ("plans/thu.toml", PLAN.replace("phase = 1", "phase = 2"), "thu-01.phase: kế hoạch không có giai đoạn 2"),
        (
            "plans/thu.toml",
            PLAN.replace("phase = 1", "grades = [3]"),
            "thu-01.grades: khối 3 nằm ngoài phạm vi của kế hoạch",
        ),
        ("plans/thu.toml", PLAN.replace("thu-01", "kh290-01"), "duty[kh290-01]: mã này đã dùng ở plans/quan-1_2024"),
        ("plans/thu.toml", PLAN.replace('"quan-1"', '"quan-2"'), "plan.unit: đơn vị “quan-2” không có trong units"),
        ("plans/thu.toml", 'plan = "kế hoạch"\n', "rulebook/plans/thu.toml: plan: phải là một bảng TOML"),
        ("plans/thu.toml", PLAN + "[dutty]\n", "rulebook/plans/thu.toml: dutty: khóa lạ"),
        ("labels/vi/ours.toml", '[step]\ncoverage = "Khác"\n', "labels/vi/ours.toml: step.coverage: mã này đã dùng"),
        ("labels/vi/ours.toml", "[ours]\nlimit = 3\n", "labels/vi/ours.toml: ours.limit: phải là chữ"),
    ],
)
def test_a_faulty_entry_is_refused_with_file_key_and_reason(faults_of, place, text, fault):
    told = faults_of({place: text})
    assert any(fault in line for line in told), told


def test_all_faults_of_all_files_are_told_at_once(faults_of):
    told = faults_of(
        {
            "rules/ours.toml": RULE.replace("tt-27-2020", "tt-99")
            + "sevrity = 1\n"
            + RULE.replace("-90", "-91")
            + "x = 1",
            "plans/thu.toml": PLAN.replace('"card.issued"', '"Card issued"').replace("[1, 2]", "[0, 13]"),
            "documents.toml": '[qd-moi]\nissuer = "UBND phường"\n',
        }
    )
    assert len([line for line in told if "rules/ours.toml" in line]) == 2
    assert len([line for line in told if "plans/thu.toml" in line]) == 3
    assert len([line for line in told if "documents.toml: qd-moi" in line]) == 2


def test_citing_a_paper_whose_own_entry_is_faulty_is_no_second_fault(faults_of):
    told = faults_of(
        {
            "documents.toml": '[qd-moi]\ntitle = "Thiếu nhiều khóa"\n',
            "rules/ours.toml": RULE.replace("tt-27-2020", "qd-moi"),
        }
    )
    assert all("documents.toml" in line for line in told)


def test_a_rulebook_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(hocba_ops.errors.RulebookFault, match="không có thư mục này"):
        Rulebook.load(tmp_path / "nowhere")


def test_an_entry_is_no_surer_than_the_paper_it_was_read_in(book):
    rule = book.rules_in_force(date(2025, 6, 1))["HB-DC-01"]
    assert rule.document == "sgddt-hn-kh-2024"
    assert book.confidence(rule) == Confidence.SECONDARY
    assert book.confidence(book.duty("kh290-01")) == Confidence.PRIMARY


def test_the_wording_of_a_rule_is_that_of_the_day(workspace):
    versions = RULE.replace("[HB-ID-90]", "[[HB-ID-90]]") + "valid_to = 2025-12-31\n"
    versions += RULE.replace("[HB-ID-90]", "[[HB-ID-90]]").replace("2025-01-01", "2026-01-01").replace("query", "error")
    book = Rulebook.load(workspace({"rules/ours.toml": versions}))
    assert "HB-ID-90" not in book.rules_in_force(date(2024, 12, 31))
    assert book.rules_in_force(date(2025, 12, 31))["HB-ID-90"].severity == "query"
    assert book.rules_in_force(date(2026, 1, 1))["HB-ID-90"].severity == "error"


def test_rules_are_found_by_prefix_in_order(book):
    found = list(book.rules_in_force(date(2025, 6, 30), "HB-ID-"))
    assert found == sorted(found)
    assert found[0] == "HB-ID-01"
    assert all(code.startswith("HB-ID-") for code in found)
