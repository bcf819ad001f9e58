"""One project of the table: how it is made, audited and judged."""

import json
import os
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.rules import Severity
from cvlink_gui.features.audit import (
    Request,
    against,
    audit,
    joined,
    read_manifest,
    write_manifest,
)
from cvlink_gui.features.project import Project
from tests.conftest import build

NOBODY = 65534  # a user with no rights of its own
_SIDE = 16  # pixels of the images

SOUND = (
    *(f"data/raw/{name}.png" for name in "abcdef"),
    *(f"data/processed/v1/train/{name}.png -> ../../../raw/{name}.png" for name in "abcd"),
    *(f"data/processed/v1/val/{name}.png -> ../../../raw/{name}.png" for name in "ef"),
    "experiments/baseline/train -> ../../data/processed/v1/train",
    "experiments/baseline/val -> ../../data/processed/v1/val",
)


@dataclass(frozen=True)
class Plant:
    """One project.

    rule       the rule it is about; "" for one that is about none
    what       what is in it, in words
    paths      paths a finding of the rule has to name; empty for a project without the fault
    lines      what is made beside the sound project: `folder/`, `file`, `link -> text`
    files      texts of files
    also       other rules that may say errors here: one fault often has two sides
    writable   raw data stays writable
    prepare    called with the root when all is made; `spoil` with the scanned project
    since      called with the root after a manifest is written, to compare with
    as_nobody  audited as a user without rights
    """

    rule: str
    what: str
    paths: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    also: frozenset[str] = frozenset()
    framework: str = ""
    deep: bool = False
    writable: bool = False
    prepare: Callable[[bytes], None] = lambda _root: None
    spoil: Callable[[Project], None] = lambda _project: None
    since: Callable[[bytes], None] | None = None
    as_nobody: bool = False

    @property
    def is_faulty(self) -> bool:
        return bool(self.paths)


def plant(rule: str, what: str, *lines: str, at: str = "", **more: object) -> Plant:
    """A row. at: the paths the fault is found at, separated by spaces; none for a sound project."""
    return replace(Plant(rule, what, tuple(at.split()), lines), **more)  # type: ignore[arg-type]


def hard_link(one: str, other: str, root: bytes) -> None:
    os.makedirs(os.path.dirname(os.path.join(root, os.fsencode(other))), exist_ok=True)
    os.link(os.path.join(root, os.fsencode(one)), os.path.join(root, os.fsencode(other)))


def emptied(path: str, root: bytes) -> None:
    _write(os.path.join(root, os.fsencode(path)), b"")


class Told(NamedTuple):
    """What the audit said: (rule, severity, paths) of each finding."""

    findings: list[tuple[str, int, list[str]]]


def wrong(plant: Plant, folder: bytes) -> list[str]:
    """What an audit of the project, made in an empty folder, got wrong; empty if all is right."""
    root = make(plant, folder)
    told = _apart(plant, root) if plant.as_nobody and os.geteuid() == 0 else _audit(plant, root)
    return list(_judge(plant, told))


def _judge(plant: Plant, told: Told):
    mine = [set(paths) for rule, _, paths in told.findings if rule == plant.rule]
    if plant.is_faulty and not any(paths.issuperset(plant.paths) for paths in mine):
        yield f"not found: {plant.rule} at {', '.join(plant.paths)}; said was {told.findings}"
    if not plant.is_faulty and mine:
        yield f"found without being there: {plant.rule} at {mine}"
    expected = plant.also | ({plant.rule} if plant.is_faulty else set())
    for rule, severity, paths in told.findings:
        if severity >= Severity.ERROR and rule not in expected:
            yield f"a false error: {rule} at {paths}"


def make(plant: Plant, folder: bytes) -> bytes:
    """The project on the disk: images are images, raw data is read-only."""
    root = build(folder, *SOUND, *plant.lines)
    for path, text in plant.files.items():
        full = os.path.join(root, os.fsencode(path))
        os.makedirs(os.path.dirname(full), exist_ok=True)
        _write(full, text.encode() if isinstance(text, str) else text)
    fill(root)
    plant.prepare(root)
    if not plant.writable:
        _protect(os.path.join(root, b"data/raw"))
    return root


def fill(root: bytes) -> None:
    """Give every empty image and label file its content."""
    for place, _, names in os.walk(root):
        for name in names:
            _fill(os.path.join(place, name))


def _fill(path: bytes) -> None:
    """Give an empty image or label file its content, unlike that of any other."""
    if os.path.islink(path) or os.path.getsize(path):
        return
    if path.endswith(b".png"):
        _write(path, png(path))
    elif path.endswith(b".txt") and b"negative" not in path:
        _write(path, b"0 0.5 0.5 0.25 0.25\n")


def _write(path: bytes, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def png(seed: bytes) -> bytes:
    """A small grey image; other seeds give other bytes."""
    rows = (b"\0" + zlib.crc32(seed).to_bytes(4, "big") * (_SIDE // 4)) * _SIDE
    parts = (
        (b"IHDR", struct.pack(">2I5B", _SIDE, _SIDE, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))
        for tag, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _protect(folder: bytes) -> None:
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            full = os.path.join(place, name)
            if not os.path.islink(full):
                os.chmod(full, 0o444)
        os.chmod(place, 0o555)  # noqa: S103 (nobody may write)


def _audit(plant: Plant, root: bytes) -> Told:
    return Told([_told(finding) for finding in findings_of(plant, root)])


def findings_of(plant: Plant, root: bytes) -> tuple[Finding, ...]:
    """What the audit finds in the project that was made."""
    request = Request(framework=plant.framework, deep=plant.deep)
    project = _scanned(root)
    plant.spoil(project)
    found = audit(project, request)
    if plant.since is not None:
        file = root + b".manifest.json"
        write_manifest(project, found, file)
        plant.since(root)
        project = _scanned(root)
        found = joined(audit(project, request), against(project, read_manifest(file), request))
    return found.findings


def _scanned(root: bytes) -> Project:
    project = Project.open(root)
    project.load()
    return project


def _told(finding: Finding) -> tuple[str, int, list[str]]:
    return finding.rule, int(finding.severity), [os.fsdecode(path) for path in finding.paths]


def _apart(plant: Plant, root: bytes) -> Told:
    """The same in a child process that has given its rights away."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(writer, json.dumps(_audit(plant, root).findings).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, "rb") as file:
        said = file.read()
    os.waitpid(child, 0)
    return Told([(rule, severity, paths) for rule, severity, paths in json.loads(said)])
