"""From a wish to a subset: what is chosen, which links that makes, what is written beside them."""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cvlink_gui import __version__
from cvlink_gui.core.choosing import Choice, annotations_of
from cvlink_gui.core.coco import BadName, Index, link_paths, total_variation
from cvlink_gui.core.errors import CvlinkError, UsageError, from_os_error
from cvlink_gui.core.names import basename, is_within, join, parent, shown
from cvlink_gui.core.plan import Absent, Link, Objection, Plan, Proposal, Step
from cvlink_gui.core.said import Said, say, say_count
from cvlink_gui.core.settings import LINK_STYLE
from cvlink_gui.core.subset import Wish
from cvlink_gui.features.linking import Pair, add_folders, propose_links, taken
from cvlink_gui.features.project import Project
from cvlink_gui.features.subset import manifest as manifests
from cvlink_gui.features.subset.manifest import Manifest
from cvlink_gui.features.subset.places import Place, find, holds, with_masks
from cvlink_gui.features.subset.versions import Version, version_of
from cvlink_gui.fs.coco import CocoFile, Written
from cvlink_gui.fs.coco_apart import AnyCoco, CocoApart
from cvlink_gui.fs.exact import name_of
from cvlink_gui.fs.together import each

_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)
_NAMED = 5  # classes in a sentence


@dataclass(frozen=True, slots=True)
class Source:
    """An annotation file that was read, and where its data set lies.

    paths  of the images, below their folder
    """

    place: Place
    file: AnyCoco
    index: Index
    paths: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Subset:
    """What is chosen of a source.

    sizes        bytes of each chosen image, None for one that is not on the disk
    annotations  places of those that are written
    """

    source: Source
    wish: Wish
    choice: Choice
    sizes: Sequence[int | None]
    annotations: Sequence[int]

    @property
    def present(self) -> list[int]:
        """Places of the chosen images that are there."""
        pairs = zip(self.choice.images, self.sizes, strict=True)
        return [number for number, size in pairs if size is not None]

    @property
    def absent(self) -> int:
        return len(self.sizes) - len(self.present)

    def counts(self) -> tuple[list[int], list[int]]:
        """Annotations of each class before and after, in the order of `index.classes`."""
        index = self.source.index
        return index.counts(), index.counts(self.annotations)

    def lost(self) -> list[str]:
        """Names of classes the source has annotations of, and the subset has not."""
        before, after = self.counts()
        names = [name or str(number) for number, name in self.source.index.classes]
        return [name for name, b, a in zip(names, before, after, strict=True) if b and not a]


@dataclass(frozen=True, slots=True)
class Draft:
    """A subset as a plan; `subset` is None for links to the whole data set."""

    proposal: Proposal
    dest: bytes
    source: Source
    subset: Subset | None
    version: Version


def read_source(
    project: Project,
    source: bytes,
    images: bytes | None = None,
    *,
    measured: bool,
    apart: bool = False,
) -> Source:
    """Read an annotation file; paths as the project names them. UsageError, NotAnswering.

    images    the folder the file names begin in, where it is not beside the annotation file
    measured  areas, boxes and crowds as well
    apart     by a process of its own, which ends with the last who knows the source
    """
    absolute = project.policy.absolute(source)
    project.storage.check([absolute, *([project.policy.absolute(images)] if images else [])])
    file = CocoApart(absolute) if apart else CocoFile(absolute)
    index = file.index(measured=measured)
    paths = paths_of(index, source)
    place = find(project, source, paths, images)
    if index.parts:
        place = with_masks(project, place)
    return Source(place, file, index, paths)


def paths_of(index: Index, source: bytes) -> list[bytes]:
    """Where the links lie below their folder; UsageError for names that cannot be linked."""
    try:
        return link_paths(index.names, index.sides)
    except ValueError as error:
        bad = error.args[0]
        if not isinstance(bad, BadName):
            raise
        words = say("The image {name} cannot be linked: {why}", name=bad.name, why=bad.reason)
        raise UsageError(words, path=source, hint=say("Mend its file_name.")) from None


