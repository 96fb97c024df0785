"""The one component of a page: it carries what was drawn to the browser, and back what the reader chose."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import param
from panel.custom import JSComponent

Told = Callable[[Mapping[str, Any]], None]
"""Takes a message of the browser: `{go: query}` or `{set: field, value: text}`."""


class Sheet(JSComponent):
    """`drawn`: HTML by place, and the charts as plain dictionaries; a change of it is the whole patch."""

    drawn = param.Dict(default={}, doc="Where the HTML goes, the charts, and the address.")
    told = param.Callable(default=None, doc="Who takes the messages of the browser.")

    _esm = Path(__file__).parent / "static" / "sheet.js"
    _rename: ClassVar[Mapping[str, str | None]] = {"told": None}

    def _handle_msg(self, data: Any) -> None:
        if isinstance(data, dict) and self.told is not None:
            self.told(data)


def sheet_for(told: Told) -> Sheet:
    """An empty sheet whose messages go to `told`."""
    make: Callable[..., Sheet] = Sheet
    return make(told=told)
