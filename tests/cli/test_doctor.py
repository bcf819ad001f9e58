import json
import os
import re
import subprocess
import sys

import pytest

from cvlink_gui import __version__
from cvlink_gui.cli.main import main
from cvlink_gui.core.plan import Absent, Link, Plan, Step
from cvlink_gui.features import doctor as module
from cvlink_gui.features.project import Project
from cvlink_gui.fs import native, syscalls, system
from cvlink_gui.fs.files import temporary_name
from cvlink_gui.fs.mountinfo import Mount
from tests.conftest import build, seen
from tests.fs.volumes import on_volume


@pytest.fixture
def doctor(capsys, root):
    """Run `cvlink doctor`: exit code, text, object."""

    def run(*words: str) -> tuple[int, str, dict]:
        code = main(["doctor", os.fsdecode(root), *words])
        text = capsys.readouterr().out
        main(["doctor", os.fsdecode(root), "--format", "json"])
        return code, text, json.loads(capsys.readouterr().out)

    return run


def test_a_sound_system_is_told_of_as_text_and_as_an_object(doctor, root):
    before = seen(root)
    code, text, told = doctor()
    assert (code, told["schema"], told["root"]) == (0, "cvlink.doctor/1", os.fsdecode(root))
    assert told.keys() == {
        *("schema", "root", "versions", "system", "file_system", "can", "config_error"),
        "left_behind",
        *("journal", "settings", "log"),
    }
    assert told["versions"]["cvlink"] == __version__
    assert told["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert told["can"] == {
        "symlinks": True,
        "junctions": False,
        "exchange": True,
        "case_sensitive": True,
        "reason": "",
    }
    assert told["journal"].pop("path").endswith("journal.db")
    assert told["journal"] == {
        "readable": True,
        "error": None,
        "unfinished": None,
        "held_by": None,
    }
    assert told["file_system"]["type"] in text
    assert re.search(r"symbolic links +yes", text)
    assert re.search(r"lock +free", text)
    assert seen(root) == before


def test_nothing_is_made_to_look_at_a_journal(doctor, root):
    doctor()
    assert not os.path.exists(Project.open(root).journal.folder)


def test_what_a_crash_left_and_who_holds_the_lock_are_told(doctor, root):
    journal = Project.open(root).journal
    journal.begin(Plan("Link a thing", (Step(b"x", Absent(), Link(b"y")),)))
    with journal.locked():
        _, text, told = doctor()
    assert told["journal"]["unfinished"]["title"] == "Link a thing"
    assert told["journal"]["held_by"].startswith(f"process {os.getpid()} on ")
    assert "Link a thing: see `cvlink recover`" in text
    assert f"held by process {os.getpid()}" in text


def test_what_lies_under_temporary_names_is_told_unless_somebody_works_on_it(doctor, root):
    left = temporary_name().decode()
    build(root, f"data/{left}", ".cvlink-kept-ab12cd34/1-a.jpg", ".cvlink-notes")
    _, text, told = doctor()
    assert told["left_behind"] == [{"path": f"data/{left}"}]
    assert re.search(f"left behind +data/{left}: a crash left it", text)
    journal = Project.open(root).journal
    entry = journal.begin(Plan("Link a thing", (Step(b"x", Absent(), Link(b"y")),)))
    build(root, f".cvlink-{entry.token}-0 -> y")  # for the recovery
    assert doctor()[2]["left_behind"] == [{"path": f"data/{left}"}]
    with journal.locked():
        assert doctor()[2]["left_behind"] == []


@pytest.mark.parametrize("data", [b"no journal at all" * 99, b"SQLite format 3\0" + b"\xff" * 999])
def test_a_broken_journal_is_part_of_the_answer(doctor, root, data):
    journal = Project.open(root).journal
    os.makedirs(journal.folder)
    with open(journal.path, "wb") as file:
        file.write(data)
    code, text, told = doctor()
    assert (code, told["journal"]["readable"]) == (0, False)
    assert "cannot be used" in told["journal"]["error"]
    assert "cannot be used" in text
    with open(journal.path, "rb") as file:
        assert file.read() == data


