"""Resolve what is developed, built and shipped with, into `packaging/locks`.

    python packaging/locks.py            resolves anew, keeping the versions that still fit
    python packaging/locks.py --upgrade  takes the newest ones
    python packaging/locks.py --check    changes nothing; exits with 1 where a lock is stale

The resolver is uv. A lock names every file by its hash and no address, so any mirror serves.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = "packaging/locks"
_WINDOW = ("pyside6-essentials", "shiboken6", "pyqtgraph", "numpy", "colorama")
LOCKS: dict[str, tuple[str, ...]] = {
    "dev": ("--extra", "dev"),
    "bundle": ("--extra", "bundle"),
    # `cvlink` alone, for containers: it loads nothing of the window.
    "headless": tuple(word for name in _WINDOW for word in ("--no-emit-package", name)),
}
_ALWAYS = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url")


def resolve(name: str, file: Path, *more: str) -> None:
    """Bring one lock file up to date; CalledProcessError where there is no solution."""
    words = ["uv", "pip", "compile", "--quiet", "pyproject.toml", *_ALWAYS, *LOCKS[name]]
    header = f"python packaging/locks.py  # {name}"
    output = ["--custom-compile-command", header, "--output-file", str(file)]
    subprocess.run([*words, *output, *more], cwd=ROOT, check=True)


def main() -> int:
    """Resolve or check; returns an exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    stale = []
    for name in LOCKS:
        file = ROOT / PLACE / f"requirements-{name}.txt"
        if not arguments.check:
            resolve(name, file, *(["--upgrade"] if arguments.upgrade else []))
            continue
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder, file.name)
            fresh.write_bytes(file.read_bytes())  # what fits is kept
            resolve(name, fresh)
            if fresh.read_bytes() != file.read_bytes():
                stale.append(file.name)
    for name in stale:
        sys.stderr.write(f"{name} does not fit pyproject.toml; run packaging/locks.py\n")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
