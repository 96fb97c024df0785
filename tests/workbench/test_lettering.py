"""Documents: filled from answers, issued by the right office, released by two people, never with old figures."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import openpyxl
import pytest

from hocba_ops.access.trail import Trail
from hocba_ops.documents.letters import page_lines, read_carried
from hocba_ops.errors import FiguresMoved, JournalBusy, LetterProblem, LetterRefused, NothingLoaded, OfficeNotInBeing
from hocba_ops.workbench import letter_content, lettering
from hocba_ops.workbench.letter_content import compose
from hocba_ops.workbench.lettering import draft_letter, list_letters, open_letter, release_letter, withdraw_letter
from tests.letter_district import DAY, LARGE, MIDDLE, NOW, SMALL, STAFF, build_letter_district, hand_in_staff, order
from tests.workbench.locked_district import build_locked_district, history, tell
from tests.workbench.locked_district import lock as lock_of


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    return build_letter_district(tmp_path_factory.mktemp("quan"))


@pytest.fixture
def bench(shared, tmp_path):
    """The shared district, with letters and trail of the test's own."""
    own = {"letters": tmp_path / "letters", "access": tmp_path / "access"}
    return replace(shared.bench, settings=shared.bench.settings.model_copy(update=own))


def release(bench, letter, *, by="An", second="Bình", now=NOW, wanted=None):
    return release_letter(bench, letter.letter_id, by=by, second=second, now=now, wanted=wanted)


def with_kind(bench, kind, **changed):
    """The workbench under other rules for one kind of document."""
    letters = bench.rulebook.letters
    kinds = {**letters.kinds, kind: letters.kinds[kind].model_copy(update=changed)}
    return replace(bench, rulebook=replace(bench.rulebook, letters=replace(letters, kinds=kinds)))


def text_of(path) -> str:
    return "\n".join(line for page in page_lines(path.read_bytes()) for line in page)


def test_a_draft_bears_the_block_of_its_office_the_mark_and_no_number(bench):
    letter = draft_letter(bench, order(authority="kt"))
    said = text_of(letter.folder / lettering.DRAFT_PDF)
    for words in ("UBND QUẬN 1", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "DỰ THẢO", "Quận 1, ngày 06 tháng 6 năm 2025"):
        assert words in said
    assert "Kính gửi: Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh" in said
    assert [line for line in said.splitlines() if "TRƯỞNG PHÒNG" in line] == ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]
    assert next(line for line in said.splitlines() if line.startswith("Số:")).startswith("Số: /BC-PGDĐT")
    assert letter.stage == "draft"


def test_figures_are_those_of_the_step_and_small_counts_are_hidden_everywhere(bench):
    letter = draft_letter(bench, order())
    said = text_of(letter.folder / lettering.DRAFT_PDF)
    whole = next(
        one for one in bench.run("readiness", unit="quan-1", school_year="2024-2025", as_of="2025-06-05").measures
        if one.name == "staff.trained" and one.unit_id == "quan-1"
    )  # fmt: skip
    assert (whole.numerator, whole.denominator) == (0, sum(STAFF.values()))
    assert "Cán bộ, giáo viên, nhân viên đã tập huấn: 0/24 = 0 %" in said
    rows = {
        row[0]: [" ".join(cell.split()) for cell in row]
        for part in compose(bench, order(issuer="quan-1")).parts
        for row in part.rows
    }
    assert rows[f"Trường {LARGE}"][3] == "0/12 = 0 %"
    assert rows[f"Trường {SMALL}"][3] == "(ẩn)"
    carried = read_carried((letter.folder / lettering.DRAFT_PDF).read_bytes())
    assert [one for one in carried["figures"] if one["denominator"] == 3 and one["counted"] == "staff"] == []
    book = openpyxl.load_workbook(letter.folder / "phu-luc-readiness.xlsx")
    cells = {cell.value for sheet in book for line in sheet.iter_rows() for cell in line}
    assert 24 in cells
    assert not any(str(value).startswith("Người thứ") for value in cells)


def test_the_same_order_on_the_same_store_gives_the_same_bytes(bench):
    first = {path.name: path.read_bytes() for path in draft_letter(bench, order()).folder.iterdir()}
    bench.answered.clear()
    second = {path.name: path.read_bytes() for path in draft_letter(bench, order()).folder.iterdir()}
    assert first == second
    assert {"du-thao.pdf", "du-thao.docx", "phu-luc-readiness.xlsx"} <= first.keys()