def test_a_broken_cvlink_toml_is_part_of_the_answer(doctor, root):
    with open(root + b"/cvlink.toml", "wb") as file:
        file.write(b"[layout]\nraw = 1\n")
    code, text, told = doctor()
    assert (code, ":2:" in told["config_error"], ":2:" in text) == (0, True, True)


@pytest.mark.parametrize(
    ("mount", "words"),
    [
        (Mount(b"/nas", "nfs4", b"s:/d", False), "nfs4 on /nas, network"),
        (Mount(b"/m", "fuse.sshfs", b"h:", True), "fuse.sshfs on /m, network, fuse, read-only"),
        (Mount(b"/a\n", "ext4", b"/dev/x", False), "ext4 on /a\\n"),
        (None, "not known"),
    ],
)
def test_network_and_fuse_are_marked(doctor, monkeypatch, mount, words):
    monkeypatch.setattr(module, "mount_of", lambda _path: mount)
    _, text, told = doctor()
    assert re.search(rf"file system +{re.escape(words)}$", text, re.MULTILINE)
    if mount is None:
        assert told["file_system"] is None
        return
    marks = {key: told["file_system"][key] for key in ("network", "fuse", "read_only")}
    assert marks == {
        "network": mount.is_network,
        "fuse": mount.is_fuse,
        "read_only": mount.read_only,
    }


def test_it_is_told_which_of_its_twins_does_the_scans(doctor, monkeypatch):
    monkeypatch.setenv("CVLINK_NATIVE", "0")
    _, text, told = doctor()
    assert told["system"]["compiled_scan"] is False
    assert re.search(r"scan +in Python, slower", text)
    monkeypatch.delenv("CVLINK_NATIVE")
    _, text, told = doctor()
    assert told["system"]["compiled_scan"] is native.IS_BUILT
    assert bool(re.search(r"scan +compiled", text)) is native.IS_BUILT


def test_an_old_kernel_is_told_of(doctor, monkeypatch):
    def missing(*_arguments):
        raise OSError(38, "no such call")

    monkeypatch.setattr(syscalls, "openat2", missing)
    monkeypatch.setattr(syscalls, "renameat2", missing)
    _, text, told = doctor()
    assert (told["system"]["openat2"], told["can"]["exchange"]) == (False, False)
    assert "brief gap" in text


def test_without_qt_there_is_no_version_of_it(doctor, monkeypatch):
    def missing(name: str) -> str:
        raise system.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(system.metadata, "version", missing)
    _, text, told = doctor()
    assert told["versions"]["qt"] is None
    assert "not installed" in text


def test_qt_is_not_loaded_to_find_its_version(root):
    code = (
        "import sys; from cvlink_gui.cli.main import main; "
        f"code = main(['doctor', {os.fsdecode(root)!r}, '--quiet']); "
        "print(code, any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "0 False\n"


def test_a_folder_that_is_not_there_is_wrong_usage(capsys, tmp_path):
    assert main(["doctor", str(tmp_path / "none")]) == 2


@pytest.mark.parametrize(
    ("kind", "then", "words"),
    [
        ("vfat", "true", "has no symbolic links"),
        ("tmpfs", "mount -o remount,ro m", "the file system is read-only"),
    ],
)
def test_a_real_file_system_that_cannot_is_told_of_in_words(kind, then, words, tmp_path):
    code = (
        "import contextlib, io, os\n"
        "from cvlink_gui.cli.main import main\n"
        "out = io.StringIO()\n"
        "with contextlib.redirect_stdout(out):\n"
        "    code = main(['doctor', os.fsdecode(volume)])\n"
        "result = [code, out.getvalue()]"
    )
    code, text = on_volume(kind, tmp_path, code, then=then)
    assert (code, words in text) == (0, True)


@pytest.mark.parametrize("command", ["link", "retarget"])
def test_a_dry_run_makes_no_test_links(root, monkeypatch, capsys, command):
    monkeypatch.chdir(os.fsdecode(root))
    place = root + b"/experiments/baseline"
    before = os.stat(place).st_mtime_ns
    words = ["data/splits/v1", "experiments/baseline/new"]
    if command == "retarget":
        words = ["experiments/baseline/train", "--to", "data/splits/v1/val"]
    monkeypatch.setattr("cvlink_gui.features.abilities.probe", None)
    assert main([command, *words, "--dry-run"]) == 0
    assert os.stat(place).st_mtime_ns == before
