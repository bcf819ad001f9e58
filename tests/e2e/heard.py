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

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    Properties,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

PROGRAMS = ("dbus-daemon",)
_A11Y = "org.a11y.atspi."
_ROOT = "/org/a11y/atspi/accessible/root"
_SECONDS = 20
_CALLS = 5  # about each object
_AT_ONCE = 100  # calls without an answer
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


class Reader:
    """Reads programs as a screen reader does.

    A level of the tree is asked about at once: one by one a window takes seconds.
    """

    def __init__(self, bus: DBusConnection) -> None:
        self._bus = bus

    def programs(self) -> set[Place]:
        """The programs that can be read."""
        (found,) = self._answers([_call((_A11Y + "Registry", _ROOT), "GetChildren")])
        return {(name, path) for name, path in found or ()}

    def read(self, place: Place) -> Iterator[Heard]:
        """Everything in sight at or below an object, in the order it is told in."""
        known: dict[Place, tuple[Heard, list[Place]]] = {}
        level: list[tuple[Place, tuple[str, ...]]] = [(place, ())]
        while level:
            found = self._heard(level)
            known |= {heard.place: (heard, below) for heard, below in found}
            level = [(child, (*h.above, h.role)) for h, below in found for child in below]
        yield from _in_order(place, known)

    def rect(self, place: Place) -> tuple[int, int, int, int]:
        """Where an object is on the screen: left, top, width, height in pixels."""
        asked = new_method_call(_address(place, "Component"), "GetExtents", "u", (_SCREEN,))
        ((left, top, width, high),) = self._answers([asked])
        return left, top, width, high

    def _heard(self, level: list[tuple[Place, tuple[str, ...]]]) -> list[tuple[Heard, list[Place]]]:
        """What is in sight of some objects, and what is below each."""
        told = self._answers([call for place, _ in level for call in _calls(place)])
        found = []
        for number, (place, above) in enumerate(level):
            role, bits, name, said, below = told[number * _CALLS : (number + 1) * _CALLS]
            if None in (role, bits, name, said, below):
                continue  # it is gone meanwhile
            states = frozenset(word for bit, word in STATES.items() if _has(bits, bit))
            if role == "application" or "showing" in states:
                heard = Heard(place, above, name[1], role, states, said[1])
                found.append((heard, [(bus, path) for bus, path in below]))
        return found

    def _answers(self, calls: list[Message]) -> list:
        """The value in the answer to each; None where there is none."""
        found = []
        for first in range(0, len(calls), _AT_ONCE):
            found += self._some_answers(calls[first : first + _AT_ONCE])
        return found

    def _some_answers(self, calls: list[Message]) -> list:
        serials = [next(self._bus.outgoing_serial) for _ in calls]
        for serial, call in zip(serials, calls, strict=True):
            self._bus.send(call, serial=serial)
        answers: dict[int, Message] = {}
        while len(answers) < len(calls):
            message = self._bus.receive(timeout=_SECONDS)
            serial = message.header.fields.get(HeaderFields.reply_serial)
            if serial in serials:
                answers[serial] = message
        return [
            answers[serial].body[0]
            if answers[serial].header.message_type is MessageType.method_return
            else None
            for serial in serials
        ]


def _in_order(place: Place, known: dict[Place, tuple[Heard, list[Place]]]) -> Iterator[Heard]:
    if place in known:
        heard, below = known[place]
        yield heard
        for child in below:
            yield from _in_order(child, known)


def _calls(place: Place) -> tuple[Message, ...]:
    known = Properties(_address(place, "Accessible"))
    return (
        _call(place, "GetRoleName"),
        _call(place, "GetState"),
        known.get("Name"),
        known.get("Description"),
        _call(place, "GetChildren"),
    )


def _call(place: Place, method: str) -> Message:
    return new_method_call(_address(place, "Accessible"), method)


def _has(bits: tuple[int, int], bit: int) -> bool:
    low, high = bits
    return bool((low | high << 32) >> bit & 1)


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
