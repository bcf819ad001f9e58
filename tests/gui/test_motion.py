"""Nothing moves by itself where the user, or the desktop, wants it so."""

import threading

import pytest
from jeepney import HeaderFields, MessageType, message_bus, new_method_return
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cvlink_gui.core.settings import MOTION
from cvlink_gui.fs import portal
from cvlink_gui.gui import theme
from tests.e2e import heard

FADE = Qt.UIEffect.UI_FadeTooltip


@pytest.fixture(autouse=True)
def _moving_again(qapp):
    yield
    theme.hold_still(qapp, on=False)


@pytest.fixture
def desktop_says(monkeypatch):
    """A function that lets a desktop's portal answer with some settings, once."""
    if missing := [name for name in heard.missing() if name in heard.PROGRAMS]:
        pytest.skip(f"needs {', '.join(missing)}")
    threads = []
    with heard.session() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)

        def says(settings: dict) -> None:
            served = open_dbus_connection(bus)
            served.send_and_get_reply(message_bus.RequestName(portal._NAME), timeout=10)
            thread = threading.Thread(target=_answer, args=(served, settings))
            thread.start()
            threads.append(thread)

        yield says
        for thread in threads:
            thread.join(10)


def _answer(served, settings: dict) -> None:
    with served:
        asked = served.receive(timeout=10)
        while asked.header.fields.get(HeaderFields.member) != "ReadAll":
            asked = served.receive(timeout=10)
        assert asked.header.message_type is MessageType.method_call
        served.send(new_method_return(asked, "a{sa{sv}}", (settings,)))


@pytest.mark.parametrize(
    ("settings", "is_less"),
    [
        ({"org.freedesktop.appearance": {"reduced-motion": ("u", 1)}}, True),
        ({"org.freedesktop.appearance": {"reduced-motion": ("u", 0)}}, False),
        ({"org.gnome.desktop.interface": {"enable-animations": ("b", False)}}, True),
        ({"org.gnome.desktop.interface": {"enable-animations": ("b", True)}}, False),
        ({"org.kde.kdeglobals.KDE": {"AnimationDurationFactor": ("s", "0")}}, True),
        ({}, False),
    ],
)
def test_each_desktop_is_understood(desktop_says, settings, is_less):
    desktop_says(settings)
    assert portal.wants_less_motion() is is_less


def test_where_no_portal_answers_things_move(desktop_says):
    assert not portal.wants_less_motion()


def test_the_window_follows_the_desktop(desktop_says, open_window):
    desktop_says({"org.freedesktop.appearance": {"reduced-motion": ("u", 1)}})
    ui = open_window()
    ui.bench.motion.ask()
    ui.until(theme.is_still)


def test_the_setting_counts_before_the_desktop(open_window):
    ui = open_window()
    strip = ui.window.status.scan
    QApplication.setEffectEnabled(FADE, True)
    ui.bench.set_user(MOTION, "reduced")
    strip.show_progress("Scanning", "", 0, 0)
    assert strip.isVisible()
    assert not strip.bar.isVisible()
    assert QApplication.cursorFlashTime() == 0
    assert not QApplication.isEffectEnabled(FADE)
    strip.show_progress("Scanning", "", 1, 2)
    assert strip.bar.isVisible()
    ui.bench.set_user(MOTION, "full")
    strip.show_progress("Scanning", "", 0, 0)
    assert strip.bar.isVisible()
    assert QApplication.cursorFlashTime() > 0
