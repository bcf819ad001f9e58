"""Whether the links of a plan would go round in a circle, by what there would be after it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple, TypeAlias

from cvlink_gui.core.components import Components
from cvlink_gui.core.links import HOPS
from cvlink_gui.core.names import basename, join, parent, ways_to
from cvlink_gui.core.plan import Link, Objection, Plan, Step
from cvlink_gui.core.said import say

# (path, text) of the link at a path, or of all links below it, as they are before the plan.
LinksFrom = Callable[[bytes], Iterable[tuple[bytes, bytes]]]


class _At(NamedTuple):
    """A link that there would be."""

    path: bytes
    text: bytes


_Node: TypeAlias = _At | bytes  # a link, which leads to one place; a place, with the links in it


def followed(path: bytes, leads_to: Callable[[bytes], bytes | None]) -> bytes | None:
    """Where a path ends after the links on the way and at its end; None if that is a circle.

    leads_to  where the link at a path leads; None if there is none

    After 40 links it is given up, as the kernel does, and the link it has come to returned.
    """
    seen: set[bytes] = set()
    while path not in seen:
        seen.add(path)
        ahead = _ahead(path, leads_to)
        if ahead is None or len(seen) == HOPS:
            return path
        path = ahead
    return None


def _ahead(path: bytes, leads_to: Callable[[bytes], bytes | None]) -> bytes | None:
    """The path after the first link on the way; None if there is no link."""
    for way in ways_to(path):
        target = leads_to(way)
        if target is not None:
            rest = path[len(way) + 1 :]
            return join(target, rest) if rest else target
    return None


class Circles:
    """The links there would be after a plan, followed by their texts.

    reached  where a link leads: its path and its text in, a path out
    """

    def __init__(
        self, plan: Plan, reached: Callable[[bytes, bytes], bytes], links_from: LinksFrom
    ) -> None:
        self._reached = reached
        self._links_from = links_from
        self._texts = {
            step.path: step.after.text if isinstance(step.after, Link) else b""
            for step in plan.steps
        }
        self._paths = sorted(self._texts)

    def objections(self, steps: Iterable[Step]) -> Iterator[Objection]:
        """Of some links of the plan those that would lead, at last, to or around themselves."""
        paths = dict.fromkeys(step.path for step in steps)
        starts = [_At(path, text) for path in paths if (text := self._texts[path])]
        walk = Components(self._ahead)
        groups = (group for start in starts for group in walk.visit(start) if len(group) > 1)
        circling = set(chain.from_iterable(groups))
        for start in starts:
            if start in circling:
                hint = say("Link the data itself, not something that links back here.")
                yield Objection(start.path, say("the links would go round in a circle"), hint)

    def _ahead(self, node: _Node) -> Iterable[_Node]:
        return [self._place(node)] if isinstance(node, _At) else map(_At._make, self._after(node))

    def _place(self, link: _At) -> bytes:
        """Where a link leads, past the plan's own links on the way."""
        end = self._reached(*link)
        folder = followed(parent(end), self._leads_to)
        return end if folder is None or not parent(end) else join(folder, basename(end))

    def _leads_to(self, path: bytes) -> bytes | None:
        text = self._texts.get(path)
        return self._reached(path, text) if text else None

    def _after(self, path: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The links at or below a path after the plan."""
        if self._texts.get(path):
            yield path, self._texts[path]
            return
        yield from (item for item in self._links_from(path) if item[0] not in self._texts)
        below = slice(bisect_left(self._paths, path + b"/"), bisect_left(self._paths, path + b"0"))
        for planned in self._paths[below] if path else self._paths:
            if text := self._texts[planned]:
                yield planned, text
