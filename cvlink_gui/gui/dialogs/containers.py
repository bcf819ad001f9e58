"""The smallest mounts for a container, in the form each engine wants; the window stays usable."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from cvlink_gui.core.errors import CvlinkError, UsageError
from cvlink_gui.core.names import shown
from cvlink_gui.core.namespace import Verdict
from cvlink_gui.features.mounts.container import WORDS, root_causes
from cvlink_gui.features.mounts.outputs import FORMATS, written
from cvlink_gui.features.mounts.smallest import WAY_WORDS, WAYS, Solution
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.containers import Wish
from cvlink_gui.gui.dialogs.frame import column_of
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.running import number
from cvlink_gui.gui.theme import UNIT, spaced
from cvlink_gui.gui.words import tr_said

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_SIZE = (190, 170)  # units
_TYPED_MS = 400  # after so long without a key what was typed is followed
_CAUSES = 4  # named below the output
_HELPLESS = (Verdict.BROKEN, Verdict.LOOP, Verdict.IMAGE)  # no mount changes anything of these
_LINES = 3  # of mounts, to type in
TITLES = {
    "docker": "Docker, Podman",
    "compose": "Compose",
    "devcontainer": "Dev Container",
    "apptainer": "Apptainer",
    "pyxis": "Slurm pyxis",
    "kubernetes": "Kubernetes",
    "dockerfile": "Dockerfile",
}


def browse(window: "MainWindow") -> None:
    """Open the dialog, or bring the one that is open to the front."""
    for dialog in window.findChildren(ContainerDialog):
        dialog.raise_()
        dialog.activateWindow()
        return
    ContainerDialog(window).show()


class ContainerDialog(QDialog):
    """A container described above, its mounts below; anew whenever one of these is another."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Mounts for containers"))
        self._lens = window.workbench.lens
        self._solution: Solution | None = None
        self._turn = 0
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_TYPED_MS)
        self._typed.timeout.connect(self.plan)
        self._make_inputs()
        self._make_outputs()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.plan()

    @property
    def wish(self) -> Wish:
        """The container as it is described."""
        lines = self.mounts.toPlainText().splitlines()
        mounts = tuple(line.strip() for line in lines if line.strip())
        name = self.map.currentData() or ""
        return Wish(name, mounts, self.at.text().strip())

    def plan(self) -> None:
        """Find the smallest mounts; an answer that was overtaken is not shown."""
        self._typed.stop()
        self._turn += 1
        turn = self._turn
        self._solution = None
        self._say(self.tr("Looking for the smallest mounts…"), "quiet")
        self._enable()

        def then(found: Solution) -> None:
            if turn == self._turn:
                self._solution = found
                self._show()

        def failed(error: CvlinkError) -> None:
            if turn == self._turn:
                self.output.clear()
                self._say(tr_said(error.words), "bad")

        self._lens.solve(self.wish, self.way.currentData(), then, failed)

    # Building

    def _make_inputs(self) -> None:
        wish = self._lens.wish or Wish()
        self.map = QComboBox()
        self.map.addItem(self.tr("none"), "")
        for name in self._lens.names:
            self.map.addItem(name, name)
        self.map.setCurrentIndex(max(0, self.map.findData(wish.name)))
        self.at = QLineEdit(wish.at)
        self.at.setPlaceholderText(self.tr("as the mounts say, else at its own path"))
        self.mounts = QPlainTextEdit("\n".join(wish.mounts))
        self.mounts.setPlaceholderText("HOST:CONTAINER[:rw]")
        self.mounts.setTabChangesFocus(True)
        lines = self.mounts.fontMetrics().lineSpacing() * _LINES
        self.mounts.setFixedHeight(lines + 4 * UNIT)
        self.way = QComboBox()
        for way in WAYS:
            self.way.addItem(tr_said(WAY_WORDS[way]), way)
        self.way.setCurrentIndex(WAYS.index("same" if wish == Wish() else "remap"))
        self.form = QComboBox()
        for form in FORMATS:
            self.form.addItem(TITLES[form], form)

    def _make_outputs(self) -> None:
        self.output = QPlainTextEdit()
        self.output.setReadOnly(True)
        self.output.setTabChangesFocus(True)
        self.output.setAccessibleName(self.tr("Output"))
        self.output.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _make_buttons(self) -> None:
        self.copy = QPushButton(icons.icon("copy"), spaced(self.tr("Copy")))
        self.look = QPushButton(icons.icon("box"), spaced(self.tr("Show in the trees")))
        self.rewrite = QPushButton(icons.icon("link"), spaced(self.tr("Rewrite links…")))
        self.rewrite.setToolTip(self.tr("Make links relative that one mount could serve"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.copy, self.look, self.rewrite):
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        for button in self.buttons.findChildren(QPushButton):
            button.setAutoDefault(False)  # Return in a field copies nothing

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(3 * UNIT)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in (
            (self.tr("Map"), self.map),
            (self.tr("Mounts"), self.mounts),
            (self.tr("Project at"), self.at),
            (self.tr("Way"), self.way),
            (self.tr("For"), self.form),
        ):
            field.setAccessibleName(name)
            form.addRow(f"{name}:", field)
        column = column_of(self)
        column.addLayout(form)
        column.addWidget(self.output, 1)
        column.addWidget(self.words)
        column.addWidget(self.buttons)
        theme.resize(self, *_SIZE)

    def _connect(self) -> None:
        self.map.currentIndexChanged.connect(self.plan)
        self.way.currentIndexChanged.connect(self.plan)
        self.form.currentIndexChanged.connect(self._show)
        self.mounts.textChanged.connect(self._typed.start)
        self.at.textChanged.connect(self._typed.start)
        self.copy.clicked.connect(self._copy)
        self.look.clicked.connect(lambda: self._lens.choose(self.wish))
        self.rewrite.clicked.connect(lambda: self._lens.rewrite(self.wish))
        self.buttons.rejected.connect(self.reject)

    # Showing

    def _show(self) -> None:
        """Write the mounts in the form that is chosen."""
        found = self._solution
        if found is None:
            return
        try:
            self.output.setPlainText(written(found, self.form.currentData()))
        except UsageError as error:
            self.output.clear()
            self._say(tr_said(error.words), "bad")
        else:
            self._say("\n".join(self._sentences(found)), "warning" if found.left else "text")
        self._enable()

    def _sentences(self, found: Solution) -> list[str]:
        alive = self.tr("%Ln link(s) alive.", "", found.counts[Verdict.SAME])
        others = [
            f"{tr_said(WORDS[verdict])}: {number(count)}"
            for verdict in _HELPLESS
            if (count := found.counts[verdict])
        ]
        said = [alive, " · ".join(others)] if others else [alive]
        steps = found.proposal.plan.steps if found.proposal else ()
        if steps:
            said.append(self.tr("Rewrite %Ln link(s) first.", "", len(steps)))
        said += [tr_said(warning) for warning in found.warnings[:_CAUSES]]
        causes = list(root_causes(found.left).items())
        for words, links in causes[:_CAUSES]:
            first = shown(links[0].path)
            said.append(f"{tr_said(words)}: {first}")
            if len(links) > 1:
                said[-1] += " " + self.tr("and {0} more").format(number(len(links) - 1))
        if len(causes) > _CAUSES:
            said.append(self.tr("… and %n more", "", len(causes) - _CAUSES))
        return said

    def _say(self, words: str, field: str) -> None:
        self.words.setStyleSheet(f"color: {theme.color(field).name()};")
        self.words.setText(words)

    def _enable(self) -> None:
        has_text = bool(self._solution and self.output.toPlainText())
        explain(self.copy, "" if has_text else self.tr("There is nothing to copy yet."))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.output.toPlainText())
