"""What lies behind the paths of a project, through any number of links, each folder read once.

Paths inside the root are followed in the scanned tree, the others on the disk. Whatever is reached
is named by its real place: a folder, and the names of images in it. So two splits share an image
if they share a folder and a name there, and no set of whole paths has to be made.
"""

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from cvlink_gui.core.datasets import IMAGE_SUFFIXES
from cvlink_gui.core.links import HOPS, NUL, Health, Kind, Listing
from cvlink_gui.core.names import join, parent
from cvlink_gui.features.audit.files import Files
from cvlink_gui.features.audit.folders import Folder
from cvlink_gui.features.audit.groups import Group, groups_of
from cvlink_gui.features.audit.stores import Stores
from cvlink_gui.features.project import Project
from cvlink_gui.fs.crossing import must_answer
from cvlink_gui.fs.scan import Scanner

_KNOWN = (*IMAGE_SUFFIXES, b".txt")  # images, and labels, which may be empty
_UP_BEHIND_A_NAME = re.compile(rb"(?:\A|/)(?!\.\./)[^/]+/+\.\.(?:/|\Z)")

Content = Mapping[bytes, frozenset[bytes]]  # real folder -> names of images in it
Place = tuple[bytes, bytes]  # real folder, name


@dataclass(frozen=True, slots=True)
class Ends:
    """Links of one group that end in one real folder, after as many hops.

    names  what they end at in `folder`, in the order of `links`; `b""` for the folder itself
    """

    folder: bytes
    links: list[bytes]
    names: list[bytes]
    hops: int


