"""What became of one link so far: what was done here, what was committed, who made what is there.

The journal is that of this user on this machine; git knows of others.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import shown
from cvlink_gui.core.plan import Found, Link, State
from cvlink_gui.features.git import repository_of
from cvlink_gui.features.project import Project
from cvlink_gui.features.repository import Repository
from cvlink_gui.fs.journal import Entry
from cvlink_gui.fs.programs import Patience

_COMMITS = 6
_GIT_SECONDS = 10.0  # somebody waits


@dataclass(frozen=True, slots=True)
class Event:
    """One change of a link, at a time in seconds since 1970.

    title          what was done, or the subject of a commit
    before, after  the text of the link; None where there was none
    who            the author of a commit; "" for this program
    entry          of the journal, that may be taken back; None for a commit
    commit         its short hash
    """

    at: float
    title: str
    before: bytes | None
    after: bytes | None
    who: str = ""
    entry: Entry | None = None
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """All that is known, the newest first.

    owner, made_at  who made what lies there now, and when; "" and 0.0 where that is not known
    """

    path: bytes
    events: tuple[Event, ...] = field(default=())
    owner: str = ""
    made_at: float = 0.0


def past(
    project: Project, path: bytes, entries: Iterable[Entry], repositories: list[Repository]
) -> Past:
    """The past of the link at a path (relative).

    entries       of the journal, the newest first
    repositories  of the project, the innermost first
    """
    events = [*_done_here(path, entries), *_committed(project, path, repositories)]
    events.sort(key=lambda event: -event.at)
    absolute = project.policy.absolute(path)
    if project.storage.guard(follow=False)(absolute) is not None:
        return Past(path, tuple(events))
    try:
        found = os.lstat(absolute)
    except OSError:
        return Past(path, tuple(events))  # it is gone: that, too, may have been done here
    return Past(path, tuple(events), _name_of(found.st_uid), found.st_mtime)


def _done_here(path: bytes, entries: Iterable[Entry]) -> Iterator[Event]:
    for entry in entries:
        for step in entry.plan.steps:
            if step.path == path:
                before, after = _text(step.before), _text(step.after)
                yield Event(entry.at, entry.title, before, after, entry=entry)


def _text(state: State | Found) -> bytes | None:
    return state.text if isinstance(state, Link) else None


def _committed(project: Project, path: bytes, repositories: list[Repository]) -> Iterator[Event]:
    absolute = project.policy.absolute(path)
    known = repository_of(repositories, absolute)
    if known is None or project.storage.guard()(known.top) is not None:
        return
    repository = Repository(known.top, Patience(_GIT_SECONDS))
    try:
        commits = repository.log(absolute[len(known.top) + 1 :], _COMMITS)
    except CvlinkError:
        return  # what git cannot read is told of by the marks of the rows
    for one in commits:
        title, who = shown(one.subject), shown(one.author)
        yield Event(one.at, title, one.before, one.after, who, commit=one.number)


def _name_of(user: int) -> str:
    if sys.platform == "win32":
        return ""
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
