"""The smallest mounts of random projects, made real: the kernel reaches what was promised."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from cvlink_gui.core.mounts import MountMap
from cvlink_gui.core.namespace import Verdict
from cvlink_gui.features.mounts.container import Container, Fate, counts
from cvlink_gui.features.mounts.maps import settled
from cvlink_gui.features.mounts.smallest import Solution, base_of, solve
from cvlink_gui.features.project import Project
from tests.mounts.comparing import UNSHARE, Compared
from tests.mounts.kernel import end_of
from tests.mounts.scenarios import scenario


def compare_plans(seeds: Iterable[int]) -> Iterator[Compared]:
    """For each seed a project, and the mounts for it, at its own paths and elsewhere."""
    program = [*UNSHARE, sys.executable, "-m", "tests.mounts.kernel"]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as kernel:
        assert kernel.stdin
        assert kernel.stdout
        for seed in seeds:
            with tempfile.TemporaryDirectory() as folder:
                made = scenario(seed, os.path.realpath(os.fsencode(folder)))
                project = _project(made.base, made.links)
                for way, at in (("same", b""), ("remap", b"/work")):
                    chosen = settled(project, MountMap((), at))
                    found = solve(project, chosen, way)
                    fates = list(Container(project, found.map).fates())
                    kernel.stdin.write(json.dumps(_wish(made.root, found, fates)) + "\n")
                    kernel.stdin.flush()
                    told = json.loads(kernel.stdout.readline())
                    yield _compared(f"seed {seed}, {way}", project, chosen, found, fates, told)
        kernel.stdin.close()


def _project(base: bytes, links: Iterable[bytes]) -> Project:
    """The folder of the machine with the most links in it, but for the machine itself."""
    tops = Counter(link[len(base) + 1 :].split(b"/")[0] for link in links if link.count(b"/") > 4)
    folders = [top for top, _ in tops.most_common() if os.path.isdir(base + b"/" + top)]
    real = [top for top in folders if not os.path.islink(base + b"/" + top)]
    project = Project.open(base + b"/" + real[0] if real else base)
    project.load()
    return project


def _wish(root: bytes, found: Solution, fates: Iterable[Fate]) -> dict[str, Any]:
    mounts = sorted(found.map.mounts, key=lambda m: len([p for p in m.place.split(b"/") if p]))
    return {
        "tree": os.fsdecode(root),
        "mounts": [[os.fsdecode(m.source), os.fsdecode(m.place)] for m in mounts],
        "paths": [os.fsdecode(fate.place) for fate in fates],
    }


def _compared(
    what: str,
    project: Project,
    chosen: MountMap,
    found: Solution,
    fates: list[Fate],
    told: dict[str, Any],
) -> Compared:
    compared = Compared()
    if any(told["mounts"]):
        compared.faults.append(f"{what}: {found.map.mounts}: {told['mounts']}")
        return compared
    for fate, end in zip(fates, told["ends"], strict=True):
        is_same = isinstance(end, list) and end == end_of(project.policy.absolute(fate.path))
        if is_same != (fate.verdict is Verdict.SAME):
            compared.faults.append(f"{what}: {fate}: the kernel says {end}")
        compared.outcomes[f"link: {fate.verdict}"] += 1
    before = base_of(project, chosen, found.way)
    first = counts(Container(project, before).fates())
    if first["same"] > found.counts["same"]:
        compared.faults.append(f"{what}: fewer links are alive than before")
    compared.faults += _spare(what, project, found, len(before.mounts))
    compared.outcomes["plan: mounts added"] += len(found.map.mounts) - len(before.mounts)
    return compared


def _spare(what: str, project: Project, found: Solution, own: int) -> Iterator[str]:
    """Mounts that could as well be left out."""
    for at in range(own, len(found.map.mounts)):
        fewer = (*found.map.mounts[:at], *found.map.mounts[at + 1 :])
        without = Container(project, replace(found.map, mounts=fewer))
        if counts(without.fates())["same"] >= found.counts["same"]:
            yield f"{what}: {found.map.mounts[at]} is not needed"
