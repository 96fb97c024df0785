"""From a school's name in a table to that school's page: the way down from an office."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup, escape

from hocba_ops.dashboards.choices import Choices
from hocba_ops.dashboards.state import State

CELL = re.compile(r"(<(?:th scope=\"row\"|td|strong)>)([^<>]+)(</)")
"""A cell or a name with plain text in it."""


def link_schools(html: str, choices: Choices, state: State) -> str:
    """The page with every cell that is exactly the name of one school of the person made a link to that school.

    Two schools of the same name are not linked: nobody could tell where the link leads.
    """
    links = _links(choices, state)

    def linked(found: re.Match[str]) -> str:
        query = links.get(found[2])
        return f'{found[1]}<a href="?{escape(query)}" data-go>{found[2]}</a>{found[3]}' if query else found[0]

    return Markup(CELL.sub(linked, html))


def _links(choices: Choices, state: State) -> Mapping[str, str]:
    """By the name as it stands in HTML, the query of the same page about that school."""
    others = [one for one in choices.schools if one.id != state.unit]
    names = Counter(one.name for one in choices.schools)
    return {
        str(escape(one.name)): replace(state, unit=one.id, class_name="", anchor=None).to_query()
        for one in others
        if names[one.name] == 1
    }
