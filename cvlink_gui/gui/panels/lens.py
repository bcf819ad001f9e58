"""The container the links are looked at through, as a button of the toolbar with a menu."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from cvlink_gui.features.mounts.container import WORDS
from cvlink_gui.gui import icons
from cvlink_gui.gui.containers import VERDICTS, Lens, Wish
from cvlink_gui.gui.running import number
from cvlink_gui.gui.theme import ICON, UNIT, spaced
from cvlink_gui.gui.words import tr_said

_NAME_WIDTH = 28 * UNIT


class LensSwitch(QToolButton):
    """Says the name of the container; `wanted` carries a Wish, or None for no container."""

    wanted = Signal(object)
    more_wanted = Signal()

    def __init__(self, lens: Lens) -> None:
        super().__init__()
        self._lens = lens
        self._group: QActionGroup | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(ICON, ICON))
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._fill)
        self.follow()

    def restyle(self) -> None:
        """Draw the icon in the colours of the theme in use."""
        self.setIcon(icons.icon("box", "text" if self._lens.wish is None else "accent"))

    def follow(self) -> None:
        """Say which container is looked through, and in the tip what the links are in it."""
        self.restyle()
        word = self._word()
        short = self.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, _NAME_WIDTH)
        self.setText(spaced(short))
        said = self.tr("Container: {0}").format(word)
        self.setAccessibleName(said)
        self.setToolTip("\n".join((said, *self._counts())))

    def _word(self) -> str:
        wish = self._lens.wish
        if wish is None:
            return self.tr("no container")
        return wish.name or self.tr("own mounts")

    def _counts(self) -> list[str]:
        marks = self._lens.marks
        counts = marks.counts if marks else {}
        return [
            f"{number(counts[verdict])}  {tr_said(WORDS[verdict])}"
            for verdict in VERDICTS
            if counts.get(verdict)
        ]

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        if self._group is not None:
            self._group.deleteLater()
        self._group = QActionGroup(self)
        wish = self._lens.wish
        self._add(self.tr("No container"), None, on=wish is None)
        for name in self._lens.names:
            self._add(name.replace("&", "&&"), Wish(name), on=wish == Wish(name))
        if wish is not None and (*wish.mounts, wish.at) != ("",):
            self._add(self.tr("own mounts"), wish, on=True)
        menu.addSeparator()
        menu.addAction(self.tr("Mounts…")).triggered.connect(self.more_wanted)

    def _add(self, text: str, wish: Wish | None, *, on: bool) -> None:
        action = QAction(text, self._group)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _on=False: self.wanted.emit(wish))
        self.menu().addAction(action)
