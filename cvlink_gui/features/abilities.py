"""What the file systems under a project can do, and what of a plan they cannot."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import parent, shown
from cvlink_gui.core.plan import Link, Objection, Proposal, Step
from cvlink_gui.core.said import say
from cvlink_gui.fs.capability import Capability, known, probe
from cvlink_gui.fs.junctions import junction_to
from cvlink_gui.fs.links import Beneath

_GAP = say("brief gap: for a moment neither the old nor the new link is there")
_LINKS_HINT = say("Put the project on a file system with symbolic links.")
_RIGHT_HINT = say("Turn on Developer Mode in the settings of Windows, or ask an administrator.")
_JUNCTION = say("becomes a junction, with an absolute target: this user may make no symbolic links")
_JUNCTION_HINT = say("It breaks when the project moves.")


class Abilities:
    """Capabilities by device, each found out once: known by its type, or by test links."""

    def __init__(self) -> None:
        self._known: dict[int, Capability] = {}

    def of(self, beneath: Beneath, folder: bytes) -> Capability:
        """What can be done in a folder, or, where it is not there yet, in the one above it."""
        while (device := beneath.device(folder)) is None and folder:
            folder = parent(folder)
        if device is not None and device in self._known:
            return self._known[device]
        found = known(beneath, folder) or probe(beneath, folder)
        # Why a test link could not be made may hold for this folder only, or for a minute.
        if device is not None and found.symlinks is not None:
            self._known[device] = found
        return found

    def judge(self, beneath: Beneath, proposal: Proposal) -> Proposal:
        """The proposal with what cannot be done here, or not without a gap."""
        folders: defaultdict[bytes, list[Step]] = defaultdict(list)
        for step in proposal.plan.steps:
            folders[parent(step.path)].append(step)
        conflicts: list[Objection] = []
        warnings: list[Objection] = []
        either_case: list[Step] = []
        other: dict[bytes, Step] = {}
        for folder, steps in folders.items():
            can = self.of(beneath, folder)
            if can.junctions:
                other |= _as_junctions(beneath.root, steps)
            conflicts += _conflicts(can, [step for step in steps if step.path not in other])
            warnings += _warnings(can, folder, steps)
            if can.case_sensitive is False:
                either_case += steps
        conflicts += _same_but_for_case(either_case)
        warnings += [Objection(path, _JUNCTION, _JUNCTION_HINT) for path in other]
        if other:
            planned = tuple(other.get(step.path, step) for step in proposal.plan.steps)
            proposal = replace(proposal, plan=replace(proposal.plan, steps=planned))
        return proposal.objecting(tuple(conflicts), tuple(warnings))


def _as_junctions(root: bytes, steps: Iterable[Step]) -> dict[bytes, Step]:
    """Steps by path that make a junction in place of a symbolic link."""
    found = {}
    for step in steps:
        if isinstance(step.after, Link) and step.after.kind is Kind.SYMLINK:
            link = junction_to(root, step.path, step.after)
            if link is not None:
                found[step.path] = step._replace(after=link)
    return found


def _conflicts(can: Capability, steps: Iterable[Step]) -> Iterator[Objection]:
    if can.symlinks is not False:
        return
    hint = _RIGHT_HINT if can.junctions else _LINKS_HINT
    for step in steps:
        if isinstance(step.after, Link) and step.after.kind is Kind.SYMLINK:
            yield Objection(step.path, can.reason, hint)


def _warnings(can: Capability, folder: bytes, steps: Iterable[Step]) -> Iterator[Objection]:
    if can.symlinks is None:
        reason = say("{why}: what can be done here is not known", why=can.reason)
        hint = say("If it stays so, nothing can be changed here.")
        yield Objection(folder or b".", reason, hint)
    for step in steps:
        retargeted = isinstance(step.before, Link) and isinstance(step.after, Link)
        if retargeted and can.exchange is False:
            hint = say("Let nothing read the link while it is changed.")
            yield Objection(step.path, _GAP, hint)


def _same_but_for_case(steps: Iterable[Step]) -> Iterator[Objection]:
    """Steps that are about one place on a file system that does not tell `A` from `a`."""
    first: dict[str, bytes] = {}
    for step in steps:
        same = step.path.decode("utf-8", "surrogateescape").casefold()
        other = first.setdefault(same, step.path)
        if other != step.path:
            reason = say("this file system does not tell it apart from {path}", path=shown(other))
            yield Objection(step.path, reason, say("Give one of them another name."))
