"""Who owns what is bundled: every file has an owner, every owner a licence text beside the program.

A source file belongs to a distribution of PyPI (its RECORD says so), to Python, or to a package of
Debian. A bundle with a file of nobody, or an owner without a text, is not made.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from steps import tools

_COMMON = Path("/usr/share/common-licenses")
# These wheels say their licence and bring no text of it.
_TEXTS = {
    "pyside6-essentials": ("LGPL-3", "GPL-3"),
    "shiboken6": ("LGPL-3", "GPL-3"),
}
_INVENTORY = tools.BUILD / "inventory.json"
_LICENCE = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$|/licenses?/", re.IGNORECASE)


@dataclass(frozen=True)
class Owner:
    """kind is a type of package URL: pypi, deb, or generic for Python itself."""

    kind: str
    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def collect(made: Path, work: Path, more: Iterable[Path] = ()) -> None:
    """Put `licenses/` and `NOTICES.txt` into a bundle, from what PyInstaller noted of its sources.

    more  other files that were copied into it
    """
    found = owners([*_sources(work), *more])
    place = tools.emptied(made / "licenses")
    for owner in found:
        folder = place / owner.name
        folder.mkdir()
        for number, text in enumerate(owner.texts):
            name = Path(text).name if len(owner.texts) == 1 else f"{number}-{Path(text).name}"
            shutil.copyfile(text, folder / name)
    lines = [f"{o.name} {o.version}: {o.licence}; licenses/{o.name}" for o in found]
    said = "cvlink-gui (MIT) comes with these, each under its own licence:\n\n"
    (made / "NOTICES.txt").write_text(said + "\n".join(lines) + "\n", encoding="utf-8")
    _INVENTORY.write_text(json.dumps([asdict(owner) for owner in found]), encoding="utf-8")


def bom(python: Path, made: Path) -> Path:
    """The same as a bill of materials (CycloneDX), written and checked by its own library."""
    script = tools.ROOT / "packaging" / "steps" / "bom.py"
    tools.run([python, script, _INVENTORY, made, tools.version(), str(tools.epoch())])
    return made


def _sources(work: Path) -> Iterator[Path]:
    """The files PyInstaller took anything from, by its tables of contents."""
    for toc in sorted(work.glob("*/*.toc")):
        if toc.name.startswith(("COLLECT", "PYZ", "EXE")):
            for _, source, kind in _entries(ast.literal_eval(toc.read_text(encoding="utf-8"))):
                path = Path(source)
                if (
                    kind != "SYMLINK"
                    and path.is_absolute()
                    and tools.BUILD / "work" not in path.parents
                ):
                    yield path


def _entries(value: object) -> Iterator[tuple[str, str, str]]:
    if not isinstance(value, tuple | list):
        return
    if len(value) == 3 and all(isinstance(part, str) for part in value):
        yield value[0], value[1], value[2]
        return
    for part in value:
        yield from _entries(part)


def owners(sources: list[Path]) -> list[Owner]:
    """Whose the files are, by name; BuildFailed for a file of nobody, an owner without a text."""
    env = tools.BUILD / "env-bundle"
    known = _distributions(env)
    found: set[Owner] = set()
    system = []
    for source in set(sources):
        if source in known:
            found.add(known[source])
        elif _is_of_python(source):
            found.add(_python())
        elif not source.is_relative_to(tools.ROOT / "packaging"):
            system.append(source)
    found.update(_debian(system))
    found = {owner for owner in found if owner.name != tools.NAME}
    lacking = sorted(owner.name for owner in found if not owner.texts)
    if lacking:
        raise tools.BuildFailed(f"no licence text is known of {', '.join(lacking)}")
    return sorted(found, key=lambda owner: owner.name.lower())


def _is_of_python(source: Path) -> bool:
    """False where Python is the system's: dpkg knows its packages, and all else below /usr."""
    prefix = Path(sys.base_prefix)
    return prefix not in (Path("/"), Path("/usr")) and source.is_relative_to(prefix)


def _python() -> Owner:
    text = next(Path(sys.base_prefix).glob("**/LICENSE*.txt"))
    return Owner("generic", "python", sys.version.split()[0], "PSF-2.0", (str(text),))


def _distributions(env: Path) -> dict[Path, Owner]:
    """Files of an environment by their distribution."""
    found = {}
    places = [str(path) for path in env.glob("lib*/**/site-packages")]
    for distribution in distributions(path=places):
        owner = _of(distribution)
        for file in distribution.files or ():
            found[Path(str(distribution.locate_file(file)))] = owner
    return found


def _of(distribution: Distribution) -> Owner:
    meta = distribution.metadata
    name = re.sub(r"[-_.]+", "-", meta["Name"]).lower()
    texts = tuple(
        str(distribution.locate_file(file))
        for file in distribution.files or ()
        if ".dist-info/" in str(file) and _LICENCE.search(str(file).partition(".dist-info")[2])
    ) or tuple(str(_COMMON / text) for text in _TEXTS.get(name, ()))
    licence = (
        meta["License-Expression"] or meta["License"] or _classified(meta.get_all("Classifier"))
    )
    return Owner("pypi", name, meta["Version"], licence.splitlines()[0], texts)


def _classified(classifiers: list[str] | None) -> str:
    for classifier in classifiers or ():
        if classifier.startswith("License ::"):
            return classifier.rpartition(" :: ")[2]
    return "see its text"


def _debian(paths: list[Path]) -> Iterator[Owner]:
    """The packages of files; where there is no dpkg, files of nobody end the build."""
    if not paths:
        return
    # What is merged into /usr is known to dpkg by either name.
    names = {str(way): path for path in paths for way in _ways(path)}
    said = subprocess.run(["dpkg-query", "-S", *names], check=False, capture_output=True, text=True)
    owned: dict[str, set[str]] = {}
    for line in said.stdout.splitlines():
        packages, _, path = line.partition(": ")
        owned.setdefault(packages.split(",")[0], set()).add(path)
    missing = set(paths) - {names[path] for files in owned.values() for path in files}
    if missing:
        raise tools.BuildFailed(f"nobody is known to own {', '.join(map(str, sorted(missing)))}")
    for package in sorted(owned):
        yield _package(package)


def _ways(path: Path) -> Iterator[Path]:
    for way in {path, path.resolve(), path.parent.resolve() / path.name}:
        yield way
        if way.is_relative_to("/usr"):
            yield Path("/", *way.parts[2:])
        else:
            yield Path("/usr", *way.parts[1:])


def _package(name: str) -> Owner:
    form = "${Version}\n"
    version = tools.run(["dpkg-query", "-W", "-f", form, name]).split()[0]
    short = name.partition(":")[0]
    text = Path("/usr/share/doc", short, "copyright")
    return Owner("deb", short, version, "see its copyright file", (str(text),))
