"""From an executed notebook to the blocks of a page: its prose, its tables, its charts; never its code."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from hocba_ops.reporting.show import PLOTLY


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page: HTML, or a chart whose HTML is its table twin."""

    html: Markup
    title: str = ""
    figure: Mapping[str, Any] | None = None


def read_blocks(notebook: Mapping[str, Any], *, title: str) -> list[Block]:
    """The blocks of a notebook in order. ValueError when a cell of it failed: a broken run is not a report.

    A first-level heading that repeats the page's title is dropped, any other goes down to the second level: a page
    has one. What a cell writes to stderr is for its author and does not reach the reader.
    """
    return [block for cell in notebook["cells"] for block in _cell_blocks(cell, title)]


def _cell_blocks(cell: Mapping[str, Any], title: str) -> Iterator[Block]:
    if cell["cell_type"] == "markdown":
        text = _one_title(_joined(cell["source"]), title)
        if text.strip():
            yield Block(Markup(_markdown(text)))
    elif cell["cell_type"] == "code":
        yield from (block for output in cell["outputs"] for block in _output_blocks(output))


def _output_blocks(output: Mapping[str, Any]) -> Iterator[Block]:
    kind = output["output_type"]
    if kind == "error":
        raise ValueError(f"a cell failed: {output['ename']}: {output['evalue']}")
    if kind == "stream":
        if output["name"] == "stdout":
            yield Block(_preformatted(_joined(output["text"])))
        return
    data = output["data"]
    html = Markup(_joined(data["text/html"])) if "text/html" in data else None
    plain = _joined(data.get("text/plain", ""))
    if PLOTLY in data:
        yield Block(html or Markup(), title=plain, figure=data[PLOTLY])
    elif html is not None:
        yield Block(html)
    elif plain:
        yield Block(_preformatted(plain))


def _one_title(source: str, title: str) -> str:
    """The source with at most second-level headings."""

    def lower(found: re.Match[str]) -> str:
        return "" if found[1].strip() == title else f"## {found[1]}"

    return re.sub(r"^# +(.+)$", lower, source, flags=re.MULTILINE)


def _markdown(source: str) -> str:
    # Only where there is prose: nbconvert brings half of Jupyter along.
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=True, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))


def _preformatted(text: str) -> Markup:
    return Markup("<pre>") + escape(text) + Markup("</pre>")


def _joined(text: str | Sequence[str]) -> str:
    """A notebook stores long texts as one string or as a list of lines."""
    return text if isinstance(text, str) else "".join(text)
