"""Journals, plans, settings and snapshots that are damaged: one clear error, nothing changed."""

import json
import os
import random
import shutil
import sqlite3
from array import array
from collections.abc import Callable
from zlib import crc32

from cvlink_gui.core import plan as packing
from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.links import Kind
from cvlink_gui.core.plan import Plan, pack_plan, unpack_plan
from cvlink_gui.core.settings import USER_OPTIONS, Settings
from cvlink_gui.core.snapshots import Recorded, Snapshot
from cvlink_gui.features import snapshots as backups
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config, snapshot_types, snapshots
from cvlink_gui.fs.journal import Journal, State
from tests.faults.plans import make_plan, make_tree, seeded
from tests.faults.program import Tally, scratch
from tests.faults.shim import swapped
from tests.faults.tree import snapshot

_TOML = b"""# a project
[layout]
raw = ["data/raw"]
experiments = ["experiments"]
[links]
style = "relative"
allowed_roots = ["/data", "../shared"]
splits = ["train", "val"]
"""
_JSON = json.dumps({o.key: o.default for o in USER_OPTIONS}).encode("utf-8")
_PIECES = (
    b"\xef\xbb\xbf", b"\0", b"\xff\xfe", b"[" * 3000, b"{" * 3000, b"9" * 5000, b"NaN",
    b"Infinity", b"-0", b"1e999", b'"\\ud800"', b"null", b"true", b"\n[links]\n", b"[[links]]",
    b"= ", b'""', b"'", b"a.b.c = 1\n", b"links = 1\n", b"style = []\n", b"\r", b"\x1b[31m",
    b"{}", b"[]", b"1979-05-27", b"layout = {raw = 3}\n", b'raw = ["\\u0000"]\n',
    b'raw = ["/"]\n', b'raw = [["a"]]\n', b"\\", b"#",
)  # fmt: skip
_VALUES: tuple[object, ...] = (None, -1, 1 << 62, 3.5, float("inf"), "words", b"\xff\0", "", b"")


def malformed(cases: int, seed: int) -> Tally:
    """Each kind of file in turn."""
    tally = Tally()
    rng = seeded("malformed", seed)
    kinds = (
        _journal_bytes, _journal_values, _packed_plan, _crafted_plan, _project, _user, _utf16,
        _snapshot, _seed_backup,
    )  # fmt: skip
    with scratch() as folder:
        good = _good_journal(rng, folder)
        for number in range(cases):
            if tally.enough:
                break
            kind = rng.choice(kinds)
            where = f"seed {seed}, case {number}, {kind.__name__}"
            work = os.path.join(folder, b"work")
            os.mkdir(work)
            with tally.case(where):
                tally.blame(where, *kind(rng, work, good))
            tally.notes[kind.__name__.strip("_").replace("_", " ")] += 1
            shutil.rmtree(work)
    return tally


def _good_journal(rng: random.Random, folder: bytes) -> Journal:
    journal = Journal(os.path.join(folder, b"state"))
    root = os.path.join(folder, b"root")
    make_tree(rng, root)
    for state in (State.DONE, State.ROLLED_BACK, State.UNDONE, State.DONE):
        journal.finish(journal.begin(make_plan(rng, snapshot(root))), state)
    journal.begin(make_plan(rng, snapshot(root)))
    return journal


