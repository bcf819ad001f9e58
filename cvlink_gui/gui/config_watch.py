"""The project's settings as somebody else edits them: read again, and said."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cvlink_gui.core.errors import ConfigError
from cvlink_gui.core.settings import CONFIG_NAME, Settings
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config
from cvlink_gui.gui.jobs import Job, once
from cvlink_gui.gui.notices import Notice, Tone, of_error

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_LOOK_MS = 2_000  # between two looks at the file
_SOON_MS = 300  # where something else was being done
Stamp = tuple[int, int, int] | None  # None: it is not there, or cannot be looked at
Found = tuple[Stamp, Settings | ConfigError | None]  # None: it was not read again


class ConfigWatch(QObject):
    """Follows the `cvlink.toml` of the project that is open.

    Settings the program has written itself are those of the project already: nothing is said then.
    """

    followed = Signal()  # other settings count

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._stamp: Stamp = None
        self._has_looked = False  # at the project that is open
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        bench.opened.connect(self._opened)

    def close(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Look whether the file is another one; not while anything else is done."""
        project, known = self._bench.project, self._stamp
        is_busy = bool(self._bench.jobs.titles)
        self._timer.start(_SOON_MS if is_busy else _LOOK_MS)
        if project is None or is_busy:
            return
        is_first, before = not self._has_looked, project.settings

        def work() -> Found | None:
            return _read_again(project, known, always=is_first)

        def done(found: Found | None) -> None:
            if self._bench.jobs.titles or project.settings is not before:
                self._timer.start(_SOON_MS)  # what was read may be from before it was written
            elif self._bench.project is project and found is not None:
                self._has_looked = True
                self._take(project, *found, is_first=is_first)

        tell = self._bench.tell
        self._bench.jobs.start(Job("", once(work), on_done=done, on_error=tell, aside=True))

    def _opened(self, _project: Project) -> None:
        self._stamp, self._has_looked = None, False
        self._timer.start(_LOOK_MS)

    def _take(
        self,
        project: Project,
        stamp: Stamp,
        found: Settings | ConfigError | None,
        *,
        is_first: bool,
    ) -> None:
        self._stamp = stamp
        if isinstance(found, ConfigError):
            if not is_first:  # else it was opened without the file, and that was said
                words = self.tr("The settings read before still count.")
                notice = f"{of_error(found).text}\n{words}"
                self._bench.noticed.emit(Notice(notice, Tone.BAD))
        elif found is not None and found != project.settings:
            self._follow(project, found)

    def follow(self, project: Project, before: Settings) -> None:
        """Do what follows from settings the program has written, and that count already."""
        if project.settings.roles() != before.roles():
            self._offer_to_open_again(project)
        self._take_effect()

    def _follow(self, project: Project, found: Settings) -> None:
        if found.roles() != project.settings.roles():
            self._offer_to_open_again(project)
            return

        def done(_none: None) -> None:
            if self._bench.project is project:
                self._bench.noticed.emit(
                    Notice(self.tr("cvlink.toml was changed: the new settings count from now on."))
                )
                self._take_effect()

        self._bench.start(self.tr("Reading settings"), once(lambda: project.use(found)), done)

    def _offer_to_open_again(self, project: Project) -> None:
        words = self.tr("The folders named in cvlink.toml are others now.")
        again, root = self.tr("Open again"), project.root
        notice = Notice(words, Tone.WARNING, again, lambda: self._bench.open(root))
        self._bench.noticed.emit(notice)

    def _take_effect(self) -> None:
        self.followed.emit()
        self._bench.profiles.ask()
        self._bench.audit()


def _read_again(project: Project, known: Stamp, *, always: bool) -> Found | None:
    """The file's stamp, and what it says if that is another one; None where nobody can look."""
    path = os.path.join(project.root, CONFIG_NAME)
    if project.storage.guard()(path) is not None:
        return None
    stamp = _stamp(path)
    if stamp == known and not always:
        return stamp, None
    try:
        return stamp, config.read_project(project.root)
    except ConfigError as error:
        return stamp, error


def _stamp(path: bytes) -> Stamp:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
