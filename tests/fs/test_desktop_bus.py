"""Notifications of the desktop, on a bus of their own with a service that looks at what comes."""

import contextlib
import os
import shutil
import subprocess
import sys

import pytest

from cvlink_gui.fs import desktop_bus
from cvlink_gui.fs.desktop_bus import notify

SERVICE = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusVirtualObject

class Notifications(QDBusVirtualObject):
    number = 6

    def introspect(self, path):
        return ""

    def handleMessage(self, message, connection):
        told = message.arguments()
        if message.signature() != "susssasa{sv}i":
            return False
        self.number = told[1] or self.number + 1
        print("|".join(map(str, (told[0], told[1], told[3], told[4], told[7]))), flush=True)
        connection.send(message.createReply(self.number))
        return True

app = QCoreApplication([])
bus = QDBusConnection.sessionBus()
service = Notifications()
assert bus.registerVirtualObject("/org/freedesktop/Notifications", service)
assert bus.registerService("org.freedesktop.Notifications")
print("ready", flush=True)
app.exec()
"""


@contextlib.contextmanager
def ended(process):
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=10)


@pytest.fixture
def bus(monkeypatch):
    """A bus nobody else is on."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon (package dbus-daemon)")
    command = ["dbus-daemon", "--session", "--print-address", "--nofork"]
    with ended(subprocess.Popen(command, stdout=-1, stderr=-3, text=True)) as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        yield


@pytest.fixture
def service(bus):
    command = [sys.executable, "-c", SERVICE]
    with ended(subprocess.Popen(command, stdout=-1, text=True)) as process:
        assert process.stdout.readline() == "ready\n"
        yield process


def test_a_notification_comes_as_the_desktop_wants_it(service):
    assert notify("project", "Scanning: ended after 12 s") == 7
    told = service.stdout.readline().strip()
    assert told == "cvlink-gui|0|project|Scanning: ended after 12 s|-1"


def test_the_next_one_takes_the_place_of_the_one_before(service):
    first = notify("project", "one")
    assert notify("project", "two", first) == first
    lines = [service.stdout.readline() for _ in range(2)]
    assert lines[1].startswith("cvlink-gui|7|")


def test_names_are_no_markup(service):
    notify("project", "a<b> & c")
    assert "a&lt;b&gt; &amp; c" in service.stdout.readline()


@pytest.mark.usefixtures("bus")
def test_where_nobody_shows_any_it_is_quiet():
    assert notify("project", "words") is None


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus", "nonsense"])
def test_without_a_bus_it_is_quiet(monkeypatch, address):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert notify("project", "words") is None


def test_a_bus_that_does_not_answer_is_not_waited_for(monkeypatch, tmp_path):
    import socket

    monkeypatch.setattr(desktop_bus, "_SECONDS", 0.2)
    path = os.path.join(tmp_path, "bus")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={path}")
        assert notify("project", "words") is None
