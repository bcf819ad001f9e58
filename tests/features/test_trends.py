"""How a project goes is kept: real projects, real files in the user's data folder."""

import logging
import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.links import Health
from cvlink_gui.core.trends import Moment
from cvlink_gui.features import trends
from cvlink_gui.features.project import Project
from cvlink_gui.fs.trends import Store
from tests.conftest import build

OK = (3, *[0] * (len(Health) - 1))


@pytest.fixture
def project(root):
    build(root, "experiments/odd/train -> ../../data/splits/v9/train")
    opened = Project.open(root)
    opened.load()
    return opened


@pytest.fixture
def store(tmp_path):
    return Store(os.fsencode(tmp_path / "kept"), most=40)


def many(count: int) -> list[Moment]:
    return [Moment(at * 100.0, OK, at) for at in range(count)]


def test_a_project_that_was_never_looked_at_has_no_past(project):
    assert trends.past(project) == []


def test_links_and_broken_ones_are_kept(project):
    (now,) = trends.keep(project, trends.now(project, 1_234))
    assert (now.links, now.broken, now.saved) == (9, 1, 1_234)
    assert now.by_health[Health.MISSING] == 1
    assert trends.past(project) == [now]


def test_the_mounts_the_project_lies_on_are_timed(project):
    now = trends.now(project)
    assert now.access
    assert all(0 < access.median <= access.worst < 1 for access in now.access.values())
    assert not any(access.is_silent for access in now.access.values())


def test_another_mount_that_links_lead_to_is_timed_as_well(project, root):
    build(root, "data/raw/far -> /dev/shm", "data/raw/made-up -> /proc")
    project.load()
    found = trends.access(project)
    assert "/dev/shm" in found  # noqa: S108 (a mount, nothing is written)
    assert "/proc" not in found, "the kernel makes it up"


def test_a_process_asks_where_a_mount_may_hang(project, monkeypatch):
    monkeypatch.setattr(type(project.storage), "may_hang", True)
    here = trends.access(project)
    assert here
    assert all(access.median > 0 for access in here.values())
    assert project.storage.states, "the storage has heard of it, too"


def test_the_same_once_more_within_a_minute_is_not_kept(store):
    store.keep(Moment(100.0, OK))
    assert len(store.keep(Moment(130.0, OK))) == 1
    assert len(store.keep(Moment(161.0, OK))) == 2
    assert len(store.keep(Moment(162.0, (4, *OK[1:])))) == 3


def test_what_is_saved_is_added_to_the_moment_it_was_found_out_for(store):
    store.keep(Moment(100.0, OK))
    assert store.keep(Moment(102.0, OK, 77)) == [Moment(100.0, OK, 77)]
    assert store.keep(Moment(103.0, OK)) == store.moments() == [Moment(100.0, OK, 77)]


def test_no_more_than_so_many_are_kept(store):
    for each in many(100):
        kept = store.keep(each)
        assert len(kept) <= 40
    assert kept == store.moments()
    assert kept[-10:] == many(100)[-10:]


def test_rows_that_are_damaged_are_passed_by_and_logged(store, caplog):
    for each in many(3):
        store.keep(each)
    with sqlite3.connect(store.path.decode()) as db:
        db.execute("UPDATE moment SET data = substr(data, 5) WHERE id = 2")
    db.close()
    with caplog.at_level(logging.INFO, "cvlink_gui.fs.trends"):
        assert [moment.saved for moment in store.moments()] == [0, 2]
    assert "passed by" in caplog.text


@pytest.mark.parametrize("keep", [True, False])
def test_a_file_that_is_no_database_is_put_aside_and_logged(store, caplog, keep):
    store.keep(many(1)[0])
    Path(os.fsdecode(store.path)).write_bytes(b"no database at all" * 100)
    found = store.keep(many(2)[1]) if keep else store.moments()
    assert len(found) == keep
    assert Path(os.fsdecode(store.path + b"~")).read_bytes().startswith(b"no database")
    assert "put aside" in caplog.text


def test_two_programs_may_keep_at_the_same_time(store):
    def work(first: int) -> None:
        for at in range(first, first + 10):
            store.keep(Moment(at * 100.0, OK, at))

    threads = [threading.Thread(target=work, args=(first,)) for first in (0, 1_000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(m.saved or 0 for m in store.moments()) == [*range(10), *range(1_000, 1_010)]


def test_a_folder_that_cannot_be_written_is_said(store):
    folder = os.path.dirname(os.path.dirname(store.path))
    os.rename(folder, folder + b"-")
    Path(os.fsdecode(folder)).write_bytes(b"")
    with pytest.raises(CvlinkError, match=r"kept"):
        store.keep(many(1)[0])


def test_nobody_else_may_read_it(store):
    store.keep(many(1)[0])
    assert stat.S_IMODE(os.stat(os.path.dirname(store.path)).st_mode) == 0o700
