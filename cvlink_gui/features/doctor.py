"""`cvlink doctor`: what this system and the project's file system can do, and where things are."""

from dataclasses import dataclass

from cvlink_gui.core.errors import ConfigError, CvlinkError, StorageError
from cvlink_gui.core.settings import Settings
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config
from cvlink_gui.fs.capability import Capability
from cvlink_gui.fs.journal import Entry
from cvlink_gui.fs.mountinfo import Mount, mount_of
from cvlink_gui.fs.system import System, system


@dataclass(frozen=True, slots=True)
class JournalState:
    """error: why it cannot be read; unfinished: what a crash left; holder: who has the lock."""

    path: bytes
    error: str
    unfinished: Entry | None
    holder: str | None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """settings_error: what is wrong in `cvlink.toml`; mount: None where the system does not say."""

    system: System
    root: bytes
    settings_error: str
    mount: Mount | None
    capability: Capability
    settings_file: bytes
    log_file: bytes
    journal: JournalState


def examine(path: bytes) -> Diagnosis:
    """Look at everything once. A broken `cvlink.toml` or journal is part of the answer.

    Makes and removes test links in the project's folder. Raises NotAProject.
    """
    project, mistake = _opened(path)
    return Diagnosis(
        system(),
        project.root,
        mistake,
        mount_of(project.root),
        _capability(project),
        config.user_file(),
        config.log_file(),
        _journal(project),
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
