"""The rules as a workspace has them, opened without its store; the package's where there is no workspace."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hocba_ops.errors import BadParameter, ParameterProblem, WorkspaceMissing
from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.catalogue import Wording, list_near, list_wordings
from hocba_ops.settings import STANDARD_LIMITS, Limits, Settings
from hocba_ops.steps import STEPS
from hocba_ops.workbench.notes import rulebook_labels
from hocba_ops.workbench.places import find_workspace


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rules and their words. `steps`: by what the ids of rules begin with, the step that asks them."""

    rulebook: Rulebook
    labels: Labels
    steps: Mapping[str, str]
    limits: Limits = STANDARD_LIMITS

    @classmethod
    def open(cls, workspace: str | None = None) -> "Catalogue":
        """The rules of a workspace; without one named, of the nearest folder upwards that is one, else the package's.

        Raises `WorkspaceMissing` where the folder named is none, `RulebookFault` where settings or rulebook are wrong.
        """
        settings = _find_settings(workspace)
        extra = settings.path(settings.rulebook) if settings and settings.rulebook else None
        rulebook = Rulebook.load(extra)
        language = settings.language if settings else "vi"
        labels = Labels({**rulebook_labels(rulebook), **rulebook.labels(language)})
        return cls(rulebook, labels, _steps(), settings.limits if settings else STANDARD_LIMITS)

    def wordings(self, ids: list[str], *, as_of: date | None = None) -> tuple[Wording, ...]:
        """The wordings asked for, as `list_wordings` picks them; `BadParameter` with near ids for one nobody knows."""
        known = {rule.id for rule in self.rulebook.rules}
        asked = [one.upper() for one in ids]
        for one in asked:
            if one not in known:
                raise BadParameter("id", one, ParameterProblem.UNKNOWN_RULE, near=list_near(self.rulebook, one))
        return list_wordings(self.rulebook, asked, as_of=as_of)


def _find_settings(workspace: str | None) -> Settings | None:
    try:
        return Settings.read(find_workspace(Path(workspace or ".")), os.environ)
    except WorkspaceMissing:
        if workspace is None:
            return None
        raise


def _steps() -> Mapping[str, str]:
    asked = [(step.rules if isinstance(step.rules, tuple) else (step.rules,), step.name) for step in STEPS.values()]
    return {prefix.rstrip("-"): name for prefixes, name in asked for prefix in prefixes if prefix}
