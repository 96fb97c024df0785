"""Signatures that lie in files of their own beside the record that they sign: which belongs to which, by their names.

`HB-1.xml` and `HB-1.xml.gvcn.xades`, as `sign_xml` names them; `HB-1.gvcn.xades` and `HB-1.xades` are taken for the
same, for how other programs name theirs is not known. Which file it signs, the signature itself says when it is read.
"""

from collections.abc import Iterable, Set

from hocba_ops.documents.xades.names import BESIDE

XML = ".xml"


def is_beside(name: str) -> bool:
    """Whether a file is a detached signature, by its ending."""
    return name.lower().endswith(BESIDE)


def record_of(name: str, held: Set[str]) -> str | None:
    """The record among the files held that a detached signature is of, by its name; None where there is none.

    >>> record_of("5A/HB-1.xml.gvcn.xades", {"5A/HB-1.xml"}), record_of("HB-1.gvcn.xades", {"5A/HB-1.xml"})
    ('5A/HB-1.xml', None)
    """
    rest, folder = name, name.rpartition("/")[0]
    while "." in rest[len(folder) :]:
        rest = rest.rpartition(".")[0]
        found = next((one for one in (rest, rest + XML) if one in held and one.lower().endswith(XML)), None)
        if found:
            return found
    return None


def pair_beside(names: Iterable[str]) -> tuple[dict[str, list[str]], list[str]]:
    """The detached signatures of each record in order of their names, and those without a record."""
    held = set(names)
    found: dict[str, list[str]] = {}
    alone = []
    for name in sorted(filter(is_beside, held)):
        record = record_of(name, held)
        found.setdefault(record, []).append(name) if record else alone.append(name)
    return found, alone
