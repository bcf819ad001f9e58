"""Data under DVC with a link to it under git: the commands, said first, then run one by one.

dvc and git are the user's own, in the user's own repository. The link is made by the engine, so it
is in the history; what dvc and git did is theirs to take back.
"""

import os
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from cvlink_gui.core.errors import PlanRefused, StorageError, UsageError
from cvlink_gui.core.links import Health, Kind
from cvlink_gui.core.names import basename, join, parent, shown
from cvlink_gui.core.plan import Absent, Link, Objection, Plan, Proposal
from cvlink_gui.core.said import Said, say
from cvlink_gui.core.settings import LINK_STYLE
from cvlink_gui.features.git import repositories, repository_of
from cvlink_gui.features.linking import Pair, propose_links
from cvlink_gui.features.project import Project
from cvlink_gui.features.repository import Repository, text_hash
from cvlink_gui.fs import programs
from cvlink_gui.fs.documents import read_yaml
from cvlink_gui.fs.scan import scan
from cvlink_gui.fs.verdict import ask

_LONG = 7 * 24 * 3600.0  # seconds; to hash a terabyte takes hours
_QUIET = {"DVC_NO_ANALYTICS": "1", "GIT_TERMINAL_PROMPT": "0"}
_HINT = say("Nothing was changed.")


class Does(Enum):
    """What a command of the sequence is for."""

    ADD_DATA = "dvc looks after the data"
    RECORD_DATA = "git records what dvc wrote"
    MAKE_LINK = "a link leads to the data"
    RECORD_LINK = "git records the link"


class Command(NamedTuple):
    """One command, run in the folder of the guide. The link is made without one, by the engine."""

    does: Does
    words: tuple[bytes, ...]

    @property
    def text(self) -> str:
        """As one would type it."""
        return " ".join(shlex.quote(shown(word)) for word in self.words)


@dataclass(frozen=True, slots=True)
class Guide:
    """What is to be done, and what should be known before; a conflict, and nothing of it is run.

    data, link  what is put under DVC, and what is to lead to it; as the project names paths
    top         the folder of the repository of DVC, absolute: there the commands are run
    proposal    the link, with conflicts and warnings
    """

    data: bytes
    link: bytes
    top: bytes
    repository: Repository
    proposal: Proposal
    commands: tuple[Command, ...]


def guide(project: Project, data: bytes, link: bytes) -> Guide:
    """Plan it, and change nothing.

    Raises UsageError where it cannot be: no such data, a link in place of data, no repository of
    DVC or of git around it.
    """
    full = project.policy.absolute(data)
    if data.startswith(b"/") or not data or isinstance(project.look(data), Absent):
        raise UsageError(say("There is no such data in the project"), path=data, hint=_HINT)
    if os.path.realpath(full) != full:
        words = say("This is a link, or lies behind one; DVC looks after data where it really is")
        raise UsageError(words, path=data, hint=_HINT)
    top, repository = _top(full), repository_of(repositories(project), full)
    if top is None or repository is None:
        what = "DVC" if repository is not None else "git"
        hint = say("Make one first: `{what} init`. Nothing was changed.", what=what.lower())
        words = say("This lies in no repository of {what}", what=what)
        raise UsageError(words, path=data, hint=hint)
    found = propose_links(
        [Pair(link, data)],
        project.policy,
        project.looks(),
        style=project.settings[LINK_STYLE],
        replace=True,
        title=say("Link {name}, which DVC looks after", name=shown(basename(data))),
    )
    doubts = (*_taken(found.plan), *_left_out(project, data))
    proposal = project.propose(found).objecting(warnings=doubts)
    planned = Guide(data, link, top, repository, proposal, ())
    return replace(planned, commands=tuple(_commands(project, planned)))


