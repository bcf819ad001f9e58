"""What a filter left, shown and opened in the trees: the first of it at once, the rest as found."""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from cvlink_gui.core.filter import Marks
from cvlink_gui.gui.models.tree_model import TreeModel
from cvlink_gui.gui.panels.tree_view import LinkTreeView

_OPEN_MATCHES = 2_000  # so many matches of a filter are opened by themselves
OPEN_TOPS = 200  # so many top rows are
_FIRST_SECONDS = 0.012  # a filter is searched for so long before something is shown
_TURN_SECONDS = 0.004


class Matches(QObject):
    """Looks for what a filter leaves, and has the trees show it."""

    def __init__(
        self, models: Sequence[TreeModel], views: Sequence[LinkTreeView], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._models, self._views = models, views
        self._marks: Marks | None = None
        self._searching = QTimer(self)  # for the rest of what a filter leaves
        self._searching.setSingleShot(True)
        self._searching.setInterval(0)
        self._searching.timeout.connect(self._search_on)

    def forget(self) -> None:
        """Another project is shown: nothing is looked for in the one before."""
        self._marks = None

    def show(self, marks: Marks | None) -> None:
        """Show what a filter left, opened; all for None."""
        self._marks = marks
        self._search(_FIRST_SECONDS)
        for model in self._models:
            model.set_marks(marks)
        if marks is not None:
            self._open(marks)

    def _search(self, seconds: float) -> list[int]:
        """Look on for what the filter leaves, a step at least; the folders that lead to it."""
        found: list[int] = []
        until = perf_counter() + seconds
        while self._marks is not None and not self._marks.is_complete:
            found += self._marks.advance()
            if perf_counter() >= until:
                break
        if self._marks is not None and not self._marks.is_complete:
            self._searching.start()
        return found

    def _search_on(self) -> None:
        found = self._search(_TURN_SECONDS)
        for model in self._models:
            model.follow(found)
        if self._marks is not None and self._marks.is_complete:
            self._open(self._marks)

    def _open(self, marks: Marks) -> None:
        """Open the way to every match, or where there are many of them the top rows."""
        if marks.is_complete and marks.is_few(_OPEN_MATCHES):
            nodes = list(marks.ways())
            for view in self._views:
                view.open_nodes(nodes)
        else:
            for view in self._views:
                view.open_tops(OPEN_TOPS)
