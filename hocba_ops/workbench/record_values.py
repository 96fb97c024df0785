"""From what is known of a pupil to the record: each field from the row that holds it, or left out; nothing guessed."""

from collections.abc import Iterator, Mapping
from typing import Any

from hocba_ops.documents.record import Kind, Record, build_record, read_layout
from hocba_ops.documents.record.layout import kind_of_grade, read_codes, read_profile
from hocba_ops.rulebook import Rulebook
from hocba_ops.text import catalogue_key
from hocba_ops.workbench.card_contents import card_id_of
from hocba_ops.workbench.record_rows import Matter, Row, SchoolPlace

IN_FORCE = "1"
COMPETENCE = {
    "tu_hoc": "nangluctuhoc",
    "giao_tiep": "nanglucgiaotiep",
    "giai_quyet": "nanglucgiaiquyet",
    "ngon_ngu": "nanglucngonngu",
    "tinh_toan": "nangluctinhtoan",
    "khoa_hoc": "nangluckhoahoc",
    "cong_nghe": "nangluccongnghe",
    "tin_hoc": "nangluctinhoc",
    "tham_mi": "nanglucthammi",
    "the_chat": "nanglucthechat",
}
QUALITY = {
    "yeu_nuoc": "phamchatyeunuoc",
    "nhan_ai": "phamchatnhanai",
    "cham_chi": "phamchatchamchi",
    "trung_thuc": "phamchattrungthuc",
    "trach_nhiem": "phamchattrachnhiem",
}
TERM = {"hk1": ("hocky1", "renluyenhocky1"), "hk2": ("hocky2", "renluyenhocky2"), "ca_nam": ("canam", "renluyencanam")}
AFTER = {"sau_he": ("kqhoctaplai", "renluyenlai")}
MARK = {"hk1": "diemhocky1", "hk2": "diemhocky2", "ca_nam": "diemcanam", "sau_he": "diemkttralai"}


def compose_record(
    matter: Matter, pupil: Row, book: Rulebook, school_year: str, *, is_rehearsal: bool = False
) -> Record:
    """The record of a pupil for a school year."""
    kind = kind_of_grade(int(pupil["grade"]))
    place = matter.places[pupil["school_code"]]
    values = _common(pupil, place, kind, school_year, book)
    values["madinhdanhhocba"] = pupil["card_id"] or _own_id(pupil, school_year, is_rehearsal=is_rehearsal)
    history = [_year(pupil, place, school_year)]
    if kind is Kind.TIEU_HOC:
        items = matter.of("item", pupil)
        values |= _primary(pupil, items, book)
        subjects = list(_subjects(items, book, int(pupil["grade"])))
        return build_record(kind, values, {"dsbangdiem": subjects, "quatrinhhoctap": history})
    values |= _secondary(matter.of("term", pupil))
    marks = list(_marks(matter.of("score", pupil), book))
    return build_record(kind, values, {"bangdiem": marks, "quatrinhhoctap": history})


def _own_id(pupil: Row, school_year: str, *, is_rehearsal: bool) -> str:
    """The id that `hocba cards create` gives the pupil's card, whether or not it has been made by the day asked."""
    return card_id_of(pupil["school_code"], pupil["pupil_code"], school_year=school_year, is_rehearsal=is_rehearsal)


def _common(pupil: Row, place: SchoolPlace, kind: Kind, school_year: str, book: Rulebook) -> dict[str, Any]:
    layout = read_layout(kind)
    return {
        "trangthaithongtinhocba": IN_FORCE,
        "trichluc": False,
        "phienbanthongtinhocba": read_profile().version,
        "thongtu": layout.circular,
        "namhoc": school_year,
        "masogd": place.province_code,
        "tensogd": place.office,
        "matruong": pupil["school_code"],
        "tentruong": pupil["school_name"],
        "thongtintruong_diachi_tenxa": place.commune,
        "thongtintruong_diachi_tentinh": place.province,
        "thongtintruong_diachi_maxa": place.commune_code,
        "thongtintruong_diachi_matinh": place.province_code,
        "macaphoc": layout.level_code,
        "hovaten": pupil["full_name"],
        "sodinhdanh": pupil["person_id"],
        "mahocsinh": pupil["pupil_code"],
        "gioitinh": read_codes("sex").get(pupil["sex"]),
        "ngaythangnamsinh": pupil["birth_date"],
        "noisinh_diachichitiet": pupil["birth_place"],
        "dantoc": pupil["ethnicity"],
        "quoctich": _code(book, "nationality", pupil["nationality"]),
        "cokhuyettatkhongdanhgia": bool(pupil["is_not_assessed"]),
        "hotencha": pupil["father_name"],
        "hotenme": pupil["mother_name"],
        "hotennguoigiamho": pupil["guardian_name"],
        "makhoi": str(pupil["grade"]),
        "tenlop": pupil["class_name"],
        "tengvcn": pupil["homeroom_name"],
        "soddcngvcn": pupil["homeroom_id"],
        "tengiamhieu": pupil["head_name"],
        "soddcngiamhieu": pupil["head_id"],
        "chucvugiamhieu": pupil["head_title"],
        "ngaytao": pupil["created_on"] or pupil["known_on"],
        "ngaykyphathanh": pupil["issued_on"],
        "diadanhphathanh": place.commune,
    }


