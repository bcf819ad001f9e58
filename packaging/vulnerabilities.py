"""Hold what is locked against known vulnerabilities.

    python packaging/vulnerabilities.py                    asks PyPI, through pip-audit
    python packaging/vulnerabilities.py --database FOLDER  asks a copy of the PyPA's advisories

The copy is a checkout of github.com/pypa/advisory-database; it says how old it is. Exits with 1 for
a vulnerable version, and with 2 where a version could not be looked up: silence is no answer.
"""

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "packaging" / "locks"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


class Advisory(NamedTuple):
    """One vulnerability of one locked version."""

    name: str
    version: str
    known_as: str
    says: str


def pins(folder: Path) -> set[tuple[str, str]]:
    """Names and versions in all lock files of a folder."""
    texts = (path.read_text(encoding="utf-8") for path in folder.glob("requirements-*.txt"))
    return {pin for text in texts for pin in pins_in(text)}


def pins_in(text: str) -> set[tuple[str, str]]:
    """Names and versions in one lock file."""
    return {(name.lower(), version) for name, version in _PIN.findall(text)}


def advisories(database: Path, wanted: set[tuple[str, str]]) -> Iterator[Advisory]:
    """What a copy of the database has on these versions."""
    for name, version in sorted(wanted):
        for file in sorted((database / "vulns" / name).glob("*.yaml")):
            entry = yaml.safe_load(file.read_text(encoding="utf-8"))
            if "withdrawn" not in entry and _is_affected(entry, version):
                yield Advisory(name, version, entry["id"], entry["details"].splitlines()[0])


def _is_affected(entry: dict[str, Any], version: str) -> bool:
    return any(
        version in part.get("versions", ()) or any(_lies_in(r, version) for r in _ranges(part))
        for part in entry["affected"]
    )


def _ranges(part: dict[str, Any]) -> list[list[dict[str, str]]]:
    return [one["events"] for one in part.get("ranges", ()) if one["type"] == "ECOSYSTEM"]


def _lies_in(events: list[dict[str, str]], version: str) -> bool:
    """As https://ossf.github.io/osv-schema says: the last event before a version decides."""
    inside = False
    for event in events:
        ((what, bound),) = event.items()
        if bound == "0" or Version(bound) <= Version(version):
            is_past_last = what == "last_affected" and Version(bound) != Version(version)
            inside = what == "introduced" or (what == "last_affected" and not is_past_last)
    return inside


def ask_pip_audit() -> int:
    """Its exit code; 2 where it could not look everything up."""
    if shutil.which("pip-audit") is None:
        sys.stderr.write("pip-audit is not installed: it is in the extra `dev`\n")
        return 2
    worst = 0
    for lock in sorted(LOCKS.glob("requirements-*.txt")):
        sys.stderr.write(f"{lock.name}\n")
        words = ["pip-audit", "--strict", "--no-deps", "--disable-pip", "-r", str(lock)]
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        sys.stdout.write(done.stdout)
        if done.returncode:
            sys.stderr.write(done.stderr)
            is_found = "known vulnerabilit" in done.stderr and "Found" in done.stderr
            worst = max(worst, 1 if is_found else 2)
    return worst


def ask_copy(database: Path) -> int:
    """1 if there is anything."""
    words = ["git", "-C", str(database), "log", "-1", "--format=%cs"]
    dated = subprocess.run(words, check=False, capture_output=True, text=True).stdout.strip()
    wanted = pins(LOCKS)
    found = list(advisories(database, wanted))
    for one in found:
        sys.stdout.write(f"{one.name} {one.version}: {one.known_as}: {one.says}\n")
    known = sum((database / "vulns" / name).is_dir() for name, _ in wanted)
    age = f"of {dated}" if dated else "of unknown age"
    sys.stdout.write(
        f"{len(wanted)} locked versions, {known} of packages the copy {age} has advisories on, "
        f"{len(found)} vulnerable\n"
    )
    return int(bool(found))


def main() -> int:
    """Look everything up; returns an exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", type=Path)
    database = parser.parse_args().database
    if database is None:
        return ask_pip_audit()
    if not (database / "vulns").is_dir():
        parser.error(f"{database} is no copy of the advisory database")
    return ask_copy(database)


if __name__ == "__main__":
    sys.exit(main())
