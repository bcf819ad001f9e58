"""The compiled twin against the one in Python: equal in every column."""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvlink_gui.core.bundle import Bundle
from cvlink_gui.core.links import Health, Kind, Listing
from cvlink_gui.core.totals import Totals
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.fs import crew, native
from cvlink_gui.fs.crossing import nothing_can_hang
from cvlink_gui.fs.mountinfo import Mount
from cvlink_gui.fs.native import Compiled
from cvlink_gui.fs.plain import Plain
from cvlink_gui.fs.proof import Moment, unpack
from cvlink_gui.fs.proving import prove
from cvlink_gui.fs.scan import Scanner
from tests.conftest import build, stays_in

pytestmark = pytest.mark.skipif(not native.IS_BUILT, reason="no compiler was there to build it")

SLOW = Path(__file__).parents[1] / "bench" / "slow.c"

NAMES = st.sampled_from([b"a", b"b", b"aa", b"a b", b"-", b"\xff\n", b"\xe2\x80\xae", b"..."])
PARTS = st.lists(st.one_of(NAMES, st.sampled_from([b"..", b".", b"", b"none"])), max_size=4)
TEXTS = st.tuples(st.sampled_from([b"", b"ROOT/", b"/usr/"]), PARTS).map(
    lambda text: (text[0] + b"/".join(text[1])) or b"."
)
PLACES = st.lists(NAMES, max_size=3).map(b"/".join)
KINDS = st.sampled_from(["file", "dir", "fifo"])
TREES = st.tuples(
    st.lists(st.tuples(PLACES, NAMES, KINDS), max_size=8),
    st.lists(st.tuples(PLACES, NAMES, TEXTS), max_size=12),
    st.lists(st.tuples(PLACES, TEXTS), max_size=2),  # many links into one folder
)


@pytest.mark.parametrize("found", ["{}", "{'version': lambda: 0}"])
def test_one_that_was_built_from_older_sources_is_left_aside(found):
    code = f"""import sys, types, cvlink_gui.fs
stale = types.ModuleType('_native')
stale.__dict__.update({found})
sys.modules['cvlink_gui.fs._native'] = cvlink_gui.fs._native = stale
from cvlink_gui.fs import native
sys.exit(native.is_used())"""
    subprocess.run([sys.executable, "-c", code], check=True)


def make(root: bytes, tree) -> None:
    """As much of a random tree as fits together."""
    things, links, crowds = tree
    many = [(place, b"%02d" % n, text + b"/%d" % n) for place, text in crowds for n in range(24)]
    many += [(text, b"%d" % n, b"x") for _, text in crowds for n in range(0, 24, 5)]
    for place, name, kind in things:
        put(root, place, name, lambda path, kind=kind: MAKE[kind](path))
    for place, name, text in [*links, *many]:
        whole = text.replace(b"ROOT", root)
        put(root, place, name, lambda path, text=whole: os.symlink(text, path))


MAKE = {"file": lambda path: Path(os.fsdecode(path)).touch(), "dir": os.mkdir, "fifo": os.mkfifo}


def put(root: bytes, place: bytes, name: bytes, work) -> None:
    folder = os.path.join(root, place)
    try:
        if not stays_in(root, os.path.join(folder, name)):
            return  # through a link that was made before
        os.makedirs(folder, exist_ok=True)
        work(os.path.join(folder, name))
    except OSError:
        return  # something else lies there


def all_of(twin: Compiled | Plain, room: int = 50) -> list[Listing]:
    """Every listing below the root."""
    found, ahead = [], [b""]
    while ahead:
        names, ahead = twin.below(ahead, room)
        found += names.judged(twin.verdicts(names))
    return found


@settings(max_examples=150)
@given(TREES, st.sampled_from([1, 7, 4_000]))
def test_both_twins_find_the_same_in_any_tree(tree, room):
    with tempfile.TemporaryDirectory() as folder:
        root = os.path.realpath(os.fsencode(folder))
        make(root, tree)
        assert all_of(Compiled(root), room) == all_of(Plain(root), room)


def by_crew(root: bytes) -> LinkTree:
    """The tree of the threads that do all at once."""
    (tree,) = filter(None, crew.scan(root, lambda _entries: None))
    return tree


def all_in(tree: LinkTree) -> dict[bytes, Listing]:
    """Every listing in a tree."""
    reaches = dict(tree.relations.items())
    listings = [tree.listing(node) for node in (0, *tree.folders())]
    return {x.folder: replace(x, reaches=reaches.get(x.folder, ())) for x in listings}


def plain_tree(root: bytes) -> LinkTree:
    """The tree of the twin in Python."""
    tree = LinkTree()
    for listing in all_of(Plain(root)):
        tree.put(listing)
    return tree


