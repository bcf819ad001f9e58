"""The inspector: one path, its chain hop by hop, what it leads to, who uses it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.datasets import Guess
from cvlink_gui.core.links import HEALTH_WORDS, Health, Kind
from cvlink_gui.core.names import basename, is_odd, shown
from cvlink_gui.core.plan import Absent, Dir, Link
from cvlink_gui.core.totals import Totals
from cvlink_gui.features.inspect import Details, Hop
from cvlink_gui.features.mounts.container import Fate
from cvlink_gui.features.tracking import Mark
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.theme import UNIT
from cvlink_gui.gui.words import tr, tr_core, tr_said

_KINDS = 3  # guesses shown: the likeliest
_LONG_CHAIN = 8  # hops shown of a longer one: the first ones


class Inspector(QScrollArea):
    """Shows Details; `visit` asks the window to select a path."""

    visit = Signal(object)  # bytes

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Inspector"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.path: bytes | None = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """The empty state."""
        self.path = None
        body, column = _body()
        column.addStretch(1)
        label = _label(self.tr("Select a folder or a link to see where it leads and who uses it."))
        label.setProperty("quiet", True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
        column.addStretch(1)
        self.setWidget(body)

    def show_details(
        self, details: Details, totals: Totals | None, marks: Iterable[Mark] = ()
    ) -> None:
        """Show one path.

        totals  counts of what lies below the end of its chain, if they are known
        marks   what git, DVC and git-annex say of it
        """
        self.path = details.path
        body, column = _body()
        is_link = isinstance(details.chain[0].found, Link) if details.chain else False
        column.addWidget(_title(details, is_link))
        column.addWidget(_small(shown(details.path) or "."))
        column.addSpacing(2 * UNIT)
        if is_link or details.health is not Health.OK:
            column.addLayout(_state(details.health, tr_core(HEALTH_WORDS[details.health])))
        if is_link:
            self._section(column, self.tr("Chain"), self._chain(details))
        self._section(column, self.tr("Facts"), self._facts(details, totals))
        self._section(column, self.tr("Version control"), map(_mark, marks))
        self._section(column, self.tr("Used by"), self._users(details.users))
        column.addStretch(1)
        self.setWidget(body)

    def show_fate(self, name: str, fate: Fate) -> None:
        """Add what becomes of the link in a container, if it is still the one that is shown.

        name  of the container's map; "" for one without
        """
        if fate.path != self.path:
            return
        mark, field = theme.FATE_MARKS[fate.verdict]
        row = _row(icons.pixmap(mark, field, 16, self.devicePixelRatioF()), tr_said(fate.words))
        row.setAccessibleName(tr_said(fate.words))
        place = _fact(self.tr("Is at"), shown(fate.place))
        title = (
            self.tr("In the container {0}").format(name) if name else self.tr("In the container")
        )
        self._add(title, (row, place))

    def show_kinds(self, path: bytes, guesses: Sequence[Guess]) -> None:
        """Add what kind of data set it may be, if it is still the one that is shown."""
        if path != self.path:
            return
        rows = []
        for guess in guesses[:_KINDS]:
            share = QLocale().toString(guess.confidence * 100, "f", 0)
            words = self.tr("{0} % sure") if guess.sure else self.tr("a guess: {0} %")
            row = _fact(guess.kind.value, words.format(share), "text" if guess.sure else "quiet")
            told = self.tr("Told from {0}").format(shown(guess.why))
            row.setToolTip(told)
            row.setAccessibleName(f"{guess.kind.value}: {words.format(share)}. {told}")
            rows.append(row)
        self._add(self.tr("Kind of data"), rows)

    def _add(self, name: str, rows: Iterable[QWidget]) -> None:
        """One more section below the others."""
        body = self.widget()
        column = body.layout() if body is not None else None
        if isinstance(column, QVBoxLayout):
            column.takeAt(column.count() - 1)  # the stretch
            self._section(column, name, rows)
            column.addStretch(1)

    def _section(self, column: QVBoxLayout, name: str, rows: Iterable[QWidget]) -> None:
        widgets = list(rows)
        if not widgets:
            return
        heading = QLabel(name)
        heading.setProperty("heading", True)
        column.addSpacing(3 * UNIT)
        for widget in (heading, *widgets):
            column.addWidget(widget)

    def _chain(self, details: Details) -> Iterable[QWidget]:
        hops = details.chain
        for number, hop in enumerate(hops[:_LONG_CHAIN]):
            yield self._hop(hop, last=number == len(hops) - 1, health=details.health)
        if len(hops) > _LONG_CHAIN:
            yield _small(self.tr("… and %n more", "", len(hops) - _LONG_CHAIN))

    def _hop(self, hop: Hop, *, last: bool, health: Health) -> QWidget:
        words = shown(hop.path) or "."
        name, field = _hop_mark(hop, health if last else Health.OK)
        row = _row(icons.pixmap(name, field, 16, self.devicePixelRatioF()), words)
        row.setAccessibleName(words)
        if isinstance(hop.found, Link):
            row.setToolTip(shown(hop.found.text))
        return row

    def _facts(self, details: Details, totals: Totals | None) -> Iterable[QWidget]:
        locale = QLocale()
        if details.end is Kind.DIR and totals is not None:
            yield _fact(self.tr("Entries"), locale.toString(totals.entries))
            yield _fact(self.tr("Folders"), locale.toString(totals.folders))
            yield _fact(self.tr("Links"), locale.toString(totals.links))
            if totals.broken:
                yield _fact(self.tr("Broken"), locale.toString(totals.broken), "bad")
        if details.size:
            yield _fact(self.tr("Size"), locale.formattedDataSize(details.size))
        if details.real_path:
            yield _fact(self.tr("Real path"), shown(details.real_path))
        if is_odd(details.path):
            yield _fact(self.tr("Name"), self.tr("has characters shown escaped"), "warning")

    def _users(self, users: tuple[bytes, ...]) -> Iterable[QWidget]:
        if not users:
            yield _small(self.tr("No experiment uses it."))
        for user in users:
            button = QPushButton(icons.icon("flask-conical"), shown(basename(user)))
            button.setFlat(True)
            button.setStyleSheet("text-align: left; border: none; padding: 4px;")
            button.clicked.connect(lambda _on=False, path=user: self.visit.emit(path))
            yield button


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


def _body() -> tuple[QWidget, QVBoxLayout]:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
    column.setSpacing(UNIT)
    return body, column


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _small(text: str) -> QLabel:
    label = _label(_breakable(text))
    label.setProperty("quiet", True)
    return label


def _title(details: Details, is_link: bool) -> QLabel:
    label = _label(_breakable(shown(basename(details.path)) or "."))
    label.setProperty("title", True)
    path = shown(details.path)
    label.setAccessibleName(tr("link {0}").format(path) if is_link else path)
    return label


def _state(health: Health, words: str) -> QHBoxLayout:
    name, field = theme.HEALTH_MARKS[health]
    picture = QLabel()
    picture.setPixmap(icons.pixmap(name, field, 20, picture.devicePixelRatioF()))
    text = _label(words)
    text.setStyleSheet(f"color: {theme.color(field).name()}; font-weight: 600;")
    row = QHBoxLayout()
    row.setSpacing(2 * UNIT)
    row.addWidget(picture)
    row.addWidget(text, 1)
    return row


def _row(picture: QPixmap, words: str) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * UNIT)
    mark = QLabel()
    mark.setPixmap(picture)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_label(_breakable(words)), 1)
    return widget


def _fact(name: str, value: str, field: str = "text") -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    key = QLabel(name)
    key.setProperty("quiet", True)
    key.setFixedWidth(22 * UNIT)
    text = _label(_breakable(value))
    text.setStyleSheet(f"color: {theme.color(field).name()};")
    row.addWidget(key, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)
    return widget


def _mark(mark: Mark) -> QWidget:
    """What one system says, with the text the tree has for it."""
    short, field = theme.TRACK_MARKS.get(mark.track, ("", "text"))
    words = tr_said(mark.words)
    is_calm = field in ("quiet", "accent")
    fact = _fact(mark.system, words, "text" if is_calm else field)
    fact.setAccessibleName(f"{mark.system}: {words}")
    fact.setToolTip(short)
    return fact


def _breakable(path: str) -> str:
    """A long path may break after each slash (a zero-width space shows nothing)."""
    return path.replace("/", "/\u200b")
