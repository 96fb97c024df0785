"""Templates and assets that stand beside the code; every value put into a template is escaped."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup


def render(name: str, **values: object) -> Markup:
    """A template filled in; text is escaped, `Markup` is taken as it is, an unknown name in a template is an error."""
    return Markup(_environment().get_template(name).render(**values))


@cache
def asset(name: str) -> str:
    """The text of a style sheet or script that goes into a page."""
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return environment_of(__package__)


def environment_of(package: str) -> Environment:
    """Templates of a room: text is escaped, and a name that nobody gave is an error."""

    def text_of(name: str) -> str:
        return (files(package) / "templates" / name).read_text(encoding="utf-8")

    return Environment(
        loader=FunctionLoader(text_of),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
