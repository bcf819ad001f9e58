import os

import pytest

from cvlink_gui.fs import native, stats
from tests.conftest import build


@pytest.fixture(params=["1", "0"])
def twin(request, monkeypatch):
    if request.param == "1" and not native.IS_BUILT:
        pytest.skip("no compiler was there to build it")
    monkeypatch.setenv("CVLINK_NATIVE", request.param)


@pytest.fixture
def folder(tmp_path):
    root = build(tmp_path / "f", "a.jpg", "b.jpg", "link -> a.jpg", "sub/")
    with open(root + b"/a.jpg", "w") as file:
        file.write("12345")
    open(root + b"/b.jpg", "w").close()
    os.link(root + b"/b.jpg", root + b"/again.jpg")
    return root


def test_sizes_and_names_come_in_the_order_they_were_asked_for(twin, folder):
    found = stats.stats(folder, [b"b.jpg", b"a.jpg", b"again.jpg"])
    assert list(found.sizes) == [0, 5, 0]
    assert list(found.names) == [2, 1, 2]
    assert found.inodes[0] == found.inodes[2] == os.stat(folder + b"/b.jpg").st_ino
    assert set(found.devices) == {os.stat(folder).st_dev}


def test_times_are_told_to_the_nanosecond_and_before_1970_too(twin, folder):
    os.utime(folder + b"/a.jpg", ns=(0, 1_700_000_000_123_456_789))
    os.utime(folder + b"/b.jpg", ns=(0, -1_500_000_000))
    found = stats.stats(folder, [b"a.jpg", b"b.jpg", b"gone.jpg"])
    assert list(found.times) == [1_700_000_000_123_456_789, -1_500_000_000, 0]


def test_a_link_is_not_followed(twin, folder):
    found = stats.stats(folder, [b"link"])
    assert found.inodes[0] == os.lstat(folder + b"/link").st_ino


def test_what_went_away_has_no_size_and_the_others_have_theirs(twin, folder):
    found = stats.stats(folder, [b"gone.jpg", b"a.jpg"])
    assert (list(found.sizes), list(found.names)) == ([-1, 5], [0, 1])


def test_nothing_asked_is_nothing_told(twin, folder):
    assert list(stats.stats(folder, []).sizes) == []


def test_a_folder_that_is_gone_is_an_error(twin, folder):
    with pytest.raises(FileNotFoundError):
        stats.stats(folder + b"/none", [b"a.jpg"])


def test_thousands_of_files_are_told_alike_by_both_twins(folder, monkeypatch):
    names = [b"%05d" % number for number in range(20_000)]
    for name in names[:500]:
        os.link(folder + b"/a.jpg", folder + b"/sub/" + name)
    for name in names[500:]:
        open(folder + b"/sub/" + name, "w").close()
    told = []
    for word in "10":
        monkeypatch.setenv("CVLINK_NATIVE", word)
        told.append(stats.stats(folder + b"/sub", names))
    assert told[0] == told[1]
    assert told[0].names[0] == 501
