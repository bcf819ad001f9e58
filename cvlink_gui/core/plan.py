"""What is to be done, as a value: steps from one state of a path to another.

A step can say: nothing there, a folder, a link. Its one word for a file is `Twin`, and that goes
with a link only: the file gives its place to the link and is kept, or gets it back. So no plan can
ask to delete or to overwrite data.
"""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, pairwise
from typing import NamedTuple
from zlib import crc32

from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import json_path, shown
from cvlink_gui.core.said import NOTHING, Said, packed, unpacked

Identity = tuple[int, int]  # device and inode of the link itself
KEPT = b".cvlink-kept-"  # folders in which files are kept begin so (`Twin`)


@dataclass(frozen=True, slots=True)
class Absent:
    """Nothing lies at the path."""


@dataclass(frozen=True, slots=True)
class Dir:
    """A real folder; a step removes one only while it is empty.

    mode  its permission bits (`st_mode & 0o7777`) where they are known; a folder is made with
          exactly these, else with those a new folder gets. Owner, group, access control lists,
          extended attributes and times are not kept.
    """

    mode: int | None = None


class Link(NamedTuple):
    """A link with this text; `identity` (device, inode) where a certain one is meant."""

    text: bytes
    kind: Kind = Kind.SYMLINK
    identity: Identity | None = None

    def matches(self, found: "Found") -> bool:
        """True if `found` is this link: same text, kind, and inode where one is named."""
        if not isinstance(found, Link) or (self.text, self.kind) != (found.text, found.kind):
            return False
        return self.identity is None or self.identity == found.identity


@dataclass(frozen=True, slots=True)
class Twin:
    """A regular file with the same bytes as what the link in the other state of its step leads to.

    The bytes are compared when the link takes its place, and the file is moved, never copied.

    kept   where it lies while the link is in its place: a path in a folder of its own
    inode, size, time  (mtime in ns) by which it is known. No device: its number may be another
           after a restart
    """

    kept: bytes
    inode: int
    size: int
    time: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """Something that is neither folder nor link: seen on disk, never part of a step."""

    kind: Kind


State = Absent | Dir | Link | Twin
Found = Absent | Dir | Link | Blocked  # of a file no look says whose twin it is
Look = Callable[[bytes], Found]  # the state of a path, on disk or as the tree remembers it

_ACTIONS: dict[tuple[type, type], str] = {
    (Absent, Link): "create",
    (Link, Link): "retarget",
    (Link, Absent): "remove",
    (Absent, Dir): "mkdir",
    (Dir, Absent): "rmdir",
    (Twin, Link): "replace",
    (Link, Twin): "bring-back",
}


class Step(NamedTuple):
    """One path, relative to the project's root, from `before` to `after`."""

    path: bytes
    before: State
    after: State

    @property
    def action(self) -> str:
        """One of `_ACTIONS`; KeyError for a pair that means nothing."""
        return _ACTIONS[type(self.before), type(self.after)]

    @property
    def twin(self) -> Twin | None:
        """The file it is about, if it is about one."""
        if type(self.before) is Twin:  # asked of every step of long plans
            return self.before
        return self.after if type(self.after) is Twin else None

    @property
    def folders(self) -> tuple[bytes, ...]:
        """The folders in which names change."""
        twin, folder = self.twin, self.path.rpartition(b"/")[0]
        return (folder,) if twin is None else (folder, twin.kept.rpartition(b"/")[0])

    def without_identities(self) -> "Step":
        """The same step for links of any inode."""
        if _is_plain(self.before) and _is_plain(self.after):
            return self
        return Step(self.path, _plain(self.before), _plain(self.after))


def _is_plain(state: State) -> bool:
    return not isinstance(state, Link) or state.identity is None


def _plain(state: State) -> State:
    return Link(state.text, state.kind) if isinstance(state, Link) else state


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in the order they are done.

    folders  (path, inode) of the folders the steps lay in when the plan was begun: how a recovery
             knows that one was moved away. No device: its number may be another after a restart.
    """

    title: str
    steps: tuple[Step, ...]
    folders: tuple[tuple[bytes, int], ...] = field(default=(), compare=False, repr=False)

    def places(self) -> dict[bytes, None]:
        """The folders the steps lie in, each once."""
        return dict.fromkeys([folder for step in self.steps for folder in step.folders])

    def inverse(self) -> "Plan":
        """The plan that takes all of it back, last step first."""
        back = tuple(Step(s.path, s.after, s.before) for s in reversed(self.steps))
        return replace(self, steps=back)

    def counts(self) -> dict[str, int]:
        """How many steps of each action."""
        actions = [step.action for step in self.steps]
        return {action: actions.count(action) for action in dict.fromkeys(actions)}


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason against a plan, or a warning about it.

    outside  the place it is about, where the reason is that it lies outside the allowed roots
    """

    path: bytes
    reason: Said
    hint: Said = NOTHING
    outside: bytes = b""


