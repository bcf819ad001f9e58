"""A file gives its place to a link to the same bytes, and gets it back: real files, real races."""

import errno
import os
import threading

import pytest

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step, Twin, pack_plan, unpack_plan
from cvlink_gui.fs import apply, equality, settling, syscalls, twins
from cvlink_gui.fs.journal import Journal, State
from cvlink_gui.fs.links import Beneath
from tests.conftest import build
from tests.faults.shim import SYSTEMS, shim, swapped

DATA = os.urandom(3 << 20)
STORE, KEPT = b".cvlink-trash-1", b".cvlink-trash-1/0-a.jpg"
TEXT = b"../one/a.jpg"
OLD = (0, 1_700_000_000_000_000_000)


@pytest.fixture
def root(tmp_path):
    made = build(tmp_path / "p", "one/", "two/")
    for name in (b"/one/a.jpg", b"/two/a.jpg"):
        write(made + name, DATA)
    return made


@pytest.fixture(params=SYSTEMS)
def system(request):
    with swapped(*SYSTEMS[request.param]):
        yield


def write(path: bytes, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)
    os.utime(path, ns=OLD)


def read(path: bytes) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def twin_of(path: bytes) -> Twin:
    found = os.stat(path)
    return Twin(KEPT, found.st_ino, found.st_size, found.st_mtime_ns)


def plan_for(root: bytes) -> Plan:
    twin = twin_of(root + b"/two/a.jpg")
    steps = (Step(STORE, Absent(), Dir(0o700)), Step(b"two/a.jpg", twin, Link(TEXT)))
    return Plan("replace a copy", steps)


def run(root: bytes, plan: Plan):
    journal = Journal(root + b".state")
    with journal.locked(), Beneath(root) as beneath:
        assert not apply.conflicts(beneath, plan)
        return apply.carry_out(beneath, plan, journal)


def conflicts(root: bytes, plan: Plan) -> list[str]:
    with Beneath(root) as beneath:
        return [str(found.reason) for found in apply.conflicts(beneath, plan)]


def all_files(root: bytes) -> dict[int, bytes]:
    """Every regular file below a folder by its inode, with its bytes."""
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                found[os.stat(path).st_ino] = read(path)
    return found


def test_a_copy_becomes_a_link_and_is_kept(system, root):
    inode = os.stat(root + b"/two/a.jpg").st_ino
    assert all(outcome.ok for outcome in run(root, plan_for(root)))
    assert os.readlink(root + b"/two/a.jpg") == TEXT
    assert os.stat(root + b"/" + KEPT).st_ino == inode
    assert sorted(os.listdir(root + b"/two")) == [b"a.jpg"]


def test_undo_brings_the_very_file_back(system, root):
    before, plan = all_files(root), plan_for(root)
    run(root, plan)
    assert all(outcome.ok for outcome in run(root, plan.inverse()))
    assert all_files(root) == before
    assert os.stat(root + b"/two/a.jpg").st_ino == plan.steps[1].before.inode
    assert sorted(os.listdir(root)) == [b"one", b"two"]
    assert os.stat(root + b"/two/a.jpg").st_mtime_ns == OLD[1]


def test_a_plan_with_a_file_is_packed_and_unpacked(root):
    twin = Twin(b".cvlink-trash-1/0 \xff\n.jpg", 1 << 63, 0, -5)
    plan = Plan("t", (Step(b"two/\xff", twin, Link(TEXT)), Step(b"x", Link(TEXT), twin)))
    assert unpack_plan(pack_plan(plan)) == plan
    assert plan.counts() == {"replace": 1, "bring-back": 1}


