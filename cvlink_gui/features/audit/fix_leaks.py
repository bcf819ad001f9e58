"""Splits that share images, set apart: by the split each was meant to be, or image by image."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import basename, join, parent, shown
from cvlink_gui.core.plan import Link, Proposal
from cvlink_gui.core.said import say_count
from cvlink_gui.features.audit.contents import Content, Contents, Place
from cvlink_gui.features.audit.splits import Split, pair_of
from cvlink_gui.features.audit.subject import Subject
from cvlink_gui.features.linking import propose_unlink
from cvlink_gui.features.retarget import leads_to, propose_target

_LABELS = b"labels"


def propose(subject: Subject, finding: Finding) -> Proposal | None:
    """The plan after which two splits share nothing; None where changing links cannot do it."""
    both = pair_of(subject.splits, finding.paths)
    if both is None:
        return None
    one, other = both
    return _meant(subject, one, other) or _meant(subject, other, one) or _apart(subject, one, other)


def _meant(subject: Subject, split: Split, other: Split) -> Proposal | None:
    """A split's link that leads to another split of a version, and its own split lies beside it."""
    project = subject.contents.project
    path = split.images
    found = project.look(path)
    if not isinstance(found, Link):
        return None
    target = leads_to(project, path, found.text)
    beside = join(parent(target), split.name)
    if basename(target) == split.name or not parent(target):
        return None
    content = subject.contents.behind(beside)
    if not content or subject.contents.shared(content, other.content):
        return None
    return propose_target(project, beside, [path])


def _apart(subject: Subject, one: Split, other: Split) -> Proposal | None:
    """The links to shared images are taken out of the larger split, their labels' links too.

    Not where a COCO file names the images: it would name what is gone.
    """
    if subject.described.read:
        return None
    larger = max(one, other, key=lambda split: (_size(split.content), split.name == b"train"))
    contents = subject.contents
    shared = set(contents.shared(one.content, other.content))
    images = list(_links_to(contents, larger.paths, shared))
    if len(images) < len(shared):
        return None  # files themselves are shared: no link that could be taken away
    stems = {basename(path).rpartition(b".")[0] for path in images}
    labels = _label_links(contents, larger.paths, stems)
    project = contents.project
    proposal = propose_unlink([*images, *labels], project.policy, project.looks())
    title = say_count(
        len(images),
        "Take %Ln shared image out of {split}",
        "Take %Ln shared images out of {split}",
        split=shown(larger.name),
    )
    return replace(proposal, plan=replace(proposal.plan, title=title))


def _size(content: Content) -> int:
    return sum(map(len, content.values()))


def _links_to(contents: Contents, paths: Iterable[bytes], places: set[Place]) -> Iterator[bytes]:
    for path in paths:
        for folder in contents.entered(path):
            for end in (end for g in contents.folder(folder).groups for end in contents.ends(g)):
                for link, name in zip(end.links, end.names, strict=True):
                    if (end.folder, name) in places:
                        yield join(folder, link)


def _label_links(contents: Contents, paths: Iterable[bytes], stems: set[bytes]) -> Iterator[bytes]:
    for path in paths:
        if basename(parent(path)) == _LABELS:
            for folder in contents.entered(path):
                for name in contents.folder(folder).links:
                    if name.rpartition(b".")[0] in stems:
                        yield join(folder, name)
