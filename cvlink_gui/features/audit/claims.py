"""Experiments that say they use the same version of the data, and do not.

A link says which data it means by its text: `../../data/splits/v1/train` is v1/train of the
splits. What two experiments call the same has to be the same real place or content.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.layout import ROLE_NAMES, Role
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.rules import RULES
from cvlink_gui.core.said import say
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.subject import Subject

# v1, v1.2, 2026-01-31, 20260131, release-3: how versions of data are called.
_VERSION = re.compile(
    rb"v\d[\w.-]*|\d{4}-?\d\d(-?\d\d)?|(version|release|rev|r)[-_.]?\d[\w.-]*", re.IGNORECASE
)

Use = tuple[Subject, bytes, bytes]  # who, by which link or folder of links, leading where


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link says it leads to: a version's name and all behind it, and the role above it."""

    name: bytes
    role: Role | None


def claim_of(text: bytes) -> Claim | None:
    """The claim in the text of a link; None for one that names no version of data."""
    parts = [part for part in text.split(b"/") if part not in (b"", b".", b"..")]
    for at in range(len(parts) - 2, -1, -1):
        if role := ROLE_NAMES.get(parts[at]):
            return Claim(b"/".join(parts[at + 1 :]), role)
    for at, part in enumerate(parts):
        if _VERSION.fullmatch(part):  # with the name of the data set it is a version of
            return Claim(b"/".join(parts[max(0, at - 1) :]), None)
    return None


def claims(subjects: Iterable[Subject]) -> Iterator[Finding]:
    """One finding for every name that stands for several data, for each experiment that uses it."""
    users: dict[bytes, list[tuple[Claim, Use]]] = {}
    for subject in subjects:
        for link, text, place in _links(subject):
            if claim := claim_of(text):
                users.setdefault(claim.name, []).append((claim, (subject, link, place)))
    for name, found in users.items():
        for role in {claim.role for claim, _ in found} - {None} or {None}:
            yield from _differing(name, [u for claim, u in found if claim.role in (role, None)])


def _differing(name: bytes, users: list[Use]) -> Iterator[Finding]:
    ends: dict[str, list[tuple[Subject, bytes]]] = {}
    for subject, link, place in users:
        if end := end_of(subject, place):
            ends.setdefault(end, []).append((subject, link))
    if len(ends) < 2 or len({s.path for found in ends.values() for s, _ in found}) < 2:
        return
    rule = RULES["same-claim-different-data"]
    places = {end: [shown(link) for _, link in found] for end, found in ends.items()}
    cause = say("{name} stands for {count} different data", name=shown(name), count=len(ends))
    paths = tuple(sorted({link for found in ends.values() for _, link in found}))
    for subject in {s.path: s for found in ends.values() for s, _ in found}.values():
        message = say("{cause}: {places}", cause=cause, places=", ".join(ends))
        evidence: dict[str, object] = {"name": shown(name), "leads_to": places}
        yield Finding(rule.id, rule.severity, cause, message, paths, subject.name, evidence)


def end_of(subject: Subject, place: bytes) -> str:
    """What a link stands for: a content key where one is known, else the real place."""
    contents = subject.contents
    real = contents.real(place)
    if real is None or not _is_there(contents, real):
        return ""  # broken: another rule says so
    key = subject.keyed.at(real)
    return str(key) if key and key.is_checksum else shown(real)


def _is_there(contents: Contents, real: bytes) -> bool:
    node = None if real.startswith(b"/") else contents.project.tree.find(real)
    return node is not None or (real.startswith(b"/") and contents.is_folder(real))


def _links(subject: Subject) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(path, text, where it leads) of the links in an experiment, and one level further in.

    Links to files are taken together by the folder they lead into; the path is that of theirs.
    """
    contents = subject.contents
    if contents.is_link(subject.path):
        return
    own = contents.folder(subject.path).folders
    for folder in (subject.path, *(join(subject.path, name) for name in own)):
        for group in contents.folder(folder).groups:
            if Kind.FILE in group.kinds:
                yield folder, group.prefix, join(folder, group.prefix)
            for link, name, _, kind in group.rows() if Kind.DIR in group.kinds else ():
                if kind is Kind.DIR:
                    yield join(folder, link), group.prefix + name, join(folder, link)
