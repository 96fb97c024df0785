"""The page of the docs that lists every rule: Markdown made from the catalogue, the same catalogue the same bytes."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.rule_facts import place_text, sureness, validity
from hocba_ops.rulebook.catalogue import Wording

ESCAPED = str.maketrans({"|": "\\|", "<": "&lt;", "*": "\\*"})
"""What Markdown would take for its own."""


def rules_page(wordings: Sequence[Wording], labels: Labels, steps: Mapping[str, str]) -> str:
    """Every wording, grouped by what its id begins with; groups in the order of `steps`, which says who asks them.

    A rule has an anchor (`#hb-id-03`); one that was reworded has a part a wording, the oldest first.
    """
    groups = {name: list(found) for name, found in groupby(wordings, key=lambda one: one.group)}
    order = [*(name for name in steps if name in groups), *sorted(groups.keys() - steps.keys())]
    parts = [labels("rules_page.head"), *(_group(name, groups[name], labels, steps) for name in order)]
    return "\n\n".join(parts) + "\n"


def _group(name: str, found: Sequence[Wording], labels: Labels, steps: Mapping[str, str]) -> str:
    lines = [f"## {labels.texts.get(f'rule_kind.{name}', name)} ({name})"]
    if name in steps:
        lines.append(labels("rules_page.step", step=labels(f"step.{steps[name]}"), command=f"hocba run {steps[name]}"))
    by_id = [list(versions) for _, versions in groupby(found, key=lambda one: one.rule.id)]
    return "\n\n".join([*lines, _index(by_id, labels), *(_rule(versions, labels) for versions in by_id)])


def _index(rules: Sequence[Sequence[Wording]], labels: Labels) -> str:
    head = f"| {labels('column.code')} | {labels('column.severity')} | {labels('column.meaning')} |\n|---|---|---|"
    return "\n".join([head, *(_index_row(versions[-1], labels) for versions in rules)])


def _index_row(wording: Wording, labels: Labels) -> str:
    rule = wording.rule
    severity, title = labels(f"severity.{rule.severity}"), _plain(labels(f"rule.{rule.id}"))
    return f"| [{rule.id}](#{rule.id.lower()}) | {severity} | {title} |"


def _rule(versions: Sequence[Wording], labels: Labels) -> str:
    rule = versions[-1].rule
    title = f'### <a id="{rule.id.lower()}"></a>{rule.id} · {_plain(labels(f"rule.{rule.id}"))}'
    return "\n\n".join([title, *(part for wording in versions for part in _wording(wording, labels))])


def _wording(wording: Wording, labels: Labels) -> Iterator[str]:
    rule = wording.rule
    severity, days = labels(f"severity.{rule.severity}"), validity(rule.valid_from, rule.valid_to, labels)
    yield f"**{severity}** · {labels('rule_fact.owner')}: {labels(f'owner.{rule.owner}')} · {days}"
    yield _plain(rule.means)
    told = {
        "message": rule.message,
        "mend": rule.mend,
        "place": place_text(wording, labels),
        "citation": wording.citation_in_full,
        "confidence": sureness(wording, labels),
    }
    yield "\n".join(f"- {labels(f'rule_fact.{key}')}: {_plain(text)}" for key, text in told.items() if text)


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(ESCAPED)
