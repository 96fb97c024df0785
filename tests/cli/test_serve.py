"""`hocba serve` as its user runs it: served until it is told to end, and refused where others could look in."""

import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest


@pytest.fixture
def served(workspace: Path):
    program = "import sys; from hocba_ops.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "serve", "--workspace", str(workspace), "--port", "0", "--no-warm"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def test_serve_says_its_address_answers_logs_no_query_and_ends_by_ctrl_c(served):
    said = served.stdout.readline()
    address = said.split()[4]
    assert said.startswith("Đang phục vụ tại http://127.0.0.1:")
    with urllib.request.urlopen(f"{address}tra-cuu?ten=An") as answer:
        assert (answer.status, answer.headers.get("server")) == (200, None)
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with browser.open(served.stdout.readline().split()[-1]), browser.open(f"{address}api/v1/me") as answer:
        assert json.load(answer)["role"] == "can_bo_co_quan"
    served.send_signal(signal.SIGINT)
    _, logged = served.communicate(timeout=240)
    assert served.returncode == 130
    assert ("GET /tra-cuu" in logged, "ten=An" in logged, "Traceback" in logged) == (True, False, False)
    assert "key=" not in logged


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])
def test_serve_refuses_another_address_than_its_own_without_a_login(hocba, workspace, host):
    done = hocba("serve", "--workspace", workspace, "--host", host)
    assert (done.code, "Chưa cấu hình đăng nhập" in done.err) == (16, True)


def test_serve_refuses_a_proxy_that_is_no_address(hocba, workspace):
    done = hocba("serve", "--workspace", workspace, "--proxy", "máy-chủ")
    assert (done.code, "10.0.0.0/8" in done.err) == (16, True)
