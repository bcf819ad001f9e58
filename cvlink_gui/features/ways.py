"""Where the links of a plan would lead on the disk, link by link, if the plan were done."""

from collections.abc import Iterable, Iterator

from cvlink_gui.core.errors import StorageError
from cvlink_gui.core.names import join, parent, shown, split
from cvlink_gui.core.plan import Blocked, Link, Look, Objection, Plan, Step
from cvlink_gui.core.policy import Policy
from cvlink_gui.core.said import say
from cvlink_gui.fs.trails import trail


class Ways:
    """The ways of the links of one plan.

    look  what lies at a path on the disk; StorageError
    """

    def __init__(self, plan: Plan, policy: Policy, look: Look) -> None:
        self._policy = policy
        self._look = look
        self._links = [(s, s.after.text) for s in plan.steps if isinstance(s.after, Link)]
        self._texts = {
            step.path: step.after.text if isinstance(step.after, Link) else None
            for step in plan.steps
        }
        self._known: dict[bytes, list[bytes]] = {}
        # An allowed root may be named through links, as /home/me where /home is a link.
        allowed = policy.allowed_roots
        self._doors = {hop for root in allowed for hop in trail(root, {}, self._text)[:-1]}

    def leading_on(self) -> Iterator[Step]:
        """The links that may lead out of the allowed roots, or on to other links.

        That is all but those to files. Of many links from one folder into another, what lies in
        between is looked at once.
        """
        ahead: dict[tuple[bytes, bytes], bytes | None] = {}
        for step, text in self._links:
            head, name = split(text)
            way = parent(step.path), head
            if way not in ahead:
                ahead[way] = self._folder(*way)
            found = ahead[way]
            if found is None or not self._is_file(found + name):
                yield step

    def escapes(self, steps: Iterable[Step]) -> Iterator[Objection]:
        """Links that would leave the allowed roots, at their end or at any link on the way."""
        for step in steps:
            for place in self._trail(parent(step.path), self._texts[step.path] or b""):
                if not self._allows(place):
                    hint = say("Name the folder under links.allowed_roots in cvlink.toml.")
                    reason = say("leads outside the allowed roots: {place}", place=shown(place))
                    yield Objection(step.path, reason, hint, place)
                    break

    def _folder(self, folder: bytes, head: bytes) -> bytes | None:
        """The real folder a text begins with, with its slash; None if it is not to be reached."""
        *hops, end = self._trail(folder, head)
        if not all(map(self._allows, (*hops, end))):
            return None
        return split(join(self._policy.inside(end), b"x"))[0]

    def _is_file(self, path: bytes) -> bool:
        try:
            return isinstance(self._look(path), Blocked)
        except StorageError:
            return False

    def _allows(self, place: bytes) -> bool:
        return place in self._doors or self._policy.allows(place)

    def _trail(self, folder: bytes, text: bytes) -> list[bytes]:
        # The text as it is: a `..` behind a link goes up from where that link leads.
        return trail(join(self._policy.absolute(folder), text), self._known, self._text)

    def _text(self, place: bytes) -> bytes | None:
        path = self._policy.inside(place)
        if path in self._texts:
            return self._texts[path]
        try:
            found = self._look(path)
        except StorageError:
            return None  # what cannot be looked at stays as it is named
        return found.text if isinstance(found, Link) else None
