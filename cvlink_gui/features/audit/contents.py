"""What lies behind the paths of a project, through any number of links, each folder read once.

Paths inside the root are followed in the scanned tree, the others on the disk. Whatever is reached
is named by its real place: a folder, and the names of images in it. So two splits share an image
if they share a folder and a name there, and no set of whole paths has to be made.
"""

import os
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from cvlink_gui.core import datasets
from cvlink_gui.core.datasets import IMAGE_SUFFIXES
from cvlink_gui.core.links import HOPS, NUL, Kind, Listing
from cvlink_gui.core.names import join
from cvlink_gui.features.audit.groups import Group, groups_of
from cvlink_gui.features.audit.stores import Stores
from cvlink_gui.features.project import Project
from cvlink_gui.fs.scan import Scanner

_TELLING, _IMAGES_TELLING = 3000, 64  # names looked at to tell the kind of a folder

Content = Mapping[bytes, frozenset[bytes]]  # real folder -> names of images in it
Place = tuple[bytes, bytes]  # real folder, name
Identity = tuple[int, int]  # device, inode


@dataclass(frozen=True)
class Folder:
    """One real folder: what it holds, and where its links lead."""

    path: bytes
    listing: Listing
    groups: list[Group]

    @cached_property
    def files(self) -> frozenset[bytes]:
        """Names of its own files."""
        return self._of_kind(Kind.FILE)

    @cached_property
    def images(self) -> frozenset[bytes]:
        """Names of its own files that are images by their suffix."""
        return frozenset(images_among(list(self.files)))

    @cached_property
    def folders(self) -> list[bytes]:
        """Names of its own sub-folders."""
        return self.listing.subfolders()

    @cached_property
    def names(self) -> frozenset[bytes]:
        """Names of files, its own and those its links lead to."""
        return self.files.union(*(group.files() for group in self.groups))

    @cached_property
    def broken(self) -> frozenset[bytes]:
        """Names of links that lead nowhere; whoever lists the folder sees them all the same."""
        return frozenset(group.links[at] for group in self.groups for at in group.unwell())

    @cached_property
    def subfolders(self) -> list[bytes]:
        """Names of folders, its own and those its links lead to, sorted."""
        linked = (
            link
            for group in self.groups
            if Kind.DIR in group.kinds
            for link, kind in zip(group.links, group.kinds, strict=True)
            if kind == Kind.DIR
        )
        return sorted([*self.folders, *linked])

    @cached_property
    def place(self) -> datasets.Place:
        """Names that tell of which kind it is: some images, and what is none."""
        names = self.names
        found = images_among(list(names))
        images = names if len(found) == len(names) else frozenset(found)
        others = sorted(names - images)[:_TELLING] if len(images) < len(names) else []
        in_order = (name for name in self.listing.names.split(NUL) if name in images)
        return datasets.Place((*islice(in_order, _IMAGES_TELLING), *others), tuple(self.subfolders))

    @cached_property
    def links(self) -> Mapping[bytes, tuple[bytes, bytes]]:
        """Text by name, as prefix and last part."""
        return {
            link: (group.prefix, name)
            for group in self.groups
            for link, name in zip(group.links, group.names, strict=True)
        }

    def _of_kind(self, kind: Kind) -> frozenset[bytes]:
        kinds, names = self.listing.kinds, self.listing.names.split(NUL)[:-1]
        if kinds.count(kind) == len(kinds):
            return frozenset(names)
        return frozenset(name for name, k in zip(names, kinds, strict=True) if k == kind)


@dataclass(frozen=True, slots=True)
class Ends:
    """Links of one group that end in one real folder, after as many hops.

    names  what they end at in `folder`, in the order of `links`; `b""` for the folder itself
    """

    folder: bytes
    links: list[bytes]
    names: list[bytes]
    hops: int

    def names_of(self, links: frozenset[bytes]) -> list[bytes]:
        """What some of the links end at."""
        return [name for link, name in zip(self.links, self.names, strict=True) if link in links]


def _further(folder: Folder, reached: Ends) -> tuple[dict[bytes, Ends], Ends]:
    """Those that have reached another link, by the common part of its text; and the others."""
    if folder.links.keys().isdisjoint(reached.names):
        return {}, reached
    further: dict[bytes, Ends] = {}
    rest = replace(reached, links=[], names=[])
    for link, name in zip(reached.links, reached.names, strict=True):
        into, after = rest, name
        if name in folder.links:
            text, after = folder.links[name]
            into = further.setdefault(text, Ends(b"", [], [], reached.hops + 1))
        into.links.append(link)
        into.names.append(after)
    return further, rest


