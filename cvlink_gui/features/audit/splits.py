"""Rules about the splits of one experiment: the same file reached from two of them."""

from collections.abc import Iterator

from cvlink_gui.core.findings import RULES, Finding
from cvlink_gui.core.links import Health, Kind
from cvlink_gui.core.names import basename, is_within, join, shown
from cvlink_gui.features.project import Project

IMAGE_SUFFIXES = (b".jpg", b".jpeg", b".png", b".bmp", b".tif", b".tiff", b".webp", b".gif")
_SAMPLE = 20  # leaked files named in the evidence


def split_findings(project: Project, experiment: bytes) -> Iterator[Finding]:
    """One finding for every pair of links of an experiment that lead to the same data."""
    node = project.tree.find(experiment)
    links = list(project.tree.children(node)) if node is not None else []
    reached = [
        (project.tree.path(link), files)
        for link in links
        if project.tree.kind(link).is_link and (files := _files(project, link))
    ]
    for at, (first, files) in enumerate(reached):
        for second, others in reached[at + 1 :]:
            if shared := sorted(files & others):
                yield _leak(first, second, shared, experiment)


def _leak(first: bytes, second: bytes, shared: list[bytes], experiment: bytes) -> Finding:
    rule = RULES["split-leak"]
    names = f"{shown(basename(first))} and {shown(basename(second))}"
    return Finding(
        rule.id,
        rule.severity,
        f"{names} share {len(shared)} files",
        f"{names} share {len(shared)} files: the score would be measured on known data",
        (first, second),
        basename(experiment),
        {"count": len(shared), "files": [shown(path) for path in shared[:_SAMPLE]]},
    )


def _files(project: Project, link: int) -> set[bytes]:
    """The images behind a folder link, by the path at the end of the chain, by text."""
    tree = project.tree
    if tree.health(link) is not Health.OK or tree.target_kind(link) is not Kind.DIR:
        return set()
    end = _resolved(project, tree.path(link))
    node = None if end is None else tree.find(end)
    if node is None:
        return set()
    files = set()
    for child in tree.walk(node):
        path = tree.path(child)
        final = _resolved(project, path) if tree.kind(child).is_link else path
        if final is not None and final.lower().endswith(IMAGE_SUFFIXES):
            files.add(final)
    return files


def _resolved(project: Project, path: bytes, hops: int = 40) -> bytes | None:
    """Where a path ends inside the scanned tree; None outside of it, or in a circle."""
    tree = project.tree
    done = b""
    parts = path.split(b"/")
    while parts:
        done = join(done, parts.pop(0))
        node = tree.find(done)
        if node is None:
            return None
        if tree.kind(node).is_link:
            hops -= 1
            reached = project.policy.reached(done, tree.target(node))
            if hops < 0 or reached.startswith(b"/") or is_within(done, reached):
                return None
            parts = [*reached.split(b"/"), *parts]
            done = b""
    return done
