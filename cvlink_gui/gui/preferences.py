"""Options as the window sets them: in effect at once, and written off the GUI thread."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.settings import USER_OPTIONS, Option, Settings
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config
from cvlink_gui.gui.jobs import once

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

Wrong = Callable[[CvlinkError], None]


class Origin(StrEnum):
    """Where a value comes from."""

    DEFAULT = "default"
    USER = "user"
    PROJECT = "project"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class _Writing:
    """A change of a file, and what comes after it."""

    work: Callable[[], object]
    done: Callable[[Any], None]
    failed: Wrong


class Preferences(QObject):
    """The user's options, and those of the project that is open.

    Two changes never write the same file at a time: each waits for the one before it.
    """

    user_set = Signal(object)  # Option: it counts from now on
    changed = Signal()  # some value, or where it comes from, is another one

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench
        self._waiting: deque[_Writing] = deque()
        self._is_writing = False
        self._environment = config.from_environment()
        bench.config.followed.connect(self.changed)
        bench.opened.connect(lambda _project: self.changed.emit())

    def value(self, option: Option[Any]) -> Any:  # noqa: ANN401 (the type of the option)
        """What counts now."""
        return self._settings(option)[option]

    def origin(self, option: Option[Any]) -> Origin:
        if option.key in self._environment.values:
            return Origin.ENVIRONMENT
        if option.key not in self._settings(option).values:
            return Origin.DEFAULT
        return Origin.USER if option in USER_OPTIONS else Origin.PROJECT

    def put(self, option: Option[Any], plain: object, wrong: Wrong | None = None) -> None:
        """Set an option to a plain value that was checked; `wrong` says why it is not kept."""
        if option in USER_OPTIONS:
            value = option.parse(plain)
            self._use(option, {**self._bench.user.values, option.key: value})
            self._write(lambda: config.write_user(option, value), wrong)
        else:
            self._write_project(lambda root: config.set_option(root, option, plain), wrong)

    def reset(self, options: Iterable[Option[Any]], wrong: Wrong | None = None) -> None:
        """Let the defaults count for some options."""
        chosen = list(options)
        own = [option for option in chosen if option in USER_OPTIONS]
        others = [option for option in chosen if option not in USER_OPTIONS]
        if own:
            for option in own:
                values = self._bench.user.values.items()
                kept = {key: value for key, value in values if key != option.key}
                self._use(option, {**kept, **self._environment.values})
            self._write(lambda: config.reset_user(own), wrong)
        if others:
            self._write_project(lambda root: config.reset_options(root, others), wrong)

    def set_here(self, options: Sequence[Option[Any]]) -> list[Option[Any]]:
        """Those that a file sets, and that can be reset so."""
        files = (Origin.USER, Origin.PROJECT)
        return [option for option in options if self.origin(option) in files]

    def allow_root(self, folder: bytes, reason: str, then: Callable[[], None]) -> None:
        """Let links of the project lead into a folder outside; kept in `cvlink.toml`."""
        project = self._bench.project
        if project is None:
            return

        work = once(lambda: project.use(config.allow_root(project.root, folder, reason)))
        self._bench.start(self.tr("Saving settings"), work, lambda _none: then())

    def close(self) -> None:
        """Begin to write what still waits: the jobs wait for it."""
        works = [writing.work for writing in self._waiting]
        self._waiting.clear()
        if works:
            last = _Writing(lambda: [work() for work in works], lambda _n: None, self._bench.tell)
            self._start(last)

    # Inside

    def _settings(self, option: Option[Any]) -> Settings:
        project = self._bench.project
        if option in USER_OPTIONS:
            return self._bench.user
        return project.settings if project is not None else Settings()

    def _use(self, option: Option[Any], values: dict[str, object]) -> None:
        self._bench.user = replace(self._bench.user, values=values)
        self.user_set.emit(option)
        self.changed.emit()

    def _write_project(self, change: Callable[[bytes], Settings], wrong: Wrong | None) -> None:
        """Change `cvlink.toml`; what follows from other settings follows."""
        project = self._bench.project
        if project is None:
            return

        def work() -> Settings:
            before, found = project.settings, change(project.root)
            project.use(found)
            return before

        self._write(work, wrong, partial(self._follow, project))

    def _follow(self, project: Project, before: Settings) -> None:
        if self._bench.project is project:
            self._bench.config.follow(project, before)

    def _write(
        self,
        work: Callable[[], object],
        wrong: Wrong | None,
        then: Callable[[Any], None] = lambda _none: None,
    ) -> None:
        def done(found: object) -> None:
            self._is_writing = False
            then(found)
            self._next()

        def failed(error: CvlinkError) -> None:
            self._is_writing = False
            self.changed.emit()  # what was shown as set is not
            (wrong or self._bench.tell)(error)
            self._next()

        self._waiting.append(_Writing(work, done, failed))
        self._next()

    def _next(self) -> None:
        if self._waiting and not self._is_writing:
            self._is_writing = True
            self._start(self._waiting.popleft())

    def _start(self, writing: _Writing) -> None:
        title, work = self.tr("Saving settings"), once(writing.work)
        self._bench.start(title, work, writing.done, on_error=writing.failed, must_end=True)