def _primary(pupil: Row, items: tuple[Row, ...], book: Rulebook) -> dict[str, Any]:
    names = {rating.id: rating.name for rating in book.assessment.ratings}
    awards = {award.id: award.name for award in book.assessment.awards}
    fields = {"nang_luc": COMPETENCE, "pham_chat": QUALITY}
    known = [row for row in items if row["item"] in fields.get(row["kind"], {})]
    traits = {fields[row["kind"]][row["item"]]: row["level"] for row in known}
    return {
        **traits,
        "xeploai": names.get(pupil["rating"]),
        "duoclenlop": pupil["is_promoted"],
        "dahthanhctrinhlophoc": pupil["is_completed"],
        "dahthanhctrinhtieuhoc": pupil["is_primary_completed"],
        "ndungkhenthuong": awards.get(pupil["award"], pupil["award_text"]),
    }


def _subjects(items: tuple[Row, ...], book: Rulebook, grade: int) -> Iterator[dict[str, Any]]:
    """The subjects in the order of the form; one that a pupil may leave out stands there only when it has a level."""
    given = (row for row in items if row["kind"] == "mon_hoc")
    told = {row["item"]: row for row in given if row["level"] is not None or row["score"] is not None}
    for item in book.assessment.grade_items():
        if (item.grade, item.kind) != (grade, "mon_hoc") or not (item.is_required or item.item in told):
            continue
        row = told.get(item.item, {})
        score = row.get("score")
        test = None if score is None else str(score)
        yield {"tenmonhoc": item.name, "mucdatduoc": row.get("level"), "diemkiemtradinhky": test}


def _secondary(terms: tuple[Row, ...]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    codes = read_codes("standing")
    for row in terms:
        learning, conduct = {**TERM, **AFTER}[row["term"]]
        told |= {learning: codes.get(row["learning"]), conduct: codes.get(row["conduct"])}
        if row["term"] == "ca_nam":
            absences = row["absences"]
            told |= {"sobuoinghi": absences, "ndungkhenthuong": row["award_text"], "duoclenlop": row["is_promoted"]}
    return told


def _marks(scores: tuple[Row, ...], book: Rulebook) -> Iterator[dict[str, Any]]:
    """The subjects that have a mark, in the order of the circular's list; others after them as the file names them."""
    order = {subject.id: place for place, subject in enumerate(book.secondary.subject)}
    names = {subject.id: subject.name for subject in book.secondary.subject}
    found: dict[str, dict[str, Any]] = {}
    for row in scores:
        name = names.get(row["subject"], row["subject_text"])
        found.setdefault(row["subject"], {"tenmonhoc": name})[MARK[row["term"]]] = _mark(row)
    for subject in sorted(found, key=lambda one: (order.get(one, len(order)), one)):
        yield found[subject]


def _mark(row: Row) -> str | None:
    if row["tenths"] is not None:
        return f"{row['tenths'] // 10}.{row['tenths'] % 10}"
    return read_codes("standing").get(row["level"])


def _year(pupil: Row, place: SchoolPlace, school_year: str) -> dict[str, Any]:
    entered = pupil["status_date"] if pupil["pupil_status"] == "chuyen_den" else None
    return {
        "namhoc": school_year,
        "tenlop": pupil["class_name"],
        "tentruong": pupil["school_name"],
        "tentinh": place.province,
        "ngaytrangthaichuyenden": entered,
    }


def _code(book: Rulebook, catalogue: str, words: str | None) -> str | None:
    """The code of a word of a catalogue; None for a word that it does not have."""
    return _codes(book.identity.catalogues[catalogue].terms).get(catalogue_key(words or ""))


def _codes(terms: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {catalogue_key(spelling): code for code, spellings in terms.items() for spelling in spellings}
