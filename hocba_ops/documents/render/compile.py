"""Typst reused: pages compiled to PDF/A-3 with the XML inside, and where on them there is to be signed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst

from hocba_ops.documents.record import Record
from hocba_ops.documents.render.attached import SETTINGS
from hocba_ops.documents.render.look import Look, Photo
from hocba_ops.documents.render.pages import build_pages
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.xml import open_xml

HERE = Path(__file__).parent
TEMPLATES, FONTS = HERE / "templates", HERE / "fonts"
TAGGED, COMPACT = ["a-3a", "ua-1"], ["a-3u"]
PAGE_HEIGHT = 841.89
"""Height of A4 in points: Typst counts from the top of the page, PDF from the bottom."""
READABLE = ("application/xml", "application/json")
"""What goes to Typst as text; other bytes go as numbers, as it reads no base64."""
SIGNING_ORDER = ("gvbm", "gvcn", "hieu_truong", "con_dau", "nguoi_sao")
INK = (".py", ".typ", ".toml", ".ttf")


@dataclass(frozen=True, slots=True)
class Box:
    """A place to sign: page from 1, corners in PDF points from the bottom left.

    `role`: gvcn | hieu_truong | con_dau | gvbm-<subject> | nguoi_sao (the copying body, at its mark).
    """

    role: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper form: the PDF that is signed, where to sign it, and by what it was rendered."""

    pdf: bytes = field(repr=False)
    boxes: tuple[Box, ...]
    fingerprint: str
    content_hash: str
    """Of the newest record on it."""


def boxes_text(boxes: Sequence[Box]) -> bytes:
    """Places to sign as a file for whoever signs: by role in the order of signing, pages counted from 0."""
    order = {role: place for place, role in enumerate(SIGNING_ORDER)}
    listed = sorted(boxes, key=lambda box: order[box.role.partition("-")[0]])
    told = {box.role: {"page": box.page - 1, "corners": [box.x0, box.y0, box.x1, box.y1]} for box in listed}
    return (json.dumps(told, indent=1) + "\n").encode()


@dataclass(frozen=True)
class Renderer:
    """A compiler kept for many documents: half the time of a new one for each. One a process."""

    names: Names = field(default_factory=Names)

    @cached_property
    def fingerprint(self) -> str:
        """What decides the bytes beyond the records and the look: Typst, templates, words, fonts, names of codes."""
        digest = hashlib.sha256(f"typst {version('typst')}\n".encode())
        for path in sorted(path for path in HERE.rglob("*") if path.suffix in INK):
            digest.update(f"{path.relative_to(HERE).as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        names = [sorted(one.items()) for one in (self.names.ethnicity, self.names.nationality)]
        names.append(list(self.names.subject.items()))
        digest.update(json.dumps(names, ensure_ascii=False).encode())
        return digest.hexdigest()

    def render(self, files: Sequence[bytes], look: Look, *, photo: Photo | None = None) -> Rendered:
        """The paper form of one pupil's XML files, a school year each; they are attached as they are.

        `ValueError` for a file that holds no record.
        """
        opened = [(data, open_xml(data).record) for data in files]
        told = [(data, record) for data, record in opened if record is not None]
        if not told or len(told) < len(files):
            raise ValueError("no record in a file")
        told.sort(key=lambda pair: pair[1].text("namhoc"))
        pages = build_pages([record for _, record in told], look, self.names)
        pages["photo"] = {"bytes": list(photo.data), "format": photo.format} if photo else None
        pages["attachments"] = self._attachments(told, look, photo, pages["words"])
        pdf = self._compile(pages, look)
        return Rendered(pdf, self._boxes(), self.fingerprint, told[-1][1].content_hash)

    def _attachments(
        self, told: Sequence[tuple[bytes, Record]], look: Look, photo: Photo | None, words: Mapping[str, str]
    ) -> list[dict[str, Any]]:
        listed = [
            _attachment(_name(record), data, "source", "application/xml", words["attachment"]) for data, record in told
        ]
        settings = {"fingerprint": self.fingerprint, "typst": version("typst"), "look": look.plain()}
        data = json.dumps(settings, ensure_ascii=False, sort_keys=True, indent=1).encode()
        listed.append(_attachment(SETTINGS, data, "supplement", "application/json", words["settings_attachment"]))
        if photo:
            mime = "image/png" if photo.format == "png" else "image/jpeg"
            listed.append(_attachment(f"anh.{photo.format}", photo.data, "supplement", mime, words["photo_attachment"]))
        return listed

    def _compile(self, pages: Mapping[str, Any], look: Look) -> bytes:
        standards: Any = TAGGED if look.is_tagged else COMPACT
        inputs = {"data": json.dumps(pages, ensure_ascii=False, sort_keys=True)}
        made = self._compiler.compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=standards,
            pdf_tags=look.is_tagged,
        )
        assert isinstance(made, bytes)
        return made

    def _boxes(self) -> tuple[Box, ...]:
        told = json.loads(self._compiler.query("<signature-box>", field="value"))
        return tuple(_box(one) for one in told)

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return typst.Compiler(
            TEMPLATES / "hoc-ba.typ", root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs={}
        )


def _name(record: Record) -> str:
    return f"hoc-ba-{record.text('namhoc')}.xml"


def _attachment(name: str, data: bytes, relationship: str, mime: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "bytes": data.decode() if mime in READABLE else list(data),
        "relationship": relationship,
        "mime": mime,
        "description": description,
    }


def _box(told: Mapping[str, Any]) -> Box:
    x, y, width, height = (float(told[name]) for name in ("x", "y", "width", "height"))
    corners = (x, PAGE_HEIGHT - y - height, x + width, PAGE_HEIGHT - y)
    x0, y0, x1, y1 = (round(one, 2) for one in corners)
    return Box(str(told["role"]), int(told["page"]), x0, y0, x1, y1)