@pytest.mark.parametrize("change", ["bytes", "size", "both gone", "target is a folder", "itself"])
def test_nothing_is_done_where_the_bytes_are_not_equal(system, root, change):
    plan = plan_for(root)
    if change == "bytes":
        write(root + b"/one/a.jpg", DATA[:-1] + bytes([DATA[-1] ^ 1]))
    elif change == "size":
        write(root + b"/one/a.jpg", DATA[:-1])
    elif change == "both gone":
        os.unlink(root + b"/one/a.jpg")
    elif change == "target is a folder":
        os.unlink(root + b"/one/a.jpg")
        os.mkdir(root + b"/one/a.jpg")
    else:
        os.unlink(root + b"/one/a.jpg")
        os.link(root + b"/two/a.jpg", root + b"/one/a.jpg")
        os.utime(root + b"/two/a.jpg", ns=OLD)
    before = all_files(root)
    outcomes = run(root, plan)
    assert not outcomes[1].ok
    assert "stays where it is" in outcomes[1].error
    assert all_files(root) == before
    assert not os.path.islink(root + b"/two/a.jpg")
    assert sorted(os.listdir(root)) == [b"one", b"two"]


def test_a_file_that_is_another_one_by_now_is_a_conflict(root):
    plan = plan_for(root)
    write(root + b"/two/new", DATA)
    os.replace(root + b"/two/new", root + b"/two/a.jpg")
    assert conflicts(root, plan) == ["the file was changed, or is another one"]


def test_a_file_that_is_open_for_writing_stays(root):
    before = all_files(root)
    for name in (b"/one/a.jpg", b"/two/a.jpg"):
        with open(root + name, "r+b"):
            outcomes = run(root, plan_for(root))
        assert "it is being written" in outcomes[1].error
        assert all_files(root) == before


def test_a_file_that_was_changed_just_now_stays_where_there_are_no_leases(root, monkeypatch):
    monkeypatch.setattr(equality, "_lease", lambda _fd: False)
    os.utime(root + b"/one/a.jpg")
    assert "or was just now" in run(root, plan_for(root))[1].error
    os.utime(root + b"/one/a.jpg", ns=OLD)
    assert run(root, plan_for(root))[1].ok


def test_whoever_begins_to_write_after_the_comparison_is_seen(root, monkeypatch):
    before, writers = all_files(root), []
    real = equality._equal

    def compare(mine: int, other: int) -> bool:
        equal = real(mine, other)
        writer = threading.Thread(target=_append, args=(root + b"/two/a.jpg",))
        writer.start()  # it waits until the lease is given back
        writers.append(writer)
        while equality._is_leased(mine):
            pass
        return equal

    monkeypatch.setattr(equality, "_equal", compare)
    assert not run(root, plan_for(root))[1].ok
    writers[0].join()
    assert sorted(all_files(root).values(), key=len) == [DATA, DATA + b"new"]
    assert sorted(all_files(root)) == sorted(before)


def _append(path: bytes) -> None:
    with open(path, "ab") as file:
        file.write(b"new")


@pytest.mark.parametrize("step", range(1, 8))
@pytest.mark.parametrize("victim", [b"/two/a.jpg", b"/one/a.jpg"])
def test_what_is_swapped_in_before_any_call_survives(system, root, step, victim):
    plan, data = plan_for(root), all_files(root)
    other = b"something else"

    def act(number: int, _name: str, call):
        if number == step:
            write(root + b"/new", other)
            os.rename(root + victim, root + b"/old")
            os.rename(root + b"/new", root + victim)
        return call()

    journal = Journal(root + b".state")
    with journal.locked(), Beneath(root) as beneath:
        twin, link = plan.steps[1].before, plan.steps[1].after
        os.mkdir(root + b"/" + STORE)
        try:
            with shim(
                act,
                (
                    (syscalls, "renameat2"),
                    (os, "symlink"),
                    (os, "unlink"),
                    (os, "stat"),
                    (os, "pread"),
                ),
            ):
                beneath.set_aside(b"two/a.jpg", twin, link, b".cvlink-1-0")
        except (PlanRefused, OSError):
            pass
    found = all_files(root)
    assert sorted(found.values()) == sorted([*data.values(), other]), "no file is lost"


def test_undo_is_refused_where_the_kept_file_is_gone_or_another(root):
    plan = plan_for(root)
    run(root, plan)
    with open(root + b"/" + KEPT, "ab") as file:
        file.write(b"x")
    assert conflicts(root, plan.inverse()) == [
        "The file is not kept any more, or was changed where it is kept"
    ]
    os.unlink(root + b"/" + KEPT)
    assert len(conflicts(root, plan.inverse())) == 1
    assert os.path.islink(root + b"/two/a.jpg")


