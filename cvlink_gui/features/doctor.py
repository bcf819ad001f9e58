"""`cvlink doctor`: what this system and the project's file system can do, and where things are."""

import re
from dataclasses import dataclass

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.errors import ConfigError, CvlinkError, StorageError
from cvlink_gui.core.names import join
from cvlink_gui.core.settings import Settings
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config
from cvlink_gui.fs.capability import Capability
from cvlink_gui.fs.files import TEMPORARY
from cvlink_gui.fs.journal import Entry
from cvlink_gui.fs.mountinfo import Mount, mount_of
from cvlink_gui.fs.system import System, system

# Temporary names, as they are made for files, for links, and for the steps of a change.
_TEMPORARY = re.compile(re.escape(TEMPORARY) + rb"[0-9a-f]{8,}(-[0-9]+)?-?")


@dataclass(frozen=True, slots=True)
class JournalState:
    """error: why it cannot be read; unfinished: what a crash left; holder: who has the lock."""

    path: bytes
    error: str
    unfinished: Entry | None
    holder: str | None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """settings_error: what is wrong in `cvlink.toml`; mount: None where the system does not say.

    left_behind  what lies under temporary names, and nobody works on it: a crash left it
    """

    system: System
    root: bytes
    settings_error: str
    mount: Mount | None
    capability: Capability
    settings_file: bytes
    log_file: bytes
    journal: JournalState
    left_behind: tuple[bytes, ...]


def examine(path: bytes) -> Diagnosis:
    """Look at everything once. A broken `cvlink.toml` or journal is part of the answer.

    Makes and removes test links in the project's folder. Raises NotAProject.
    """
    project, mistake = _opened(path)
    journal = _journal(project)
    return Diagnosis(
        system(),
        project.root,
        mistake,
        mount_of(project.root),
        _capability(project),
        config.user_file(),
        config.log_file(),
        journal,
        () if journal.holder or journal.error else _left_behind(project, journal.unfinished),
    )


def _left_behind(project: Project, unfinished: Entry | None) -> tuple[bytes, ...]:
    """Scans the project; what belongs to an unfinished change is for the recovery."""
    for batch in project.scan(anew=True):
        project.take_all(batch)
    tree = project.tree
    if TEMPORARY not in tree.text:
        return ()
    token = unfinished.token.encode("ascii") if unfinished else b"-"
    return tuple(
        join(tree.path(folder), name)
        for folder in (ROOT, *tree.folders())
        for name in tree.names(folder)
        if _TEMPORARY.fullmatch(name) and token not in name.removeprefix(TEMPORARY)
    )


def _opened(path: bytes) -> tuple[Project, str]:
    try:
        return Project.open(path), ""
    except ConfigError as error:
        return Project.open(path, Settings()), str(error)


def _capability(project: Project) -> Capability:
    try:
        return project.capability()
    except StorageError as error:
        return Capability(None, reason=error.message)


def _journal(project: Project) -> JournalState:
    journal = project.journal
    error, unfinished, holder = "", None, None
    try:
        journal.history(1)
        unfinished = journal.unfinished()
        holder = journal.holder()
    except CvlinkError as failure:
        error = str(failure)
    return JournalState(journal.path, error, unfinished, holder)
