"""Scans, in this process and over helpers, against GNU find and against each other."""

import errno
import os
import pickle
import re
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable

import pytest

from cvlink_gui.core.bundle import Bundle
from cvlink_gui.core.errors import NotAProject
from cvlink_gui.core.links import Health, Kind, Listing, pack
from cvlink_gui.core.names import is_within, join
from cvlink_gui.fs import children, native
from cvlink_gui.fs import supervisor as module
from cvlink_gui.fs.plain import STAMP
from cvlink_gui.fs.scan import Scanner, check_root, scan
from cvlink_gui.fs.supervisor import HelperScan
from tests.conftest import build

FAULTY = (
    "ok -> file",
    "file",
    "fifo-link -> fifo",
    "missing -> none",
    "missing-deep -> none/x/y",
    "through-file -> file/x",
    "slash-after-file -> file/",
    "dir/",
    "slash-after-dir -> dir/",
    "dot -> .",
    "up -> ..",
    "self -> self",
    "one -> two",
    "two -> one",
    "into-loop -> self/x",
    "to-missing -> missing",
    "to-loop -> one",
    "chain/0 -> ../file",
    *(f"chain/{n} -> {n - 1}" for n in range(1, 45)),
    "many/dirs/0 -> ../../dir",
    *(f"many/dirs/{n} -> {n - 1}" for n in range(1, 45)),
    *(f"dir/f{n}" for n in range(30)),
    *(f"flat/{n} -> ../dir/f{n}" for n in range(40)),
    *(f"through-38/{n} -> ../many/dirs/37/f{n}" for n in range(40)),
    *(f"through-39/{n} -> ../many/dirs/38/f{n}" for n in range(40)),
    *(f"through-40/{n} -> ../many/dirs/39/f{n}" for n in range(40)),
    *(f"through-41/{n} -> ../many/dirs/40/f{n}" for n in range(40)),
    *(f"into-loop-many/{n} -> ../self/f{n}" for n in range(40)),
    *(f"mixed/{n:02} -> ../dir/{n}/../f{n}" for n in range(40)),
    "odd/\udcff\n\x1b -> \udcfe",
    "odd/to\\x -> \u202e",
)


def health_by_find(root: bytes) -> tuple[set[bytes], set[bytes]]:
    """Links GNU find calls broken, and links it cannot follow because of a loop."""
    found = subprocess.run(
        ["find", root, "-xtype", "l", "-print0"],
        env=os.environ | {"LC_ALL": "C"},
        capture_output=True,
    )
    loops = re.findall(rb"find: '(.*)': Too many levels of symbolic links", found.stderr)
    return set(found.stdout.split(b"\0")[:-1]), set(loops)


def health_by_scan(root: bytes) -> tuple[set[bytes], set[bytes]]:
    broken, loops = set(), set()
    for listing in filter(lambda found: found.has_links, scan(root)):
        for entry in listing.entries():
            path = join(root, join(listing.folder, entry.name))
            if entry.health in (Health.MISSING, Health.NOT_A_DIR):
                broken.add(path)
            elif entry.health is Health.LOOP:
                loops.add(path)
            elif entry.kind.is_link:
                assert entry.health is Health.OK
    return broken, loops


def by_folder(batches) -> dict[bytes, Listing]:
    """The last listing of every folder."""
    return {listing.folder: listing for batch in batches for listing in batch}


def in_place(root: bytes) -> dict[bytes, Listing]:
    return by_folder([scan(root)])


def reaches(folders: list[bytes], room: int, folder: bytes) -> bool:
    """Whether a request may lead a helper to a folder."""
    return folder in folders or (room > 0 and any(is_within(folder, f) for f in folders))


def as_nobody(work: Callable[[], object]) -> object:
    """What `work` returns when it is done without root's rights."""
    if os.getuid():
        return work()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            os.write(writing, pickle.dumps(work()))
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as answer:
        result = pickle.loads(answer.read())  # noqa: S301 (our own child)
    os.waitpid(child, 0)
    return result


@pytest.fixture(autouse=True, params=["compiled", "plain"])
def twin(request, monkeypatch) -> str:
    """Every scan is done by the one, and again by the other."""
    if request.param == "compiled" and not native.IS_BUILT:
        pytest.skip("no compiler was there to build it")
    monkeypatch.setenv("CVLINK_NATIVE", str(int(request.param == "compiled")))
    return request.param


