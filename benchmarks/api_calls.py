"""Made-up questions to the API, right and wrong by its own description, as the long form of a test of the portal."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Ratio
from benchmarks.scale import Scale

CALLS = 1250
TEST = ("tests/portal/test_api.py", "-k", "made_up", "--numprocesses=0")


def ratios(scale: Scale) -> list[Ratio]:
    """1 where no question broke the server, left its description or showed another school; else 0."""
    calls = str(scale.less(CALLS, 5))
    command = [sys.executable, "-m", "pytest", *TEST]
    place, environment = Path(__file__).parents[1], os.environ | {"HOCBA_API_CALLS": calls}
    code = subprocess.run(command, cwd=place, env=environment, check=False).returncode
    return [Ratio("kept_to_schema", float(code == 0), told={"calls_a_round": calls})]
