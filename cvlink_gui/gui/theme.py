"""The look: two palettes on Fusion, one accent, one spacing unit, status colours with a meaning.

Status colours have a contrast of at least 4.5:1 on all they are written on (WCAG 2.2, 1.4.3),
can be told apart by who does not see all colours, and never stand alone: an icon and a word go with
them. docs/design-system.md shows all of it; tests/gui/test_theme.py proves the figures.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from string import Template
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget

from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.links import Health
from cvlink_gui.core.namespace import Verdict as Fate
from cvlink_gui.core.rules import Severity
from cvlink_gui.features.tracking import Track
from cvlink_gui.resources import resource

Box = TypeVar("Box", bound=QAbstractSpinBox)
UNIT = 4  # px; every distance is a multiple
ROW_HEIGHT = 7 * UNIT
ICON = 4 * UNIT
FONT_FAMILY = "Inter"
FONT_SIZE = 10  # pt


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by what they are for."""

    name: str
    window: str
    base: str
    raised: str
    border: str
    text: str
    quiet: str
    faint: str
    accent: str
    on_accent: str
    selection: str
    lit: str
    hover: str
    good: str
    warning: str
    bad: str
    unknown: str


LIGHT = Theme(
    name="light",
    window="#f4f5f7",
    base="#ffffff",
    raised="#ffffff",
    border="#dcdfe4",
    text="#1b1f24",
    quiet="#5a6472",
    faint="#9aa3af",
    accent="#3358d4",
    on_accent="#ffffff",
    selection="#e5ecfe",
    lit="#fff3d1",
    hover="#f0f2f6",
    good="#0f7a58",
    warning="#925c00",
    bad="#b5103c",
    unknown="#6e56cf",
)
DARK = Theme(
    name="dark",
    window="#17191d",
    base="#1d2025",
    raised="#24282e",
    border="#363b43",
    text="#e9ebee",
    quiet="#a4adb8",
    faint="#6d7683",
    accent="#6d8df5",
    on_accent="#0d1330",
    selection="#2c3a63",
    lit="#3a3323",
    hover="#262a31",
    good="#2de5bc",
    warning="#f0b44c",
    bad="#ff8589",
    unknown="#b3a1ff",
)

# What stands beside a link, a folder, a verdict: the icon's name and the field of the theme.
HEALTH_MARKS: Mapping[Health, tuple[str, str]] = {
    Health.OK: ("circle-check", "good"),
    Health.UNKNOWN: ("circle-question-mark", "unknown"),
    Health.NOT_FETCHED: ("cloud-off", "warning"),
    Health.OUTSIDE: ("external-link", "warning"),
    Health.NOT_ANSWERING: ("hourglass", "unknown"),
    Health.DENIED: ("lock", "bad"),
    Health.LOOP: ("infinity", "bad"),
    Health.NOT_A_DIR: ("link-2-off", "bad"),
    Health.MISSING: ("link-2-off", "bad"),
}
VERDICT_MARKS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.READY: ("shield-check", "good"),
    Verdict.READY_WITH_WARNINGS: ("triangle-alert", "warning"),
    Verdict.NOT_READY: ("circle-x", "bad"),
    Verdict.UNKNOWN: ("circle-question-mark", "unknown"),
}
# Of a link looked at through a container.
FATE_MARKS: Mapping[Fate, tuple[str, str]] = {
    Fate.SAME: ("circle-check", "good"),
    Fate.DIFFERENT: ("triangle-alert", "warning"),
    Fate.NEEDS_MOUNT: ("circle-x", "bad"),
    Fate.BROKEN: ("link-2-off", "bad"),
    Fate.LOOP: ("infinity", "bad"),
    Fate.IMAGE: ("circle-question-mark", "unknown"),
    Fate.DENIED: ("lock", "bad"),
}
# What is written at the end of a name: a short text, and the field of the theme. Letters are those
# of `git status`; the text alone tells the states apart. What is as it should be has none.
TRACK_MARKS: Mapping[Track, tuple[str, str]] = {
    Track.RETARGETED: ("M", "warning"),
    Track.BECAME_FILE: ("T", "bad"),
    Track.BECAME_FOLDER: ("T", "bad"),
    Track.BECAME_LINK: ("T", "warning"),
    Track.NEW: ("?", "quiet"),
    Track.STAGED: ("A", "accent"),
    Track.CONFLICT: ("U", "bad"),
    Track.BELOW: ("•", "warning"),
    Track.OUTPUT: ("DVC", "quiet"),
    Track.MISMATCH: ("≠", "bad"),
    Track.FOREIGN: ("!", "warning"),
    Track.NOT_FETCHED: ("↓", "warning"),
}
SEVERITY_MARKS: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("circle-x", "bad"),
    Severity.WARNING: ("triangle-alert", "warning"),
    Severity.INFO: ("info", "quiet"),
}

