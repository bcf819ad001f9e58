"""Why something cannot be done now: in its tip, in the status bar, and to a screen reader."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget


def explain(thing: QAction | QWidget, reason: str, tip: str = "") -> None:
    """Switch something off for a reason, or on where there is none.

    tip  what it says while it is on
    """
    thing.setEnabled(not reason)
    thing.setToolTip(reason or tip)
    thing.setStatusTip(reason)
    if isinstance(thing, QWidget):
        thing.setAccessibleDescription(reason)


def show_menu(view: QAbstractItemView, event: QContextMenuEvent) -> None:
    """The actions of a view as a menu whose rows have tips; Qt's own one shows none."""
    menu = QMenu(view)
    menu.setToolTipsVisible(True)
    menu.addActions(view.actions())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(_place(view, event))
    event.accept()


def _place(view: QAbstractItemView, event: QContextMenuEvent) -> QPoint:
    """At the mouse; for a key below the current row."""
    row = view.visualRect(view.currentIndex())
    if event.reason() is QContextMenuEvent.Reason.Mouse or row.isEmpty():
        return event.globalPos()
    return view.viewport().mapToGlobal(row.bottomLeft())
