"""Proving a subset: it is made again from its source, and compared to the bit."""

import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import BinaryIO

from cvlink_gui.core.errors import CvlinkError, UsageError, from_os_error
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.plan import Link
from cvlink_gui.core.said import Said, say, say_count
from cvlink_gui.core.subset import check
from cvlink_gui.features.project import Project
from cvlink_gui.features.subset import manifest as manifests
from cvlink_gui.features.subset.drafting import (
    Source,
    image_size,
    manifest_of,
    read_source,
    with_sizes,
)
from cvlink_gui.features.subset.manifest import Manifest
from cvlink_gui.features.subset.versions import Version, version_of
from cvlink_gui.fs.coco import Written
from cvlink_gui.fs.exact import bytes_of
from cvlink_gui.fs.looking import look_anywhere

_PART = 1 << 20


@dataclass(frozen=True, slots=True)
class Problem:
    """What is not as it was made; `what` is a word for programs."""

    what: str
    path: bytes
    message: Said


@dataclass(slots=True)
class Verified:
    """What was found out about a subset.

    whole  it is a link to a whole data set: there is nothing to make again
    notes  what is worth knowing and speaks against nothing
    """

    path: bytes
    whole: bool = False
    images: int = 0
    annotations: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(project: Project, path: bytes) -> Verified:
    """Make the subset in a folder again, and compare; UsageError for what is none."""
    absolute = project.policy.absolute(path)
    project.storage.check([absolute])
    name = join(absolute, manifests.NAME)
    if os.path.isdir(absolute) and not os.path.lexists(name) and os.path.islink(absolute):
        return Verified(path, whole=True)
    manifest, data = manifests.read(name)
    found = Verified(path, False, manifest.annotations.images, manifest.annotations.annotations)
    found.problems += _of_files(project, path, manifest)
    try:
        measured = check(manifest.wish).needs_areas
        file, images = bytes_of(manifest.source.path), bytes_of(manifest.images.root)
        source = read_source(project, file, images, measured=measured)
    except CvlinkError as error:
        words = say("it cannot be made again: {why}", why=error.message)
        found.problems.append(Problem("source", error.path or path, words))
        return found
    found.problems += _of_source(source, manifest)
    found.problems += _of_links(project, path, source, manifest)
    found.problems += _made_again(project, path, source, manifest, data)
    found.notes += _notes(project, source, manifest)
    return found


def _of_files(project: Project, path: bytes, manifest: Manifest) -> Iterator[Problem]:
    """The annotation file as it lies there."""
    file = join(path, bytes_of(manifest.annotations.path))
    try:
        written = _hash(project.policy.absolute(file))
    except OSError as error:
        yield Problem("annotations", file, from_os_error(error, "read it", file).message)
        return
    if written != manifest.annotations.sha256:
        yield Problem("annotations", file, say("the annotation file was changed"))


def _hash(path: bytes) -> str:
    found = sha256()
    with open(path, "rb") as file:
        while part := file.read(_PART):
            found.update(part)
    return found.hexdigest()


def _of_source(source: Source, manifest: Manifest) -> Iterator[Problem]:
    told = manifest.source
    if (source.file.size, source.file.sha256) != (told.size, told.sha256):
        words = say("the source is not the one the subset was made of")
        yield Problem("source", source.place.source, words)


def _of_links(
    project: Project, path: bytes, source: Source, manifest: Manifest
) -> Iterator[Problem]:
    """The links as they lie there, what they lead to, and what else lies there."""
    place, wanted = source.place, dict[bytes, manifests.Row]()
    below = dict(zip(source.index.ids, source.paths, strict=True))
    for row in manifest.chosen:
        if row.link is not None and row.id in below:
            wanted[join(path, join(bytes_of(manifest.links), below[row.id]))] = row
    for link, row in wanted.items():
        text = bytes_of(row.link or "")
        found = look_anywhere(project.root, link)
        target = place.target(below[row.id])
        if not isinstance(found, Link):
            yield Problem("link", link, say("the link is not there"))
        elif found.text != text or project.policy.reached(_real(project, link), text) != target:
            words = say("the link leads to {place}", place=shown(found.text))
            yield Problem("link", link, words)
        elif (size := image_size(project.policy.absolute(target))) != row.size:
            words = say("the image is not there any more")
            if size is not None:
                words = say(
                    "the image has {now} bytes, and had {then}", now=size, then=row.size or 0
                )
            yield Problem("image", target, words)
    files = {join(path, bytes_of(manifest.annotations.path)), join(path, manifests.NAME)}
    if masks := manifest.images.masks:
        files.add(link := join(path, bytes_of(masks.link)))
        yield from _of_masks(project, link, masks)
    yield from _of_others(project, path, {*files, *wanted})