def counted(tree: LinkTree) -> dict[bytes, Totals]:
    """What lies below every folder."""
    return {tree.path(node): tree.totals(node) for node in (0, *tree.folders())}


def proved(tree: LinkTree, root: bytes) -> list[object]:
    """What a tree hangs on, whatever its order."""
    proof = prove(tree, root, Moment.now(), nothing_can_hang)
    folders, verdicts = unpack(proof.folders), iter(proof.verdicts)
    pairs = iter(proof.outside_users)
    outside = unpack(proof.outside)
    stamps = [proof.stamps[at : at + 32] for at in range(0, len(proof.stamps), 32)]
    return [
        dict(zip(folders, stamps, strict=True)),
        dict(proof.relations().items()),
        set(zip(unpack(proof.links), zip(verdicts, verdicts, strict=True), strict=True)),
        {(folders[user], outside[place]) for user, place in zip(pairs, pairs, strict=True)},
    ]


def by_folder(listings: list[Listing]) -> dict[bytes, Listing]:
    """No folder comes twice, and none before the one it lies in."""
    found: dict[bytes, Listing] = {}
    for listing in listings:
        assert listing.folder not in found
        assert not listing.folder or os.path.dirname(listing.folder) in found
        found[listing.folder] = listing
    return found


@settings(max_examples=150)
@given(TREES)
def test_threads_that_do_all_at_once_find_what_the_twin_in_python_finds(tree):
    with tempfile.TemporaryDirectory() as folder:
        root = os.path.realpath(os.fsencode(folder))
        make(root, tree)
        found, expected = by_crew(root), plain_tree(root)
        assert all_in(found) == by_folder(all_of(Plain(root)))
        assert counted(found) == counted(expected)
        assert sorted(found.errors()) == sorted(expected.errors())
        assert found.is_complete
        assert proved(found, root) == proved(expected, root)


@pytest.mark.parametrize("root", [b"/usr/share/doc", b"/usr/lib", b"/etc", b"/var/lib"])
def test_threads_that_do_all_at_once_find_the_same_in_real_folders(root):
    found = by_crew(root)
    assert all_in(found) == by_folder(all_of(Plain(root)))
    assert proved(found, root) == proved(plain_tree(root), root)


ODD = {
    "a folder that is a link on the way": ("t/f", "d -> t", "l -> d/f", "m -> d/none"),
    "up behind a name": ("t/u/f", "t/g", "d -> t/u", "l -> d/../g", "m -> t/u/../g"),
    "no end of the text": ("t/f", "l -> t/", "m -> t/f/", "n -> t/.", "o -> t/..", "p -> ./t/./f"),
    "out and in again": ("t/f", "l -> ../ROOTNAME/t/f", "m -> ../none/t/f"),
    "a file on the way": ("t/f", "l -> t/f/x", "m -> t/f/x/y"),
    "a circle": ("t/a -> ../b", "b -> t/a", "l -> b"),
    "a chain": ("t/f", "a -> t/f", "b -> a", "c -> b", "d -> t/none", "e -> d"),
    "a slash too many": ("t/f", "l -> t//f", "m -> .//t///f"),
}


@pytest.mark.parametrize("lines", ODD.values(), ids=ODD)
def test_threads_that_do_all_at_once_ask_the_kernel_where_a_text_does_not_say_it(tmp_path, lines):
    root = build(tmp_path, *(line.replace("ROOTNAME", tmp_path.name) for line in lines))
    found = by_crew(root)
    assert all_in(found) == by_folder(all_of(Plain(root)))
    assert proved(found, root) == proved(plain_tree(root), root)


