import os

import pytest

from cvlink_gui.core.errors import StorageError
from cvlink_gui.core.links import Kind
from cvlink_gui.core.plan import Absent, Blocked, Dir, Found, Link
from cvlink_gui.fs.looking import look_anywhere
from cvlink_gui.fs.looks import Looks
from tests.conftest import build


class Counted:
    """`look_anywhere`, and how often it was asked."""

    def __init__(self, root: bytes) -> None:
        self.root = root
        self.asked: list[bytes] = []

    def __call__(self, path: bytes) -> Found:
        self.asked.append(path)
        return look_anywhere(self.root, path)


@pytest.fixture
def look(tmp_path):
    names = [f"d/{n}.jpg" for n in range(400)] + [f"d/s{n}/" for n in range(400)]
    return Counted(build(tmp_path, *names, "d/l -> 1.jpg", "d/far -> /", "l -> d", "f"))


def same(one: Found, other: Found) -> bool:
    return isinstance(one, Dir) if isinstance(other, Dir) else one == other


def test_what_many_looks_tell_is_what_single_ones_tell(look):
    os.mkfifo(look.root + b"/d/fifo")
    looks = Looks(look.root, look)
    names = [b"%d.jpg", b"s%d", b"none%d", b"%d.jpg/x", b"s%d/x", b"n/%d/x"]
    tails = [b"d/" + name % n for n in range(400) for name in names]
    odd = [b"", b"d", b"d/", b"d/.", b"d/..", b"d/l", b"d/far", b"d/fifo", b"f", b"f/x", b"l/1.jpg"]
    odd += [b"d/\0", b"d/" + b"n" * 256, b"none/x", b"/", b"/etc", b"/none/x", b"/f", b"d//1.jpg"]
    for path in (*odd, *tails, *odd, *(look.root + b"/" + tail for tail in tails)):
        assert same(looks(path), look_anywhere(look.root, path)), path


def test_files_and_folders_of_one_folder_cost_a_listing(look):
    looks = Looks(look.root, look)
    for n in range(400):
        assert looks(b"d/%d.jpg" % n) == Blocked(Kind.FILE)
        assert isinstance(looks(b"d/s%d" % n), Dir)
    assert len(look.asked) < 200


def test_below_a_folder_that_is_not_there_only_the_first_path_is_asked_for(look):
    looks = Looks(look.root, look)
    assert {looks(b"n/%d" % n) for n in range(99)} == {Absent()}
    assert look.asked == [b"n/0", b"n/."]


def test_that_nothing_is_there_is_never_read_out_of_a_listing(look):
    """File systems that ignore case know names that no listing has."""
    looks = Looks(look.root, look)
    for n in range(400):
        looks(b"d/%d.jpg" % n)
    build(look.root, "d/new.jpg", "d/x -> y")
    assert looks(b"d/new.jpg") == Blocked(Kind.FILE)
    assert isinstance(looks(b"d/x"), Link)


def test_a_link_is_looked_at_itself_and_has_its_inode(look):
    looks = Looks(look.root, look)
    for n in range(400):
        looks(b"d/%d.jpg" % n)
    found = looks(b"d/l")
    assert isinstance(found, Link)
    assert found.identity == (os.lstat(look.root).st_dev, os.lstat(look.root + b"/d/l").st_ino)


def test_few_looks_into_a_large_folder_do_not_list_all_of_it(look, monkeypatch):
    listed: list[int] = []
    real = os.scandir

    class Entries:
        def __init__(self, path: bytes) -> None:
            self.entries = real(path)

        def __enter__(self):
            return self

        def __exit__(self, *_error: object) -> None:
            self.entries.close()

        def __iter__(self):
            for entry in self.entries:
                listed.append(1)
                yield entry

    monkeypatch.setattr(os, "scandir", Entries)
    looks = Looks(look.root, look)
    for n in range(32):
        looks(b"d/%d.jpg" % n)
    assert 0 < len(listed) <= 32 * 16 < 802


def test_a_folder_that_cannot_be_listed_is_looked_into_one_by_one(look, monkeypatch):
    def refuse(_path: bytes) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", refuse)
    looks = Looks(look.root, look)
    assert {looks(b"d/%d.jpg" % n) for n in range(99)} == {Blocked(Kind.FILE)}


def test_what_a_look_raises_is_raised(tmp_path):
    def silent(path: bytes) -> Found:
        raise StorageError("it does not answer", path=path)

    with pytest.raises(StorageError):
        Looks(os.fsencode(tmp_path), silent)(b"x")
