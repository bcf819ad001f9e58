"""What a plan may do in this project: a plan in, objections out. By text, without the disk."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cvlink_gui.core.layout import Layout, Role
from cvlink_gui.core.names import basename, is_within, join, normal, parent, relative_to, split
from cvlink_gui.core.plan import Link, Objection, Plan, Proposal, Step
from cvlink_gui.core.said import Said, say

NAME_MAX = 255  # bytes; limits of Linux file systems, linux/limits.h
PATH_MAX = 4095
_NO_NAMES = (b"", b".", b"..")


@dataclass(frozen=True, slots=True)
class Policy:
    """The project's root (absolute, canonical), other roots links may lead to, and its layout."""

    root: bytes
    allowed_roots: tuple[bytes, ...]
    layout: Layout

    def reached(self, link: bytes, text: bytes) -> bytes:
        """Where a link leads by its text: relative to the root where inside it, else absolute."""
        return self.inside(normal(join(join(self.root, parent(link)), text)))

    def allows(self, place: bytes) -> bool:
        """True if an absolute place lies in the project or in another allowed root."""
        return any(is_within(place, root) for root in (self.root, *self.allowed_roots))

    def inside(self, path: bytes) -> bytes:
        """An absolute path as the project names it: relative where it lies inside the root."""
        if path == self.root:
            return b""
        return path[len(self.root.rstrip(b"/")) + 1 :] if is_within(path, self.root) else path

    def absolute(self, path: bytes) -> bytes:
        """The absolute path of a path as the project names it."""
        return join(self.root, path) if path else self.root

    def link_text(self, link: bytes, target: bytes, style: str) -> bytes:
        """The text for a link at `link` to `target`; style: relative, absolute or shortest.

        Relative is kept to targets inside the project: a relative text that climbs out of it
        would break as soon as the project moves, the absolute one does not.
        """
        if style == "relative" and not target.startswith(b"/"):
            return relative_to(target, parent(link))
        absolute = self.absolute(target)
        if style == "shortest":
            return min(relative_to(absolute, self.absolute(parent(link))), absolute, key=len)
        return absolute

    def named(self, path: bytes) -> bytes:
        """A path as somebody wrote it, relative to the root or absolute, as the project has it."""
        tidy = normal(path)
        if tidy[:1] == b"/" or tidy[:2] == b"..":
            return self.inside(normal(join(self.root, path)))
        return tidy

    def check(self, proposal: Proposal) -> Proposal:
        """The proposal with this project's conflicts and warnings added."""
        plan = proposal.plan
        raw = self.layout.folders(Role.RAW)
        doubtful = self._doubtful(plan, raw)
        conflicts = [o for step in doubtful for o in self._step_conflicts(step, raw)]
        warnings = [o for step in doubtful for o in self._step_warnings(step)]
        return proposal.objecting((*_twice(plan), *conflicts), tuple(warnings))

    def _doubtful(self, plan: Plan, raw: Sequence[bytes]) -> list[Step]:
        """The steps something may speak against.

        What can be said of all links from one folder into another is asked once for all of them.
        """
        plain: dict[tuple[bytes, bytes | None], bool] = {}
        doubtful = []
        for step in plan.steps:
            path, text = step.path, step.after.text if isinstance(step.after, Link) else None
            folder, name = split(path)
            head, end = (None, b"") if text is None else split(text)
            way = folder, head
            if way not in plain:
                plain[way] = self._is_plain(folder, head, raw)
            if (
                step.twin
                or not plain[way]
                or _is_odd(path, name)
                or (text is not None and _is_odd(text, end))
            ):
                doubtful.append(step)
        return doubtful

    def _is_plain(self, folder: bytes, head: bytes | None, raw: Sequence[bytes]) -> bool:
        """True if of no step in a folder more has to be asked than whether it is odd.

        folder  with a slash at its end
        head    all but the last part of the text of the links to be; None for no links
        """
        path = folder + b"x"
        within = parent(path)
        if _path_faults(path) or any(is_within(within, p) or within == parent(p) for p in raw):
            return False
        if head is None:
            return True
        here, there = self.absolute(within), self.absolute(self.reached(path, head))
        if head.startswith(b"/") and (is_within(there, self.root) or is_within(self.root, there)):
            return False
        return not is_within(here, there)

    def _step_conflicts(self, step: Step, raw: Sequence[bytes]) -> list[Objection]:
        reasons = _path_faults(step.path)
        kept = step.twin.kept if step.twin else step.path
        reasons += _path_faults(kept) if kept != step.path else []
        if any(is_within(path, place) for path in (step.path, kept) for place in raw):
            reasons.append(
                (say("raw data stays as it is"), say("Make the link in an experiment or a split."))
            )
        if isinstance(step.after, Link):
            reasons += _text_faults(step.after.text)
            reached = self.reached(step.path, step.after.text)
            if is_within(self.absolute(step.path), self.absolute(reached)):
                reasons.append(
                    (say("the link would contain itself"), say("Choose another place for it."))
                )
        return [Objection(step.path, reason, hint) for reason, hint in reasons]

    def _step_warnings(self, step: Step) -> list[Objection]:
        if not isinstance(step.after, Link):
            return []
        target = self.absolute(self.reached(step.path, step.after.text))
        if step.after.text.startswith(b"/") and is_within(target, self.root):
            reason = say("absolute link: breaks when the project moves")
            return [Objection(step.path, reason, say("Make it relative."))]
        return []


def _twice(plan: Plan) -> list[Objection]:
    counts = Counter(step.path for step in plan.steps)
    return [
        Objection(path, say("the plan has two steps for this path"), say("Keep one of them."))
        for path, count in counts.items()
        if count > 1
    ]


def _is_odd(path: bytes, name: bytes) -> bool:
    """True for a path with a fault that its folder need not have, or that ends in no real name."""
    return len(name) > NAME_MAX or len(path) > PATH_MAX or name in _NO_NAMES or b"\0" in path


def _path_faults(path: bytes) -> list[tuple[Said, Said]]:
    faults = []
    if path.startswith(b"/") or normal(path) != path or not path or b".." in path.split(b"/"):
        faults.append((say("lies outside the project"), say("Choose a place inside the project.")))
    if b"\0" in path:
        faults.append((say("a name cannot contain a NUL byte"), say("Choose another name.")))
    if len(basename(path)) > NAME_MAX:
        faults.append(
            (
                say("the name is longer than {most} bytes", most=NAME_MAX),
                say("Choose a shorter name."),
            )
        )
    if len(path) > PATH_MAX:
        faults.append(
            (
                say("the path is longer than {most} bytes", most=PATH_MAX),
                say("Choose a shorter path."),
            )
        )
    return faults


def _text_faults(text: bytes) -> list[tuple[Said, Said]]:
    if not text or b"\0" in text:
        return [(say("the target is empty or has a NUL byte"), say("Name a target."))]
    if len(text) > PATH_MAX:
        return [
            (
                say("the target is longer than {most} bytes", most=PATH_MAX),
                say("Use a shorter path."),
            )
        ]
    return []