def _of_others(project: Project, path: bytes, known: Container[bytes]) -> Iterator[Problem]:
    for other in _entries(project, path):
        if other not in known:
            yield Problem("extra", other, say("it does not belong to the subset"))


def _of_masks(project: Project, link: bytes, masks: manifests.Masks) -> Iterator[Problem]:
    """The link to the folder of the masks."""
    text, found = bytes_of(masks.text), look_anywhere(project.root, link)
    reached = project.policy.reached(_real(project, link), text)
    if not Link(text).matches(found) or reached != bytes_of(masks.root):
        yield Problem("link", link, say("the link to the masks is not as it was made"))


def _real(project: Project, link: bytes) -> bytes:
    """A link by its real folder: the folder of the subset may be named through links."""
    folder, _, name = project.policy.absolute(link).rpartition(b"/")
    return project.policy.inside(join(os.path.realpath(folder), name))


def _entries(project: Project, path: bytes) -> Iterator[bytes]:
    """What lies in a folder and below it, real folders aside."""
    ahead = [path]
    while ahead:
        folder = ahead.pop()
        try:
            with os.scandir(project.policy.absolute(folder)) as found:
                entries = list(found)
        except OSError as error:
            raise from_os_error(error, "read it", folder) from error
        for entry in entries:
            inside = join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                ahead.append(inside)
            else:
                yield inside


def _made_again(
    project: Project, path: bytes, source: Source, manifest: Manifest, data: bytes
) -> Iterator[Problem]:
    """Choose and write once more; what the disk had then is taken from the manifest."""
    file = join(path, bytes_of(manifest.annotations.path))
    try:
        choice = source.file.choose(source.index, manifest.wish)
    except UsageError as error:
        yield Problem("choice", path, say("it cannot be made again: {why}", why=error.message))
        return
    rows = [(source.index.ids[number], source.index.names[number]) for number in choice.images]
    if rows != [(row.id, row.file_name) for row in manifest.chosen]:
        yield Problem("choice", path, say("other images are chosen when it is made again"))
        return
    sizes = [row.size for row in manifest.chosen]
    subset = with_sizes(source, manifest.wish, choice, sizes)
    written = _written(source, subset.present, subset.annotations)
    if written.sha256 != manifest.annotations.sha256:
        words = say("the annotation file is another one when it is made again")
        yield Problem("annotations", file, words)
    version = Version(manifest.images.dvc, manifest.images.annex)
    texts = [None if row.link is None else bytes_of(row.link) for row in manifest.chosen]
    told = manifest.images.masks
    masks = bytes_of(told.text) if told else b""
    again = manifest_of(project, subset, texts, written, version, masks)
    again.version, again.made = manifest.version, manifest.made
    again.images.real = manifest.images.real
    if manifests.encode(again) != data:
        name = join(path, manifests.NAME)
        yield Problem("manifest", name, say("the manifest is another one when it is made again"))


def _written(source: Source, images: list[int], annotations: Sequence[int]) -> Written:
    with open(os.devnull, "wb") as nowhere:
        to: BinaryIO = nowhere
        return source.file.write(to, source.index, images, annotations)


def _notes(project: Project, source: Source, manifest: Manifest) -> Iterator[Said]:
    folder = project.policy.absolute(source.place.images)
    real = bytes_of(manifest.images.real)
    if (now := os.path.realpath(folder)) != real:
        yield say(
            "the images lie in {now} now, and lay in {then}", now=shown(now), then=shown(real)
        )
    try:
        version = version_of(folder)
    except CvlinkError as error:
        yield error.words
        return
    if version != (manifest.images.dvc, manifest.images.annex):
        yield say("DVC or git-annex has another version of the images than then")
    below = dict(zip(source.index.ids, source.paths, strict=True))
    missing = [row.id for row in manifest.chosen if row.size is None and row.id in below]
    back = sum(image_size(join(folder, below[number])) is not None for number in missing)
    if back:
        yield say_count(back, "%Ln image that was not there then is there now",
                        "%Ln images that were not there then are there now")  # fmt: skip
