"""The handbook: contents and search on the left, a page on the right."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.features.handbook import INDEX, Page, find
from cvlink_gui.gui import icons
from cvlink_gui.gui.panels.handbook_page import PageView
from cvlink_gui.gui.theme import ICON, UNIT

_SIZE = QSize(240 * UNIT, 180 * UNIT)
_LEAST = QSize(120 * UNIT, 80 * UNIT)
_PLACE = int(Qt.ItemDataRole.UserRole)  # of an item: (page, anchor)
_DEEPEST = 3  # headings down to this level stand in the contents


class Handbook(QWidget):
    """A window of its own, which holds no other one up. `closed` comes when it goes."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Handbook"))
        self.pages: dict[str, Page] = {}
        self._wanted = (INDEX, "")
        self._past: list[tuple[str, str]] = []
        self._to_come: list[tuple[str, str]] = []
        self.page = PageView()
        self.page.setAccessibleName(self.tr("Page"))
        self.page.link.connect(self._follow)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search all pages"))
        self.search.setAccessibleName(self.tr("Search all pages"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._open_first)
        self.contents = QTreeWidget()
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setHeaderHidden(True)
        self.contents.setIndentation(4 * UNIT)
        self.contents.setUniformRowHeights(True)
        self.contents.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.contents.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self.contents.itemActivated.connect(lambda item, _column: self._chosen(item))
        self.back = self._button("undo-2", self.tr("Back"), lambda: self._walk(self._past))
        self.forward = self._button("redo-2", self.tr("Forward"), lambda: self._walk(self._to_come))
        self._lay_out()
        self._set_keys()
        self._follow_history()
        self.contents.setFocus()

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Have these pages, and show the one that was asked for meanwhile."""
        self.pages = {page.name: page for page in pages}
        self._fill()
        self._show(*self._wanted)

    def open_at(self, page: str, anchor: str = "") -> None:
        """Show a place, as soon as the pages are there."""
        if self.pages and self._wanted != (page, anchor):
            self._past.append(self._wanted)
            self._to_come.clear()
        self._wanted = page, anchor
        if self.pages:
            self._show(page, anchor)

    @property
    def place(self) -> tuple[str, str]:
        """The page that is shown, and where in it."""
        return self._wanted

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours, another language other pages."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.close()
        elif event.type() is QEvent.Type.PaletteChange and self.pages:
            self._draw_icons()
            self._show(*self._wanted)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        event.accept()

    # Building

    def _button(self, icon: str, name: str, run: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setProperty("icon_name", icon)
        button.clicked.connect(lambda _on=False: run())
        return button

    def _draw_icons(self) -> None:
        for button in (self.back, self.forward):
            button.setIcon(icons.icon(button.property("icon_name")))
            button.setIconSize(QSize(ICON, ICON))

    def _lay_out(self) -> None:
        self._draw_icons()
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        for widget in (self.back, self.forward):
            row.addWidget(widget)
        row.addWidget(self.search, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * UNIT)
        column.addLayout(row)
        column.addWidget(self.contents, 1)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(left)
        parts.addWidget(self.page)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(2 * UNIT)
        parts.setStretchFactor(1, 1)
        parts.setSizes([64 * UNIT, 176 * UNIT])
        around = QVBoxLayout(self)
        around.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        around.addWidget(parts)
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)

    def _set_keys(self) -> None:
        for keys, run in (
            ("Ctrl+F", self._search),
            ("Esc", self._escape),
            ("Alt+Left", self.back.click),
            ("Alt+Right", self.forward.click),
            ("Alt+Home", lambda: self.open_at(INDEX)),
            ("F3", lambda: self.page.next_hit(+1)),
            ("Shift+F3", lambda: self.page.next_hit(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    # Contents and search

    def _fill(self) -> None:
        """The contents; while something is searched for, the places where it is found."""
        wanted = self.search.text()
        self.contents.blockSignals(True)
        self.contents.clear()
        if wanted.strip():
            self._fill_hits(wanted)
        else:
            for page in self.pages.values():
                self.contents.addTopLevelItem(_item(page))
        self.contents.blockSignals(False)
        self.page.highlight(wanted)

    def _fill_hits(self, wanted: str) -> None:
        for hit in find(self.pages.values(), wanted):
            where = hit.section.title if hit.section.level > 1 else self.tr("Beginning")
            item = QTreeWidgetItem([f"{hit.page.title}  ·  {where}"])
            item.setToolTip(0, hit.excerpt)
            item.setData(0, _PLACE, (hit.page.name, hit.section.anchor))
            self.contents.addTopLevelItem(item)
        if not self.contents.topLevelItemCount():
            nothing = QTreeWidgetItem([self.tr("Nothing was found.")])
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.contents.addTopLevelItem(nothing)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        place = item.data(0, _PLACE) if item is not None else None
        if place is not None:
            self.open_at(*place)

    def _open_first(self) -> None:
        """Go to the first place that was found; again, to the next one on the page."""
        first = self.contents.topLevelItem(0)
        if self.contents.currentItem() is None and first is not None:
            self.contents.setCurrentItem(first)
        else:
            self.page.next_hit(+1)

    def _search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _escape(self) -> None:
        """End the search; without one, close."""
        if self.search.text():
            self.search.clear()
        else:
            self.close()

    # Places

    def _show(self, name: str, anchor: str) -> None:
        page = self.pages.get(name) or self.pages.get(INDEX) or next(iter(self.pages.values()))
        self.page.show_page(page, anchor)
        self.page.highlight(self.search.text())
        self.setWindowTitle(f"{page.title} - {self.tr('Handbook')}")
        self._follow_history()
        if not self.search.text():
            self._mark(page.name, anchor)

    def _mark(self, name: str, anchor: str) -> None:
        """Select what is shown in the contents."""
        for row in range(self.contents.topLevelItemCount()):
            item = self.contents.topLevelItem(row)
            if item is None or item.data(0, _PLACE)[0] != name:
                continue
            found = next((c for c in _below(item) if c.data(0, _PLACE)[1] == anchor), item)
            self.contents.blockSignals(True)
            self.contents.setCurrentItem(found)
            item.setExpanded(True)
            self.contents.scrollToItem(found)
            self.contents.blockSignals(False)

    def _follow(self, link: str) -> None:
        """A link of a page: another place, or a page of the web in the browser."""
        if link.startswith(("https://", "http://")):
            QDesktopServices.openUrl(QUrl(link))
            return
        page, _, anchor = link.partition("#")
        self.open_at(page or self._wanted[0], anchor)

    def _walk(self, way: list[tuple[str, str]]) -> None:
        """Go back or forward along a way; what is left goes onto the other one."""
        if not way:
            return
        other = self._to_come if way is self._past else self._past
        other.append(self._wanted)
        self._wanted = way.pop()
        self._show(*self._wanted)

    def _follow_history(self) -> None:
        self.back.setEnabled(bool(self._past))
        self.forward.setEnabled(bool(self._to_come))


def _item(page: Page) -> QTreeWidgetItem:
    """A page with its headings, each below the one it belongs to."""
    item = QTreeWidgetItem([page.title])
    item.setData(0, _PLACE, (page.name, ""))
    above = [item]
    for section in page.sections[1:]:
        if section.level <= _DEEPEST:
            del above[max(section.level - 1, 1) :]
            child = QTreeWidgetItem(above[-1], [section.title])
            child.setToolTip(0, section.title)
            child.setData(0, _PLACE, (page.name, section.anchor))
            above.append(child)
    return item


def _below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    yield item
    for row in range(item.childCount()):
        if (child := item.child(row)) is not None:
            yield from _below(child)
