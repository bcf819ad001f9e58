"""The look: two palettes on Fusion, one accent, one spacing unit, status colours with a meaning.

Status colours have a contrast of at least 4.5:1 on the base of their palette (WCAG 2.2, 1.4.3)
and never stand alone: an icon and a word go with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from cvlink_gui.core.findings import Severity, Verdict
from cvlink_gui.core.links import Health
from cvlink_gui.resources import resource

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
    hover="#f0f2f6",
    good="#18794e",
    warning="#8f5a00",
    bad="#c62a2f",
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
    hover="#262a31",
    good="#4cc38a",
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
SEVERITY_MARKS: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("circle-x", "bad"),
    Severity.WARNING: ("triangle-alert", "warning"),
    Severity.INFO: ("info", "quiet"),
}

_current = LIGHT


def current() -> Theme:
    """The theme in use."""
    return _current


def color(field: str) -> QColor:
    """A colour of the theme in use, by what it is for."""
    return QColor(getattr(_current, field))


def choose(app: QApplication, wish: str) -> Theme:
    """Apply `light`, `dark`, or what the system has."""
    global _current  # noqa: PLW0603 (one look for one application)
    dark = wish == "dark" or (
        wish == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    )
    _current = DARK if dark else LIGHT
    app.setStyle("Fusion")
    app.setPalette(_palette(_current))
    app.setFont(_font())
    app.setStyleSheet(_style_sheet(_current))
    return _current


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


def _style_sheet(t: Theme) -> str:
    check = resource("icons", f"check-{t.name}.svg").as_posix()
    arrow = resource("icons", f"chevron-down-{t.name}.svg").as_posix()
    return f"""
QMainWindow::separator {{ width: {UNIT}px; height: {UNIT}px; background: transparent; }}
QMainWindow::separator:hover {{ background: {t.accent}; }}
QToolBar {{ background: {t.window}; border: none; padding: {UNIT}px {2 * UNIT}px;
            spacing: {UNIT}px; }}
QToolButton {{ padding: {UNIT}px {2 * UNIT}px; border-radius: 6px; border: 1px solid transparent;
               color: {t.text}; }}
QToolButton:hover {{ background: {t.hover}; border-color: {t.border}; }}
QToolButton:pressed, QToolButton:checked {{ background: {t.selection}; }}
QToolButton:disabled {{ color: {t.faint}; }}
QToolButton:focus {{ border-color: {t.accent}; }}
QSplitter::handle {{ background: transparent; }}
QToolButton[chip="true"] {{ border-color: {t.border}; background: {t.base}; }}
QToolButton[chip="true"]:checked {{ border-color: {t.accent}; background: {t.selection}; }}
QScrollArea {{ background: {t.base}; border: 1px solid {t.border}; border-radius: 8px; }}
QScrollArea > QWidget > QWidget {{ background: {t.base}; }}
QStatusBar {{ background: {t.window}; border-top: 1px solid {t.border}; }}
QStatusBar::item {{ border: none; }}
QLineEdit, QComboBox {{ background: {t.base}; border: 1px solid {t.border}; border-radius: 6px;
    padding: 5px {2 * UNIT}px; selection-background-color: {t.accent};
    selection-color: {t.on_accent}; }}
QLineEdit:focus, QComboBox:focus {{ border-color: {t.accent}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url({arrow}); width: 14px; height: 14px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton {{ background: {t.raised}; border: 1px solid {t.border}; border-radius: 6px;
    padding: 6px {4 * UNIT}px; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:focus {{ border-color: {t.accent}; }}
QPushButton:default {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; }}
QPushButton:disabled {{ color: {t.faint}; background: {t.window}; border-color: {t.border}; }}
QTreeView, QListView, QListWidget, QTableView {{ background: {t.base}; border: 1px solid {t.border};
    border-radius: 8px; outline: 0; }}
QTreeView::item {{ height: {ROW_HEIGHT}px; border: none; padding-right: {UNIT}px; }}
QTreeView::item:hover {{ background: {t.hover}; }}
QTreeView::item:selected {{ background: {t.selection}; color: {t.text}; }}
QHeaderView {{ background: transparent; }}
QHeaderView::section {{ background: {t.base}; color: {t.quiet}; border: none;
    border-bottom: 1px solid {t.border}; padding: 5px {2 * UNIT}px; }}
QTabWidget::pane {{ border: none; }}
QTabBar::tab {{ background: transparent; color: {t.quiet}; padding: 6px {3 * UNIT}px;
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; }}
QTabBar::tab:hover {{ color: {t.text}; }}
QMenu {{ background: {t.raised}; border: 1px solid {t.border}; padding: {UNIT}px; }}
QMenu::item {{ padding: 6px {6 * UNIT}px 6px {3 * UNIT}px; border-radius: 4px; }}
QMenu::item:selected {{ background: {t.selection}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.faint}; }}
QMenu::separator {{ height: 1px; background: {t.border}; margin: {UNIT}px; }}
QMenuBar {{ background: {t.window}; }}
QMenuBar::item {{ padding: {UNIT}px {2 * UNIT}px; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {t.selection}; color: {t.text}; }}
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border};
    padding: {UNIT}px; }}
QScrollBar {{ background: transparent; width: 12px; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.border}; border-radius: 4px; min-height: 32px;
    min-width: 32px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {t.faint}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ border: none; border-radius: 3px; background: {t.border}; max-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
QLabel[quiet="true"] {{ color: {t.quiet}; }}
QLabel[heading="true"] {{ color: {t.quiet}; font-weight: 600; padding: 2px; }}
QLabel[title="true"] {{ font-size: {FONT_SIZE + 4}pt; font-weight: 600; }}
QLabel[hero="true"] {{ font-size: {FONT_SIZE + 10}pt; font-weight: 600; }}
QFrame[card="true"] {{ background: {t.raised}; border: 1px solid {t.border};
    border-radius: 10px; }}
QFrame[notice="true"] {{ background: {t.raised}; border: 1px solid {t.border};
    border-radius: 8px; }}
QLabel[zone="true"] {{ color: {t.quiet}; border: 1px dashed {t.border}; border-radius: 8px; }}
QLabel[hot="true"] {{ color: {t.accent}; border: 2px solid {t.accent};
    background: {t.selection}; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {t.faint};
    border-radius: 4px; background: {t.base}; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
    image: url({check}); }}
QCheckBox::indicator:focus {{ border-color: {t.accent}; }}
QFrame[hint="true"] {{ background: {t.accent}; border-radius: 6px; }}
QFrame[hint="true"] QLabel {{ color: {t.on_accent}; }}
QFrame[refused="true"] {{ background: {t.bad}; border-radius: 6px; }}
QFrame[refused="true"] QLabel {{ color: {t.base}; }}
"""
