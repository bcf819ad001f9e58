"""The inspector: one path, its chain hop by hop, what it leads to, who uses it, its past."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from cvlink_gui.core.links import HEALTH_WORDS, Health, Kind
from cvlink_gui.core.names import basename, is_odd, shown
from cvlink_gui.core.plan import Absent, Dir, Link
from cvlink_gui.core.totals import Totals
from cvlink_gui.features.gallery.values import Card
from cvlink_gui.features.inspect import Details, Hop
from cvlink_gui.features.mounts.container import Fate
from cvlink_gui.features.past import Past
from cvlink_gui.features.project import Project
from cvlink_gui.features.tracking import Mark
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.gallery import Gallery
from cvlink_gui.gui.order import follow_layout
from cvlink_gui.gui.panels import dataset_card, link_history
from cvlink_gui.gui.panels.inspector_rows import Fact, Section, Way, breakable, label, row, small
from cvlink_gui.gui.panels.thumbnails import Thumbnails
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import size_text, tr_core, tr_said

_MARGIN = 3 * UNIT
_LONG_CHAIN = 8  # hops shown of a longer one: the first ones
_PATIENCE_MS = 250  # after which what was shown before gives way to words


class Inspector(QScrollArea):
    """Shows Details, and what comes after them."""

    visit = Signal(object)  # bytes: a path to be selected
    revert_wanted = Signal(object)  # Entry to take back

    def __init__(self, gallery: Gallery) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Inspector"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.path: bytes | None = None
        self._shown: object = None
        self._card: Card | None = None
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_PATIENCE_MS)
        self._waiting.timeout.connect(self._say_looking)
        self._expected: bytes | None = None
        self._hint = label("")
        self._hint.setProperty("quiet", True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title, self._where, self._state = _title(), small(""), _State()
        self._chain = Section(self.tr("Chain"))
        self._facts = Section(self.tr("Facts"))
        self._data = Section(self.tr("Data set"))
        self.thumbnails = Thumbnails(gallery)
        self._users = Section(self.tr("Used by"))
        self._control = Section(self.tr("Version control"))
        self._fate = Section("")
        self._past = Section(self.tr("History of this link"))
        body = self._body()
        self.setWidget(body)
        body.installEventFilter(self)
        gallery.begun.connect(self._begin_card)
        gallery.carded.connect(self._take_card)
        gallery.failed.connect(self._stop_card)
        self.show_nothing()
        gallery.refresh()  # what is looked into already is asked for once more, to be shown here

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(UNIT)
        column.addStretch(1)
        parts = (self._hint, self._title, self._where, self._state)
        chain, *others = self._sections()
        for widget in (*parts, chain, self.thumbnails, *others):
            column.addWidget(widget)
        column.addStretch(1)
        return body

    def _sections(self) -> tuple[Section, ...]:
        return (
            self._chain,
            self._data,
            self._users,
            self._control,
            self._facts,
            self._fate,
            self._past,
        )

    def show_nothing(self) -> None:
        """The empty state."""
        self._empty(self.tr("Select a folder or a link to see where it leads and who uses it."))

    def forget_what_is_gone(self, project: Project | None) -> None:
        """Nothing is selected: what was shown stays, unless it is not in the tree any more."""
        if project is not None and self.path and project.tree.find(self.path) is None:
            self.show_nothing()

    def expect(self, path: bytes) -> None:
        """Details of a path will come; where they let wait, what was shown before goes."""
        self._expected = path
        if path != self.path:
            self._waiting.start()

    def _say_looking(self) -> None:
        if self._expected is not None and self._expected != self.path:
            self._empty(self.tr("Looking at {0}…").format(shown(self._expected) or "."))

    def _empty(self, words: str) -> None:
        self._waiting.stop()
        self.path = self._shown = None
        self._hint.setText(breakable(words))
        self._set_empty(on=True)
        for section in self._sections():
            section.fill(())
        self.thumbnails.hide()

    def _set_empty(self, *, on: bool) -> None:
        self._hint.setVisible(on)
        for widget in (self._title, self._where):
            widget.setVisible(not on)
        self._state.setVisible(False)
        body = self.widget()
        column = body.layout() if body is not None else None
        if isinstance(column, QVBoxLayout):  # the hint stands in the middle
            column.setStretch(0, 1 if on else 0)

    def show_details(
        self, details: Details, totals: Totals | None, marks: Iterable[Mark] = ()
    ) -> None:
        """Show one path.

        totals  counts of what lies below the end of its chain, if they are known
        marks   what git, DVC and git-annex say of it
        """
        self._waiting.stop()
        found = tuple(marks)
        look = details, totals, found, theme.current(), self._title.devicePixelRatioF()
        self._fate.fill(())
        if look == self._shown:
            return  # the focus stays where it is
        if details.path != self.path:
            self._past.fill(())
            self.verticalScrollBar().setValue(0)
        self.path, self._shown = details.path, look
        is_link = bool(details.chain) and isinstance(details.chain[0].found, Link)
        self._set_empty(on=False)
        self._name(details, is_link)
        if is_link or details.health is not Health.OK:
            self._state.show_state(details.health, tr_core(HEALTH_WORDS[details.health]))
        self._chain.fill(self._hops(details) if is_link else ())
        self._facts.fill(self._fact_rows(details, totals))
        self._control.fill(map(_mark, found))
        self._users.fill(self._user_rows(details))

    def show_data(self, *, on: bool) -> None:
        """Whether the images and the card of what is shown are of interest."""
        self.thumbnails.setVisible(on)
        if not on:
            self._show_card(None)

    def show_fate(self, name: str, fate: Fate) -> None:
        """Add what becomes of the link in a container, if it is still the one that is shown.

        name  of the container's map; "" for one without
        """
        if fate.path != self.path:
            return
        mark, field = theme.FATE_MARKS[fate.verdict]
        line = row(icons.pixmap(mark, field, 16, self.devicePixelRatioF()), tr_said(fate.words))
        title = (
            self.tr("In the container {0}").format(name) if name else self.tr("In the container")
        )
        self._fate.heading.setText(title)
        self._fate.fill((line, Fact(self.tr("Is at"), shown(fate.place))))

    def show_past(self, past: Past) -> None:
        """Add the history of the link, if it is still the one that is shown."""
        if past.path == self.path:
            self._past.fill(link_history.rows(past, self.revert_wanted.emit))

    def restyle(self) -> None:
        """Draw in the colours of the theme in use; the details have to come again."""
        self._shown = None
        self.thumbnails.restyle()
        self._show_card(self._card)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Rows came or went: Tab goes through those that are there now, from the top."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            follow_layout(self)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is shown is as wide with a scroll bar as without one.

        Else pictures that are smaller beside it might fit without it, and so to and fro.
        """
        super().resizeEvent(event)
        body = self.widget()
        column = body.layout() if body is not None else None
        taken = self.contentsRect().width() - self.viewport().width()
        free = max(0, self.verticalScrollBar().sizeHint().width() - taken)
        if column is not None:
            column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN + free, _MARGIN)

    # Inside

    def _name(self, details: Details, is_link: bool) -> None:
        path = shown(details.path) or "."
        self._title.setText(breakable(shown(basename(details.path)) or "."))
        self._title.setAccessibleName(self.tr("link {0}").format(path) if is_link else path)
        self._where.setText(breakable(path))

    def _begin_card(self, _path: object) -> None:
        self._show_card(None)

    def _take_card(self, card: Card) -> None:
        """A card that grows; where it is made anew the one before stays until it is whole."""
        if card.is_whole or self._card is None or not self._card.is_whole:
            self._show_card(card)

    def _show_card(self, card: Card | None, *, all_classes: bool = False) -> None:
        self._card = card
        if card is None or not dataset_card.is_of_data(card):
            self._data.fill(())
            return
        self._data.fill(self._card_rows(card, all_classes=all_classes))

    def _stop_card(self, why: str) -> None:
        """What is known of the data is all there will be."""
        if self._card is not None and not self._card.is_whole:
            self._show_card(replace(self._card, is_whole=True, stopped=why))

    def _card_rows(self, card: Card, *, all_classes: bool) -> Iterator[QWidget]:
        yield from dataset_card.rows(card, all_classes=all_classes)
        if len(card.classes) > dataset_card.CLASSES and not all_classes:
            more = QPushButton(self.tr("Show all classes"))
            more.clicked.connect(lambda _on=False: self._show_card(card, all_classes=True))
            yield more

    def _hops(self, details: Details) -> Iterator[QWidget]:
        hops = details.chain
        for number, hop in enumerate(hops[:_LONG_CHAIN]):
            is_last = number == len(hops) - 1
            yield self._hop(hop, number, details.health if is_last else Health.OK)
        if len(hops) > _LONG_CHAIN:
            yield small(self.tr("… and %n more", "", len(hops) - _LONG_CHAIN))

    def _hop(self, hop: Hop, number: int, health: Health) -> QWidget:
        words = shown(hop.path) or "."
        mark, field = _hop_mark(hop, health)
        text = shown(hop.found.text) if isinstance(hop.found, Link) else ""
        told = self.tr("{0}, a link whose text is {1}").format(words, text) if text else words
        if number and not hop.path.startswith(b"/") and not isinstance(hop.found, Absent):
            way = Way(mark, field, words, told)
            way.clicked.connect(lambda _on=False, path=hop.path: self.visit.emit(path))
            return way
        line = row(icons.pixmap(mark, field, 16, self.devicePixelRatioF()), words)
        line.setAccessibleName(told)
        line.setToolTip(told)
        return line

    def _fact_rows(self, details: Details, totals: Totals | None) -> Iterator[QWidget]:
        locale = QLocale()
        if details.end is Kind.DIR and totals is not None:
            yield Fact(self.tr("Entries"), locale.toString(totals.entries))
            yield Fact(self.tr("Folders"), locale.toString(totals.folders))
            yield Fact(self.tr("Links"), locale.toString(totals.links))
            if totals.broken:
                yield Fact(self.tr("Broken"), locale.toString(totals.broken), "bad")
        if details.size:
            yield Fact(self.tr("Size"), size_text(details.size))
        if details.elsewhere:
            yield Fact(self.tr("Text"), tr_said(details.elsewhere), "warning")
        if details.real_path:
            yield Fact(self.tr("Real path"), shown(details.real_path))
        if is_odd(details.path):
            yield Fact(self.tr("Name"), self.tr("has characters shown escaped"), "warning")

    def _user_rows(self, details: Details) -> Iterator[QWidget]:
        users = details.users
        if not users and not details.experiment:  # a link of an experiment is used by that one
            yield small(self.tr("No experiment uses it."))
        for user in users:
            told = self.tr("Go to the experiment {0}").format(shown(basename(user)))
            way = Way("flask-conical", "quiet", shown(basename(user)), told)
            way.clicked.connect(lambda _on=False, path=user: self.visit.emit(path))
            yield way


