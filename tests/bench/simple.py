"""Broken links by plain Python: `simple.py seed|walk FOLDER` prints how many there are."""

import os
import sys
from pathlib import Path


def validate_symlinks(project_path: str) -> list[str]:
    """The text this project grew from, with types added."""
    broken_links: list[str] = []

    for root, dirs, files in os.walk(project_path):
        for name in files + dirs:
            path = Path(root) / name
            if path.is_symlink() and not path.exists():
                broken_links.append(str(path))

    return broken_links


def walk(project_path: str) -> list[str]:
    """The same without a Path an entry."""
    broken_links = []
    for root, dirs, files in os.walk(project_path):
        for name in files + dirs:
            path = os.path.join(root, name)
            if os.path.islink(path) and not os.path.exists(path):
                broken_links.append(path)
    return broken_links


if __name__ == "__main__":
    print(len({"seed": validate_symlinks, "walk": walk}[sys.argv[1]](sys.argv[2])))