class Contents:
    """The contents of folders of one project, remembered. Used by one audit, on one thread."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.stores = Stores(project)
        self._silent = project.storage.guard()
        self._scanner = Scanner(project.root, avoid=self._silent)
        self._folders: dict[bytes, Folder] = {}
        self._contents: dict[bytes, Content] = {}
        self._entered: dict[bytes, tuple[bytes, ...]] = {}
        self._images: dict[bytes, list[tuple[bytes, frozenset[bytes]]]] = {}
        self._below: dict[bytes, list[bytes]] = {}
        self._identified: set[bytes] = set()  # folders whose inodes have been met
        self._inodes: dict[Identity, Place] = {}
        self._twins: dict[Place, Identity] = {}
        self._shared: dict[tuple[int, int], list[Place]] = {}
        self._kept: list[Content] = []  # those asked for by their id(): it must stay theirs

    def real(self, path: bytes) -> bytes | None:
        """Where a path ends, as the project names it; None if nowhere."""
        return self.trail(path)[0]

    def trail(self, path: bytes) -> tuple[bytes | None, list[bytes]]:
        """Where a path ends, and the links followed on the way; None for too many of them.

        `..` goes up from where the links before it lead, as in the kernel.
        """
        done = b"/" if path.startswith(b"/") else b""
        parts = deque(_parts(path))
        followed: list[bytes] = []
        while parts:
            part = parts.popleft()
            if part == b"..":
                done = self._above(done)
                continue
            text = self._link_text(done, part)
            place = self.project.policy.inside(join(done, part))
            if text is None:
                done = place
                continue
            followed.append(place)
            if len(followed) > HOPS:
                return None, followed
            done = b"/" if text.startswith(b"/") else done
            parts.extendleft(reversed(_parts(text)))
        return self.project.policy.inside(done), followed

    def folder(self, path: bytes) -> Folder:
        """A folder by its real path; one that cannot be read holds nothing."""
        if path not in self._folders:
            listing = self._listing(path)
            self._folders[path] = Folder(path, listing, groups_of(self.project, listing))
        return self._folders[path]

    def behind(self, path: bytes) -> Content:
        """All images in and below a path, links to folders followed, each folder entered once."""
        end = self.real(path)
        if end is None:
            return {}
        if end not in self._contents:
            self._contents[end] = self._gather(end)
        return self._contents[end]

    def entered(self, path: bytes) -> tuple[bytes, ...]:
        """The real folders in and below a path, links to folders followed, each once."""
        end = self.real(path)
        if end is None:
            return ()
        if end not in self._entered:
            seen = dict.fromkeys([end])
            ahead = deque([end])
            while ahead:
                fresh = [path for path in self._next(ahead.popleft()) if path not in seen]
                seen |= dict.fromkeys(fresh)
                ahead.extend(fresh)
            self._entered[end] = tuple(seen)
        return self._entered[end]

    def ends(self, group: Group) -> Iterator[Ends]:
        """Where the links of a group end, chains followed; those that end nowhere are left out.

        Links are followed by the group, not one by one: a split of 118,287 links to links to
        images is three steps.
        """
        ahead = [(group.folder, group.prefix, Ends(b"", group.links, group.names, 1))]
        while ahead:
            folder, prefix, links = ahead.pop()
            real, followed = self.trail(join(folder, prefix))
            hops = links.hops + len(followed)
            if real is None or hops > HOPS:
                continue
            further, rest = _further(self.folder(real), replace(links, folder=real, hops=hops))
            if rest.links:
                yield rest
            ahead += [(real, text, after) for text, after in further.items()]

    def answers(self, path: bytes) -> bool:
        """False for a place on storage that does not answer: nothing there is to be asked."""
        return self._silent(self.project.policy.absolute(path)) is None

    def is_link(self, path: bytes) -> bool:
        """True for a link inside the root."""
        node = self.project.tree.find(path)
        return node is not None and self.project.tree.kind(node).is_link

    def is_folder(self, path: bytes) -> bool:
        """True for a real folder that can be read."""
        node = None if path.startswith(b"/") else self.project.tree.find(path)
        if node is not None:
            return self.project.tree.kind(node) is Kind.DIR
        return not path or not self.folder(path).listing.error

    def shared(self, one: Content, other: Content) -> list[Place]:
        """The images that are in both: one real path, or two names of one inode."""
        key = (id(one), id(other))
        if key not in self._shared:
            self._kept += [one, other]
            self._shared[key] = sorted({*_same_places(one, other), *self._same_inodes(one, other)})
        return self._shared[key]

    def _same_inodes(self, one: Content, other: Content) -> Iterator[Place]:
        for folder in (one.keys() | other.keys()) - self._identified:
            self._identified.add(folder)
            self._identify(folder)
        known = self._twins_in(one)
        for identity, place in self._twins_in(other).items():
            if identity in known:
                yield place

    def _twins_in(self, content: Content) -> Mapping[Identity, Place]:
        """The images of a content that have other names elsewhere, by device and inode."""
        return {
            identity: place
            for place, identity in self._twins.items()
            if place[1] in content.get(place[0], ())
        }

    def _identify(self, folder: bytes) -> None:
        """Meet the inodes of a folder, which its listing tells without a stat."""
        path = self.project.policy.absolute(folder)
        if not self.answers(path):
            return
        try:
            device = os.stat(path).st_dev
            with os.scandir(path) as found:
                for entry in found:
                    place, identity = (folder, entry.name), (device, entry.inode())
                    met = self._inodes.setdefault(identity, place)
                    if met != place:
                        self._twins[met] = self._twins[place] = identity
        except OSError:
            return  # a folder that went away since: the links into it are found broken

    def _listing(self, path: bytes) -> Listing:
        tree = self.project.tree
        node = None if path.startswith(b"/") else tree.find(path)
        if node is not None and tree.is_listed(node):
            return tree.listing(node)
        return self._scanner.judged(self._scanner.names(path))  # outside of the root

    def _link_text(self, folder: bytes, name: bytes) -> bytes | None:
        """The text of a link; None for what is none."""
        if folder.startswith(b"/"):
            path = join(folder, name)
            try:
                return os.readlink(path) if self.answers(path) else None
            except OSError:
                return None
        tree = self.project.tree
        node = tree.find(join(folder, name))
        return tree.target(node) or None if node is not None else None

    def _gather(self, end: bytes) -> Content:
        found: dict[bytes, frozenset[bytes]] = {}
        for folder in self.entered(end):
            for place, names in self._own_images(folder):
                if names:
                    found[place] = found[place] | names if place in found else names
        return found

    def _own_images(self, path: bytes) -> list[tuple[bytes, frozenset[bytes]]]:
        """The images of one folder, its own and those its links stand for, by real folder."""
        if path not in self._images:
            folder = self.folder(path)
            linked = [found for group in folder.groups for found in self._images_of(group)]
            self._images[path] = [(path, folder.images), *linked]
        return self._images[path]

    def _next(self, path: bytes) -> list[bytes]:
        """The folders one step below a folder, or behind its links; none nobody named."""
        if path not in self._below:
            folder = self.folder(path)
            below = [join(path, name) for name in folder.folders]
            linked = [real for group in folder.groups for real in self._folders_of(group)]
            self._below[path] = [*below, *filter(self._is_allowed, linked)]
        return self._below[path]

    def _images_of(self, group: Group) -> Iterator[tuple[bytes, frozenset[bytes]]]:
        """The images a group of links stands for, by real folder.

        An image is told by the name of the link: a content store has names without suffixes.
        """
        if Kind.FILE not in group.kinds:
            return
        images = images_among(group.links)
        kept = None if len(images) == len(group.links) else frozenset(images)
        found: dict[bytes, frozenset[bytes]] = {}
        for end in self.ends(group):
            names = end.names if kept is None else end.names_of(kept)
            files = self.folder(end.folder).files.intersection(names)
            found[end.folder] = found.get(end.folder, frozenset()) | files
        yield from found.items()

    def _folders_of(self, group: Group) -> Iterator[bytes]:
        """The folders a group of links leads to."""
        if Kind.DIR not in group.kinds:
            return
        for name, kind in zip(group.names, group.kinds, strict=True):
            real = self.real(join(group.folder, group.prefix + name)) if kind == Kind.DIR else None
            if real is not None:
                yield real

    def _above(self, path: bytes) -> bytes:
        policy = self.project.policy
        return policy.inside(os.path.dirname(policy.absolute(path)))

    def _is_allowed(self, path: bytes) -> bool:
        """False for places nobody named for this project: `/etc` is no data set."""
        policy = self.project.policy
        return not path.startswith(b"/") or policy.allows(path)


def images_among(names: list[bytes]) -> list[bytes]:
    """Those of some names that have the suffix of an image."""
    if names:  # in nearly every folder of images all have the same one
        suffix = os.path.splitext(names[0])[1]
        blob = NUL.join(names) + NUL
        if suffix.lower() in IMAGE_SUFFIXES and blob.count(suffix + NUL) == len(names):
            return names
    return [name for name in names if name.lower().endswith(IMAGE_SUFFIXES)]


def _same_places(one: Content, other: Content) -> Iterator[Place]:
    for folder in one.keys() & other.keys():
        yield from ((folder, name) for name in one[folder] & other[folder])


def _parts(path: bytes) -> list[bytes]:
    return [part for part in path.split(b"/") if part not in (b"", b".")]
