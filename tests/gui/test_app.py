"""The program as it is started: pictures, exit codes, signals, no display."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from cvlink_gui import __version__
from cvlink_gui.core.settings import RECENT
from cvlink_gui.fs import config, logbook
from tests.conftest import seen

PATIENCE = 60  # seconds


def environment(**changes: str | None) -> dict[str, str]:
    """This test's own settings, and no display unless it is asked for."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return {k: v for k, v in {**kept, **changes}.items() if v is not None}


def program(*words: str | bytes, **changes: str | None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cvlink_gui", *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, env=environment(**changes)
    )


# Pictures


def test_a_picture_has_the_size_asked_for(sample, tmp_path):
    before = seen(sample)
    file = tmp_path / "window.png"
    ended = program(sample, "--screenshot", str(file), "--size", "1000x700")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1000, 700)
    assert seen(sample) == before


def test_a_picture_can_be_drawn_for_a_fine_screen(root, tmp_path):
    file = tmp_path / "window.png"
    ended = program(root, "--screenshot", str(file), "--size", "900x600", "--scale", "2")
    assert ended.returncode == 0, ended.stderr
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1800, 1200)


def test_a_picture_shows_the_project_and_the_theme(root, tmp_path):
    pictures = []
    for number, words in enumerate((["--theme", "light"], ["--theme", "dark"])):
        file = tmp_path / f"{number}.png"
        assert program(root, "--screenshot", str(file), *words).returncode == 0
        pictures.append(QImage(str(file)))
    light, dark = (picture.pixelColor(3, picture.height() - 3).lightness() for picture in pictures)
    assert light > 200
    assert dark < 60


def test_two_pictures_of_the_same_are_the_same(root, tmp_path):
    files = [tmp_path / "one.png", tmp_path / "two.png"]
    for file in files:
        assert program(root, "--screenshot", str(file), "--size", "800x600").returncode == 0
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_start_page_can_be_drawn(tmp_path):
    file = tmp_path / "start.png"
    assert program("--screenshot", str(file), "--size", "800x600").returncode == 0
    assert not QImage(str(file)).isNull()


@pytest.mark.parametrize("what", ["missing", "file", "unreadable settings"])
def test_a_folder_that_cannot_be_drawn_ends_in_2_and_words(root, tmp_path, what):
    folder = tmp_path / "gone"
    if what == "file":
        folder.write_text("")
    if what == "unreadable settings":
        folder.mkdir()
        (folder / "cvlink.toml").write_text("[links\n")
    ended = program(str(folder), "--screenshot", str(tmp_path / "x.png"))
    assert ended.returncode == 2
    assert ended.stderr.startswith("cvlink-gui: ")
    assert str(folder) in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "x.png").exists()


def test_a_picture_that_cannot_be_written_ends_in_2_and_words(root, tmp_path):
    ended = program(root, "--screenshot", str(tmp_path / "no" / "x.png"))
    assert ended.returncode == 2
    assert "could not be written" in ended.stderr


def test_a_row_to_select_that_is_not_there_ends_in_2_and_words(root, tmp_path):
    ended = program(root, "--screenshot", str(tmp_path / "x.png"), "--select", "no/such/row")
    assert ended.returncode == 2
    assert "no/such/row" in ended.stderr


# Arguments


@pytest.mark.parametrize(
    "words",
    [
        ["--size", "huge"],
        ["--size", "10x10"],
        ["--size", "99999x99999"],
        ["--scale", "nan"],
        ["--scale", "100"],
        ["--theme", "pink"],
        ["--language", "xx"],
        ["--panel", "kitchen"],
        ["--no-such-option"],
        ["one", "two"],
    ],
    ids=" ".join,
)
def test_a_wrong_argument_ends_in_2_and_words(words):
    ended = program("--screenshot", "x.png", *words)
    assert ended.returncode == 2
    assert "usage: cvlink-gui" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_version_and_help_need_no_display():
    assert program("--version").stdout == f"cvlink-gui {__version__}\n"
    helped = program("--help")
    assert helped.returncode == 0
    assert "--screenshot" in helped.stdout


# Displays


@pytest.mark.parametrize("display", [None, "", ":987", "nonsense"], ids=str)
def test_without_a_display_it_ends_in_2_and_words_and_does_not_abort(root, display):
    ended = program(root, DISPLAY=display)
    assert ended.returncode == 2
    assert "no display" in ended.stderr
    assert "--screenshot" in ended.stderr


# Ending


