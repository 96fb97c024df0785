"""Tables that several steps read and nobody hands in: texts over the declared tables, run where a step names them."""

from importlib.resources import files


def _text(name: str) -> str:
    return files("hocba_ops.tables").joinpath(f"{name}.sql").read_text(encoding="utf-8")


NAMES = (
    "roster",
    "card_state",
    "pupil_state",
    "certificate_known",
    "staff_state",
    "registry_state",
    "pupil_moved",
    "ministry_state",
    "card_proof",
)
SHAPES = {name: _text(name) for name in NAMES}
"""`roster`: one row a pupil of the unit, and why a row is not counted. `card_state`: one row a pupil with a card: which
version is in use, who signed, what the Sở answered. `pupil_state`: both together, one row a row of the roster.
`certificate_known`: one row a certificate of a school, listed
or itself seen. `staff_state`: one row a person at work: must and can they sign.
`registry_state`: one row a version of a card, as the ledger of the registry has it on both axes of time.
`pupil_moved`: the pupils of ended schools, and the school in whose list they stand now.
`ministry_state`: one row a version that the ministry's repository answered to: its newest answer.
`card_proof`: one row a verified file, and how far it proves its card."""
