"""Draws the pictures of the documents: `python packaging/pictures.py [--check]`.

The window is drawn without a display and is the same to the byte each time, so a picture that
differs from the program's own is stale; `--check` says which, and exits 1.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cvlink_gui.features.sample import create_sample

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
SAMPLE = Path(tempfile.gettempdir()) / "cvlink-pictures" / "street"
SHOTS: dict[str, tuple[str, ...]] = {
    "window-light.png": ("--theme", "light", "--select", "experiments/faulty/val"),
    "window-dark.png": ("--theme", "dark", "--select", "experiments/faulty/train"),
    "window-tr.png": ("--theme", "light", "--language", "tr", "--select", "data/splits/v2"),
}


def draw(name: str, words: tuple[str, ...], folder: Path) -> Path:
    """Draw one picture into a folder."""
    file = folder / name
    command = [sys.executable, "-m", "cvlink_gui", str(SAMPLE), "--screenshot", str(file)]
    settings = {"XDG_CONFIG_HOME": str(SAMPLE.parent), "XDG_STATE_HOME": str(SAMPLE.parent)}
    environment = {**os.environ, **settings, "LC_ALL": "C.UTF-8"}
    subprocess.run([*command, *words], check=True, env=environment)
    return file


def main() -> int:
    """Draw all, or check that all are fresh; returns an exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    shutil.rmtree(SAMPLE.parent, ignore_errors=True)
    SAMPLE.parent.mkdir(parents=True)
    create_sample(os.fsencode(SAMPLE))
    stale = []
    for name, words in SHOTS.items():
        fresh = draw(name, words, SAMPLE.parent)
        if check and fresh.read_bytes() != (PICTURES / name).read_bytes():
            stale.append(name)
        elif not check:
            shutil.copyfile(fresh, PICTURES / name)
    shutil.rmtree(SAMPLE.parent)
    for name in stale:
        sys.stderr.write(f"{name} is not what the program draws; run packaging/pictures.py\n")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
