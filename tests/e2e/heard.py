"""What a screen reader is told of a program: its tree of AT-SPI, read over D-Bus.

The interface is that of at-spi2-core (xml/Accessible.xml and its like): every object is a name on
the bus of accessibility and a path. Roles and states are numbers there, in the order of
atspi-constants.h.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from jeepney import DBusAddress, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PROGRAMS = ("dbus-daemon",)
_A11Y = "org.a11y.atspi."
_ROOT = "/org/a11y/atspi/accessible/root"
_SECONDS = 20
_SCREEN = 0  # ATSPI_COORD_TYPE_SCREEN
# Of atspi-constants.h: those a control needs to be understood.
STATES = {
    1: "active", 4: "checked", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded",
    11: "focusable", 12: "focused", 16: "modal", 22: "selectable", 23: "selected", 24: "sensitive",
    25: "showing", 30: "visible", 41: "checkable",
}  # fmt: skip


Place = tuple[str, str]  # the name on the bus, and the path


@dataclass(frozen=True, slots=True)
class Heard:
    """One object: what it is called, what it is, how it is, and what it says besides."""

    place: Place
    above: tuple[str, ...]  # the roles from the top
    name: str
    role: str
    states: frozenset[str]
    description: str

    def __str__(self) -> str:
        return f"{self.role} {self.name!r} ({', '.join(sorted(self.states))})"


class Gone(Exception):
    """What was asked about is not there any more."""


class Reader:
    """Reads programs as a screen reader does."""

    def __init__(self, bus: DBusConnection) -> None:
        self._bus = bus

    def programs(self) -> dict[str, Place]:
        """The programs that can be read, by their names."""
        registry = (_A11Y + "Registry", _ROOT)
        return {self._name(place): place for place in self._children(registry)}

    def read(self, place: Place, above: tuple[str, ...] = ()) -> Iterator[Heard]:
        """Everything in sight at or below an object, in the order it is told in."""
        try:
            found, below = self._heard(place, above), self._children(place)
        except Gone:
            return
        if found.role != "application" and "showing" not in found.states:
            return
        yield found
        for child in below:
            yield from self.read(child, (*above, found.role))

    def rect(self, place: Place) -> tuple[int, int, int, int]:
        """Where an object is on the screen: left, top, width, height in pixels."""
        asked = new_method_call(_address(place, "Component"), "GetExtents", "u", (_SCREEN,))
        left, top, width, high = self._answer(asked)
        return left, top, width, high

    def _heard(self, place: Place, above: tuple[str, ...]) -> Heard:
        role = self._call(place, "Accessible", "GetRoleName")
        low, high = self._call(place, "Accessible", "GetState")
        bits = low | high << 32
        states = frozenset(word for bit, word in STATES.items() if bits >> bit & 1)
        name, said = self._name(place), self._get(place, "Description")
        return Heard(place, above, name, role, states, said)

    def _children(self, place: Place) -> list[Place]:
        return [(name, path) for name, path in self._call(place, "Accessible", "GetChildren")]

    def _name(self, place: Place) -> str:
        return str(self._get(place, "Name"))

    def _get(self, place: Place, name: str) -> str:
        _, value = self._answer(Properties(_address(place, "Accessible")).get(name))
        return str(value)

    def _call(self, place: Place, interface: str, method: str):
        return self._answer(new_method_call(_address(place, interface), method))

    def _answer(self, asked: Message):
        answer = self._bus.send_and_get_reply(asked, timeout=_SECONDS)
        if answer.header.message_type is not MessageType.method_return:
            raise Gone(answer.body)
        (value,) = answer.body
        return value


def _address(place: Place, interface: str) -> DBusAddress:
    name, path = place
    return DBusAddress(path, bus_name=name, interface=_A11Y + interface)


@contextlib.contextmanager
def session() -> Iterator[str]:
    """A session bus of one's own; its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.communicate(timeout=10)


@contextlib.contextmanager
def reader(session_bus: str) -> Iterator[Reader]:
    """A reader on the bus of accessibility, which the session bus starts when it is asked for."""
    asked = new_method_call(
        DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus"),
        "GetAddress",
    )
    with open_dbus_connection(session_bus) as bus:
        (address,) = bus.send_and_get_reply(asked, timeout=_SECONDS).body
    with open_dbus_connection(address) as bus:
        yield Reader(bus)


def missing() -> list[str]:
    """What a machine lacks to be read."""
    lacks = [name for name in PROGRAMS if shutil.which(name) is None]
    launcher = "/usr/libexec/at-spi-bus-launcher"
    return lacks if os.path.exists(launcher) else [*lacks, "at-spi2-core"]
