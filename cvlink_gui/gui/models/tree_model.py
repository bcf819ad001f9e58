"""What the rows of the link tree say: words, icons, colours, and what is dragged out of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon

from cvlink_gui.core.changes import Change
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.links import BROKEN, HEALTH_WORDS, Health, Kind
from cvlink_gui.core.names import is_odd, shown
from cvlink_gui.core.namespace import Verdict as Fate
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.mounts.container import WORDS as FATE_WORDS
from cvlink_gui.features.tracking import NOTHING_TRACKED, Tracked
from cvlink_gui.gui import theme
from cvlink_gui.gui.icons import icon
from cvlink_gui.gui.mime import URI_LIST, to_mime
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE, Index
from cvlink_gui.gui.models.rows import Rows
from cvlink_gui.gui.words import tr_core, tr_said

_FEW = 200  # paths whose rows are looked up one by one to be painted again
_ROLE = Qt.ItemDataRole
_WORST = (Verdict.READY, Verdict.UNKNOWN, Verdict.READY_WITH_WARNINGS, Verdict.NOT_READY)


Ends = tuple[tuple[str, QColor], ...]  # texts at the end of a name
# Whether a row goes with what is selected: no, something below it does, it does itself.
UNLIT, LIT_BELOW, LIT = range(3)


class Cell(NamedTuple):
    """What is painted of a cell; None for what the theme has it like.

    marks  short texts at its end, each with its colour: what git and its like say
    lit    LIT where its row goes with what is selected, LIT_BELOW where something in it does
    """

    text: str
    icon: QIcon | None
    color: QColor | None
    marks: Ends = ()
    lit: int = UNLIT


class TreeModel(Rows):
    """The link tree in three columns. A path never becomes text that is used as a path again."""

    lit_changed = Signal()  # other rows go with what is selected

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.absolute: Callable[[bytes], bytes] = lambda path: path
        self.reached: Callable[[bytes, bytes], bytes] = lambda _link, text: text
        self.top_icon: Callable[[bytes], str] = lambda _path: "folder"
        self._verdicts: dict[bytes, tuple[Verdict, int]] = {}
        self._details: dict[bytes, str] = {}
        self._related: frozenset[int] = frozenset()
        self._leading: frozenset[int] = frozenset()  # folders that have one of these in them
        self._tracked = NOTHING_TRACKED
        self._is_last_known = False
        self._fate: Callable[[int], Fate | None] | None = None
        self.rank = self._rank
        self._answers: dict[int, Callable[[int, int], object]] = {
            int(_ROLE.DisplayRole): self._text,
            int(_ROLE.DecorationRole): self._icon,
            int(_ROLE.ForegroundRole): self._color,
            int(_ROLE.BackgroundRole): self._background,
            int(_ROLE.ToolTipRole): self._tip,
            int(_ROLE.AccessibleTextRole): self._accessible,
        }

    def show_tree(self, tree: LinkTree, tops: Sequence[int] | None = ()) -> None:
        """Show another tree."""
        self._verdicts, self._details = {}, {}
        self._related = self._leading = frozenset()
        self._tracked = NOTHING_TRACKED
        super().show_tree(tree, tops)

    def exchange_tree(self, tree: LinkTree, tops: Sequence[int] | None) -> None:
        """Show the same things with other ids."""
        self._related = self._leading = frozenset()
        super().show_tree(tree, tops)

    def set_last_known(self, *, on: bool) -> None:
        """Whether all states are those of an earlier run, which nobody has checked yet."""
        if on is not self._is_last_known:
            self._is_last_known = on
            self.repaint_all()

    def set_container(self, fate: Callable[[int], Fate | None] | None) -> None:
        """Say of links what becomes of them in a container; None for here again.

        fate  of a node; None for one that is not judged yet
        """
        if fate is not None or self._fate is not None:
            self._fate = fate
            self.repaint_all()

    def set_verdicts(self, verdicts: dict[bytes, tuple[Verdict, int]]) -> None:
        """Verdict and number of findings by experiment folder."""
        old, self._verdicts = self._verdicts, verdicts
        self.states_changed()
        self._repaint_others(old, verdicts)

    def set_details(self, details: dict[bytes, str]) -> None:
        """Words for the detail column, by path."""
        old, self._details = self._details, details
        self._repaint_others(old, details)

    def _repaint_others(self, old: Mapping[bytes, object], new: Mapping[bytes, object]) -> None:
        """Paint the rows again of which something else is said now."""
        others = (path for path in {**old, **new} if old.get(path) != new.get(path))
        self.repaint(n for path in others if (n := self.tree.find(path)) is not None)

    def set_tracked(self, tracked: Tracked) -> None:
        """What git, DVC and git-annex say of the rows."""
        old, self._tracked = self._tracked, tracked
        before, after = old.drawn, tracked.drawn
        if old.systems != tracked.systems or max(len(before), len(after)) > _FEW:
            self.repaint_all()
        else:
            self._repaint_others(before, after)

    def set_related(self, nodes: Iterable[int]) -> None:
        """Light up these nodes: they use, or are used by, what is selected elsewhere."""
        old = self._related, self._leading
        self._related = frozenset(nodes)
        self._leading = frozenset(self._above(self._related))
        if old != (self._related, self._leading):
            self.repaint(frozenset().union(*old, self._related, self._leading))
            self.lit_changed.emit()

    def _above(self, nodes: Iterable[int]) -> set[int]:
        """Every folder above some nodes."""
        found: set[int] = set()
        for node in nodes:
            while (node := self.tree.parent(node)) > ROOT and node not in found:
                found.add(node)
        return found

    @property
    def has_lit(self) -> bool:
        """Whether any row goes with what is selected."""
        return bool(self._related)

    def lit(self, node: int) -> int:
        """Whether a row goes with what is selected."""
        if node in self._related:
            return LIT
        return LIT_BELOW if node in self._leading else UNLIT

    def renamed(self, change: Change) -> None:
        def renamed(nodes: frozenset[int]) -> frozenset[int]:
            now = ((change.now(node), node) for node in nodes)
            return frozenset(node if new is None else new for new, node in now)

        self._related, self._leading = renamed(self._related), renamed(self._leading)

    # Qt's questions

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return (self.tr("Name"), self.tr("Details"), self.tr("State"))[section]
        if role == _ROLE.InitialSortOrderRole and section == STATE:
            return Qt.SortOrder.DescendingOrder  # the worst first
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        answer = self._answers.get(role)  # a view asks for a dozen roles a cell: most have none
        node = None if answer is None else self.node(index)
        return None if answer is None or node is None else answer(node, index.column())

    def cell(self, node: int, column: int) -> Cell:
        """All that is painted of a cell."""
        return Cell(
            self._text(node, column),
            self._icon(node, column),
            self._color(node, column),
            self._tracks(node) if column == NAME else (),
            self.lit(node) if column == NAME else UNLIT,
        )

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction | Qt.DropAction.CopyAction

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: Index
    ) -> bool:
        return data.hasFormat(URI_LIST)  # the view asks the workbench for the rest

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [URI_LIST]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        nodes = dict.fromkeys(node for index in indexes if (node := self.node(index)) is not None)
        return to_mime([self.absolute(self.tree.path(node)) for node in nodes])

    # Words, icons, colours

    def _text(self, node: int, column: int) -> str:
        if column == NAME:
            return shown(self.tree.name(node)) or shown(self.tree.path(node))
        return self._detail(node) if column == DETAIL else self._state(node)

    def _detail(self, node: int) -> str:
        if self.tree.kind(node).is_link:
            path = self.tree.path(node)
            return "→ " + (shown(self.reached(path, self.tree.target(node))) or ".")
        if self._details and (words := self._details.get(self.tree.path(node))):
            return words
        if self.tree.kind(node) is Kind.DIR and self.tree.is_listed(node):
            return self.tr("%Ln item(s)", "", len(self.tree.children(node)))
        return ""

    def _state(self, node: int) -> str:
        words = self._state_found(node)
        if words and self._is_last_known:
            return self.tr("before: {0}").format(words)
        return words

    def _state_found(self, node: int) -> str:
        if self.tree.kind(node).is_link:
            if self._fate is not None:
                fate = self._fate(node)
                return "…" if fate is None else tr_said(FATE_WORDS[fate])
            return tr_core(HEALTH_WORDS[self.tree.health(node)])
        if self.tree.kind(node) is not Kind.DIR:
            return ""
        if self.tree.error(node):
            return self.tr("unreadable")
        if self.is_top(node) and (found := self._verdicts.get(self.tree.path(node))):
            return self._verdict_text(*found)
        if not self.tree.is_listed(node):
            return "…"
        totals = self.tree.totals(node)
        if totals.broken:
            return self.tr("%Ln broken", "", totals.broken)
        return "" if totals.worst is Health.OK else tr_core(HEALTH_WORDS[totals.worst])

    def _verdict_text(self, verdict: Verdict, count: int) -> str:
        words = {
            Verdict.READY: self.tr("Ready"),
            Verdict.READY_WITH_WARNINGS: self.tr("Ready, %n warning(s)", "", count),
            Verdict.NOT_READY: self.tr("Not ready: %n problem(s)", "", count),
            Verdict.UNKNOWN: self.tr("Unknown"),
        }
        return words[verdict]

    def _icon(self, node: int, column: int) -> QIcon | None:
        kind = self.tree.kind(node)
        if column == NAME and kind is Kind.DIR and self.is_top(node):
            return icon(self.top_icon(self.tree.path(node)), "accent")
        if column == NAME:
            return _kind_icon(kind, self.tree.target_kind(node), self.tree.worst(node))
        if column == STATE:
            if self.is_top(node) and (found := self._verdicts.get(self.tree.path(node))):
                return icon(*theme.VERDICT_MARKS[found[0]])
            worst = self.tree.worst(node)
            if kind.is_link and self._fate is not None:
                fate = self._fate(node)
                return None if fate is None else icon(*theme.FATE_MARKS[fate])
            if kind.is_link or (kind is Kind.DIR and worst):
                return icon(*self._mark(worst))
        return None

    def _mark(self, health: Health) -> tuple[str, str]:
        """Icon and colour of a health; nothing is well for sure that is only known from before."""
        if not self._is_last_known:
            return theme.HEALTH_MARKS[health]
        return theme.HEALTH_MARKS[health or Health.UNKNOWN][0], "quiet"

    def _color(self, node: int, column: int) -> QColor | None:
        if column == NAME:
            broken = self.tree.kind(node).is_link and self.tree.health(node) in BROKEN
            return theme.color("bad") if broken else None
        if column == DETAIL:
            return theme.color("quiet")
        if self.is_top(node) and (found := self._verdicts.get(self.tree.path(node))):
            return theme.color(theme.VERDICT_MARKS[found[0]][1])
        if self._fate is not None and self.tree.kind(node).is_link:
            fate = self._fate(node)
            return theme.color("quiet" if fate is None else theme.FATE_MARKS[fate][1])
        return theme.color(self._mark(self.tree.worst(node))[1])

    def trouble(self, node: int) -> str:
        """The colour of what is wrong with a row, as a field of the theme; empty for nothing.

        What is not known yet is no trouble.
        """
        if self.tree.error(node):
            return "bad"
        if self.is_top(node) and (found := self._verdicts.get(self.tree.path(node))):
            field = theme.VERDICT_MARKS[found[0]][1]
        elif self._fate is not None and self.tree.kind(node).is_link:
            fate = self._fate(node)
            field = "" if fate is None else theme.FATE_MARKS[fate][1]
        else:
            worst = self.tree.worst(node)
            field = "" if worst is Health.UNKNOWN else theme.HEALTH_MARKS[worst][1]
        return "" if field == "good" else field

    def has_verdict(self, node: int) -> bool:
        """Whether a row is an experiment that was audited."""
        return self.is_top(node) and self.tree.path(node) in self._verdicts

    @property
    def can_be_told_by_health(self) -> bool:
        """Whether a link is in trouble only where its health is not OK."""
        return self._fate is None

    def _tracks(self, node: int) -> Ends:
        if self._tracked.is_empty:
            return ()
        found = [mark.track for mark in self._tracked.marks(self.tree, node)]
        drawn = [theme.TRACK_MARKS[track] for track in found if track in theme.TRACK_MARKS]
        return tuple((text, theme.color(field)) for text, field in dict.fromkeys(drawn))

    def _tracking(self, node: int, *, all_of_it: bool = True) -> list[str]:
        """What the systems say of a row, in words; or only what it has a mark for."""
        if self._tracked.is_empty:
            return []
        found = self._tracked.marks(self.tree, node)
        return [
            f"{mark.system}: {tr_said(mark.words)}"
            for mark in found
            if all_of_it or mark.track in theme.TRACK_MARKS
        ]

    def _background(self, node: int, _column: int) -> QColor | None:
        return theme.color("lit") if node in self._related else None

    def _tip(self, node: int, _column: int = NAME) -> str:
        path = self.tree.path(node)
        tip = shown(path)
        if self.tree.kind(node).is_link:
            tip += f"\n→ {shown(self.tree.target(node))}\n{self._state(node)}"
        tip = "\n".join((tip, *self._tracking(node)))
        if is_odd(path):
            tip += "\n" + self.tr("This name has characters that are shown escaped.")
        return tip

    def _accessible(self, node: int, column: int) -> str:
        if column != NAME:
            return self._text(node, column)
        kind = self.tree.kind(node)
        if kind.is_link:
            broken = self.tree.health(node) in BROKEN
            what = self.tr("broken link") if broken else self.tr("link")
        else:
            what = self.tr("folder") if kind is Kind.DIR else self.tr("file")
        marked = self._tracking(node, all_of_it=False)
        lit = self.tr("goes with what is selected") if node in self._related else ""
        parts = (self._text(node, NAME), what, self._state(node), lit, *marked)
        return ", ".join(part for part in parts if part)

    def _rank(self, node: int) -> int | None:
        """How bad a verdict is, for the order of experiments."""
        found = self._verdicts.get(self.tree.path(node)) if self.is_top(node) else None
        return None if found is None else (_WORST.index(found[0]) << 40) + found[1]


def _kind_icon(kind: Kind, target_kind: Kind, worst: Health) -> QIcon:
    if kind.is_link:
        if worst in BROKEN:
            return icon("link-2-off", "bad")
        return icon("folder-symlink" if target_kind is Kind.DIR else "link", "accent")
    if kind is Kind.DIR:
        return icon("folder", "quiet")
    return icon("file" if kind is Kind.FILE else "file-question-mark", "faint")
