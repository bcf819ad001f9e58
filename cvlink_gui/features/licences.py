"""Whose work is in the program, and under which licences: read where each says it itself."""

import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from cvlink_gui import __version__
from cvlink_gui.core.said import say
from cvlink_gui.resources import resource

OURSELVES = "cvlink-gui"
# What lies in `resources/`: name, licence, where its text is.
_SHIPPED = (
    ("Lucide (icons)", "ISC", ("icons", "LICENSE")),
    ("Inter (typeface)", "OFL-1.1", ("fonts", "LICENSE")),
    (say("Images of the sample project"), "CC0-1.0", ("sample", "LICENSE")),
)
_FREE_TEXT = 80  # characters: a longer `License` field is the text itself
_NAMES = ("LICEN", "COPYING", "NOTICE")


@dataclass(frozen=True, slots=True)
class Component:
    """text: the licence in full; "" where what is installed does not have it."""

    name: str
    version: str
    licence: str
    text: str


def components() -> list[Component]:
    """Ourselves first, then what is shipped, what is installed for it, and Python."""
    return [_ourselves(), *_shipped(), *_installed(), _python()]


def _ourselves() -> Component:
    return Component(OURSELVES, __version__, "MIT", _own_text())


def _own_text() -> str:
    """Our own licence, not those of what is shipped beside it."""
    try:
        files = _files(metadata.distribution(OURSELVES))
    except metadata.PackageNotFoundError:  # run from its sources, without an installation
        return ""
    return _read(Path(str(min(files, key=lambda f: len(f.parts)).locate()))) if files else ""


def _shipped() -> list[Component]:
    return [Component(n, "", licence, _read(resource(*file))) for n, licence, file in _SHIPPED]


def _installed() -> list[Component]:
    """Every package we need that is installed, and what those need in turn, by name."""
    found: dict[str, Component] = {}
    todo = [OURSELVES]
    while todo:
        name = todo.pop()
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or Python, or an extra
        known = _field(package.metadata, "Name") or name
        if known in found:
            continue
        found[known] = Component(known, package.version, _licence(package), _text(package))
        todo += [_name(line) for line in package.requires or () if "extra ==" not in line]
    found.pop(OURSELVES, None)
    return sorted(found.values(), key=lambda component: component.name.casefold())


def _python() -> Component:
    text = _read(Path(sys.base_prefix, "lib", f"python{sys.version_info[0]}.{sys.version_info[1]}",
                      "LICENSE.txt"))  # fmt: skip
    return Component("Python", sys.version.split()[0], "PSF-2.0", text or sys.copyright)


def _name(requirement: str) -> str:
    """The package of a line like `numpy (>=1.25); python_version > "3"`."""
    end = next((n for n, c in enumerate(requirement) if not (c.isalnum() or c in "._-")), None)
    return requirement[:end]


def _licence(package: metadata.Distribution) -> str:
    """As the package says it: an expression, a short field, a classifier, in this order."""
    about = package.metadata
    field = _field(about, "License").strip()
    classified = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    short = field if field and len(field) <= _FREE_TEXT and "\n" not in field else ""
    return _field(about, "License-Expression") or short or ", ".join(classified) or say("not said")


def _field(about: metadata.PackageMetadata, name: str) -> str:
    """A field, empty where there is none; `about[name]` gives None or KeyError, by the library."""
    return about[name] if name in about else ""  # noqa: SIM401 (the protocol has no get)


def _text(package: metadata.Distribution) -> str:
    """All licence files of a package, one after the other."""
    parts = [_read(Path(str(file.locate()))) for file in _files(package)]
    return "\n\n".join(part for part in parts if part) or _field(package.metadata, "License")


def _files(package: metadata.Distribution) -> list[metadata.PackagePath]:
    found = [f for f in package.files or () if f.name.upper().startswith(_NAMES)]
    return sorted(found, key=str)


def _read(file: Path) -> str:
    """A licence; "" where it cannot be read: its name is told all the same."""
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
