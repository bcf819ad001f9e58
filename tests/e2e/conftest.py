"""A display of one's own with a window manager, and a mouse to drag things with."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e import heard

PROGRAMS = ("Xvfb", "openbox", "xdotool", "xwininfo")
SCREEN = (1500, 1000)
PATIENCE = 60  # seconds


def until(true: Callable[[], object], what: str, seconds: float = PATIENCE) -> object:
    """Wait until a question has an answer that counts as true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := true():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"in vain for {seconds} s: {what}")


class Desktop:
    """An X server with a window manager."""

    def __init__(self, display: str) -> None:
        self.display = display
        self.environment = {**os.environ, "DISPLAY": display}
        for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_SCALE_FACTOR", "XAUTHORITY"):
            self.environment.pop(name, None)

    def do(self, *words: object) -> str:
        """One command of xdotool; what it prints."""
        command = ["xdotool", *map(str, words)]
        ended = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=30
        )
        return ended.stdout.strip() if ended.returncode == 0 else ""

    def window(self, title: str) -> str:
        """The id of the visible window with this title, waited for."""
        found = until(
            lambda: self.do("search", "--onlyvisible", "--name", title), f"window {title}"
        )
        return str(found).split()[-1]

    def windows(self, title: str) -> list[str]:
        return self.do("search", "--onlyvisible", "--name", title).split()

    def size(self, window: str) -> tuple[int, int]:
        """The size of a window without its frame (`getwindowgeometry` counts the frame twice)."""
        command = ["xwininfo", "-id", window]
        told = subprocess.run(command, env=self.environment, capture_output=True, text=True).stdout
        sides = [
            line.split()[-1] for line in told.splitlines() if "Width:" in line or "Height:" in line
        ]
        return (int(sides[0]), int(sides[1])) if len(sides) == 2 else (0, 0)

    def drag(self, window: str | None, begin: tuple[int, int], end: tuple[int, int]) -> None:
        """Press, move in twelve steps as a hand does, let go; in a window, or on the screen."""
        within = () if window is None else ("--window", window)
        self.do("mousemove", *within, *begin)
        self.do("mousedown", 1)
        for step in range(1, 13):
            point = [round(a + (b - a) * step / 12) for a, b in zip(begin, end, strict=True)]
            self.do("mousemove", *within, *point)
            time.sleep(0.05)  # the pace of a hand; nothing is waited for here
        self.do("mousemove", *within, end[0] + 1, end[1])
        time.sleep(0.1)
        self.do("mouseup", 1)

    def come_forward(self, window: str) -> None:
        """Give a window the focus, and wait until it has it."""

        def has_focus() -> bool:
            if self.do("getwindowfocus") == window:
                return True
            self.do("windowactivate", window)
            return False

        until(has_focus, "the focus of the window")

    def key(self, window: str, *keys: str) -> None:
        """Press keys as a keyboard does: they go to the window with the focus."""
        self.come_forward(window)
        self.do("key", *keys)


@contextlib.contextmanager
def _started(*command: str, **options: object) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, text=True, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def desktop() -> Iterator[Desktop]:
    """A screen nobody else draws on."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)} (packages xvfb, openbox, xdotool, x11-utils)")
    reading, writing = os.pipe()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    width, height = SCREEN
    # Without -noreset it begins anew when its only client goes: whoever comes just then is lost.
    server = ("Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24",
              "-nolisten", "tcp", "-noreset")  # fmt: skip
    with _started(*server, pass_fds=(writing,), **quiet):
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()  # the server says it when it is ready
        screen = Desktop(f":{number}")
        with _started("openbox", "--sm-disable", env=screen.environment, **quiet):
            until(lambda: screen.do("get_desktop"), "the window manager")
            yield screen


@pytest.fixture(scope="session")
def reader(desktop: Desktop) -> Iterator[heard.Reader]:
    """Ears on the desktop: programs that are started on it from now on can be heard."""
    if missing := heard.missing():
        pytest.skip(f"needs {', '.join(missing)} (packages at-spi2-core, dbus)")
    with heard.session() as bus, heard.reader(bus) as ears:
        desktop.environment |= {
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        yield ears


@pytest.fixture
def person(desktop: Desktop, reader: heard.Reader, tmp_path: Path):
    """A function that starts the program with some words, for somebody to use."""
    from tests.e2e.person import Person  # it is made of what is here

    started: list[Person] = []

    def start(*words: str) -> Person:
        started.append(Person(desktop, reader, tmp_path, *words))
        return started[-1]

    yield start
    for one in started:
        assert one.end() == (0, "")
