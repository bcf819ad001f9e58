"""Real file systems of other kinds, each mounted in a mount namespace of its own. Needs root.

Where the kernel has no driver, the one for FUSE is used.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_MOUNT = {
    "tmpfs": "mount -t tmpfs none m",
    "vfat": (
        "truncate -s 8M i && mkfs.vfat i && { mount -t vfat -o loop i m || fusefat -o rw+ i m; }"
    ),
    "exfat": (
        "truncate -s 16M i && mkfs.exfat i && loop=$(losetup -f --show i) && "
        "{ mount -t exfat $loop m || mount.exfat-fuse $loop m; }; "
        "losetup -d $loop; mountpoint -q m"  # the loop goes with the mount
    ),
    "ntfs that ignores case": (
        "truncate -s 16M i && mkfs.ntfs -F -q i && lowntfs-3g -o ignore_case i m"
    ),
}
_TOOLS = {
    "vfat": ("mkfs.vfat",),
    "exfat": ("mkfs.exfat", "losetup"),
    "ntfs that ignores case": ("mkfs.ntfs", "lowntfs-3g"),
}
_SKIP = 75  # exit code: could not be mounted here


def on_volume(kind: str, folder: Path, code: str, *, then: str = "true"):
    """Run Python code with the volume's path as `volume`; gives what it puts into `result`.

    then  shell words that are done after mounting, in the folder above the mount point `m`
    """
    if os.geteuid() != 0:
        pytest.skip("mounting needs root")
    for tool in ("unshare", *_TOOLS.get(kind, ())):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    own_mounts = ["unshare", "-m", "--propagation", "private", "true"]
    if subprocess.run(own_mounts, capture_output=True).returncode:
        pytest.skip("no mount namespace of our own here")
    program = (
        f"import json\nvolume = {os.fsencode(folder / 'm')!r}\n{code}\nprint(json.dumps(result))"
    )
    words = (
        f"cd '{folder}' && mkdir m && {{ {{ {_MOUNT[kind]}; }} >log 2>&1 && {{ {then}; }} "
        f"|| exit {_SKIP}; }}; cd '{_ROOT}' && '{sys.executable}' -c \"$PROGRAM\"; "
        f"code=$?; umount '{folder}/m'; exit $code"
    )
    done = subprocess.run(
        ["unshare", "-m", "--propagation", "private", "sh", "-c", words],
        env={**os.environ, "PROGRAM": program},
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode == _SKIP:
        log = folder / "log"
        why = log.read_text(errors="replace") if log.exists() else done.stderr
        pytest.skip(f"{kind} cannot be mounted here: {why.strip()[-120:]}")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
