"""What the template gets: everything of the pages in words, made of the records and of nothing else."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import segno

from hocba_ops.documents.record import Kind, Record, look_up_code
from hocba_ops.documents.render.look import Copy, CopyForm, Look
from hocba_ops.documents.render.primary import primary_year
from hocba_ops.documents.render.secondary import secondary_year
from hocba_ops.documents.render.spelling import Names, birth, day, place_and_day, spell_day
from hocba_ops.documents.render.words import read_form, words_of

WITHDRAWN = "2"
SHORT = 16
MASK = 2
SCHOOL_YEAR_BEGINS = "08-01"
Words = Mapping[str, str]
Line = tuple[str, str, float]
"""Label, value and share of the width."""


def build_pages(records: Sequence[Record], look: Look, names: Names) -> dict[str, Any]:
    """The pages of one pupil's records, a school year each; the newest says who the pupil is and what the code is."""
    ordered = sorted(records, key=lambda record: record.text("namhoc"))
    newest = ordered[-1]
    words = words_of(newest.kind)
    digest = newest.content_hash
    code = look_up_code(digest) if look.code is None else look.code
    return {
        "form": "tieu_hoc" if newest.kind is Kind.TIEU_HOC else "trung_hoc",
        "words": words,
        "title": f"{words['title']} {words['level']} - {newest.text('hovaten')} - {newest.text('namhoc')}",
        "day": _day(newest),
        "look_up_code": code,
        "short_hash": digest[:SHORT],
        "card_id": newest.text("madinhdanhhocba"),
        "qr": qr_svg(look.look_up.replace("{code}", code).replace("{hash}", digest)),
        "is_withdrawn": newest.text("trangthaithongtinhocba") == WITHDRAWN,
        "mark": look.mark,
        "is_extracted": newest.is_true("trichluc"),
        "has_cover": look.has_cover,
        "school": _school(newest),
        "pupil": {"name": newest.text("hovaten"), "lines": pupil_lines(newest, words, names)},
        "history": history_rows(ordered),
        "years": [_year(record, words, names, is_newest=record is newest) for record in ordered],
        "copy": _copy(look.copy, words, code) if look.copy else None,
    }


def qr_svg(text: str) -> str:
    """A QR code as a picture in SVG, the same text the same bytes.

    The mask is fixed: every reader takes any of the eight, and trying them all took a sixth of the time of a form.
    """
    held = BytesIO()
    segno.make(text, error="m", micro=False, mask=MASK).save(held, kind="svg", border=0, omitsize=True)
    return held.getvalue().decode()


def pupil_lines(record: Record, words: Words, names: Names) -> list[list[dict[str, Any]]]:
    """The lines of the pupil's page, each with one or more labelled values."""
    say = record.text
    lines: list[list[Line]] = [
        [("name", say("hovaten"), 3), ("sex", read_form("shared")["sex"].get(say("gioitinh"), ""), 1.2)],
        [
            ("birth", birth(record), 1.6),
            ("ethnicity", names.ethnicity.get(say("dantoc"), say("dantoc")), 1),
            ("nationality", names.nationality.get(say("quoctich"), say("quoctich")), 1.2),
        ],
        [("person_id", say("sodinhdanh"), 1.2), ("pupil_code", say("mahocsinh"), 1)],
        [("register_number", say("sosodangbo"), 1.2), ("policy", say("doituongchinhsach"), 1)],
        [("birth_place", say("noisinh_diachichitiet"), 1)],
        [("home", say("quequan_diachichitiet"), 1)],
        [("address", say("noiohiennay_diachichitiet"), 1)],
        *(_parent(record, *one) for one in (("father", "cha"), ("mother", "me"), ("guardian", "nguoigiamho"))),
    ]
    return [
        [
            {"label": words[label], "value": value, "width": width, "strong": label == "name"}
            for label, value, width in line
        ]
        for line in lines
    ]


def history_rows(records: Sequence[Record]) -> list[dict[str, str]]:
    """The school years that the records list or are about, each once, oldest first; what a later record says wins."""
    rows: dict[str, dict[str, str]] = {}
    for record in records:
        own = {name: record.text(name) for name in ("namhoc", "tenlop", "tentruong")}
        own["tentinh"] = record.text("thongtintruong_diachi_tentinh")
        for row in (*record.children.get("quatrinhhoctap", ()), own):
            told = rows.setdefault(
                str(row["namhoc"]), dict.fromkeys(("year", "class", "school", "province", "entered"), "")
            )
            entered = day(str(row.get("ngaytrangthaichuyenden", "")))
            said = {"year": row["namhoc"], "class": row.get("tenlop"), "school": row.get("tentruong")}
            said |= {"province": row.get("tentinh"), "entered": entered}
            told.update({key: str(value) for key, value in said.items() if value})
    return [rows[year] for year in sorted(rows)]


def _parent(record: Record, label: str, who: str) -> list[Line]:
    line: list[Line] = [(label, record.text(f"hoten{who}"), 1.6)]
    return line if record.kind is Kind.TIEU_HOC else [*line, ("work", record.text(f"nghenghiep{who}"), 1)]


def _school(record: Record) -> dict[str, str]:
    place = "thongtintruong_diachi"
    return {
        "name": record.text("tentruong"),
        "commune": record.text(f"{place}_tenxa"),
        "district": record.text("tenhuyen"),
        "province": record.text(f"{place}_tentinh"),
    }


def _year(record: Record, words: Words, names: Names, *, is_newest: bool) -> dict[str, Any]:
    told = primary_year(record, words) if record.kind is Kind.TIEU_HOC else secondary_year(record, words, names)
    head = " ".join(filter(None, (record.text("tengiamhieu"),)))
    return {
        "name": record.text("hovaten"),
        "class": record.text("tenlop"),
        "school_year": record.text("namhoc"),
        "is_newest": is_newest,
        "day": place_and_day(record, words),
        "head": head,
        "homeroom": record.text("tengvcn"),
        "not_assessed": words["not_assessed"] if record.is_true("cokhuyettatkhongdanhgia") else "",
        **told,
    }


def _copy(copy: Copy, words: Words, code: str) -> dict[str, Any]:
    told = read_form("shared")["copy"][copy.form]
    if copy.form is CopyForm.BAN_IN:
        return {
            "title": told["title"],
            "lines": [],
            "confirms": told["confirms"].format(code=code),
            "number": copy.number,
            "number_label": told["number"],
            "signs": told["signs"],
            "how": told["how"],
            "day": spell_day(copy.place, copy.made_at, words) if copy.place else words["place_and_day_empty"],
        }
    moment = copy.made_at.replace("T", " ")
    lines = [copy.number, copy.body, " ".join((day(moment[:10]), moment[11:19]))]
    return {"title": told["title"], "lines": [line for line in lines if line], "confirms": "", "number": ""}


def _day(record: Record) -> list[int]:
    """The day that the file itself bears, which PDF/A wants: of issue, of making, else the first of the school year."""
    first_year = record.text("namhoc").partition("-")[0]
    text = record.text("ngaykyphathanh") or record.text("ngaytao") or f"{first_year}-{SCHOOL_YEAR_BEGINS}"
    return [int(part) for part in text[:10].split("-")]