@pytest.fixture
def open_folder():
    """A folder that other users can enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: S103 (that is the point)
        yield os.path.realpath(os.fsencode(folder))


@pytest.fixture
def wide(tmp_path, monkeypatch) -> bytes:
    """300 folders with a link in each, of which a helper brings a few at a time."""
    monkeypatch.setattr(module, "ROOM", 8)
    lines = (f"d{a}/e{b}/l -> ../../d0/e{b}" for a in range(15) for b in range(20))
    return build(tmp_path / "wide", *lines)


@pytest.fixture
def helpers(monkeypatch):
    """Every helper that is started."""
    started = []
    usual = HelperScan._start

    def start(self):
        started.append(usual(self))
        return started[-1]

    monkeypatch.setattr(HelperScan, "_start", start)
    return started


@pytest.mark.parametrize(
    "root",
    [
        pytest.param(
            b"/usr/share/icons",
            marks=pytest.mark.skipif(
                not os.path.isdir("/usr/share/icons/Papirus"),
                reason="papirus-icon-theme is not installed",
            ),
        ),
        b"/usr",
    ],
)
def test_broken_links_and_loops_of_a_real_tree_are_those_of_find(root):
    assert health_by_scan(root) == health_by_find(root)


def test_broken_links_and_loops_of_a_faulty_tree_are_those_of_find(tmp_path):
    root = build(tmp_path, *FAULTY)
    os.mkfifo(tmp_path / "fifo")
    broken, loops = health_by_scan(root)
    assert (broken, loops) == health_by_find(root)
    assert root + b"/chain/40" in loops
    assert root + b"/chain/39" not in loops
    assert root + b"/self" in loops
    assert root + b"/through-file" in broken


def test_a_scan_over_helpers_finds_the_same_as_one_in_place(tmp_path):
    root = build(tmp_path, *FAULTY)
    assert by_folder(HelperScan(root, count=2)) == in_place(root)


def test_a_helper_that_starts_afresh_finds_the_same_as_one_that_is_a_copy(tmp_path, monkeypatch):
    root = build(tmp_path, *FAULTY)
    copied = by_folder(HelperScan(root))
    monkeypatch.setattr(children, "start_at_once", lambda: False)
    assert by_folder(HelperScan(root)) == copied


def test_every_folder_comes_after_the_one_it_lies_in(wide):
    order = [listing.folder for batch in HelperScan(wide) for listing in batch]
    first = {folder: order.index(folder) for folder in order}
    assert all(first[os.path.dirname(f)] < first[f] for f in first if f)


def test_the_first_names_are_there_before_their_links_are_judged(tmp_path):
    root = build(tmp_path, "a.jpg", "link -> a.jpg")
    names, judged = HelperScan(root)
    assert [{e.name: e.health for e in x.entries()}[b"link"] for x in (*names, *judged)] == [
        Health.UNKNOWN,
        Health.OK,
    ]


def test_names_of_any_bytes_survive(tmp_path):
    names = [bytes([n]) * 3 for n in range(1, 256) if n != ord("/") and n != ord(".")]
    root = os.path.realpath(os.fsencode(tmp_path))
    for name in names:
        os.mkdir(root + b"/" + name)
        os.symlink(name, root + b"/" + name + b"/to-" + name)
    found = by_folder(HelperScan(root))
    assert found == in_place(root)
    assert found.keys() == {b"", *names}
    entries = [entry for name in names for entry in found[name].entries()]
    assert [(e.name, e.target) for e in entries] == [(b"to-" + name, name) for name in names]


def test_where_links_lead_is_told_by_folder(tmp_path):
    root = build(
        tmp_path,
        "raw/a",
        "e/file -> ../raw/a",
        "e/dir -> ../raw",
        "e/out -> /nowhere/x",
        "e/up -> ..",
    )
    assert in_place(root)[b"e"].reaches == (b"", b"/nowhere", b"raw")


def test_the_kind_at_the_end_of_a_chain_is_told(tmp_path):
    root = build(tmp_path, "d/", "f", "a -> d", "b -> a", "c -> f", "x -> none")
    ends = {entry.name: entry.target_kind for entry in in_place(root)[b""].entries()}
    assert ends[b"b"] is Kind.DIR
    assert ends[b"c"] is Kind.FILE
    assert ends[b"x"] is Kind.OTHER


def test_links_are_not_followed_by_a_scan(tmp_path):
    root = build(tmp_path, "d/x", "d/l -> ..", "l -> /usr")
    assert in_place(root).keys() == {b"", b"d"}


def test_a_folder_that_cannot_be_read_is_reported_and_the_others_are_scanned(open_folder):
    root = build(open_folder, "a/f", "shut/f", "z/f")
    os.chmod(root + b"/shut", 0)
    found = as_nobody(lambda: in_place(root))
    assert {folder: listing.error for folder, listing in found.items()} == {
        b"": 0,
        b"a": 0,
        b"shut": errno.EACCES,
        b"z": 0,
    }


def test_links_into_a_folder_that_cannot_be_entered_are_denied_not_missing(open_folder):
    links = [f"few -> shut/f{0}", *(f"many/{n} -> ../shut/f{n}" for n in range(20))]
    root = build(open_folder, *links, *(f"shut/f{n}" for n in range(20)))
    os.chmod(root + b"/shut", 0o744)
    found = as_nobody(lambda: in_place(root))
    health = Counter(e.health for f in (b"", b"many") for e in found[f].entries() if e.target)
    assert health == {Health.DENIED: 21}


def test_links_in_a_folder_that_can_be_listed_but_not_entered_are_denied(open_folder):
    root = build(open_folder, "shut/l -> x")
    os.chmod(root + b"/shut", 0o744)
    (entry,) = as_nobody(lambda: in_place(root))[b"shut"].entries()
    assert (entry.kind, entry.health) == (Kind.SYMLINK, Health.DENIED)


def test_a_folder_that_vanishes_during_the_scan_is_reported(tmp_path):
    root = build(tmp_path, "a/", "b/f")
    found = {}
    for listing in scan(root, room=1):
        found[listing.folder] = listing.error
        if not listing.folder:
            os.rmdir(root + b"/a")
    assert found == {b"": 0, b"a": errno.ENOENT, b"b": 0}


def test_a_helper_that_is_killed_loses_nothing(wide, helpers):
    found, killed = {}, []
    for batch in HelperScan(wide, count=2):
        found |= {listing.folder: listing for listing in batch}
        if len(killed) < 3:
            killed.append(next(h for h in reversed(helpers) if h.process.poll() is None))
            killed[-1].process.kill()
    assert killed
    assert found == in_place(wide)


def test_a_helper_that_is_killed_with_a_single_folder_loses_nothing(wide, helpers, monkeypatch):
    usual = HelperScan._start

    def start(self):
        helper = usual(self)
        if len(helpers) == 1:
            helper.process.kill()
        return helper

    monkeypatch.setattr(HelperScan, "_start", start)
    assert by_folder(HelperScan(wide)) == in_place(wide)


def test_a_folder_that_every_helper_dies_of_is_given_up_alone(wide, monkeypatch):
    usual = module._Helper.ask

    def ask(self, folders, room):
        if reaches(folders, room, b"d3/e7"):
            self.process.kill()
        usual(self, folders, room)

    monkeypatch.setattr(module._Helper, "ask", ask)
    found = by_folder(HelperScan(wide, count=2))
    assert found.pop(b"d3/e7") == Listing(b"d3/e7", error=errno.ETIMEDOUT)
    assert found == {f: x for f, x in in_place(wide).items() if f != b"d3/e7"}


def test_a_folder_that_hangs_comes_alone_as_not_answering(wide, helpers, monkeypatch):
    usual = module._Helper.ask

    def ask(self, folders, room):
        if reaches(folders, room, b"d3/e7"):
            os.kill(self.process.pid, signal.SIGSTOP)
        usual(self, folders, room)

    monkeypatch.setattr(module._Helper, "ask", ask)
    found = by_folder(HelperScan(wide, count=2, deadline=1.5))
    assert found.pop(b"d3/e7") == Listing(b"d3/e7", error=errno.ETIMEDOUT)
    assert found == {f: x for f, x in in_place(wide).items() if f != b"d3/e7"}
    assert all(helper.process.poll() is not None for helper in helpers)


def test_no_folder_is_scanned_twice_because_a_helper_died(wide, monkeypatch):
    asked: Counter[bytes] = Counter()
    usual = module._Helper.answers
    died = []

    def answers(self):
        messages = usual(self)
        found = [Bundle(*m[0]) for m in messages if len(m) == 2]
        asked.update(folder for names in found for folder in names.paths())
        if not died and asked:
            died.append(self)
            self.process.kill()
            while self.process.poll() is None:
                time.sleep(0.001)
        return messages

    monkeypatch.setattr(module._Helper, "answers", answers)
    assert by_folder(HelperScan(wide, count=1)) == in_place(wide)
    again = set(died[0].owed()) | {folder for folder, times in asked.items() if times > 1}
    assert len(again) < 64
    assert max(asked.values()) <= 2


def test_names_stay_and_only_links_are_in_doubt_where_targets_do_not_answer():
    names = pack(b"d", [(b"f", Kind.FILE, b""), (b"l", Kind.SYMLINK, b"t")])
    given_up = module._not_answering(b"d", names)
    assert [(e.name, e.health) for e in given_up.entries()] == [
        (b"f", Health.OK),
        (b"l", Health.NOT_ANSWERING),
    ]
    assert given_up.error == 0


@pytest.mark.parametrize("way", ["cancelled", "closed"])
def test_a_scan_that_is_given_up_leaves_no_process(wide, helpers, way):
    batches = []
    scan_ = iter(HelperScan(wide, count=2, cancelled=lambda: way == "cancelled" and bool(batches)))
    batches.append(next(scan_))
    if way == "closed":
        scan_.close()
    assert list(scan_) == []
    assert helpers
    assert all(helper.process.poll() is not None for helper in helpers)
    assert len(by_folder(batches)) < len(in_place(wide))


def test_a_folder_named_twice_or_within_another_is_scanned_once(wide):
    batches = list(HelperScan(wide, [b"d1/e1", b"d1", b"d1", b"d2/e1", b"d2-other"]))
    folders = Counter(listing.folder for batch in batches for listing in batch)
    assert set(folders) == {b"d1", *(b"d1/e%d" % n for n in range(20)), b"d2/e1", b"d2-other"}


def test_a_request_fits_into_a_pipe_however_long_the_paths_are(tmp_path, monkeypatch):
    deep = "/".join("x" * 250 for _ in range(12))
    top = build(tmp_path, f"{deep}/")
    folder = os.open(top + b"/" + os.fsencode(deep), os.O_RDONLY)
    for number in range(300):
        os.mkdir(f"{number:0200}", dir_fd=folder)
    os.close(folder)
    sizes = []
    usual = module._Helper.ask

    def ask(self, folders, room):
        sizes.append(len(pickle.dumps(folders)))
        usual(self, folders, room)

    monkeypatch.setattr(module._Helper, "ask", ask)
    assert len(by_folder(HelperScan(top, count=1))) == 313
    assert max(sizes) < 32_768


def test_a_helper_imports_nothing_from_the_working_folder(wide, tmp_path, monkeypatch):
    for name in ("pickle", "struct", "cvlink_gui"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    assert by_folder(HelperScan(wide)) == in_place(wide)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda _path: None, "no such folder"),
        (lambda path: path.write_bytes(b""), "a file, not a folder"),
        (lambda path: path.symlink_to("none"), "no such folder"),
        (lambda path: path.symlink_to(path.name), "Too many levels"),
        (os.mkfifo, "a file, not a folder"),
    ],
    ids=["missing", "file", "broken", "loop", "fifo"],
)
def test_what_cannot_be_opened_is_said_in_words(tmp_path, make, words):
    path = tmp_path / "p"
    make(path)
    with pytest.raises(NotAProject, match=words) as caught:
        check_root(os.fsencode(path))
    assert caught.value.path == os.fsencode(path)


def test_a_root_without_permission_is_said_in_words(open_folder):
    root = build(open_folder, "shut/x")
    os.chmod(root + b"/shut", 0)

    def opened() -> str:
        try:
            return check_root(root + b"/shut").decode()
        except NotAProject as error:
            return str(error)

    assert "cannot be read" in str(as_nobody(opened))


def test_a_root_is_made_canonical(tmp_path):
    root = build(tmp_path, "d/", "l -> d")
    assert check_root(root + b"/l/../d/") == root + b"/d"
    assert check_root(b"/") == b"/"


def test_the_root_of_the_file_system_can_be_a_project():
    assert Scanner(b"/").names(b"usr").error == 0
    assert b"usr" in Scanner(b"/").names(b"").subfolders()


def long_ago(root: bytes) -> None:
    """Every folder as if it had been changed long ago, also by the clock that cannot be set."""
    for folder, _, _ in os.walk(root):
        os.utime(folder, (1, 1))


@pytest.mark.parametrize("way", [in_place, lambda root: by_folder(HelperScan(root))])
def test_a_folder_changed_just_now_has_no_stamp(tmp_path, way):
    root = build(tmp_path, "d/f")
    long_ago(root)
    assert {listing.stamp for listing in way(root).values()} == {b""}


@pytest.mark.parametrize("way", [in_place, lambda root: by_folder(HelperScan(root))])
def test_a_folder_left_alone_has_a_stamp_of_device_inode_and_times(tmp_path, way):
    root = build(tmp_path, "d/f", "d/l -> f")
    time.sleep(2.1)
    found = os.stat(root + b"/d")
    assert STAMP.unpack(way(root)[b"d"].stamp) == (
        found.st_dev,
        found.st_ino,
        found.st_mtime_ns,
        found.st_ctime_ns,
    )
