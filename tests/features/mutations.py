"""Random changes to a project and around it, and a warm scan against a fresh one after each.

    python -m tests.features.mutations FOLDER SEED ROUNDS [nobody] [mounts]

nobody  as a user to whom permissions mean something
mounts  folders and files are mounted over others as well: in a mount namespace of one's own
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from importlib import import_module
from pathlib import Path
from random import Random

from cvlink_gui.core.bundle import Bundle, bundle
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.links import Health
from cvlink_gui.core.names import join
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.survey import Survey
from cvlink_gui.fs import stamps
from cvlink_gui.fs.scan import Scanner, scan

GRAIN = 15_000_000  # ns; the clocks of these file systems are at least so fine
NAMES = (b"a", b"b", b"c", b"d", b"e", b"f.jpg", b"g.jpg", b"h\xff", b"i..")
ODD_TEXTS = (b".", b"..", b"../..", b"x/", b"/", b"//", b"a/b/..")
MODES = (0o755, 0o755, 0o755, 0, 0o444, 0o111, 0o555)
UNHEALTHY = (Health.MISSING, Health.NOT_A_DIR, Health.LOOP)  # what GNU find calls broken


class InThisProcess(Survey):
    """Reads without helpers: a user without rights may not be able to start Python again."""

    def _read(
        self,
        folders: Collection[bytes],
        helpers: int,
        cancelled: Callable[[], bool],
        known: Collection[bytes] = (),
    ) -> Iterator[Bundle]:
        del helpers, cancelled
        scanner = Scanner(self.root)
        ahead = list(folders)
        while ahead:
            listing = scanner.judged(scanner.names(ahead.pop(0)))
            below = [join(listing.folder, name) for name in listing.subfolders()]
            ahead += [folder for folder in below if folder not in known]
            yield bundle([listing])


class World:
    """A project, a folder outside of it, and what may happen to both."""

    def __init__(self, folder: bytes, random: Random, *, mounts: bool) -> None:
        self.root, self.outside, self.aside = (join(folder, n) for n in (b"root", b"out", b"aside"))
        self.random = random
        self.mounted: list[bytes] = []
        self._changes: list[Callable[[], object]] = [self.make] * 6
        self._changes += [self.remove, self.remove, self.move, self.move, self.retarget]
        self._changes += [self.retarget, self.replace_folder, self.exchange, self.hide_in_time]
        self._changes += [self.folder_becomes_link, self.change_mode, self.change_mode]
        self._changes += [self.bind, self.bind, self.mount_empty] if mounts else []
        os.mkdir(self.root)
        os.mkdir(self.outside)
        for _ in range(200):
            self.happen(self.make)

    def change(self) -> str:
        """Let something happen; its name."""
        return self.happen(self.random.choice(self._changes))

    def happen(self, change: Callable[[], object]) -> str:
        try:
            return f"{change.__name__} {change() or ''}"
        except (OSError, shutil.Error, RecursionError) as error:
            return f"{change.__name__} failed: {type(error).__name__}"

    def folder(self) -> bytes:
        """Any folder, mostly in the project."""
        place = self.root if self.random.random() < 0.75 else self.outside
        while self.random.random() < 0.75:
            with contextlib.suppress(OSError), os.scandir(place) as found:
                below = sorted(e.name for e in found if e.is_dir(follow_symlinks=False))
                if below:
                    place = join(place, self.random.choice(below))
                    continue
            break
        return place

    def entry(self, folder: bytes | None = None) -> bytes:
        """Anything in any folder; OSError if it is empty."""
        folder = folder or self.folder()
        names = sorted(os.listdir(folder))
        if not names:
            raise FileNotFoundError(folder)
        return join(folder, self.random.choice(names))

    def file(self) -> bytes:
        """A file, FIFO or the like; OSError if none is met by chance."""
        entries = [place for _ in range(20) if not os.path.isdir(place := self.entry())]
        files = [place for place in entries if not os.path.islink(place)]
        if not files:
            raise FileNotFoundError("by chance")
        return files[0]

    def text(self, folder: bytes) -> bytes:
        """A text for a link in a folder: to something, as a rule."""
        target = join(self.folder(), self.random.choice(NAMES))
        with contextlib.suppress(OSError):
            target = self.entry() if self.random.random() < 0.8 else self.folder()
        if self.random.random() < 0.3:
            return target
        text = os.path.relpath(target, folder)
        odd = self.random.randrange(20)
        if odd < 6:
            name = self.random.choice(NAMES)
            ways = (text + b"/..", name + b"/../" + text, text + b"/", b"./" + text)
            return (*ways, join(text, name), self.random.choice(ODD_TEXTS))[odd]
        return text

    def make(self) -> bytes:
        folder = self.folder()
        place, kind = join(folder, self.random.choice(NAMES)), self.random.randrange(10)
        if kind < 3:
            os.mkdir(place)
        elif kind == 3:
            os.mkfifo(place)
        elif kind == 4:
            Path(os.fsdecode(place)).touch(exist_ok=False)
        elif kind == 5:
            self.many_links(folder)
        else:
            os.symlink(self.text(folder), place)
        return place

    def many_links(self, folder: bytes) -> None:
        """So many into one folder that its stamp has to speak for them."""
        into = self.folder()
        for number in self.random.sample(range(40), 20):
            target = join(into, self.random.choice((*NAMES, b"m1", b"m2")))
            os.symlink(target, join(folder, b"m%d" % number))

    def remove(self) -> bytes:
        place = self.entry()
        if os.path.isdir(place) and not os.path.islink(place):
            self.keep_mounts(place)
            shutil.rmtree(place)
        else:
            os.unlink(place)
        return place

    def move(self) -> bytes:
        place, there = self.entry(), join(self.folder(), self.random.choice(NAMES))
        if os.path.lexists(there):
            raise FileExistsError(there)
        os.rename(place, there)
        return place + b" -> " + there

    def retarget(self) -> bytes:
        links = [place for _ in range(10) if os.path.islink(place := self.entry())]
        os.unlink(links[0]) if links else None
        os.symlink(self.text(os.path.dirname(links[0])), links[0]) if links else None
        return links[0] if links else b""

    def replace_folder(self) -> bytes:
        """By one with the same name, content and times."""
        place = self.folder()
        self.keep_mounts(place)
        if sum(len(files) + len(folders) for _, folders, files in os.walk(place)) > 300:
            raise OSError("too large")  # the world is not to grow without end
        old = place + b".old"
        os.rename(place, old)
        shutil.copytree(old, place, symlinks=True)
        shutil.copystat(old, place)
        return place

    def exchange(self) -> bytes:
        one, other = self.folder(), self.folder()
        self.keep_mounts(one)
        self.keep_mounts(other)
        os.rename(one, self.aside)
        try:
            os.rename(other, one)
        except OSError:
            os.rename(self.aside, one)
            raise
        os.rename(self.aside, other)
        return one + b" <-> " + other

    def hide_in_time(self) -> bytes:
        """A change, and the time of change set back, as far as that can be done."""
        folder = self.folder()
        before = os.stat(folder)
        place = join(folder, self.random.choice(NAMES))
        if os.path.isfile(place) or os.path.islink(place):
            os.unlink(place)
        else:
            os.symlink(self.text(folder), place)
        os.utime(folder, ns=(before.st_atime_ns, before.st_mtime_ns))
        return place

    def folder_becomes_link(self) -> bytes:
        place, there = self.folder(), join(self.outside, b"moved%d" % self.random.randrange(1000))
        self.keep_mounts(place)
        os.rename(place, there)
        os.symlink(there, place)
        return place

    def change_mode(self) -> bytes:
        place = self.folder()
        if place == self.root:  # a project that cannot be read is none
            return b""
        mode = self.random.choice(MODES)
        os.chmod(place, mode)
        return b"%o " % mode + place

    def keep_mounts(self, place: bytes) -> None:
        """OSError for the roots, and where something is mounted, as the kernel has it."""
        if place in (self.root, self.outside) or any(
            (point + b"/").startswith(place + b"/") for point in self.mounted
        ):
            raise OSError("busy")

    def bind(self) -> bytes:
        """Mount a folder over a folder, a file over a file; or take a mount away."""
        if self.mounted and self.random.random() < 0.5:
            self.unmount(point := self.mounted.pop(self.random.randrange(len(self.mounted))))
            return b"off " + point
        source, point = self.folder(), self.folder()
        if self.random.random() < 0.3:
            source, point = self.file(), self.file()
        self.mount("--bind", source, point)
        return source + b" on " + point

    def mount_empty(self) -> bytes:
        point = self.folder()
        self.mount("-t", "tmpfs", b"none", point)
        return point

    def mount(self, *words: str | bytes) -> None:
        point = os.fsencode(words[-1])
        if point in (self.root, self.outside) or len(self.mounted) > 3:
            raise OSError("the world itself, or enough of it")
        done = subprocess.run(["mount", *words], stderr=subprocess.DEVNULL)
        if done.returncode:
            raise OSError("not mounted")
        self.mounted.append(point)

    def unmount(self, point: bytes) -> None:
        subprocess.run(["umount", "-l", point], stderr=subprocess.DEVNULL)

    def end(self) -> None:
        for point in reversed(self.mounted):
            self.unmount(point)


def content(tree: LinkTree) -> dict[bytes, object]:
    """All a tree says, by path."""
    found: dict[bytes, object] = {
        tree.path(node): (tree.entry(node), tree.totals(node), tree.error(node))
        for node in [ROOT, *tree.walk()]
    }
    reaches = {b"reached from " + folder: set(p) for folder, p in tree.relations.items()}
    return found | reaches


def warm(root: bytes) -> tuple[LinkTree, int]:
    """The tree by an index and what had to be read again: how many folders that were."""
    survey = InThisProcess.open(root)
    survey.known()
    read = 0
    for batch in survey.scan():
        survey.take_all(batch)
        read += len(batch)
    survey.keep(always=True)
    return survey.tree, read


def fresh(root: bytes) -> LinkTree:
    tree = LinkTree()
    for listing in scan(root):
        tree.put(listing)
    return tree


def broken_for_find(root: bytes) -> set[bytes]:
    done = subprocess.run(["find", root, "-xtype", "l", "-print0"], capture_output=True)
    return set(done.stdout.split(b"\0")[:-1])


def differences(world: World, *, with_find: bool) -> tuple[list[str], int]:
    """What the warm scan says otherwise than the others, and how many folders it read."""
    tree, read = warm(world.root)
    one, other = content(tree), content(fresh(world.root))
    lines = [
        f"{path!r}: {one.get(path)} but fresh {other.get(path)}"
        for path in sorted(one.keys() | other.keys())
        if one.get(path) != other.get(path)
    ]
    bad = {join(world.root, p): h for p, h in zip(*_unwell(tree), strict=True)}
    if with_find:
        found = broken_for_find(world.root)
        # It shows no link whose text goes round in a circle, and those it may not follow.
        ours = {path for path, health in bad.items() if health in UNHEALTHY[:2]}
        lines += [f"{path!r}: not so for find" for path in ours - found]
        lines += [f"{path!r}: only for find" for path in found - bad.keys()]
    return lines, read


def _unwell(tree: LinkTree) -> tuple[list[bytes], list[Health]]:
    nodes = tree.unwell()
    return tree.paths(nodes), [tree.health(node) for node in nodes]


def run(world: World, rounds: int, *, with_find: bool) -> tuple[int, int]:
    """So many rounds of changes; how many read nothing again, and the folders read in all."""
    idle = total = 0
    for number in range(rounds):
        changes = [world.change() for _ in range(world.random.choice((0, 1, 1, 1, 2, 5)))]
        if world.random.random() < 0.8:  # else the folders are too young to have a stamp
            time.sleep(1.5 * GRAIN / 1e9)
        lines, read = differences(world, with_find=with_find)
        if lines:
            sys.exit("\n".join([f"round {number}: {changes}", *lines[:20]]))
        idle += not read
        total += read
    return idle, total


def main() -> None:
    """The program: prints how many rounds read nothing, and how many folders were read."""
    folder, seed, rounds, *words = sys.argv[1:]
    os.environ["CVLINK_NATIVE"] = "0"  # the compiled twin has the grain built in
    stamps.GRAIN = GRAIN
    home = os.fsencode(folder)
    for name in ("cvlink_gui.fs.proving", "concurrent.futures.thread"):
        import_module(name)  # where Python is may be out of reach soon
    if "nobody" in words:
        os.chown(home, 65534, 65534)
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    os.environ["XDG_CACHE_HOME"] = os.fsdecode(join(home, b"cache"))
    world = World(home, Random(int(seed)), mounts="mounts" in words)  # noqa: S311 (a test's)
    try:
        # A folder mounted below itself is a circle to find, and it does not go in.
        idle, total = run(world, int(rounds), with_find="mounts" not in words)
        sys.stdout.write(f"{idle} {total}\n")
    finally:
        world.end()


if __name__ == "__main__":
    main()
