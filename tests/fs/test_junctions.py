"""The layer for Windows, on a volume in memory. Not run on real Windows."""

import errno
import os
import stat
import sys
from types import SimpleNamespace

import pytest

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.links import Kind
from cvlink_gui.core.plan import Absent, Blocked, Dir, Link, Plan, Proposal, Step
from cvlink_gui.features import abilities
from cvlink_gui.features.abilities import Abilities
from cvlink_gui.fs import capability, junctions, locks, plain
from cvlink_gui.fs import windows as names
from cvlink_gui.fs.apply import carry_out
from cvlink_gui.fs.journal import Journal, ProjectBusy
from cvlink_gui.fs.junctions import Junctions, junction_to, open_root
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.settling import recover
from tests.fs.windows import Windows, failure

OLD, NEW = Link(b"../data/v1"), Link(b"../data/v2")


@pytest.fixture
def disk(monkeypatch):
    """`C:\\p` with two folders of data, a file, a folder of links; `C:\\out` beside it."""
    disk = Windows(
        "C:\\out", "C:\\p", "C:\\p\\data", "C:\\p\\data\\v1", "C:\\p\\data\\v2", "C:\\p\\e"
    )
    disk.add("C:\\p\\data\\v1\\a.jpg", "file", folder=False)
    disk.add("C:\\p\\e\\file", "file", folder=False)
    disk.add("C:\\p\\e\\old", "symlink", "..\\data\\v1")
    monkeypatch.setattr(junctions, "os", disk)
    monkeypatch.setattr(junctions, "WINDOWS", True)
    monkeypatch.setitem(sys.modules, "_winapi", disk)
    return disk


@pytest.fixture
def root(disk):
    with open_root(b"C:\\p") as opened:
        yield opened


def on_disk(disk: Windows, name: str) -> tuple[str, str] | None:
    return disk.seen().get(f"C:\\p\\{name}")


def nothing_temporary(disk: Windows) -> bool:
    return not any(".cvlink-" in name for name in disk.nodes)


def test_windows_gets_its_own_root_and_the_others_theirs(disk, root, tmp_path, monkeypatch):
    assert type(root) is Junctions
    assert type(root.again()) is Junctions
    monkeypatch.setattr(junctions, "WINDOWS", False)
    with open_root(os.fsencode(tmp_path)) as opened:
        assert type(opened) is Beneath


def test_nothing_is_left_to_the_calls_of_other_systems():
    handles = {"_fd", "_folders", "_parent", "_folder"}  # what Windows has not
    behind = {"_parent", "_folder", "_lies_at", "_forget_all_but", "_seat"}  # called by those alone
    behind |= {"name"}  # for files without a name, which Windows does not make
    codes = {name: getattr(it, "__code__", None) for name, it in vars(Beneath).items()}
    opened = {name for name, code in codes.items() if code and handles & {*code.co_names}}
    assert {"look", "make", "replace", "_stat_folder"} <= opened - behind <= vars(Junctions).keys()


@pytest.mark.parametrize("path", [b"C:\\none", b"C:\\p\\e\\file", b"C:\\p\\e\\old"])
def test_a_root_that_is_no_folder_is_not_opened(disk, path):
    with pytest.raises(OSError, match=r"."):
        open_root(path)


def test_the_root_of_a_drive_can_be_one(disk):
    assert open_root(b"C:\\").look(b"p/e/old") == open_root(b"C:\\p").look(b"e/old")


@pytest.mark.parametrize(
    ("text", "native", "kind"),
    [
        (b"../data/v1", "..\\data\\v1", True),
        (b"../data/v1/a.jpg", "..\\data\\v1\\a.jpg", False),
        (b"none", "none", False),
        (b"/C:/p/data/v1", "C:\\p\\data\\v1", True),
        (b"/UNC/server/share/x", "\\\\server\\share\\x", False),
    ],
)
def test_a_symbolic_link_has_the_separators_and_the_kind_of_windows(disk, root, text, native, kind):
    root.make(b"e/l", Link(text))
    assert on_disk(disk, "e\\l") == ("symlink", native)
    assert disk.nodes["c:\\p\\e\\l"].folder is kind
    found = root.look(b"e/l")
    assert (found.text, found.kind) == (text, Kind.SYMLINK)
    assert found.identity == (7, disk.nodes["c:\\p\\e\\l"].inode)


