"""Two experiments side by side: where their links lead, how many images, which classes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cvlink_gui.core.datasets import label_folder
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.names import is_within, join, json_path, printable, shown
from cvlink_gui.core.plan import Dir, Link
from cvlink_gui.core.said import say
from cvlink_gui.core.snapshots import (
    Difference,
    Recorded,
    Snapshot,
    difference,
    difference_json,
    difference_text,
)
from cvlink_gui.features.audit.annotations import total_variation
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.described import class_names
from cvlink_gui.features.audit.keyed import Keyed
from cvlink_gui.features.audit.lens import label_stems, stem, ultralytics_images
from cvlink_gui.features.audit.reading import Reading
from cvlink_gui.features.audit.request import Request
from cvlink_gui.features.audit.subject import Subject
from cvlink_gui.features.experiments import place_of
from cvlink_gui.features.project import Project
from cvlink_gui.features.retarget import leads_to, links_below
from cvlink_gui.fs.files import read_regular

_LABELS = 4 << 20  # bytes of one label file
_DIGITS = 10
Counts = Mapping[str, int]  # by the name of a class


class Side(NamedTuple):
    """One split of one experiment: its images, and how often each class is there.

    classes  annotations of COCO, rows of YOLO's labels, or images in folders of classes; a class
             of YOLO that no YAML names goes by its number. Empty where no class is known
    """

    images: int
    classes: Counts


@dataclass(frozen=True, slots=True)
class Split:
    """A split on both sides; None where an experiment has none of that name."""

    name: bytes
    one: Side | None
    other: Side | None

    @property
    def distance(self) -> float | None:
        """How much the shares of the classes differ, from 0 to 1; None where nothing is counted."""
        sides = self.one, self.other
        if not (self.one and self.other) or not all(s and any(s.classes.values()) for s in sides):
            return None
        return total_variation(_shares(self.one.classes), _shares(self.other.classes))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two experiments, as the project names them.

    links  by their paths in the experiment, with the places they lead to
    """

    one: bytes
    other: bytes
    links: Difference
    splits: tuple[Split, ...]


def compare(
    project: Project, one: bytes, other: bytes, cancelled: Callable[[], bool] = lambda: False
) -> Comparison:
    """Compare two experiments (names or paths) of the scanned project; UsageError for no such.

    cancelled  asked between files; after True no more are read, and what is counted is too little
    """
    one, other = (_there(project, place_of(project, name)) for name in (one, other))
    links = difference(_links(project, one), _links(project, other))
    first, second = (_sides(project, path, cancelled) for path in (one, other))
    names = dict.fromkeys((*first, *second))
    splits = tuple(Split(name, first.get(name), second.get(name)) for name in names)
    return Comparison(one, other, links, splits)


def is_experiment(project: Project, name: bytes) -> bool:
    """True for the name or path of an experiment that is there."""
    return isinstance(project.look(place_of(project, name)), Dir | Link)


def comparison_json(found: Comparison) -> dict[str, object]:
    """The `cvlink.experiment/1` object of a comparison."""
    return {
        "schema": "cvlink.experiment/1",
        **json_path(found.one, "one"),
        **json_path(found.other, "other"),
        **{k: v for k, v in difference_json(found.links).items() if k != "unread"},
        "splits": [
            {
                **json_path(split.name, "name"),
                "images": [side and side.images for side in (split.one, split.other)],
                "classes": [side and dict(side.classes) for side in (split.one, split.other)],
                "distance": None if split.distance is None else round(split.distance, 4),
            }
            for split in found.splits
        ],
    }


def comparison_text(found: Comparison) -> Iterator[str]:
    """The same as lines."""
    yield f"{shown(found.one)} and {shown(found.other)}"
    yield from (f"  {line}" for line in difference_text(found.links))
    if not found.links:
        yield "  the same links"
    for split in found.splits:
        images = " and ".join(f"{s.images:,}" if s else "none" for s in (split.one, split.other))
        yield f"{shown(split.name)}: {images} images"
        yield from _class_lines(split)


