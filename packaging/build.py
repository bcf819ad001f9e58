"""Build what people install: `python packaging/build.py [TARGET...]`, into `dist/`.

    sdist-wheel   cvlink_gui-VERSION.tar.gz and the wheel built from it
    folder        the program with Python and Qt in one folder, as a tar, with what is in it
    onefile       the same as one file, which starts more slowly
    deb           a package of Debian from the folder
    appdir        an AppDir from the folder, for an AppImage
    all           all of them, and SHA256SUMS

The same sources, SOURCE_DATE_EPOCH and lock file give the same bytes. `--twice` builds everything
twice and compares. Needs a Python 3.11 or newer with its shared library; packages come from
`packaging/locks/requirements-bundle.txt`.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from steps import frozen, linux, tools, wheel

Target = Callable[[Path], list[Path]]
_NEEDS_FOLDER = ("folder", "deb", "appdir")


def _of_folder(make: Callable[[Path, Path], list[Path]]) -> Target:
    return lambda out: make(out, tools.BUILD / "folder" / tools.NAME)


TARGETS: dict[str, Target] = {
    "sdist-wheel": wheel.make,
    "folder": frozen.pack_folder,
    "deb": _of_folder(linux.debian),
    "appdir": _of_folder(linux.appdir),
    "onefile": frozen.one_file,
}


def build(targets: list[str], out: Path, *, anew: bool = True) -> list[Path]:
    """Make the targets; the folder once for all that need it, if `anew`."""
    out.mkdir(parents=True, exist_ok=True)
    if anew and set(targets) & set(_NEEDS_FOLDER):
        frozen.make_folder()
    made = []
    for name in targets:
        tools.say(name)
        made += TARGETS[name](out)
    return made


def sums(out: Path) -> None:
    """SHA256SUMS of all that lies in a folder, as `sha256sum --check` reads it."""
    files = [path for path in out.iterdir() if path.is_file() and path.name != "SHA256SUMS"]
    lines = [f"{tools.digest(path)}  {path.name}\n" for path in sorted(files)]
    (out / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def differing(targets: list[str], out: Path, first: list[Path]) -> list[str]:
    """Build once more; the names of the files that came out otherwise."""
    before = {path.name: tools.digest(path) for path in first}
    second = build(targets, tools.emptied(out / "again"))
    after = {path.name: tools.digest(path) for path in second}
    return sorted(name for name in before | after if before.get(name) != after.get(name))


def main() -> int:
    """Build what is asked for; returns an exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", default=["all"])
    parser.add_argument("--out", type=Path, default=tools.ROOT / "dist")
    parser.add_argument("--twice", action="store_true", help="build twice and compare")
    parser.add_argument("--same-folder", action="store_true", help="take the one built last")
    arguments = parser.parse_args()
    targets = list(TARGETS) if "all" in arguments.targets else arguments.targets
    unknown = [name for name in targets if name not in TARGETS]
    if unknown:
        parser.error(f"no target is called {', '.join(unknown)}")
    out = arguments.out.resolve()
    try:
        made = build(targets, out, anew=not arguments.same_folder)
        sums(out)
        odd = differing(targets, out, made) if arguments.twice else []
    except tools.BuildFailed as error:
        sys.stderr.write(f"build: {error}\n")
        return 1
    for path in made:
        sys.stdout.write(f"{path.stat().st_size:>12,}  {tools.digest(path)[:16]}  {path.name}\n")
    for name in odd:
        sys.stderr.write(f"build: {name} is not the same the second time\n")
    return int(bool(odd))


if __name__ == "__main__":
    sys.exit(main())
