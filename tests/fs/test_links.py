import errno
import os
import stat
from pathlib import Path

import pytest

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.links import Kind
from cvlink_gui.core.plan import Absent, Blocked, Dir, Link
from cvlink_gui.fs import syscalls
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.looking import look_anywhere
from tests.conftest import build, seen

NEW = Link(b"new")
REAL_RENAME = syscalls.renameat2


def refuse(number: int):
    def call(*_arguments):
        raise OSError(number, os.strerror(number))

    return call


def no_exchange(*arguments):
    if arguments[-1] == syscalls.RENAME_EXCHANGE:
        raise OSError(errno.EINVAL, "no exchange here")
    REAL_RENAME(*arguments)


@pytest.fixture(params=["new kernel", "no openat2", "no exchange", "old kernel"])
def beneath(request, tmp_path, monkeypatch):
    """An open root, on systems that can do more or less."""
    if request.param in ("no openat2", "old kernel"):
        monkeypatch.setattr(syscalls, "openat2", refuse(errno.ENOSYS))
    if request.param == "no exchange":
        monkeypatch.setattr(syscalls, "renameat2", no_exchange)
    if request.param == "old kernel":
        monkeypatch.setattr(syscalls, "renameat2", refuse(errno.ENOSYS))
    root = build(tmp_path / "root", "d/old -> old", "d/file", "d/e/", "d/full/x", "out -> ..")
    Path(os.fsdecode(root), "d/file").write_bytes(b"data")
    with Beneath(root) as opened:
        yield opened


def at(beneath: Beneath, path: bytes) -> str:
    return os.fsdecode(os.path.join(beneath.root, path))


def names(beneath: Beneath) -> list[str]:
    return sorted(os.listdir(at(beneath, b"d")))


def change(beneath: Beneath, way: str, path: bytes, old: Link) -> None:
    if way == "replace":
        beneath.replace(path, old, NEW)
    else:
        beneath.remove(path, old)


def test_a_link_is_made_where_nothing_is(beneath):
    beneath.make(b"d/l\xff\n", Link(b"any\xfetext"))
    assert os.readlink(os.path.join(beneath.root, b"d/l\xff\n")) == b"any\xfetext"


@pytest.mark.parametrize("mode", [0o700, 0o755, 0o777, 0o2770, 0o1777, 0o500, 0o40])
@pytest.mark.parametrize("umask", [0, 0o22, 0o77])
def test_a_folder_is_made_with_exactly_the_mode_it_is_to_have(beneath, mode, umask):
    before = os.umask(umask)
    try:
        beneath.make_folder(b"d/fresh", mode)
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(at(beneath, b"d/fresh")).st_mode) == mode
    assert names(beneath) == ["e", "file", "fresh", "full", "old"]


def test_a_folder_has_its_mode_before_it_has_its_name(beneath, monkeypatch):
    monkeypatch.setattr(os, "fchmod", refuse(errno.EPERM))
    with pytest.raises(PermissionError):
        beneath.make_folder(b"d/fresh", 0o750)
    assert names(beneath) == ["e", "file", "full", "old"]


@pytest.mark.parametrize("name", [b"old", b"file", b"e"])
def test_a_folder_with_a_mode_is_not_made_where_something_is(beneath, name):
    before = seen(beneath.root)
    with pytest.raises(FileExistsError):
        beneath.make_folder(b"d/" + name, 0o750)
    assert seen(beneath.root) == before


@pytest.mark.parametrize("name", [b"old", b"file", b"e"])
def test_nothing_is_made_where_something_is(beneath, name):
    before = seen(beneath.root)
    with pytest.raises(FileExistsError):
        beneath.make(b"d/" + name, NEW)
    assert seen(beneath.root) == before


def test_a_broken_link_in_the_place_is_replaced_not_followed(beneath):
    beneath.replace(b"d/old", Link(b"old"), NEW)
    assert os.readlink(at(beneath, b"d/old")) == "new"
    assert names(beneath) == ["e", "file", "full", "old"]


def test_a_link_to_a_folder_is_replaced_and_nothing_is_written_in_the_folder(beneath):
    beneath.make(b"d/l", Link(b"e"))
    beneath.replace(b"d/l", Link(b"e"), NEW)
    assert os.readlink(at(beneath, b"d/l")) == "new"
    assert os.listdir(at(beneath, b"d/e")) == []


