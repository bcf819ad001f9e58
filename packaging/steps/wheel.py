"""The sdist, and the wheel built from what the sdist holds, so that neither can lack a thing."""

import os
import tempfile
from pathlib import Path

from steps import tools


def make(out: Path) -> list[Path]:
    """Both, into a folder; the wheel has the compiled scan where a compiler is there."""
    python = tools.python_of(tools.locked_environment("bundle"))
    hatchling = [python, "-m", "hatchling", "build"]
    tools.run([*hatchling, "-t", "sdist", "-d", out])
    sdist = out / f"cvlink_gui-{tools.version()}.tar.gz"
    with tempfile.TemporaryDirectory() as folder:
        tools.run(["tar", "-xzf", sdist, "-C", folder])
        source = Path(folder) / sdist.name.removesuffix(".tar.gz")
        made = Path(folder) / "made"
        tools.run([*hatchling, "-t", "wheel", "-d", made], cwd=source)
        (wheel,) = made.glob("*.whl")
        return [sdist, _moved(wheel, out)]


def _moved(path: Path, folder: Path) -> Path:
    target = folder / path.name
    target.write_bytes(path.read_bytes())
    os.utime(target, (tools.epoch(), tools.epoch()))
    return target
