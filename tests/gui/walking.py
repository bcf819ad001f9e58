"""Tab by Tab through a window: where the keys get to, and whether that can be seen."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QScrollBar, QWidget

_MOST = 150  # keys
_INSIDE = 20  # keys that a widget may take for places in it
_AROUND = 3  # px around a widget where a ring may be


@dataclass(slots=True)
class Walk:
    """met: what had the keys, in order; trap: where they stayed; dark: where nothing showed it."""

    met: list[QWidget] = field(default_factory=list)
    trap: str = ""
    dark: list[str] = field(default_factory=list)


def walk(root: QWidget) -> Walk:
    """Press Tab until the keys are where they were first."""
    root.activateWindow()
    QTest.qWaitForWindowActive(root)
    found = Walk()
    if root.focusWidget() is None:
        QTest.keyClick(root, Qt.Key.Key_Tab)
    first = here = root.focusWidget()
    keys = _INSIDE
    for _ in range(_MOST):
        if here is None:
            break
        found.met.append(here)
        lit = _picture(root, here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        there = root.focusWidget()
        if there is here and _is_alone(root, here):
            break
        if there is here and not (keys := keys - 1):
            found.trap = told(here)
            break
        if there is here:
            found.met.pop()
            continue  # it has places of its own to go through
        keys = _INSIDE
        QApplication.processEvents()
        if lit == _picture(root, here):
            found.dark.append(told(here))
        here = there
        if here is first:
            break
    return found


def missed(root: QWidget, met: list[QWidget]) -> list[str]:
    """What can have the keys, is in sight and on, and was not met."""
    return [told(widget) for widget in _others(root) if widget not in met]


def unseen(root: QWidget, met: list[QWidget]) -> list[str]:
    """What had the keys where nobody sees it."""
    return [
        told(widget)
        for widget in met
        if not widget.isVisibleTo(root) or widget.width() < 2 or widget.height() < 2
    ]


def told(widget: QWidget) -> str:
    words = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} {words!r} in {type(widget.parentWidget()).__name__}"


def _is_alone(root: QWidget, widget: QWidget) -> bool:
    return not _others(root, widget)


def _others(root: QWidget, but: QWidget | None = None) -> list[QWidget]:
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget is not but
        and widget.isVisibleTo(root)
        and widget.isEnabledTo(root)
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar)
        and not _is_beside_the_chosen(widget)
    ]


def _is_beside_the_chosen(widget: QWidget) -> bool:
    """Of buttons of which one is chosen, Tab gets to that one; arrows get to the others."""
    is_one_of_several = isinstance(widget, QRadioButton) or (
        isinstance(widget, QAbstractButton) and widget.group() is not None
    )
    return is_one_of_several and isinstance(widget, QAbstractButton) and not widget.isChecked()


def _picture(root: QWidget, widget: QWidget) -> QImage:
    place = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())
    around = place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    return root.grab(around.intersected(root.rect())).toImage()
