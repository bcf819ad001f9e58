"""The command palette: a field for words over everything, and a list of what they may mean."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.icons import icon
from cvlink_gui.gui.models.palette_model import NO_ROW, ROW, Choice, PaletteModel, Row
from cvlink_gui.gui.theme import ICON, ROW_HEIGHT, UNIT

_WIDE = 190 * UNIT
_HEADING = 7 * UNIT
_ROWS = 15  # that are seen at once, at most
_VEIL = 70  # of 255: how dark what lies behind becomes
_ROUND = 6
_Option = QStyleOptionViewItem
_Index = QModelIndex | QPersistentModelIndex
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
}


class PaletteView(QWidget):
    """Lies over the whole window while it is open. `chosen` brings a Choice.

    It is no window of its own: nothing has to place it, and what is behind it cannot be reached.
    """

    asked = Signal(str)  # other words were typed
    chosen = Signal(object)  # Choice
    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._focus: QWidget | None = None  # where the keys were
        self._words = ""  # below the rows, where the current one has no reason to tell
        self.model = PaletteModel(self)
        self.card = QFrame(self)
        self.card.setProperty("card", True)
        self.edit = QLineEdit()
        self.edit.setClearButtonEnabled(True)
        self._search = self.edit.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setProperty("plain", True)
        self.words = QLabel()
        self.words.setProperty("quiet", True)
        self.words.setWordWrap(True)
        self._lay_out()
        self.edit.textChanged.connect(self.asked)
        self.list.clicked.connect(self._clicked)
        self.list.selectionModel().currentChanged.connect(lambda *_rows: self._tell())
        for widget in (window, self.edit, self.list):
            widget.installEventFilter(self)
        self.retranslate()
        self.hide()

    # What is shown

    def open(self) -> None:
        """Show it with no words in it, and let the keys go there."""
        if not self.isVisible():
            self._focus = self._window.focusWidget()
        self.edit.clear()
        self._place()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_it(self) -> None:
        """Hide it; the keys go back to where they were."""
        if not self.isVisible():
            return
        self.hide()
        if self._focus is not None and self._focus.isVisible():
            self._focus.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def show_rows(self, rows: list[Row], words: str, *, keep: bool) -> None:
        """Show rows, with words below them.

        keep  what is current stays so, if it is still there: more came of the same search
        """
        self._words = words
        before = self.model.choice(self.list.currentIndex().row())
        self.model.show_rows(rows)
        row = self.model.row_of(before) if keep else NO_ROW
        self._go_to(self.model.next_choice(NO_ROW, 1) if row == NO_ROW else row)
        self._tell()
        self._place()

    def restyle(self) -> None:
        """Draw everything in the colours of the theme in use."""
        self._search.setIcon(icon("search"))
        self.list.viewport().update()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.setAccessibleName(self.tr("Command palette"))
        self.edit.setAccessibleName(self.tr("Find actions, datasets, experiments and links"))
        self.edit.setPlaceholderText(self.tr("Find actions, datasets, experiments and links…"))
        self.list.setAccessibleName(self.tr("What was found"))

    # Qt

    def paintEvent(self, _event: QPaintEvent) -> None:
        veil = QColor(Qt.GlobalColor.black)
        veil.setAlpha(_VEIL)
        QPainter(self).fillRect(self.rect(), veil)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.close_it()  # the card takes its own clicks

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._window and self.isVisible():
            self._place()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return watched is not self._window and self._key(watched, event)
        return super().eventFilter(watched, event)

    # Inside

    def _lay_out(self) -> None:
        for widget in (self.edit, self.list):
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.edit)
        column.addWidget(self.list, 1)
        column.addWidget(self.words)

    def _place(self) -> None:
        """Below the top edge, in the middle; as high as its rows, or as there is room for."""
        room = self._window.size()
        self.setGeometry(QRect(QPoint(0, 0), room))
        wide = min(_WIDE, room.width() - 8 * UNIT)
        rows = sum(_height(row) for row in self.model.rows[:_ROWS])
        self.list.setMinimumHeight(min(rows, room.height() // 4) + 2 * UNIT)
        self.words.setFixedWidth(wide - 4 * UNIT)
        around = self.edit.sizeHint().height() + 8 * UNIT
        if self.words.text():
            around += self.words.heightForWidth(wide - 4 * UNIT) + UNIT
        high = min(rows + around, room.height() - 24 * UNIT)
        self.card.setGeometry((room.width() - wide) // 2, 16 * UNIT, wide, max(high, 24 * UNIT))

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Keys that are not letters; true if one was taken."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._go_to(self.model.next_choice(self.list.currentIndex().row(), _STEPS[key]))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._page(1 if key is Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif key is Qt.Key.Key_Escape:
            self.close_it()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):  # what lies behind cannot be reached
            (self.list if watched is self.edit else self.edit).setFocus(
                Qt.FocusReason.TabFocusReason
            )
        elif watched is self.list and event.text().isprintable() and event.text():
            self.edit.setFocus()
            self.edit.insert(event.text())
        else:
            return False
        return True

    def _page(self, step: int) -> None:
        """As many rows on as are seen, not round at the ends."""
        at = self.list.currentIndex().row()
        seen = max(1, self.list.viewport().height() // ROW_HEIGHT - 1)
        for _ in range(seen):
            after = self.model.next_choice(at, step)
            if (after - at) * step <= 0:
                break
            at = after
        self._go_to(at)

    def _go_to(self, row: int) -> None:
        index = self.model.index(row)
        self.list.setCurrentIndex(index)
        if index.isValid():
            first = self.model.index(0) if row == self.model.next_choice(NO_ROW, 1) else index
            self.list.scrollTo(first)  # with its heading, where it is the first one
        self._tell()

    def _clicked(self, index: QModelIndex) -> None:
        self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and isinstance(row.choice, Choice) and not row.is_off:
            choice = row.choice
            self.close_it()
            self.chosen.emit(choice)

    def _tell(self) -> None:
        """Let a screen reader say which row is current: the keys stay in the field."""
        row = self.list.currentIndex().data(ROW)
        heard = row.heard if isinstance(row, Row) else self._words
        is_off = isinstance(row, Row) and row.is_off
        self.words.setText(row.detail if is_off else self._words)
        self.words.setVisible(bool(self.words.text()))
        if heard != self.edit.accessibleDescription():
            self.edit.setAccessibleDescription(heard)
            event = QAccessibleEvent(self.edit, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)


def _height(row: Row) -> int:
    return _HEADING if row.choice is None else ROW_HEIGHT


class _Painter(QStyledItemDelegate):
    """A heading; or an icon, a text with the letters that match, more about it, and keys."""

    def sizeHint(self, _option: _Option, index: _Index) -> QSize:
        row = index.data(ROW)
        return QSize(0, _height(row) if isinstance(row, Row) else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: _Option, index: _Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(option.rect)
        if row.choice is None:
            self._heading(painter, rect, row)
        else:
            self._background(painter, rect, option)
            self._row(painter, rect.adjusted(2 * UNIT, 0, -2 * UNIT, 0), row, option.font)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, row: Row) -> None:
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.color("quiet"))
        place = rect.adjusted(2 * UNIT, 0, -2 * UNIT, -UNIT // 2)
        painter.drawText(place, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, row.text)

    def _background(self, painter: QPainter, rect: QRect, option: _Option) -> None:
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_current or is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if is_current else "hover"))
            painter.drawRoundedRect(QRectF(rect), _ROUND, _ROUND)
        if is_current:  # not by its colour alone
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(
                QRectF(rect.left(), rect.top() + 6, 3, rect.height() - 12), 1, 1
            )

    def _row(self, painter: QPainter, rect: QRect, row: Row, font: QFont) -> None:
        name, field = row.icon
        ratio = painter.device().devicePixelRatio()
        top = rect.top() + (rect.height() - ICON) // 2
        painter.drawPixmap(rect.left(), top, icons.pixmap(name, field, ICON, ratio))
        rect = rect.adjusted(ICON + 2 * UNIT, 0, 0, 0)
        if row.keys:
            rect.setRight(self._keys(painter, rect, row.keys) - 2 * UNIT)
        layout = _laid_out(row, font)
        wide = min(layout.maximumWidth(), rect.width() * (0.5 if row.detail else 1.0))
        if row.detail:
            place = rect.adjusted(int(wide) + 4 * UNIT, 0, 0, 0)
            words = painter.fontMetrics().elidedText(
                row.detail, Qt.TextElideMode.ElideMiddle, place.width()
            )
            used = painter.fontMetrics().horizontalAdvance(words)
            painter.setPen(theme.color("quiet"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, right, words)
            rect.setRight(rect.right() - used - 4 * UNIT)
        self._text(painter, rect, row, layout)

    def _text(self, painter: QPainter, rect: QRect, row: Row, layout: QTextLayout) -> None:
        painter.setPen(theme.color("quiet" if row.is_off else "text"))
        bounds = layout.boundingRect()
        if layout.maximumWidth() > rect.width():  # without the letters: places would be others
            words = painter.fontMetrics().elidedText(
                row.text, Qt.TextElideMode.ElideMiddle, rect.width()
            )
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)
            return
        layout.draw(painter, QPointF(rect.left(), rect.center().y() - bounds.height() / 2 + 1))

    def _keys(self, painter: QPainter, rect: QRect, keys: str) -> int:
        """Keys as on a keyboard; where they begin."""
        wide = painter.fontMetrics().horizontalAdvance(keys) + 2 * UNIT
        cap = QRectF(rect.right() - wide, rect.top() + UNIT, wide, rect.height() - 2 * UNIT)
        painter.setBrush(theme.color("base"))
        painter.setPen(theme.color("border"))
        painter.drawRoundedRect(cap, UNIT, UNIT)
        painter.setPen(theme.color("quiet"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
        return int(cap.left())


def _laid_out(row: Row, font: QFont) -> QTextLayout:
    """The text of a row in one line, with the letters that match in bold and underlined."""
    layout = QTextLayout(row.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    shape = QTextCharFormat()
    shape.setFontWeight(QFont.Weight.Bold)
    shape.setFontUnderline(True)
    layout.setFormats([_range(at, shape) for at in _units(row)])
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _units(row: Row) -> list[tuple[int, int]]:
    """Where the letters that match begin, and how long they are, as Qt counts: in UTF-16."""
    found = []
    for at in row.places:
        before = len(row.text[:at].encode("utf-16-le", "surrogatepass")) // 2
        found.append((before, 2 if ord(row.text[at]) > 0xFFFF else 1))
    return found


def _range(at: tuple[int, int], shape: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = at
    made.format = shape
    return made
