"""Words for a list that is empty: the same for every list."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel

from cvlink_gui.gui.theme import UNIT


class EmptyWords(QLabel):
    """Words in the middle of a view as long as it has no row."""

    def __init__(self, view: QAbstractItemView, words: str = "") -> None:
        super().__init__(words, view.viewport())
        self._view = view
        self.setProperty("quiet", True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        model = view.model()
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self.follow)
        view.viewport().installEventFilter(self)
        self.follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._fill()
        return super().eventFilter(watched, event)

    def say(self, words: str) -> None:
        """Say something else; nothing while it is not known yet."""
        self.setText(words)
        self.follow()

    def follow(self) -> None:
        """Be there only while nothing else is."""
        self._fill()
        self.setVisible(not self._view.model().rowCount())

    def _fill(self) -> None:
        """Take all of the view; where it is low, the words need the margin."""
        room = self._view.viewport().size()
        self.resize(room)
        self.setMargin(max(0, min(2 * UNIT, (room.height() - self.fontMetrics().height()) // 2)))
