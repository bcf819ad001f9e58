"""Texts that are cut off, and widgets that reach out of what they are in."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QSpinBox,
    QSplitter,
    QSplitterHandle,
    QStackedLayout,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QWidget,
)

from cvlink_gui.gui.panels.progress import ShortLabel

_SLACK = 1  # px
Need = tuple[str, int, int]  # a text, the pixels it needs, those it has


def cut_off(root: QWidget) -> list[str]:
    """What cannot be read as a whole, and has no tip that says it."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root) or widget.visibleRegion().isEmpty():
            continue
        found += [f"{type(widget).__name__} {text!r}" for text in _cut(widget)]
        if _is_outside(widget):
            parent = type(widget.parentWidget()).__name__
            found.append(f"{type(widget).__name__} reaches out of {parent}")
    return found


def overlapping(root: QWidget) -> list[str]:
    """Widgets in sight that a layout has put upon each other, or has left no room."""
    found = []
    for layout in root.findChildren(QLayout):
        if isinstance(layout, QStackedLayout):
            continue
        items = [layout.itemAt(number) for number in range(layout.count())]
        found += _upon([(_named(i), i.geometry()) for i in items if not i.isEmpty() and _named(i)])
    for parts in root.findChildren(QSplitter):
        widgets = [parts.widget(number) for number in range(parts.count())]
        found += _upon([(type(w).__name__, w.geometry()) for w in widgets if w.isVisibleTo(root)])
    return found


def _upon(places: list[tuple[str, QRect]]) -> Iterator[str]:
    for (one, place), (other, there) in combinations(places, 2):
        if place.intersects(there):
            yield f"{one} and {other}"


def _named(item: QLayoutItem) -> str:
    thing = item.widget() or item.layout()
    return type(thing).__name__ if thing is not None else ""


def _cut(widget: QWidget) -> Iterator[str]:
    """The texts of one widget that do not fit; what a tip says in full may be shortened."""
    for text, needs, has in _texts(widget):
        words = text.replace("\u200b", "").replace("&", "").strip()
        if words and needs > has + _SLACK and words not in widget.toolTip().replace("\u200b", ""):
            yield f"{words} ({needs} > {has} px)"


def _texts(widget: QWidget) -> Iterator[Need]:
    if isinstance(widget, ShortLabel):
        return  # it is made to give way
    for kind, needs in _NEEDS.items():
        if isinstance(widget, kind):
            yield from needs(widget)
            return


def _of_label(label: QLabel) -> Iterator[Need]:
    if label.text() and label.wordWrap():
        around = 2 * label.margin()  # words are drawn there as well
        needs = label.heightForWidth(label.width()) - around
        yield label.text(), needs, label.height()
    elif label.text():
        yield label.text(), label.sizeHint().width(), label.width()


def _of_button(button: QAbstractButton | QSpinBox) -> Iterator[Need]:
    yield button.text(), button.minimumSizeHint().width(), button.width()


def _of_box(box: QComboBox) -> Iterator[Need]:
    option, field = QStyleOptionComboBox(), QStyle.SubControl.SC_ComboBoxEditField
    box.initStyleOption(option)
    complete = QStyle.ComplexControl.CC_ComboBox
    room = box.style().subControlRect(complete, option, field, box)
    if not box.isEditable():
        icon = box.iconSize().width() + 4 if not option.currentIcon.isNull() else 0
        text = box.currentText()
        yield text, box.fontMetrics().horizontalAdvance(text) + icon, room.width()


def _of_line(line: QLineEdit) -> Iterator[Need]:
    option, margins = QStyleOptionFrame(), line.textMargins()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    if not line.text():
        text = line.placeholderText()
        has = room.width() - margins.left() - margins.right()
        yield text, line.fontMetrics().horizontalAdvance(text), has


def _of_tabs(bar: QTabBar) -> Iterator[Need]:
    for number in range(bar.count()):
        text = bar.tabText(number)
        yield text, bar.fontMetrics().horizontalAdvance(text), bar.tabRect(number).width()


def _of_header(header: QHeaderView) -> Iterator[Need]:
    if header.orientation() is Qt.Orientation.Horizontal:
        yield from _headings(header)


def _headings(header: QHeaderView) -> Iterator[Need]:
    model = header.model()
    for section in range(header.count()):
        if not header.isSectionHidden(section):
            text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
            needs = header.fontMetrics().horizontalAdvance(text)
            yield text, needs, header.sectionSize(section)


def _is_outside(widget: QWidget) -> bool:
    """Whether a part of a widget is out of its parent, where nothing scrolls."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(widget, QSplitterHandle):
        return False
    if any(isinstance(above, QAbstractScrollArea) for above in (parent, parent.parentWidget())):
        return False
    room = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
    return not room.contains(QRect(widget.pos(), widget.size()))


_NEEDS = {
    QLabel: _of_label,
    QAbstractButton: _of_button,
    QSpinBox: _of_button,
    QComboBox: _of_box,
    QLineEdit: _of_line,
    QTabBar: _of_tabs,
    QHeaderView: _of_header,
}
