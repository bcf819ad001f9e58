"""Backups of all links: taken, listed, compared, and restored as a plan like any other."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from cvlink_gui.core.errors import StorageError, UsageError
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import is_within, join, normal, parent, shown, ways_to
from cvlink_gui.core.plan import Absent, Link, Look, Objection, Plan, Proposal, Step
from cvlink_gui.core.said import say, say_count
from cvlink_gui.core.settings import SNAPSHOTS_KEPT
from cvlink_gui.core.snapshots import Recorded, Snapshot, Why
from cvlink_gui.features.linking import add_folders, taken
from cvlink_gui.features.project import Project
from cvlink_gui.fs import snapshots as files
from cvlink_gui.fs.snapshots import Store, Stored
from cvlink_gui.fs.windows import WINDOWS

NEWEST = "newest"
_HINT = say("Nothing was changed. `cvlink backup --list` names the snapshots of this project.")


def take(project: Project, tell: Callable[[int], None] = lambda _links: None) -> Snapshot:
    """All links of the project as they lie on the disk now; raises StorageError.

    tell  is told how many links there are so far
    """
    project.storage.check([project.root])
    return files.take(project.root, project.storage.guard(), tell)


def stored(project: Project) -> list[Stored]:
    """The snapshots that are kept of a project, the newest first."""
    return Store.of_project(project.root).all()


def keep(project: Project, snapshot: Snapshot, why: Why = Why.ASKED) -> Stored:
    """Keep a snapshot in the user's data folder; UsageError for one without a link."""
    _refuse_empty(project, snapshot)
    return Store.of_project(project.root).keep(snapshot, project.settings[SNAPSHOTS_KEPT], why)


def save(project: Project, snapshot: Snapshot, path: bytes) -> None:
    """Write a snapshot to a file (absolute); what was there stays beside it as `path~`.

    Raises UsageError for one without a link, StorageError for one that is not whole where a file
    is already: neither is to take the place of a good one.
    """
    _refuse_empty(project, snapshot)
    if snapshot.unread and os.path.lexists(path):
        words = say_count(
            len(snapshot.unread),
            "%Ln folder could not be read, so this file was left as it is",
            "%Ln folders could not be read, so this file was left as it is",
        )
        hint = say("Name a new file, or mend the folders.")
        raise StorageError(words, path=path, hint=hint)
    files.write(path, snapshot)


def is_due(project: Project, hours: float, path: bytes | None = None) -> bool:
    """True if the newest whole snapshot, or the one in a file (absolute), is older than that.

    hours  0 for never
    """
    if path is None:
        made = max((one.made for one in stored(project) if one.whole), default=0.0)
    else:
        made = files.read(path).made if os.path.lexists(path) else 0.0
    return hours > 0 and not 0 <= time.time() - made < hours * 3600


def find(project: Project, text: str) -> bytes:
    """The file of a snapshot that is named: a path, `newest`, or a name of `stored`."""
    if os.path.lexists(text):
        return os.path.abspath(os.fsencode(text))
    for one in stored(project):
        if text in (one.name, NEWEST) and (one.whole or text != NEWEST):
            return one.path
    raise UsageError(say("There is no such snapshot"), path=os.fsencode(text), hint=_HINT)


def read(project: Project, path: bytes, *, moved: bool = False) -> Snapshot:
    """The snapshot in a file, for this project; paths of other formats become relative.

    moved  it may be of a project that was at another place, with another folder

    Raises UsageError for what is no snapshot, or one of another project.
    """
    found = files.read(path)
    if not found.root:
        return replace(found, links=dict(_inside(project, found.links, path)))
    here = os.stat(project.root)
    same = found.root == project.root or found.identity == (here.st_dev, here.st_ino)
    if not same and not moved:
        words = say("This snapshot is of another project: {root}", root=shown(found.root))
        hint = say("Nothing was changed. If that project is here now, say --moved.")
        raise UsageError(words, path=path, hint=hint)
    return found


