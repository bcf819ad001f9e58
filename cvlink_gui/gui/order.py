"""The order in which Tab goes through rows that come and go.

Qt puts what is made later at the end of a window's order, wherever it stands.
"""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def follow_layout(area: QScrollArea) -> None:
    """Let Tab go from an area through what is in it, as it is laid out."""
    body, last = area.widget(), cast("QWidget", area)
    for widget in _laid_out(body.layout()) if body is not None else ():
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            QWidget.setTabOrder(last, widget)
            last = widget


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    for number in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(number) if layout is not None else None
        widget = item.widget() if item is not None else None
        if widget is not None:
            yield widget
            yield from _laid_out(widget.layout())
        elif item is not None:
            yield from _laid_out(item.layout())
