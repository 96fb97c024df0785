"""Help and complaints of the command are Vietnamese throughout; argparse's own sentences never show."""

import os
import re
import subprocess
import sys

import pytest

from hocba_ops.cli import COMMANDS
from hocba_ops.workbench.composing import ALL_STEPS

ENGLISH = re.compile(
    r"usage|positional|optional|options|show this|version number|exit\b|error|required|invalid|choose|unrecogni[sz]ed"
    r"|expected|argument|ambiguous",
    re.IGNORECASE,
)


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=lambda command: " ".join(command) or "-")
def test_help_is_vietnamese_and_says_what_the_command_is_for(hocba, command):
    done = hocba(*command, "--help")
    assert done.code == 0
    assert done.out.startswith("Cách dùng: hocba")
    assert "in trợ giúp này rồi thoát" in done.out
    assert ENGLISH.findall(done.out) == []


def test_help_names_every_command(hocba):
    listed = hocba("--help").out
    assert [name for name in COMMANDS if not re.search(rf"^ +{name}( |$)", listed, re.MULTILINE)] == []


def test_help_of_run_names_every_step(hocba):
    listed = hocba("run", "--help").out
    assert [step for step in ALL_STEPS if step not in listed] == []


@pytest.mark.parametrize(
    ("mistyped", "told"),
    [
        ((), "thiếu tham số bắt buộc"),
        (("chay",), "giá trị không dùng được"),
        (("run",), "thiếu tham số bắt buộc: BUOC"),
        (("run", "coverage", "--as-of"), "cần đúng một giá trị"),
        (("figure", "--rate", "1"), "thiếu tham số bắt buộc: --of"),
        (("status", "--xem"), "không hiểu tham số: --xem"),
        (("status", "thua"), "không hiểu tham số: thua"),
    ],
    ids=" ".join,
)
def test_a_mistyped_command_is_told_in_vietnamese_and_ends_with_two(hocba, mistyped, told):
    done = hocba(*mistyped)
    assert done.code == 2
    assert told in done.err
    assert ENGLISH.findall(done.err) == []


def test_python_m_hocba_ops_is_the_same_command():
    done = subprocess.run([sys.executable, "-m", "hocba_ops", "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", done.stdout)


def test_words_are_written_in_utf_8_whatever_the_machine_prefers():
    """A redirected output on Windows has a code page of its own, and Vietnamese does not fit into it."""
    command = [sys.executable, "-m", "hocba_ops", "--help"]
    done = subprocess.run(
        command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    )
    assert "Cách dùng" in done.stdout.decode("utf-8")


def test_a_command_stopped_by_its_user_says_so_and_leaves_no_traceback(hocba, monkeypatch):
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("hocba_ops.cli.figure.main", stop)
    done = hocba("figure", "--rate", "94,64", "--of", "29093")
    assert (done.code, "Ctrl-C" in done.err, "Traceback" in done.err) == (130, True, False)


def test_a_reader_that_goes_away_ends_the_command_without_a_traceback():
    command = [sys.executable, "-m", "hocba_ops", "rules", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as rules:
        if rules.stdout and rules.stderr:
            rules.stdout.close()
            said = rules.stderr.read().decode()
    assert (rules.returncode, "Traceback" in said) == (141, False)
