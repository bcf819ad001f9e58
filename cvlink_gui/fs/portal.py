"""What the desktop is set to, asked over D-Bus: org.freedesktop.portal.Settings.

The key of all desktops is `reduced-motion` of org.freedesktop.appearance (xdg-desktop-portal 1.21);
before it each had its own.
"""

import os
import sys
from collections.abc import Callable, Mapping

_NAME = "org.freedesktop.portal.Desktop"
_PATH = "/org/freedesktop/portal/desktop"
_INTERFACE = "org.freedesktop.portal.Settings"
_SECONDS = 3.0  # the bus starts the service if it has to
Values = Mapping[str, Mapping[str, tuple[str, object]]]  # signature and value, by place and key
# Where it is said, and whether a value there means less motion.
_LESS_MOTION: tuple[tuple[str, str, Callable[[object], bool]], ...] = (
    ("org.freedesktop.appearance", "reduced-motion", lambda value: value == 1),
    ("org.gnome.desktop.interface", "enable-animations", lambda value: value is False),
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", lambda value: value in ("0", 0)),
)


def can_be_asked() -> bool:
    """Whether there is a bus to ask on."""
    return sys.platform.startswith("linux") and "DBUS_SESSION_BUS_ADDRESS" in os.environ


def wants_less_motion() -> bool:
    """Whether the desktop is set to move as little as can be; False where it does not say.

    Waits for an answer, so it is called in a job.
    """
    found = _ask(tuple(place for place, _, _ in _LESS_MOTION))
    return any(
        key in found.get(place, {}) and is_less(found[place][key][1])
        for place, key, is_less in _LESS_MOTION
    )


def _ask(places: tuple[str, ...]) -> Values:
    """All that is set in some places; nothing where no portal answers."""
    from jeepney import AuthenticationError, DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    call = new_method_call(DBusAddress(_PATH, _NAME, _INTERFACE), "ReadAll", "as", (list(places),))
    try:
        with open_dbus_connection(bus="SESSION") as bus:
            answer = bus.send_and_get_reply(call, timeout=_SECONDS)
    except (OSError, AuthenticationError, EOFError):
        return {}
    if answer.header.message_type is not MessageType.method_return:
        return {}
    (found,) = answer.body
    return dict(found)
