"""Random trees, and random plans for what lies in them."""

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step
from tests.faults.tree import Tree, snapshot

_ODD = (
    "ünïcode",
    "e\u0301",
    "\u202egpj.exe",
    "new\nline",
    "tab\there",
    "\u200b",
    "a\\b",
    "-rf",
    "~",
)


def seeded(*seeds: object) -> random.Random:
    return random.Random(repr(seeds))  # noqa: S311 (cases are to be repeatable, not secret)


def name(rng: random.Random, longest: int = 24) -> bytes:
    """Any name the kernel accepts: most of them short, some as long as a name can be."""
    kind = rng.random()
    if kind < 0.4:
        found = b"n%d" % rng.randrange(10_000)
    elif kind < 0.5:
        found = rng.choice(_ODD).encode() + b"%d" % rng.randrange(1000)
    else:
        length = 255 if kind > 0.97 and longest > 200 else rng.randint(1, min(longest, 255))
        found = rng.randbytes(length).replace(b"/", b"_").replace(b"\0", b"0")
    return b"x" if found in (b".", b"..") or found.startswith(b".cvlink-") else found


def text(rng: random.Random) -> bytes:
    """The text of a link: some lead somewhere, some nowhere, some are long."""
    if rng.random() < 0.1:
        return b"long/" * rng.randint(13, 200) + b"x"
    return b"../" * rng.randint(0, 3) + name(rng, 40)


def mode(rng: random.Random) -> int:
    """A mode that lets its owner work in the folder."""
    return 0o700 | rng.randrange(0o100) | rng.choice((0, 0, 0o1000, 0o2000))


def make_tree(rng: random.Random, root: bytes, links: int = 14) -> None:
    """Folders, links and files, at random."""
    os.makedirs(root, exist_ok=True)
    folders = [b""]
    for _ in range(5):
        base = rng.choice([f for f in folders if f.count(b"/") < 3])
        path = _free(rng, root, base)
        os.mkdir(os.path.join(root, path))
        os.chmod(os.path.join(root, path), mode(rng))
        folders.append(path)
    for _ in range(links):
        os.symlink(text(rng), os.path.join(root, _free(rng, root, rng.choice(folders))))
    for folder in (b"", *rng.sample(folders, 3)):
        path = os.path.join(root, _free(rng, root, folder))
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(fd, rng.randbytes(20))
        os.close(fd)


def _free(rng: random.Random, root: bytes, folder: bytes) -> bytes:
    while True:
        path = os.path.join(folder, name(rng))
        if not os.path.lexists(os.path.join(root, path)):
            return path


def make_plan(rng: random.Random, tree: Tree, steps: int = 12) -> Plan:
    """Steps of every action, in folders old, new and about to go."""
    used = set(tree)
    folders = [b"", *(path for path, node in tree.items() if node[0] == "dir")]
    going = _going(rng, tree, folders)
    staying = [folder for folder in folders if all(step.path != folder for step in going)]
    removed = {step.path for step in going}
    links = [p for p, node in tree.items() if node[0] == "link" and p not in removed]
    rng.shuffle(links)
    coming = _coming(rng, staying, used, max(steps // 3, 1))
    changed = [_changed(rng, path, tree[path][2]) for path in links[: steps // 2]]
    return Plan("a random plan", tuple(_merged(rng, going, coming, changed)))


def _going(rng: random.Random, tree: Tree, folders: Sequence[bytes]) -> list[Step]:
    """Steps that remove one folder with all that is in it, where that is only links."""
    for folder in rng.sample(folders[1:], len(folders) - 1):
        below = [path for path in tree if path == folder or path.startswith(folder + b"/")]
        if all(tree[path][0] in ("link", "dir") for path in below) and len(below) < 12:
            below.sort(key=lambda path: -path.count(b"/"))
            return [
                Step(p, Link(tree[p][2]) if tree[p][0] == "link" else Dir(), Absent())
                for p in sorted(below, key=lambda p: (tree[p][0] == "dir", -p.count(b"/")))
            ]
    return []


def _coming(
    rng: random.Random, folders: Sequence[bytes], used: set[bytes], count: int
) -> list[Step]:
    """Steps that make links, and folders for some of them."""
    places = list(folders)
    steps = []
    for _ in range(count):
        path = os.path.join(rng.choice(places), name(rng))
        while path in used or path.count(b"/") > 5:
            path = os.path.join(rng.choice(places), name(rng))
        used.add(path)
        folder = rng.random() < 0.35
        made = Dir(rng.choice((None, mode(rng)))) if folder else Link(text(rng))
        steps.append(Step(path, Absent(), made))
        if folder:
            places += [path, path]
    return steps


def _changed(rng: random.Random, path: bytes, old: bytes) -> Step:
    if rng.random() < 0.35:
        return Step(path, Link(old), Absent())
    return Step(path, Link(old), Link(old if rng.random() < 0.05 else text(rng)))


def _merged(rng: random.Random, *groups: list[Step]) -> Iterator[Step]:
    """All of the groups, shuffled together; each stays in its own order."""
    left = [list(reversed(group)) for group in groups if group]
    while left:
        group = rng.choice(left)
        yield group.pop()
        left = [group for group in left if group]


def identified(plan: Plan, root: bytes, tree: Tree | None = None) -> Plan:
    """The plan for exactly the links that lie there now: device and inode named."""
    tree = snapshot(root) if tree is None else tree
    device = os.stat(root).st_dev
    return replace(
        plan,
        steps=tuple(
            step._replace(before=step.before._replace(identity=(device, tree[step.path][1])))
            if isinstance(step.before, Link)
            else step
            for step in plan.steps
        ),
    )


def every_action(rng: random.Random, folder: bytes) -> tuple[Step, ...]:
    """Steps that make, change and remove in a folder and in `e` below it; both have `l -> t`."""
    return (
        Step(folder + b"/e/fresh", Absent(), Dir()),
        Step(folder + b"/e/fresh/m", Absent(), Link(b"t")),
        Step(folder + b"/e/n", Absent(), Link(b"t")),
        Step(folder + b"/e/l", Link(b"t"), rng.choice((Absent(), Link(b"u")))),
        Step(folder + b"/l", Link(b"t"), rng.choice((Absent(), Link(b"u")))),
        Step(folder + b"/k", Absent(), Link(b"t")),
    )
