"""A kernel that waits for notebooks leaves nothing of one to the next, and a broken one stops nobody else."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from hocba_ops.runs.warm import Kernel

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
LEAVES = "import os, tempfile\nleft = 'của sổ tay trước'\nos.chdir(tempfile.gettempdir())\nprint(os.getpid())"
LOOKS = "import os\nprint(os.getpid())\nprint('left' in globals(), os.getcwd())"
Ran = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    with Kernel() as kernel:
        yield kernel


@pytest.fixture
def ran(kernel: Kernel, tmp_path: Path) -> Ran:
    """Runs a notebook of one cell in the kernel of the module; the lines that it printed."""

    def run(*cells: str) -> list[str]:
        copy = run_notebook(kernel, tmp_path, *cells)
        return "".join(output["text"] for output in copy.cells[-1].outputs).splitlines()

    return run


def run_notebook(kernel: Kernel, folder: Path, *cells: str) -> nbformat.NotebookNode:
    made = [nbformat.v4.new_code_cell(cell) for cell in cells]
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=KERNEL), folder / "so-tay.ipynb")
    kernel.run(folder / "so-tay.ipynb", folder / "ban-chay.ipynb", {})
    return nbformat.read(folder / "ban-chay.ipynb", as_version=4)


def test_the_next_notebook_finds_no_name_of_the_one_before_and_its_own_folder(ran, tmp_path):
    (first,) = ran(LEAVES)

    same, told = ran(LOOKS)

    assert same == first, "both ran in one kernel"
    assert told == f"False {tmp_path}"


def test_cells_are_counted_from_one_in_every_notebook_of_a_kernel(kernel, tmp_path):
    for _ in range(2):
        copy = run_notebook(kernel, tmp_path, "one = 1", "one + 1")
        assert [cell.execution_count for cell in copy.cells] == [1, 2]


def test_a_cell_that_raises_takes_its_kernel_with_it_and_the_next_notebook_runs(ran):
    (before,) = ran(LEAVES)
    with pytest.raises(PapermillExecutionError, match="hỏng"):
        ran("raise ValueError('hỏng')")

    assert ran("import os\nprint(os.getpid())") != [before]


def test_a_kernel_that_died_is_told_and_another_takes_its_place(ran):
    with pytest.raises(DeadKernelError):
        ran("import os\nos._exit(1)")

    assert ran("print('còn chạy')") == ["còn chạy"]


def test_the_kernel_is_gone_once_its_block_is_left(tmp_path):
    with Kernel() as kernel:
        copy = run_notebook(kernel, tmp_path, "import os\nprint(os.getpid())")
        number = int(copy.cells[0].outputs[0].text)
        os.kill(number, 0)

    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
