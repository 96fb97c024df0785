"""The seal of a pack: without the key of the workspace nobody makes a pack, or changes what is locked in one."""

import hashlib
import hmac

from hocba_ops.packs.pack import Pack, canonical


def seal(pack: Pack, key: bytes) -> str:
    """The seal of everything in a pack under the key of a workspace."""
    return hmac.new(key, canonical(pack), hashlib.sha256).hexdigest()


def is_sealed(pack: Pack, key: bytes, told: str) -> bool:
    """Whether a seal is the one that this workspace gave to this pack."""
    return hmac.compare_digest(seal(pack, key), told)
