"""What the command palette offers: the table of actions, and paths of the project that is open.

Actions are compared at once. What the project has is looked for in a job, which ends as soon as
other words are typed.
"""

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.filter import Filter
from cvlink_gui.core.fuzzy import Match, Query
from cvlink_gui.core.layout import Role
from cvlink_gui.core.names import shown
from cvlink_gui.features.project import Project
from cvlink_gui.features.seeking import Found, Hit, Hits, compare, seek
from cvlink_gui.gui import memory, theme
from cvlink_gui.gui.actions import ACTIONS, MENUS, ActionSpec, update_actions
from cvlink_gui.gui.jobs import Job
from cvlink_gui.gui.models.levels import DETAIL, STATE
from cvlink_gui.gui.models.palette_model import Choice, Row
from cvlink_gui.gui.notices import Notice, Tone
from cvlink_gui.gui.panels.palette import PaletteView
from cvlink_gui.gui.running import number
from cvlink_gui.gui.words import tr_core

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_MOST = 20  # paths of a kind
_RECENT = 5  # rows, while nothing is typed
_KEPT = 20
_REST_MS = 60  # a project is searched after so long without another key
_OFF = 6  # less for an action that cannot be run now
_ELSEWHERE = 8  # less for an action whose own name does not match
_LATELY = 6  # more for what was chosen lately
_PLACES: dict[Role | None, str] = {
    Role.RAW: "database",
    Role.PROCESSED: "layers",
    Role.SPLITS: "split",
}


class _Group(NamedTuple):
    """A heading, and rows with how well they match."""

    heading: str
    rows: list[tuple[float, Row]]

    @property
    def best(self) -> float:
        return max(score for score, _ in self.rows)


