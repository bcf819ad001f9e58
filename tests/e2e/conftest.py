"""A real X server with a window manager, the real program in it, a real mouse."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cvlink_gui.features.sample import create_sample

PROGRAMS = ("Xvfb", "openbox", "xdotool")
SECONDS = 30  # for anything a person would wait for; far more than it takes


def until(ask: Callable[[], object], what: str, seconds: float = SECONDS) -> object:
    """The first answer that is not empty."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := ask():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


@dataclass(frozen=True)
class Desk:
    """The program on its display, and hands to use it with."""

    folder: Path
    environment: dict[str, str]
    window: str

    def xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True
        )
        return done.stdout.strip()

    def dialog(self, title: str) -> str:
        """The id of a window with a title; empty while there is none."""
        return self.xdotool("search", "--onlyvisible", "--name", title)

    def places(self, *paths: str) -> dict[str, tuple[int, int]]:
        """Where rows lie in the window."""
        shape = dict(
            line.split("=")
            for line in self.xdotool("getwindowgeometry", "--shell", self.window).splitlines()
        )
        script = Path(__file__).with_name("positions.py")
        command = [sys.executable, str(script), str(self.folder), shape["WIDTH"], shape["HEIGHT"]]
        said = subprocess.run(
            [*command, *paths], env=self.environment, capture_output=True, text=True, check=True
        )
        return {path: tuple(place) for path, place in json.loads(said.stdout).items()}

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press, move in steps as a hand does, release."""
        self.move(start)
        self.xdotool("mousedown", "1")
        for step in range(1, 13):
            at = [
                begin + (stop - begin) * step // 12 for begin, stop in zip(start, end, strict=True)
            ]
            self.move((at[0], at[1]))
            time.sleep(0.05)  # a drag is a movement in time
        self.xdotool("mouseup", "1")

    def move(self, place: tuple[int, int]) -> None:
        self.xdotool("mousemove", "--window", self.window, *map(str, place))

    def key(self, *keys: str) -> None:
        self.xdotool("windowactivate", "--sync", self.window)
        self.xdotool("key", *keys)


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    if missing := [name for name in PROGRAMS if shutil.which(name) is None]:
        pytest.skip(f"not installed: {', '.join(missing)} (packaging/setup.sh test installs them)")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    name = f":{server.stdout.readline().strip()}"
    manager = subprocess.Popen(
        ["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL
    )
    yield name
    for process in (manager, server):
        process.terminate()
        process.wait(10)
    server.stdout.close()


@pytest.fixture
def desk(display: str, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "street"
    create_sample(os.fsencode(folder))
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        environment[name] = str(tmp_path / name)
    environment["DISPLAY"] = display
    command = [sys.executable, "-m", "cvlink_gui", str(folder), "--new-window", "--theme", "light"]
    program = subprocess.Popen(command, env=environment)
    opened = Desk(folder, environment, "")
    window = until(lambda: opened.dialog("^street - cvlink$"), "the window opens")
    yield Desk(folder, environment, str(window).splitlines()[-1])
    program.terminate()
    assert program.wait(10) == 0
