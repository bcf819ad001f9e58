"""Links that fail together: not they are broken, the place they lead to is not there."""

from collections import Counter
from itertools import chain

from cvlink_gui.core.links import Health, Kind
from cvlink_gui.core.names import is_within, parent
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.groups import Group

LEAST = 20  # links; fewer may well be broken one by one
_FAILING = frozenset({Health.MISSING, Health.NOT_ANSWERING, Health.UNKNOWN})


def places_down(contents: Contents) -> frozenset[bytes]:
    """Places into which at least 20 links, and more than half of all, fail."""
    links: Counter[bytes] = Counter()
    failing: Counter[bytes] = Counter()
    for group in chain.from_iterable(folder.groups for folder in contents.listed()):
        place = place_of(contents, group)
        if place is not None:
            links[place] += len(group.links)
            failing[place] += sum(group.health.count(health) for health in _FAILING)
    return frozenset(
        place for place, count in failing.items() if count >= LEAST and count > links[place] / 2
    )


def place_of(contents: Contents, group: Group) -> bytes | None:
    """The place a group leads to that may be mounted or not; None for a part of the project.

    Outside of the project the allowed root it lies in, else the first two parts of the path
    (`/mnt/nas`). Inside, an empty folder is one: a mount point looks so without its disk.
    """
    policy = contents.project.policy
    if group.where.startswith(b"/"):
        roots = [root for root in policy.allowed_roots if is_within(group.where, root)]
        return min(roots, key=len, default=b"/".join(group.where.split(b"/")[:3]))
    if Health.MISSING not in group.health:
        return None
    return _empty_folder(contents, group.where)


def _empty_folder(contents: Contents, path: bytes) -> bytes | None:
    tree = contents.project.tree
    while path:
        node = tree.find(path)
        if node is not None:
            empty = tree.kind(node) is Kind.DIR and tree.is_listed(node) and not tree.children(node)
            return path if empty else None
        path = parent(path)
    return None
