"""A document set by Typst as PDF/A-3: what it was made from is attached, and where it is signed is told.

The same values give the same bytes: the day within the file is the one that the document bears.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import typst

from hocba_ops.documents.letters.paper import Paper
from hocba_ops.documents.render.compile import FONTS, PAGE_HEIGHT, TAGGED
from hocba_ops.documents.signing.fields import Box
from hocba_ops.domain.signing import Role

TEMPLATES = Path(__file__).parent / "templates"
CARRIED = "van-ban.json"
"""The file within the PDF that tells what the document was made from."""
SEAL = "con_dau"


@dataclass(frozen=True, slots=True)
class Set:
    """A document on pages, and the boxes in which it is signed, in the order of signing."""

    pdf: bytes = field(repr=False)
    boxes: tuple[Box, ...]


def set_pages(paper: Paper, carried: Mapping[str, Any]) -> Set:
    """The pages of a document; `carried` is attached as JSON, for whoever wants to compute it again."""
    year, month, day = map(int, paper.dated.split("-"))
    attached = json.dumps(carried, ensure_ascii=False, sort_keys=True, indent=1)
    told = {**paper.plain(), "day": [year, month, day], "carried": attached, "carried_name": CARRIED}
    compiler = _compiler()
    standards: Any = TAGGED
    inputs = {"data": json.dumps(told, ensure_ascii=False, sort_keys=True)}
    made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=standards, pdf_tags=True)
    assert isinstance(made, bytes)
    boxes = [_box(one) for one in json.loads(compiler.query("<signature-box>", field="value"))]
    return Set(made, tuple(sorted(boxes, key=lambda box: box.role.place)))


@cache
def _compiler() -> typst.Compiler:
    path = TEMPLATES / "van-ban.typ"
    return typst.Compiler(path, root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs={})


def _box(told: Mapping[str, Any]) -> Box:
    x, y, width, height = (float(told[name]) for name in ("x", "y", "width", "height"))
    corners = tuple(round(one, 2) for one in (x, PAGE_HEIGHT - y - height, x + width, PAGE_HEIGHT - y))
    role = Role.SEAL if told["field"] == SEAL else Role.HEAD
    return Box(str(told["field"]), int(told["page"]) - 1, corners, signs_as=role)  # type: ignore[arg-type]
