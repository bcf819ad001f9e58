"""The shape of link with which ultralytics finds the labels: a folder with a link to every image.

ultralytics resolves the folder of a split before it looks for labels, so a link to a folder of
images leads it away from the labels. Links to single files are not resolved. A folder
`by-file/images/SPLIT` in the experiment holds one for every image, `by-file/labels/SPLIT` leads to
the labels, and the split's own link leads to the first.
"""

from collections.abc import Iterator

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import basename, join, parent, shown
from cvlink_gui.core.plan import Proposal
from cvlink_gui.core.said import say
from cvlink_gui.core.settings import LINK_STYLE, NEGATIVES
from cvlink_gui.features.audit.lens import label_stems, stem, ultralytics_images
from cvlink_gui.features.audit.splits import Split
from cvlink_gui.features.audit.subject import Subject
from cvlink_gui.features.linking import Pair, propose_links

FOLDER = b"by-file"
Images = list[tuple[bytes, bytes, list[bytes]]]  # path below the split, real folder, names


def propose(subject: Subject, finding: Finding) -> Proposal | None:
    """The links that make the labels reachable; None where no labels are found for the images.

    It is about a split that is one link to a folder of images.
    """
    split = next((s for s in subject.splits if s.paths == finding.paths), None)
    contents = subject.contents
    if split is None or not contents.is_link(split.images) or "ultralytics" not in subject.seen:
        return None
    root = contents.real(split.images)
    if root is None:
        return None
    images = [
        (path[len(root) :].lstrip(b"/"), real, names)
        for path, real, names in ultralytics_images(contents, root)
    ]
    labels = _labels(subject, split, root, images)
    if labels is None:
        return None
    project = contents.project
    style = project.settings[LINK_STYLE]
    pairs = list(_pairs(subject, split, images, labels))
    title = say("Let ultralytics find the labels of {split}", split=shown(split.name))
    return propose_links(
        pairs, project.policy, project.looks(), style=style, replace=True, title=title
    )


def _pairs(subject: Subject, split: Split, images: Images, labels: bytes) -> Iterator[Pair]:
    folder = join(join(subject.path, FOLDER), b"images/" + split.name)
    for below, real, names in images:
        place = join(folder, below) if below else folder
        for name in sorted(names):
            yield Pair(join(place, name), join(real, name))
    yield Pair(join(join(subject.path, FOLDER), b"labels/" + split.name), labels)
    yield Pair(split.images, folder)


def _labels(subject: Subject, split: Split, root: bytes, images: Images) -> bytes | None:
    """The folder that has labels for enough of the images, the one with the most."""
    total = sum(len(names) for _, _, names in images)
    allowed = total * subject.contents.project.settings[NEGATIVES] // 100
    found = {place: _covered(subject, place, images) for place in _places(subject, split, root)}
    best = max(found, key=lambda place: found[place], default=None)
    return best if best is not None and found[best] >= max(total - allowed, 1) else None


def _places(subject: Subject, split: Split, root: bytes) -> Iterator[bytes]:
    """Where labels usually are: in the experiment, beside the images, above them."""
    yield from (path for path in split.paths if path != split.images)
    yield join(join(subject.path, b"labels"), split.name)
    yield join(subject.path, b"labels")
    above, name = parent(root), basename(root)
    yield join(above, b"labels/" + name)
    yield join(above, b"labels/" + split.name)
    yield join(parent(above), b"labels/" + name)
    yield join(parent(above), b"labels/" + split.name)
    yield join(above, b"labels")


def _covered(subject: Subject, place: bytes, images: Images) -> int:
    """How many of the images have a label in a folder."""
    count = 0
    for below, _, names in images:
        folder = subject.contents.project.policy.absolute(join(place, below) if below else place)
        stems = label_stems(subject.contents, folder) or set()
        count += sum(stem(name) in stems for name in names)
    return count
