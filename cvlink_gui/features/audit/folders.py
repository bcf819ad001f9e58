"""One real folder, as the audit asks for it: its files and images, and where its links lead."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain, compress

from cvlink_gui.core import datasets
from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.datasets import IMAGE_SUFFIXES
from cvlink_gui.core.links import NUL, Kind, Listing
from cvlink_gui.features.audit.groups import Group

_TELLING, _IMAGES_TELLING = 3000, 64  # names looked at to tell the kind of a folder
_IS_FILE = bytes(number == Kind.FILE for number in range(256))  # for bytes.translate


@dataclass(frozen=True)
class Folder:
    """One real folder: what it holds, and where its links lead.

    names_in  gives the names in a listing, in order
    """

    path: bytes
    listing: Listing
    groups: list[Group]
    names_in: Callable[[Listing], list[bytes]]

    @cached_property
    def own_files(self) -> list[bytes]:
        """Names of its own files, in order."""
        kinds = self.listing.kinds
        if Kind.FILE not in kinds:
            return []
        names = self.names_in(self.listing)
        if kinds.count(Kind.FILE) == len(kinds):
            return names
        return list(compress(names, kinds.translate(_IS_FILE)))

    @cached_property
    def files(self) -> frozenset[bytes]:
        """Names of its own files."""
        return frozenset(self.own_files)

    @cached_property
    def images(self) -> frozenset[bytes]:
        """Names of its own files that are images by their suffix."""
        return self.files if self._own_images is self.own_files else frozenset(self._own_images)

    @cached_property
    def _own_images(self) -> list[bytes]:
        return self._images_among(self.own_files)

    @cached_property
    def folders(self) -> list[bytes]:
        """Names of its own sub-folders."""
        return self.listing.subfolders()

    @cached_property
    def names(self) -> frozenset[bytes]:
        """Names of files, its own and those its links lead to."""
        return frozenset(self._all_files)

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
        names, images = self._all_files, _together([self._own_images, *self.to_images])
        others = sorted({*names}.difference(images)) if len(images) < len(names) else []
        telling = *images[:_IMAGES_TELLING], *others[:_TELLING]
        return datasets.Place(telling, tuple(self.subfolders))

    @cached_property
    def link_names(self) -> frozenset[bytes]:
        """Names of its own links."""
        return frozenset(chain.from_iterable(group.links for group in self.groups))

    @cached_property
    def links(self) -> Mapping[bytes, tuple[bytes, bytes]]:
        """Text by name, as prefix and last part."""
        return {
            link: (group.prefix, name)
            for group in self.groups
            for link, name in zip(group.links, group.names, strict=True)
        }

    @cached_property
    def _all_files(self) -> list[bytes]:
        """Names of its own files and of links that lead to one, in order."""
        return _together([self.own_files, *(group.links for group in self.to_files)])

    @cached_property
    def to_files(self) -> list[Group]:
        """Its links that lead to files."""
        return [group.leading_to_files() for group in self.groups if Kind.FILE in group.kinds]

    @cached_property
    def to_images(self) -> list[list[bytes]]:
        """Of each group in `to_files` the links with the suffix of an image."""
        return [self._images_among(group.links) for group in self.to_files]

    def _images_among(self, names: list[bytes]) -> list[bytes]:
        """The images among some of its names."""
        return names if self._has_images_only else images_among(names)

    @cached_property
    def _has_images_only(self) -> bool:
        """True where all names have the suffix of the first, and it is that of an image."""
        names = self.listing.names
        suffix = os.path.splitext(names[: names.find(NUL)])[1]
        is_image = suffix.lower() in IMAGE_SUFFIXES
        return is_image and names.count(suffix + NUL) == len(self.listing)


def images_among(names: list[bytes]) -> list[bytes]:
    """Those of some names that have the suffix of an image."""
    if names:  # in nearly every folder of images, or of labels, all have the same one
        suffix = os.path.splitext(names[0])[1]
        blob = NUL.join(names) + NUL
        if suffix and blob.count(suffix + NUL) == len(names):
            return names if suffix.lower() in IMAGE_SUFFIXES else []
    return [name for name in names if name.lower().endswith(IMAGE_SUFFIXES)]


def _together(parts: list[list[bytes]]) -> list[bytes]:
    """Several sorted lists of names as one; the very same one where there are no others."""
    some = [part for part in parts if part]
    return some[0] if len(some) == 1 else sorted(chain.from_iterable(some))
