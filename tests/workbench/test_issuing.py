import json
from datetime import UTC, datetime, timedelta

import pytest
from district import District

from hocba_ops.documents.record import LackKind, Record
from hocba_ops.documents.render import Look, Renderer, prove_pages
from hocba_ops.documents.render.pages import build_pages
from hocba_ops.documents.xml import open_xml, schema_text
from hocba_ops.errors import NothingToIssue
from hocba_ops.workbench.issuing import LIST, SCHEMA, Issued, Outcome, compose, issue, names_of
from tests.workbench.issued_district import DAY, PRIMARY, SECONDARY, build_issued_district, code_of, order, pupil


@pytest.fixture(scope="module")
def district(tmp_path_factory) -> District:
    return build_issued_district(tmp_path_factory.mktemp("quan"))


def records(district: District, folder, **said) -> dict[str, Record]:
    composed = compose(district.bench, order(folder, **said))
    return {one.record.text("mahocsinh"): one.record for one in composed}


def made(district: District, folder, **said) -> list[Issued]:
    asked = order(folder, **said)
    return list(issue(district.bench, asked, compose(district.bench, asked), now=datetime(2025, 6, 1, tzinfo=UTC)))


def outcomes(done: list[Issued]) -> list[Outcome]:
    return [one.outcome for one in done]


def test_a_primary_record_has_what_each_file_holds_in_its_field(district, tmp_path):
    record = records(district, tmp_path)[code_of(1)]
    said = {
        "namhoc": "2024-2025",
        "matruong": PRIMARY,
        "tentruong": f"Trường {PRIMARY}",
        "thongtintruong_diachi_tenxa": "Phường Bến Thành",
        "thongtintruong_diachi_maxa": "26743",
        "thongtintruong_diachi_tentinh": "Thành phố Hồ Chí Minh",
        "masogd": "79",
        "hovaten": "Trịnh Gia Khôi",
        "ngaythangnamsinh": "2014-03-09",
        "gioitinh": "1",
        "dantoc": "01",
        "quoctich": "VN",
        "tenlop": "5/1",
        "xeploai": "Hoàn thành xuất sắc",
        "ndungkhenthuong": "Học sinh Xuất sắc",
        "dahthanhctrinhtieuhoc": True,
        "tengvcn": "Trần Văn Bảo",
        "soddcngiamhieu": "079175000111",
        "chucvugiamhieu": "Hiệu trưởng",
        "nangluctuhoc": "T",
        "phamchattrachnhiem": "T",
    }
    assert {name: record.values.get(name) for name in said} == said
    subjects = record.children["dsbangdiem"]
    assert len(subjects) == 12
    first = {"mamonhoc": "TVI", "tenmonhoc": "Tiếng Việt", "mucdatduoc": "T", "diemkiemtradinhky": "10"}
    assert dict(subjects[0]) == first


def test_a_secondary_record_has_marks_with_one_decimal_levels_and_exemptions(district, tmp_path):
    record = records(district, tmp_path)[code_of(9)]
    said = {"hocky1": "Đ", "hocky2": "K", "canam": "K", "renluyencanam": "T", "sobuoinghi": None, "duoclenlop": True}
    assert {name: record.values.get(name) for name in said} == said
    rows = [(row["tenmonhoc"], row["diemhocky1"], row["diemcanam"]) for row in record.children["bangdiem"]]
    assert sorted(rows) == [("Giáo dục thể chất", "Đ", "Đ"), ("Ngữ văn", "7.5", "7.5"), ("Toán", "M", "M")]
    shown = build_pages([record], Look(), names_of(district.bench))["years"][0]["subjects"]
    assert [row["name"] for row in shown] == ["Ngữ văn", "Toán", "Giáo dục thể chất"]


def test_what_no_file_holds_is_left_out_and_told(district, tmp_path):
    composed = compose(district.bench, order(tmp_path, schools=(PRIMARY,)))
    lacks = {lack.field: lack.kind for lack in composed[0].lacks}
    assert lacks["nxetgvcn"] == lacks["noiohiennay_diachichitiet"] == lacks["nghicophep"] == LackKind.REQUIRED
    assert not lacks.keys() & composed[0].record.values.keys()


