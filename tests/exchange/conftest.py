"""A district that was exported once, shared by tests that only look at it."""

from pathlib import Path

import pytest

from hocba_ops.exchange import FORMATS, Schemas
from hocba_ops.rulebook.exchange_frames import code_values
from tests.exchange.sending import build_sound, send


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """A sound district and what its first export in all formats became; not to be changed."""
    district = build_sound(tmp_path_factory.mktemp("quan"))
    return district, send(district, formats=FORMATS)


@pytest.fixture(scope="module")
def folder(sent) -> Path:
    return sent[1].folder


@pytest.fixture(scope="module")
def schemas(sent) -> Schemas:
    book = sent[0].bench.rulebook
    return Schemas(book.exchange, code_values(book.exchange, book.identity))
