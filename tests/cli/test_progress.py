"""A large change in a terminal: progress, Ctrl+C, every step told."""

import contextlib
import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import tempfile
import termios

import pytest

from cvlink_gui.features.project import Project
from cvlink_gui.fs.journal import State
from tests.conftest import build, seen

LINKS = 2_000
PROGRAM = """
import os, signal, sys, time
from itertools import count
from cvlink_gui.cli.main import main
from cvlink_gui.fs.links import Beneath

seconds, interrupts = float(sys.argv[1]), [int(n) for n in sys.argv[2].split(",") if n]
calls = count(1)

def slow(real):
    def call(*words):
        if next(calls) in interrupts:
            os.kill(os.getpid(), signal.SIGINT)
        time.sleep(seconds)
        return real(*words)
    return call

for name in sys.argv[3].split(","):
    setattr(Beneath, name, slow(getattr(Beneath, name)))
sys.exit(main(sys.argv[4:]))
"""


@pytest.fixture(params=[1, 5], ids=["one folder", "five folders"])
def folders(request):
    return request.param


@pytest.fixture
def work(root):
    return rows(root, 1)


def rows(root: bytes, folders: int) -> bytes:
    """A batch of many links, in so many folders, to be done."""
    build(root, "cvlink.toml")
    lines = (
        json.dumps({"source": "data/raw", "link": f"experiments/many{n % folders}/{n:05d}"})
        for n in range(LINKS)
    )
    with open(root + b"/rows.jsonl", "w") as file:
        file.write("\n".join(lines))
    return root


