"""Somebody at the screen: who they are by their login, and the one role in one unit in which they look."""

from dataclasses import dataclass

LOCAL = "local"
"""The subject of whoever sits at the office's own machine, where there is no login."""
MACHINE = "machine"
"""The subject of a scheduled run."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a role.

    `subject`: `issuer|sub` of the login, unique; `name` as the provider gives it, shown to themselves and in the trail.
    `role`: a viewer of access.toml. `unit`: id of an office, or code of a school, in which they hold it. `staff_code`:
    their code in the school's list of staff, by which their classes and subjects are known.
    """

    subject: str
    name: str
    role: str
    unit: str
    staff_code: str = ""