class _State(QWidget):
    """The health of a link: an icon and words in its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._picture, self._words = QLabel(), label("")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2 * UNIT, 0, 0)
        line.setSpacing(2 * UNIT)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)

    def show_state(self, health: Health, words: str) -> None:
        name, field = theme.HEALTH_MARKS[health]
        self._picture.setPixmap(icons.pixmap(name, field, 20, self.devicePixelRatioF()))
        self._words.setText(words)
        self._words.setStyleSheet(f"color: {theme.color(field).name()}; font-weight: 600;")
        self.show()


def _hop_mark(hop: Hop, health: Health) -> tuple[str, str]:
    """Icon and colour of one stop; `health` is that of the whole chain, for the last one."""
    if health is Health.NOT_ANSWERING:
        return theme.HEALTH_MARKS[health]
    if health is not Health.OK:
        return "link-2-off", "bad"
    if isinstance(hop.found, Link):
        return "link", "accent"
    if isinstance(hop.found, Absent):
        return "circle-x", "bad"
    return ("folder", "good") if isinstance(hop.found, Dir) else ("file", "good")


def _title() -> QLabel:
    made = label("")
    made.setProperty("title", True)
    return made


def _mark(mark: Mark) -> QWidget:
    """What one system says, with the text the tree has for it."""
    short, field = theme.TRACK_MARKS.get(mark.track, ("", "text"))
    words = tr_said(mark.words)
    is_calm = field in ("quiet", "accent")
    line = Fact(mark.system, words, "text" if is_calm else field)
    line.setToolTip(short)
    return line
