"""A workspace in the other language: the same files and figures, with the words of another reader."""

from dataclasses import replace

from hocba_ops.reporting.labels import Labels
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.notes import rulebook_labels


def in_language(bench: Workbench, language: str) -> Workbench:
    """The workbench with the labels of a language (`vi`, `en`), and answers and scopes of its own: notes are words.

    What papers and plans say stays as they say it. KeyError for a language that has no labels.
    """
    if language == bench.settings.language:
        return bench
    labels = Labels({**rulebook_labels(bench.rulebook), **bench.rulebook.labels(language)})
    settings = bench.settings.model_copy(update={"language": language})
    return replace(bench, settings=settings, labels=labels, answered={}, linked=bench.linked, viewed={})