def follow(
    project: Project, planned: Guide, tell: Callable[[bytes], None] = lambda _said: None
) -> Iterator[Command]:
    """Run it: each command is told before it is run, and the next one when that is done.

    tell  is told what a program said

    Raises PlanRefused where there is a conflict, CvlinkError with the words of dvc or git where
    they refuse: what was done before stays.
    """
    if planned.proposal.conflicts:
        first = planned.proposal.conflicts[0]
        raise PlanRefused(first.reason, path=first.path, hint=_HINT)
    for command in planned.commands:
        yield command
        if command.does is Does.ADD_DATA:
            environment = os.environ | _QUIET
            tell(programs.output(command.words, planned.top, environment, seconds=_LONG))
        elif command.does is Does.MAKE_LINK:
            for failure in project.run(planned.proposal.plan).failures:
                raise StorageError(failure.error, path=failure.step.path)
        else:
            paths = _records(planned.data) if command.does is Does.RECORD_DATA else [planned.link]
            _add(project, planned.repository, paths)


def problems(project: Project, planned: Guide) -> list[Said]:
    """What is not as it should be after all was run; empty where the link resolves, recorded."""
    link, data = (project.policy.absolute(path) for path in (planned.link, planned.data))
    names = {"link": shown(planned.link), "data": shown(planned.data)}
    found = []
    if ask(link)[0] is not Health.OK or os.path.realpath(link) != os.path.realpath(data):
        found.append(say("{link} does not lead to {data}", **names))
    if not _is_recorded(data):
        found.append(say("DVC has no record of {data}", **names))
    now = project.look(planned.link)
    index = Repository(planned.repository.top).index
    number = index.links.get(link[len(planned.repository.top.rstrip(b"/")) + 1 :])
    if not isinstance(now, Link) or number is None or text_hash(now.text, number) != number:
        found.append(say("git does not record {link} as the link it is", **names))
    return found


def _commands(project: Project, planned: Guide) -> Iterator[Command]:
    def named(path: bytes) -> bytes:
        below = os.path.relpath(project.policy.absolute(path), planned.top)
        return b"./" + below if below.startswith(b"-") else below

    yield Command(Does.ADD_DATA, (b"dvc", b"add", named(planned.data)))
    records = map(named, _records(planned.data))
    yield Command(Does.RECORD_DATA, (b"git", b"add", *records))
    for step in planned.proposal.plan.steps:
        if isinstance(step.after, Link):
            flags = b"-sfn" if isinstance(step.before, Link) else b"-s"
            words = (b"ln", flags, step.after.text, named(step.path))
            yield Command(Does.MAKE_LINK, words)
    yield Command(Does.RECORD_LINK, (b"git", b"add", named(planned.link)))


def _records(data: bytes) -> list[bytes]:
    """What dvc writes beside the data."""
    return [data + b".dvc", join(parent(data), b".gitignore")]


def _add(project: Project, repository: Repository, paths: list[bytes]) -> None:
    there = [project.policy.absolute(path) for path in paths]
    feed = b"".join(
        path[len(repository.top.rstrip(b"/")) + 1 :] + b"\0"
        for path in there
        if os.path.lexists(path)
    )
    repository.write("add", "--pathspec-from-file=-", "--pathspec-file-nul", feed=feed)


def _top(path: bytes) -> bytes | None:
    """The nearest folder upward with a `.dvc` folder."""
    while path != os.path.dirname(path):
        path = os.path.dirname(path)
        if os.path.isdir(join(path, b".dvc")):
            return path
    return None


def _taken(plan: Plan) -> Iterator[Objection]:
    """The link may be there already: it would lead somewhere else from then on."""
    for step in plan.steps:
        if isinstance(step.before, Link):
            words = say("this link is there, and leads to {text} now", text=shown(step.before.text))
            yield Objection(step.path, words, say("Choose another name to keep it as it is."))


def _left_out(project: Project, data: bytes) -> Iterator[Objection]:
    """`dvc add` copies what links to files lead to, and leaves out links to folders, silently."""
    for listing in scan(project.root, data, avoid=project.storage.guard()):
        for entry in listing.entries():
            if entry.kind.is_link and entry.target_kind is Kind.DIR:
                path = join(listing.folder, entry.name)
                hint = say("Put the folder itself under DVC.")
                yield Objection(path, say("dvc leaves out links to folders"), hint)
                return


def _is_recorded(data: bytes) -> bool:
    from cvlink_gui.features.dvc_types import DvcFile

    if not os.path.lexists(data + b".dvc"):
        return False
    outs = read_yaml(data + b".dvc", DvcFile).outs
    return any(os.fsencode(out.path) == basename(data) and out.md5 for out in outs)
