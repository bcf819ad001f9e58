"""YAML as texts, lists and tables; in a module of its own, as PyYAML loads with it.

`CBaseLoader` makes no numbers, dates or objects: 1e999, 2026-99-99 and a hash of digits only stay
the texts they are. It passes tags by in silence; here they are refused. Depth and what aliases
repeat are counted in the stream of events, before anything is made of them.
"""

from typing import Any

import yaml

_BASE = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # without libyaml: slower, with equal results
_OPENING = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_REFUSED = (b"!", b"&", b"*", b"\0")  # with a NUL in it, it may be UTF-16
_LEVELS = (b"[", b"{", b"-", b"?", b":")
_CLOSING = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


def load(data: bytes, *, depth: int, nodes: int) -> Any:  # noqa: ANN401 (str, list and dict)
    """The value of one document, None for an empty one; yaml.YAMLError for what is no plain YAML.

    nodes  values it may have, those that aliases repeat counted each time
    """
    if not _is_simple(data, depth):
        _check(data, depth, nodes)
    return yaml.load(data, _BASE)  # noqa: S506 (texts, lists and tables only)


def _is_simple(data: bytes, depth: int) -> bool:
    """True for a short text that cannot have what is refused: there may be a file an image.

    Tags, anchors and aliases each need a character of their own, and so does every level.
    """
    return not any(mark in data for mark in _REFUSED) and sum(map(data.count, _LEVELS)) < depth


def _check(data: bytes, depth: int, nodes: int) -> None:
    sizes: dict[str, int] = {}  # nodes by anchor
    open_ones: list[tuple[str | None, int]] = [(None, 0)]  # anchor, nodes within so far
    for event in yaml.parse(data, _BASE):
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise _refused(event, f"it has a tag ({tag:.60})")
        if isinstance(event, _OPENING):
            open_ones.append((event.anchor, 1))
            if len(open_ones) > depth:
                raise _refused(event, "it is nested too deeply")
            continue
        anchor, size = getattr(event, "anchor", None), int(isinstance(event, yaml.NodeEvent))
        if isinstance(event, yaml.AliasEvent):
            anchor, size = None, sizes.get(event.anchor or "", 1)
        elif isinstance(event, _CLOSING):
            anchor, size = open_ones.pop()
        if anchor:
            sizes[anchor] = size
        above, so_far = open_ones[-1]
        open_ones[-1] = above, so_far + size
        if so_far + size > nodes:
            raise _refused(event, "it repeats itself too often")


def _refused(event: yaml.Event, problem: str) -> yaml.YAMLError:
    line = f" (line {event.start_mark.line + 1})" if event.start_mark else ""
    return yaml.MarkedYAMLError(problem=problem + line)
