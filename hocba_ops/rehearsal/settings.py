"""The settings of a rehearsal's workspace and the invented communes of a city, as TOML texts."""

import json

from hocba_ops.rehearsal.ground import Ground, figures
from hocba_ops.rehearsal.schools import build_schools, office_of

INVENTED = {"kind": "xa", "confidence": "unconfirmed"}


def settings_text(ground: Ground) -> str:
    """The hocba.toml of a rehearsal."""
    lines = [f'unit = "{ground.unit}"', f'school_year = "{figures()["school_year"]}"', "rehearsal = true"]
    if not ground.is_district:
        lines.append('rulebook = "rulebook"')
    return "\n".join(lines) + "\n"


def units_text(ground: Ground) -> str:
    """The invented communes of a city, each answering to its Sở."""
    ids = dict.fromkeys(office_of(school) for school in build_schools(ground)["school"])
    return "\n".join(_commune(one, number, ground.unit) for number, one in enumerate(ids, start=1))


def _commune(one: str, number: int, above: str) -> str:
    told = figures()["commune"]
    cited = {"document": told["document"], "clause": told["clause"], "confidence": INVENTED["confidence"]}
    unit = {
        "name": told["name"].format(number=number),
        "short_name": told["short_name"].format(number=number),
        "kind": INVENTED["kind"],
        "issuing_block": [line.format(number=number) for line in told["block"]],
        **cited,
    }
    parent = {"child": one, "parent": above, "line": "chuyen_mon", **cited}
    return f"[unit.{one}]\n{_table(unit)}\n[parentage.{one}]\n{_table(parent)}"


def _table(values: dict[str, object]) -> str:
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
