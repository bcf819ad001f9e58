"""The images of a data set as the cells of a table: a number a cell, from left to right."""

from bisect import bisect_right
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cvlink_gui.core.names import basename, join, printable, shown
from cvlink_gui.features.gallery.values import Card, Images
from cvlink_gui.gui.gallery import Gallery
from cvlink_gui.gui.panels.boxes import counts
from cvlink_gui.gui.previews import Preview
from cvlink_gui.gui.words import tr

_NOWHERE = QModelIndex()
_CLASSES = 6  # told of one image
Index = QModelIndex | QPersistentModelIndex


class Change(IntEnum):
    """What became of the images: nothing, more of them, others."""

    NONE, MORE, OTHERS = range(3)


class Pile:
    """Images by number: folder by folder, in order."""

    def __init__(self, number: int = 0) -> None:
        """`number`: of the look they come from."""
        self.number = number
        self.folders: list[tuple[bytes, tuple[bytes, ...]]] = []
        self._begins: list[int] = []
        self.count = 0

    def is_like(self, other: "Pile") -> bool:
        """True if it has the same images in the same order."""
        return self.folders == other.folders

    def add(self, images: Images) -> None:
        self._begins.append(self.count)
        self.folders.append((images.folder, images.names))
        self.count += len(images.names)

    def path(self, number: int) -> bytes:
        """The path of an image, absolute."""
        at = bisect_right(self._begins, number) - 1
        folder, names = self.folders[at]
        return join(folder, names[number - self._begins[at]])


class ThumbnailsModel(QAbstractTableModel):
    """Follows the gallery. What is shown stays until something else is known."""

    def __init__(self, gallery: Gallery, parent: QObject) -> None:
        super().__init__(parent)
        self._gallery = gallery
        self._shown, self._coming = Pile(), Pile()
        self._columns = 1
        self.side = 0  # px of the pictures that are shown

    @property
    def count(self) -> int:
        return self._shown.count

    def path(self, number: int) -> bytes:
        """The path of an image, absolute."""
        return self._shown.path(number)

    def preview(self, number: int) -> Preview | None:
        """Its picture, if it is there."""
        return self._gallery.picture(self.path(number), self.side)

    def number(self, index: Index) -> int | None:
        """The number of the image in a cell; None for the empty ones of the last row."""
        if not index.isValid():
            return None
        number = index.row() * self._columns + index.column()
        return number if number < self.count else None

    def index_of(self, number: int) -> QModelIndex:
        return self.index(*divmod(number, self._columns))

    # Coming and going

    def clear(self) -> None:
        """Another data set is looked into: nothing is known of it."""
        self.beginResetModel()
        self._shown = Pile()
        self._coming = self._shown
        self.endResetModel()

    def take(self, images: Images) -> Change:
        """Take in some images; of a data set that is looked at again they are kept back."""
        if images.number != self._coming.number:
            is_first = not self._shown.count
            self._coming = Pile(images.number)
            if is_first:
                self._shown = self._coming
        if self._coming is not self._shown:
            self._coming.add(images)
            return Change.NONE
        before = self.rowCount()
        after = -(-(self.count + len(images.names)) // self._columns)
        if after > before:
            self.beginInsertRows(_NOWHERE, before, after - 1)
        self._shown.add(images)
        if after > before:
            self.endInsertRows()
        return Change.MORE

    def agree(self, card: Card) -> Change:
        """All images have come: show those of a second look, if they are others."""
        if card.number == self._shown.number:
            return Change.NONE
        coming = self._coming if self._coming.number == card.number else Pile(card.number)
        if coming.is_like(self._shown):
            self._shown = self._coming = coming
            return Change.NONE
        self.beginResetModel()
        self._shown = self._coming = coming
        self.endResetModel()
        return Change.OTHERS

    def set_columns(self, columns: int) -> None:
        """So many images in a row."""
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else -(-self.count // self._columns)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.number(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        number = self.number(index)
        return None if number is None else self.words(number)

    def words(self, number: int) -> str:
        """An image in words: its name, what kept it from being shown, its size, its boxes."""
        path = self.path(number)
        marked = self._gallery.marked(path)
        found = list(counts(marked).items()) if marked is not None else []
        classes = [f"{printable(name)} {count}" for name, count in found[:_CLASSES]]
        told = self.facts(number, self.preview(number))
        return ", ".join((shown(basename(path)), *told, *classes))

    def facts(self, number: int, found: Preview | None) -> list[str]:
        """What kept an image from being shown, its size, how many boxes it has.

        found  its picture, if there is one
        """
        marked = self._gallery.marked(self.path(number))
        parts = []
        if found is not None and found.why:
            parts.append(found.why)
        if found is not None and found.size is not None:
            parts.append(f"{found.size.width()} \u00d7 {found.size.height()}")
        if marked is not None:
            parts.append(tr("%Ln box(es)", "", len(marked.boxes)))
        return parts
