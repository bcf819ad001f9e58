"""Which rows stay when the filter bar has words or chips in it."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cvlink_gui.core.links import Health
from cvlink_gui.core.tree import ROOT, LinkTree

HIDDEN, ON_THE_WAY, MATCH = 0, 1, 2


class Mode(StrEnum):
    TEXT = "text"
    GLOB = "glob"
    REGEX = "regex"


@dataclass(frozen=True, slots=True)
class Filter:
    """Words for names, and healths a link must have (`wanted`) or must not have (`unwanted`)."""

    words: str = ""
    mode: Mode = Mode.TEXT
    wanted: Collection[Health] = ()
    unwanted: Collection[Health] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.wanted or self.unwanted)

    def pattern(self) -> re.Pattern[bytes] | None:
        """The words as a pattern over names; None for no words; re.error for a bad regex."""
        if not self.words:
            return None
        if self.mode is Mode.REGEX:
            return re.compile(self.words.encode("utf-8", "surrogateescape"), re.IGNORECASE)
        if self.mode is Mode.GLOB:
            return re.compile(b"\\A" + _glob(self.words) + b"\\Z", re.IGNORECASE | re.DOTALL)
        # IGNORECASE of bytes knows ASCII only: other letters are offered in both cases.
        cases = dict.fromkeys((self.words, self.words.lower(), self.words.upper()))
        return re.compile(b"|".join(re.escape(case.encode()) for case in cases), re.IGNORECASE)


def marks(tree: LinkTree, wish: Filter) -> bytearray:
    """One mark a node: MATCH, ON_THE_WAY for folders above a match, HIDDEN.

    Raises re.error for a regular expression that is none.
    """
    result = bytearray(len(tree))
    result[ROOT] = ON_THE_WAY
    for node in _matches(tree, wish):
        result[node] = MATCH
        above = tree.parent(node)
        while above > ROOT and not result[above]:
            result[above] = ON_THE_WAY
            above = tree.parent(above)
    return result


def _matches(tree: LinkTree, wish: Filter) -> Iterator[int]:
    pattern = wish.pattern()
    nodes: Iterator[int] = tree.walk() if pattern is None else tree.search(pattern)
    if not (wish.wanted or wish.unwanted):
        return nodes
    return (
        node
        for node in nodes
        if tree.kind(node).is_link
        and (not wish.wanted or tree.health(node) in wish.wanted)
        and tree.health(node) not in wish.unwanted
    )


def _glob(words: str) -> bytes:
    wild = {"*": b".*", "?": b"."}
    return b"".join(wild.get(char) or re.escape(char.encode()) for char in words)
