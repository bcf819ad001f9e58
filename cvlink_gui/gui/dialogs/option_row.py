"""One option in the window: what it is, where its value comes from, its editor, what is wrong."""

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.folding import folded
from cvlink_gui.core.profiles import Spelled, mistakes, profiles_of
from cvlink_gui.core.settings import PROFILES, Option, checked
from cvlink_gui.core.tabular import table_of
from cvlink_gui.features.project import Project
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.dialogs.option_editors import CHOICE_WORDS, make_editor
from cvlink_gui.gui.dialogs.option_table import TableEditor
from cvlink_gui.gui.notices import of_error
from cvlink_gui.gui.preferences import Origin, Preferences
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.theme import ICON, UNIT
from cvlink_gui.gui.words import tr_core, tr_said

_MARGIN = 3 * UNIT
_TOP = Qt.AlignmentFlag.AlignTop


class OptionRow(QFrame):
    """Checks as one types; what is right is set, what is wrong is said and not kept."""

    def __init__(
        self, option: Option[Any], preferences: Preferences, project: Project | None
    ) -> None:
        super().__init__()
        self.option = option
        self._preferences = preferences
        self._project = project
        self._shown: object = None  # the value the editor had from here
        self._title = tr_core(option.title)
        self._heading = QLabel(self._title)
        self._heading.setProperty("strong", True)
        self._doc = _quiet(tr_core(option.doc))
        self.origin = _quiet("")
        self.editor = make_editor(option, project.root if project else None)
        self.reset_button = QToolButton()
        self.reset_button.setAutoRaise(True)
        self.reset_button.setIconSize(QSize(ICON, ICON))
        self.reset_button.setAccessibleName(self.tr("Reset: {0}").format(self._title))
        self.reset_button.clicked.connect(lambda _on=False: self._reset())
        self._mark = QLabel()
        self.wrong = QLabel()
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        self.wrong.setWordWrap(True)
        self._message = QWidget()
        self._lay_out()
        self.editor.changed.connect(self._set)
        self.editor.typed.connect(self._check)
        preferences.changed.connect(self.follow)
        self._draw()
        self._say("")
        self.follow(always=True)

    def matches(self, words: list[str]) -> bool:
        """True if every one of these words, folded, is in what the row says."""
        option = self.option
        choices = map(tr_core, CHOICE_WORDS.get(option.key, {}).values())
        said = " ".join((option.key, self._title, self._doc.text(), option.title, *choices))
        return all(word in folded(said) for word in words)

    def follow(self, *, always: bool = False) -> None:
        """Show the value that counts now; what is being edited, and is wrong, stays."""
        value = self._preferences.value(self.option)
        if always or value != self._shown:
            self._shown = value
            self.editor.show_value(value)
            self._say("")
        self._show_origin()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.layout() is not None:
            self._draw()

    # Building

    def _lay_out(self) -> None:
        line = QHBoxLayout(self._message)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * UNIT)
        line.addWidget(self._mark, 0, _TOP)
        line.addWidget(self.wrong, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        grid.setHorizontalSpacing(3 * UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._heading, 0, 0)
        grid.addWidget(self._doc, 1, 0)
        grid.addWidget(self.origin, 2, 0)
        if isinstance(self.editor, TableEditor):
            self.editor.name(self._title)
            grid.addWidget(self.editor, 3, 0, 1, 3)
            self.editor.setContentsMargins(0, UNIT, 0, 0)
        else:
            self.editor.setAccessibleName(self._title)
            grid.addWidget(self.editor, 0, 1, 3, 1, _TOP)
        grid.addWidget(self.reset_button, 0, 2, 3, 1, _TOP)
        grid.addWidget(self._message, 4, 0, 1, 3)
        self.setTabOrder(self.editor, self.reset_button)
        self.setFocusProxy(self.editor)

    def _draw(self) -> None:
        """In the colours of the theme in use."""
        self.reset_button.setIcon(icons.icon("undo-2"))
        self._mark.setPixmap(icons.pixmap("circle-x", "bad", ICON, self.devicePixelRatioF()))
        self.wrong.setStyleSheet(f"color: {theme.color('bad').name()};")

    # Values

    def _plain(self, found: Any) -> object:  # noqa: ANN401 (what the editor has)
        """As TOML has it, and checked; ValueError says what is wrong."""
        table = table_of(self.option)
        plain = table.plain(found) if table is not None else found
        value = checked(self.option, plain)
        if self.option == PROFILES and self._project is not None:
            _check_profiles(value, self._project)
        return plain

    def _check(self, found: Any) -> object | None:  # noqa: ANN401
        """Say what is wrong with it; None if anything is."""
        try:
            plain = self._plain(found)
        except ValueError as error:
            self._say(self.tr("Not kept: {0}").format(tr_said(error.args[0])))
            return None
        self._say("")
        return plain

    def _set(self, found: Any) -> None:  # noqa: ANN401
        plain = self._check(found)
        if plain is not None and (value := checked(self.option, plain)) != self._shown:
            self._shown = value
            self._preferences.put(self.option, plain, self._failed)

    def _reset(self) -> None:
        self._shown = None
        self._preferences.reset([self.option], self._failed)
        self.follow(always=True)

    def _failed(self, error: CvlinkError) -> None:
        self._say(of_error(error).text)

    # Words

    def _show_origin(self) -> None:
        origin = self._preferences.origin(self.option)
        words = {
            Origin.DEFAULT: self.tr("default"),
            Origin.USER: self.tr("your settings"),
            Origin.PROJECT: self.tr("cvlink.toml"),
            Origin.ENVIRONMENT: self.tr("environment: {0}").format(self.option.variable),
        }[origin]
        self.origin.setText(f"{self.option.key}  ·  {words}")
        is_file = origin in (Origin.USER, Origin.PROJECT)
        fixed = self.tr("A variable of the environment decides this.")
        explain(self.editor, fixed if origin is Origin.ENVIRONMENT else "")
        self.reset_button.setEnabled(is_file or bool(self.wrong.text()))
        self.reset_button.setToolTip(
            self.tr("Back to the default") if is_file else self.tr("This is the default.")
        )
        # With its name: of a box Qt tells the value in its place.
        described = f"{self._title}: {self._doc.text()} {words}"
        told = self.editor.cells if isinstance(self.editor, TableEditor) else self.editor
        told.setAccessibleDescription(described)

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self._message.setVisible(bool(words))
        self.setAccessibleDescription(words)
        if self._shown is not None:
            self._show_origin()


def _check_profiles(value: tuple[Spelled, ...], project: Project) -> None:
    """ValueError for profiles that cannot be: those that are switched to are checked so."""
    for mistake in mistakes(profiles_of(value, project.policy), project.policy):
        raise ValueError(mistake.reason)


def _quiet(words: str) -> QLabel:
    made = QLabel(words)
    made.setProperty("quiet", True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made