def propose_restore(
    project: Project, snapshot: Snapshot, only: Sequence[bytes] = (), *, exact: bool = False
) -> Proposal:
    """The plan that makes the links what they were: those missing, those that lead elsewhere.

    only   the links at or below these paths; all if none is named
    exact  also removes links that were not there then
    """
    look, places = project.looks(), frozenset(only)
    wanted = {path: link for path, link in snapshot.links.items() if _is_meant(path, places)}
    steps: dict[bytes, Step] = {}
    conflicts: list[Objection] = []
    for path, link in sorted(wanted.items()):
        conflicts += _restore(path, link, look, steps)
    new = dict(_new(project, snapshot, places))
    known = {place for path in (*wanted, *(new if exact else ())) for place in _around(path)}
    conflicts += [_not_there(path) for path in only if path not in known]
    if exact:
        steps |= {path: Step(path, link, Absent()) for path, link in new.items()}
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(snapshot.made))
    found = Proposal(
        Plan(say("Restore links of {when}", when=when), tuple(steps.values())), tuple(conflicts)
    )
    stay = () if exact or not new else (_stays(list(new)),)
    return project.policy.check(found.objecting(warnings=stay))


def _restore(path: bytes, link: Recorded, look: Look, steps: dict[bytes, Step]) -> list[Objection]:
    """Add the steps that bring one link back; what speaks against them."""
    kind = link.kind if WINDOWS else Kind.SYMLINK
    wanted, found = Link(link.text, kind), look(path)
    if isinstance(found, Link):
        if (found.text, found.kind) != (link.text, kind):
            steps[path] = Step(path, found, wanted)
        return []
    if not isinstance(found, Absent):
        return [taken(path, found)]
    objections = add_folders(parent(path), look, steps)
    steps[path] = Step(path, found, wanted)
    return objections


def _new(project: Project, snapshot: Snapshot, only: Set[bytes]) -> Iterator[tuple[bytes, Link]]:
    """Links that are there now and were not then, as far as both are known."""
    now = take(project).links
    for path in sorted(now.keys() - snapshot.links.keys()):
        unknown = any(is_within(path, folder) for folder in snapshot.unread)
        if _is_meant(path, only) and not unknown:
            yield path, Link(now[path].text, now[path].kind, now[path].identity)


def _stays(new: Sequence[bytes]) -> Objection:
    reason = say_count(
        len(new),
        "this link is new since then: it stays",
        "%Ln links are new since then, this one among them: they stay",
    )
    return Objection(new[0], reason, say("An exact restore (`--exact`) removes them."))


def _not_there(path: bytes) -> Objection:
    words = say("the snapshot has no link there")
    return Objection(path, words, say("`cvlink diff` shows what it has."))


def _is_meant(path: bytes, only: Set[bytes]) -> bool:
    return not only or any(place in only for place in _around(path))


def _around(path: bytes) -> Iterator[bytes]:
    """The path and all folders it lies in, the project's own among them."""
    yield b""
    yield from ways_to(path)


def _inside(
    project: Project, links: Mapping[bytes, Recorded], file: bytes
) -> Iterator[tuple[bytes, Recorded]]:
    """Links that are named by absolute paths, by their paths in the project."""
    for path, link in links.items():
        full = normal(join(project.root, path))
        named = project.policy.inside(full)
        if named.startswith(b"/"):  # the folder may be spelled in another way
            folder, name = os.path.split(full)
            named = project.policy.inside(join(os.path.realpath(folder), name))
        if named.startswith(b"/") or not named:
            words = say("This backup is of another project: {path}", path=shown(path))
            here = shown(project.root)
            hint = say("Nothing was changed. The links have to lie in {here}.", here=here)
            raise UsageError(words, path=file, hint=hint)
        yield named, link


def _refuse_empty(project: Project, snapshot: Snapshot) -> None:
    if not snapshot.links:
        hint = say("Check the path, and whether the data is mounted. Earlier snapshots stay.")
        raise UsageError(say("There is no link to back up"), path=project.root, hint=hint)