AS_SOMEBODY = """
import os, sys
from dataclasses import replace
from cvlink_gui.fs import crew
from cvlink_gui.fs.plain import Plain
os.setgroups([]); os.setgid(65534); os.setuid(65534)
root, found, ahead = os.fsencode(sys.argv[1]), [], [b""]
while ahead:
    names, ahead = Plain(root).below(ahead, 50)
    found += names.judged(Plain(root).verdicts(names))
(tree,) = filter(None, crew.scan(root, lambda entries: None))
reaches = dict(tree.relations.items())
listings = (tree.listing(node) for node in (0, *tree.folders()))
other = {x.folder: replace(x, reaches=reaches.get(x.folder, ()), stamp=b"") for x in listings}
# Folders are young: one of the two may have come too early to have a stamp.
plain = {x.folder: replace(x, stamp=b"") for x in found}
print(plain == other, sum(x.health.count(5) for x in found))  # Health.DENIED
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("mode", [0o444, 0o111, 0o000, 0o711])
def test_what_a_folder_keeps_from_a_user_is_denied_however_it_is_judged(mode):
    with tempfile.TemporaryDirectory() as folder:
        root = build(Path(folder), "t/f", "l -> t/f", *(f"m/{n} -> ../t/f" for n in range(20)))
        os.chown(root, 65534, 65534)
        os.chmod(root + b"/t", mode)
        command = [sys.executable, "-c", AS_SOMEBODY, root]
        said = subprocess.run(command, capture_output=True, text=True, cwd="/")
    assert said.stdout.split() == ["True", "0" if mode & 1 else "21"], said.stderr


def test_threads_that_do_all_at_once_end_when_nobody_wants_more(tmp_path):
    root = build(tmp_path, *(f"d{n}/l{m} -> ../d{n}/f{m}" for n in range(40) for m in range(40)))
    before = threading.active_count(), len(os.listdir("/proc/self/task"))
    parts = crew.scan(root, lambda _entries: None)
    next(parts)
    parts.close()
    for _ in range(20):
        unfinished = native.Crew(root, 1, 4)
        unfinished.is_done(0)
        del unfinished
    assert (threading.active_count(), len(os.listdir("/proc/self/task"))) == before


def test_a_tree_is_given_once_it_is_whole_and_only_once(tmp_path):
    root = build(tmp_path, "d/f", "l -> d/f")
    at_work = native.Crew(root, 1, 2)
    while not at_work.is_done(20):
        pass
    tree = at_work.tree()
    with pytest.raises(ValueError, match="given before"):
        at_work.tree()
    assert tree.totals(0).entries == at_work.entries == 3
    tree.put(Listing(b"d"))
    assert tree.totals(0).entries == 2
    assert tree.find(b"d/f") is None


def test_only_where_nothing_can_hang_threads_of_this_process_read_it_all(monkeypatch):
    disk = Mount(b"/", "ext4", b"/dev/a", read_only=False)
    share = Mount(b"/net", "nfs4", b"host:/", read_only=False)
    assert crew.is_possible((disk,))
    assert not crew.is_possible((disk, share))
    assert not crew.is_possible(())
    monkeypatch.setenv("CVLINK_NATIVE", "0")
    assert not crew.is_possible((disk,))


@pytest.mark.parametrize("root", [b"/usr/share", b"/etc", b"/proc/sys/net", b"/dev", b"/"])
def test_both_twins_find_the_same_in_real_folders(root):
    twins = Compiled(root), Plain(root)
    folders = [b"", *twins[0].below([b""], 0)[1]][:400]
    for folder in folders if root != b"/" else folders[:1]:
        both = [twin.below([folder], 0) for twin in twins]
        judged = [list(names.judged(twins[n].verdicts(names))) for n, (names, _) in enumerate(both)]
        assert judged[0] == judged[1]
        assert both[0][1] == both[1][1]
        if root == b"/usr/share":
            assert both[0][0].stamps == both[1][0].stamps


def test_names_are_sorted_by_bytes_however_much_they_share(tmp_path):
    root = os.path.realpath(os.fsencode(tmp_path))
    names = [b"same-beginning-%d%s" % (n, b"x" * (n % 20)) for n in range(2_000)]
    names += [b"same-beginning-", b"same-beginning-\x01", b"same-beginning-\xff"]
    for name in names:
        os.symlink(b"to " + name, os.path.join(root, name))
    (listing,), _ = Compiled(root).below([b""], 0)
    assert [e.name for e in listing.entries()] == sorted(names)
    assert [e.target for e in listing.entries()] == [b"to " + name for name in sorted(names)]


def test_a_huge_folder_is_shared_out_and_complete(tmp_path):
    lines = (f"l/{n} -> ../t/{n if n % 7 else 'none'}" for n in range(20_000))
    root = build(tmp_path, *lines, *(f"t/{n}" for n in range(0, 20_000, 3)))
    assert all_of(Compiled(root)) == all_of(Plain(root))


@pytest.fixture(scope="module")
def shim(tmp_path_factory) -> str:
    """A library that makes calls below a folder slow."""
    if shutil.which("cc") is None:
        pytest.skip("no compiler is there")
    made = str(tmp_path_factory.mktemp("shim") / "slow")
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", made, SLOW, "-ldl"], check=True)
    return made


COUNT_THREADS = """
import os, sys, threading, time
from cvlink_gui.fs.native import Compiled
from cvlink_gui.fs.plain import Plain
root = os.fsencode(sys.argv[1])
most, done = 0, False

def watch():
    global most
    while not done:
        most = max(most, len(os.listdir("/proc/self/task")))
        time.sleep(0.001)

