"""The words of the paper forms, as data."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from hocba_ops.documents.record import Kind

HERE = files("hocba_ops.documents.render")


@cache
def read_form(name: str) -> dict[str, Any]:
    """The words of a form (`tieu_hoc`, `thcs`, `thpt`) or what all share (`shared`), with where they were read."""
    return tomllib.loads(HERE.joinpath("forms", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words_of(kind: Kind) -> dict[str, str]:
    """Every word of a form."""
    return {**read_form("shared")["words"], **read_form(kind.value)["words"]}


def citations(kind: Kind) -> tuple[tuple[str, str, str], ...]:
    """Where the form's words were read and how sure that is: document, clause, confidence."""
    return tuple((one["document"], one["clause"], one["confidence"]) for one in map(read_form, (kind.value, "shared")))
