"""Both palettes can be read, also without telling colours apart."""

import math
from dataclasses import asdict
from itertools import combinations, product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from cvlink_gui.core.links import HEALTH_WORDS, Health
from cvlink_gui.core.settings import THEME
from cvlink_gui.fs import config
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.models.levels import NAME, STATE
from cvlink_gui.resources import resource
from tests.gui.driver import row

THEMES = (theme.LIGHT, theme.DARK)
STATUS = ("good", "warning", "bad", "unknown")
READ = (*STATUS, "text", "quiet", "accent")


def luminance(color: QColor) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_contrast_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(
    ("look", "front", "back"),
    [(t, f, b) for t, f, b in product(THEMES, READ, ("base", "window", "raised"))],
    ids=lambda value: getattr(value, "name", value),
)
def test_words_can_be_read(look, front, back):
    assert contrast(getattr(look, front), getattr(look, back)) >= 4.5


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
@pytest.mark.parametrize("front", [*STATUS, "text"])
@pytest.mark.parametrize("row", ["selection", "lit", "hover"])
def test_states_can_be_read_on_a_row_that_is_not_as_others(look, front, row):
    assert contrast(getattr(look, front), getattr(look, row)) >= 4.5


@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
@pytest.mark.parametrize(("front", "back"), [("on_accent", "accent"), ("base", "bad")])
def test_words_on_colour_can_be_read(look, front, back):
    assert contrast(getattr(look, front), getattr(look, back)) >= 4.5


# Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", severity 1.0: what is seen, of linear red, green and blue.
SEEN_BY = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopes": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopes": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopes": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
XYZ = (  # of linear sRGB, as shares of white (D65)
    (0.433953, 0.376219, 0.189828),
    (0.212673, 0.715152, 0.072175),
    (0.017758, 0.109477, 0.872766),
)
APART = 18  # CIE 1976; 2.3 is what one just notices


def times(matrix, vector) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def seen(text: str, by: str) -> tuple[float, float, float]:
    """A colour as CIE 1976 L*a*b*, as somebody sees it."""
    color = QColor(text)
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    clipped = [min(max(c, 0.0), 1.0) for c in times(SEEN_BY[by], linear)]
    x, y, z = (
        c ** (1 / 3) if c > 216 / 24389 else 841 / 108 * c + 4 / 29 for c in times(XYZ, clipped)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_the_simulation_leaves_grey_as_it_is_and_takes_red_from_green():
    for by in SEEN_BY:
        assert seen("#808080", by) == pytest.approx(seen("#808080", "everybody"), abs=0.5)
    assert math.dist(seen("#ff0000", "everybody"), seen("#00ff00", "everybody")) > 150
    assert math.dist(seen("#a04000", "deuteranopes"), seen("#606000", "deuteranopes")) < 12


@pytest.mark.parametrize("by", SEEN_BY)
@pytest.mark.parametrize("look", THEMES, ids=lambda look: look.name)
def test_states_can_be_told_apart_by_everybody(look, by):
    for one, other in combinations(STATUS, 2):
        apart = math.dist(seen(getattr(look, one), by), seen(getattr(look, other), by))
        assert apart >= APART, f"{one} and {other}"


@pytest.mark.parametrize(
    "marks",
    [theme.HEALTH_MARKS, theme.VERDICT_MARKS, theme.FATE_MARKS, theme.SEVERITY_MARKS],
    ids=["health", "verdict", "container", "severity"],
)
def test_no_state_is_told_by_colour_alone(marks):
    """Two states in different colours have different icons as well."""
    for (icon, field), (other_icon, other_field) in combinations(marks.values(), 2):
        assert field == other_field or icon != other_icon


def test_the_window_follows_the_system_unless_it_was_told_otherwise(ui, monkeypatch):
    schemes = iter([Qt.ColorScheme.Dark, Qt.ColorScheme.Light])
    hints = QApplication.styleHints()
    for wanted in (theme.DARK, theme.LIGHT):
        scheme = next(schemes)
        monkeypatch.setattr(theme, "system_scheme", lambda scheme=scheme: scheme)
        hints.colorSchemeChanged.emit(scheme)
        assert theme.current() is wanted
    ui.bench.set_user(THEME, "dark")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.current() is theme.DARK
    ui.bench.set_user(THEME, "light")
    ui.settle()


def test_every_health_has_a_mark_and_a_word_and_bad_ones_differ_by_more_than_colour():
    assert set(theme.HEALTH_MARKS) == set(HEALTH_WORDS) == set(Health)
    assert len(set(HEALTH_WORDS.values())) == len(Health)
    good = theme.HEALTH_MARKS[Health.OK][0]
    assert all(mark != good for h, (mark, _) in theme.HEALTH_MARKS.items() if h is not Health.OK)


@pytest.mark.parametrize(
    "marks", [theme.HEALTH_MARKS, theme.VERDICT_MARKS, theme.SEVERITY_MARKS], ids=str
)
def test_every_mark_is_an_icon_that_is_there(marks):
    for name, field in marks.values():
        assert resource("icons", f"{name}.svg").is_file()
        assert QColor(getattr(theme.LIGHT, field)).isValid()


def test_icons_are_drawn_in_the_colour_asked_for(qapp):
    image = icons.pixmap("circle-check", "good", 32).toImage()
    opaque = {
        QColor(image.pixel(x, y)).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert opaque == {theme.LIGHT.good}


def test_the_theme_is_switched_while_the_window_is_open(ui):
    state = row(ui.experiments.model(), "faulty").siblingAtColumn(STATE)
    color, icon = (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.DecorationRole)
    light = (state.data(color).name(), state.data(icon).cacheKey(), corner(ui))
    ui.act("theme")
    assert theme.current() is theme.DARK
    dark = (state.data(color).name(), state.data(icon).cacheKey(), corner(ui))
    assert light[0] == theme.LIGHT.bad
    assert dark[0] == theme.DARK.bad
    assert all(one != other for one, other in zip(light, dark, strict=True))
    assert config.read_user()[THEME] == "dark"
    ui.act("theme")
    assert corner(ui) == light[2]


def corner(ui) -> str:
    """The colour the window has in its lower left corner."""
    image = ui.window.grab().toImage()
    return image.pixelColor(2, image.height() - 3).name()


def test_the_inspector_follows_the_theme(ui):
    ui.select(ui.experiments, "faulty", "again")
    ui.until(lambda: ui.space.inspector.path == b"experiments/faulty/again")
    ui.act("theme")
    ui.settle()
    sheets = "".join(w.styleSheet() for w in ui.space.inspector.widget().findChildren(object)
                     if hasattr(w, "styleSheet"))  # fmt: skip
    assert theme.DARK.bad in sheets
    assert theme.LIGHT.bad not in sheets


def test_nothing_keeps_a_colour_of_the_other_look(ui):
    for action in ("settings", "snapshots", "compare"):
        ui.act(action)
    only_light = set(asdict(theme.LIGHT).values()) - set(asdict(theme.DARK).values())
    ui.bench.set_user(THEME, "dark")
    ui.settle()
    stale = {
        f"{type(widget).__name__} {widget.objectName()} {widget.styleSheet()}"
        for widget in ui.window.findChildren(QWidget)
        if any(color in widget.styleSheet() for color in only_light)
    }
    assert stale == set()


def test_all_columns_of_a_row_have_their_words(ui):
    index = row(ui.experiments.model(), "baseline")
    assert index.siblingAtColumn(NAME).data() == "baseline"
