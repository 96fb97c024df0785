"""A vendor's hand-over against the registry: a whole one passes, every planted fault is found and nothing else."""

import zipfile
from datetime import UTC, datetime

import pytest
from district import build_district

from hocba_ops.errors import BadParameter, EmptyFolder, NothingDelivered, NothingLoaded, UnreadableFile
from hocba_ops.workbench.locking import Order, survey, take_lock
from hocba_ops.workbench.registering import register
from hocba_ops.workbench.vendor_check import check_delivery
from hocba_ops.workbench.vendor_files import NOT_SIGNED, Looked
from tests.workbench.delivering import DAY, HELD, SCHOOL, card_row, deliver, fill_registry, sound_files

CARDS = [card_row(number) for number in range(1, HELD + 1)]


@pytest.fixture
def district(tmp_path):
    district = build_district(tmp_path / "kho")
    fill_registry(district)
    return district


def checked(district, place, **options):
    return check_delivery(district.bench, place, as_of=DAY, **options)


def codes(found) -> list[str]:
    return sorted(one.code for one in found.answer.findings)


def test_a_whole_delivery_passes_and_says_that_no_signature_was_checked(district, tmp_path):
    found = checked(district, deliver(tmp_path / "giao", CARDS, files=sound_files()))
    assert (codes(found), found.is_whole, found.vendors) == ([], True, ("la_xanh",))
    ratios = {
        m.name: (m.numerator, m.denominator) for m in found.answer.measures if m.unit_id == "quan-1" if not m.group
    }
    assert ratios == {"delivered.whole": (HELD, HELD), "delivered.filed": (HELD, HELD)}
    files = found.answer.frames["delivered_files"].select("file_state", "signature", "files").rows()
    assert files == [("khop", "chua_kiem", HELD)]


