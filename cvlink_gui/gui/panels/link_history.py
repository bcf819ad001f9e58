"""The history of one link as rows: when, who, what it led to before; and a way to take it back."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cvlink_gui.core.names import shown
from cvlink_gui.features.past import Event, Past
from cvlink_gui.fs.journal import Entry, State
from cvlink_gui.gui import icons
from cvlink_gui.gui.panels.inspector_rows import Way, breakable, label, small
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr, tr_said

_MOST = 8
_MARKS = {
    State.DONE: ("circle-check", "good"),
    State.UNDONE: ("undo-2", "quiet"),
    State.ROLLED_BACK: ("ban", "warning"),
    State.INTENDED: ("hourglass", "unknown"),
}


def rows(past: Past, take_back: Callable[[Entry], object]) -> Iterator[QWidget]:
    """The newest change first; at last who made what is there, and when."""
    for event in past.events[:_MOST]:
        yield _row(event, take_back)
    if len(past.events) > _MOST:
        yield small(tr("and %n more", "", len(past.events) - _MOST))
    if not past.events:
        yield small(tr("It was not changed with this program, and git records nothing of it."))
    if past.owner:
        words = tr("What is there now was made by {0}, {1}.")
        yield small(words.format(past.owner, when(past.made_at)))


def when(at: float) -> str:
    """A moment, in seconds since 1970, as the language writes it."""
    moment = QDateTime.fromSecsSinceEpoch(int(at))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def _row(event: Event, take_back: Callable[[Entry], object]) -> QWidget:
    widget = QWidget()
    line = QHBoxLayout(widget)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2 * UNIT)
    words, about, change = tr_said(event.title), _about(event), _change(event)
    mark = ("git-branch", "quiet") if event.entry is None else _MARKS[event.entry.state]
    sign = QLabel()
    sign.setPixmap(icons.pixmap(*mark, 16, widget.devicePixelRatioF()))
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(breakable(words)))
    column.addWidget(small(about))
    if change:
        column.addWidget(small(change))
    if event.entry is not None and event.entry.state is State.DONE:
        column.addWidget(_undo(event.entry, words, take_back))
    line.addLayout(column, 1)
    widget.setAccessibleName(". ".join(filter(None, (words, about, change))))
    return widget


def _undo(entry: Entry, words: str, take_back: Callable[[Entry], object]) -> Way:
    way = Way("undo-2", "accent", tr("Undo"), tr("Undo: {0}").format(words))
    way.setToolTip(tr("Takes back all of this change, if nothing was changed since."))
    way.clicked.connect(lambda _on=False: take_back(entry))
    return way


def _about(event: Event) -> str:
    """When, and by whom or how."""
    if event.entry is None:
        who = tr("{0}, commit {1}").format(event.who, event.commit)
        return f"{when(event.at)} \u00b7 {who}"
    states = {
        State.DONE: tr("with this program"),
        State.UNDONE: tr("undone since"),
        State.ROLLED_BACK: tr("rolled back"),
        State.INTENDED: tr("not finished"),
    }
    return f"{when(event.at)} \u00b7 {states[event.entry.state]}"


def _change(event: Event) -> str:
    """What it led to before, where that was something else."""
    if event.before is None or event.before == event.after:
        return "" if event.after is None else tr("led to {0}").format(shown(event.after))
    if event.after is None:
        return tr("before it led to {0}").format(shown(event.before))
    both = shown(event.before), shown(event.after)
    return tr("before it led to {0}, then to {1}").format(*both)
