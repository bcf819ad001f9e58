"""Findings on links by themselves, grouped by cause."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import join, parent, shown
from cvlink_gui.core.rules import RULES
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.faults import Fault, Faults
from cvlink_gui.features.audit.groups import Group

Found = tuple[Fault, list[bytes]]  # what is wrong, and the paths of the links it is wrong with


class LinkRules:
    """The faults of links, found once a folder however many experiments reach it."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._faults = Faults(contents)
        self._known: dict[bytes, list[Found]] = {}

    def findings(self, folders: Iterable[bytes], experiment: bytes | None) -> list[Finding]:
        """What is wrong with the links that lie in some real folders, grouped by cause."""
        return _grouped((f for folder in folders for f in self._in(folder)), experiment)

    def of_link(self, path: bytes, experiment: bytes) -> list[Finding]:
        """What is wrong with one link: that of an experiment that is itself a link."""
        groups = self._contents.folder(parent(path)).groups
        own = [part for group in groups if (part := group.only(path))]
        return _grouped((f for group in own for f in self._placed(group)), experiment)

    def _in(self, folder: bytes) -> list[Found]:
        if folder not in self._known:
            there = self._contents.folder(folder)
            faults = [found for group in there.groups for found in self._placed(group)]
            if error := there.listing.error:
                fault = "not-checked", f"could not be read: {os.strerror(error)}"
                faults.append((fault, [folder]))
            self._known[folder] = faults
        return self._known[folder]

    def _placed(self, group: Group) -> Iterator[Found]:
        """The faults of a group, with the paths of the links."""
        for fault, names in self._faults.of(group):
            yield fault, [join(group.folder, name) for name in names]


def _grouped(found: Iterable[Found], experiment: bytes | None) -> list[Finding]:
    causes: defaultdict[Fault, list[bytes]] = defaultdict(list)
    for fault, paths in found:
        causes[fault] += paths
    return [_finding(fault, paths, experiment) for fault, paths in causes.items()]


def _finding(fault: Fault, paths: list[bytes], experiment: bytes | None) -> Finding:
    rule, cause = RULES[fault[0]], fault[1]
    more = f" and {len(paths) - 1} more" if paths[1:] else ""
    message = f"{rule.title}: {shown(paths[0]) or '.'}{more}"
    evidence: dict[str, object] = {"cause": cause}
    return Finding(rule.id, rule.severity, cause, message, tuple(paths), experiment, evidence)
