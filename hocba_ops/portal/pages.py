"""Pages of the portal: templates filled in the language of the workspace, assets under names that change with them."""

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from hocba_ops.reporting.labels import Labels

ASSETS = "/tinh"
FOREVER = "public, max-age=31536000, immutable"
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Pages:
    """The templates and assets of an application; every value put into a template is escaped."""

    labels: Labels = field(repr=False)
    language: str
    office: str

    def page(self, name: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """A template as an answer."""
        text = self._environment.get_template(f"{name}.html.j2").render(**values)
        return HTMLResponse(text, status_code=status, headers={"Content-Language": self.language})

    def trouble(self, status: int, *, kind: str, wait: int = 0) -> HTMLResponse:
        """The page of something that went wrong; `kind` is its label, `wait` after how many seconds to try again."""
        title, text = self.labels(f"portal.trouble.{kind}"), self.labels(f"portal.todo.{kind}")
        made = self.page("trouble", status=status, title=title, text=text)
        if wait:
            made.headers["Retry-After"] = str(wait)
        return made

    def asset(self, name: str) -> Response | None:
        """An asset by its hashed name; None for any other name."""
        kept = self._assets.get(name)
        if kept is None:
            return None
        return Response(kept, media_type=TYPES[name.rpartition(".")[2]], headers={"Cache-Control": FOREVER})

    def address(self, name: str) -> str:
        """Where an asset is fetched."""
        return f"{ASSETS}/{_hashed(name, _text('assets', name))}"

    @cached_property
    def _assets(self) -> dict[str, str]:
        texts = {one.name: one.read_text(encoding="utf-8") for one in files(__package__).joinpath("assets").iterdir()}
        return {_hashed(name, text): text for name, text in texts.items()}

    @cached_property
    def _environment(self) -> Environment:
        made = Environment(
            loader=FunctionLoader(lambda name: _text("templates", name)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.globals |= {"labels": self.labels, "asset": self.address, "language": self.language, "office": self.office}
        return made


def _text(folder: str, name: str) -> str:
    return files(__package__).joinpath(folder, name).read_text(encoding="utf-8")


def _hashed(name: str, text: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{sha256(text.encode()).hexdigest()[:12]}.{ending}"
