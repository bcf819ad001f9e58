"""A dialog that asks for what a plan needs, and says meanwhile what the plan would be about."""

import os
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from cvlink_gui.core.names import normal, shown
from cvlink_gui.features.project import Project
from cvlink_gui.gui import theme
from cvlink_gui.gui.dialogs.frame import column_of
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr

_WIDTH = 150 * UNIT
_EXAMPLES = 3


class PreviewDialog(QDialog):
    """A form, a sentence about what would happen, some examples; the result is the usual plan."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(title)
        heading.setProperty("title", True)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(4 * UNIT)
        self.form.setVerticalSpacing(2 * UNIT)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self._examples = [QLabel() for _ in range(_EXAMPLES)]
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        # While the main button is off it would look like the one Return is for.
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.accept_button = QPushButton(tr("Show the plan"))
        self.accept_button.setDefault(True)
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = column_of(self)
        column.addWidget(heading)
        column.addLayout(self.form)
        column.addSpacing(UNIT)
        for label in (self.words, *self._examples):
            column.addWidget(label)
        for label in self._examples:
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("quiet", True)
        column.addStretch(1)
        column.addSpacing(2 * UNIT)
        column.addWidget(buttons)

    def say(
        self, words: str, examples: Iterable[str] = (), *, ready: bool = False, wrong: bool = False
    ) -> None:
        """What the plan would be about, what is still asked for, or what is wrong."""
        self.words.setText(words)
        self.words.setStyleSheet(f"color: {theme.color('warning').name()};" if wrong else "")
        self.setAccessibleDescription(words)
        lines = [*examples, *[""] * _EXAMPLES]
        width = max(self.width(), _WIDTH) - 10 * UNIT
        for label, line in zip(self._examples, lines, strict=False):
            metrics = label.fontMetrics()
            label.setText(metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, width))
            label.setToolTip(line)
        missing = words or self.tr("Something is still missing.")
        explain(self.accept_button, "" if ready else missing)
        self.accept_button.setDefault(True)  # or Return would be Cancel's while this is off


class PathBox(QComboBox):
    """A path to be typed, or to be chosen from some of the project's."""

    def __init__(self, name: str, choices: Sequence[bytes] = ()) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self._choices: dict[str, bytes] = {}
        self.add(choices)
        self.setCompleter(QCompleter(self))  # of nothing: what is typed is what is meant
        edit = self.lineEdit()
        if edit is not None:
            edit.setAccessibleName(name)

    def add(self, choices: Iterable[bytes]) -> None:
        """Offer these paths as well; what is typed stays."""
        text = self.currentText()
        fresh = {path_text(path): path for path in choices}
        self.addItems([choice for choice in fresh if choice not in self._choices])
        self._choices |= fresh
        self.setEditText(text)

    def offer(self, path: bytes) -> None:
        """Fill in a path, with any bytes in it."""
        self._choices[path_text(path)] = path
        self.setEditText(path_text(path))

    def path(self, project: Project) -> bytes | None:
        """The path as the project names it; None while there is none."""
        text = self.currentText().strip()
        if not text:
            return None
        return self._choices[text] if text in self._choices else typed(project, text)


def typed(project: Project, text: str) -> bytes:
    """A path as somebody types it: relative to the project, absolute, or with `~`."""
    path = normal(os.path.expanduser(os.fsencode(text)))
    return project.policy.inside(path)


def path_text(path: bytes) -> str:
    """A path to be shown in a field or an example; the project itself is `.`."""
    return shown(path) or "."
