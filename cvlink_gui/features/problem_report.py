"""What somebody who helps with a problem asks for, in one text. It is shown; it is sent nowhere."""

import getpass
import json
import os
import platform
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata

from cvlink_gui import __version__
from cvlink_gui.core.names import shown
from cvlink_gui.core.settings import RECENT, Settings
from cvlink_gui.core.veil import Veil
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config
from cvlink_gui.fs.files import read_tail
from cvlink_gui.fs.mountinfo import mount_of
from cvlink_gui.fs.system import system

OURSELVES = "cvlink-gui"
LINES = 200  # of the log
_TAIL = 1 << 16  # bytes of the log that are read at most
_ABOUT = ("XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE", "LANG", "QT_SCALE_FACTOR", "QT_QPA_PLATFORM")


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the report. `choice` is what its tick box is called in code: "" for always."""

    title: str
    text: str
    choice: str = ""


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """log: where it lies, as it is shown; names: what is private, and the words for it."""

    parts: tuple[Part, ...]
    log: str
    names: tuple[tuple[str, str], ...]

    def text(self, choices: frozenset[str], *, private: bool) -> str:
        """The report with the parts that are chosen.

        private  leave names of the user, the machine and folders as they are
        """
        wanted = [part for part in self.parts if part.choice in (choices | {""})]
        whole = "\n\n".join(f"## {part.title}\n\n{part.text}" for part in wanted) + "\n"
        return whole if private else Veil(self.names).over(whole)


def collect(
    user: Settings, project: Project | None, window: Sequence[tuple[str, str]]
) -> ProblemReport:
    """Look at everything once.

    window  what only the window knows: names and values
    """
    log = config.log_file()
    parts = (
        Part("Program", _lines([("cvlink-gui", __version__), *window, *_packages()])),
        Part("System", _lines(_system())),
        Part("Project", _lines(_project(project))) if project else Part("Project", "none is open"),
        Part("Settings", _settings(user, project), "settings"),
        Part(f"Last lines of {shown(log)}", _log(log), "log"),
    )
    return ProblemReport(parts, shown(log), tuple(_private(user, project)))


def _lines(pairs: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"- {name}: {value}" for name, value in pairs)


def _packages() -> list[tuple[str, str]]:
    """Versions of what we need, as far as it is installed."""
    try:
        needed = metadata.requires(OURSELVES) or []
    except metadata.PackageNotFoundError:
        return []
    always = [line for line in needed if "extra ==" not in line]
    names = dict.fromkeys(re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in always)
    found = []
    for name in names:
        try:
            found.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return found


def _system() -> list[tuple[str, str]]:
    about = system()
    said = [(name, os.environ[name]) for name in _ABOUT if os.environ.get(name)]
    return [
        ("system", f"{about.name} {about.release} ({platform.machine()})"),
        ("distribution", _distribution()),
        ("Python", about.python),
        ("processors", str(os.cpu_count())),
        ("openat2", str(about.openat2)),
        ("compiled scan", str(about.compiled_scan)),
        *said,
    ]


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:  # not a Linux, or a very small one
        return platform.platform()


def _project(project: Project) -> list[tuple[str, str]]:
    totals, mount = project.tree.totals(0), mount_of(project.root)
    return [
        ("folder", shown(project.root)),
        ("storage", mount.type if mount else "not known"),
        ("entries", f"{totals.entries:,}"),
        ("links", f"{totals.links:,}"),
        ("broken", f"{totals.broken:,}"),
    ]


def _settings(user: Settings, project: Project | None) -> str:
    own = {key: value for key, value in user.values.items() if key != RECENT.key}
    own[RECENT.key] = [shown(path) for path in user.paths(RECENT)]
    whole = {"user": own, "project": dict(project.settings.values) if project else {}}
    return json.dumps(whole, indent=2, ensure_ascii=False, default=str)


def _log(path: bytes) -> str:
    try:
        lines = read_tail(path, _TAIL).decode("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return "There is none."
    except OSError as error:
        return f"It cannot be read: {error.strerror}"
    return "\n".join(lines[-LINES:]) or "It is empty."


def _private(user: Settings, project: Project | None) -> list[tuple[str, str]]:
    names = [(os.path.expanduser("~"), "~"), (socket.gethostname(), "<machine>")]
    if (name := _user()) not in ("", "root"):
        names.append((name, "<user>"))
    if project is not None:
        names += [(shown(project.root), "<project>"), (shown(project.name), "<project's name>")]
    taken = {private for private, _word in names}
    recent = enumerate(map(shown, user.paths(RECENT)), 1)
    return names + [(p, f"<recent project {number}>") for number, p in recent if p not in taken]


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in containers
        return ""
