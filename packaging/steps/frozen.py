"""The program with Python and Qt in one folder or one file, by PyInstaller."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from steps import icons, notices, tools, wheel

SPECS = tools.ROOT / "packaging" / "pyinstaller"
_SPEC = {"linux": "linux.spec", "win32": "windows.spec", "darwin": "macos.spec"}
_MAGIC = b"\x7fELF"
# The C library is the one thing that can be neither brought along nor done without.
_GLIBC = re.compile(r"(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|anl|nsl)\.so.*)")
_LDD = re.compile(r"^\s+(\S+) => (/\S+) \(", re.MULTILINE)
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
# Built by whoever built Python or the package, with its symbols; patched ones of numpy break.
_STRIPPED = ("_internal/libpython*", "_internal/python3*/lib-dynload/*", "_internal/yaml/*.so",
             "_internal/msgspec/*.so", "_internal/cvlink_gui/fs/*.so")  # fmt: skip


def pack_folder(out: Path) -> list[Path]:
    """The folder that was made as a tar, and the list of what is in it (CycloneDX)."""
    made = tools.BUILD / "folder" / tools.NAME
    name = f"{tools.NAME}-{tools.version()}-{_system()}"
    python = tools.python_of(tools.locked_environment("bundle"))
    bom = notices.bom(python, out / f"{name}.cdx.json")
    return [tools.archive(made, out / f"{name}.tar.xz", name), bom]


def make_folder() -> Path:
    """The folder itself, `cvlink-gui` in the builds' folder, anew."""
    collected = _pyinstaller(one_file=False)
    made = collected / tools.NAME
    more: list[Path] = []
    if sys.platform == "linux":
        (made / "cvlink").symlink_to(tools.NAME)
        _strip(made)
        _let_nothing_inside_run(made)
        more = _add_fallbacks(made)
    notices.collect(made, tools.BUILD / "work", more)
    tools.settle(made)
    return made


def one_file(out: Path) -> list[Path]:
    """One program that unpacks itself into a temporary folder at every start."""
    made = _pyinstaller(one_file=True) / tools.NAME
    target = out / f"{tools.NAME}-{tools.version()}-{_system()}-onefile"
    shutil.copyfile(made, target)
    target.chmod(0o755)
    return [target]


def _system() -> str:
    return f"{sys.platform}-{os.uname().machine if hasattr(os, 'uname') else 'x86_64'}"


def _pyinstaller(*, one_file: bool) -> Path:
    env = tools.locked_environment("bundle")
    python = tools.python_of(env)
    with tempfile.TemporaryDirectory() as built:
        wheel.make(Path(built))
        # By its name: pip would note the path of a file, which is another one every time.
        found = ["--no-index", "--find-links", built, f"{tools.NAME}=={tools.version()}"]
        install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall"]
        tools.run([*install, *found])
    made = tools.emptied(tools.BUILD / ("onefile" if one_file else "folder"))
    work = tools.emptied(tools.BUILD / "work")
    icons.make(python, tools.BUILD / "icons")
    tools.say(f"PyInstaller, {'one file' if one_file else 'one folder'}")
    command = [python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    options = {"CVLINK_ONE_FILE": "1"} if one_file else {}
    places = {"CVLINK_ICONS": str(tools.BUILD / "icons"), "CVLINK_VERSION": tools.version()}
    spec = SPECS / _SPEC[sys.platform]
    words = [*command, "--distpath", made, "--workpath", work, spec]
    tools.run(words, cwd=work, **options, **places)  # not from the root: the sources lie there
    return made


def _strip(made: Path) -> None:
    files = [path for pattern in _STRIPPED for path in sorted(made.glob(pattern))]
    tools.run(["strip", "--strip-debug", *(path for path in files if is_elf(path))])


def _let_nothing_inside_run(made: Path) -> None:
    """Libraries are no programs, whatever modes their makers gave them."""
    for path in tools.members(made / "_internal"):
        if path.is_file() and not path.is_symlink():
            path.chmod(0o644)


def is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == _MAGIC


def _add_fallbacks(made: Path) -> list[Path]:
    """Libraries of the system that PyInstaller rightly leaves to it, for where there are none.

    Returns where they are from.
    """
    inside = made / "_internal"
    place = inside / "fallback"
    place.mkdir()
    found = _left_to_the_system(made)
    for name, origin in found.items():
        shutil.copyfile(origin, place / name)
    order = first_what_others_need({name: _needed(place / name, inside) for name in found})
    (place / "order.txt").write_text("\n".join(order) + "\n", encoding="ascii")
    shutil.copyfile(tools.ROOT / "packaging" / "linux" / "fonts.conf", place / "fonts.conf")
    return [Path(origin) for origin in found.values()]


def _left_to_the_system(made: Path) -> dict[str, str]:
    """What its libraries load from outside of the folder: name -> path."""
    files = [path for path in tools.members(made) if is_elf(path)]
    said = tools.run(["ldd", *files], LD_LIBRARY_PATH=str(made / "_internal"))
    missing = re.findall(r"^\s+(\S+) => not found", said, re.MULTILINE)
    if missing:
        raise tools.BuildFailed(f"libraries this system lacks: {', '.join(sorted(set(missing)))}")
    outside = {n: p for n, p in _LDD.findall(said) if not p.startswith(str(made))}
    return {name: path for name, path in sorted(outside.items()) if not _GLIBC.fullmatch(name)}


def _needed(library: Path, inside: Path) -> list[str]:
    """What a library loads, and what those of them load that lie in the folder."""
    names = _NEEDED.findall(tools.run(["readelf", "-d", library]))
    bundled = [inside / name for name in names if (inside / name).exists()]
    return [*names, *(deeper for path in bundled for deeper in _needed(path, inside))]


def first_what_others_need(needs: dict[str, list[str]]) -> list[str]:
    order: list[str] = []

    def put(names: Iterable[str]) -> None:
        for name in names:
            if name in needs and name not in order:
                put(needs[name])
                order.append(name)

    put(needs)
    return order
