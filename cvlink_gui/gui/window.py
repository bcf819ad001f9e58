"""The main window: start page or workspace, toolbar, menus and status around a workbench."""

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QMoveEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from cvlink_gui.core.names import shown
from cvlink_gui.core.settings import RECENT, Option
from cvlink_gui.features.audit import Audit
from cvlink_gui.features.project import Project
from cvlink_gui.features.warm import Progress, Warmth
from cvlink_gui.fs.apply import Cancel
from cvlink_gui.gui import gestures, theme
from cvlink_gui.gui.actions import ACTIONS, make_actions, name_actions, update_actions
from cvlink_gui.gui.appearance import Appearance
from cvlink_gui.gui.bars import Bars
from cvlink_gui.gui.desktop import DesktopNotices
from cvlink_gui.gui.dialogs.audits import Audits
from cvlink_gui.gui.dialogs.frame import OfProgram
from cvlink_gui.gui.dialogs.questions import Questions
from cvlink_gui.gui.dialogs.trouble import Trouble
from cvlink_gui.gui.help import Help
from cvlink_gui.gui.mime import from_mime
from cvlink_gui.gui.notices import Notice, NoticeBar
from cvlink_gui.gui.palette import Palette
from cvlink_gui.gui.panels.filter_bar import FilterBar
from cvlink_gui.gui.panels.lens import LensSwitch
from cvlink_gui.gui.panels.profiles import ProfileSwitch
from cvlink_gui.gui.panels.recent import RecentMenu
from cvlink_gui.gui.panels.start import StartPage
from cvlink_gui.gui.panels.status import StatusBar
from cvlink_gui.gui.panels.workspace import Workspace
from cvlink_gui.gui.proposals import Proposals
from cvlink_gui.gui.remembering import WindowMemory
from cvlink_gui.gui.retelling import Retelling, carry_over
from cvlink_gui.gui.selection import Selection
from cvlink_gui.gui.words import tr_core
from cvlink_gui.gui.workbench import Workbench

_SIZE = QSize(1400, 900)


