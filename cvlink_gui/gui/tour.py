"""The tour: a few words beside real parts of the window. It moves nothing and holds nothing up."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.settings import TOURED
from cvlink_gui.gui import theme
from cvlink_gui.gui.notices import has_focus
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_WIDTH = 80 * UNIT
_GAP = 3 * UNIT  # between the words and what they are about
_LINE = 2  # px


def _steps(window: "MainWindow") -> list[tuple[str, str, Callable[[], QWidget]]]:
    """Title, words, and the widget they are about: asked for when it is shown."""
    toolbar = window.bars.actions
    return [
        (
            tr("Your data"),
            tr(
                "Raw data, processed versions, splits. Drag one onto an experiment to link it, "
                "or press Ctrl+C here and Ctrl+Shift+V there."
            ),
            lambda: window.workspace.datasets,
        ),
        (
            tr("Your experiments"),
            tr(
                "Each with its links. A link that does not work says why; a badge says whether "
                "the experiment is ready for training."
            ),
            lambda: window.workspace.experiments,
        ),
        (
            tr("What is selected"),
            tr("Where a link leads, hop by hop, what is there, and who else uses it."),
            lambda: window.workspace.inspector,
        ),
        (
            tr("What is wrong"),
            tr(
                "Problems with their causes. Fix shows a plan first: nothing is changed before "
                "you have seen it. The other tabs have the history, the lineage and charts."
            ),
            lambda: window.workspace.tabs,
        ),
        (
            tr("Audit, undo"),
            tr(
                "F7 audits an experiment before a training run. Every change can be taken back "
                "with Ctrl+Z, also tomorrow."
            ),
            lambda: toolbar,
        ),
        (
            tr("Find your way"),
            tr(
                "Ctrl+F filters both trees. F1 opens the handbook at the page that fits; this "
                "tour is in the menu Help."
            ),
            lambda: window.filter_bar,
        ),
    ]


class Tour(QObject):
    """Goes through the steps. Nothing moves by itself, so there is nothing to reduce."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._steps: list[tuple[str, str, Callable[[], QWidget]]] = []
        self._at = 0
        self._before: QWidget | None = None  # had the focus
        self.bubble: TourBubble | None = None
        self._frame: _Frame | None = None

    @property
    def is_on(self) -> bool:
        return self.bubble is not None

    @property
    def step(self) -> int:
        """The number of the step that is shown, from 0 on."""
        return self._at

    def begin(self) -> None:
        """Begin, or begin anew; keys go to it."""
        self.end()
        window = self._window
        self._steps, self._at = _steps(window), 0
        self._before = window.focusWidget()
        self._frame, self.bubble = _Frame(window), TourBubble(window)
        self.bubble.moved.connect(self._go)
        self.bubble.ended.connect(self.end)
        window.installEventFilter(self)
        self._follow_keys(on=True)
        self._show()
        self.bubble.next.setFocus(Qt.FocusReason.PopupFocusReason)

    def end(self) -> None:
        """End it; it is not offered any more."""
        if self.bubble is None or self._frame is None:
            return
        had_focus = has_focus(self.bubble)
        self._window.removeEventFilter(self)
        self._follow_keys(on=False)
        self.bubble.hide()
        for widget in (self.bubble, self._frame):
            widget.hide()
            widget.deleteLater()
        self.bubble = self._frame = None
        if had_focus:
            (self._before or self._window.workspace.experiments).setFocus()
        bench = self._window.workbench
        if not bench.user[TOURED]:
            bench.set_user(TOURED, True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is pointed at; another language has other words."""
        kind = event.type()
        if kind in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._place()
        elif kind is QEvent.Type.LanguageChange:
            self.end()
        return super().eventFilter(watched, event)

    def _go(self, step: int) -> None:
        self._at = max(self._at + step, 0)
        if self._at >= len(self._steps):
            self.end()
        else:
            self._show()

    def _show(self) -> None:
        if self.bubble is not None:
            title, words, _about = self._steps[self._at]
            self.bubble.say(title, words, self._at, len(self._steps))
            self._place()

    def _place(self) -> None:
        """Put the frame around the widget, and the words where they hide it least."""
        if self.bubble is None or self._frame is None:
            return
        about = self._steps[self._at][2]()
        around = self._rect(about)
        self._frame.setGeometry(around.adjusted(-_LINE, -_LINE, _LINE, _LINE))
        size = self.bubble.fitting()
        room = self._window.rect().adjusted(UNIT, UNIT, -UNIT, -UNIT)
        self.bubble.setGeometry(_placed(around, size, room, self._with_keys()))
        for widget in (self._frame, self.bubble):
            widget.show()
            widget.raise_()

    def _follow_keys(self, *, on: bool) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and on:
            app.focusChanged.connect(self._give_way)
        elif isinstance(app, QApplication):
            app.focusChanged.disconnect(self._give_way)

    def _give_way(self, _old: QWidget | None, _now: QWidget | None) -> None:
        """Do not hide what has the keys now."""
        if self.bubble is not None and _hides(self.bubble.geometry(), self._with_keys()):
            self._place()

    def _with_keys(self) -> QRect:
        """Where in the window the keys go to; nowhere while they go to the words."""
        focused: QWidget | None = self._window.focusWidget()
        if focused is None or (self.bubble is not None and self.bubble.isAncestorOf(focused)):
            return QRect()
        return self._rect(focused)

    def _rect(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())


class TourBubble(QFrame):
    """The words of a step. Right and Left go on and back, Esc ends the tour."""

    moved = Signal(int)  # steps on, or back
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("notice", True)
        self.setAccessibleName(tr("Tour"))
        self._title, self._words, self._count = QLabel(), QLabel(), QLabel()
        self._title.setProperty("strong", True)
        self._words.setWordWrap(True)
        self._count.setProperty("quiet", True)
        self.skip = self._button(tr("End the tour"), self.ended.emit)
        self.back = self._button(tr("Back"), lambda: self.moved.emit(-1))
        self.next = self._button("", lambda: self.moved.emit(1))
        self.next.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(2 * UNIT)
        row.addWidget(self._count)
        row.addStretch(1)
        for button in (self.skip, self.back, self.next):
            row.addWidget(button)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(4 * UNIT, 3 * UNIT, 4 * UNIT, 3 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(self._title)
        column.addWidget(self._words, 1)
        column.addLayout(row)

    @property
    def title(self) -> str:
        return self._title.text()

    def say(self, title: str, words: str, step: int, steps: int) -> None:
        """Show a step."""
        self._title.setText(title)
        self._words.setText(words)
        self._count.setText(tr("{0} of {1}").format(step + 1, steps))
        self.back.setEnabled(step > 0)
        self.next.setText(tr("Done") if step == steps - 1 else tr("Next"))
        self.setAccessibleDescription(f"{title}. {words}")
        self.next.setAccessibleDescription(f"{title}. {words}")

    def fitting(self) -> QSize:
        """The size the words need."""
        width = max(_WIDTH, self.minimumSizeHint().width())
        return QSize(width, self._column.totalHeightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.ended.emit()
        elif key in keys:
            self.moved.emit(keys[key])
        else:
            super().keyPressEvent(event)

    def _button(self, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _on=False: run())
        button.installEventFilter(self)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go through the steps, not through the buttons; Return presses one."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Escape):
                self.keyPressEvent(event)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QPushButton):
                watched.click()
                return True
        return super().eventFilter(watched, event)


class _Frame(QWidget):
    """A line around what is pointed at; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent"), _LINE))
        inner = self.rect().adjusted(_LINE, _LINE, -_LINE, -_LINE)
        painter.drawRoundedRect(inner, 2 * UNIT, 2 * UNIT)


def _placed(around: QRect, size: QSize, room: QRect, keys: QRect) -> QRect:
    """Beside what is pointed at, below or above it, where that fits; else upon it.

    keys  where they go: that is not hidden, so the last resort is a corner of the room
    """
    left, top = around.left() + _GAP, around.top() + _GAP
    corners = (
        QPoint(around.right() + _GAP, top),
        QPoint(around.left() - size.width() - _GAP, top),
        QPoint(left, around.bottom() + _GAP),
        QPoint(left, around.top() - size.height() - _GAP),
    )
    upon = QRect(around.center() - QPoint(size.width() // 2, size.height() // 2), size)
    ends = (room.topLeft(), room.topRight(), room.bottomLeft(), room.bottomRight())
    beside = [_within(QRect(corner, size), room) for corner in corners]
    places = [place for place in beside if not place.intersects(around)]
    others = (upon.topLeft(), *ends)
    places += [_within(QRect(corner, size), room) for corner in others]
    return next((place for place in places if not _hides(place, keys)), places[0])


def _hides(place: QRect, widget: QRect) -> bool:
    """Whether most of a widget would be behind a place."""
    common = place.intersected(widget)
    return 2 * common.width() * common.height() > widget.width() * widget.height()


def _within(place: QRect, room: QRect) -> QRect:
    """Moved as little as needed to lie in the room."""
    place.moveRight(min(place.right(), room.right()))
    place.moveBottom(min(place.bottom(), room.bottom()))
    place.moveTopLeft(QPoint(max(place.left(), room.left()), max(place.top(), room.top())))
    return place
