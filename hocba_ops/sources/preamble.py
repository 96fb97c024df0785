"""What the lines above a heading say of the whole sheet."""

import re

from hocba_ops.sources.layout import Block
from hocba_ops.sources.vocabulary import phrases
from hocba_ops.text import heading_key


def stated_school(block: Block) -> str | None:
    """The school code in a line like “Trường: … - Mã trường: 79760401”; None where no line says one."""
    for key in map(heading_key, block.preamble):
        for phrase in phrases("school_code"):
            if found := re.search(rf"{re.escape(phrase)}\s*:?\s*(\d+)", key):
                return found[1]
    return None
