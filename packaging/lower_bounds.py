"""Test cvlink-gui with the oldest versions of its dependencies that pyproject.toml allows.

    python packaging/lower_bounds.py [--python PYTHON]... [WORD...]

For each Python an environment is made in which every direct dependency has its lower bound (uv's
resolution `lowest-direct`; it is in the extra `dev`); the test tools are the newest. Words go to
pytest; without any it runs the share that comes near the dependencies. An environment that is there
is used again.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from steps import tools
from steps.tools import ROOT

_RUNTIME = ("--extra", "decode", "--extra", "cluster")
_SHARE = (
    "tests/test_architecture.py",
    "tests/test_qt_refcount.py",
    "tests/core",
    "tests/cli",
    "tests/metrics",
    "tests/gui/test_dashboard.py",
    "tests/gui/test_app.py",
    "tests/gui/test_tree_model.py",
)


def environment(python: str) -> Path:
    """Its interpreter, with the lower bounds installed."""
    env = tools.BUILD / f"lowest-{Path(python).name}"
    wanted, stamp = tools.BUILD / f"{env.name}.txt", tools.BUILD / f"{env.name}.stamp"
    inside = env / "bin" / "python"
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == project:
        return inside
    tools.BUILD.mkdir(parents=True, exist_ok=True)
    tools.run(["uv", "venv", "--quiet", "--clear", "--python", python, env])
    lowest = ("--resolution", "lowest-direct", "--python", inside)
    compiled = ["uv", "pip", "compile", "--quiet", "pyproject.toml", *_RUNTIME, *lowest]
    tools.run([*compiled, "-o", wanted])
    install = ("uv", "pip", "install", "--quiet", "--python", inside)
    tools.run([*install, "--constraint", wanted, "--editable", ".[test,decode,cluster]"])
    stamp.write_text(project, encoding="utf-8")
    return inside


def main() -> int:
    """Install and test; returns an exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", action="append", help="an interpreter; this one if none")
    arguments, words = parser.parse_known_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    codes = []
    for python in arguments.python or [sys.executable]:
        try:
            inside = environment(python)
            sys.stdout.write(tools.run(["uv", "pip", "list", "--python", inside]))
        except tools.BuildFailed as error:
            sys.stderr.write(f"lower bounds: {error}\n")
            return 2
        sys.stdout.flush()
        command = [inside, "-m", "pytest", "-q", *(words or _SHARE)]
        codes.append(subprocess.run(command, cwd=ROOT, check=False).returncode)
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
