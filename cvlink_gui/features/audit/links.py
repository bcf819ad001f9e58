"""Findings on links by themselves, grouped by cause."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.features.audit.collisions import collisions
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.faults import Fault, Faults
from cvlink_gui.features.audit.groups import Group
from cvlink_gui.features.audit.sentences import SILENT, titled, unread
from cvlink_gui.features.audit.stores import Wanted

Paths = tuple[bytes, ...]
Found = tuple[Fault, Paths]  # what is wrong, and the paths of the links it is wrong with


class LinkRules:
    """The faults of links, found once a folder however many experiments reach it."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._faults = Faults(contents)
        self._known: dict[bytes, list[Found]] = {}
        # What experiments have in common is put together once, by the id() of its parts.
        self._joined: dict[tuple[int, ...], tuple[tuple[Paths, ...], Paths]] = {}
        self._evidence: dict[tuple[Fault, int], tuple[Paths, dict[str, object]]] = {}

    def findings(self, folders: Iterable[bytes], experiment: bytes | None) -> list[Finding]:
        """What is wrong with the links that lie in some real folders, grouped by cause."""
        return self._grouped((f for folder in folders for f in self._in(folder)), experiment)

    def of_link(self, path: bytes, experiment: bytes) -> list[Finding]:
        """What is wrong with one link: that of an experiment that is itself a link."""
        groups = self._contents.folder(parent(path)).groups
        own = [part for group in groups if (part := group.only(path))]
        return self._grouped((f for group in own for f in self._placed(group)), experiment)

    def _in(self, folder: bytes) -> list[Found]:
        if folder not in self._known:
            there = self._contents.folder(folder)
            faults = _in_order([self._placed(group) for group in there.groups])
            faults += [(fault, tuple(paths)) for fault, paths in collisions(there.listing)]
            if error := there.listing.error:
                fault = "not-checked", unread(os.strerror(error))
                faults.append((fault, (folder,)))
            elif not self._contents.answers(folder):  # since it was scanned
                faults.append((("not-checked", SILENT), (folder,)))
            self._known[folder] = faults
        return self._known[folder]

    def _placed(self, group: Group) -> Iterator[Found]:
        """The faults of a group, with the paths of the links."""
        start = join(group.folder, b"")
        for fault, names in self._faults.of(group):
            yield fault, tuple([start + name for name in names])

    def _grouped(self, found: Iterable[Found], experiment: bytes | None) -> list[Finding]:
        causes: defaultdict[Fault, list[Paths]] = defaultdict(list)
        for fault, paths in found:
            causes[fault].append(paths)
        return [
            self._finding(fault, self._together(parts), experiment)
            for fault, parts in causes.items()
        ]

    def _together(self, parts: list[Paths]) -> Paths:
        if len(parts) == 1:
            return parts[0]
        key = tuple(map(id, parts))
        if key not in self._joined:
            self._joined[key] = tuple(parts), tuple(chain.from_iterable(parts))
        return self._joined[key][1]

    def _finding(self, fault: Fault, paths: Paths, experiment: bytes | None) -> Finding:
        made = finding(fault, paths, experiment)
        evidence = self._evidence_of(fault, paths)
        return replace(made, evidence={**made.evidence, **evidence}) if evidence else made

    def _evidence_of(self, fault: Fault, paths: Paths) -> dict[str, object]:
        key = fault, id(paths)
        if key not in self._evidence:
            self._evidence[key] = paths, self._looked_up(fault, paths)
        return self._evidence[key][1]

    def _looked_up(self, fault: Fault, paths: Paths) -> dict[str, object]:
        stores = self._contents.stores
        if fault[0] == "not-fetched":
            wanted = (self._wanted(path) for path in paths)
            return stores.fetching(one for one in wanted if one)
        if fault[0] == "not-portable" and (commands := stores.relinking(paths)):
            return {"commands": commands}
        return {}

    def _wanted(self, path: bytes) -> Wanted | None:
        prefix, name = self._contents.folder(parent(path)).links[basename(path)]
        wanted = self._faults.wanted(parent(path), prefix + name)
        return wanted and (wanted if wanted.path else wanted._replace(path=path))


def _in_order(groups: list[Iterator[Found]]) -> list[Found]:
    """The faults of the groups of a folder; paths that come from several groups are sorted."""
    if len(groups) < 2:
        return [found for group in groups for found in group]
    by_fault: defaultdict[Fault, list[Paths]] = defaultdict(list)
    for group in groups:
        for fault, paths in group:
            by_fault[fault].append(paths)
    return [
        (fault, parts[0] if len(parts) == 1 else tuple(sorted(chain.from_iterable(parts))))
        for fault, parts in by_fault.items()
    ]


def finding(fault: Fault, paths: tuple[bytes, ...], experiment: bytes | None) -> Finding:
    """A fault with all the paths it is found at; what nobody uses may well not be fetched."""
    rule, cause = RULES[fault[0]], fault[1]
    message = titled(rule, paths)
    idle = rule.id == "not-fetched" and experiment is None
    severity = Severity.INFO if idle else rule.severity
    return Finding(rule.id, severity, cause, message, paths, experiment, {"cause": cause})
