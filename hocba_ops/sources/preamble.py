"""What the lines above a heading say of the whole sheet."""

import re

from hocba_ops.sources.cells import Cells
from hocba_ops.sources.coding import with_constant
from hocba_ops.sources.layout import Block
from hocba_ops.sources.repairs import UNREAD, gathered, one_repair
from hocba_ops.sources.vocabulary import phrases
from hocba_ops.text import heading_key


def with_stated_school(cells: Cells, block: Block) -> Cells:
    """The cells with the school that the lines above them name; where none is named, that is told."""
    school = stated_school(block)
    named = with_constant(cells, school_code=school)
    if school is not None:
        return named
    told = one_repair(block.sheet, None, "school_code", UNREAD, " ".join(block.preamble), "")
    return Cells(named.frame, gathered([named.repairs, told]))


def stated_school(block: Block) -> str | None:
    """The school code in the last line like “Trường: … - Mã trường: 79760401”; None where no line says one."""
    for key in map(heading_key, reversed(block.preamble)):
        for phrase in phrases("school_code"):
            if found := re.search(rf"{re.escape(phrase)}\s*:?\s*(\d+)", key):
                return found[1]
    return None
