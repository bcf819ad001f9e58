"""Short messages in a corner of the window, with one thing to do about them.

They take no focus: whoever types goes on typing. A key goes there, Esc goes back.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.gui import icons
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr_core, tr_said

_SECONDS = 8
_WIDTH = 110 * UNIT
_MARKS = {"good": "circle-check", "warning": "triangle-alert", "bad": "circle-x"}


class Tone(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened; `action` with its words is offered as a button.

    is_undo  the button is about the last change, whatever that is when it is pressed
    error    what the words are made of, where it is an error
    """

    text: str
    tone: Tone = Tone.GOOD
    action: str = ""
    run: Callable[[], None] | None = None
    is_undo: bool = False
    error: CvlinkError | None = None

    def said_anew(self) -> "Notice":
        """The same in the language of today, as far as it is known what the words were made of."""
        text = self.text if self.error is None else _words(self.error)
        return replace(self, text=text, action=tr_core("Undo") if self.is_undo else self.action)

    @property
    def passes(self) -> bool:
        """Something went well, and nothing is asked for: the next one may take its place."""
        return self.tone is Tone.GOOD and (self.is_undo or not self.action)


def of_error(error: CvlinkError) -> Notice:
    """An error as a notice: what happened, to which path, what to do next."""
    return Notice(_words(error), Tone.BAD, error=error)


def _words(error: CvlinkError) -> str:
    where = f"\n{error.place}" if error.place else ""
    hint = f"\n{tr_said(error.hint)}" if error.hint else ""
    return f"{tr_said(error.message)}{where}{hint}"


class NoticeBar(QFrame):
    """Shows the latest notice over the lower right of its parent; errors stay until closed.

    What it covers comes back after it, and is counted meanwhile. Of what went well the latest is
    told; one that comes back has no undo any more, which would be one of something else.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("notice", True)
        self.setAccessibleName(self.tr("Notice"))
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setMaximumWidth(_WIDTH)
        self._more = QLabel()
        self._more.setProperty("quiet", True)
        self._notice: Notice | None = None  # is shown
        self._covered: list[Notice] = []
        self._action = QPushButton()
        close = QToolButton()
        close.setAccessibleName(self.tr("Close notice"))
        close.setIcon(icons.icon("x"))
        close.clicked.connect(self.close_notice)
        self._close = close
        self._before: QWidget | None = None  # had the focus
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        row.setSpacing(2 * UNIT)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._more)
        row.addWidget(self._action)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)
        self._run: Callable[[], None] | None = None
        self._action.clicked.connect(self._act)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if self.isVisible() else ""

    @property
    def notices(self) -> list[Notice]:
        """Those not closed yet, the one that is shown last."""
        return [*self._covered, *([] if self._notice is None else [self._notice])]

    def show_notice(self, notice: Notice) -> None:
        """Show it over the one before."""
        before = self._notice
        if before is not None and not (before.passes and notice.tone is Tone.GOOD):
            self._covered.append(replace(before, action="", run=None) if before.passes else before)
        self._covered = [one for one in self._covered if one.text != notice.text]
        self._show(notice)

    def take_over(self, old: "NoticeBar", home: QWidget) -> None:
        """Show what another one showed, in the language of today.

        home  where keys that are in it go afterwards: what had them before it may be gone
        """
        notices = [notice.said_anew() for notice in old.notices]
        if not notices:
            return
        *self._covered, latest = notices
        self._show(latest)
        if has_focus(old):
            self.take_focus()
            self._before = home

    def _show(self, notice: Notice) -> None:
        self._notice = notice
        self._icon.setPixmap(
            icons.pixmap(_MARKS[notice.tone], notice.tone, 20, self.devicePixelRatioF())
        )
        self._text.setText(notice.text)
        lines = notice.text.splitlines() or [""]
        widest = max(map(self._text.fontMetrics().horizontalAdvance, lines))
        self._text.setMinimumWidth(min(widest + UNIT, _WIDTH))
        self.setAccessibleDescription(notice.text)
        self._more.setText(self.tr("%Ln more", "", len(self._covered)))
        self._more.setVisible(bool(self._covered))
        self._run = notice.run
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        self._place()
        self.show()
        self.raise_()
        if notice.tone is Tone.GOOD:
            self._timer.start(_SECONDS * 1000)
        else:
            self._timer.stop()

    def take_focus(self) -> None:
        """Let the keys go to what can be done about the notice."""
        self._before = self.window().focusWidget()
        wanted = self._action if self._action.isVisible() else self._close
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_notice(self) -> None:
        """Show what it covers, or nothing: then the keys go back to where they went before."""
        had_focus, before = has_focus(self), self._before
        self._uncover()
        if had_focus and self.isVisible():
            self.take_focus()
            self._before = before
        elif had_focus and before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_notice()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        around = self._over.size()
        self.move(
            around.width() - self.width() - 4 * UNIT, around.height() - self.height() - 10 * UNIT
        )

    def _time_is_up(self) -> None:
        """Go, but not while somebody is about to press its button."""
        if has_focus(self):
            self._timer.start(_SECONDS * 1000)
        else:
            self._uncover()

    def _uncover(self) -> None:
        self._timer.stop()
        self._notice = None
        if self._covered:
            self._show(self._covered.pop())
        else:
            self.hide()

    def _act(self) -> None:
        run = self._run
        self.close_notice()
        if run:
            run()


def has_focus(widget: QWidget) -> bool:
    """True if the keys go to something in a widget, as far as its window gets any."""
    focused: QWidget | None = widget.window().focusWidget()
    return focused is not None and widget.isAncestorOf(focused)