def test_a_card_without_a_register_keeps_one_id_from_run_to_run(district, tmp_path):
    first, second = (records(district, tmp_path)[code_of(1)].text("madinhdanhhocba") for _ in range(2))
    assert first == second
    assert len(first) == 36


def test_schools_grades_and_cards_narrow_an_order_down(district, tmp_path):
    card = records(district, tmp_path)[code_of(2)].text("madinhdanhhocba")
    assert set(records(district, tmp_path, schools=(SECONDARY,))) == {code_of(9)}
    assert set(records(district, tmp_path, grades=(5,))) == {code_of(1), code_of(2)}
    assert set(records(district, tmp_path, cards=(card,))) == {code_of(2)}
    with pytest.raises(NothingToIssue, match="15/07/2025"):
        records(district, tmp_path, cards=("không có",))


def test_every_card_gets_its_xml_its_form_and_its_places_to_sign(district, tmp_path):
    done = made(district, tmp_path)
    assert outcomes(done) == [Outcome.MADE] * 3
    out = tmp_path / "ban-the-hien"
    assert (out / SCHEMA).read_bytes() == schema_text()
    listed = [json.loads(line) for line in (out / LIST).read_text(encoding="utf-8").splitlines()]
    assert sorted(one["file"] for one in listed) == sorted(
        f"{school}/{name}/{records(district, tmp_path)[code_of(number)].text('madinhdanhhocba')}"
        for school, name, number in ((PRIMARY, "5-1", 1), (PRIMARY, "5-1", 2), (SECONDARY, "9A", 9))
    )
    renderer = Renderer(names_of(district.bench))
    for one, told in zip(done, listed, strict=True):
        xml = one.pdf.with_suffix(".xml").read_bytes()
        proof = prove_pages(one.pdf.read_bytes(), renderer, expected_hash=told["content_hash"])
        assert (proof.faults, open_xml(xml).content_hash) == ((), one.composed.record.content_hash)
        boxes = json.loads((one.pdf.parent / f"{one.pdf.stem}.o-ky.json").read_text(encoding="utf-8"))
        assert {"gvcn", "hieu_truong", "con_dau"} <= set(boxes)


def test_a_second_run_makes_only_what_is_missing_broken_or_different(district, tmp_path):
    first = made(district, tmp_path)
    first[0].pdf.unlink()
    listed = tmp_path / "ban-the-hien" / LIST
    lines = listed.read_text(encoding="utf-8")
    listed.write_text(lines[: len(lines) - 40], encoding="utf-8")  # the machine stopped while it wrote the last line
    assert sorted(outcomes(made(district, tmp_path))) == [Outcome.HELD, Outcome.KEPT, Outcome.MADE]
    assert set(outcomes(made(district, tmp_path, look=Look(is_tagged=False)))) == {Outcome.MADE, Outcome.HELD}


def test_a_form_that_was_signed_since_is_kept_and_never_overwritten(district, tmp_path):
    done = made(district, tmp_path, schools=(PRIMARY,))
    signed = done[0].pdf.read_bytes() + b"\n% signatures\n"
    done[0].pdf.write_bytes(signed)
    assert outcomes(made(district, tmp_path, schools=(PRIMARY,))) == [Outcome.KEPT] * 2
    changed = made(district, tmp_path, schools=(PRIMARY,), look=Look(has_cover=False))
    assert outcomes(changed) == [Outcome.HELD, Outcome.MADE]
    assert done[0].pdf.read_bytes() == signed


def test_a_pupil_without_results_or_without_a_name_gets_no_form(tmp_path):
    district = build_issued_district(tmp_path)
    pupils = [pupil(1, full_name=None), pupil(2), pupil(3), pupil(4, is_not_assessed=True)]
    later = DAY + timedelta(days=1)
    district.hand_in(later, pupil=pupils)
    done = made(district, tmp_path, schools=(PRIMARY,), as_of=later)
    told = {one.composed.record.text("mahocsinh"): one.outcome for one in done}
    assert told == {
        code_of(1): Outcome.REFUSED,
        code_of(2): Outcome.MADE,
        code_of(3): Outcome.NO_RESULT,
        code_of(4): Outcome.MADE,
    }