_FLASH_MS = 1_000  # of a text cursor, as Qt has it where the desktop does not say
_current = LIGHT
_still = False


def current() -> Theme:
    """The theme in use."""
    return _current


def color(field: str) -> QColor:
    """A colour of the theme in use, by what it is for."""
    return _color(getattr(_current, field))


@cache
def _color(text: str) -> QColor:
    return QColor(text)


def choose(app: QApplication, wish: str) -> Theme:
    """Apply `light`, `dark`, or what the system has."""
    global _current  # noqa: PLW0603 (one look for one application)
    dark = wish == "dark" or (wish == "system" and system_scheme() is Qt.ColorScheme.Dark)
    _current = DARK if dark else LIGHT
    app.setStyle("Fusion")
    app.setPalette(_palette(_current))
    app.setFont(_font())
    app.setStyleSheet(_style_sheet(_current))
    return _current


@contextmanager
def undressed(app: QApplication) -> Iterator[None]:
    """Make many widgets without the style sheet, which all of them get at the end.

    Qt applies a sheet to a widget and all below it each time one of them gets a parent: a window
    that is made from the inside out takes twice as long with it. For the first window only: what
    else is there would be drawn anew as well.
    """
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def is_still() -> bool:
    """Whether nothing may move by itself."""
    return _still


def hold_still(app: QApplication, *, on: bool) -> None:
    """Let nothing move by itself: no cursor blinks, no menu fades, no bar runs to and fro."""
    global _still  # noqa: PLW0603 (one way for one application)
    _still = on
    for effect in Qt.UIEffect:
        if effect is not Qt.UIEffect.UI_General:
            app.setEffectEnabled(effect, not on)
    app.setCursorFlashTime(0 if on else _FLASH_MS)


def system_scheme() -> Qt.ColorScheme:
    """What the system asks for."""
    return QGuiApplication.styleHints().colorScheme()


def resize(dialog: QWidget, wide: int, high: int) -> None:
    """Give a dialog a size in units, or as much of it as the screen has room for."""
    room = dialog.screen().availableSize()
    dialog.resize(QSize(wide * UNIT, high * UNIT).boundedTo(room))


def aligned(box: Box) -> Box:
    """A field to count in, its text where other fields have theirs: no style sheet says that."""
    box.lineEdit().setTextMargins(2 * UNIT - 1, 0, 0, 0)
    return box


def spaced(text: str) -> str:
    """A button's text at a distance from its icon: Qt has no setting for it."""
    return f" {text}"


def _font() -> QFont:
    if FONT_FAMILY not in QFontDatabase.families():
        for file in sorted(resource("fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
    font = QFont(FONT_FAMILY, FONT_SIZE)
    font.setFeature(QFont.Tag("tnum"), 1)  # figures of one width: columns of counts line up
    return font


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, field in {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "base",
        role.AlternateBase: "hover",
        role.Text: "text",
        role.Button: "raised",
        role.ButtonText: "text",
        role.BrightText: "bad",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.PlaceholderText: "quiet",
        role.Highlight: "selection",
        role.HighlightedText: "text",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Accent: "accent",
        role.Mid: "border",
        role.Midlight: "hover",
        role.Light: "raised",
        role.Dark: "border",
    }.items():
        palette.setColor(target, QColor(getattr(theme, field)))
    for target in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(theme.faint))
    return palette


def _style_sheet(theme: Theme) -> str:
    """`resources/style.qss` with the colours of a theme, lengths in px and sizes in pt."""
    names = {f"u{count}": str(count * UNIT) for count in range(1, 7)} | {
        "row": str(ROW_HEIGHT),
        "title": str(FONT_SIZE + 4),
        "hero": str(FONT_SIZE + 10),
        "check": resource("icons", f"check-{theme.name}.svg").as_posix(),
        "arrow_up": resource("icons", f"chevron-up-{theme.name}.svg").as_posix(),
        "arrow": resource("icons", f"chevron-down-{theme.name}.svg").as_posix(),
    }
    text = resource("style.qss").read_text(encoding="utf-8")
    return Template(text).substitute(asdict(theme) | names)