def test_without_the_right_a_link_to_a_folder_becomes_a_junction(disk, root):
    disk.may_link = False
    root.make(b"e/l", OLD)
    assert on_disk(disk, "e\\l") == ("junction", "C:\\p\\data\\v1")
    assert disk.isdir(b"C:\\p\\e\\l")
    found = root.look(b"e/l")
    assert (found.text, found.kind) == (b"/C:/p/data/v1", Kind.JUNCTION)


@pytest.mark.parametrize("text", [b"../data/v1/a.jpg", b"none"])
def test_without_the_right_only_folders_can_be_linked(disk, root, text):
    disk.may_link = False
    before = disk.seen()
    with pytest.raises(PlanRefused) as caught:
        root.make(b"e/l", Link(text))
    assert caught.value.path == b"e/l"
    assert "Developer Mode" in caught.value.hint
    assert disk.seen() == before


def test_another_refusal_does_not_make_a_junction(disk, root, monkeypatch):
    def refuse(*_arguments, **_options):
        raise failure(errno.EACCES, 5)

    monkeypatch.setattr(disk, "symlink", refuse)
    with pytest.raises(PermissionError):
        root.make(b"e/l", OLD)
    assert on_disk(disk, "e\\l") is None


def test_a_junction_that_is_asked_for_is_made_though_symbolic_links_could_be(disk, root):
    root.make(b"e/l", Link(b"/C:/p/data/v1", Kind.JUNCTION))
    assert on_disk(disk, "e\\l") == ("junction", "C:\\p\\data\\v1")


@pytest.mark.parametrize("may_link", [True, False])
@pytest.mark.parametrize("name", [b"old", b"file", b"full"])
def test_nothing_is_made_where_something_is(disk, root, may_link, name):
    disk.add("C:\\p\\e\\full")
    disk.may_link = may_link
    before = disk.seen()
    with pytest.raises(FileExistsError):
        root.make(b"e/" + name, OLD)
    with pytest.raises(FileExistsError):
        root.make_folder(b"e/" + name)
    assert disk.seen() == before


def test_a_volume_without_junctions_keeps_no_folder_in_the_place(disk, root):
    disk.may_link = disk.has_junctions = False
    before = disk.seen()
    with pytest.raises(OSError, match="Invalid argument"):
        root.make(b"e/l", OLD)
    assert disk.seen() == before


def test_an_empty_folder_of_somebody_else_is_not_taken_for_a_failed_junction(
    disk, root, monkeypatch
):
    def vanish(_target, _path):
        raise failure(errno.ENOENT, 2)

    disk.may_link = False
    disk.add("C:\\p\\e\\empty")
    before = disk.seen()
    monkeypatch.setattr(disk, "CreateJunction", vanish)
    with pytest.raises(FileExistsError):
        root.make(b"e/empty", OLD)
    assert disk.seen() == before


def test_only_the_expected_link_is_dropped(disk, root):
    before = disk.seen()
    root.drop(b"e/old", Link(b"another"))
    root.drop(b"e/file", OLD)
    root.drop(b"e/none", OLD)
    assert disk.seen() == before
    root.drop(b"e/old", OLD)
    assert on_disk(disk, "e\\old") is None


@pytest.mark.parametrize("link", ["symlink", "junction", "file link"])
def test_a_link_is_removed_and_its_target_stays(disk, root, link):
    if link == "junction":
        root.make(b"e/l", Link(b"/C:/p/data/v1", Kind.JUNCTION))
    else:
        root.make(b"e/l", Link(b"../data/v1/a.jpg") if link == "file link" else OLD)
    before = disk.seen()
    root.remove(b"e/l", root.look(b"e/l"))
    del before["C:\\p\\e\\l"]
    assert disk.seen() == before


@pytest.mark.parametrize("name", [b"file", b"full", b"old"])
@pytest.mark.parametrize("way", ["remove", "replace"])
def test_what_is_not_the_expected_link_stays_as_it_is(disk, root, name, way):
    disk.add("C:\\p\\e\\full")
    disk.add("C:\\p\\e\\full\\x", "file", folder=False)
    before = disk.seen()
    other = Link(b"another")
    with pytest.raises(PlanRefused):
        root.remove(b"e/" + name, other) if way == "remove" else root.replace(
            b"e/" + name, other, NEW
        )
    assert disk.seen() == before


@pytest.mark.parametrize("may_link", [True, False])
def test_a_link_is_replaced(disk, root, may_link):
    disk.may_link = may_link
    root.replace(b"e/old", OLD, NEW)
    expected = ("symlink", "..\\data\\v2") if may_link else ("junction", "C:\\p\\data\\v2")
    assert on_disk(disk, "e\\old") == expected
    assert nothing_temporary(disk)