def test_undo_leaves_a_file_that_took_the_place_of_the_link(root):
    plan = plan_for(root)
    run(root, plan)
    os.unlink(root + b"/two/a.jpg")
    write(root + b"/two/a.jpg", b"mine")
    assert conflicts(root, plan.inverse()) == ["a file is in this place"]


@pytest.mark.parametrize("forward", [True, False])
def test_recovery_proves_the_bytes_again(system, root, forward):
    plan, journal = plan_for(root), Journal(root + b".state")
    with journal.locked(), Beneath(root) as beneath:
        entry = journal.begin(plan)
        os.mkdir(root + b"/" + STORE)
        name = b"/two/.cvlink-%s-1" % entry.token.encode()
        os.rename(root + b"/two/a.jpg", root + name)  # killed after the exchange
        os.symlink(TEXT, root + b"/two/a.jpg")
        write(root + b"/one/a.jpg", b"other bytes by now")
        settling.recover(beneath, entry, journal, forward=forward)
    assert read(root + b"/two/a.jpg") == DATA
    assert not os.path.islink(root + b"/two/a.jpg")
    assert os.listdir(root + b"/two") == [b"a.jpg"]
    assert journal.unfinished() is None


def no_room(_seat):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_that_cannot_be_kept_stays_and_nothing_is_left_to_recover(system, root, monkeypatch):
    before, journal = all_files(root), Journal(root + b".state")
    monkeypatch.setattr(twins, "_store", no_room)
    outcomes = run(root, plan_for(root))
    assert not all(outcome.ok for outcome in outcomes)
    assert all_files(root) == before
    assert os.listdir(root + b"/two") == [b"a.jpg"]
    assert journal.unfinished() is None


def test_recovery_brings_back_a_file_that_cannot_be_kept(system, root, monkeypatch):
    before, plan, journal = all_files(root), plan_for(root), Journal(root + b".state")
    with journal.locked(), Beneath(root) as beneath:
        entry = journal.begin(plan)
        os.mkdir(root + b"/" + STORE)
        name = b"/two/.cvlink-%s-1" % entry.token.encode()
        os.rename(root + b"/two/a.jpg", root + name)  # killed after the exchange
        os.symlink(TEXT, root + b"/two/a.jpg")
        monkeypatch.setattr(twins, "_store", no_room)
        settling.recover(beneath, entry, journal, forward=False)
    assert all_files(root) == before
    assert os.listdir(root + b"/two") == [b"a.jpg"]
    assert journal.unfinished() is None


def test_recovery_keeps_both_where_another_file_took_the_place(root):
    plan, journal = plan_for(root), Journal(root + b".state")
    with journal.locked(), Beneath(root) as beneath:
        entry = journal.begin(plan)
        os.mkdir(root + b"/" + STORE)
        os.rename(root + b"/two/a.jpg", root + b"/" + KEPT)
        write(root + b"/two/a.jpg", b"mine")
        outcomes = settling.recover(beneath, entry, journal, forward=False)
    assert "the file is kept" in outcomes[1].error
    assert read(root + b"/two/a.jpg") == b"mine"
    assert read(root + b"/" + KEPT) == DATA


def test_the_journal_says_done_only_for_what_is_durable(root):
    plan, synced = plan_for(root), []
    journal = Journal(root + b".state")
    real = Beneath.sync

    def sync(self: Beneath, folder: bytes) -> None:
        assert journal.unfinished() is not None
        synced.append(folder)
        real(self, folder)

    with swapped((Beneath, "sync", sync)):
        run(root, plan)
    assert {b"two", STORE, b""} <= set(synced)
    assert journal.history()[0].state is State.DONE


def test_a_twin_is_no_other_file(root):
    twin = twin_of(root + b"/two/a.jpg")
    for path in (b"/one/a.jpg", b"/one"):
        assert not equality.is_twin(os.stat(root + path), twin)
    with Beneath(root) as beneath:
        assert beneath.holds_twin(b"two/a.jpg", twin)
        assert not beneath.holds_twin(b"two/none/a.jpg", twin)
        assert not twins.holds(None, b"x", twin)