def subset_of(project: Project, source: Source, wish: Wish) -> Subset:
    """Choose, and look which of the chosen images are on the disk."""
    choice = source.file.choose(source.index, wish)
    root = project.policy.absolute(source.place.images)
    project.storage.check([root])
    sizes = each(lambda number: image_size(join(root, source.paths[number])), choice.images)
    return with_sizes(source, wish, choice, sizes)


def with_sizes(source: Source, wish: Wish, choice: Choice, sizes: Sequence[int | None]) -> Subset:
    """The subset without the images that are not there."""
    annotations: Sequence[int] = choice.annotations
    if None in sizes:
        pairs = zip(choice.images, sizes, strict=True)
        there = [number for number, size in pairs if size is not None]
        annotations = annotations_of(source.index, there, choice.annotations)
    return Subset(source, wish, choice, sizes, annotations)


def draft(
    project: Project,
    source: bytes,
    dest: bytes,
    wish: Wish,
    *,
    images: bytes | None = None,
    style: str = "",
) -> Draft:
    """The plan of a subset in a new folder `dest`; paths as the project names them.

    images  the folder the file names begin in, where it is not beside the annotation file
    style   how the links name their targets; "" for what the project says
    """
    read = read_source(project, source, images, measured=wish.needs_areas)
    return draft_of(project, read, dest, wish, style or project.settings[LINK_STYLE])


def draft_of(project: Project, read: Source, dest: bytes, wish: Wish, style: str) -> Draft:
    """The same for a source that was read."""
    if wish.is_whole:
        return Draft(_whole(project, read, dest, style), dest, read, None, Version())
    subset = subset_of(project, read, wish)
    proposal = propose(project, subset, dest, style)
    try:
        version = version_of(project.policy.absolute(read.place.images))
    except CvlinkError as error:  # no reason to make none: but the manifest will not have it
        why = say("the version of the images is not known: {why}", why=error.message)
        warning = Objection(error.path or read.place.images, why, error.hint)
        return Draft(proposal.objecting(warnings=(warning,)), dest, read, subset, Version())
    return Draft(proposal, dest, read, subset, version)


def _whole(project: Project, source: Source, dest: bytes, style: str) -> Proposal:
    """One link to the whole data set; two where its parts do not lie together, or around `dest`."""
    place = source.place
    title = say("Link all of {source} as {place}", source=_name(place.whole or place.images),
                place=_name(dest))  # fmt: skip
    pairs = [Pair(dest, place.whole)]
    if not place.whole or holds(place, dest, project):
        pairs = [
            Pair(join(dest, place.below or basename(place.images)), place.images),
            Pair(join(dest, place.annotations), place.source),
        ]
    look = project.looks()
    return propose_links(pairs, project.policy, look, style=style, title=title)


def propose(project: Project, subset: Subset, dest: bytes, style: str) -> Proposal:
    """The links of a subset, with the folders they and its files need."""
    look, steps = project.looks(), dict[bytes, Step]()
    place, policy = subset.source.place, project.policy
    conflicts: list[Objection] = []
    if not isinstance(found := look(dest), Absent):
        conflicts.append(taken(dest, found))
    else:
        for folder in _folders(subset, dest):
            conflicts += add_folders(folder, look, steps)
    files = {join(dest, manifests.NAME), join(dest, place.annotations)}
    masks = join(dest, place.masks_link) if place.masks else None
    if masks is not None:
        steps[masks] = Step(masks, Absent(), Link(policy.link_text(masks, place.masks, style)))
    for path in dict.fromkeys(subset.source.paths[number] for number in subset.present):
        link = join(dest, place.link(path))
        if link in files or (masks is not None and is_within(link, masks)):
            reason = say("an image has the name of a file of the subset")
            conflicts.append(Objection(link, reason, say("Choose another folder of images.")))
        text = policy.link_text(link, place.target(path), style)
        steps[link] = Step(link, Absent(), Link(text))
    if not subset.present:
        reason = say("none of the chosen images is on the disk")
        hint = say("Name the folder the file names begin in with --images.")
        conflicts.append(Objection(place.images, reason, hint))
    plan = Plan(_title(subset, dest), tuple(steps.values()))
    return policy.check(Proposal(plan, tuple(conflicts), tuple(_warnings(subset, dest))))


