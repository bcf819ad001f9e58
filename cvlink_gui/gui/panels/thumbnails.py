"""Small pictures of the images of a data set: what is seen is decoded first, with its boxes."""

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QImage, QKeyEvent, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.features.gallery.values import Card, Images
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.gallery import Gallery
from cvlink_gui.gui.models.thumbnails_model import Change, ThumbnailsModel
from cvlink_gui.gui.panels.boxes import draw_boxes
from cvlink_gui.gui.previews import Preview
from cvlink_gui.gui.running import number as counted
from cvlink_gui.gui.theme import UNIT

_CELL = 22 * UNIT  # px; as wide as a cell is at least
_LEAST_CELL = 14 * UNIT  # where there is not much room
_ROWS = 3  # that are seen at a time
_LEAST_ROWS = 1
_AHEAD = 2  # rows below what is seen, decoded after it
_SOON_MS = 20  # after a scroll has come to rest
_MARK = 6 * UNIT
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

Move = QAbstractItemView.CursorAction


class ThumbnailsView(QTableView):
    """Cells from left to right; `opened` carries the number of an image to be seen large."""

    opened = Signal(int)
    current = Signal()

    def __init__(self, gallery: Gallery) -> None:
        super().__init__()
        self.gallery = gallery
        self.images = ThumbnailsModel(gallery, self)
        self._visible: dict[bytes, int] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._want)
        self.setModel(self.images)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(self.tr("Images"))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.clicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self.current)
        gallery.pictured.connect(self._pictured)
        gallery.drawn.connect(self._drawn)

    @property
    def number(self) -> int | None:
        """The image that is current."""
        return self.images.number(self.currentIndex())

    def select(self, number: int) -> None:
        """Make an image the current one, and show it."""
        index = self.images.index_of(number)
        choose = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, choose)
        self.scrollTo(index)

    def arrange(self) -> None:
        """As many images in a row as there is room for, as high as there are rows."""
        number = self.number
        width = self.viewport().width()
        columns = max(1, width // _CELL, min(2, width // _LEAST_CELL))
        cell = max(1, width // columns)
        self.verticalHeader().setDefaultSectionSize(cell * 3 // 4)
        self.images.side = round(cell * self.devicePixelRatioF())
        self.images.set_columns(columns)
        rows = max(_LEAST_ROWS, min(_ROWS, self.images.rowCount()))
        self.setFixedHeight(rows * (cell * 3 // 4) + 2 * self.frameWidth())
        if number is not None and number < self.images.count:
            self.select(number)
        self._soon.start()

    # Inside

    def _open(self, index: QModelIndex) -> None:
        number = self.images.number(index)
        if number is not None:
            self.opened.emit(number)

    def _want(self) -> None:
        """Have decoded what is seen, then what comes next."""
        if not self.isVisible() or not self.images.count:
            return
        height = max(1, self.verticalHeader().defaultSectionSize())
        top = self.verticalScrollBar().value() // height
        seen = self._numbers(top, top + self.viewport().height() // height + 1)
        ahead = self._numbers(seen.stop // self._columns, seen.stop // self._columns + _AHEAD)
        self._visible = {self.images.path(number): number for number in seen}
        later = [self.images.path(number) for number in ahead]
        self.gallery.want([*self._visible, *later], self.images.side)
        self.gallery.want_marks([*self._visible, *later])

    @property
    def _columns(self) -> int:
        return self.images.columnCount()

    def _numbers(self, first: int, last: int) -> range:
        """The images of some rows."""
        count = self.images.count
        return range(min(first * self._columns, count), min(last * self._columns, count))

    def _scrolled(self, _value: int) -> None:
        self._soon.start()  # which would take the value for its interval

    def _drawn(self, _paths: tuple[bytes, ...]) -> None:
        self.viewport().update()

    def _pictured(self, path: bytes) -> None:
        number = self._visible.get(path)
        if number is not None and number < self.images.count:
            self.viewport().update(self.visualRect(self.images.index_of(number)))
            if number == self.number:
                self.current.emit()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPEN and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Right of the last image of a row is the first of the next one."""
        steps = {
            Move.MoveRight: 1,
            Move.MoveNext: 1,
            Move.MoveLeft: -1,
            Move.MovePrevious: -1,
            Move.MoveHome: -self.images.count,
            Move.MoveEnd: self.images.count,
        }
        number, last = self.number, self.images.count - 1
        if number is None or action not in steps:
            found = super().moveCursor(action, modifiers)
            return self.images.index_of(max(0, last)) if _is_empty(self, found) else found
        return self.images.index_of(max(0, min(last, number + steps[action])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self, self.arrange)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.arrange()


def _is_empty(view: ThumbnailsView, index: QModelIndex) -> bool:
    return index.isValid() and view.images.number(index) is None


class _Delegate(QStyledItemDelegate):
    """Paints a picture with its boxes, or the reason why there is none."""

    def __init__(self, view: ThumbnailsView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        images = self._view.images
        number = images.number(index)
        if number is None:
            return
        cell = QRect(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        found = images.preview(number)
        painter.fillRect(cell, theme.color("hover"))
        if found is not None and found.image is not None:
            self._picture(painter, cell, found.image, found, images.path(number))
        else:
            _placeholder(painter, cell, found)
        if option.state & QStyle.StateFlag.State_Selected:
            focus = self._view.hasFocus()
            painter.setPen(QPen(theme.color("accent" if focus else "faint"), 2))
            painter.drawRect(cell)
        painter.restore()

    def _picture(
        self, painter: QPainter, cell: QRect, image: QImage, found: Preview, path: bytes
    ) -> None:
        size = QSize(image.size())
        size.scale(cell.size(), Qt.AspectRatioMode.KeepAspectRatio)
        room = QRectF(QPointF(), size.toSizeF())
        room.moveCenter(QRectF(cell).center())
        painter.drawImage(room, image)
        marked = self._view.gallery.marked(path)
        if marked is not None:
            draw_boxes(painter, marked, room, found.size, turn=found.turn)


def _placeholder(painter: QPainter, cell: QRect, found: Preview | None) -> None:
    """An hourglass while it is not there yet, else why it never will be."""
    name, field = found.mark if found is not None else ("image", "faint")
    ratio = painter.device().devicePixelRatio()
    words = "" if found is None else found.why
    picture = icons.pixmap(name, field, _MARK, ratio)
    spot = QRect(0, 0, _MARK, _MARK)
    spot.moveCenter(cell.center())
    if words:
        spot.moveTop(cell.top() + UNIT)
        _reason(painter, cell.adjusted(0, _MARK + UNIT, 0, 0), words)
    painter.drawPixmap(spot.topLeft(), picture)


def _reason(painter: QPainter, room: QRect, words: str) -> None:
    """Small words in the middle, so small that the longest of them has room."""
    font = painter.font()
    font.setPointSizeF(font.pointSizeF() * 0.8)
    longest = max(map(QFontMetricsF(font).horizontalAdvance, words.split()))
    font.setPointSizeF(font.pointSizeF() * min(1.0, room.width() / longest))
    painter.setFont(font)
    painter.setPen(theme.color("quiet"))
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    painter.drawText(room, flags | Qt.TextFlag.TextWordWrap, words)


class Thumbnails(QWidget):
    """The images of what is inspected, with words for what is not there."""

    opened = Signal(int)

    def __init__(self, gallery: Gallery) -> None:
        super().__init__()
        self.view = ThumbnailsView(gallery)
        self.heading = QLabel(self.tr("Images"))
        self.heading.setProperty("heading", True)
        self.heading.setIndent(0)
        self.words = QLabel()
        self.words.setProperty("quiet", True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3 * UNIT, 0, 0)
        column.setSpacing(UNIT)
        for widget in (self.heading, self.view, self.words):
            column.addWidget(widget)
        self.view.opened.connect(self.opened)
        self.view.current.connect(self._tell)
        gallery.begun.connect(self._begin)
        gallery.found.connect(self._take)
        gallery.carded.connect(self._agree)
        gallery.failed.connect(self._fail)
        gallery.drawn.connect(self._tell)
        self._begin()

    def _begin(self, _path: object = None) -> None:
        self.view.images.clear()
        self.heading.setText(self.tr("Images"))
        self._say(self.tr("Looking for images…"))

    def _take(self, images: Images) -> None:
        if self.view.images.take(images) is Change.MORE:
            self._follow()

    def _agree(self, card: Card) -> None:
        self.view.images.agree(card)
        if not card.images:
            self._say(self.tr("No images here."))
            self.heading.setText(self.tr("Images"))
            return
        self._follow()

    def _follow(self) -> None:
        """Show what there is by now."""
        count = counted(self.view.images.count)
        self.heading.setText(self.tr("Images ({0})").format(count))
        if not self.view.isVisibleTo(self):
            self.view.show()
        self.view.arrange()
        self._tell()

    def _tell(self, _paths: object = None) -> None:
        """What is known of the current image, or what can be done."""
        number = self.view.number
        if self.view.isVisibleTo(self) and self.view.images.count:
            hint = self.tr("Click, or Return: larger, with the names of the classes.")
            self.words.setText(hint if number is None else self.view.images.words(number))

    def _fail(self, why: str) -> None:
        if not self.view.images.count:
            self._say(why)

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.view.hide()

    def restyle(self) -> None:
        """Paint in the colours of the theme in use."""
        self.view.viewport().update()
