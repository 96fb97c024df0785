"""Labels: every word that a report or a page shows beside data, by dotted key and language."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile

LANGUAGES = ("vi", "en")


def read_labels(files: Sequence[DataFile], faults: Faults) -> Mapping[str, Mapping[str, str]]:
    """Labels by language: the tables of each file flattened to dotted keys, e.g. `step.coverage`."""
    return MappingProxyType({language: _language(files, language, faults) for language in LANGUAGES})


def _language(files: Sequence[DataFile], language: str, faults: Faults) -> Mapping[str, str]:
    labels: dict[str, str] = {}
    for file in files:
        if not file.place.startswith(f"labels/{language}/"):
            continue
        for key, value in _flat(file.values):
            if not isinstance(value, str):
                faults.add(file.name, key, "string_type")
            elif key in labels:
                faults.add(file.name, key, "duplicate", first=f"labels/{language}")
            else:
                labels[key] = value
    return MappingProxyType(labels)


def _flat(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def differences(labels: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Keys that one language has and another has not, each as `en: step.coverage` (missing there), in order.

    >>> differences({"vi": {"a": "một", "b": "hai"}, "en": {"a": "one"}})
    ('en: b',)
    """
    every = {key for known in labels.values() for key in known}
    return tuple(f"{language}: {key}" for language, known in labels.items() for key in sorted(every - set(known)))
