"""`python packaging/release_notes.py VERSION`: what CHANGELOG.md says of a version, as Markdown.

Exits with 1 where it says nothing: a version without notes is not ready.
"""

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"


def notes(text: str, version: str) -> str:
    """The text below the heading of a version; "" where there is none."""
    heading = rf"^## \[?{re.escape(version)}\]?(?= |$)[^\n]*\n"
    found = re.search(heading + r"(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def main() -> int:
    """Print the notes; returns an exit code."""
    if len(sys.argv) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    found = notes(CHANGELOG.read_text(encoding="utf-8"), sys.argv[1])
    if not found:
        sys.stderr.write(f"CHANGELOG.md says nothing of {sys.argv[1]}\n")
        return 1
    sys.stdout.write(found + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