class MainWindow(QMainWindow):
    """One window, one project."""

    def __init__(self, workbench: Workbench, *, remember: bool = True) -> None:
        """remember: restore and keep geometry; off for pictures and tests."""
        super().__init__()
        self.workbench: Workbench = workbench
        self.memory: WindowMemory = WindowMemory(self, is_on=remember)
        self.profile: ProfileSwitch = ProfileSwitch(workbench.profiles)
        self.lens: LensSwitch = LensSwitch(workbench.lens)
        self.actions_by_id = make_actions(self)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._make_parts()
        self.questions: Questions = Questions(workbench.runner, self)
        self.help: Help = Help(self)
        self.trouble: Trouble = Trouble(self)
        self.desktop: DesktopNotices = DesktopNotices(self)
        self.selection: Selection = Selection(self)
        self.proposals: Proposals = Proposals(self)
        self._actions = QTimer(self)
        self._actions.setSingleShot(True)
        self._actions.timeout.connect(self._update_actions)
        self.recent: RecentMenu = RecentMenu(workbench, self)
        self.recent.name()
        self.commands: Palette = Palette(self, remember=remember)
        self.retelling: Retelling = Retelling(self, self._retell)
        self.appearance: Appearance = Appearance(self)
        self.setAcceptDrops(True)
        self.resize(_SIZE)
        self.bars: Bars = Bars(self)
        self._name_parts()
        self._connect()
        self._connect_parts()
        self._show_profile()
        self._show_lens()
        self.memory.restore()
        self.show_start()

    # What is selected

    def selected_nodes(self) -> list[int]:
        """The selected nodes of the tree that has the focus."""
        return self.workspace.current_view.selected_nodes() if self.workbench.project else []

    def selected_paths(self) -> list[bytes]:
        project = self.workbench.project
        return [project.tree.path(node) for node in self.selected_nodes()] if project else []

    def selected_links(self) -> list[bytes]:
        """The selected paths, where all of them are links; else none."""
        project = self.workbench.project
        nodes = self.selected_nodes()
        if project is None or not all(project.tree.kind(node).is_link for node in nodes):
            return []
        return [project.tree.path(node) for node in nodes]

    # Doing

    def drop(self, sources: list[bytes], into: bytes, *, at_once: bool = False) -> None:
        """Link absolute sources into a folder, or refuse in words."""
        allowed, words = self.workbench.planner.say_drop(sources, into)
        if allowed:
            self.workbench.planner.drop(sources, into, at_once=at_once)
        else:
            self.notices.show_notice(gestures.refused(words))

    def come_forward(self, folder: bytes) -> None:
        """Show this window, and a folder in it if one is named: the program was started again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if folder:
            self.workbench.open(folder)

    def show_start(self) -> None:
        """The start page, with the projects opened lately."""
        self._show_recent()
        self._stack.setCurrentWidget(self.start)
        self.filter_bar.setEnabled(False)
        self.setWindowTitle("cvlink")
        self._update_actions()

    def _show_recent(self) -> None:
        recent = self.workbench.user.paths(RECENT)

        def found(present: list[tuple[bytes, bool]]) -> None:
            self.start.show_recent(present)  # of then: the language may have been switched

        self.workbench.recent.find_present(recent, found)

    def _forget_recent(self, path: bytes) -> None:
        self.workbench.recent.forget([path])
        self._show_recent()

    def focus_filter(self) -> None:
        self.filter_bar.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.edit.selectAll()

    def _user_set(self, option: Option[Any]) -> None:
        if option == RECENT and self._stack.currentWidget() is self.start:
            self._show_recent()

    def restyle(self) -> None:
        """Draw all icons in the colours of the theme in use."""
        for action in ACTIONS:
            self.actions_by_id[action.id].setIcon(action.picture())
        self.filter_bar.restyle()
        self.status.restyle()
        self.profile.restyle()
        self.lens.restyle()
        self.workspace.restyle()
        self.audits.restyle()
        self.commands.view.restyle()
        self.selection.follow()

    def close_window(self) -> None:
        self.close()

    def end(self) -> None:
        """Close without a question: the system ends the program. A change is rolled back first."""
        self.workbench.runner.cancel(Cancel.ROLL_BACK)
        self.close()

    # Qt

    def event(self, event: QEvent) -> bool:
        """No key is lost because what it does is still off: see `_update_actions_soon`."""
        if event.type() is QEvent.Type.ShortcutOverride and self._actions.isActive():
            self._actions.stop()
            self._update_actions()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.workbench.runner.is_running and not self.workbench.runner.is_stuck:
            event.ignore()
            self.questions.close_after_run()
            self.workbench.runner.when_stuck(self.close_window)
            return
        self.help.close()
        self.memory.keep()
        self.workbench.close()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bars.fit()
        self.memory.autosave.touch()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.memory.autosave.touch()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.workbench.project is None and from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := from_mime(event.mimeData()):
            self.workbench.open(paths[0])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self.isVisible():
            self.retelling.start()

    # Building

    def _make_parts(self) -> None:
        """All that has words in it but is no action and no dialog."""
        self.workspace: Workspace = Workspace(self.workbench)
        self.start = StartPage()
        self.filter_bar = FilterBar()
        self.filter_bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.status = StatusBar()
        self._stack.addWidget(self.start)
        self._stack.addWidget(self.workspace)
        self.setStatusBar(self.status)
        self.notices: NoticeBar = NoticeBar(self)
        self.audits: Audits = Audits(self)
        for view in self.workspace.views:
            view.addActions([self.actions_by_id[a.id] for a in ACTIONS if a.context])

    def _name_parts(self) -> None:
        """Words for what is made only once."""
        self.recent.name()
        self.bars.name(self.tr("Toolbar"), self.tr("Filter"))

    def _retell(self) -> None:
        """Say everything in another language: what was made with the old words is made anew."""
        old = self.workspace, self.start, self.filter_bar, self.notices, self.audits
        focused = self.focusWidget()
        is_open = self._stack.currentWidget() is self.workspace
        self._make_parts()
        self.bars.take_filter()
        name_actions(self.actions_by_id)
        self._name_parts()
        self._connect_parts()
        self._stack.setCurrentWidget(self.workspace if is_open else self.start)
        self._catch_up(*old[:3], focused)
        self.notices.take_over(old[3], self.workspace.current_view if is_open else self.start)
        for part in old:
            part.deleteLater()

    def _catch_up(
        self, space: Workspace, start: StartPage, bar: FilterBar, focused: QWidget | None
    ) -> None:
        """Let the new parts show what the old ones do."""
        bench = self.workbench
        self.start.show_recent(start.recent)
        self.workspace.take_over(space, focused)
        self.filter_bar.setEnabled(bar.isEnabled())
        carry_over(bar, self.filter_bar, focused)
        if not bar.filter.is_empty:
            self.filter_bar.restore(bar.filter.words, bar.filter.mode, bar.chip_states)
        bench.gallery.look_away()  # the inspector asks for what it is to show
        if bench.project is not None:
            bench.runner.read_history()
            self._counted()
        self.status.set_scanning(on=bench.is_scanning)
        self.status.show_known(bench.known_at, checking=bench.is_scanning)
        self.status.show_sight(bench.live.sight)
        self.status.show_busy(bench.jobs.titles)
        self.status.serving.follow(bench.serving)
        self._show_profile()
        self._show_lens()
        self._undo_changed()

    def _connect(self) -> None:
        bench = self.workbench
        for menu in self.bars.menus.values():
            menu.aboutToShow.connect(self._update_actions)
        bench.preferences.user_set.connect(self._user_set)
        bench.opened.connect(self._opened)
        bench.scanning.connect(self._scanning)
        bench.counted.connect(self._counted)
        bench.audited.connect(self._audited)
        bench.runner.running.connect(self._update_actions)
        bench.jobs.unexpected.connect(self.trouble.tell)
        self.recent.path_wanted.connect(bench.open)
        bench.jobs.busy.connect(self._busy)
        bench.profiles.told.connect(self._show_profile)
        self.profile.wanted.connect(bench.profiles.switch)
        bench.lens.told.connect(self._show_lens)
        self.lens.wanted.connect(bench.lens.choose)
        self.lens.more_wanted.connect(self.actions_by_id["container"].trigger)
        bench.warming.progressed.connect(self._warming)
        bench.warming.warmed.connect(self._warmed)
        bench.live.visible = self._expanded_paths
        bench.serving.told.connect(self._served)
        bench.runner.undo_stack.indexChanged.connect(self._undo_changed)

    def _connect_parts(self) -> None:
        bench, space = self.workbench, self.workspace
        bench.recalled.connect(space.inspector.show_past)
        bench.runner.progressed.connect(self.status.show_run)
        bench.noticed.connect(self.notices.show_notice)
        bench.lens.fated.connect(space.inspector.show_fate)
        bench.live.sighted.connect(self.status.show_sight)
        self.status.serving.copied.connect(self._copied)
        self.status.show_sight(bench.live.sight)
        self.start.open_wanted.connect(self.actions_by_id["open"].trigger)
        self.start.sample_wanted.connect(self.actions_by_id["sample"].trigger)
        self.start.path_wanted.connect(bench.open)
        self.start.forget_wanted.connect(self._forget_recent)
        self.start.tour_wanted.connect(self.help.show_around)
        self.status.cancel_wanted.connect(bench.cancel_scan)
        self.status.cancel_warming_wanted.connect(bench.warming.cancel)
        self.status.cancel_run_wanted.connect(self.questions.ask_to_cancel)
        self.filter_bar.changed.connect(bench.set_filter)
        self.memory.autosave.follow(space, self.filter_bar)
        space.rows_came.connect(self._rows_came)
        space.inspector.visit.connect(space.reveal)
        space.inspector.thumbnails.opened.connect(self.selection.show_picture)
        space.new_experiment.dropped.connect(self._dropped)
        for view in space.views:
            view.dropped.connect(self._dropped)
            view.chosen.connect(self.selection.follow_soon)
            view.expanded.connect(lambda index, view=view: self._look_first(view.node(index)))
            view.selectionModel().selectionChanged.connect(self._update_actions)

    def _rows_came(self) -> None:
        if self.memory.is_on:
            self.help.greet()
        self.memory.show_as_left()

    # Following the workbench

    def _opened(self, project: Project) -> None:
        self.memory.leave_for(project)
        for dialog in self.findChildren(QDialog):
            if not isinstance(dialog, OfProgram):
                dialog.reject()  # it is about the project that is left
        self.filter_bar.reset()
        self.workspace.show_project(project)
        self.filter_bar.setEnabled(True)
        self._stack.setCurrentWidget(self.workspace)
        self.setWindowTitle(f"{shown(project.name)} - cvlink")
        self.workspace.experiments.setFocus()
        if self.workbench.known_at is not None:
            self.workspace.rows_are_there()
        self._update_actions()

    def _scanning(self, on: bool) -> None:
        self.status.set_scanning(on=on)
        self.status.show_known(self.workbench.known_at, checking=on)
        if not on:
            self.workspace.scan_ended()
        self._update_actions_soon()

    def _counted(self) -> None:
        project = self.workbench.project
        if project is not None:
            self.status.show_totals(
                project.tree.totals(0),
                self.workbench.scan_seconds,
                scanning=self.workbench.is_scanning,
            )

    def _audited(self, audit: Audit, uses: dict[bytes, int]) -> None:
        self.workspace.show_audit(audit, self.workbench.verdicts, uses)
        self._update_actions_soon()

    def _busy(self, titles: list[str]) -> None:
        self.status.show_busy(titles)
        self._update_actions_soon()

    def _show_profile(self) -> None:
        """Say which profile the links are in; nothing where there are none."""
        self.profile.follow()
        self.bars.show_profile(on=bool(self.workbench.profiles.found))
        self._update_actions()

    def _show_lens(self) -> None:
        """Say which container is looked through; nothing where there is none to choose."""
        lens = self.workbench.lens
        self.lens.follow()
        self.bars.show_lens(on=bool(lens.names or lens.wish))
        self.selection.follow_soon()

    def _undo_changed(self) -> None:
        stack = self.workbench.runner.undo_stack
        undo, redo = self.actions_by_id["undo"], self.actions_by_id["redo"]
        undo.setText(
            self.tr("Undo: {0}").format(stack.undoText()) if stack.canUndo() else tr_core("Undo")
        )
        redo.setText(
            self.tr("Redo: {0}").format(stack.redoText()) if stack.canRedo() else tr_core("Redo")
        )
        undo.setIconText(theme.spaced(tr_core("Undo")))
        redo.setIconText(theme.spaced(tr_core("Redo")))
        self._update_actions()

    def _dropped(self, sources: list[bytes], node: int | None, at_once: bool) -> None:
        project = self.workbench.project
        if project is not None:
            into = project.layout.experiments_folder if node is None else project.tree.path(node)
            self.drop(sources, into, at_once=at_once)

    def _warming(self, progress: Progress | None) -> None:
        self.status.show_warming(progress)
        self._update_actions()

    def _served(self) -> None:
        self.status.serving.follow(self.workbench.serving)
        self._update_actions()

    def _copied(self, address: str) -> None:
        self.notices.show_notice(Notice(self.tr("Copied: {0}").format(address)))

    def _warmed(self, found: Warmth) -> None:
        from cvlink_gui.gui.dialogs.warmth import WarmthDialog

        dialog = WarmthDialog(found, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # it may come any time
        dialog.show()

    def _expanded_paths(self) -> tuple[bytes, ...]:
        return self.workspace.expanded_paths()

    def _look_first(self, node: int | None) -> None:
        project = self.workbench.project
        if project is not None and node is not None:
            self.workbench.live.look_first(project.tree.path(node))

    def _update_actions_soon(self) -> None:
        """In the next turn, once: what else is new takes the time of this one."""
        self._actions.start()

    def _update_actions(self) -> None:
        update_actions(self, self.actions_by_id)
        self.commands.follow()
