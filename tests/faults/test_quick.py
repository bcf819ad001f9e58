"""A quick share of every area, as CI runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.table import AREAS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it forks, kills and mounts")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("area", [area.name for area in AREAS])
def test_a_quick_share_of_the_fault_programme_finds_nothing(area):
    words = [sys.executable, "-m", "tests.faults", "--quick", area]
    done = subprocess.run(words, cwd=ROOT, env=os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    row = done.stdout.splitlines()[-1]
    if "not run" in row:
        pytest.skip(row)
    assert "| 0 " in row