def test_the_old_link_comes_back_when_the_new_one_cannot_be_made(disk, root):
    disk.may_link = False
    before = disk.seen()
    with pytest.raises(PlanRefused):
        root.replace(b"e/old", OLD, Link(b"none"))
    assert disk.seen() == before


def test_a_link_that_cannot_be_removed_gets_its_name_back(disk, root, monkeypatch):
    def refuse(_path):
        raise failure(errno.EACCES, 32)

    monkeypatch.setattr(disk, "rmdir", refuse)
    before = disk.seen()
    with pytest.raises(PermissionError):
        root.remove(b"e/old", OLD)
    assert disk.seen() == before


def test_a_file_that_slips_into_the_gap_stays_and_the_old_link_is_kept_beside_it(disk, root):
    def slip_in(name: str) -> None:
        if name == "symlink":
            disk.add("C:\\p\\e\\old", "file", folder=False)

    disk.before_each = slip_in
    with pytest.raises(PlanRefused) as caught:
        root.replace(b"e/old", OLD, NEW, b".cvlink-1")
    assert caught.value.path == b"e/.cvlink-1"
    assert on_disk(disk, "e\\old") == ("file", "")
    assert on_disk(disk, "e\\.cvlink-1") == ("symlink", "..\\data\\v1")


@pytest.mark.parametrize("what", ["junction", "symlink", "volume"])
@pytest.mark.parametrize("below", [b"", b"deep/er/"])
def test_no_folder_on_the_way_may_lead_elsewhere(disk, root, what, below):
    disk.add("C:\\p\\way", what, "C:\\out")
    disk.add("C:\\out\\deep")
    disk.add("C:\\out\\deep\\er")
    disk.add("C:\\out\\l", "symlink", "x")
    before = disk.seen()
    path = b"way/" + below + b"l"
    for act in (
        lambda: root.look(path),
        lambda: root.make(path, OLD),
        lambda: root.make_folder(path),
        lambda: root.remove(path, Link(b"x")),
        lambda: root.replace(path, Link(b"x"), NEW),
        lambda: root.drop(path, Link(b"x")),
        lambda: root.put_back(path, path + b"2"),
        lambda: root.remove_folder(b"way"),
        lambda: root.device(b"way"),
    ):
        with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
            act()
    assert disk.seen() == before


def test_a_folder_of_a_cloud_is_a_folder(disk, root):
    disk.add("C:\\p\\cloud", "cloud")
    root.make(b"cloud/l", Link(b"../data/v1"))
    assert root.look(b"cloud") == Dir()
    assert isinstance(root.look(b"cloud/l"), Link)


def test_a_volume_mounted_in_a_folder_is_never_taken_for_a_link(disk, root):
    disk.add("C:\\p\\e\\disk", "volume", "Volume{8a1c}\\")
    assert root.look(b"e/disk") == Blocked(Kind.OTHER)
    with pytest.raises(PlanRefused):
        root.remove(b"e/disk", OLD)
    assert on_disk(disk, "e\\disk") == ("volume", "Volume{8a1c}\\")


@pytest.mark.parametrize(
    "path",
    [
        *(b"", b".", b"..", b"/C:/out/l", b"../out/l", b"e/../../out/l", b"e//l", b"./l"),
        *(b"e\\..\\..\\out\\l", b"C:\\out\\l", b"e/l:stream", b"e/nul", b"e/NUL.txt", b"e/Com1"),
        *(b"e/l.", b"e/l ", b"e/a*", b"e/a?", b"e/a|b", b"e/\x1f", b"e/\xff", b"nul/l", b"e./l"),
    ],
)
def test_a_name_that_means_something_else_on_windows_is_refused(disk, root, path):
    before = disk.seen()
    for act in (lambda: root.look(path), lambda: root.make(path, OLD)):
        with pytest.raises(OSError, match=r"Invalid argument|cross-device"):
            act()
    assert disk.seen() == before


def test_odd_names_that_windows_has_are_kept(disk, root):
    for name in ("e/ş ₺.jpg", "e/con2", "e/nullable", "e/.a", "e/communism", "e/a b"):
        root.make(name.encode(), OLD)
        assert root.look(name.encode()).text == OLD.text


