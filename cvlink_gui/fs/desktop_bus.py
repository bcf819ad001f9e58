"""Notifications of the desktop: org.freedesktop.Notifications on the user's bus.

QtDBus of PySide6 cannot call `Notify`: it sends every Python number as `int32`, and the call has a
`uint32`; jeepney sends what the signature says.
"""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jeepney.wrappers import DBusAddress

_NAME = "org.freedesktop.Notifications"
_NAME_HERE = "cvlink-gui"  # ours, that of the icon, and of the desktop entry
_PATH = "/org/freedesktop/Notifications"
_SIGNATURE = "susssasa{sv}i"
_SECONDS = 3.0  # the bus starts the service if it has to
_AS_IT_LIKES = -1  # how long it is shown


def notify(heading: str, words: str, replaces: int = 0) -> int | None:
    """Show a notification, in place of an earlier one; its number, or None where nobody shows any.

    Waits for an answer, so it is called in a job.
    """
    if not sys.platform.startswith("linux") or "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        return None
    from jeepney import AuthenticationError, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    hints = {"desktop-entry": ("s", _NAME_HERE), "category": ("s", "transfer.complete")}
    body: tuple[object, ...] = (
        "cvlink-gui",
        replaces,
        "cvlink-gui",
        heading,
        _plain(words),
        [],
        hints,
        _AS_IT_LIKES,
    )
    call = new_method_call(_address(), "Notify", _SIGNATURE, body)
    try:
        with open_dbus_connection(bus="SESSION") as bus:
            answer = bus.send_and_get_reply(call, timeout=_SECONDS)
    except (OSError, EOFError, AuthenticationError, StopIteration, ValueError):
        return None  # the last two are said by jeepney of an address it cannot read
    if answer.header.message_type is not MessageType.method_return or not answer.body:
        return None
    return int(answer.body[0])


def _address() -> "DBusAddress":
    from jeepney import DBusAddress

    return DBusAddress(_PATH, _NAME, _NAME)


def _plain(words: str) -> str:
    """Some desktops read the words as markup."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