class Palette(QObject):
    """The palette of a window. `remember`: what was chosen is known at the next start."""

    def __init__(self, window: "MainWindow", *, remember: bool) -> None:
        super().__init__(window)
        self._window = window
        self._bench = window.workbench
        self._remember = remember
        self._lately: list[Choice] = []
        self._typed = ""
        self._found: Found | None = Found()  # None while it is looked for
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._seek)
        self.view: PaletteView = PaletteView(window)
        self.view.asked.connect(self._asked)
        self.view.chosen.connect(self._run)
        self.view.closed.connect(self._stop)
        self._bench.opened.connect(self._opened)

    def switch(self) -> None:
        """Open it, or close it."""
        if self.view.isVisible():
            self.view.close_it()
            return
        update_actions(self._window, self._window.actions_by_id)
        self.view.open()
        self._asked("")

    def follow(self) -> None:
        """Actions may be on or off now that were not: say so."""
        if self.view.isVisible():
            self._show(keep=True)

    @property
    def is_busy(self) -> bool:
        """True while something is still looked for."""
        return self._found is None

    # Looking

    def _asked(self, typed: str) -> None:
        self._stop()
        self._typed = typed
        has_words = bool(typed.strip()) and self._bench.project is not None
        self._found = None if has_words else Found()
        self._show(keep=False)
        if has_words:
            self._timer.start()

    def _stop(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _seek(self) -> None:
        project, typed = self._bench.project, self._typed
        if project is None:
            return

        def work(job: Job) -> Generator[None, None, Found]:
            yield from ()
            return seek(project, typed, _MOST, lambda: job.cancelled)

        def done(found: Found) -> None:
            if self._bench.project is project and typed == self._typed:
                self._found = found
                self._show(keep=True)

        def failed(error: CvlinkError) -> None:
            self._bench.tell(error)
            done(Found())

        self._job = self._bench.start("", work, done, on_error=failed, reads_tree=True)

    def _opened(self, project: Project) -> None:
        self._stop()
        self.view.close_it()
        known = memory.recall_choices(project.root) if self._remember else []
        self._lately = [Choice(action, path) for action, path in known]

    # Doing

    def _run(self, choice: Choice) -> None:
        self._lately = [choice, *(known for known in self._lately if known != choice)][:_KEPT]
        project = self._bench.project
        if self._remember and project is not None:
            memory.keep_choices(project.root, [(c.action, c.path) for c in self._lately])
        if choice.action:
            update_actions(self._window, self._window.actions_by_id)
            self._window.actions_by_id[choice.action].trigger()
        else:
            self._reveal(choice.path)

    def _reveal(self, path: bytes) -> None:
        """Go to a path; a filter that hides it is taken away."""
        space = self._window.workspace
        if not space.reveal(path) and not self._bench.filter.is_empty:
            self._window.filter_bar.reset()
            self._bench.set_filter(Filter())
        if not space.reveal(path):
            message = self.tr("This is not shown in the trees:") + "\n" + shown(path)
            self._bench.noticed.emit(Notice(message, Tone.WARNING))

    # Rows

    def _show(self, *, keep: bool) -> None:
        rows: list[Row] = []
        for group in self._groups():
            rows.append(Row(group.heading))
            rows += [row for _, row in group.rows]
        self.view.show_rows(rows, self._words(has_rows=bool(rows)), keep=keep)

    def _words(self, *, has_rows: bool) -> str:
        """What is said below the rows."""
        if self._found is None:
            return self.tr("Searching the project…")
        if self._bench.project is None:
            return self.tr("Datasets, experiments and links are found once a project is open.")
        if not self._typed.strip():
            return self.tr("Type to find datasets, experiments and links as well.")
        return "" if has_rows else self.tr("Nothing found.")

    def _groups(self) -> list[_Group]:
        """What matches, the group with the best of all first; all there is before words come."""
        query = Query.of(self._typed)
        lately = self._recent(query)
        told = {row.choice for _, row in lately}
        if not query.words:
            groups = [_Group(tr_core(menu), self._actions(query, menu, set())) for menu in MENUS]
            return [_Group(self.tr("Recent"), lately[:_RECENT]), *groups] if lately else groups
        found = self._found or Found()
        groups = [
            _Group(self.tr("Recent"), lately),
            _Group(self.tr("Actions"), self._matching(query, told)),
            self._paths(self.tr("Experiments"), found.experiments, told),
            self._paths(self.tr("Datasets"), found.datasets, told),
            self._paths(self.tr("Links"), found.links, told),
        ]
        return sorted((group for group in groups if group.rows), key=lambda g: -g.best)

    def _recent(self, query: Query) -> list[tuple[float, Row]]:
        """What was chosen lately and matches; the last one first, before words come."""
        found = []
        for choice in self._lately:
            row = self._recent_row(query, choice)
            if row is not None:
                found.append((row[0] + _LATELY, row[1]))
        return _sorted(found) if query.words else found

    def _recent_row(self, query: Query, choice: Choice) -> tuple[float, Row] | None:
        if choice.action:
            spec = next((s for s in ACTIONS if s.id == choice.action), None)
            return None if spec is None else self._action(query, spec)
        hit = compare(query, choice.path)
        return None if hit is None else self._path(hit)

    # Actions

    def _matching(self, query: Query, told: set[Choice | None]) -> list[tuple[float, Row]]:
        """Where nothing at all is found a letter may be wrong."""
        found = [row for menu in MENUS for row in self._actions(query, menu, told)]
        is_all = self._found is not None and not any(hits.count for hits in self._found)
        if not found and not told and is_all and not query.is_lenient:
            return self._matching(Query(query.words, is_lenient=True), told)
        return _sorted(found)

    def _actions(
        self, query: Query, menu: str, told: set[Choice | None]
    ) -> list[tuple[float, Row]]:
        specs = (spec for spec in ACTIONS if spec.menu == menu and spec.id != "palette")
        rows = (self._action(query, spec) for spec in specs if Choice(spec.id) not in told)
        return [row for row in rows if row is not None]

    def _action(self, query: Query, spec: ActionSpec) -> tuple[float, Row] | None:
        """An action that matches by its name, else with its menu, or in English."""
        action = self._window.actions_by_id[spec.id]
        text = action.text()
        match = query.match(text)
        if match is None:
            others = (f"{tr_core(spec.menu)} {text}", f"{spec.menu} {spec.text}")
            score = max((m.score for other in others if (m := query.match(other))), default=None)
            match = None if score is None else Match(score - _ELSEWHERE, ())
        if match is None:
            return None
        is_off = not action.isEnabled()
        row = Row(
            text,
            Choice(spec.id),
            match.places,
            action.toolTip() if is_off else self._about(spec, with_menu=bool(query.words)),
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            (spec.icon, "faint" if is_off else "quiet"),
            self.tr("action, not available") if is_off else self.tr("action"),
            is_off,
        )
        return match.score - _OFF * is_off, row

    def _about(self, spec: ActionSpec, *, with_menu: bool) -> str:
        """The menu it is in, and whether it is on, of what is switched on and off."""
        words = [tr_core(spec.menu)] if with_menu else []
        if spec.is_on is not None:
            words.append(self.tr("on") if spec.is_on(self._window) else self.tr("off"))
        return "  ·  ".join(words)

    # Paths

    def _paths(self, name: str, hits: Hits, told: set[Choice | None]) -> _Group:
        rows = (self._path(hit) for hit in hits.best if Choice(path=hit.path) not in told)
        return _Group(self._heading(name, hits), [row for row in rows if row is not None])

    def _heading(self, name: str, hits: Hits) -> str:
        """The name of a group, and what was left out."""
        best, count = number(len(hits.best)), number(hits.count)
        if not hits.is_all:
            return self.tr("{0}: the best {1} of the first {2} that match").format(
                name, best, count
            )
        if hits.count > len(hits.best):
            return self.tr("{0}: the best {1} of {2}").format(name, best, count)
        return name

    def _path(self, hit: Hit) -> tuple[float, Row] | None:
        """A path that is still there, with what the trees say of it."""
        project = self._bench.project
        node = project.tree.find(hit.path) if project else None
        if project is None or node is None:
            return None
        role = project.layout.role_of(hit.path)
        is_link = project.tree.kind(node).is_link
        is_experiment = project.layout.experiment_of(hit.path) == hit.path
        space = self._window.workspace
        model = space.experiment_model if role is Role.EXPERIMENTS else space.dataset_model
        cells = (model.cell(node, column) for column in (DETAIL, STATE))
        if is_link:
            kind, mark = self.tr("link"), theme.HEALTH_MARKS[project.tree.health(node)]
        elif is_experiment:
            kind, mark = self.tr("experiment"), ("flask-conical", "accent")
        else:
            kind, mark = self.tr("dataset"), (_PLACES.get(role, "folder"), "accent")
        detail = "  ·  ".join(cell.text for cell in cells if cell.text)
        row = Row(hit.text, Choice(path=hit.path), hit.match.places, detail, "", mark, kind)
        return hit.match.score, row


def _sorted(rows: Sequence[tuple[float, Row]]) -> list[tuple[float, Row]]:
    return sorted(rows, key=lambda row: -row[0])
