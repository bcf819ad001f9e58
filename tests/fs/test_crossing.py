"""Which mounts lie on the way along a path, found out without going there."""

import errno
import os

import pytest

from cvlink_gui.fs.crossing import Crossings
from tests.conftest import build


@pytest.fixture
def place(tmp_path):
    """A folder with two places that stand for mounts, and links into them."""
    return build(
        tmp_path,
        "nas/deep/file",
        "dead/file",
        "here/file",
        "here/to-nas -> ../nas",
        "here/to-dead -> to-nas/../dead/file",
        "here/absolute -> " + str(tmp_path.resolve() / "dead"),
        "here/loop -> loop",
        "here/nowhere -> ../none/x",
    )


def crossings(place, *names):
    return Crossings([os.path.join(place, name) for name in names])


def walked(place, path, follow=True):
    """The mounts on the way, by their names, and the path that is reached."""
    walk = crossings(place, b"nas", b"dead", b"nas/deep").walk(
        os.path.join(place, path), follow=follow
    )
    points = []
    while True:
        try:
            points.append(os.path.relpath(next(walk), place))
        except StopIteration as end:
            return points, os.path.relpath(end.value, place)


@pytest.mark.parametrize(
    ("path", "points", "end"),
    [
        (b"here/file", [], b"here/file"),
        (b"nas", [b"nas"], b"nas"),
        (b"nas/deep/file", [b"nas", b"nas/deep"], b"nas/deep/file"),
        (b"here/to-nas/deep/../x", [b"nas", b"nas/deep"], b"nas/x"),
        (b"here/to-dead", [b"nas", b"dead"], b"dead/file"),
        (b"here/absolute//./file", [b"dead"], b"dead/file"),
        (b"nas-evil/file", [], b"nas-evil/file"),
        (b"here/nowhere", [], b"none/x"),
        (b"here/file/below", [], b"here/file/below"),
    ],
)
def test_a_walk_names_the_mounts_on_the_way_and_the_real_end(place, path, points, end):
    assert walked(place, path) == (points, end)


def test_the_end_is_the_kernels(place):
    for path in (b"here/to-dead", b"here/to-nas/deep/../x", b"here/absolute/file"):
        _, end = walked(place, path)
        assert os.path.join(place, end) == os.path.realpath(os.path.join(place, path))


def test_a_link_itself_lies_where_its_folder_lies(place):
    assert walked(place, b"here/to-dead", follow=False) == ([], b"here/to-dead")
    assert walked(place, b"nas/deep", follow=False) == ([b"nas", b"nas/deep"], b"nas/deep")


def test_nothing_on_a_mount_is_touched_before_it_is_named(place):
    touched = []

    def read(path):
        touched.append(os.path.relpath(path, place))
        return os.readlink(path)

    walk = Crossings([os.path.join(place, b"dead")], read).walk(
        os.path.join(place, b"here/to-dead")
    )
    assert os.path.relpath(next(walk), place) == b"dead"
    assert b"nas" in touched
    assert not [path for path in touched if path.startswith(b"dead")]


def test_links_in_a_circle_are_an_error_as_for_the_kernel(place):
    with pytest.raises(OSError, match="symbolic links") as caught:
        walked(place, b"here/loop/x")
    assert caught.value.errno == errno.ELOOP


def test_what_fails_on_the_way_is_no_end(place):
    def read(path):
        raise OSError(errno.EIO, "broken")

    with pytest.raises(OSError, match="broken"):
        next(Crossings([], read).walk(place))


@pytest.mark.parametrize(
    ("path", "first"),
    [(b"here/to-dead", b"nas"), (b"here/file", None), (b"here/loop", None), (b"a\0b", None)],
)
def test_the_first_mount_on_the_way_is_named_alone(place, path, first):
    found = crossings(place, b"nas", b"dead").first(os.path.join(place, path))
    assert found == (None if first is None else os.path.join(place, first))