def _further(folder: Folder, reached: Ends) -> tuple[dict[bytes, Ends], Ends]:
    """Those that have reached another link, by the common part of its text; and the others."""
    if not folder.groups or folder.link_names.isdisjoint(reached.names):
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
        self._silent = project.storage.guard()
        self.stores = Stores(project, self._silent)
        self._scanner = Scanner(project.root, avoid=self._silent)
        self._folders: dict[bytes, Folder] = {}
        self._names: dict[bytes, list[bytes]] = {}
        tree = project.tree
        self._nodes: dict[bytes, int | None] = dict(
            zip(tree.places()[0], tree.listed(), strict=True)
        )
        self._trails: dict[bytes, tuple[bytes | None, list[bytes]]] = {}
        self._contents: dict[bytes, Content] = {}
        self._entered: dict[bytes, tuple[bytes, ...]] = {}
        self._images: dict[bytes, list[tuple[bytes, frozenset[bytes]]]] = {}
        self._below: dict[bytes, list[bytes]] = {}
        self._others: dict[bytes, Content] = {}
        self.files = Files(self)
        self._shared: dict[tuple[int, int], list[Place]] = {}
        self._kept: list[Content] = []  # those asked for by their id(): it must stay theirs

    def real(self, path: bytes) -> bytes | None:
        """Where a path ends, as the project names it; None if nowhere."""
        return self.trail(path)[0]

    def trail(self, path: bytes) -> tuple[bytes | None, list[bytes]]:
        """Where a path ends, and the links followed on the way; None for a circle, or too many.

        `..` goes up from where the links before it lead, as in the kernel.
        """
        if path not in self._trails:
            self._trails[path] = self._follow(path)
        return self._trails[path]

    def end_of(self, group: Group) -> tuple[bytes | None, list[bytes]]:
        """The trail of the folder that a group leads into."""
        # `..` in front of names goes up from a folder of the tree.
        is_known = self._is_own(group.where) and self._is_own(group.folder)
        if is_known and not _UP_BEHIND_A_NAME.search(group.prefix):
            return group.where, []
        return self.trail(join(group.folder, group.prefix))

    def is_direct(self, group: Group) -> bool:
        """True if the links of a group lead to files of a folder of the tree, without a detour."""
        count = len(group.links)
        if not self._is_own(group.where) or group.health.count(Health.OK) != count:
            return False
        if group.kinds.count(Kind.FILE) != count or self.end_of(group)[1]:
            return False
        there = self.folder(group.where)
        return not there.groups or there.link_names.isdisjoint(group.names)

    def listed(self) -> Iterator[Folder]:
        """Every folder of the project that was listed, parents first."""
        return map(self.folder, self.project.tree.places()[0])

    def _follow(self, path: bytes) -> tuple[bytes | None, list[bytes]]:
        done, rest = self._begun(path)
        parts = deque(_parts(rest))
        followed: list[bytes] = []
        met: set[tuple[bytes, ...]] = set()  # links, and what was left to go behind each
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
            state = (place, *parts)
            if len(followed) > HOPS or state in met:
                return None, followed
            met.add(state)
            done = b"/" if text.startswith(b"/") else done
            parts.extendleft(reversed(_parts(text)))
        return self.project.policy.inside(done), followed

    def _begun(self, path: bytes) -> tuple[bytes, bytes]:
        """A path as far as it is known that there is no link on the way, and the rest of it."""
        if path.startswith(b"/"):
            return b"/", path
        head, up, rest = path.partition(b"/../")
        while up and self._is_own(head):
            path = join(parent(head), rest.lstrip(b"/"))
            head, up, rest = path.partition(b"/../")
        head, _, name = path.rpartition(b"/")
        return (head, name) if self._is_own(head) else (b"", path)

    def _is_own(self, path: bytes) -> bool:
        """True for folders of the tree: there is no link on the way to them."""
        return self._nodes.get(path) is not None

    def folder(self, path: bytes) -> Folder:
        """A folder by its real path; one that cannot be read holds nothing."""
        if path not in self._folders:
            listing = self._listing(path)
            names = self._names_in(listing) if listing.has_links else []
            groups = groups_of(self.project, listing, names) if names else []
            self._folders[path] = Folder(path, listing, groups, self._names_in)
        return self._folders[path]

    def _names_in(self, listing: Listing) -> list[bytes]:
        """The names in a folder, in order: one list for the versions that have the same ones."""
        if listing.names not in self._names:
            self._names[listing.names] = listing.names.split(NUL)[:-1]
        return self._names[listing.names]

    def behind(self, path: bytes) -> Content:
        """All images in and below a path, links to folders followed, each folder entered once."""
        end = self.real(path)
        if end is None:
            return {}
        if end not in self._contents:
            self._contents[end] = self._gather(self.entered(end))
        return self._contents[end]

    def directly_in(self, path: bytes) -> Content:
        """The images in a folder itself: its own, and those its links to files stand for."""
        end = self.real(path)
        return {} if end is None else self._gather((end,))

    def other_files(self, folder: bytes) -> Content:
        """What the links in a real folder stand for that is neither an image nor a label."""
        if folder not in self._others:
            found: dict[bytes, frozenset[bytes]] = {}
            here = self.folder(folder)
            for group, images in zip(here.to_files, here.to_images, strict=True):
                if images is group.links:
                    continue  # nearly every group
                mask = bytes(not link.lower().endswith(_KNOWN) for link in group.links)
                for place, names in self._files_of(group.picked(mask)).items():
                    found[place] = found.get(place, frozenset()) | names
            self._others[folder] = found
        return self._others[folder]

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
        ahead = [(self.end_of(group), Ends(b"", group.links, group.names, 1))]
        while ahead:
            (real, followed), links = ahead.pop()
            hops = links.hops + len(followed)
            if real is None or hops > HOPS:
                continue
            further, rest = _further(self.folder(real), replace(links, folder=real, hops=hops))
            if rest.links:
                yield rest
            ahead += [(self.trail(join(real, text)), after) for text, after in further.items()]

    def answers(self, path: bytes) -> bool:
        """False for a place on storage that does not answer: nothing there is to be asked."""
        return self._silent(self.project.policy.absolute(path)) is None

    def check(self, path: bytes) -> None:
        """Raise NotAnswering for a place on storage that does not answer."""
        must_answer(self._silent, self.project.policy.absolute(path))

    def is_link(self, path: bytes) -> bool:
        """True for a link inside the root."""
        node = self.project.tree.find(path)
        return node is not None and self.project.tree.kind(node).is_link

    def is_well(self, path: bytes) -> bool:
        """False for a link inside the root that does not lead somewhere for sure."""
        tree = self.project.tree
        node = tree.find(path)
        return node is None or not tree.kind(node).is_link or tree.health(node) is Health.OK

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
            same = *_same_places(one, other), *self.files.twins(one, other)
            self._shared[key] = sorted(set(same))
        return self._shared[key]

    def _listing(self, path: bytes) -> Listing:
        tree = self.project.tree
        node = self._node(path)
        if node is not None and tree.is_listed(node):
            return tree.listing(node, path)
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
        above = self._node(folder)
        node = None if above is None else tree.child(above, name)
        return tree.target(node) or None if node is not None else None

    def _node(self, folder: bytes) -> int | None:
        """The node of a folder that is asked for again and again; None for any other place."""
        if folder not in self._nodes:
            tree = self.project.tree
            node = None if folder.startswith(b"/") else tree.find(folder)
            is_folder = node is not None and tree.kind(node) is Kind.DIR
            self._nodes[folder] = node if is_folder else None
        return self._nodes[folder]

    def _gather(self, folders: Iterable[bytes]) -> Content:
        found: dict[bytes, frozenset[bytes]] = {}
        for folder in folders:
            for place, names in self._own_images(folder):
                if names:
                    found[place] = found[place] | names if place in found else names
        return found

    def _own_images(self, path: bytes) -> list[tuple[bytes, frozenset[bytes]]]:
        """The images of one folder, its own and those its links stand for, by real folder."""
        if path not in self._images:
            folder = self.folder(path)
            groups = zip(folder.to_files, folder.to_images, strict=True)
            linked = [found for group, images in groups for found in self._ends_of(group, images)]
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

    def _ends_of(
        self, group: Group, images: list[bytes]
    ) -> Iterator[tuple[bytes, frozenset[bytes]]]:
        """The images a group of links to files stands for, by real folder.

        An image is told by the name of the link: a content store has names without suffixes.
        """
        if not images:
            return
        if len(images) < len(group.links):
            group = group.picked(bytes(map(frozenset(images).__contains__, group.links)))
        yield from self._files_of(group).items()

    def _files_of(self, group: Group) -> dict[bytes, frozenset[bytes]]:
        """What links to files end at."""
        found: dict[bytes, frozenset[bytes]] = {}
        for end in self.ends(group):
            names = frozenset(end.names)
            found[end.folder] = found[end.folder] | names if end.folder in found else names
        return found

    def _folders_of(self, group: Group) -> Iterator[bytes]:
        """The folders a group of links leads to."""
        if Kind.DIR not in group.kinds:
            return
        for name, kind in zip(group.names, group.kinds, strict=True):
            real = self.real(join(group.folder, group.prefix + name)) if kind == Kind.DIR else None
            if real is not None:
                yield real

    def _above(self, path: bytes) -> bytes:
        if path and not path.startswith(b"/"):
            return parent(path)
        policy = self.project.policy
        return policy.inside(os.path.dirname(policy.absolute(path)))

    def _is_allowed(self, path: bytes) -> bool:
        """False for places nobody named for this project: `/etc` is no data set."""
        policy = self.project.policy
        return not path.startswith(b"/") or policy.allows(path)


def _same_places(one: Content, other: Content) -> Iterator[Place]:
    for folder in one.keys() & other.keys():
        yield from ((folder, name) for name in one[folder] & other[folder])


def _parts(path: bytes) -> list[bytes]:
    return [part for part in path.split(b"/") if part not in (b"", b".")]
