"""Images and classes of the splits of two experiments, as a tree of splits and their classes."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from cvlink_gui.core.names import printable, shown
from cvlink_gui.features.comparing import Counts, Split
from cvlink_gui.gui.models.problems_model import number_words

Index = QModelIndex | QPersistentModelIndex
Pair = tuple[float | None, float | None]  # of one side and the other; None: not known there
PLACE, ONE, OTHER, BARS, MIX = range(5)
LENGTHS = Qt.ItemDataRole.UserRole  # of the bars of a row: a Pair, from 0 to 1
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_TOP = 0  # the internal id of a split; that of a class is one more than the row of its split
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MINUS = "\u2212"
_NUMBERS = (ONE, OTHER, MIX)


@dataclass(frozen=True, slots=True)
class _Classes:
    """The classes of one split: names, the most frequent first; on each side counts and sum."""

    names: list[str]
    counts: tuple[Counts, Counts]
    totals: tuple[int, int]
    most: float  # the largest share there is

    @classmethod
    def of(cls, split: Split) -> "_Classes":
        one, other = (side.classes if side else {} for side in (split.one, split.other))
        names = one.keys() | other.keys()
        shares = (c / sum(counts.values()) for counts in (one, other) for c in counts.values() if c)
        by_frequency = sorted(names, key=lambda n: (-one.get(n, 0) - other.get(n, 0), n))
        totals = sum(one.values()), sum(other.values())
        return cls(by_frequency, (one, other), totals, max(shares, default=1.0))

    def shares(self, name: str) -> Pair:
        """Which part of all objects of a side a class is."""
        one, other = (
            counts.get(name, 0) / total if total else None
            for counts, total in zip(self.counts, self.totals, strict=True)
        )
        return one, other


class BalanceModel(QAbstractItemModel):
    """Each split with its images on both sides; below it its classes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sides = ("", "")
        self._splits: tuple[Split, ...] = ()
        self._classes: dict[int, _Classes] = {}  # by the row of the split, as they are asked for
        self._most = 1  # images of one split

    def show(self, splits: tuple[Split, ...], sides: tuple[str, str]) -> None:
        """Show the splits of two experiments; sides: the names of both."""
        self.beginResetModel()
        self._splits, self._sides = splits, sides
        self._classes.clear()
        counts = (side.images for s in splits for side in (s.one, s.other) if side)
        self._most = max(counts, default=0) or 1
        self.endResetModel()

    @property
    def classes(self) -> int:
        """How many rows of classes there are in all splits."""
        return sum(len(self._of(row).names) for row in range(len(self._splits)))

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, PLACE, _TOP)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._splits)
        is_split = parent.internalId() == _TOP and parent.column() == PLACE
        return len(self._of(parent.row()).names) if is_split else 0

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return MIX + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            last = self.tr("Shares"), self.tr("Difference")
            return (self.tr("Split, class"), *self._sides, *last)[section]
        return _RIGHT if role == _ROLE.TextAlignmentRole and section in _NUMBERS else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return self._cells(index)[index.column()]
        if role == _ROLE.TextAlignmentRole and index.column() in _NUMBERS:
            return _RIGHT
        if role == LENGTHS:
            return self._lengths(index)
        if role == _ROLE.AccessibleTextRole and index.column() == PLACE:
            place, one, other, _, mix = self._cells(index)
            sides = f"{self._sides[0]}: {one}", f"{self._sides[1]}: {other}"
            return ", ".join(filter(None, (place, *sides, mix)))
        return None

    # Inside

    def _of(self, row: int) -> _Classes:
        if row not in self._classes:
            self._classes[row] = _Classes.of(self._splits[row])
        return self._classes[row]

    def _cells(self, index: Index) -> tuple[str, str, str, str, str]:
        if index.internalId() == _TOP:
            return self._split_cells(self._splits[index.row()])
        classes = self._of(index.internalId() - 1)
        name = classes.names[index.row()]
        one, other = (
            "—" if share is None else f"{number_words(c.get(name, 0))}  ({self._percent(share)})"
            for share, c in zip(classes.shares(name), classes.counts, strict=True)
        )
        return printable(name), one, other, "", self._apart(*classes.shares(name))

    def _split_cells(self, split: Split) -> tuple[str, str, str, str, str]:
        one, other = (
            self.tr("%Ln image(s)", "", side.images) if side else self.tr("no data")
            for side in (split.one, split.other)
        )
        mix = ""
        if split.distance is not None:
            mix = self.tr("mix differs by {0}").format(self._percent(split.distance))
        elif split.one and split.other:
            no_labels = split.one.classes and split.other.classes
            mix = self.tr("no labels counted") if no_labels else self.tr("classes not known")
        return shown(split.name), one, other, "", mix

    def _apart(self, one: float | None, other: float | None) -> str:
        """How a share differs, in points of percent."""
        if one is None or other is None:
            return ""
        sign = "+" if other > one else _MINUS if other < one else ""
        return sign + self._percent(abs(other - one))

    def _percent(self, share: float) -> str:
        return self.tr("{0} %").format(QLocale().toString(share * 100, "f", 1))

    def _lengths(self, index: Index) -> Pair:
        if index.internalId() == _TOP:
            split = self._splits[index.row()]
            one, other = (s.images / self._most if s else None for s in (split.one, split.other))
            return one, other
        classes = self._of(index.internalId() - 1)
        one, other = classes.shares(classes.names[index.row()])
        return one and one / classes.most, other and other / classes.most