def test_the_file_to_edit_says_what_the_pages_say(bench):
    letter = draft_letter(bench, order())
    opened = docx.Document(BytesIO((letter.folder / lettering.DRAFT_DOCX).read_bytes()))
    texts = {one.text.strip() for one in opened.paragraphs}
    cells = {cell.text.strip() for table in opened.tables for row in table.rows for cell in row.cells}
    assert {"DỰ THẢO", "BÁO CÁO", "Mức độ sẵn sàng triển khai học bạ số năm học 2024-2025"} <= texts
    assert f"Trường {MIDDLE}" in cells
    assert not any("{" in one for one in texts | cells)


def test_a_document_dated_after_its_office_ended_names_who_issues_now(bench):
    with pytest.raises(OfficeNotInBeing) as refused:
        draft_letter(bench, order(dated="2025-07-01"))
    assert "30/06/2025" in str(refused.value)
    assert "phuong-ben-thanh" in str(refused.value)
    assert "so-gddt-hcm" in str(refused.value)
    assert list_letters(bench) == []


def test_the_office_above_writes_about_the_ended_one_under_its_own_block(bench):
    letter = draft_letter(bench, order(dated="2025-07-02", issuer="so-gddt-hcm"))
    said = text_of(letter.folder / lettering.DRAFT_PDF)
    assert "UBND THÀNH PHỐ HỒ CHÍ MINH" in said
    assert "/BC-SGDĐT" in said
    assert "các trường thuộc Phòng Giáo dục và Đào tạo Quận 1" in " ".join(said.split())


def test_signed_in_the_stead_of_the_chairman_it_is_the_paper_of_the_committee(bench):
    letter = draft_letter(bench, order(authority="tl"))
    said = text_of(letter.folder / lettering.DRAFT_PDF)
    assert "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO" not in said
    assert "TL. CHỦ TỊCH" in said
    assert "/BC-UBND" in said


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"kind": "thu_moi"}, LetterProblem.UNKNOWN_KIND),
        ({"authority": "xx"}, LetterProblem.UNKNOWN_AUTHORITY),
        ({"dated": "2025-06-04"}, LetterProblem.FUTURE),
        ({"school": LARGE}, LetterProblem.NO_SCHOOL),
        ({"kind": "cong_van_nhac"}, LetterProblem.NEEDS_SCHOOL),
        ({"kind": "cong_van_nhac", "school": "79999999"}, LetterProblem.OTHER_SCHOOL),
        ({"issuer": "bo-gddt"}, LetterProblem.NO_OFFICE),
        ({"kind": "bien_ban_chot"}, LetterProblem.NO_LOCK),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else value.name,
)
def test_an_order_that_cannot_be_is_refused_and_leaves_nothing_behind(bench, said, problem):
    with pytest.raises(LetterRefused) as refused:
        draft_letter(bench, order(**said))
    assert refused.value.problem is problem
    assert list_letters(bench) == []


def test_a_report_before_anything_was_loaded_says_so(bench):
    with pytest.raises(NothingLoaded):
        draft_letter(bench, order(as_of="2025-03-02", dated="2025-03-03"))


def test_two_people_release_a_draft_and_the_trail_knows_both(bench):
    done = release(bench, draft_letter(bench, order()))
    said = text_of(done.folder / lettering.ISSUED)
    assert "Số: 01/BC-PGDĐT" in said
    assert "DỰ THẢO" not in said
    assert open_letter(bench, done.letter_id).stage == "released"
    last = Trail.open(bench.settings.path(bench.settings.access)).entries().row(-1, named=True)
    assert (last["event"], last["name"], last["target"]) == ("released", "An", done.letter_id)
    assert last["detail"] == "01/BC-PGDĐT; Bình"


@pytest.mark.parametrize("second", ["An", " an ", "ÂN"])
def test_one_person_under_two_spellings_releases_nothing(bench, second):
    letter = draft_letter(bench, order())
    with pytest.raises(LetterRefused) as refused:
        release(bench, letter, second=second)
    assert refused.value.problem is LetterProblem.SAME_PERSON
    assert open_letter(bench, letter.letter_id).numbered is None


def test_figures_that_moved_since_the_draft_stop_the_release_without_a_number(tmp_path):
    district = build_letter_district(tmp_path)
    bench = district.bench
    letter = draft_letter(bench, order())
    hand_in_staff(district, {LARGE: 14, MIDDLE: 9, SMALL: 3})
    with pytest.raises(FiguresMoved) as refused:
        release(bench, letter)
    assert "/26" in str(refused.value) or "/14" in str(refused.value)
    assert not (letter.folder / lettering.ISSUED).exists()
    again = draft_letter(bench, order())
    assert release(bench, again).numbered.number == 1


