"""What the command says, read from the labels without loading the rulebook."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def words() -> Mapping[str, str]:
    """What the command says, by dotted key (`cli.run.about`)."""
    text = files("hocba_ops").joinpath("rulebook/data/labels/vi/cli.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    return [
        pair
        for key, value in table.items()
        for pair in (
            _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else [(f"{prefix}{key}", str(value))]
        )
    ]
