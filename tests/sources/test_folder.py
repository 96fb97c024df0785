import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hocba_ops.errors import EmptyFolder, NotPermitted
from hocba_ops.sources.folder import list_files


def touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def test_only_files_that_a_family_may_read_are_listed_in_order(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "b.xlsx",
        "a/z.CSV",
        "a/c.xls",
        "~$b.xlsx",
        ".an.csv",
        ".git/d.csv",
        "README.csv",
        "answer_key.csv",
        "e.pdf",
        "g.ods",
        "h.XLSB",
        "i.tsv",
        "ghi-chu.txt",
    )
    (tmp_path / "bang.txt").write_text("a\tb\n1\t2\n", encoding="utf-8")
    assert [path.relative_to(tmp_path).as_posix() for path in list_files(tmp_path)] == [
        "a/c.xls", "a/z.CSV", "b.xlsx", "bang.txt", "g.ods", "h.XLSB", "i.tsv",
    ]  # fmt: skip


def test_single_file_is_its_own_list(tmp_path: Path) -> None:
    touch(tmp_path, "b.xlsx")
    assert list_files(tmp_path / "b.xlsx") == [tmp_path / "b.xlsx"]


def test_folder_without_tables_is_empty(tmp_path: Path) -> None:
    touch(tmp_path, "ghi-chu.txt")
    with pytest.raises(EmptyFolder, match=str(tmp_path)):
        list_files(tmp_path)


def test_folder_that_is_not_there_is_told_apart_from_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(EmptyFolder, match="không có thư mục hay tệp nào ở đây"):
        list_files(tmp_path / "khong-co")


PROGRAM = """
import os, sys
from pathlib import Path
from hocba_ops.errors import OpsError
from hocba_ops.sources.folder import list_files
from hocba_ops.sources.reading import read_file
"".encode("utf-8-sig")  # codecs are loaded when first used, and this process is about to lose its library
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for path in list_files(Path(sys.argv[1])):
    try:
        read_file(path, name=path.name)
    except OpsError as fault:
        print(path.name, type(fault).__name__)
"""


def run_without_rights(folder: Path) -> str:
    """The program as a user to whom the folder is closed; root is let in everywhere, so it steps down first."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(folder)], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder to which every user may walk; those of pytest are closed to others, and closed again by every run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        yield folder


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise on Windows")
def test_closed_file_and_closed_folder_say_so_and_the_rest_is_read(shared_folder: Path) -> None:
    touch(shared_folder, "a/dong.csv", "b/khoa/x.csv", "c.csv")
    (shared_folder / "a/dong.csv").chmod(0)
    (shared_folder / "b/khoa").chmod(0)
    output = run_without_rights(shared_folder)
    (shared_folder / "b/khoa").chmod(0o755)
    assert output.splitlines() == ["dong.csv NotPermitted", "khoa NotPermitted", "c.csv UnknownHeading"]


def test_folder_that_is_itself_closed_is_not_permitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(NotPermitted, match=str(tmp_path)):
        list_files(tmp_path)