def terminal(columns: int = 80) -> tuple[int, int]:
    """Both ends of a terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", 24, columns, 0, 0))
    return master, slave


def run(root: bytes, *words: str, seconds=0.0, interrupts="", calls="make", columns=80, **options):
    """A command whose standard error is a terminal: exit code, stdout, what the terminal got."""
    master, slave = terminal(columns)
    # Whoever runs these tests in the background of a script lets them ignore Ctrl+C.
    options.setdefault("preexec_fn", lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    command = [sys.executable, "-c", PROGRAM, str(seconds), interrupts, calls, *words]
    with tempfile.TemporaryFile() as stdout:
        with subprocess.Popen(command, cwd=root, stdout=stdout, stderr=slave, **options) as process:
            os.close(slave)
            shown = b"".join(iter(lambda: _read(master), b""))
        stdout.seek(0)
        out = stdout.read()
    os.close(master)
    assert b"Traceback" not in shown, shown.decode()
    return process.returncode, out.decode(), shown.decode().replace("\r\n", "\n")


def _read(master: int) -> bytes:
    with contextlib.suppress(OSError):  # EIO: the other end was closed
        return os.read(master, 65536)
    return b""


def bars(shown: str) -> list[str]:
    return re.findall(r"\r\x1b\[K(\[[^\r\n]*)", shown)


BATCH = ("batch", "rows.jsonl", "--yes")


# Progress


def test_a_change_that_takes_a_while_shows_a_bar_with_its_rate(root, folders):
    rows(root, folders)
    code, out, shown = run(root, *BATCH, seconds=0.002 * folders)
    assert (code, out) == (0, f"Done: {folders} x mkdir, {LINKS} x create\n")
    told = bars(shown)
    assert len(told) > 3
    assert all(re.match(r"\[#*\.*\] [\d,]+ of 2,00[15](  [\d,]+ links/s)?$", bar) for bar in told)
    assert "links/s" in told[-1]
    numbers = [int(re.search(r"\] ([\d,]+)", bar)[1].replace(",", "")) for bar in told]
    assert numbers == sorted(numbers)
    assert shown.endswith("\r\x1b[K")  # nothing of it stays


def test_a_bar_is_never_wider_than_the_terminal(work):
    told = bars(run(work, *BATCH, seconds=0.001, columns=40)[2])
    assert told
    assert max(map(len, told)) == 39


def test_what_is_quick_shows_no_bar(work):
    code, _, shown = run(work, "link", "data/processed/v2", "experiments/e", "--yes")
    assert (code, bars(shown)) == (0, [])


def test_what_shall_be_quiet_shows_nothing_at_all(work):
    assert run(work, *BATCH, "--quiet", seconds=0.001) == (0, "", "")


def test_in_a_pipe_there_is_no_bar(work):
    command = [sys.executable, "-c", PROGRAM, "0.001", "", "make", *BATCH]
    ended = subprocess.run(command, cwd=work, capture_output=True, text=True)
    assert ended.returncode == 0
    assert "links/s" not in ended.stderr
    assert "\r" not in ended.stderr


def test_an_undo_shows_a_bar_as_well(work):
    run(work, *BATCH)
    code, _, shown = run(work, "undo", "--yes", seconds=0.001, calls="remove")
    assert code == 0
    assert "links/s" in bars(shown)[-1]


# Ctrl+C


def test_ctrl_c_takes_all_of_it_back(root, folders):
    before = seen(rows(root, folders))
    code, out, shown = run(root, *BATCH, interrupts="700", seconds=0.0005)
    assert (code, out) == (130, "")
    assert "Taking it back. Ctrl+C once more" in shown
    assert shown.endswith("cvlink: interrupted: everything is as it was before\n")
    assert seen(root) == before
    journal = Project.open(root).journal
    assert [entry.state for entry in journal.history()] == [State.ROLLED_BACK]
    assert journal.unfinished() is None


def test_ctrl_c_as_json_is_one_object_that_says_it_is_not_done(work):
    code, out, _ = run(work, *BATCH, "--format", "json", interrupts="700")
    found = json.loads(out)
    assert (code, found["schema"], found["done"]) == (130, "cvlink.plan/1", False)


def test_ctrl_c_during_an_undo_leaves_the_change_in_force(work):
    run(work, *BATCH)
    after = seen(work)
    code, _, shown = run(work, "undo", "--yes", interrupts="700", calls="remove")
    assert code == 130
    assert "everything is as it was before" in shown
    assert seen(work) == after
    assert run(work, "undo", "--yes")[0] == 0
    assert not os.path.lexists(work + b"/experiments/many0")


def test_a_second_ctrl_c_leaves_the_rest_to_the_recovery(work):
    before = seen(work)
    code, out, shown = run(work, *BATCH, interrupts="700,1300", calls="make,remove")
    assert (code, out) == (130, "")
    assert "cvlink: the change is not finished: see `cvlink recover`\n" in shown
    assert shown.endswith("cvlink: interrupted\n")
    assert seen(work) != before
    assert run(work, "recover", "--roll-back")[0] == 0
    assert seen(work) == before


def test_ctrl_c_that_comes_too_late_says_so(work):
    """All links are made, and only have to be synced."""
    code, out, shown = run(work, *BATCH, interrupts="1", calls="sync")
    assert (code, out) == (0, f"Done: 1 x mkdir, {LINKS} x create\n")
    assert "Ctrl+C came too late. `cvlink undo` takes the change back." in shown
    assert run(work, "undo", "--yes")[0] == 0


def test_where_ctrl_c_is_ignored_it_stays_so(work):
    """As for a program in the background of a script."""
    ignored = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)}
    code, out, _ = run(work, *BATCH, interrupts="700", **ignored)
    assert (code, out[:5]) == (0, "Done:")


# All of it


def test_verbose_tells_every_step_with_its_outcome_and_seconds(cvlink, root):
    code, out, err = cvlink("link", "data/processed/v2", "experiments/e", "--yes", "--verbose")
    assert (code, out) == (0, "Done: 1 x mkdir, 2 x create\n")
    steps = [line for line in err.splitlines() if line.endswith(" s)")]
    assert [re.sub(r"\d\.\d{6}", "T", line) for line in steps] == [
        "mkdir     experiments/e: done (T s)",
        "create    experiments/e/train -> ../../data/processed/v2/train: done (T s)",
        "create    experiments/e/val -> ../../data/processed/v2/val: done (T s)",
    ]


def test_verbose_tells_what_became_of_each_step_of_a_change_that_failed(cvlink, monkeypatch):
    def refuse(*_words):
        raise OSError(28, "")

    monkeypatch.setattr("cvlink_gui.fs.links.Beneath.make", refuse)
    err = cvlink("link", "data/processed/v2", "experiments/e", "--yes", "--verbose")[2]
    assert re.search(r"^mkdir     experiments/e: taken back \(", err, re.MULTILINE)
    assert re.search(r"train -> .*: Could not create: no space left on the device \(", err)
    assert re.search(r"val -> .*: not done \(0.000000 s\)", err)


@pytest.mark.parametrize("command", ["scan", "audit"])
def test_verbose_tells_of_folders_that_could_not_be_read(cvlink, root, command):
    folder = os.open(root + b"/data", os.O_RDONLY)
    for _ in range(17):  # deeper than any path can be, for root too
        os.mkdir("x" * 250, dir_fd=folder)
        folder, above = os.open("x" * 250, os.O_RDONLY, dir_fd=folder), folder
        os.close(above)
    os.close(folder)
    assert "could not be read" not in cvlink(command, "--format", "json")[2]
    err = cvlink(command, "--format", "json", "--verbose")[2]
    assert re.search(r"^data/x.*: could not be read: File name too long$", err, re.MULTILINE)
    assert re.search(r"^\d+ entries in \d+\.\d{3} s$", err, re.MULTILINE)


def test_quiet_outdoes_verbose(cvlink):
    words = ("link", "data/processed/v2", "experiments/e", "--yes")
    assert cvlink("--quiet", *words, "--verbose") == (0, "", "")


def test_a_long_plan_is_shown_by_its_beginning_and_its_end(work):
    shown = run(work, *BATCH)[2]
    assert shown.count("\n") < 130  # the bar begins its line anew with a carriage return
    assert "lines more: --verbose or --dry-run shows them" in shown
    assert "experiments/many0/00000" in shown
    assert "experiments/many0/01999" in shown
    run(work, "undo", "--yes", "--quiet")
    assert len(run(work, *BATCH, "--verbose")[2].splitlines()) > 2 * LINKS


def test_a_failure_among_many_steps_names_its_reason_first(work, cvlink, full_disk_at):
    full_disk_at(b"00700")
    code, out, _ = cvlink(*BATCH)
    assert code == 3
    reason, *others = out.splitlines()
    assert reason == ("  experiments/many0/00700: Could not create: no space left on the device")
    assert others == [
        "  experiments/many0: taken back",
        "  ... and 700 more: taken back",
        "  experiments/many0/00701: not done",
        "  ... and 1,298 more: not done",
    ]
