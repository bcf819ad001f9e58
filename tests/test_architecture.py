import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import cvlink_gui

ROOMS = ("core", "fs", "features", "cli")
HEADLESS = sorted(
    module.name
    for module in pkgutil.walk_packages(cvlink_gui.__path__, "cvlink_gui.")
    if module.name.split(".")[1] in (*ROOMS, "resources")
)


def test_the_walls_between_the_rooms_stand():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as m; m()"]
    root = Path(cvlink_gui.__file__).parents[1]
    result = subprocess.run(command, capture_output=True, text=True, cwd=root)
    assert (result.returncode, "0 broken" in result.stdout) == (0, True), result.stdout


def test_no_headless_module_loads_the_window():
    assert len(HEADLESS) > 20
    code = (
        f"import importlib, sys; [importlib.import_module(m) for m in {HEADLESS!r}];"
        "print(sorted({m.split('.')[0] for m in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert loaded.returncode == 0, loaded.stderr
    assert not {"PySide6", "shiboken6", "pyqtgraph", "numpy"} & set(eval(loaded.stdout))  # noqa: S307


@pytest.mark.parametrize("name", HEADLESS)
def test_every_headless_module_says_what_it_is_for(name):
    __import__(name)
    assert (sys.modules[name].__doc__ or "").strip()
