"""`hocba serve` as its user runs it: served until it is told to end, and refused where others could look in."""

import json
import signal
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from hocba_ops.access.trail import Trail


@contextmanager
def serving(workspace: Path):
    program = "import sys; from hocba_ops.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "serve", "--workspace", str(workspace), "--port", "0", "--no-warm"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        said = process.stdout.readline()
        assert said.startswith("Đang phục vụ tại http://127.0.0.1:")
        yield process, said.split()[4]
    finally:
        process.kill()
        process.communicate()


ROWS = "api/v1/rows/pupil?purpose=ra_soat&as_of=2025-06-01"


def test_serve_answers_knows_a_session_again_after_a_kill_logs_no_query_and_ends_by_ctrl_c(workspace):
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with serving(workspace) as (killed, address):
        browser.open(killed.stdout.readline().split()[-1]).close()
        browser.open(address + ROWS).close()
        killed.kill()
    with serving(workspace) as (served, address):
        with urllib.request.urlopen(f"{address}tra-cuu?ten=An") as answer:
            assert (answer.status, answer.headers.get("server")) == (200, None)
        with browser.open(f"{address}api/v1/me") as answer, browser.open(address + ROWS):
            assert json.load(answer)["role"] == "can_bo_co_quan"
        served.send_signal(signal.SIGINT)
        _, logged = served.communicate(timeout=240)
        assert served.returncode == 130
    trail = Trail.open(workspace / "access")
    assert (trail.verify(), trail.entries()["event"].to_list()) == (None, ["login", "rows_read", "rows_read"])
    assert trail.entries()["session"].n_unique() == 1
    assert ("GET /tra-cuu" in logged, "ten=An" in logged, "Traceback" in logged) == (True, False, False)
    assert "key=" not in logged


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_serve_refuses_another_address_than_its_own_without_a_login(hocba, workspace, host):
    done = hocba("serve", "--workspace", workspace, "--host", host)
    assert (done.code, "Chưa cấu hình đăng nhập" in done.err) == (16, True)


def test_serve_refuses_a_proxy_that_is_no_address(hocba, workspace):
    done = hocba("serve", "--workspace", workspace, "--proxy", "máy-chủ")
    assert (done.code, "10.0.0.0/8" in done.err) == (16, True)