def damaged(rng: random.Random, data: bytes) -> bytes:
    """Some bytes flipped, cut off, doubled, or with something odd among them."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 40))):
        at = rng.randrange(len(found) + 1)
        match rng.randrange(6):
            case 0 | 1 if at < len(found):
                found[at] ^= 1 << rng.randrange(8)
            case 2:
                found[at : at + rng.randrange(20)] = rng.randbytes(rng.randrange(20))
            case 3 if rng.random() < 0.2:
                del found[at:]
            case 4:
                found[at:at] = found[: rng.randrange(60)]
            case 5:
                found[at:at] = rng.choice(_PIECES)
    return bytes(found)


def _unchanged(path: bytes, data: bytes, read: Callable[[], object]) -> list[str]:
    """Faults of reading a file: any error but ours, and any byte that was changed."""
    with open(path, "wb") as file:
        file.write(data)
    try:
        read()
    except CvlinkError as error:
        str(error)
    with open(path, "rb") as file:
        changed = file.read() != data
    others = set(os.listdir(os.path.dirname(path))) - {os.path.basename(path)}
    return ["the file was changed"] * changed + [f"left behind: {others}"] * bool(others)


def _read_journal(journal: Journal) -> None:
    for read in (journal.unfinished, journal.undoable, journal.redoable, lambda: journal.entry(2)):
        try:
            str(read())
        except CvlinkError as error:
            str(error)
    for entry in journal.history():
        str(entry.at + entry.id) + entry.title + str(entry.plan.inverse())
        entry.plan.counts()


def _journal_bytes(rng: random.Random, work: bytes, good: Journal) -> list[str]:
    with open(good.path, "rb") as file:
        data = file.read()
    journal = Journal(work)
    head = rng.random() < 0.3  # the header and the first page are where most can go wrong
    data = damaged(rng, data[:400]) + data[400:] if head else damaged(rng, data)
    return _unchanged(journal.path, data, lambda: _read_journal(journal))


def _journal_values(rng: random.Random, work: bytes, good: Journal) -> list[str]:
    journal = Journal(work)
    shutil.copy(good.path, journal.path)
    column = rng.choice(("at", "title", "kind", "of", "state", "token", "plan"))
    with sqlite3.connect(os.fsdecode(journal.path), isolation_level=None) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '')")
        db.execute("PRAGMA writable_schema = RESET")
        value, number = rng.choice(_VALUES), rng.randint(1, 5)
        db.execute(f"UPDATE entry SET {column} = ? WHERE id = ?", (value, number))  # noqa: S608
    db.close()
    with open(journal.path, "rb") as file:
        data = file.read()
    return _unchanged(journal.path, data, lambda: _read_journal(journal))


def _some_plan(rng: random.Random, good: Journal) -> Plan:
    return rng.choice(good.history()).plan


def _packed_plan(rng: random.Random, _work: bytes, good: Journal) -> list[str]:
    """A packed plan with any damage is refused, or the damage was none."""
    plan = _some_plan(rng, good)
    data = damaged(rng, pack_plan(plan))
    try:
        found = unpack_plan(data)
    except ValueError:
        return []
    return [] if found == plan else ["a damaged plan was taken for a plan"]


def _crafted_plan(rng: random.Random, _work: bytes, good: Journal) -> list[str]:
    """A packed plan with damage and the right checksum: refused, or whole steps come out."""
    head = len(packing._MAGIC)
    body = damaged(rng, pack_plan(_some_plan(rng, good))[head + 4 :])
    if rng.random() < 0.3:
        body = array("Q", [rng.getrandbits(64) for _ in range(7)]).tobytes() + body[56:]
    try:
        plan = unpack_plan(packing._MAGIC + crc32(body).to_bytes(4, "little") + body)
    except ValueError:
        return []
    pack_plan(plan)
    return []


def _project(rng: random.Random, work: bytes, _good: Journal) -> list[str]:
    path = os.path.join(work, b"cvlink.toml")
    return _unchanged(path, damaged(rng, _TOML), lambda: config.read_project(work))


def _user(rng: random.Random, work: bytes, _good: Journal) -> list[str]:
    path = os.path.join(work, b"settings.json")
    data = damaged(rng, rng.choice((_JSON, _JSON, b'{"a": 1, "a": 2}', b"[1, 2]", b"3", b"")))
    with swapped((config, "user_file", lambda: path)):
        return _unchanged(path, data, config.read_user)


def _utf16(rng: random.Random, work: bytes, _good: Journal) -> list[str]:
    """Another encoding than the one that is meant."""
    data = _TOML.decode().encode(rng.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "cp500")))
    path = os.path.join(work, b"cvlink.toml")
    return _unchanged(path, data, lambda: config.read_project(work))


_LINKS = {b"a/l": Recorded(b"../b", Kind.SYMLINK, 1, 2, (3, 4)), b"\xff": Recorded(b"\xfe")}
_SEED = {"timestamp": 1.5, "symlinks": {"a/l": "../b", "\udcff": "\udcfe", "./b": "/c"}}


def _snapshot(rng: random.Random, work: bytes, _good: Journal) -> list[str]:
    """A snapshot with any damage is refused, or the damage was none."""
    whole = Snapshot(_LINKS, 1_800_000_000.25, b"/p", (1, 2), (b"unread",), "0.1.0")
    text = b"".join(snapshot_types.encode(whole))
    kind = rng.random()
    if kind < 0.1:
        text = text.decode().encode(rng.choice(("utf-16", "utf-32", "utf-7", "cp500")))
    # One letter is another one: nothing but the checksum can tell.
    bad = _another_letter(rng, text) if kind > 0.6 else damaged(rng, text)
    path, found = os.path.join(work, b"s.json"), list[Snapshot]()
    faults = _unchanged(path, bad, lambda: found.append(snapshots.read(path)))
    return faults + ["a damaged snapshot was taken for one"] * (found not in ([], [whole]))


def _another_letter(rng: random.Random, text: bytes) -> bytes:
    at = rng.choice([n for n, byte in enumerate(text) if bytes([byte]).isalpha()])
    return text[:at] + rng.choice((b"x", b"q", b"Z")) + text[at + 1 :]


def _seed_backup(rng: random.Random, work: bytes, _good: Journal) -> list[str]:
    """A damaged backup of the simple format is refused, or has paths that can be asked about."""
    text = damaged(rng, json.dumps(_SEED, indent=rng.choice((None, 2))).encode("utf-8"))
    root, path = os.path.join(work, b"p"), os.path.join(work, b"s.json")
    os.mkdir(root)
    project = Project.open(root, Settings())

    def restore() -> None:
        found = backups.read(project, path)
        assert all(not p.startswith((b"/", b"../")) for p in found.links)
        backups.propose_restore(project, found)

    with open(path, "wb") as file:
        file.write(text)
    try:
        restore()
    except CvlinkError as error:
        str(error)
    with open(path, "rb") as file:
        changed = file.read() != text
    return ["the file was changed"] * changed + ["something was made"] * bool(os.listdir(root))