def test_paths_of_more_than_260_characters_work(disk, root):
    disk.may_link = False
    path = b"e"
    for part in range(30):
        path += b"/" + b"long-name-%02d" % part
        root.make_folder(path)
    assert len(path) > 300
    root.make(path + b"/l", Link(b"/C:/p/data/v1"))
    root.replace(path + b"/l", root.look(path + b"/l"), Link(b"/C:/p/data/v2"))
    assert root.look(path + b"/l").text == b"/C:/p/data/v2"
    with pytest.raises(FileNotFoundError):  # a junction itself cannot lead so deep
        root.make(b"e/deep", Link(path[2:]))
    assert on_disk(disk, "e\\deep") is None
    root.remove(path + b"/l", root.look(path + b"/l"))
    assert root.look(path + b"/l") == Absent()


def test_what_windows_has_not_is_said_or_left_out(disk, root):
    with pytest.raises(OSError, match="not supported") as caught:
        root.exchange(b"e/old", b"e/file")
    assert caught.value.errno == errno.ENOTSUP
    root.sync(b"e")
    root.sync_file_system(b"")
    root.forget_folders()
    assert (root.device(b"e"), root.device(b""), root.device(b"none")) == (7, 7, None)


@pytest.mark.parametrize(
    ("project", "native"),
    [
        (b"/C:/data/x", b"C:\\data\\x"),
        (b"/UNC/server/share/x", b"\\\\server\\share\\x"),
        (b"../a/b", b"..\\a\\b"),
        (b"/rooted", b"\\rooted"),
        (b"a", b"a"),
    ],
)
def test_texts_of_links_come_back_as_they_went(project, native):
    assert names.native_text(project) == native
    assert names.project_text(native) == project


@pytest.mark.parametrize(
    ("native", "project"),
    [
        (b"\\\\?\\C:\\data", b"/C:/data"),
        (b"\\\\?\\UNC\\server\\share", b"/UNC/server/share"),
        (b"\\\\?\\Volume{8a1c}\\", None),
    ],
)
def test_the_prefix_of_what_windows_reads_is_taken_off(native, project):
    assert names.project_text(native) == project


@pytest.mark.parametrize("path", [b"/C:/a/b", b"C:\\a\\b", b"C:/a/b", b"\\\\?\\C:\\a\\b"])
def test_native_paths_are_long_ones(path):
    assert names.native_path(path) == b"\\\\?\\C:\\a\\b"


def test_native_paths_of_servers_are_long_ones_too():
    assert (
        names.native_path(b"/UNC/s/d/a")
        == names.native_path(b"\\\\s\\d\\a")
        == b"\\\\?\\UNC\\s\\d\\a"
    )


PLAN = Plan(
    "t",
    (
        Step(b"e/new", Absent(), Dir()),
        Step(b"e/new/l", Absent(), Link(b"../../data/v1")),
        Step(b"e/old", OLD, NEW),
        Step(b"e/junction", Link(b"/C:/p/data/v1", Kind.JUNCTION), Absent()),
        Step(b"e/empty", Dir(), Absent()),
    ),
)


class Killed(BaseException):
    pass


def ready(disk: Windows) -> dict[str, tuple[str, str]]:
    disk.add("C:\\p\\e\\junction", "junction", "C:\\p\\data\\v1")
    disk.add("C:\\p\\e\\empty")
    return disk.seen()


def test_a_plan_and_its_inverse_work(disk, root, tmp_path):
    before, journal = ready(disk), Journal(os.fsencode(tmp_path))
    assert all(outcome.ok for outcome in carry_out(root, PLAN, journal))
    assert on_disk(disk, "e\\new\\l") == ("symlink", "..\\..\\data\\v1")
    assert all(outcome.ok for outcome in carry_out(root, PLAN.inverse(), journal))
    assert disk.seen() == before


@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("at", range(12))
def test_a_plan_killed_before_any_call_is_finished_or_rolled_back(
    disk, root, tmp_path, at, forward
):
    before, journal = ready(disk), Journal(os.fsencode(tmp_path))
    left = iter(range(at))

    def kill(_name: str) -> None:
        if next(left, None) is None:
            raise Killed

    disk.before_each = kill
    try:
        carry_out(root, PLAN, journal)
    except Killed:
        disk.before_each = lambda _name: None
        entry = journal.unfinished()
        assert all(outcome.ok for outcome in recover(root, entry, journal, forward=forward))
        done = forward
    else:
        done = True
    assert nothing_temporary(disk)
    if not done:
        assert disk.seen() == before
        return
    assert on_disk(disk, "e\\old") == ("symlink", "..\\data\\v2")
    assert on_disk(disk, "e\\new\\l") == ("symlink", "..\\..\\data\\v1")
    assert (on_disk(disk, "e\\junction"), on_disk(disk, "e\\empty")) == (None, None)


