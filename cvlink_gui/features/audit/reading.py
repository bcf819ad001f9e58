"""What a deep audit reads of files: each once, however many rules and experiments ask for it."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.images import what_is_wrong
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.plan import KEPT
from cvlink_gui.core.said import Said, say
from cvlink_gui.core.settings import DECODE
from cvlink_gui.features.audit.contents import Content, Contents, Place
from cvlink_gui.features.audit.request import Request
from cvlink_gui.features.audit.sentences import SILENT
from cvlink_gui.fs import decoding
from cvlink_gui.fs.hashing import Cancelled, Hashes, ends, stamp_of
from cvlink_gui.fs.remembered import keep, recall
from cvlink_gui.fs.together import each

CANCELLED = say("the audit was cancelled before all was read")
_STRONG = "sha256"
_AT_ONCE = 32  # files read before it is asked whether to go on
_Files = tuple[int, list[list[Place]]]  # a size, and files of it by inode, each with its names


@dataclass(frozen=True, slots=True)
class Alike:
    """Files with the same bytes: their places by inode, so that hard links are one."""

    size: int
    places: tuple[tuple[Place, ...], ...]


class Reading:
    """The bytes of one project's files; calls raise Cancelled once the request is.

    decodes         images are decoded whole; misses_decoder: they are to be, and cannot be
    """

    def __init__(self, contents: Contents, request: Request) -> None:
        self.hashes = recall(request.cancelled) if request.deep else Hashes(request.cancelled)
        wants = request.deep and contents.project.settings[DECODE]
        self.decodes = wants and decoding.can_decode()
        self.misses_decoder = wants and not self.decodes
        self._contents = contents
        self.request = request
        self._wrong: dict[Place, Said] = {}
        self._more: dict[bytes, frozenset[bytes]] = {}

    def wrong_images(self, folder: bytes, names: Iterable[bytes]) -> Iterator[tuple[bytes, Said]]:
        """(path, what is wrong) of the images in a real folder."""
        full = self._contents.project.policy.absolute(folder)
        if not self._contents.answers(full):
            yield folder, SILENT
            return
        for name in sorted(names):
            place = folder, name
            if place not in self._wrong:
                if self.request.cancelled():
                    raise Cancelled
                self._wrong[place] = _look(join(full, name), decode=self.decodes)
            if self._wrong[place]:
                yield join(folder, name), self._wrong[place]

    def keep(self) -> None:
        """Keep the hashes for the next run."""
        keep(self.hashes)

    def include(self, content: Content) -> None:
        """Images to compare beside the files of the project, before `alike` is asked for."""
        for folder, names in content.items():
            known = self._more.get(folder, names)
            self._more[folder] = known if known is names else known | names

    @cached_property
    def alike(self) -> list[Alike]:
        """All files with equal bytes: by size, then by both ends, then by all bytes."""
        by_size: defaultdict[int, dict[tuple[int, int], list[Place]]] = defaultdict(dict)
        more = ((folder, name) for folder, names in self._more.items() for name in names)
        places = sorted({*more, *self._own()})
        silent = {f for f in {folder for folder, _ in places} if not self._contents.answers(f)}
        for place in places:
            self._pause()
            if place[0] in silent:
                continue  # told of by the rule on damaged images
            try:
                device, inode, size, _ = stamp_of(self._full(place))
            except OSError:
                continue  # it went away since: the links to it are found broken
            if size:
                by_size[size].setdefault((device, inode), []).append(place)
        several = [(size, list(files.values())) for size, files in sorted(by_size.items())]
        sets = [(size, files) for size, files in several if len(files) > 1]
        for key in (_ends_of, lambda path: self.hashes.of(path, _STRONG)):
            sets = self._parted(sets, key)
        return [Alike(size, tuple(map(tuple, files))) for size, files in sets]

    def _parted(self, sets: list[_Files], key: Callable[[bytes], str]) -> list[_Files]:
        """The sets of two files and more for which something is the same as well.

        Files are read on several threads where reading them takes a while.
        """
        by_key: defaultdict[tuple[int, str], list[list[Place]]] = defaultdict(list)
        rows = [(at, places) for at, (_, files) in enumerate(sets) for places in files]
        for begin in range(0, len(rows), _AT_ONCE):
            self._pause()
            portion = rows[begin : begin + _AT_ONCE]
            words = say("Equal files: {path}", path=shown(join(*portion[0][1][0])))
            self.request.progress(words, begin / len(rows))
            keys = each(lambda row: _key_or_none(key, self._full(row[1][0])), portion)
            for (at, places), found in zip(portion, keys, strict=True):
                if found is not None:
                    by_key[at, found].append(places)
        return [(sets[at][0], same) for (at, _), same in by_key.items() if len(same) > 1]

    def _pause(self) -> None:
        if self.request.cancelled():
            raise Cancelled

    def _full(self, place: Place) -> bytes:
        return self._contents.project.policy.absolute(join(*place))

    def _own(self) -> Iterator[Place]:
        """The regular files of the project, but for those of git, and those that are kept."""
        if self.request.only:
            return
        tree = self._contents.project.tree
        for node in (ROOT, *tree.folders()):
            folder = tree.path(node)
            parts = folder.split(b"/")
            if b".git" in parts or any(part.startswith(KEPT) for part in parts):
                continue
            for child in tree.children(node):
                if tree.kind(child) is Kind.FILE:
                    yield folder, tree.name(child)


def _look(path: bytes, *, decode: bool) -> Said:
    try:
        found = ends(path)
        wrong = what_is_wrong(found.size, found.first, found.last)
        return decoding.undecodable(path) if decode and not wrong else wrong
    except OSError as error:
        return say("it cannot be read: {why}", why=os.strerror(error.errno or 0))


def _key_or_none(key: Callable[[bytes], str], path: bytes) -> str | None:
    """None for what cannot be read: the images among them are told of by another rule."""
    try:
        return key(path)
    except OSError:
        return None


def _ends_of(path: bytes) -> str:
    found = ends(path)
    return hashlib.sha256(found.first + found.last, usedforsecurity=False).hexdigest()
