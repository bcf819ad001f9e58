"""How long it took to make links: added up beside the journal of a project, for who measures."""

import contextlib
import json
import os
from collections.abc import Iterable

from cvlink_gui.core.histogram import Histogram, histogram
from cvlink_gui.core.plan import Outcome
from cvlink_gui.fs.files import read_regular, write_atomic

_NAME = b"creation.json"
_LIMIT = 1 << 16


def note(folder: bytes, outcomes: Iterable[Outcome]) -> None:
    """Add the links that were made to what is known, in the folder of a journal that is locked.

    It is a count and no record: where it cannot be written it is lost, and the links are not.
    """
    made = histogram(o.seconds for o in outcomes if o.ok and o.step.action == "create")
    if not made.count:
        return
    found = (known(folder) or Histogram()) + made
    data = {"counts": found.counts, "seconds": found.seconds}
    with contextlib.suppress(OSError):
        write_atomic(os.path.join(folder, _NAME), json.dumps(data).encode("ascii"), sync=False)


def known(folder: bytes) -> Histogram | None:
    """The times of all links made so far; None if none was, or the file is none of ours."""
    try:
        data = json.loads(read_regular(os.path.join(folder, _NAME), _LIMIT))
        found = Histogram(tuple(map(int, data["counts"])), float(data["seconds"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None
    is_ours = len(found.counts) == len(Histogram().counts) and min(found.counts) >= 0
    return found if is_ours and 0 <= found.seconds < float("inf") else None