threading.Thread(target=watch).start()

def all_of(twin):
    found, ahead = [], [b""]
    while ahead:
        names, ahead = twin.below(ahead, 4_000)
        found += names.judged(twin.verdicts(names))
    return found

compiled = all_of(Compiled(root))
done = True
print(most, compiled == all_of(Plain(root)))
"""


@pytest.mark.parametrize("shape", ["one folder", "many folders", "many targets"])
def test_where_calls_are_slow_many_are_made_at_a_time(tmp_path, shim, shape):
    lines = {
        "one folder": [f"l/{n} -> ../t/{n}" for n in range(400)],
        "many folders": [f"l{n}/l -> ../t/{n}" for n in range(120)],
        "many targets": [f"l/{n} -> ../t{n}/f" for n in range(400)],
    }
    root = build(tmp_path, "t/0", "t/7", *(f"t{n}/f" for n in range(0, 400, 9)), *lines[shape])
    slow = {"LD_PRELOAD": shim, "SLOW_BELOW": os.fsdecode(root), "SLOW_MICROSECONDS": "300"}
    command = [sys.executable, "-c", COUNT_THREADS, root]
    said = subprocess.run(command, env=os.environ | slow, capture_output=True, text=True)
    threads, equal = said.stdout.split()
    assert int(threads) > 10
    assert equal == "True"


def test_a_target_folder_that_changes_its_place_is_not_taken_for_the_old_one(tmp_path):
    root = build(
        tmp_path, *(f"t/{n}" for n in range(30)), *(f"l/{n} -> ../t/{n}" for n in range(30))
    )
    twin = Compiled(root)
    names, _ = twin.below([b"l"], 0)
    assert set(twin.verdicts(names).health) == {Health.OK}
    os.rename(root + b"/t", root + b"/old")
    os.mkdir(root + b"/t")
    assert set(twin.verdicts(names).health) == {Health.MISSING}


def test_a_path_that_is_too_long_has_the_errno_of_the_kernel(tmp_path):
    root = os.path.realpath(os.fsencode(tmp_path))
    folder = b"/".join([b"x" * 250] * 20)
    for twin in (Compiled(root), Plain(root)):
        (listing,), rest = twin.below([folder], 4_000)
        assert (listing.error, rest) == (errno.ENAMETOOLONG, [])


def test_columns_that_do_not_fit_together_are_refused_and_crash_nothing(tmp_path):
    root = build(tmp_path, "f", "l -> f", "m -> f")
    twin = Compiled(root)
    names, _ = twin.below([b""], 0)
    columns = ("folders", "sizes", "names", "kinds", "targets")
    for column in columns[:1] + columns[2:]:
        values = {name: getattr(names, name) for name in Bundle.__slots__}
        values[column] = values[column][:0] if column != "kinds" else bytes([Kind.SYMLINK])
        with pytest.raises(ValueError, match="do not fit"):
            twin.verdicts(Bundle(**values))


@pytest.mark.parametrize("wrong", ["x", [3], [b"a\0b"], None])
def test_what_is_no_list_of_paths_is_refused(tmp_path, wrong):
    with pytest.raises((TypeError, ValueError)):
        native._native.below(native._native.begin(os.fsencode(tmp_path)), wrong, 1)


def test_one_twin_may_be_used_by_many_threads(tmp_path):
    root = build(tmp_path, *(f"d{n}/l{m} -> ../d{n}/f{m}" for n in range(20) for m in range(20)))
    twin, results = Compiled(root), []
    work = [threading.Thread(target=lambda: results.append(all_of(twin))) for _ in range(6)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert len(results) == 6
    assert all(result == results[0] for result in results)


def test_the_compiled_twin_is_left_aside_where_that_is_wished(tmp_path, monkeypatch):
    monkeypatch.setenv("CVLINK_NATIVE", "0")
    assert isinstance(Scanner(os.fsencode(tmp_path))._twin, Plain)
    monkeypatch.delenv("CVLINK_NATIVE")
    assert isinstance(Scanner(os.fsencode(tmp_path))._twin, Compiled)


def test_where_mounts_may_hang_the_twin_that_avoids_them_works(tmp_path):
    assert isinstance(Scanner(os.fsencode(tmp_path), lambda _path: None)._twin, Plain)


def test_a_link_that_has_taken_the_place_of_a_folder_is_not_followed(tmp_path):
    root = build(tmp_path, "d/f", "l -> d", "x -> l")
    for twin in (Compiled(root), Plain(root)):
        found, rest = twin.below([b"l", b"x"], 0)
        assert [listing.error for listing in found] == [errno.ENOTDIR] * 2
        assert (found.entries, rest) == (0, [])
