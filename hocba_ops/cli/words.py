"""What the command says, read from the label files `cli*.toml` without loading the rulebook."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def grouped(number: int) -> str:
    """A whole number as the command says it, with points between thousands: 29.093."""
    return f"{number:,}".replace(",", ".")


@cache
def words() -> Mapping[str, str]:
    """What the command says, by dotted key (`cli.run.about`)."""
    folder = files("hocba_ops").joinpath("rulebook/data/labels/vi")
    named = sorted((one for one in folder.iterdir() if one.name.startswith("cli")), key=lambda one: one.name)
    return {key: text for one in named for key, text in _flat(tomllib.loads(one.read_text(encoding="utf-8")))}


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    return [
        pair
        for key, value in table.items()
        for pair in (
            _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else [(f"{prefix}{key}", str(value))]
        )
    ]
