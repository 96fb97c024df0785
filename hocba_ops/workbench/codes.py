"""Look-up codes of a workspace: which code stands on the form of which card."""

from dataclasses import replace

from hocba_ops.documents.record import Record
from hocba_ops.documents.render import Look
from hocba_ops.domain.identity import look_up_code
from hocba_ops.registry.look_up_key import look_up_key
from hocba_ops.workbench.bench import Workbench

PLACE = "/tra-cuu#{code}"
"""Where the public look-up stands; what follows # is kept by the browser and never sent or logged."""


def coded(bench: Workbench, look: Look, record: Record) -> Look:
    """The look of the form of one record: with its look-up code, and the address of the workspace's own look-up.

    The address only where none was chosen: then `look.look_up` is what forms say by themselves.
    """
    key = look_up_key(bench.settings.path(bench.settings.registry))
    code = look_up_code.make(key, record.text("madinhdanhhocba"), record.content_hash)
    address = bench.settings.portal.address
    plain = look.look_up == Look().look_up
    return replace(look, code=code, look_up=address + PLACE if address and plain else look.look_up)
