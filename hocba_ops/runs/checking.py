"""A report checked against its sources in a process of its own: what it computes again disturbs nobody here."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hocba_ops.errors import ReportDiffers

PATIENCE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a check: the places that differ, as the command tells them. `said`: why it came to none."""

    is_same: bool
    differences: Sequence[Mapping[str, Any]] = ()
    altered: Sequence[str] = ()
    is_rulebook_same: bool = True
    said: str = ""


def check_apart(root: Path, report: Path) -> Verdict:
    """What `hocba verify-report` says of a file of a workspace; it takes seconds."""
    command = [sys.executable, "-m", "hocba_ops", "verify-report", str(report), "--json", "--workspace", str(root)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired as fault:
        return Verdict(is_same=False, said=str(fault.timeout))
    if ended.returncode not in (0, ReportDiffers.exit_code) or not ended.stdout.strip():
        return Verdict(is_same=False, said=ended.stderr.strip()[-500:] or str(ended.returncode))
    return _verdict(json.loads(ended.stdout)[0])


def _verdict(told: Mapping[str, Any]) -> Verdict:
    return Verdict(
        is_same=told["same"],
        differences=tuple(told["differences"]),
        altered=tuple(told["altered"]),
        is_rulebook_same=told["same_rulebook"],
    )
