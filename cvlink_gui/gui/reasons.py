"""Why something cannot be done now: in its tip, in the status bar, and to a screen reader."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

_OWN = "ownTip"  # a property: the tip of what is off at the moment


def explain(thing: QAction | QWidget, reason: str, tip: str | None = None) -> None:
    """Switch something off for a reason, or on where there is none.

    tip  what it says while it is on; None for what it said before
    """
    if tip is None:
        tip = str(thing.property(_OWN) or "") if thing.statusTip() else thing.toolTip()
    thing.setProperty(_OWN, tip)
    thing.setEnabled(not reason)
    thing.setToolTip(reason or tip)
    thing.setStatusTip(reason)
    if isinstance(thing, QWidget):
        thing.setAccessibleDescription(reason)


class _MenuStyle(QProxyStyle):
    """Keys and the mouse come to rows that are off as well: their reasons are to be heard.

    For menus only: every style hint would go through Python.
    """

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_Menu_AllowActiveAndDisabled:
            return 1
        return super().styleHint(hint, option, widget, data)


def tell_reasons(menu: QMenu) -> None:
    """Let a menu show why its rows are off, as tips and in the status bar."""
    menu.setToolTipsVisible(True)
    style = _MenuStyle("Fusion")
    style.setParent(menu)
    menu.setStyle(style)


def show_menu(view: QAbstractItemView, event: QContextMenuEvent) -> None:
    """The actions of a view as a menu whose rows have tips; Qt's own one shows none."""
    menu = QMenu(view)
    tell_reasons(menu)
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
