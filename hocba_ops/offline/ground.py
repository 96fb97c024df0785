"""What a kit carries to judge by: policy, register and cards as JSON, roots and revocation data as folders."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hocba_ops.documents.people import Expected, Member, Register, School
from hocba_ops.documents.policy import Level, Policy, RoleRule
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.trust.revocation import Revocation
from hocba_ops.documents.trust.stores import Trust
from hocba_ops.documents.verifying.file import Basis
from hocba_ops.domain.signing import Role

DATA, TRUST, REVOCATION, STATEMENTS = "doi-chieu.json", "trust", "revocation", "ban-chot"


@dataclass(frozen=True)
class Kit:
    """What files are judged by, and the cards that are known, by id."""

    basis: Basis
    cards: Mapping[str, Expected]


def told_kit(basis: Basis, cards: Iterable[Expected]) -> dict[str, Any]:
    """Policy, register, names and cards as plain values; roots and revocation data go as folders.

    Names are pairs: subjects stand on the page in their order, which keys of JSON need not keep.
    """
    policy, register = basis.policy, basis.register
    rules = {
        role: {"positions": sorted(rule.positions), "stores": {name: sorted(one) for name, one in rule.stores.items()}}
        for role, rule in policy.rules.items()
    }
    return {
        "policy": {"required": list(policy.required), "rules": rules, "level": policy.level},
        "members": [asdict(one) for one in register.members],
        "schools": [asdict(one) for one in register.schools.values()],
        "certificates": {serial: list(one) for serial, one in register.certificates.items()},
        "names": {name: list(one.items()) for name, one in asdict(basis.names).items()},
        "cards": [
            {"card_id": one.card_id, "school_code": one.school_code, "signers": dict(one.signers)}
            | {"content_hashes": sorted(one.content_hashes)}
            for one in cards
        ],
    }


def _names(told: Mapping[str, Iterable[tuple[str, str]]]) -> Names:
    return Names(**{name: dict(pairs) for name, pairs in told.items()})


def read_kit(folder: Path, *, at: datetime) -> Kit:
    """The kit in a folder, to judge as of a moment. Raises `TrustFault` for roots that are none."""
    told = json.loads((folder / DATA).read_text(encoding="utf-8"))
    register = Register(
        tuple(Member(**one) for one in told["members"]),
        {one["code"]: School(**one) for one in told["schools"]},
        {serial: (school, holder) for serial, (school, holder) in told["certificates"].items()},
    )
    trust, revocation = Trust.read(folder / TRUST, on=at.date()), Revocation.read(folder / REVOCATION)
    basis = Basis(_policy(told["policy"]), trust, revocation, register, at, _names(told["names"]))
    cards = (Expected(**{**one, "content_hashes": frozenset(one["content_hashes"])}) for one in told["cards"])
    return Kit(basis, {one.card_id: one for one in cards})


def _policy(told: Mapping[str, Any]) -> Policy:
    rules = {
        Role(role): RoleRule(
            frozenset(one["positions"]), {name: frozenset(held) for name, held in one["stores"].items()}
        )
        for role, one in told["rules"].items()
    }
    return Policy(tuple(map(Role, told["required"])), rules, Level(told["level"]))