def test_a_draft_whose_record_was_edited_is_not_released(bench):
    letter = draft_letter(bench, order())
    record = letter.folder / lettering.RECORD
    told = json.loads(record.read_text(encoding="utf-8"))
    told["order"]["signer"] = "Người khác"
    record.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(LetterRefused) as refused:
        release(bench, letter)
    assert refused.value.problem is LetterProblem.ALTERED


def test_a_draft_made_under_looser_rules_is_held_at_the_gate(bench):
    loose = with_kind(bench, "bao_cao_san_sang", small_cells="shown")
    letter = draft_letter(loose, order())
    with pytest.raises(FiguresMoved) as refused:
        release(bench, letter)
    assert "(ẩn)" in str(refused.value)


def test_the_gate_finds_a_small_count_even_where_nothing_hid_it(bench, monkeypatch):
    monkeypatch.setattr(letter_content, "may_tell", lambda _bench, _kind, answer: answer)
    letter = draft_letter(bench, order())
    with pytest.raises(LetterRefused) as refused:
        release(bench, letter)
    assert refused.value.problem is LetterProblem.SMALL_CELLS


def test_a_document_is_released_once_and_its_number_outlives_it(bench):
    first = release(bench, draft_letter(bench, order()))
    with pytest.raises(LetterRefused, match="không phát hành lần hai"):
        release(bench, first)
    with pytest.raises(LetterRefused, match="không phát hành lần hai"):
        draft_letter(bench, order())
    withdraw_letter(bench, first.letter_id, by="An", reason="Sai nơi nhận", now=NOW)
    with pytest.raises(LetterRefused, match="đã thu hồi"):
        release(bench, first)
    second = release(bench, draft_letter(bench, order(signer="Trần Thị Hạnh")))
    assert second.numbered.sign == "02/BC-PGDĐT"
    assert {one.stage for one in list_letters(bench)} == {"withdrawn", "released"}


def test_a_release_broken_off_after_the_number_goes_on_with_the_same_number(bench, monkeypatch):
    letter = draft_letter(bench, order())
    with monkeypatch.context() as broken:
        broken.setattr(lettering, "write_whole", lambda *_: (_ for _ in ()).throw(JournalBusy("đĩa")))
        with pytest.raises(JournalBusy):
            release(bench, letter)
    assert open_letter(bench, letter.letter_id).stage == "numbered"
    assert release(bench, letter).numbered.sign == "01/BC-PGDĐT"


def test_a_reminder_names_what_its_school_owes_and_nobody_else(tmp_path):
    district = build_letter_district(tmp_path)
    bench = with_kind(district.bench, "cong_van_nhac", reviews=("identity_review",))
    district.hand_in(DAY, pupil=[{"school_code": MIDDLE, "pupil_code": "x1", "full_name": "Bé Bỏng", "grade": 5}])
    letter = draft_letter(bench, order(kind="cong_van_nhac", school=MIDDLE))
    said = text_of(letter.folder / lettering.DRAFT_PDF)
    assert f"Kính gửi: Trường {MIDDLE}" in said
    assert "Quá hạn" in said
    assert "HB-ID-01" in said
    assert "Bé Bỏng" not in said
    assert LARGE not in said.replace(MIDDLE, "")
    assert release(bench, letter).numbered.sign == "01/PGDĐT"


def test_minutes_tell_each_lock_with_its_root_and_two_signers(tmp_path):
    district = build_locked_district(tmp_path)
    tell(district, history(1), history(2))
    lock = lock_of(district)
    asked = order(kind="bien_ban_chot", as_of="2025-06-30", dated="2025-07-01", issuer="so-gddt-hcm", secretary="Bình")
    letter = draft_letter(district.bench, asked)
    said = text_of(letter.folder / lettering.DRAFT_PDF)
    assert lock.id in said
    assert lock.statement.root in "".join(said.split())
    assert "THƯ KÝ" in said
    assert "CHỦ TRÌ" in said
    done = release(district.bench, letter, now=datetime(2025, 7, 1, 8, tzinfo=UTC))
    assert done.numbered.sign == "01/BB-SGDĐT"
    boxes = json.loads((done.folder / lettering.BOXES).read_text(encoding="utf-8"))
    assert set(boxes) == {"thu_ky", "nguoi_ky", "con_dau"}
