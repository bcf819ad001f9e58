import errno
import os

import pytest

from cvlink_gui.core.plan import Link
from cvlink_gui.fs import capability, syscalls
from cvlink_gui.fs.capability import Capability, probe
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.mountinfo import Mount
from tests.conftest import build, seen
from tests.fs.volumes import on_volume

PROBE = """
import os
from dataclasses import asdict
from cvlink_gui.fs.capability import probe
from cvlink_gui.fs.links import Beneath
with Beneath(volume) as beneath:
    result = asdict(probe(beneath, b"")), os.listdir(os.fsdecode(volume))
"""
PROPOSE = """
import os
from cvlink_gui.core.plan import Absent, Link, Plan, Proposal, Step
from cvlink_gui.features.project import Project
os.mkdir(volume + b"/d")
project = Project.open(volume)
steps = tuple(Step(p, Absent(), Link(b"x")) for p in (b"a", b"A", b"d/b"))
found = project.propose(Proposal(Plan("t", steps)))
told = [[o.path.decode(), o.reason, o.hint] for o in found.conflicts]
result = told, sorted(os.listdir(volume.decode()))
"""


@pytest.fixture
def root(tmp_path):
    return build(tmp_path / "root", "d/", "l -> x")


def refuse(number: int):
    def call(*_arguments, **_options):
        raise OSError(number, os.strerror(number))

    return call


def probed(root: bytes) -> Capability:
    with Beneath(root) as beneath:
        return probe(beneath, b"d")


def test_a_file_system_of_this_machine_can_do_all_and_nothing_is_left(root):
    before = seen(root)
    assert probed(root) == Capability(True, True, True)
    assert seen(root) == before


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.ENOTSUP])
def test_a_file_system_that_cannot_exchange_is_found_out(root, monkeypatch, number):
    before = seen(root)
    monkeypatch.setattr(syscalls, "renameat2", refuse(number))
    assert probed(root) == Capability(True, exchange=False, case_sensitive=True)
    assert seen(root) == before


def test_an_error_in_between_is_not_taken_for_an_answer_and_leaves_nothing(root, monkeypatch):
    before = seen(root)
    monkeypatch.setattr(syscalls, "renameat2", refuse(errno.EIO))
    assert probed(root) == Capability(True, exchange=None, case_sensitive=True)
    assert seen(root) == before


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOSYS, errno.ENOTSUP])
def test_a_file_system_without_symbolic_links_is_named(root, monkeypatch, number):
    before = seen(root)
    monkeypatch.setattr(capability.os, "symlink", refuse(number))
    monkeypatch.setattr(capability, "mount_of", lambda _path: Mount(b"/", "vfat", b"", False))
    found = probed(root)
    assert (found.symlinks, found.exchange, found.case_sensitive) == (False, False, True)
    assert found.reason == "this file system (vfat) has no symbolic links"
    monkeypatch.setattr(capability, "mount_of", lambda _path: None)
    assert probed(root).reason == "this file system has no symbolic links"
    assert seen(root) == before


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EIO])
def test_a_folder_that_takes_nothing_says_nothing_of_links(root, monkeypatch, number):
    monkeypatch.setattr(capability.os, "symlink", refuse(number))
    found = probed(root)
    assert (found.symlinks, found.exchange, found.case_sensitive) == (None, None, None)
    assert found.reason.startswith("Could not make a test link: ")


def test_a_folder_that_may_not_be_changed_is_not_taken_for_one_without_links(root, monkeypatch):
    monkeypatch.setattr(capability.os, "symlink", refuse(errno.EPERM))
    monkeypatch.setattr(capability.os, "mkdir", refuse(errno.EPERM))
    found = probed(root)
    assert (found.symlinks, found.reason) == (
        None,
        "Could not make a test link: the system does not allow it",
    )


def test_what_takes_the_place_of_a_test_link_stays(root, monkeypatch):
    def swap(_folder, one, *_others):
        os.unlink(os.path.join(root, b"d", one))
        build(root, os.fsdecode(b"d/" + one))
        raise OSError(errno.EIO, "swapped")

    monkeypatch.setattr(syscalls, "renameat2", swap)
    probed(root)
    (left,) = os.listdir(os.path.join(root, b"d"))
    assert os.path.isfile(os.path.join(root, b"d", left))


@pytest.mark.parametrize("at", range(1, 6))
def test_nothing_is_left_wherever_it_is_interrupted(root, monkeypatch, at):
    before, calls = seen(root), []

    def counted(real):
        def call(*arguments, **options):
            done = real(*arguments, **options)
            calls.append(real)
            if len(calls) == at:
                raise KeyboardInterrupt
            return done

        return call

    monkeypatch.setattr(capability.os, "symlink", counted(os.symlink))
    monkeypatch.setattr(syscalls, "renameat2", counted(syscalls.renameat2))
    try:
        probed(root)
    except KeyboardInterrupt:
        assert len(calls) == at
    assert seen(root) == before


def test_test_links_lead_nowhere(root, monkeypatch):
    made = []
    monkeypatch.setattr(Beneath, "make", lambda _self, _path, link: made.append(link))
    probed(root)
    assert all(isinstance(link, Link) and b"/" not in link.text for link in made)
    assert len(made) == 2


@pytest.mark.parametrize(
    ("kind", "can"),
    [
        ("tmpfs", (True, True, True)),
        ("vfat", (False, False, False)),
        ("exfat", (False, False, False)),
        ("ntfs that ignores case", (True, False, False)),
    ],
)
def test_real_file_systems_are_told_apart(kind, can, tmp_path):
    found, left = on_volume(kind, tmp_path, PROBE)
    assert (found["symlinks"], found["exchange"], found["case_sensitive"]) == can
    assert left in ([], ["lost+found"])
    if not can[0]:
        assert found["reason"].startswith("this file system (")
        assert found["reason"].endswith(") has no symbolic links")


def test_a_read_only_file_system_says_so(tmp_path):
    found, left = on_volume("tmpfs", tmp_path, PROBE, then="mount -o remount,ro m")
    assert (found["symlinks"], left) == (None, [])
    assert found["reason"] == "Could not make a test link: the file system is read-only"


@pytest.mark.parametrize("kind", ["vfat", "exfat"])
def test_a_plan_on_a_real_file_system_without_links_is_refused_in_words(kind, tmp_path):
    conflicts, left = on_volume(kind, tmp_path, PROPOSE)
    assert left == ["d"]
    by_path = {path: (reason, hint) for path, reason, hint in reversed(conflicts)}
    assert by_path.keys() == {"a", "A", "d/b"}
    for reason, hint in by_path.values():
        assert reason.startswith("this file system (")
        assert reason.endswith(") has no symbolic links")
        assert hint


def test_names_that_a_real_file_system_does_not_tell_apart_are_a_conflict(tmp_path):
    conflicts, left = on_volume("ntfs that ignores case", tmp_path, PROPOSE)
    assert left == ["d"]
    assert [(path, reason) for path, reason, _ in conflicts] == [
        ("A", "this file system does not tell it apart from a")
    ]


def test_what_is_known_of_a_file_system_is_what_trying_finds(tmp_path):
    root = build(tmp_path / "p", "a/")
    with Beneath(root) as beneath:
        said = capability.known(beneath, b"a")
        if said is None:
            pytest.skip("the folder for tests lies on a file system that is not known by its type")
        assert said == capability.probe(beneath, b"a")
