"""All that a window or a dialog says: in words, in tips, and to a screen reader."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QListView,
    QMenu,
    QTabBar,
    QWidget,
)

_PROPERTIES = (
    "text", "title", "placeholderText", "toolTip", "accessibleName", "accessibleDescription",
    "windowTitle", "prefix", "suffix", "specialValueText",
)  # fmt: skip
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
Where = tuple[str, str]  # the class of who says it, and what of it


def said(root: QWidget) -> list[tuple[Where, str]]:
    """Everything in sight below a widget, and its menus."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget is root or widget.isVisibleTo(root) or isinstance(widget, QMenu):
            found += [((type(widget).__name__, what), text) for what, text in _of(widget) if text]
    return found


def _of(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield from _properties(widget)
    for action in widget.actions():
        yield from _of_action(action)
    if isinstance(widget, QTabBar):
        for number in range(widget.count()):
            yield "tab", widget.tabText(number)
            yield "tab tip", widget.tabToolTip(number)
    if isinstance(widget, QComboBox):
        for number in range(widget.count()):
            yield "choice", widget.itemText(number)
    elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        model = widget.model()
        is_list = isinstance(widget, QListView)  # its model lets nobody ask for its columns
        columns = 1 if is_list or model is None else model.columnCount(QModelIndex())
        if model is not None:
            yield from _headers(model, columns)
            yield from _rows(model, columns)


def _properties(widget: QObject) -> Iterator[tuple[str, str]]:
    for name in _PROPERTIES:
        value = widget.property(name)
        if isinstance(value, str):
            yield name, value


def _of_action(action: QAction) -> Iterator[tuple[str, str]]:
    yield "action", action.text()
    yield "action in a toolbar", action.iconText()
    yield "action's tip", action.toolTip()


def _headers(model: QAbstractItemModel, columns: int) -> Iterator[tuple[str, str]]:
    for column in range(columns):
        words = model.headerData(column, Qt.Orientation.Horizontal)
        if isinstance(words, str):
            yield "header", words


def _rows(
    model: QAbstractItemModel, columns: int, above: QModelIndex | None = None
) -> Iterator[tuple[str, str]]:
    above = QModelIndex() if above is None else above
    for row in range(model.rowCount(above)):
        for column in range(columns):
            index = model.index(row, column, above)
            for role in _ROLES:
                value = model.data(index, role)
                if isinstance(value, str):
                    yield f"row ({role.name})", value
        yield from _rows(model, columns, model.index(row, 0, above))
