"""What is attached to a paper form: the XML of its records, how it was rendered, the photo."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from hocba_ops.documents.render.look import Look, Photo

SETTINGS = "ban-the-hien.json"
SOURCE = "/Source"
PHOTO = "anh."
LARGEST = 5 * 1024 * 1024
UNREADABLE = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What a PDF that is none, or a broken one, makes the reading raise."""


@dataclass(frozen=True, slots=True)
class Attached:
    """The files in a paper form. `settings` empty: none, or none that can be read."""

    records: tuple[bytes, ...]
    settings: Mapping[str, Any]
    photo: Photo | None

    @property
    def look(self) -> Look | None:
        """How the form says that it was made to look; None where it does not say so in our words."""
        try:
            return Look.read(self.settings["look"])
        except (KeyError, TypeError, ValueError):
            return None


def read_attached(pdf: bytes) -> Attached | None:
    """The files in a PDF; None where it cannot be read, or a file in it is larger than any of ours."""
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            found = {name: _file(spec) for name, spec in document.attachments.items()}
    except UNREADABLE:
        return None
    if any(len(data) > LARGEST for _, data in found.values()):
        return None
    records = tuple(data for name, (relationship, data) in sorted(found.items()) if relationship == SOURCE)
    photo = next((Photo(data, name[len(PHOTO) :]) for name, (_, data) in found.items() if name.startswith(PHOTO)), None)
    return Attached(records, _settings(found.get(SETTINGS, ("", b""))[1]), photo)


def _file(spec: pikepdf.AttachedFileSpec) -> tuple[str, bytes]:
    return str(spec.obj.get("/AFRelationship", "")), spec.get_file().read_bytes()


def _settings(data: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(data)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
