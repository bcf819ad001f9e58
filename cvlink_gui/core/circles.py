"""Whether the links of a plan would go round in a circle, by what there would be after it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from cvlink_gui.core.names import is_within
from cvlink_gui.core.plan import Link, Objection, Plan

# (path, text) of the link at a path, or of all links below it, as they are before the plan.
LinksFrom = Callable[[bytes], Iterable[tuple[bytes, bytes]]]


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
        self._ends: dict[bytes, frozenset[bytes]] = {}

    def objections(self) -> Iterator[Objection]:
        """Links of the plan that would lead, at last, to themselves or around themselves."""
        for path, text in self._texts.items():
            if text and self._leads_back(self._reached(path, text), path):
                hint = "Link the data itself, not something that links back here."
                yield Objection(path, "the links would go round in a circle", hint)

    def _leads_back(self, origin: bytes, place: bytes) -> bool:
        """True if the links at or below `origin` lead, at last, to `place` or around it."""
        seen: set[bytes] = set()
        ahead = {origin}
        while ahead:
            path = ahead.pop()
            seen.add(path)
            ends = self._ends_of(path)
            if any(is_within(place, end) for end in ends):
                return True
            ahead |= ends - seen
        return False

    def _ends_of(self, path: bytes) -> frozenset[bytes]:
        if path not in self._ends:
            links = self._after(path)
            self._ends[path] = frozenset(self._reached(link, text) for link, text in links)
        return self._ends[path]

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