@pytest.fixture
def running():
    """A function that starts the window without a display and waits until it works."""
    started = []

    def start(*words: str | bytes) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "cvlink_gui", *words]
        process = subprocess.Popen(
            command,
            env=environment(QT_QPA_PLATFORM="offscreen"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def opened(process: subprocess.Popen[str], folder: bytes) -> None:
    """Wait until the window has opened a folder: it is the newest of the recent ones."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        recent = config.read_user()[RECENT]
        if recent and os.fsencode(recent[0]) == folder:
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing was opened: {process.poll()}")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_with_exit_code_0(running, root, number):
    process = running(root, "--new-window")
    opened(process, root)
    process.send_signal(number)
    _, words = process.communicate(timeout=20)
    assert (process.returncode, words) == (0, "")


def test_a_signal_during_a_scan_ends_the_helpers_as_well(running):
    process = running(b"/usr", "--new-window")
    opened(process, b"/usr")
    helpers = children(process.pid)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(map(runs, helpers)):
        time.sleep(0.05)
    assert not any(map(runs, helpers))


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    return [int(n) for task in tasks.iterdir() for n in (task / "children").read_text().split()]


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_second_start_opens_in_the_running_window_and_ends(running, root, sample):
    first = running(root)
    opened(first, root)
    second = running(sample)
    _, words = second.communicate(timeout=PATIENCE)
    assert (second.returncode, words) == (0, "")
    opened(first, sample)
    assert first.poll() is None


def test_a_second_start_that_wants_its_own_window_has_one(running, root, sample):
    first = running(root)
    opened(first, root)
    second = running(sample, "--new-window")
    opened(second, sample)
    assert (first.poll(), second.poll()) == (None, None)


def test_a_sample_is_made_and_opened(running, tmp_path):
    folder = os.path.realpath(os.fsencode(tmp_path / "mine"))
    process = running(folder, "--sample", "--new-window")
    opened(process, folder)
    assert os.path.islink(os.path.join(folder, b"experiments/baseline/train"))


def test_it_works_where_no_log_can_be_kept(root, tmp_path):
    (tmp_path / "state").write_text("a file is in the place of the folder")
    ended = program(
        root, "--screenshot", str(tmp_path / "x.png"), XDG_STATE_HOME=str(tmp_path / "state")
    )
    assert ended.returncode == 0, ended.stderr


def altered(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a program that does something else than it should."""
    file = folder / "program.py"
    file.write_text(script)
    return subprocess.run(
        [sys.executable, str(file)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(QT_QPA_PLATFORM="offscreen"),
    )


def test_an_error_nobody_expected_is_shown_and_logged_and_the_window_stays(tmp_path):
    ended = altered(tmp_path, _FAILING)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "A mistake of the program came up: RuntimeError: by a test" in ended.stdout
    state = Path(os.environ["XDG_STATE_HOME"])
    logged = "".join(file.read_text() for file in state.rglob("*.log"))
    assert "Traceback" in logged
    assert "by a test" in logged


_FAILING = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from cvlink_gui.gui import app
from cvlink_gui.gui.dialogs.trouble import TroubleDialog
from cvlink_gui.gui.window import MainWindow

def fail():
    raise RuntimeError("by a test")

def look():
    (window,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    (dialog,) = window.findChildren(TroubleDialog)
    print(dialog.isVisible() and dialog.words.text())
    window.close()

def catch(window, real=app._catch_errors):
    real(window)
    QTimer.singleShot(0, fail)
    QTimer.singleShot(500, look)

app._catch_errors = catch
sys.exit(app.main(["--new-window"]))
"""


def test_a_fault_of_native_code_is_told_at_the_next_start(tmp_path):
    ended = altered(tmp_path, _FATAL)
    assert ended.returncode == -signal.SIGABRT
    assert ended.stderr == f"cvlink-gui: {SAID}\n"
    (told,) = logbook.take_crashes()
    assert told.startswith(f"Qt: {SAID}\nFatal Python error: Aborted")
    assert "in fail" in told
    assert logbook.take_crashes() == []


SAID = "[A qFatal() call was made from Python code]"
_FATAL = """
import sys
from PySide6.QtCore import QTimer, qFatal
from cvlink_gui.gui import app

def fail():
    qFatal("by a test")

def catch(real=app._catch_crashes):
    kept = real()
    QTimer.singleShot(0, fail)
    return kept

app._catch_crashes = catch
sys.exit(app.main(["--new-window"]))
"""


def test_two_starts_at_the_same_moment_are_one_window(running, root):
    starts = [running(root) for _ in range(2)]
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and all(start.poll() is None for start in starts):
        time.sleep(0.05)
    assert sorted(str(start.poll()) for start in starts) == ["0", "None"]