def test_a_probe_finds_what_this_user_may_do_and_leaves_nothing(disk, root):
    before = disk.seen()
    found = capability.probe(root, b"e")
    assert (found.symlinks, found.exchange, found.case_sensitive) == (True, False, False)
    disk.may_link = False
    found = capability.probe(root, b"e")
    assert (found.symlinks, found.junctions, found.case_sensitive) == (False, True, False)
    assert found.reason == "this user may make no symbolic links, only junctions to folders"
    disk.has_junctions = False
    found = capability.probe(root, b"e")
    assert (found.symlinks, found.junctions) == (False, False)
    assert disk.seen() == before


def test_the_plan_itself_has_junctions_where_symbolic_links_are_forbidden(
    disk, root, tmp_path, monkeypatch
):
    disk.may_link = False
    monkeypatch.setattr(abilities, "known", lambda *_where: None)  # the mounts are Linux's own
    steps = (
        Step(b"e/l", Absent(), OLD),
        Step(b"e/f", Absent(), Link(b"../data/v1/a.jpg")),
    )
    judged = Abilities().judge(root, Proposal(Plan("t", steps)))
    junction = Link(b"/C:/p/data/v1", Kind.JUNCTION)
    assert [step.after for step in judged.plan.steps] == [junction, steps[1].after]
    assert [objection.path for objection in judged.conflicts] == [b"e/f"]
    assert [objection.path for objection in judged.warnings] == [b"e/l"]
    before, plan, journal = (
        disk.seen(),
        Plan("t", judged.plan.steps[:1]),
        Journal(os.fsencode(tmp_path)),
    )
    assert carry_out(root, plan, journal)[0].ok
    assert carry_out(root, plan.inverse(), journal)[0].ok
    assert disk.seen() == before
    assert junction_to(b"C:\\p", b"e/l", Link(b"none")) is None


def entry(name: bytes, tag: int, mode: int = stat.S_IFDIR) -> SimpleNamespace:
    """A DirEntry of Python 3.11: no `is_junction`, but what the listing of the folder had."""
    return SimpleNamespace(
        name=name,
        path=b"C:\\p\\" + name,
        is_symlink=lambda: stat.S_ISLNK(mode),
        is_dir=lambda **_how: stat.S_ISDIR(mode),
        is_file=lambda **_how: stat.S_ISREG(mode),
        stat=lambda **_how: SimpleNamespace(st_mode=mode, st_reparse_tag=tag),
    )


def test_a_scan_tells_junctions_from_folders_and_does_not_walk_into_them(monkeypatch):
    monkeypatch.setattr(names, "WINDOWS", True)
    texts = {
        b"C:\\p\\j": b"\\\\?\\C:\\data",
        b"C:\\p\\s": b"..\\x",
        b"C:\\p\\v": b"\\\\?\\Volume{1}\\",
    }
    monkeypatch.setattr(plain.os, "readlink", texts.__getitem__)
    rows = plain._named(
        [
            entry(b"j", names.MOUNT_POINT),
            entry(b"s", names.SYMLINK, stat.S_IFLNK),
            entry(b"v", names.MOUNT_POINT),
            entry(b"d", 0),
        ]
    )
    assert rows == [
        (b"j", Kind.JUNCTION, b"/C:/data"),
        (b"s", Kind.SYMLINK, b"../x"),
        (b"v", Kind.OTHER, b""),
        (b"d", Kind.DIR, b""),
    ]
    assert plain.pack(b"", rows).subfolders() == [b"d"]


@pytest.fixture
def msvcrt(monkeypatch):
    """`msvcrt.locking` by the rules of Windows: a locked byte is locked for every other handle."""
    held: dict[int, int] = {}  # byte -> handle

    def locking(fd: int, mode: int, count: int) -> None:
        at = os.lseek(fd, 0, os.SEEK_CUR)
        assert (mode, count) == (2, 1)
        if held.setdefault(at, fd) != fd:
            raise OSError(errno.EACCES, "Permission denied")

    fake = SimpleNamespace(locking=locking, LK_NBLCK=2, held=held)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    monkeypatch.setattr(locks, "sys", SimpleNamespace(platform="win32"))
    return fake


def test_the_lock_of_a_journal_is_taken_and_told_of_on_windows(msvcrt, tmp_path):
    journal = Journal(os.fsencode(tmp_path))
    with journal.locked():
        assert min(msvcrt.held) > 4096  # who holds it can be read beside the lock
        mine = f"process {os.getpid()} on "
        with pytest.raises(ProjectBusy, match=mine), journal.locked(wait=0):
            pass
        assert journal.holder().startswith(mine)