def _class_lines(split: Split) -> Iterator[str]:
    one, other = (side.classes if side else {} for side in (split.one, split.other))
    for name in sorted(one.keys() | other.keys()):
        yield f"    {printable(name)}: {one.get(name, 0):,} and {other.get(name, 0):,}"
    if split.distance is not None:
        yield f"    the mix of classes differs by {split.distance:.0%}"


def _there(project: Project, path: bytes) -> bytes:
    if project.tree.find(path) is None:
        raise UsageError(say("There is no such experiment"), path=path, hint=say("Check its name."))
    return path


def _links(project: Project, experiment: bytes) -> Snapshot:
    """Its links by their paths in it; what leads into the experiment itself is named so, too."""
    found = {}
    for link in links_below(project, [experiment]):
        node = project.tree.find(link)
        target = leads_to(project, link, b"" if node is None else project.tree.target(node))
        inside = is_within(target, experiment)
        text = b"." + target[len(experiment) :] if inside else target
        found[link[len(experiment) + 1 :]] = Recorded(text or b".")
    return Snapshot(found, 0.0)


def _sides(project: Project, experiment: bytes, cancelled: Callable[[], bool]) -> dict[bytes, Side]:
    contents, request = Contents(project), Request(cancelled=cancelled)
    keyed, reading = Keyed(contents), Reading(contents, request)
    subject = Subject(contents, experiment, request, keyed, reading)
    described: dict[bytes, Counter[str]] = {}
    for split, said, _ in subject.described.read:
        names = {number: said.classes.get(number, str(number)) for number in said.counts}
        counts = described.setdefault(split.name, Counter())
        counts.update({names[number]: count for number, count in said.counts.items()})
    return {
        split.name: Side(
            sum(map(len, split.content.values())),
            described.get(split.name) or _classes(subject, split.images),
        )
        for split in subject.splits
    }


def _classes(subject: Subject, split: bytes) -> Counts:
    """How often each class is there, by the ways of the framework the data is made for."""
    counting = {"torchvision": _class_folders, "ultralytics": _label_files}
    return next((counting[f](subject, split) for f in subject.frameworks if f in counting), {})


def _label_files(subject: Subject, split: bytes) -> Counts:
    """Rows of the label files of YOLO, by the class whose number they begin with."""
    contents, found = subject.contents, Counter[str]()
    real, names = contents.real(split), class_names(subject, split)
    for path, _, images in ultralytics_images(contents, real) if real is not None else ():
        folder = label_folder(contents.project.policy.absolute(path))
        labelled = {stem(name) for name in images} & (label_stems(contents, folder) or set())
        for label in sorted(labelled):
            if subject.request.cancelled():
                return found
            found.update(_numbers(join(folder, label + b".txt")))
    if not found:
        return dict.fromkeys(names.values(), 0)
    by_name = Counter[str]()
    for number, count in found.items():
        known = names.get(int(number)) if number.isdecimal() else None
        by_name[known or number] += count
    return by_name


def _numbers(path: bytes) -> Iterator[str]:
    """The numbers the rows of a label file begin with; none of one that cannot be read."""
    try:
        rows = read_regular(path, _LABELS).splitlines()
    except OSError:
        return  # the audit tells of it
    for row in rows:
        number = row.split(None, 1)[0] if row.strip() else b""
        if number.isdigit():
            yield str(int(number)) if len(number) < _DIGITS else shown(number)


def _class_folders(subject: Subject, split: bytes) -> Counts:
    """Images in each folder of a class, where folders are the classes."""
    contents = subject.contents
    real = contents.real(split)
    names = [] if real is None else contents.folder(real).subfolders
    return {
        shown(name): sum(map(len, contents.behind(join(split, name)).values())) for name in names
    }


def _shares(counts: Counts) -> dict[str, float]:
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items()}
