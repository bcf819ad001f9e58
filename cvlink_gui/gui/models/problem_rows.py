"""What the problems panel shows of an audit: findings that are left by a filter, in groups."""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.folding import folded, folded_bytes
from cvlink_gui.core.names import shown
from cvlink_gui.core.rules import Severity
from cvlink_gui.features.audit.as_json import plain
from cvlink_gui.gui.words import tr_said

# Evidence that names files one by one: it gets rows of its own below the paths.
NAMING = ("without", "unused", "broken", "files", "names", "pairs")


Texts = dict[int, bytes]  # all paths of a finding in one, by its number


class By(StrEnum):
    """What findings are put together by."""

    EXPERIMENT = "experiment"
    RULE = "rule"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which findings are wanted.

    words       each of them is in what is said of a finding, or in one of its paths
    severities  only these; all if there are none
    experiment  only findings on the experiment of this name; all if it is None
    """

    words: tuple[str, ...] = ()
    severities: frozenset[Severity] = frozenset()
    experiment: bytes | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row below a finding: a path of it, or a piece of evidence with what it is."""

    text: str
    path: bytes | None = None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with those of its paths that the filter left."""

    finding: Finding
    paths: tuple[bytes, ...]

    @property
    def count(self) -> int:
        """How many rows it has below it."""
        return len(self.paths) + len(_named(self.finding))

    def line(self, row: int) -> Line:
        """One of the rows: the paths first, then the evidence."""
        if row < len(self.paths):
            return Line(shown(self.paths[row]) or ".", self.paths[row])
        what, text = _named(self.finding)[row - len(self.paths)]
        return Line(text, None, what)


@dataclass(frozen=True, slots=True)
class Bunch:
    """Findings that belong together; `key` tells them by: an experiment, a rule, a cause."""

    key: tuple[str, bytes | None]
    findings: tuple[Shown, ...]

    @property
    def worst(self) -> Severity:
        """How bad it is; what is waived counts for nothing."""
        open_ones = [s.finding.severity for s in self.findings if not s.finding.waived]
        return max(open_ones, default=Severity.INFO)

    def counts(self) -> dict[Severity, int]:
        """How many findings that are not waived, by their weight, the worst first."""
        found = [s.finding.severity for s in self.findings if not s.finding.waived]
        return {weight: found.count(weight) for weight in sorted(set(found), reverse=True)}


def bunches(findings: Sequence[Finding], wish: Wish, by: By, texts: Texts) -> list[Bunch]:
    """The findings the wish leaves, together by what is said; the worst groups first.

    texts  what their paths are searched in, kept for the same findings
    """
    groups: defaultdict[tuple[str, bytes | None], list[Shown]] = defaultdict(list)
    for number, finding in enumerate(findings):
        left = _left(finding, wish, number, texts)
        if left is not None:
            groups[_key(finding, by)].append(left)
    made = [Bunch(key, tuple(group)) for key, group in groups.items()]
    return sorted(made, key=lambda b: (b.key[1] is None, -b.worst, b.key[0], b.key[1] or b""))


def _key(finding: Finding, by: By) -> tuple[str, bytes | None]:
    if by is By.EXPERIMENT:
        return "", finding.experiment
    return (finding.rule if by is By.RULE else finding.cause), b""


def _left(finding: Finding, wish: Wish, number: int, texts: Texts) -> Shown | None:
    """The finding with the paths that are wanted; None if it is not."""
    if wish.severities and (finding.waived or finding.severity not in wish.severities):
        return None
    if wish.experiment is not None and finding.experiment != wish.experiment:
        return None
    words = [folded(word) for word in wish.words]
    said = folded(" ".join(_said(finding)))
    if all(word in said for word in words):
        return Shown(finding, finding.paths)
    if number not in texts:
        texts[number] = folded_bytes(b"\0".join((b"", *finding.paths, b"")))
    sought = [word.encode("utf-8", "surrogatepass") for word in words]
    paths = tuple(_having(finding.paths, texts[number], sought))
    return Shown(finding, paths) if paths else None


def _said(finding: Finding) -> Iterator[str]:
    yield from (finding.rule, tr_said(finding.message), tr_said(finding.cause))
    yield from (finding.message, finding.cause)
    yield from (shown(finding.experiment or b""), finding.severity.word)


def _having(paths: tuple[bytes, ...], text: bytes, words: list[bytes]) -> Sequence[bytes]:
    """The paths that have all words, out of their text: 63,520 are searched in one go."""
    if any(word not in text for word in words):
        return ()
    ends = [min(paths), max(paths)]
    common = os.path.commonprefix(ends) or b""  # noqa: RUF071 (of names a part as well)
    left = [word for word in words if word not in folded_bytes(common)]
    return list(_found(paths, text, left)) if left else paths


def _found(paths: tuple[bytes, ...], text: bytes, words: list[bytes]) -> Iterator[bytes]:
    """Path by path, those with the longest word first of all."""
    longest = max(words, key=len)
    row, counted, at = 0, 0, text.find(longest)
    while at >= 0:
        row += text.count(b"\0", counted, at)
        begin, end = text.rfind(b"\0", 0, at) + 1, text.find(b"\0", at)
        if all(text.find(word, begin, end) >= 0 for word in words):
            yield paths[row - 1]
        counted, at = at, text.find(longest, end)


def _named(finding: Finding) -> list[tuple[str, str]]:
    """(what it is, its name) of everything the evidence names one by one."""
    told = ((key, plain(finding.evidence.get(key))) for key in NAMING)
    return [
        (key, " = ".join(map(str, item)) if isinstance(item, list) else str(item))
        for key, value in told
        for item in (value if isinstance(value, list) else ())
    ]
