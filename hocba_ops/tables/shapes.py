"""Tables that several steps read and nobody hands in: texts over the declared tables, run where a step names them."""

from importlib.resources import files


def _text(name: str) -> str:
    return files("hocba_ops.tables").joinpath(f"{name}.sql").read_text(encoding="utf-8")


SHAPES = {name: _text(name) for name in ("roster", "card_state", "certificate_known", "staff_state", "registry_state")}
"""`roster`: one row a pupil of the unit, and why a row is not counted. `card_state`: one row a pupil with a card: which
version is in use, who signed, what the Sở answered. `certificate_known`: one row a certificate of a school, listed
or itself seen. `staff_state`: one row a person at work: must and can they sign.
`registry_state`: one row a version of a card, as the ledger of the registry has it on both axes of time."""
