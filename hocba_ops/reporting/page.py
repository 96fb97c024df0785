"""An executed notebook as one HTML file: no code, charts drawn offline, prints on A4, the same bytes each time.

The chart library stands in the file once, compressed; the browser unpacks it itself. Where it cannot (an old browser,
scripts switched off), the table twin of every chart is open and a sentence says why there is no picture.
"""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from plotly.offline import get_plotlyjs

from hocba_ops.reporting.blocks import read_blocks
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.origin import Origin
from hocba_ops.reporting.templating import asset, render


def write_page(
    notebook: Path | Mapping[str, Any],
    out: Path,
    *,
    labels: Labels,
    title: str,
    kicker: str = "",
    footer: Sequence[str] = (),
    origin: Origin | None = None,
) -> Path:
    """Write an executed notebook (a path, or its parsed JSON) to `out` and give `out` back.

    `origin`: what it was made from, for whoever computes it again; not shown.

    `kicker` is the line above the title (unit, school year, as-of day); `footer` lines stand at the end. ValueError
    when a cell of the notebook failed: nothing is written then.
    """
    read = json.loads(notebook.read_text(encoding="utf-8")) if isinstance(notebook, Path) else notebook
    page = page_html(read, labels=labels, title=title, kicker=kicker, footer=footer, origin=origin)
    out.write_bytes(page.encode())
    return out


def page_html(
    notebook: Mapping[str, Any],
    *,
    labels: Labels,
    title: str,
    kicker: str = "",
    footer: Sequence[str] = (),
    origin: Origin | None = None,
) -> str:
    """The page of an executed notebook as text."""
    blocks = read_blocks(notebook, title=title)
    has_charts = any(block.figure is not None for block in blocks)
    return render(
        "page.html.j2",
        labels=labels,
        title=title,
        kicker=kicker,
        footer=footer,
        origin=Markup(origin.to_json()) if origin else None,
        blocks=[(block, _script_safe(block.figure), _height(block.figure)) for block in blocks],
        style=Markup(asset("report.css")),
        script=Markup(asset("chart.js") + asset("report.js")) if has_charts else None,
        library=Markup(_packed_library()) if has_charts else None,
    )


@cache
def _packed_library() -> str:
    """The chart library of the installed plotly, compressed (zlib) and in base64 letters."""
    return base64.b64encode(zlib.compress(get_plotlyjs().encode(), 9)).decode("ascii")


def _script_safe(figure: Mapping[str, Any] | None) -> Markup | None:
    """A figure as JSON that cannot close the script element it stands in."""
    if figure is None:
        return None
    text = json.dumps(figure, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def _height(figure: Mapping[str, Any] | None) -> int:
    """Pixels kept free for a chart, so that the page does not jump when it is drawn."""
    return 0 if figure is None else int(figure["layout"].get("height", 400))
