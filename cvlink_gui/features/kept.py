"""Folders that an undo leaves: the files of a subset lie in them, and no plan deletes files.

An undo of a subset takes its links back; its annotation file and its manifest stay, and a redo
brings the links back to them.
"""

import os
from collections.abc import Iterator
from dataclasses import replace

from cvlink_gui.core.names import is_within, join, upward
from cvlink_gui.core.plan import Blocked, Dir, Look, Plan, Step

MANIFEST = b"subset.json"


def without_kept(plan: Plan, root: bytes, look: Look) -> Plan:
    """The plan without steps about folders that the files of a subset lie in or below."""
    folders = [step.path for step in plan.steps if _is_about_folder(step)]
    homes = [path for path in folders if isinstance(look(join(path, MANIFEST)), Blocked)]
    if not homes:
        return plan
    kept = {above for path in _with_files(folders, homes, root) for above in upward(path)}
    steps = [step for step in plan.steps if not (step.path in kept and _is_about_folder(step))]
    return replace(plan, steps=tuple(steps))


def _is_about_folder(step: Step) -> bool:
    return isinstance(step.before, Dir) or isinstance(step.after, Dir)


def _with_files(folders: list[bytes], homes: list[bytes], root: bytes) -> Iterator[bytes]:
    for path in folders:
        if any(is_within(path, home) for home in homes) and _has_file(join(root, path)):
            yield path


def _has_file(folder: bytes) -> bool:
    try:
        with os.scandir(folder) as found:
            return any(entry.is_file(follow_symlinks=False) for entry in found)
    except OSError:
        return False  # what cannot be read is refused by name when the plan is carried out
