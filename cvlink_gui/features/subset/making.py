"""Making a subset: its files are written first, then its links are made, then the files appear."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from cvlink_gui.core.errors import from_os_error
from cvlink_gui.core.names import join, parent
from cvlink_gui.core.plan import Dir, Link, Plan
from cvlink_gui.features.project import Project, Report
from cvlink_gui.features.subset import manifest as manifests
from cvlink_gui.features.subset.drafting import Draft, Subset, manifest_of
from cvlink_gui.fs.coco import Written
from cvlink_gui.fs.waiting import Waiting

Run = Callable[[Plan], Report]


def make(project: Project, draft: Draft, run: Run) -> Report:
    """Carry out a draft; `run` does its plan, as `Project.run`.

    The annotation file and the manifest wait beside the new folder until all links are made, so
    that a full disk is found before anything is changed. The manifest gets its name last: where it
    is, the subset is whole. Raises what `run` raises, and StorageError where the files cannot be
    written; then the links are taken back.
    """
    subset = draft.subset
    if subset is None:
        return run(draft.proposal.plan)
    place, dest = subset.source.place, draft.dest
    with Waiting(project.root, _folder_above(project, dest)) as waiting:
        try:
            written = waiting.write(join(dest, place.annotations), _Part(subset))
            by_path = _by_path(draft)
            texts = _texts(draft, subset, by_path)
            masks = by_path.get(join(dest, place.masks_link), b"")
            manifest = manifest_of(project, subset, texts, written, draft.version, masks)
            data = manifests.encode(manifest)
            waiting.write(join(dest, manifests.NAME), lambda to: to.write(data))
        except OSError as error:
            raise from_os_error(error, "write the subset", dest) from error
        report = run(draft.proposal.plan)
        if report.ok:
            try:
                waiting.place()
            except OSError as error:
                _take_back(project, draft.proposal.plan)
                raise from_os_error(error, "write the subset", dest) from error
    return report


@dataclass(frozen=True, slots=True)
class _Part:
    """What is written of an annotation file, as `Waiting.write` asks for it."""

    subset: Subset

    def __call__(self, to: BinaryIO) -> Written:
        source = self.subset.source
        return source.file.write(to, source.index, self.subset.present, self.subset.annotations)


def _by_path(draft: Draft) -> dict[bytes, bytes]:
    """The texts of all links."""
    steps = draft.proposal.plan.steps
    return {step.path: step.after.text for step in steps if isinstance(step.after, Link)}


def _texts(draft: Draft, subset: Subset, by_path: dict[bytes, bytes]) -> list[bytes | None]:
    """The texts of the links, in the order of the chosen images."""
    place, paths = subset.source.place, subset.source.paths
    pairs = zip(subset.choice.images, subset.sizes, strict=True)
    return [
        None if size is None else by_path[join(draft.dest, place.link(paths[number]))]
        for number, size in pairs
    ]


def _folder_above(project: Project, path: bytes) -> bytes:
    """The nearest folder above a path that is there."""
    folder = parent(path)
    while folder and not isinstance(project.look(folder), Dir):
        folder = parent(folder)
    return folder


def _take_back(project: Project, plan: Plan) -> None:
    entry = project.journal.undoable()
    if entry is not None and entry.plan.steps == plan.steps:
        project.undo(entry)
