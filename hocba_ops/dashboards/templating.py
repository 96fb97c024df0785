"""The templates of the dashboards, and where the dashboards stand under the host."""

from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from hocba_ops.reporting.templating import environment_of

PLACE = "/bang-dieu-khien"
"""Where the dashboards stand under the host."""


def render(name: str, **values: object) -> Markup:
    """A template filled in; text is escaped."""
    return Markup(_environment().get_template(name).render(place=PLACE, **values))


@cache
def _environment() -> Environment:
    return environment_of(__package__)
