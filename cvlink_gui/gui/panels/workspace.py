"""The three columns and the tabs below: datasets, experiments, inspector; problems, history."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.changes import Change
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.filter import Marks
from cvlink_gui.core.findings import Verdict
from cvlink_gui.features.audit import Audit
from cvlink_gui.features.project import Project
from cvlink_gui.features.tracking import Tracked
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE
from cvlink_gui.gui.models.tree_model import TreeModel
from cvlink_gui.gui.panels import tops
from cvlink_gui.gui.panels.dashboard import Dashboard
from cvlink_gui.gui.panels.dropping import DropZone
from cvlink_gui.gui.panels.history import HistoryPanel
from cvlink_gui.gui.panels.inspector import Inspector
from cvlink_gui.gui.panels.lineage import LineagePanel
from cvlink_gui.gui.panels.matches import OPEN_TOPS, Matches
from cvlink_gui.gui.panels.problems import ProblemsPanel
from cvlink_gui.gui.panels.tree_view import LinkTreeView
from cvlink_gui.gui.retelling import carry_over
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.topics import TOPIC
from cvlink_gui.gui.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Seen:
    """Where somebody is in both trees, in the paths of the project."""

    expanded: tuple[bytes, ...]
    current: bytes
    selected: list[list[bytes]]  # of each tree
    scrolled: list[int]


class Workspace(QWidget):
    """Everything one sees of an open project."""

    rows_came = Signal()  # all rows of a project that was just opened are there

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self._workbench = workbench
        self._top_folders: set[bytes] = set()
        self._top_depth = 0
        self._open_before: tuple[bytes, ...] | None = None  # open rows when a filter was set
        self.is_fresh = True  # nothing was opened or closed yet in the project that is shown
        self.dataset_model = TreeModel(self)
        self.experiment_model = TreeModel(self)
        self._models = (self.dataset_model, self.experiment_model)
        self.datasets, self.experiments = self._make_trees()
        self._matches = Matches(self._models, self.views, self)
        self.new_experiment = DropZone(
            self.tr("Drop a dataset here to make a new experiment"), self._say_on_experiment
        )
        self.inspector = Inspector(workbench.gallery)
        self.problems = ProblemsPanel()
        self.history = HistoryPanel()
        self.lineage = LineagePanel(workbench)
        self.dashboard = Dashboard(workbench)
        self.tabs = self._make_tabs()
        self.columns = self._make_columns()
        self.rows = _split(Qt.Orientation.Vertical, (self.columns, 500, 4), (self.tabs, 300, 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 0, 2 * UNIT, UNIT)
        column.addWidget(self.rows)
        self._current = self.experiments
        self._connect()

    def _make_trees(self) -> tuple[LinkTreeView, LinkTreeView]:
        """Of datasets and of experiments."""
        datasets = LinkTreeView(
            self.dataset_model, self._say_on_data, self.tr("No data folders here yet.")
        )
        experiments = LinkTreeView(
            self.experiment_model, self._say_on_experiment, self.tr("Looking for experiments…")
        )
        datasets.setAccessibleName(self.tr("Datasets"))
        experiments.setAccessibleName(self.tr("Experiments"))
        datasets.setProperty(TOPIC, "window.md#datasets")
        experiments.setProperty(TOPIC, "window.md#experiments")
        datasets.set_widths(stretch=NAME, detail=28, state=26, spare=STATE, narrow=64)
        experiments.set_widths(stretch=DETAIL, name=48, spare=DETAIL, narrow=104)
        return datasets, experiments

    def _make_tabs(self) -> QTabWidget:
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its bar has the focus, and the tabs' names
        tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the line above took that as well
        tabs.addTab(self.problems, self.tr("Problems"))
        tabs.addTab(self.history, self.tr("History"))
        tabs.addTab(self.lineage, self.tr("Lineage"))
        tabs.addTab(self.dashboard, self.tr("Dashboard"))
        return tabs

    def _make_columns(self) -> QSplitter:
        return _split(
            Qt.Orientation.Horizontal,
            (_titled(self.tr("Datasets"), self.datasets), 400, 2),
            (_titled(self.tr("Experiments"), self.experiments, self.new_experiment), 640, 3),
            (_titled(self.tr("Inspector"), self.inspector), 340, 2),
        )

    def _connect(self) -> None:
        for view in self.views:
            view.focused.connect(lambda view=view: self._stand_in(view))
        self._workbench.changed.connect(self.put)
        self._workbench.trees.exchanged.connect(self.exchange_tree)
        self._workbench.counted.connect(self.refresh)
        self._workbench.filtered.connect(self._filter)
        self._workbench.runner.remembered.connect(self.history.show_entries)
        for panel in (self.history, self.inspector):
            panel.revert_wanted.connect(self._workbench.runner.revert)
        self._workbench.tracker.told.connect(self._show_tracked)
        self._workbench.lens.told.connect(self._show_container)
        self._workbench.relations.asked.connect(self.lineage.follow)
        self._workbench.relations.told.connect(self.light)
        self.lineage.chosen.connect(self.point_at)

    @property
    def views(self) -> tuple[LinkTreeView, LinkTreeView]:
        return self.experiments, self.datasets

    @property
    def current_view(self) -> LinkTreeView:
        """The tree that has, or had last, the focus: a menu or the filter may have it now."""
        return self._current

    def show_project(self, project: Project) -> None:
        """Show a project that was just opened: its rows as they are known from an earlier run.

        Else they come as the scan finds them.
        """
        self.is_fresh = True
        self._current = self.experiments
        self._open_before = None
        self._top_folders = tops.folders(project)
        self._top_depth = max(path.count(b"/") + 1 for path in self._top_folders)
        self._matches.forget()
        for model in self._models:
            model.absolute = project.policy.absolute
            model.reached = project.policy.reached
            model.top_icon = tops.icon(project)
            model.set_last_known(on=self._workbench.known_at is not None)
            model.show_tree(project.tree)
        if self._workbench.known_at is not None:
            self._set_tops(project)
        self.inspector.show_nothing()
        self.problems.say(self.tr("Scanning…"))
        self.experiments.empty_text = (
            self.tr("No experiments yet. Drop a dataset here to make one.")
            if project.layout.is_project
            else self.tr(
                "This folder has no raw, processed, splits or experiments. It is shown as it is; "
                "drop a dataset here to make the first experiment."
            )
        )

    def put(self, changes: list[Change]) -> None:
        """Follow some folders of the tree."""
        project = self._workbench.project
        if project is None:
            return
        for change in changes:
            for model in self._models:
                model.put(change)
            if self._decides_tops(project, change.folder):
                self._set_tops(project)

    def _set_tops(self, project: Project) -> None:
        self.dataset_model.set_tops(tops.datasets(project))
        self.experiment_model.set_tops(tops.experiments(project))

    def exchange_tree(self, project: Project) -> None:
        """Show the same project in a tree with other ids, and all as it was."""
        seen = self.seen()
        self.dataset_model.exchange_tree(project.tree, tops.datasets(project))
        self.experiment_model.exchange_tree(project.tree, tops.experiments(project))
        self._put_back(project, seen)

    def take_over(self, old: "Workspace", focused: QWidget | None) -> None:
        """Show what another one shows, which was made in another language."""
        bench, project = self._workbench, self._workbench.project
        carry_over(old, self, focused)
        if project is None:
            return
        seen = old.seen()
        self.show_project(project)
        self._set_tops(project)
        self.is_fresh = old.is_fresh
        self._put_back(project, seen)
        self._stand_in(self.views[old.views.index(old.current_view)])
        if not bench.is_scanning:
            self.scan_ended()
        if bench.last_audit is not None:
            self.show_audit(bench.last_audit, bench.verdicts, dict(bench.trends.uses))
        self._show_tracked(bench.tracker.tracked)
        self._show_container()

    def seen(self) -> "Seen":
        tree = self.dataset_model.tree
        return Seen(
            self.expanded_paths(),
            self.selected_path(),
            [[tree.path(node) for node in view.selected_nodes()] for view in self.views],
            [view.verticalScrollBar().value() for view in self.views],
        )

    def _put_back(self, project: Project, seen: "Seen") -> None:
        self.open_paths(seen.expanded)
        self._select(seen.current)
        for view, paths, place in zip(self.views, seen.selected, seen.scrolled, strict=True):
            view.select_only(n for path in paths if (n := project.tree.find(path)) is not None)
            view.executeDelayedItemsLayout()
            view.verticalScrollBar().setValue(place)

    def _decides_tops(self, project: Project, node: int) -> bool:
        """True for a folder whose listing may change the top rows: it is not deep in the tree."""
        depth, above = 0, node
        while above > ROOT and depth <= self._top_depth:
            depth, above = depth + 1, project.tree.parent(above)
        return depth <= self._top_depth and project.tree.path(node) in self._top_folders

    def refresh(self) -> None:
        """Paint the counts and states of visible folders again, a tree a turn."""
        self._then(self.experiments.refresh, self.datasets.refresh)

    def _then(self, *steps: Callable[[], object]) -> None:
        """Do these in the next turns of the event loop."""
        self._workbench.turns.add(self, *steps)

    def reveal(self, path: bytes) -> bool:
        """Select a path in the tree that shows it, and go there."""
        if not self.point_at(path):
            return False
        self._current.setFocus()
        return True

    def point_at(self, path: bytes) -> bool:
        """Select a path in the tree that shows it; the keys stay where they are."""
        view = self._select(path)
        if view is not None:
            self._stand_in(view)  # also for a window in the background, which has no focus
        return view is not None

    def _stand_in(self, view: LinkTreeView) -> None:
        self._current = view

    def _select(self, path: bytes) -> LinkTreeView | None:
        """Make a path current in the tree that shows it; that tree."""
        project = self._workbench.project
        node = project.tree.find(path) if project and path else None
        if node is None:
            return None
        return next((view for view in self.views if view.select(node)), None)

    def expand_experiments(self) -> None:
        """Open every experiment, as far as they fit on a screen or two, and the data sets."""
        self._then(
            partial(self.experiments.open_tops, 20), partial(self.datasets.open_tops, OPEN_TOPS)
        )

    def expanded_paths(self) -> tuple[bytes, ...]:
        """Every row that is open without a filter, as paths of the project that is shown."""
        if self._open_before is not None:
            return self._open_before
        tree = self.dataset_model.tree
        return tuple(tree.path(node) for view in self.views for node in view.expanded_nodes())

    def selected_path(self) -> bytes:
        """The path of the current row of the project that is shown; empty for none."""
        node = self.current_view.current_node()
        return b"" if node is None else self.dataset_model.tree.path(node)

    def open_paths(self, paths: Iterable[bytes]) -> None:
        """Open the rows of these paths."""
        project = self._workbench.project
        if project is not None:
            self._open(n for path in paths if (n := project.tree.find(path)) is not None)

    def show_tab(self, panel: QWidget) -> None:
        """Show one of the tabs below, and let the keys go there."""
        self.tabs.setCurrentWidget(panel)
        panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sort_by(self, column: int) -> None:
        """Sort the tree that has the focus; again, the other way round."""
        self.current_view.sort_by(column)

    def _open(self, nodes: Iterable[int]) -> None:
        found = list(nodes)
        for view in self.views:
            view.open_nodes(found)

    def scan_ended(self) -> None:
        """Words for what stays empty now that all has been looked at."""
        for model in self._models:
            model.set_last_known(on=self._workbench.known_at is not None)
            model.tidy()
        if self.problems.model.rowCount() == 0:
            self.problems.say(self.tr("Auditing…"))
        self._then(self.rows_are_there)

    def rows_are_there(self) -> None:
        """All rows came, or are known from before: open and select what was when it was left."""
        if self.is_fresh:
            self.is_fresh = False
            self.rows_came.emit()

    def show_audit(
        self, audit: Audit, verdicts: dict[bytes, tuple[Verdict, int]], uses: dict[bytes, int]
    ) -> None:
        """Verdicts on the experiments, problems in their list, uses on the datasets."""
        self.tabs.setTabText(0, self.tr("Problems ({0})").format(len(audit.findings)))
        details = {path: self.tr("used by %n", "", count) for path, count in uses.items() if count}
        self._then(
            partial(self.problems.turn_page, audit),
            partial(self.problems.list.show_findings, audit.findings),
            partial(self._show_verdicts, verdicts),
            partial(self.dataset_model.set_details, details),
        )

    def _show_verdicts(self, verdicts: dict[bytes, tuple[Verdict, int]]) -> None:
        self.experiment_model.set_verdicts(verdicts)
        self.experiment_model.tidy()

    def _show_tracked(self, tracked: Tracked) -> None:
        self._then(*(partial(model.set_tracked, tracked) for model in self._models))

    def _show_container(self) -> None:
        """Say of the links what becomes of them in the container that is looked through."""
        lens = self._workbench.lens
        marks = lens.marks
        fate = None if lens.wish is None else (marks.of if marks else lambda _node: None)
        for model in self._models:
            model.set_container(fate)

    def light(self, paths: Iterable[bytes]) -> None:
        """Light up the rows of these paths in both trees."""
        project = self._workbench.project
        if project is not None:
            nodes = [n for path in paths if (n := project.tree.find(path)) is not None]
            self.dataset_model.set_related(nodes)
            self.experiment_model.set_related(nodes)

    def restyle(self) -> None:
        """Draw everything in the colours of the theme in use."""
        self.history.restyle()
        self.inspector.restyle()
        self.problems.list.restyle()
        self.lineage.restyle()
        self.dashboard.restyle()
        self.refresh()

    def _say_on_data(self, sources: list[bytes], node: int | None) -> tuple[bool, str]:
        if node is None:
            return False, self.tr("Drop it on a split, on a link, or on an experiment.")
        return self._say(sources, node)

    def _say_on_experiment(self, sources: list[bytes], node: int | None) -> tuple[bool, str]:
        project = self._workbench.project
        if node is None and project is not None:
            return self._workbench.planner.say_drop(sources, project.layout.experiments_folder)
        return self._say(sources, node)

    def _say(self, sources: list[bytes], node: int | None) -> tuple[bool, str]:
        project = self._workbench.project
        if project is None or node is None:
            return False, ""
        return self._workbench.planner.say_drop(sources, project.tree.path(node))

    def _filter(self, marks: Marks | None) -> None:
        """Show what a filter left, opened; without one, what was open before it."""
        selected = self.selected_path()
        if self._open_before is None and marks is not None:
            self._open_before = self.expanded_paths()
        self._matches.show(marks)
        if marks is None and self._open_before is not None:
            self.open_paths(self._open_before)
            self._open_before = None
        self._select(selected)


def _split(orientation: Qt.Orientation, *panels: tuple[QWidget, int, int]) -> QSplitter:
    """A splitter of panels, each with its size at first and its share of what room is left."""
    splitter = QSplitter(orientation)
    for place, (panel, _, share) in enumerate(panels):
        splitter.addWidget(panel)
        splitter.setStretchFactor(place, share)
    splitter.setSizes([size for _, size, _ in panels])
    splitter.setHandleWidth(2 * UNIT)
    splitter.setChildrenCollapsible(False)
    return splitter


def _titled(name: str, panel: QWidget, *below: QWidget) -> QWidget:
    box = QWidget()
    heading = QLabel(name)
    heading.setProperty("heading", True)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(UNIT)
    column.addWidget(heading)
    column.addWidget(panel, 1)
    for widget in below:
        column.addWidget(widget)
    return box
