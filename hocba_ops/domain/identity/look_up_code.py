"""Mã tra cứu: the code on a printed form by which whoever holds it asks about the card.

The ministry's own form of a look-up code is not public; this one is ours. It is a keyed hash (HMAC-SHA256) of the
card and of what it says, so that only the office that holds the key can make it: not whoever knows the pupil, and not
whoever knows the content hash, which stands in proofs, registers and exports. Eleven letters carry 54 bits; the twelfth
is a check by which a letter mistyped or two exchanged are seen before anything is asked.
"""

import hashlib
import hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0, O, 1, I, L. 31 letters, a prime, so that the check finds every wrong letter and every exchange of two."""
SECRET_LETTERS, GROUP = 11, 4


def make(key: bytes, card_id: str, content_hash: str) -> str:
    """The code of what a card says, under the key of an office.

    >>> make(b"key", "the-1", "00ff")
    'C43S-JAGX-GPXH'
    """
    number = int.from_bytes(_keyed(key, "code", card_id, content_hash))
    letters = ""
    for _ in range(SECRET_LETTERS):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    letters += _check(letters)
    return "-".join(letters[place : place + GROUP] for place in range(0, len(letters), GROUP))


def read(text: str) -> str:
    """A code as it is printed, from what somebody typed; empty when no office can have printed it.

    >>> read(" c43sjagx gpxh "), read("C43S-JAGX-GPHX"), read("C43S")
    ('C43S-JAGX-GPXH', '', '')
    """
    letters = "".join(sign for sign in text.upper() if sign.isalnum())
    if len(letters) != SECRET_LETTERS + 1 or not set(letters) <= set(ALPHABET) or _check(letters[:-1]) != letters[-1]:
        return ""
    return "-".join(letters[place : place + GROUP] for place in range(0, len(letters), GROUP))


def digest(key: bytes, code: str, birth: str) -> bytes:
    """What an index keeps of a birth date (ISO 8601, as far as it is known): it can be compared, not read."""
    return _keyed(key, "birth", code, birth)


def trace(key: bytes, code: str) -> str:
    """What an audit trail keeps of a code that was tried: the same for the same code, and nobody can look up by it."""
    return _keyed(key, "trace", code).hex()[:16]


def form_key(key: bytes) -> bytes:
    """The key by which the forms of the public pages are signed; it outlives a restart and tells nothing of `key`."""
    return _keyed(key, "form")


def _keyed(key: bytes, *told: str) -> bytes:
    return hmac.digest(key, "\n".join(("hocba-look-up-1", *told)).encode(), hashlib.sha256)


def _check(letters: str) -> str:
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(letters, 1))
    return ALPHABET[total % len(ALPHABET)]
