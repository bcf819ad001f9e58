"""The program on a screen: a hand drags a version onto an experiment, and takes it back."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cvlink_gui.features.sample import create_sample
from tests.conftest import seen
from tests.e2e.conftest import Desktop, until

pytestmark = pytest.mark.display
TOP = Path(__file__).parents[2]
SIZE = (1400, 900)
KINDS = ("CONFIG", "STATE", "CACHE", "DATA")
SPLITS = ("train", "val", "test")


class Program:
    """The real program, its window on a desktop, and where its rows are."""

    def __init__(self, desktop: Desktop, folder: bytes) -> None:
        self.desktop = desktop
        self.folder = folder
        command = [sys.executable, "-m", "cvlink_gui", folder, "--new-window", "--theme", "light",
                   "--language", "en"]  # fmt: skip
        own = os.path.dirname(os.fsdecode(folder))  # nobody's settings, nor where a window was
        home = {f"XDG_{kind}_HOME": os.path.join(own, kind.lower()) for kind in KINDS}
        environment = {**desktop.environment, **home}
        self.process = subprocess.Popen(
            command, env=environment, cwd=TOP, stderr=subprocess.PIPE, text=True
        )
        self.window = desktop.window("street - cvlink")
        desktop.do("windowmove", self.window, 20, 30)
        desktop.do("windowsize", self.window, *SIZE)
        until(lambda: desktop.size(self.window) == SIZE, "the size of the window")
        asked = subprocess.run(
            [sys.executable, "-m", "tests.e2e.places", folder, *map(str, SIZE)],
            capture_output=True,
            text=True,
            cwd=TOP,
            timeout=60,
            check=True,
            env={**os.environ, **home, "QT_QPA_PLATFORM": "offscreen"},
        )
        self.places: dict[str, tuple[int, int]] = json.loads(asked.stdout)

    def drag(self, source: str, target: str) -> None:
        """Drag a row onto another; `` is the strip for a new experiment."""
        self.desktop.come_forward(self.window)
        self.desktop.drag(self.window, self.places[source], self.places[target])

    def agree(self, title: str) -> None:
        """Return in the dialog, which is gone then."""
        dialog = self.desktop.window(title)
        self.desktop.key(dialog, "Return")
        until(lambda: not self.desktop.windows(title), "the end of the dialog")

    def undo_until(self, true: Callable[[], bool]) -> None:
        """Press Ctrl+Z: again, if the window was not yet done with the change."""

        def pressed() -> bool:
            self.desktop.key(self.window, "ctrl+z")
            with contextlib.suppress(AssertionError):
                until(true, "an undo", seconds=2)
            return true()

        until(pressed, "an undo")

    def end(self) -> tuple[int, str]:
        self.process.terminate()
        _, words = self.process.communicate(timeout=30)
        return self.process.returncode, words


@pytest.fixture
def program(desktop, tmp_path):
    """The program with the sample project open and everything laid out."""
    folder = os.path.realpath(os.fsencode(tmp_path / "street"))
    create_sample(folder)
    started = Program(desktop, folder)
    yield started
    if started.process.poll() is None:
        assert started.end() == (0, "")


def link(program: Program, path: str) -> str | None:
    full = os.path.join(os.fsdecode(program.folder), path)
    return os.readlink(full) if os.path.islink(full) else None


def test_a_version_dragged_to_a_new_experiment_is_linked_and_ctrl_z_takes_it_back(program):
    before = seen(program.folder)
    program.drag("data/splits/v2", "")
    program.agree("Link v2 into v2")
    until(lambda: link(program, "experiments/v2/test"), "the links on the disk")
    for split in SPLITS:
        assert link(program, f"experiments/v2/{split}") == f"../../data/splits/v2/{split}"
    program.undo_until(lambda: seen(program.folder) == before)


def test_a_dataset_dragged_onto_an_experiment_is_linked_into_it(program):
    before = seen(program.folder)
    program.drag("data/raw/street", "experiments/baseline")
    program.agree("Link street into baseline")
    until(lambda: link(program, "experiments/baseline/street"), "the link on the disk")
    assert link(program, "experiments/baseline/street") == "../../data/raw/street"
    program.undo_until(lambda: seen(program.folder) == before)


def test_escape_in_the_dialog_leaves_no_trace(program):
    before = seen(program.folder)
    program.drag("data/splits/v2", "")
    dialog = program.desktop.window("Link v2 into v2")
    program.desktop.key(dialog, "Escape")
    until(lambda: not program.desktop.windows("Link v2 into v2"), "the end of the dialog")
    assert seen(program.folder) == before


def test_a_drag_onto_raw_data_leaves_no_trace(program):
    before = seen(program.folder)
    program.drag("data/splits/v2", "data/raw")
    # Whatever the wrong drop had begun would be there before what a right one begins after it.
    program.drag("data/splits/v2", "")
    dialog = program.desktop.window("Link v2 into v2")
    assert len(program.desktop.windows("^Link ")) == 1
    program.desktop.key(dialog, "Escape")
    until(lambda: not program.desktop.windows("Link v2 into v2"), "the end of the dialog")
    assert seen(program.folder) == before
