"""Data put under DVC with a link to it under git: the commands first, then one by one."""

from collections.abc import Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.names import parent as folder_of
from cvlink_gui.core.said import Said
from cvlink_gui.features import dvc_guide
from cvlink_gui.features.dvc_guide import Command, Does, Guide
from cvlink_gui.features.project import Project
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.dialogs.frame import column_of
from cvlink_gui.gui.dialogs.preview import PathBox
from cvlink_gui.gui.jobs import Job, once
from cvlink_gui.gui.notices import of_error
from cvlink_gui.gui.panels.empty import EmptyWords
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.theme import ICON, UNIT
from cvlink_gui.gui.words import tr, tr_said
from cvlink_gui.gui.workbench import Workbench

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_SIZE = (180, 120)  # units
_REST_MS = 250  # from the last key to the plan
_NAME = b"current"  # what the link is called where nobody says otherwise

Told = Command | bytes  # a command that begins, or what a program said


class DvcDialog(QDialog):
    """What would be run, on the way what is run, and at the end whether the link resolves."""

    def __init__(self, bench: Workbench, project: Project, data: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Put under DVC"))
        self._bench, self._project, self._data = bench, project, data
        self._asked = 0  # answers to what was asked before are of no use
        self._planned: Guide | None = None
        self._job: Job | None = None
        self._current: QTreeWidgetItem | None = None  # the command under way
        self.link = PathBox(self.tr("Link"))
        self.link.offer(join(folder_of(folder_of(data)), _NAME))
        self.commands = self._make_commands()
        self.said = QPlainTextEdit()
        self.said.setReadOnly(True)
        self.said.setTabChangesFocus(True)
        self.said.setAccessibleName(self.tr("Output"))
        self.said.hide()
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.run_button = QPushButton(self.tr("&Run these commands"))
        self.run_button.setDefault(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        self.buttons.addButton(self.run_button, QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._plan)
        self.link.editTextChanged.connect(self._changed)
        self.run_button.clicked.connect(self._run)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self._leave)
        bench.runner.running.connect(self._update)
        self.resize(*(side * UNIT for side in _SIZE))
        self._update()
        self._plan()
        self.link.setFocus()

    def _make_commands(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setAccessibleName(self.tr("Commands"))
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setIconSize(QSize(ICON, ICON))
        made.setHeaderLabels([self.tr("Command"), self.tr("What for")])
        EmptyWords(made, self.tr("No command."))
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        return made

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Put under DVC"))
        title.setProperty("title", True)
        name = QLabel(shown(self._data))
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Data:"), name)
        form.addRow(self.tr("&Link to it:"), self.link)
        column = column_of(self)
        column.addWidget(title)
        column.addLayout(form)
        for widget in (self.commands, self.said, self.words, self.buttons):
            column.addWidget(widget)

    # Planning

    def _changed(self) -> None:
        self._planned = None
        self._asked += 1
        self._rest.start()
        self._update()

    def _plan(self) -> None:
        link = self.link.path(self._project)
        self.commands.clear()
        if link is None:
            self._say(self.tr("What shall the link be called?"))
            return
        self._asked += 1
        asked, project, data = self._asked, self._project, self._data

        def done(found: Guide) -> None:
            if asked == self._asked:
                self._show(found)

        def failed(error: CvlinkError) -> None:
            if asked == self._asked:
                self._say(of_error(error).text, "warning")

        work = once(lambda: dvc_guide.guide(project, data, link))
        self._bench.start(self.tr("Planning"), work, done, on_error=failed, reads_tree=True)

    def _show(self, planned: Guide) -> None:
        self._planned = planned
        what_for = {
            Does.ADD_DATA: self.tr("DVC looks after the data"),
            Does.RECORD_DATA: self.tr("git records what DVC wrote"),
            Does.MAKE_LINK: self.tr("a link leads to the data"),
            Does.RECORD_LINK: self.tr("git records the link"),
        }
        for command in planned.commands:
            row = QTreeWidgetItem(self.commands, [command.text, what_for[command.does]])
            row.setToolTip(0, command.text)
        objections = planned.proposal.conflicts or planned.proposal.warnings
        said = [f"{shown(o.path)}: {tr_said(o.reason)}. {tr_said(o.hint)}" for o in objections[:3]]
        where = self.tr("They are run in {0}.").format(shown(planned.top))
        self._say("\n".join([*said, where]), "warning" if said else "")
        self._update()

    # Running

    def _run(self) -> None:
        planned, project = self._planned, self._project
        if planned is None:
            return
        self._planned, self._current = None, None
        self.said.show()

        def work(_job: Job) -> Generator[Told, None, list[Said]]:
            heard: list[bytes] = []
            for command in dvc_guide.follow(project, planned, heard.append):
                yield from heard
                heard.clear()
                yield command
            yield from heard
            return dvc_guide.problems(project, planned)

        def done(problems: list[Said]) -> None:
            self._ended(planned)
            self._mark("circle-check", "good")
            found = self.tr("Done: the link leads to the data, and git and DVC have both recorded.")
            self._say("\n".join(map(tr_said, problems)) or found, "bad" if problems else "good")

        def failed(error: CvlinkError) -> None:
            self._ended(planned)
            self._mark("circle-x", "bad")
            stays = self.tr("What was done before stays as it is.")
            self._say(f"{of_error(error).text}\n{stays}", "bad")

        title = self.tr("Putting data under DVC")
        self._job = self._bench.start(title, work, done, on_item=self._hear, on_error=failed)
        self._update()

    def _hear(self, told: Told) -> None:
        if isinstance(told, bytes):
            self.said.appendPlainText(told.decode("utf-8", "replace").rstrip())
            return
        self._mark("circle-check", "good")
        below = self.commands.itemBelow(self._current) if self._current else None
        self._current = below or self.commands.topLevelItem(0)
        self._mark("hourglass", "unknown")
        self.said.appendPlainText(f"$ {told.text}")
        self._say(self.tr("Running: {0}").format(told.text))

    def _mark(self, mark: str, field: str) -> None:
        if self._current is not None:
            self._current.setIcon(0, icons.icon(mark, field))

    def _ended(self, planned: Guide) -> None:
        """What was done is shown in the window, also where the dialog was closed meanwhile."""
        self._job = None
        if self._bench.project is self._project:
            self._bench.follow(planned.proposal.plan, self._bench.rescan)
            self._bench.runner.read_history()
        self._update()

    # Words

    def _say(self, words: str, field: str = "") -> None:
        self.words.setStyleSheet(f"color: {theme.color(field).name()};" if field else "")
        self.words.setText(words)
        self.setAccessibleDescription(words)

    def _update(self) -> None:
        runs = "" if self._job is None else self.tr("The commands are running.")
        waits = tr("A change is under way.") if self._bench.runner.is_running else ""
        can = self._planned is not None and not self._planned.proposal.conflicts
        missing = self.words.text() or self.tr("There is no plan yet.")
        explain(self.run_button, runs or waits or ("" if can else missing))
        self.run_button.setDefault(True)
        explain(self.link, runs)
        explain(self.buttons.button(QDialogButtonBox.StandardButton.Close), runs)

    def reject(self) -> None:
        """It stays while its commands run: they would go on unseen."""
        if self._job is None:
            super().reject()

    def _leave(self) -> None:
        self._asked += 1
        self._rest.stop()


def ask(window: "MainWindow") -> None:
    """Show what it would take to put the selected data, one file or folder, under DVC."""
    project, paths = window.workbench.project, window.selected_paths()
    if project is not None:
        DvcDialog(window.workbench, project, paths[0], window).open()