def test_a_link_is_removed_and_its_target_stays(beneath):
    beneath.make(b"d/l", Link(b"full"))
    beneath.remove(b"d/l", Link(b"full"))
    assert names(beneath) == ["e", "file", "full", "old"]
    assert os.listdir(at(beneath, b"d/full")) == ["x"]


@pytest.mark.parametrize("name", [b"file", b"full", b"old"])
@pytest.mark.parametrize("way", ["replace", "remove"])
def test_what_is_not_the_expected_link_stays_as_it_is(beneath, name, way):
    before = seen(beneath.root)
    with pytest.raises(PlanRefused):
        change(beneath, way, b"d/" + name, Link(b"another"))
    assert seen(beneath.root) == before


def test_a_link_made_anew_with_the_same_text_is_not_the_one_that_was_meant(beneath):
    known = beneath.look(b"d/old")
    os.symlink("old", at(beneath, b"d/other"))
    os.rename(at(beneath, b"d/other"), at(beneath, b"d/old"))
    with pytest.raises(PlanRefused):
        beneath.remove(b"d/old", known)
    assert os.readlink(at(beneath, b"d/old")) == "old"


@pytest.mark.parametrize("way", ["replace", "remove"])
@pytest.mark.parametrize("thing", ["file", "folder", "link"])
def test_what_is_swapped_in_during_the_work_survives(beneath, monkeypatch, way, thing):
    place = Path(at(beneath, b"d/old"))
    usual, swapped = syscalls.renameat2, []

    def rename(*arguments):
        if not swapped:
            place.unlink()
            swapped.append(thing)
            if thing == "file":
                place.write_bytes(b"precious")
            elif thing == "folder":
                (place / "precious").mkdir(parents=True)
            else:
                place.symlink_to("precious")
        usual(*arguments)

    monkeypatch.setattr(syscalls, "renameat2", rename)
    with pytest.raises(PlanRefused):
        change(beneath, way, b"d/old", Link(b"old"))
    assert names(beneath) == ["e", "file", "full", "old"]
    if thing == "file":
        assert place.read_bytes() == b"precious"
    elif thing == "folder":
        assert (place / "precious").is_dir()
    else:
        assert os.readlink(place) == "precious"


def test_where_the_place_is_taken_in_the_gap_both_things_stay_and_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(syscalls, "renameat2", no_exchange)
    root = build(tmp_path, "l -> old")
    usual, made = os.symlink, []

    def symlink(text, name, *, dir_fd):
        if made:
            (tmp_path / "l").write_bytes(b"precious")
        made.append(name)
        usual(text, name, dir_fd=dir_fd)

    monkeypatch.setattr(os, "symlink", symlink)
    with Beneath(root) as beneath, pytest.raises(PlanRefused) as caught:
        beneath.replace(b"l", Link(b"old"), NEW)
    assert (tmp_path / "l").read_bytes() == b"precious"
    assert os.readlink(os.path.join(root, caught.value.path)) == b"old"
    assert len(os.listdir(root)) == 2


@pytest.mark.parametrize("there", [False, True])
def test_a_file_swapped_in_is_put_back_though_the_new_link_was_taken_away(
    tmp_path, monkeypatch, there
):
    root = build(tmp_path, "l -> old")
    place, calls = tmp_path / "l", []

    def rename(*arguments):
        calls.append(arguments)
        if len(calls) <= 2:
            place.unlink()
        if len(calls) == 1 or (len(calls) == 2 and there):
            place.write_text(f"file {len(calls)}")
        REAL_RENAME(*arguments)

    monkeypatch.setattr(syscalls, "renameat2", rename)
    with Beneath(root) as beneath, pytest.raises(PlanRefused) as caught:
        beneath.replace(b"l", Link(b"old"), NEW)
    assert place.read_text() == "file 1"
    if there:
        assert Path(os.fsdecode(os.path.join(root, caught.value.path))).read_text() == "file 2"
    assert len(os.listdir(root)) == 1 + there


def test_a_link_that_is_gone_cannot_be_replaced_or_removed(beneath):
    with pytest.raises(FileNotFoundError):
        beneath.replace(b"d/gone", Link(b"old"), NEW)
    with pytest.raises(FileNotFoundError):
        beneath.remove(b"d/gone", Link(b"old"))
    assert names(beneath) == ["e", "file", "full", "old"]


