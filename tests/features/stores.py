"""What DVC, git-annex and others leave on a disk: made by hand, or by the programs themselves."""

import hashlib
import json
import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from cvlink_gui.core.findings import Finding
from cvlink_gui.features.audit import Audit, Request, audit
from cvlink_gui.features.project import Project


def audited(root: bytes, request: Request | None = None) -> Audit:
    project = Project.open(root)
    project.load()
    return audit(project, request)


def found(root: bytes, rule: str, request: Request | None = None) -> list[Finding]:
    return [f for f in audited(root, request).findings if f.rule == rule]


def rules(root: bytes, request: Request | None = None) -> set[str]:
    return {f.rule for f in audited(root, request).findings}


def write(root: bytes, path: str, data: str | bytes) -> bytes:
    """A file below a folder, its folders made; what was there is replaced, not written through."""
    full = os.path.join(root, os.fsencode(path))
    os.makedirs(os.path.dirname(full), exist_ok=True)
    if os.path.lexists(full):
        os.unlink(full)
    with open(full, "wb") as file:
        file.write(data.encode() if isinstance(data, str) else data)
    return full


def md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def keep(root: bytes, number: str, data: bytes, cache: str = ".dvc/cache/files/md5") -> bytes:
    """An object in the cache of DVC; its path."""
    return write(root, f"{cache}/{number[:2]}/{number[2:]}", data)


def dvc_add(
    root: bytes, folder: str, files: dict[str, bytes], *, links: bool = True, hard: bool = False
) -> str:
    """What `dvc add FOLDER` leaves, with cache.type symlink, copy or hardlink; its list's hash."""
    os.makedirs(root + b"/.dvc", exist_ok=True)
    for name, data in files.items():
        kept = keep(root, md5(data), data)
        full = write(root, f"{folder}/{name}", data)
        if links or hard:
            os.unlink(full)
            (os.link if hard else os.symlink)(kept, full)
    listed = json.dumps([{"md5": md5(d), "relpath": n} for n, d in sorted(files.items())]).encode()
    number = md5(listed) + ".dir"
    keep(root, number, listed)
    size = sum(map(len, files.values()))
    write(
        root,
        f"{folder}.dvc",
        f"outs:\n- md5: {number}\n  size: {size}\n  nfiles: {len(files)}\n  hash: md5\n"
        f"  path: {os.path.basename(folder)}\n",
    )
    return number


def dvc(root: bytes, *words: str) -> str:
    """What the real DVC says; skips the test where it is not installed."""
    if find_spec("dvc") is None:
        pytest.skip("dvc is not installed: pip install cvlink-gui[stores]")
    return run(root, sys.executable, "-m", "dvc", *words)


def run(root: bytes, *command: str) -> str:
    own = {
        "DVC_NO_ANALYTICS": "1",
        "PATH": os.path.dirname(sys.executable) + ":" + os.environ["PATH"],
    }
    result = subprocess.run(command, cwd=root, capture_output=True, env=os.environ | own, text=True)
    assert result.returncode == 0, (command, result.stdout, result.stderr)
    return result.stdout