def test_the_same_delivery_as_a_zip_is_found_as_whole(district, tmp_path):
    folder = deliver(tmp_path / "giao", CARDS, files=sound_files())
    with zipfile.ZipFile(tmp_path / "giao.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for path in sorted(folder.iterdir()):
            out.write(path, path.name)
    found = checked(district, tmp_path / "giao.zip")
    assert (codes(found), found.is_whole) == ([], True)
    assert found.answer.frames["delivered_files"]["files"].sum() == HELD


SIGNED = Looked("hop_le", signatures=3)
LOOKED = {
    "hb-1.pdf": Looked("khong_hop_le", "Nội dung đã bị đổi sau khi ký (HASH_FAILURE).", 3),
    "hb-2.pdf": Looked("chua_ket_luan", "Chữ ký không có dấu thời gian (NO_TIMESTAMP).", 3),
    "hb-3.pdf": Looked(NOT_SIGNED, signatures=0),
    "hb-4.pdf": Looked("hop_le", signatures=1),
    "hb-5.pdf": Looked(NOT_SIGNED, signatures=0),
    "hb-6.pdf": Looked("khong_hop_le", "Tệp hỏng, không đọc được (UNREADABLE)."),
}
"""What a verification says of some files, while every card is called signed three times; the others are sound."""


def test_verdicts_on_signatures_are_told_by_rules_of_their_own_with_their_reasons(district, tmp_path):
    files = sound_files() | {"hb-5.xml": b"<a/>", "hb-7.pdf": b""}
    looked = LOOKED | {"hb-7.pdf": Looked("khong_hop_le", "Tệp hỏng, không đọc được (UNREADABLE).")}
    found = checked(
        district,
        deliver(tmp_path / "giao", CARDS, files=files),
        verify=lambda listed: [looked.get(name, SIGNED) for name, *_ in listed],
    )
    told = sorted((one.code, one.subject, one.value, one.severity.value) for one in found.answer.findings)
    assert told == [
        ("HB-GD-11", "hb-7", "PDF", "error"),
        ("HB-GD-18", "hb-1", "PDF", "error"),
        ("HB-GD-18", "hb-6", "PDF", "error"),
        ("HB-GD-19", "hb-2", "PDF", "query"),
        ("HB-GD-20", "hb-3", "0/3", "error"),
        ("HB-GD-21", "hb-4", "1/3", "query"),
    ]
    assert any("HASH_FAILURE" in one.message for one in found.answer.findings)
    assert not found.is_whole


def test_a_signature_beside_a_record_goes_to_verification_with_it_and_is_no_file_of_its_own(district, tmp_path):
    names = ("hb-1.xml", "hb-1.xml.gvcn.xades")
    handed = []

    def verify(listed):
        handed.extend((name, [one for one, _ in beside]) for name, _, _, beside in listed)
        return [SIGNED] * len(listed)

    found = checked(
        district,
        deliver(tmp_path / "giao", CARDS, files=sound_files() | dict.fromkeys(names, b"<a/>")),
        verify=verify,
    )
    assert (codes(found), dict(handed)["hb-1.xml"]) == ([], ["hb-1.xml.gvcn.xades"])


def test_a_card_that_the_vendor_does_not_call_signed_needs_no_signature_on_its_file(district, tmp_path):
    unsigned = card_row(1, word="Khởi tạo", **dict.fromkeys(("homeroom_signed_at", "head_signed_at", "sealed_at")))
    found = checked(
        district,
        deliver(tmp_path / "giao", [unsigned, *CARDS[1:]], files=sound_files()),
        verify=lambda listed: [
            Looked(NOT_SIGNED, signatures=0) if name == "hb-1.pdf" else SIGNED for name, *_ in listed
        ],
    )
    assert not {"HB-GD-20", "HB-GD-21"} & set(codes(found))


def test_a_delivery_whose_signatures_are_only_not_concluded_is_whole_and_has_points_to_explain(district, tmp_path):
    found = checked(
        district,
        deliver(tmp_path / "giao", CARDS, files=sound_files()),
        verify=lambda listed: [Looked("chua_ket_luan", "x", 3)] * len(listed),
    )
    assert (codes(found), found.is_whole) == (["HB-GD-19"] * HELD, True)


REGISTER = {
    1: ("HB-GD-01", None),
    2: ("HB-GD-04", {"word": "Phát hành"}),
    3: ("HB-GD-05", {"content_hash": "ff" * 32}),
    4: ("HB-GD-06", {"pupil_code": "7900000077"}),
    5: ("HB-GD-07", {"content_hash": None}),
    6: ("HB-GD-08", {"word": "Tạm khóa"}),
    7: ("HB-GD-09", {"sealed_at": None}),
}
"""By card what is wrong with its row in the register, and the rule that tells it."""


def test_every_fault_planted_in_the_register_is_found_and_nothing_else(district, tmp_path, record_property):
    rows = [card_row(n, **(REGISTER[n][1] if n in REGISTER else {})) for n in range(2, HELD + 1)]
    found = checked(district, deliver(tmp_path / "giao", [*rows, card_row(99), card_row(8)]))
    planted = {(code, f"hb-{number}") for number, (code, _) in REGISTER.items()}
    planted |= {("HB-GD-02", "hb-99"), ("HB-GD-14", "hb-8")}
    told = [(one.code, one.subject) for one in found.answer.findings]
    record_property(
        "table", f"Vendor hand-over: planted {len(planted)}\ntold {len(told)}, right {len(planted & {*told})}"
    )
    assert sorted(told) == sorted(planted)
    assert not found.is_whole


def test_what_only_has_to_be_explained_does_not_make_a_delivery_lacking(district, tmp_path):
    found = checked(district, deliver(tmp_path / "giao", [*CARDS, card_row(99), card_row(8)]))
    assert (codes(found), found.is_whole) == (["HB-GD-02", "HB-GD-14"], True)


def test_an_older_version_in_place_of_the_one_in_use_is_told_as_such(district, tmp_path):
    second = card_row(1, version=2, created_at=datetime(2025, 6, 1), homeroom_signed_at=None, head_signed_at=None)
    second |= dict.fromkeys(("sealed_at", "issued_at", "sent_at", "content_hash")) | {"state": "khoi_tao"}
    district.hand_in(DAY, card=[second])
    list(register(district.bench, as_of=DAY, now=datetime.now(UTC), by="thử"))
    assert codes(checked(district, deliver(tmp_path / "giao", CARDS))) == ["HB-GD-03"]


def test_every_fault_planted_in_the_files_is_found_and_nothing_else(district, tmp_path):
    files = sound_files() | {"bia.pdf": b"%PDF-1.7 la %%EOF", "hb-1.pdf": b"", "hb-2.pdf": b"%PDF-1.7 cut"}
    files["hb-4.pdf"] = files["hb-5.pdf"]
    del files["hb-6.pdf"]
    sums = f"{'0' * 64}  hb-3.pdf\n{'0' * 64}  mat.pdf"
    found = checked(district, deliver(tmp_path / "giao", CARDS, files=files, sums=sums))
    assert sorted((one.code, one.source_file, one.subject) for one in found.answer.findings) == [
        ("HB-GD-10", "bia.pdf", ""),
        ("HB-GD-11", "hb-1.pdf", "hb-1"),
        ("HB-GD-11", "hb-2.pdf", "hb-2"),
        ("HB-GD-12", "hb-3.pdf", "hb-3"),
        ("HB-GD-12", "mat.pdf", ""),
        ("HB-GD-13", "hb-4.pdf", "hb-4"),
        ("HB-GD-13", "hb-5.pdf", "hb-5"),
        ("HB-GD-17", "so.csv", "hb-6"),
    ]


def test_a_file_that_cannot_be_read_is_asked_about_and_does_not_stop_the_rest(district, tmp_path):
    folder = deliver(tmp_path / "giao", CARDS)
    (folder / "la.csv").write_text("Cột lạ;Cột khác\n1;2\n", encoding="utf-8")
    found = checked(district, folder)
    assert (codes(found), found.is_whole) == (["HB-GD-15"], True)
    assert any("la.csv" in note for note in found.answer.notes)


def test_a_locked_card_is_held_against_the_locked_record(district, tmp_path):
    yes = {"received_at": datetime(2025, 5, 21, 9), "receipt_state": "tiep_nhan"}
    names = ("school_code", "card_id", "version", "pupil_code", "content_hash")
    district.hand_in(DAY, receipt=[{name: row[name] for name in names} | yes for row in CARDS])
    list(register(district.bench, as_of=DAY, now=datetime.now(UTC), by="thử"))
    order = Order(unit="quan-1", school_year="2024-2025", grades=(5,), as_of=DAY, by="thử")
    take_lock(district.bench, survey(district.bench, order), now=datetime(2025, 7, 1, tzinfo=UTC))
    assert codes(
        checked(district, deliver(tmp_path / "giao", [CARDS[0], card_row(2, content_hash="ee" * 32), *CARDS[2:]]))
    ) == ["HB-GD-05"]


def test_a_foreign_an_empty_and_a_broken_delivery_are_told_each_in_its_own_way(district, tmp_path):
    foreign = tmp_path / "la"
    foreign.mkdir()
    (foreign / "anh.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(NothingDelivered, match="không có sổ học bạ nào"):
        checked(district, foreign)
    (tmp_path / "trong").mkdir()
    with pytest.raises(EmptyFolder):
        checked(district, tmp_path / "trong")
    (tmp_path / "hong.zip").write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(UnreadableFile):
        checked(district, tmp_path / "hong.zip")


def test_an_empty_ledger_and_an_unknown_vendor_are_refused_before_anything_is_said(district, tmp_path):
    folder = deliver(tmp_path / "giao", CARDS)
    with pytest.raises(BadParameter, match="la_xanh"):
        checked(district, folder, vendor="khong-co")
    with pytest.raises(NothingLoaded, match="registry import"):
        check_delivery(build_district(tmp_path / "khac").bench, folder, as_of=DAY)
    assert SCHOOL in checked(district, folder, vendor="la_xanh").answer.frames["delivered_classes"]["school_code"]