def test_a_folder_is_made_and_removed_only_while_it_is_empty(beneath):
    beneath.make_folder(b"d/n")
    beneath.make(b"d/n/l", NEW)
    with pytest.raises(OSError, match="not empty"):
        beneath.remove_folder(b"d/n")
    beneath.remove(b"d/n/l", NEW)
    beneath.remove_folder(b"d/n")
    assert beneath.look(b"d/n") == Absent()


@pytest.mark.parametrize(
    ("path", "number"),
    [
        (b"out/x", errno.ELOOP),
        (b"out/root/d/x", errno.ELOOP),
        (b"../x", errno.EXDEV),
        (b"d/../../x", errno.EXDEV),
        (b"/x", errno.EXDEV),
        (b"/tmp/x", errno.EXDEV),
        (b"..", errno.EXDEV),
        (b"d/..", errno.EXDEV),
        (b".", errno.EXDEV),
        (b"", errno.EXDEV),
    ],
)
def test_a_path_that_leaves_the_root_or_goes_through_a_link_is_refused(beneath, path, number):
    before = seen(os.path.dirname(beneath.root))
    for act in (
        lambda: beneath.look(path),
        lambda: beneath.make(path, NEW),
        lambda: beneath.make_folder(path),
        lambda: beneath.remove_folder(path),
        lambda: beneath.remove(path, NEW),
        lambda: beneath.replace(path, NEW, NEW),
    ):
        with pytest.raises(OSError) as caught:  # noqa: PT011 (the number is what counts)
            act()
        assert caught.value.errno == number
    assert seen(os.path.dirname(beneath.root)) == before


def test_what_lies_at_a_path_is_told_apart(beneath):
    os.mkfifo(at(beneath, b"d/fifo"))
    Path(at(beneath, b"d")).chmod(0o2751)
    assert beneath.look(b"d") == Dir(0o2751)
    assert beneath.look(b"d/file") == Blocked(Kind.FILE)
    assert beneath.look(b"d/fifo") == Blocked(Kind.OTHER)
    assert Link(b"old").matches(beneath.look(b"d/old"))
    for nowhere in (b"d/none", b"none/x", b"d/file/x", b"d/a\0b"):
        assert beneath.look(nowhere) == Absent()


def test_sources_are_looked_at_anywhere(beneath):
    Path(os.fsdecode(beneath.root)).chmod(0o710)
    assert look_anywhere(beneath.root, b"") == Dir(0o710)
    assert look_anywhere(beneath.root, b"/dev/null") == Blocked(Kind.OTHER)
    assert Link(b"..").matches(look_anywhere(beneath.root, b"out"))
    for nowhere in (b"none", b"d/file/x", b"a\0b"):
        assert look_anywhere(beneath.root, nowhere) == Absent()


def test_no_descriptor_is_left_open(tmp_path):
    root = build(tmp_path, *(f"d{n}/" for n in range(80)), "out -> ..", "f")
    before = os.listdir("/proc/self/fd")
    with Beneath(root) as beneath:
        for number in range(80):
            beneath.make(b"d%d/l" % number, NEW)
        for path in (b"out/x", b"f/x", b"none/x", b"../x"):
            with pytest.raises(OSError):  # noqa: PT011 (any of them)
                beneath.make(path, NEW)
        beneath.remove(b"d0/l", NEW)
        beneath.remove_folder(b"d0")
    assert os.listdir("/proc/self/fd") == before


def test_the_old_kernels_way_leaves_no_descriptor_open(tmp_path, monkeypatch):
    monkeypatch.setattr(syscalls, "openat2", refuse(errno.EPERM))
    root = build(tmp_path, "a/b/c/", "out -> ..", "a/f")
    before = os.listdir("/proc/self/fd")
    with Beneath(root) as beneath:
        beneath.make(b"a/b/c/l", NEW)
        for path in (b"out/x", b"a/f/x", b"a/none/x", b"a/../x"):
            with pytest.raises(OSError):  # noqa: PT011 (any of them)
                beneath.make(path, NEW)
    assert os.listdir("/proc/self/fd") == before


def test_any_other_refusal_of_the_kernel_is_passed_on(tmp_path, monkeypatch):
    root = build(tmp_path, "d/l -> old")
    monkeypatch.setattr(syscalls, "renameat2", refuse(errno.EIO))
    with Beneath(root) as beneath, pytest.raises(OSError, match="Input/output"):
        beneath.replace(b"d/l", Link(b"old"), NEW)
    assert seen(root) == {b"d": None, b"d/l": b"old"}
