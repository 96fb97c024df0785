"""The notebook of a report, its parameters filled in and nothing run yet: to be opened and run again by an analyst."""

from pathlib import Path

import nbformat
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from hocba_ops.runs.parameters import RunParameters, check_declared


def filled_notebook(notebook: Path, parameters: RunParameters, *, about: str = "") -> str:
    """The notebook as JSON text, without outputs; `about`: a line that stands above everything, where it is given.

    It asks the workspace in whose folder it is opened, and writes no report: its `output` is left empty.
    """
    check_declared(notebook, set(parameters.asked()))
    node = load_notebook_node(str(notebook))
    filled = parameterize_notebook(node, parameters.asked(), report_mode=False)
    filled.metadata.pop("papermill", None)
    for cell in filled.cells:
        cell.metadata.pop("papermill", None)
        if not cell.metadata.get("tags"):
            cell.metadata.pop("tags", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    if about:
        filled.cells.insert(0, nbformat.v4.new_markdown_cell(about, id="about"))  # type: ignore[no-untyped-call]
    return f"{nbformat.writes(filled)}\n"  # type: ignore[no-untyped-call]


def name_of(step: str, parameters: RunParameters) -> str:
    """What a filled notebook is called."""
    return f"{step}-{parameters.unit}-{parameters.as_of}.ipynb"
