"""Scenarios told by the simulation and by the kernel, compared path by path."""

import errno
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cvlink_gui.core.links import Kind
from cvlink_gui.core.mounts import Mount
from cvlink_gui.core.namespace import End, Namespace, Stop, Unfit, judged
from cvlink_gui.core.plan import Found
from cvlink_gui.fs.looking import look_anywhere
from cvlink_gui.fs.looks import Looks
from tests.mounts.kernel import end_of
from tests.mounts.scenarios import Scenario, scenario

UNSHARE = ("unshare", "--mount", "--propagation", "private")
_STOPS = {Stop.MISSING: errno.ENOENT, Stop.NOT_A_DIR: errno.ENOTDIR, Stop.LOOP: errno.ELOOP}


@dataclass
class Compared:
    """One scenario: how many paths by outcome, and where the two disagree."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def why_not() -> str:
    """Why no mount namespace can be made here; "" where one can."""
    made = subprocess.run([*UNSHARE, "true"], capture_output=True, text=True)
    return "" if made.returncode == 0 else made.stderr.strip() or "unshare is refused"


def compare(seeds: Iterable[int]) -> Iterator[Compared]:
    """Scenario by scenario, each in a folder of its own."""
    program = [*UNSHARE, sys.executable, "-m", "tests.mounts.kernel"]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as kernel:
        assert kernel.stdin
        assert kernel.stdout
        for seed in seeds:
            with tempfile.TemporaryDirectory() as folder:
                made = scenario(seed, os.path.realpath(os.fsencode(folder)))
                asked = sorted(made.mounts, key=_depth)
                wish = {
                    "tree": os.fsdecode(made.root),
                    "mounts": [[os.fsdecode(s), os.fsdecode(p)] for s, p in asked],
                    "paths": [os.fsdecode(path) for path in made.paths],
                }
                kernel.stdin.write(json.dumps(wish) + "\n")
                kernel.stdin.flush()
                yield _compared(seed, made, asked, json.loads(kernel.stdout.readline()))
        kernel.stdin.close()


def _depth(mount: tuple[bytes, bytes]) -> int:
    return len([part for part in mount[1].split(b"/") if part])


def _compared(
    seed: int, made: Scenario, asked: list[tuple[bytes, bytes]], told: dict[str, Any]
) -> Compared:
    found = Compared()
    looks = Looks(made.base, _look)
    inside, outside = Namespace(looks, ()), Namespace.of_host(looks)
    for (source, place), said in zip(asked, told["mounts"], strict=True):
        if said == "made":
            found.outcomes["mount: left out, its place would have to be made on the host"] += 1
            continue
        error = 0
        try:
            inside.mount(Mount(os.path.realpath(source), place))
        except Unfit:
            error = 1
        found.outcomes["mount: refused by both" if error else "mount: made"] += 1
        if bool(error) != bool(said):
            found.faults.append(f"seed {seed}: mount {source!r} at {place!r}: {said} not {error}")
    for path, end in zip(made.paths, told["ends"], strict=True):
        _compare_path(seed, found, (inside, outside), made, path, end, told["device"])
    return found


def _compare_path(
    seed: int,
    found: Compared,
    namespaces: tuple[Namespace, Namespace],
    made: Scenario,
    path: bytes,
    kernel: "list[int] | int",
    device: int,
) -> None:
    inside = namespaces[0]
    whole = inside.follow(path)
    for end in (whole, _by_its_folder(inside, path)):
        if end is not None and _as_kernel(end, device) != _known(kernel, device):
            found.faults.append(f"seed {seed}: {path!r}: {kernel} not {end}")
    found.outcomes[_outcome(whole)] += 1
    _compare_verdict(seed, found, namespaces, made, path, kernel)


def _by_its_folder(inside: Namespace, path: bytes) -> End | None:
    """The same path as a link's text, from where its folder lies: the quick way of many links."""
    folder, _, name = path.rpartition(b"/")
    if not folder or name in (b"", b".", b".."):
        return None
    above = inside.follow(folder)
    is_folder = above.stop is None and above.kind is Kind.DIR
    return inside.enter(above.place, name, above.turns) if is_folder else None


def _compare_verdict(
    seed: int,
    found: Compared,
    namespaces: tuple[Namespace, Namespace],
    made: Scenario,
    path: bytes,
    kernel: "list[int] | int",
) -> None:
    """The verdict `same` is that of device and inode, for a path that is one here too."""
    inside, outside = namespaces
    verdict = judged(inside.follow(path), outside.follow(path), os.path.samefile)
    same = isinstance(kernel, list) and kernel == end_of(path)
    if same != (verdict == "same"):
        found.faults.append(f"seed {seed}: {path!r}: {verdict}, yet the kernel says {same}")


def _as_kernel(end: End, device: int) -> "list[int] | int":
    if end.stop is Stop.IMAGE or (end.stop is None and end.host is None):
        return [device]
    if end.stop is not None:
        return _STOPS[end.stop]
    assert end.host is not None
    there = os.stat(end.host)
    return [there.st_dev, there.st_ino]


def _known(kernel: "list[int] | int", device: int) -> "list[int] | int":
    """Of what lies in the image only the device is compared: its inodes are nowhere here."""
    return [device] if isinstance(kernel, list) and kernel[0] == device else kernel


def _outcome(end: End) -> str:
    if end.stop is not None:
        return f"path: {end.stop}"
    return "path: a folder on the way to a mount" if end.host is None else f"path: {end.kind.name}"


def _look(path: bytes) -> Found:
    return look_anywhere(b"/", path)
