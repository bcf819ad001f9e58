"""The soak for some seconds: the rest of the two hours is `python -m tests.soak`."""

import subprocess
import sys
from pathlib import Path

import pytest

from cvlink_gui.fs import watch


@pytest.mark.skipif(not watch.is_possible(), reason="only Linux tells of changes")
def test_a_window_stays_as_it_is_while_its_project_changes():
    command = [sys.executable, "-m", "tests.soak", "--seconds", "10"]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
