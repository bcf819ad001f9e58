"""Resolve what is developed, built and shipped with, into `packaging/locks`.

    python packaging/locks.py            resolves anew, keeping the versions that still fit
    python packaging/locks.py --upgrade  takes the newest ones
    python packaging/locks.py --check    changes nothing; exits with 1 where a lock is stale

The resolver is uv, of the extra `dev`. A lock names every file by its hash and no address, so any
mirror serves.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from steps import tools

_WINDOW = ("pyside6-essentials", "shiboken6", "pyqtgraph", "numpy", "colorama")
LOCKS: dict[str, tuple[str, ...]] = {
    "dev": ("--extra", "dev"),
    "bundle": ("--extra", "bundle"),
    # `cvlink` alone, for containers: it loads nothing of the window.
    "headless": tuple(word for name in _WINDOW for word in ("--no-emit-package", name)),
}
_ALWAYS = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url")


def resolve(name: str, file: Path, *more: str) -> None:
    """Bring one lock file up to date; BuildFailed where there is no solution."""
    words = ["uv", "pip", "compile", "--quiet", "pyproject.toml", *_ALWAYS, *LOCKS[name]]
    header = f"python packaging/locks.py  # {name}"
    output = ["--custom-compile-command", header, "--output-file", str(file)]
    tools.run([*words, *output, *more])


def stale_locks() -> list[str]:
    """The names of the files that do not fit pyproject.toml."""
    stale = []
    for name in LOCKS:
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder, _file(name).name)
            fresh.write_bytes(_file(name).read_bytes())  # what fits is kept
            resolve(name, fresh)
            if fresh.read_bytes() != _file(name).read_bytes():
                stale.append(fresh.name)
    return stale


def _file(name: str) -> Path:
    return tools.LOCKS / f"requirements-{name}.txt"


def main() -> int:
    """Resolve or check; returns an exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    try:
        stale = stale_locks() if arguments.check else []
        for name in () if arguments.check else LOCKS:
            resolve(name, _file(name), *(["--upgrade"] if arguments.upgrade else []))
    except tools.BuildFailed as error:
        sys.stderr.write(f"locks: {error}\n")
        return 2
    for name in stale:
        sys.stderr.write(f"{name} does not fit pyproject.toml; run packaging/locks.py\n")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
