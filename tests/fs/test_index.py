import logging
import os
import shutil
import stat

import platformdirs
import pytest

from cvlink_gui.core.links import NUL
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.fs import index
from cvlink_gui.fs.crossing import nothing_can_hang
from cvlink_gui.fs.proof import Moment, Proof
from cvlink_gui.fs.proving import prove
from cvlink_gui.fs.scan import scan
from tests.conftest import build


@pytest.fixture
def project(root) -> bytes:
    return build(root, "experiments/baseline/odd\udcff\n -> none", "experiments/empty/")


def scanned(root: bytes) -> LinkTree:
    tree = LinkTree()
    for listing in scan(root):
        tree.put(listing)
    return tree


def kept(root: bytes) -> tuple[LinkTree, Proof]:
    tree = scanned(root)
    proof = prove(tree, root, Moment.now(), nothing_can_hang)
    assert index.save(root, tree, proof) is not None
    return tree, proof


def test_what_is_kept_is_known_again_column_by_column(project):
    tree, proof = kept(project)
    known = index.load(project)
    assert known is not None
    assert known.tree.columns() == tree.columns()
    assert known.proof.columns() == proof.columns()
    assert dict(known.tree.relations.items()) == dict(tree.relations.items())
    assert known.tree.relations.users(b"data/raw") == tree.relations.users(b"data/raw")


def test_folders_keep_their_stamps_however_their_links_were_learned_of(root):
    build(root, "a/l -> ../b/f", "b/l -> ../a/f", "l -> a")
    shutil.rmtree(root + b"/data")
    shutil.rmtree(root + b"/experiments")
    tree = scanned(root)
    tree.put(next(iter(scan(root))))  # what the root reaches is now what was learned last
    assert index.save(root, tree, prove(tree, root, Moment.now(), nothing_can_hang)) is not None
    known = index.load(root)
    assert known is not None
    assert known.tree.places() == tree.places()
    assert known.tree.places()[0] == [b"", b"a", b"b"]


def test_it_is_known_since_when_it_is_true(project):
    kept(project)
    os.utime(index.path_of(project), (1, 1))
    known = index.load(project)
    assert known is not None
    assert known.at == 1
    index.confirm(project)
    known = index.load(project)
    assert known is not None
    assert known.at > 1_000_000_000


def test_nothing_is_known_of_a_project_that_was_never_kept(project):
    kept(project)
    assert index.load(project + b"/data") is None


def test_a_file_that_was_cut_off_anywhere_is_passed_by(project):
    kept(project)
    path = index.path_of(project)
    with open(path, "rb") as file:
        data = file.read()
    for length in range(0, len(data), 7):
        with open(path, "wb") as file:
            file.write(data[:length])
        assert index.load(project) is None
    with open(path, "wb") as file:
        file.write(data + b"\0")
    assert index.load(project) is None


def test_a_file_with_one_wrong_byte_anywhere_is_passed_by(project):
    kept(project)
    path = index.path_of(project)
    with open(path, "rb") as file:
        data = bytearray(file.read())
    for at in range(0, len(data), 3):
        data[at] ^= 0x10
        with open(path, "wb") as file:
            file.write(data)
        assert index.load(project) is None
        data[at] ^= 0x10


def test_another_version_passes_by_what_this_one_has_kept(project, monkeypatch):
    kept(project)
    monkeypatch.setattr(index, "__version__", "99")
    assert index.load(project) is None


def test_what_is_said_of_another_folder_under_the_same_name_is_passed_by(project, monkeypatch):
    kept(project)
    path = index.path_of(project)
    monkeypatch.setattr(index, "path_of", lambda _root: path)
    assert index.load(project) is not None
    assert index.load(project + b"2") is None


@pytest.mark.parametrize("thing", [os.mkdir, os.mkfifo, lambda path: os.symlink(path, path)])
def test_what_is_no_file_is_passed_by_and_holds_nobody_up(project, thing):
    path = index.path_of(project)
    os.makedirs(os.path.dirname(path))
    thing(path)
    assert index.load(project) is None


def test_what_was_passed_by_is_in_the_log(project, caplog):
    kept(project)
    with open(index.path_of(project), "r+b") as file:
        file.truncate(20)
    with caplog.at_level(logging.INFO):
        assert index.load(project) is None
    assert "passing by" in caplog.text


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_is_lost(project, caplog):
    os.makedirs(os.path.dirname(os.path.dirname(index.path_of(project))))
    with open(os.path.dirname(index.path_of(project)), "wb"):
        pass  # a file where the folder should be
    tree = scanned(project)
    proof = prove(tree, project, Moment.now(), nothing_can_hang)
    with caplog.at_level(logging.INFO):
        assert index.save(project, tree, proof) is None
    assert "could not keep" in caplog.text
    index.confirm(project)
    assert index.load(project) is None


def test_names_of_others_files_are_shown_to_nobody_else(project):
    kept(project)
    folder = os.path.dirname(index.path_of(project))
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700


def test_an_older_one_is_replaced_as_a_whole(project):
    kept(project)
    before = os.stat(index.path_of(project)).st_ino
    build(project, "one-more/link -> ../data")
    tree, _ = kept(project)
    assert os.stat(index.path_of(project)).st_ino != before
    known = index.load(project)
    assert known is not None
    assert known.tree.columns() == tree.columns()
    assert os.listdir(os.path.dirname(index.path_of(project))) == [
        os.path.basename(index.path_of(project))
    ]


@pytest.mark.parametrize("home", ["/somewhere", "", "relative", None])
def test_it_is_kept_where_the_user_has_caches(home, monkeypatch):
    if home is None:
        monkeypatch.delenv("XDG_CACHE_HOME")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", home)
    folder = os.fsencode(platformdirs.user_cache_dir("cvlink-gui", appauthor=False))
    assert index.path_of(b"/p").startswith(folder + b"/trees/")
    assert NUL not in index.path_of(b"/p")
