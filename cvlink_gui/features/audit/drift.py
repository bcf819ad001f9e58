"""What changed since a manifest was written: retargeted, content changed, gone, new.

Where the project is the very folder the manifest was made of, inodes and times count; in a copy
elsewhere (a checkout in CI) texts, real places, sizes and content keys.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import join, parent, shown
from cvlink_gui.core.rules import RULES
from cvlink_gui.core.said import Said, say, say_count
from cvlink_gui.core.waiving import adjusted
from cvlink_gui.features.audit.request import Request
from cvlink_gui.features.project import Project

if TYPE_CHECKING:
    from cvlink_gui.features.audit.manifest import Filed, Linked, Snapshot
    from cvlink_gui.features.audit.manifest_types import Folder, Manifest

_EVIDENCE = 20  # changes told in full
_NOWHERE = say("nowhere")


class Kind(StrEnum):
    RETARGETED = "retargeted"
    CHANGED = "content changed"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Change:
    """One path that is not as it was: what of it, and what it was and is.

    text  what a link said that says something else now; "" for all others
    """

    kind: Kind
    path: bytes
    before: str = ""
    after: str = ""
    text: bytes = b""


def against(
    project: Project, manifest: "Manifest", request: Request | None = None
) -> list[Finding]:
    """The drift of a scanned project since a manifest: for each experiment, then for the rest.

    One finding a kind of change. Paths an experiment of the manifest reaches are told of for it.
    """
    request = request or Request()
    by_folder = changes(project, manifest)
    findings: list[Finding] = []
    reached: set[bytes] = set()
    for path, folders in _experiments(manifest).items():
        inside = [folder for folder in by_folder if folder in folders]
        reached.update(inside)
        name = path.rpartition(b"/")[2]
        mine = [c for f in inside for c in by_folder[f]]
        findings += findings_of(mine, name, manifest.made, since_manifest)
    left = [c for folder, found in by_folder.items() if folder not in reached for c in found]
    findings += findings_of(left, None, manifest.made, since_manifest)
    return adjusted(findings, project.settings, request.today)


def changes(project: Project, manifest: "Manifest") -> dict[bytes, list[Change]]:
    """Every change since a manifest, by the folder it lies in."""
    from cvlink_gui.features.audit.manifest import Snapshot
    from cvlink_gui.features.audit.manifest_types import bytes_of

    now = Snapshot(project)
    same_place = now.identity == (manifest.root.device, manifest.root.inode)
    found: dict[bytes, list[Change]] = {}
    known = {bytes_of(folder.path) for folder in manifest.folders}
    chosen = [bytes_of(experiment.path) for experiment in manifest.experiments]
    there = now.folders(chosen, whole=manifest.whole)
    for folder in manifest.folders:
        path = bytes_of(folder.path)
        if path in there:
            found[path] = list(_in_folder(now, folder, path, same_place=same_place))
        elif path.rpartition(b"/")[0] in there or not path:
            found[path] = [Change(Kind.GONE, path)]
    for path in there:
        if path not in known and (parent(path) in known or path.startswith(b"/")):
            found[path] = [Change(Kind.NEW, path)]
    for change in _outputs(now, manifest):
        found.setdefault(change.path, []).append(change)
    return {folder: some for folder, some in found.items() if some}


def _in_folder(
    now: "Snapshot", before: "Folder", path: bytes, *, same_place: bool
) -> Iterator[Change]:
    from cvlink_gui.features.audit.manifest import Linked
    from cvlink_gui.features.audit.manifest_types import bytes_of

    links = {
        bytes_of(row.name): Linked(
            bytes_of(row.text),
            None if row.real is None else bytes_of(row.real),
            tuple(row.identity),
            row.key,
        )
        for row in before.links
    }
    files = {bytes_of(row.name): (row.inode, row.size, row.mtime) for row in before.files}
    yield from _compared(
        path, links, now.links(path), lambda a, b: _link_change(a, b, same_place=same_place)
    )
    yield from _compared(
        path, files, now.files(path), lambda a, b: _file_change(a, b, same_place=same_place)
    )


# What changed, before and after, and the text of a link before.
Told = tuple[Kind, str, str] | tuple[Kind, str, str, bytes] | None


def _compared(
    folder: bytes,
    before: Mapping[bytes, object],
    after: Mapping[bytes, object],
    compare: Callable[..., Told],
) -> Iterator[Change]:
    for name in sorted(before.keys() - after.keys()):
        yield Change(Kind.GONE, join(folder, name))
    for name in sorted(after.keys() - before.keys()):
        yield Change(Kind.NEW, join(folder, name))
    for name in sorted(before.keys() & after.keys()):
        if before[name] != after[name] and (told := compare(before[name], after[name])):
            yield Change(told[0], join(folder, name), *told[1:])


def _link_change(before: "Linked", after: "Linked", *, same_place: bool) -> Told:
    if before.text != after.text:
        return Kind.RETARGETED, shown(before.text), shown(after.text), before.text
    if before.real is not None and after.real is None:
        return Kind.GONE, shown(before.real), _NOWHERE
    if before.real != after.real:
        return Kind.RETARGETED, _where(before.real), _where(after.real)
    if before.key and after.key and before.key != after.key:
        return Kind.CHANGED, before.key, after.key
    return _identity_change(before.identity, after.identity, same_place=same_place)


def _identity_change(before: tuple[int, ...], after: tuple[int, ...], *, same_place: bool) -> Told:
    if before and not after:
        return Kind.GONE, "", say("not there, or not answering")
    if before[2:3] != after[2:3]:
        return Kind.CHANGED, _size(before), _size(after)
    if same_place and before != after:
        if before[:2] == after[:2]:
            return Kind.CHANGED, say("mtime of then"), say("another mtime")
        return Kind.CHANGED, say("device and inode of then"), say("another device and inode")
    return None


def _where(real: bytes | None) -> str:
    return shown(real) if real else _NOWHERE


def _size(identity: tuple[int, ...]) -> Said:
    if not identity[2:]:
        return say("a folder")
    return bytes_said(identity[2])


def bytes_said(size: int) -> Said:
    return say_count(size, "%Ln byte", "%Ln bytes")


def _file_change(before: "Filed", after: "Filed", *, same_place: bool) -> Told:
    return _identity_change((0, *before), (0, *after), same_place=same_place)


def _outputs(now: "Snapshot", manifest: "Manifest") -> Iterator[Change]:
    """Outputs of DVC of which another version is recorded now."""
    from cvlink_gui.features.audit.manifest_types import bytes_of

    outputs = now.contents.stores.records.outputs
    for row in manifest.dvc:
        output = outputs.get(bytes_of(row.path))
        if output and output.hash != row.hash:
            yield Change(Kind.CHANGED, output.path, row.hash, output.hash)


def _experiments(manifest: "Manifest") -> dict[bytes, frozenset[bytes]]:
    from cvlink_gui.features.audit.manifest_types import bytes_of

    return {bytes_of(e.path): frozenset(map(bytes_of, e.folders)) for e in manifest.experiments}


Words = Callable[[Kind, int, str], Said]  # of so many changes of one kind, since a time


def findings_of(
    found: list[Change], experiment: bytes | None, since: str, words: Words
) -> Iterator[Finding]:
    """One finding for each kind of change."""
    rule = RULES["drift"]
    for kind in Kind:
        some = [change for change in found if change.kind is kind]
        if not some:
            continue
        cause = words(kind, len(some), since)
        evidence: dict[str, object] = {
            "kind": kind.value,
            "count": len(some),
            "since": since,
            "changes": [
                {"path": shown(c.path), "before": c.before, "after": c.after}
                for c in some[:_EVIDENCE]
            ],
        }
        paths = tuple(change.path for change in some)
        was = {change.path: change.text for change in some if change.text}
        yield Finding(
            rule.id, rule.severity, cause, cause, paths, experiment, evidence, texts_before=was
        )


def since_manifest(kind: Kind, count: int, time: str) -> Said:
    """The words for what changed since a manifest was written."""
    if kind is Kind.RETARGETED:
        return say_count(
            count,
            "%Ln link leads elsewhere than in the manifest of {time}",
            "%Ln links lead elsewhere than in the manifest of {time}",
            time=time,
        )
    if kind is Kind.CHANGED:
        return say_count(
            count,
            "%Ln file has other content than in the manifest of {time}",
            "%Ln files have other content than in the manifest of {time}",
            time=time,
        )
    if kind is Kind.GONE:
        return say_count(
            count,
            "%Ln path of the manifest of {time} is gone",
            "%Ln paths of the manifest of {time} are gone",
            time=time,
        )
    return say_count(
        count,
        "%Ln path is not in the manifest of {time}",
        "%Ln paths are not in the manifest of {time}",
        time=time,
    )


def since_audit(kind: Kind, count: int, time: str) -> Said:
    """The words for what changed since the last audit."""
    if kind is Kind.RETARGETED:
        return say_count(
            count,
            "%Ln link leads elsewhere than at the last audit, {time}",
            "%Ln links lead elsewhere than at the last audit, {time}",
            time=time,
        )
    if kind is Kind.CHANGED:
        return say_count(
            count,
            "%Ln file has other content than at the last audit, {time}",
            "%Ln files have other content than at the last audit, {time}",
            time=time,
        )
    if kind is Kind.GONE:
        return say_count(
            count,
            "%Ln path of the last audit, {time}, is gone",
            "%Ln paths of the last audit, {time}, are gone",
            time=time,
        )
    return say_count(
        count,
        "%Ln path is new since the last audit, {time}",
        "%Ln paths are new since the last audit, {time}",
        time=time,
    )
