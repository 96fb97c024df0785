"""The page of a school year in grades 1 to 5 (TT 27/2020): levels, marks, comments, what they come to."""

from collections.abc import Mapping
from typing import Any

from hocba_ops.documents.record import Kind, Record
from hocba_ops.documents.render.spelling import number
from hocba_ops.documents.render.words import read_form

FIRST_OF_FIVE = 3
LAST_GRADE = 5


def primary_year(record: Record, words: Mapping[str, str]) -> dict[str, Any]:
    """What the page says, in words."""
    form, say = read_form(Kind.TIEU_HOC), record.text
    grade = int(say("makhoi"))
    late = set(form["competences"]["from_grade_3"]) if grade < FIRST_OF_FIVE else set()
    specific = [name for name in form["competences"]["specific"] if name not in late or say(name)]
    return {
        "height": number(say("chieucao"), "cm"),
        "weight": number(say("cannang"), "kg"),
        "absent_excused": number(say("nghicophep")),
        "absent_unexcused": number(say("nghikhongphep")),
        "subjects": _subjects(record, form["level"]),
        "comment": say("nxetgvcn"),
        "qualities": _traits(record, form, form["competences"]["qualities"]),
        "quality_comment": say("nxetphamchat"),
        "general": _traits(record, form, form["competences"]["general"]),
        "general_comment": say("nxetnanglucchung"),
        "specific": _traits(record, form, specific),
        "specific_comment": say("nxetnanglucdacthu"),
        "legend": form["legend"]["text"],
        "outcomes": _outcomes(record, words, grade),
    }


def _subjects(record: Record, levels: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            "name": str(row["tenmonhoc"]),
            "level": _level(str(row.get("mucdatduoc", "")), levels),
            "test": _level(str(row.get("diemkiemtradinhky", "")), levels).replace(".", ","),
        }
        for row in record.children.get("dsbangdiem", ())
    ]


def _traits(record: Record, form: Mapping[str, Any], names: list[str]) -> list[dict[str, str]]:
    return [{"name": form["trait"][name], "level": _level(record.text(name), form["level"])} for name in names]


def _level(code: str, levels: Mapping[str, str]) -> str:
    return levels.get(code, code)


def _outcomes(record: Record, words: Mapping[str, str], grade: int) -> list[tuple[str, str]]:
    told = [
        (words["rating"], record.text("xeploai")),
        (words["award"], record.text("ndungkhenthuong")),
        (words["completion"], _completion(record, words, grade)),
    ]
    sudden = record.text("ndungkhenthuongdotxuat")
    return [*told[:2], *([(words["award_sudden"], sudden)] if sudden else []), told[2]]


def _completion(record: Record, words: Mapping[str, str], grade: int) -> str:
    """The words that the record carries, else those that follow from its flags; nothing where it has none."""
    if record.text("ndunghoanthanh"):
        return record.text("ndunghoanthanh")
    if "dahthanhctrinhlophoc" not in record.values:
        return ""
    if record.is_true("dahthanhctrinhtieuhoc"):
        return words["completes_level"]
    done = words["completes_grade" if record.is_true("dahthanhctrinhlophoc") else "not_complete"].format(grade=grade)
    if "duoclenlop" not in record.values or grade == LAST_GRADE:
        return done
    return (
        f"{done}. {words['promoted'].format(next=grade + 1) if record.is_true('duoclenlop') else words['not_promoted']}"
    )