def _folders(subset: Subset, dest: bytes) -> Iterator[bytes]:
    place, paths = subset.source.place, subset.source.paths
    yield parent(join(dest, place.annotations))
    links = {parent(paths[number]) for number in subset.present}
    yield from sorted(join(dest, place.link(folder)) if folder else parent(
        join(dest, place.link(b"x"))) for folder in links)  # fmt: skip


def _title(subset: Subset, dest: bytes) -> Said:
    return say(
        "Make a subset of {source} in {place}: {count} of {all} images",
        source=_name(subset.source.place.source),
        place=_name(dest),
        count=len(subset.present),
        all=len(subset.source.paths),
    )


def _warnings(subset: Subset, dest: bytes) -> Iterator[Objection]:
    if lost := subset.lost():
        names = ", ".join(lost[:_NAMED]) + (", ..." if len(lost) > _NAMED else "")
        reason = say_count(len(lost), "%Ln class is lost: {names}", "%Ln classes are lost: {names}",
                           names=names)  # fmt: skip
        hint = say("Choose stratified, or ask for some images of each class.")
        yield Objection(dest, reason, hint)
    if subset.source.index.parts and not subset.source.place.masks:
        reason = say("the masks of its panoptic annotations are not found: none is linked")
        hint = say("They are looked for beside the annotation file, in a folder of its name.")
        yield Objection(subset.source.place.source, reason, hint)
    if count := subset.absent:
        reason = say_count(count, "%Ln chosen image is not on the disk: it is left out",
                           "%Ln chosen images are not on the disk: they are left out")  # fmt: skip
        yield Objection(subset.source.place.images, reason, say("Fetch the images first."))


def manifest_of(
    project: Project,
    subset: Subset,
    texts: Sequence[bytes | None],
    written: Written,
    version: Version,
    masks: bytes = b"",
) -> Manifest:
    """What is to stand in `subset.json`.

    texts    of the links, in the order of the chosen images; `masks` of the link to these
    written  the annotation file of the subset
    """
    source, wish, choice = subset.source, subset.wish, subset.choice
    index, place = source.index, source.place
    folder = project.policy.absolute(place.images)
    rows = [
        manifests.Row(index.ids[number], index.names[number], size,
                      None if text is None else name_of(text))
        for number, size, text in zip(choice.images, subset.sizes, texts, strict=True)
    ]  # fmt: skip
    before, after = subset.counts()
    excluded = {**choice.excluded, **({"absent": subset.absent} if subset.absent else {})}
    return Manifest(
        manifests.SCHEMA,
        __version__,
        datetime.now(UTC).isoformat(timespec="seconds"),
        manifests.Source(
            name_of(place.source),
            source.file.sha256,
            source.file.size,
            len(index.names),
            len(index.owner),
            len(index.classes),
        ),
        manifests.Images(name_of(place.images), name_of(os.path.realpath(folder)), *version,
                         masks=_masks(place, masks)),
        manifests.File(name_of(place.annotations), written.sha256, written.size,
                       written.images, written.annotations),
        name_of(place.below),
        wish.method,
        wish.seed,
        wish.ratio,
        wish.count,
        manifests.filters_of(wish),
        choice.k,
        manifests.chosen_hash(rows),
        excluded,
        [
            manifests.Counted(number, name, b, a)
            for (number, name), b, a in zip(index.classes, before, after, strict=True)
        ],
        round(total_variation(before, after), 6),
        rows,
    )  # fmt: skip


def _masks(place: Place, text: bytes) -> manifests.Masks | None:
    if not place.masks:
        return None
    return manifests.Masks(name_of(place.masks), name_of(place.masks_link), name_of(text))


def image_size(path: bytes) -> int | None:
    """Bytes of an image, links followed; None for what is not there, or no file."""
    try:
        found = os.stat(path)
    except OSError as error:
        if error.errno in _NOT_THERE:
            return None
        raise from_os_error(error, "look at it", path) from error
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def _name(path: bytes) -> str:
    return shown(basename(path) or path) or "the project"
