"""Which of some things lead to each other: Tarjan's strongly connected components (1972)."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Components(Generic[T]):
    """A walk over nodes that gathers those that lead back to themselves.

    Without recursion: a chain may be long.

    ahead  the nodes a node leads to
    """

    def __init__(self, ahead: Callable[[T], Iterable[T]]) -> None:
        self._ahead = ahead
        self._number: dict[T, int] = {}
        self._trail: list[T] = []
        self._lowest: dict[T, int] = {}  # of nodes on the trail: how far back they lead

    def visit(self, start: T) -> Iterator[set[T]]:
        """Walk on from a node, over all that were not visited yet.

        Yields the groups of nodes that lead to each other, each after all it leads to; a node
        that does not lead back to itself through others is a group of its own.
        """
        work = [] if start in self._number else [self._enter(start)]
        while work:
            node, rest = work[-1]
            following = self._next(node, rest)
            if following is not None:
                work.append(self._enter(following))
                continue
            work.pop()
            if work:
                above = work[-1][0]
                self._lowest[above] = min(self._lowest[above], self._lowest[node])
            if self._lowest[node] == self._number[node]:
                yield self._leave(node)

    def _enter(self, node: T) -> tuple[T, Iterator[T]]:
        self._number[node] = self._lowest[node] = len(self._number)
        self._trail.append(node)
        return node, iter(self._ahead(node))

    def _next(self, node: T, rest: Iterator[T]) -> T | None:
        for following in rest:
            if following not in self._number:
                return following
            if following in self._lowest:
                self._lowest[node] = min(self._lowest[node], self._number[following])
        return None

    def _leave(self, node: T) -> set[T]:
        """Take off the trail what leads back to a node, and no further."""
        members = {self._trail.pop()}
        while node not in members:
            members.add(self._trail.pop())
        for member in members:
            del self._lowest[member]
        return members