@dataclass(frozen=True, slots=True)
class Note:
    """Why a step is proposed, or what else there is to know of it.

    evidence  in words
    others    what could be meant as well, the best first: each a path with its own evidence
    is_reason what is said speaks for the step; else it is only worth knowing
    """

    evidence: Said
    others: tuple[tuple[bytes, Said], ...] = ()
    is_reason: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan with what speaks against it: one conflict, and nothing of it is done.

    notes  by the path of a step
    """

    plan: Plan
    conflicts: tuple[Objection, ...] = ()
    warnings: tuple[Objection, ...] = ()
    notes: Mapping[bytes, Note] = field(default_factory=dict)

    def objecting(
        self, conflicts: tuple[Objection, ...] = (), warnings: tuple[Objection, ...] = ()
    ) -> "Proposal":
        """The same proposal with more objections, each kept once."""
        return replace(
            self,
            conflicts=tuple(dict.fromkeys(self.conflicts + conflicts)),
            warnings=tuple(dict.fromkeys(self.warnings + warnings)),
        )

    def without_refused(self) -> "Proposal":
        """The same without the steps something speaks against: those objections are warnings."""
        refused = {conflict.path for conflict in self.conflicts}
        steps = tuple(step for step in self.plan.steps if step.path not in refused)
        kept = tuple(why for why in self.warnings if why.path not in refused)
        plan = replace(self.plan, steps=steps)
        return replace(self, plan=plan, conflicts=(), warnings=(*self.conflicts, *kept))

    def noting(self, notes: Mapping[bytes, Note]) -> "Proposal":
        """The same proposal with more notes, by the paths of steps."""
        return replace(self, notes={**self.notes, **notes})


class Outcome(NamedTuple):
    """What became of one step. `seconds` is on a monotonic clock.

    refused  the system said no (and not: something else is there); trying again may help
    """

    step: Step
    ok: bool
    error: str = ""
    seconds: float = 0.0
    refused: bool = False


def plan_json(proposal: Proposal) -> dict[str, object]:
    """The `cvlink.plan/1` object of `docs/cli.md`."""
    return {
        "schema": "cvlink.plan/1",
        "title": proposal.plan.title,
        "steps": [
            {
                **json_path(step.path),
                "action": step.action,
                **_state_json(step.before, "before"),
                **_state_json(step.after, "after"),
                **_note_json(proposal.notes.get(step.path)),
            }
            for step in proposal.plan.steps
        ],
        "conflicts": [
            {**json_path(o.path), "reason": o.reason, "hint": o.hint} for o in proposal.conflicts
        ],
        "warnings": [
            {**json_path(o.path), "reason": o.reason, "hint": o.hint} for o in proposal.warnings
        ],
    }


def _state_json(state: State, key: str) -> dict[str, object]:
    if isinstance(state, Link):
        return dict(json_path(state.text, key))
    if isinstance(state, Twin):
        return {key: "file", "size": state.size, **json_path(state.kept, "kept")}
    return {key: "folder" if isinstance(state, Dir) else None}


def _note_json(note: Note | None) -> dict[str, object]:
    if note is None:
        return {}
    others = [{**json_path(path), "evidence": words} for path, words in note.others]
    return {"evidence": note.evidence, "others": others}


def describe(step: Step) -> str:
    """One step as a line: `create  experiments/a/train -> ../../data/v1/train`."""
    path = shown(step.path)
    match step.before, step.after:
        case Twin(kept=kept), Link(text=new):
            return f"replace   {path} -> {shown(new)}  (the file is kept as {shown(kept)})"
        case _, Twin(kept=kept):
            return f"bring back {path}  (from {shown(kept)})"
        case Link(text=old), Link(text=new):
            return f"retarget  {path}: {shown(old)} => {shown(new)}"
        case _, Link(text=new):
            return f"create    {path} -> {shown(new)}"
        case Link(text=old), _:
            return f"remove    {path} -> {shown(old)}  (the target stays)"
        case _:
            return f"{step.action:<9} {path}"


# A packed plan: MAGIC, CRC-32 of what follows, the lengths of the columns, the columns.
# Columns: title (and, after a NUL, what it was made of); paths, texts before, texts after (each
# followed by NUL); states before and after (one byte a step); two uint64 a step: device and inode
# of the link before, zero where not named, or of a folder its mode and one more (0 where unknown),
# and 0. The text of a twin is its inode, size, time and where it is kept, with blanks. Behind the
# columns, where older programs read nothing: how many folders, their inodes (uint64), their paths
# (followed by NUL).
_MAGIC = b"cvlink.plan/1\n"
_TWIN, _ABSENT, _DIR = (
    0xFD,
    0xFE,
    0xFF,
)  # in the columns of states; a link is the number of its kind
_MODES = 0o7777


def pack_plan(plan: Plan) -> bytes:
    """A plan as bytes: the same plan comes out of `unpack_plan`, for names of any bytes."""
    steps = plan.steps
    numbers = array("Q", chain.from_iterable(map(_numbers, steps)))
    columns = (
        packed(plan.title).encode("utf-8", "surrogatepass"),
        b"".join([step.path + b"\0" for step in steps]),
        b"".join([_text(step.before) + b"\0" for step in steps]),
        b"".join([_text(step.after) + b"\0" for step in steps]),
        bytes([_state_number(step.before) for step in steps]),
        bytes([_state_number(step.after) for step in steps]),
        numbers.tobytes(),
    )
    body = array("Q", map(len, columns)).tobytes() + b"".join(columns) + _pack_folders(plan)
    return _MAGIC + crc32(body).to_bytes(4, "little") + body


def unpack_plan(data: bytes) -> Plan:
    """The plan in some bytes; ValueError if they are no plan, or damaged."""
    head = len(_MAGIC) + 4
    body = data[head:]
    if data[: len(_MAGIC)] != _MAGIC or crc32(body).to_bytes(4, "little") != data[head - 4 : head]:
        raise ValueError("a plan in it is damaged")
    lengths = array("Q", body[: 7 * 8])
    ends = list(accumulate(lengths, initial=7 * 8))
    title, paths, old, new, before, after, packed = (
        body[begin:end] for begin, end in pairwise(ends)
    )
    numbers = array("Q", packed)
    steps = tuple(
        Step(path, _state(b, old_text, pair), _state(a, new_text, pair, known=False))
        for path, b, old_text, a, new_text, pair in zip(
            paths.split(b"\0")[:-1],
            before,
            old.split(b"\0"),
            after,
            new.split(b"\0"),
            zip(numbers[::2], numbers[1::2], strict=False),
            strict=False,
        )
    )
    said = unpacked(title.decode("utf-8", "surrogatepass"))
    return Plan(said, steps, _unpack_folders(body[ends[-1] :]))


def _pack_folders(plan: Plan) -> bytes:
    if not plan.folders:
        return b""
    inodes = array("Q", [len(plan.folders), *(inode for _, inode in plan.folders)])
    return inodes.tobytes() + b"".join([path + b"\0" for path, _ in plan.folders])


def _unpack_folders(data: bytes) -> tuple[tuple[bytes, int], ...]:
    if not data:
        return ()
    (count,) = array("Q", data[:8])
    inodes, paths = array("Q", data[8 : 8 + 8 * count]), data[8 + 8 * count :].split(b"\0")
    if len(inodes) != count or len(paths) != count + 1:
        raise ValueError("the folders of a plan in it are damaged")
    return tuple(zip(paths, inodes, strict=False))


def _numbers(step: Step) -> tuple[int, int]:
    if isinstance(step.before, Link):
        return step.before.identity or (0, 0)
    state = step.before if isinstance(step.before, Dir) else step.after
    return (state.mode + 1, 0) if isinstance(state, Dir) and state.mode is not None else (0, 0)


def _text(state: State) -> bytes:
    if isinstance(state, Twin):
        return b"%d %d %d %s" % (state.inode, state.size, state.time, state.kept)
    return state.text if isinstance(state, Link) else b""


def _state_number(state: State) -> int:
    if isinstance(state, Link):
        return state.kind
    if isinstance(state, Twin):
        return _TWIN
    return _DIR if isinstance(state, Dir) else _ABSENT


def _state(number: int, text: bytes, pair: tuple[int, int], *, known: bool = True) -> State:
    """known: a link here is the one that device and inode are of."""
    if number == _ABSENT:
        return Absent()
    if number == _TWIN:
        return _twin(text)
    if number != _DIR:
        return Link(text, Kind(number), pair if known and any(pair) else None)
    if pair[0] > _MODES + 1:
        raise ValueError("a folder of a plan in it has no such permissions")
    return Dir(pair[0] - 1 if pair[0] else None)


def _twin(text: bytes) -> Twin:
    parts = text.split(b" ", 3)
    if len(parts) != 4 or not parts[3]:
        raise ValueError("a file of a plan in it is damaged")
    inode, size, time = map(int, parts[:3])
    return Twin(parts[3], inode, size, time)
