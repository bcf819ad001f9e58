"""What a start loads and does, and what it leaves to the moment it is wanted."""

import builtins
import json
import subprocess
import sys

# Dialogs the window is wired to from the beginning.
WIRED = {"asking", "audits", "frame", "plan", "preflight", "questions", "trouble"}


def loaded(script: str) -> set[str]:
    """The modules of a fresh interpreter that has run this."""
    script += "\nimport json, sys; print(json.dumps(sorted(sys.modules))); sys.stdout.flush()"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return set(json.loads(ended.stdout))


def test_a_start_without_a_window_loads_nothing_of_it():
    modules = loaded("import cvlink_gui.gui.app")
    assert "cvlink_gui.gui.screenshot" in modules
    assert not {"cvlink_gui.gui.window", "cvlink_gui.gui.workbench"} & modules


def test_a_window_loads_no_dialog_before_it_is_opened():
    modules = loaded("import cvlink_gui.gui.window")
    dialogs = {name.rpartition(".")[2] for name in modules if ".gui.dialogs." in name}
    assert dialogs == WIRED
    assert "cvlink_gui.gui.handbook" not in modules


def test_imports_do_not_go_through_the_features_of_pyside():
    assert builtins.__feature_import__ is not builtins.__import__


def test_a_window_looks_the_same_when_it_gets_its_style_at_the_end():
    script = [sys.executable, "-c", _PICTURES]
    ended = subprocess.run(script, capture_output=True, text=True)
    assert ended.stdout.split() == ["True", "True"], ended.stderr


_PICTURES = """
import contextlib
from PySide6.QtWidgets import QApplication
from cvlink_gui.gui import theme
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench

app = QApplication(["cvlink-gui"])
theme.choose(app, "light")
sheet = app.styleSheet()
pictures = []
for made in (theme.undressed(app), contextlib.nullcontext()):
    bench = Workbench(live=False)
    with made:
        window = MainWindow(bench, remember=False)
    window.resize(1400, 900)
    window.show()
    while bench.jobs.titles:
        app.processEvents()
    for _ in range(20):
        app.processEvents()
    pictures.append(window.grab().toImage())
    window.close()
print(sheet == app.styleSheet() != "", pictures[0] == pictures[1])
"""
