"""What `cvlink doctor` says, as text and as `cvlink.doctor/1`."""

from collections.abc import Iterator

from cvlink_gui import __version__
from cvlink_gui.cli.output import entry_json
from cvlink_gui.core.names import json_path, shown
from cvlink_gui.features.doctor import Diagnosis
from cvlink_gui.fs.mountinfo import Mount

_NAMED = 3
_YES = {True: "yes", False: "no", None: "not known"}


def text(found: Diagnosis) -> Iterator[str]:
    """One fact a line, in four groups."""
    system, can = found.system, found.capability
    yield "System"
    yield _line("cvlink", __version__)
    yield _line("Python", system.python)
    yield _line("Qt (PySide6)", system.qt or "not installed: no window, only `cvlink`")
    yield _line("system", f"{system.name} {system.release}")
    yield _line("openat2", _YES[system.openat2])
    yield _line("scan", "compiled" if system.compiled_scan else "in Python, slower")
    yield "Project"
    yield _line("folder", shown(found.root))
    yield _line("cvlink.toml", found.settings_error or "no mistakes")
    yield _line("file system", "not known" if found.mount is None else _mount_words(found.mount))
    yield _line("symbolic links", _YES[can.symlinks])
    if can.junctions:
        yield _line("junctions", "yes")
    yield _line("exchange", _YES[can.exchange] + _gap(can.exchange))
    yield _line("tells A from a", _YES[can.case_sensitive])
    if can.reason:
        yield _line("because", can.reason)
    if left := found.left_behind:
        some = ", ".join(map(shown, left[:_NAMED])) + (", ..." if len(left) > _NAMED else "")
        yield _line("left behind", f"{some}: a crash left it, delete it")
    yield "Journal"
    yield from _journal_text(found)
    yield "Files"
    yield _line("settings", shown(found.settings_file))
    yield _line("log", shown(found.log_file))


def as_json(found: Diagnosis) -> dict[str, object]:
    """The `cvlink.doctor/1` object; null for what could not be found out."""
    system, can, journal = found.system, found.capability, found.journal
    return {
        "schema": "cvlink.doctor/1",
        **json_path(found.root, "root"),
        "versions": {"cvlink": __version__, "python": system.python, "qt": system.qt},
        "system": {
            "name": system.name,
            "release": system.release,
            "openat2": system.openat2,
            "compiled_scan": system.compiled_scan,
        },
        "file_system": None if found.mount is None else _mount_json(found.mount),
        "can": {
            "symlinks": can.symlinks,
            "junctions": can.junctions,
            "exchange": can.exchange,
            "case_sensitive": can.case_sensitive,
            "reason": can.reason,
        },
        "left_behind": [json_path(path) for path in found.left_behind],
        "config_error": found.settings_error or None,
        "journal": {
            **json_path(journal.path),
            "readable": not journal.error,
            "error": journal.error or None,
            "unfinished": None if journal.unfinished is None else entry_json(journal.unfinished),
            "held_by": journal.holder,
        },
        **json_path(found.settings_file, "settings"),
        **json_path(found.log_file, "log"),
    }


def _journal_text(found: Diagnosis) -> Iterator[str]:
    journal = found.journal
    yield _line("file", shown(journal.path))
    yield _line("readable", journal.error or "yes")
    if journal.error:
        return
    left = journal.unfinished
    words = "nothing" if left is None else f"{left.title}: see `cvlink recover`"
    yield _line("unfinished", words)
    yield _line("lock", "free" if journal.holder is None else f"held by {journal.holder}")


def _mount_words(mount: Mount) -> str:
    marks = [word for word, true in _marks(mount).items() if true]
    return f"{mount.type} on {shown(mount.point)}" + "".join(f", {word}" for word in marks)


def _mount_json(mount: Mount) -> dict[str, object]:
    marks = {word.replace("-", "_"): true for word, true in _marks(mount).items()}
    return {"type": mount.type, **json_path(mount.point, "mount_point"), **marks}


def _marks(mount: Mount) -> dict[str, bool]:
    return {"network": mount.is_network, "fuse": mount.is_fuse, "read-only": mount.read_only}


def _gap(exchange: bool | None) -> str:
    return ": replacing a link leaves a brief gap" if exchange is False else ""


def _line(name: str, words: str) -> str:
    return f"  {name:<15} " + words.replace("\n  ", ". ")  # a hint is on a line of its own
