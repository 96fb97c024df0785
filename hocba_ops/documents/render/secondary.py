"""The pages of a school year in grades 6 to 12 (TT 22/2021): marks by subject and teacher, results by term."""

from collections.abc import Mapping
from typing import Any

from hocba_ops.documents.record import Record
from hocba_ops.documents.record.signers import subject_key
from hocba_ops.documents.render.spelling import Names, number
from hocba_ops.documents.render.words import read_form

TERMS = (
    ("term_1", "renluyenhocky1", "hocky1"),
    ("term_2", "renluyenhocky2", "hocky2"),
    ("whole_column", "renluyencanam", "canam"),
)


def secondary_year(record: Record, words: Mapping[str, str], names: Names) -> dict[str, Any]:
    """What the pages say, in words."""
    say, levels = record.text, read_form(record.kind.value)["level"]
    return {
        "subjects": [_subject(place, row, levels, names) for place, row in _in_order(record, names)],
        "terms": [
            {"name": words[name], "conduct": _level(say(conduct), levels), "learning": _level(say(learning), levels)}
            for name, conduct, learning in TERMS
        ],
        "absences": number(say("sobuoinghi")),
        "after_conduct": _level(say("renluyenlai"), levels),
        "after_learning": _level(say("kqhoctaplai"), levels),
        "promotion": _promotion(record, words),
        "outcomes": [
            (words["certificates"], _certificates(record)),
            (words["contests"], say("kquathamgiacuocthi")),
            (words["award"], say("ndungkhenthuong")),
            (words["summer"], say("ndungkquarenluyen")),
            (words["completion"], say("ndunghoanthanh")),
            (words["comment"], say("nxetgvcn")),
        ],
    }


def _in_order(record: Record, names: Names) -> list[tuple[int, Mapping[str, object]]]:
    """The subjects in the order of the names; others after them as the record has them. Each with its place there."""
    order = {code: place for place, code in enumerate(names.subject)}
    rows = list(enumerate(record.children.get("bangdiem", ()), 1))
    return sorted(rows, key=lambda pair: (order.get(str(pair[1].get("mamonhoc")), len(order)), pair[0]))


def _subject(place: int, row: Mapping[str, object], levels: Mapping[str, str], names: Names) -> dict[str, str]:
    marks = {"term_1": "diemhocky1", "term_2": "diemhocky2", "year": "diemcanam", "again": "diemkttralai"}
    told = {name: _level(str(row.get(field, "")), levels).replace(".", ",") for name, field in marks.items()}
    said = {"comment": str(row.get("nxetmonhoc", "")), "teacher": str(row.get("gvbm", ""))}
    name = names.subject.get(str(row.get("mamonhoc")), str(row["tenmonhoc"]))
    return {"key": subject_key(row, place), "name": name, **told, **said}


def _level(code: str, levels: Mapping[str, str]) -> str:
    return levels.get(code, code)


def _promotion(record: Record, words: Mapping[str, str]) -> str:
    """The words that the record carries, else those of its flag."""
    if record.text("ndungduoclenlop") or "duoclenlop" not in record.values:
        return record.text("ndungduoclenlop")
    return words["promoted" if record.is_true("duoclenlop") else "not_promoted"]


def _certificates(record: Record) -> str:
    rows = record.children.get("chungchi", ())
    told = (", ".join(str(row[name]) for name in ("tenchungchi", "loaichungchi") if row.get(name)) for row in rows)
    return "; ".join(filter(None, told))
