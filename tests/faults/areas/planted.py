"""Faults planted in the engine, one at a time: the other areas must find each of them.

Each is a mistake somebody could make, or once made.
"""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from typing import Any

from cvlink_gui.core import plan as packing
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.plan import Link, Plan, Step
from cvlink_gui.features.project import Project, Report
from cvlink_gui.fs import (
    apply,
    asides,
    config,
    files,
    journal,
    looking,
    opening,
    refusals,
    settling,
    snapshot_types,
    stepping,
    syscalls,
)
from cvlink_gui.fs.apply import Orders
from cvlink_gui.fs.journal import Entry, Journal, State
from cvlink_gui.fs.links import Beneath
from tests.faults import program
from tests.faults.areas import (
    errnos,
    kills,
    malformed,
    moved,
    names,
    power,
    profiles,
    races,
    traversal,
)
from tests.faults.program import Run, Tally
from tests.faults.shim import swapped

Change = tuple[Any, str, Any]


@dataclass(frozen=True, slots=True)
class Plant:
    """One mistake: what has to find it, in how many cases a share, and what it changes."""

    name: str
    finder: Run
    cases: int
    changes: Callable[[], list[Change]]


def planted(cases: int, seed: int) -> Tally:
    """Every mistake, each in a process of its own; one that is not found is a fault."""
    tally = Tally()
    work = [(number, seed) for number in range(min(cases, len(PLANTS)))]
    with get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        for (number, _), found in zip(work, pool.imap(_found, work), strict=True):
            if found.skipped:
                tally.skipped = f"{PLANTS[number].name}: {found.skipped}"
                continue
            tally.cases += 1
            tally.notes["caught"] += bool(found.faults)
            if not found.faults:
                tally.blame(PLANTS[number].name, f"not found in {found.cases} cases")
    return tally


def _found(work: tuple[int, int]) -> Tally:
    number, seed = work
    plant = PLANTS[number]
    found = Tally()
    with swapped((program, "ENOUGH", 1)):
        for share in range(4):  # a few shares: some mistakes show in few cases
            with swapped(*plant.changes()):
                found.add(plant.finder(plant.cases, seed + share))
            if found.faults or found.skipped:
                break
    return found


def _journal_unsynced() -> list[Change]:
    class Lazy(sqlite3.Connection):
        def execute(self, words: str, *values: Any) -> sqlite3.Cursor:
            return super().execute(words.replace("= EXTRA", "= OFF"), *values)

    return [(sqlite3, "connect", partial(sqlite3.connect, factory=Lazy))]


def _links_unsynced() -> list[Change]:
    return [(stepping, "make_durable", lambda _beneath, _steps: None)]


def _journal_after_the_deed() -> list[Change]:
    real_begin, real_finish = Journal.begin, Journal.finish

    def begin(self: Journal, plan: Any, kind: Any = journal.Kind.RUN, of: Any = None) -> Entry:
        return Entry(0, 0.0, kind, of, State.INTENDED, "abc", plan)

    def finish(self: Journal, entry: Entry, state: Any, plan: Any = None) -> None:
        if entry.id == 0:
            entry = real_begin(self, entry.plan, entry.kind, entry.of)
        real_finish(self, entry, state, plan)

    return [(Journal, "begin", begin), (Journal, "finish", finish)]


def _journal_closed_before_the_deed() -> list[Change]:
    real = apply._act_all

    def act_all(beneath: Beneath, entry: Entry, orders: Any) -> Any:
        Journal(join(os.path.dirname(beneath.root), b"state")).finish(entry, State.DONE)
        return real(beneath, entry, orders)

    return [(apply, "_act_all", act_all)]


def _recovery_closed_before_the_deed() -> list[Change]:
    def recover(beneath: Beneath, entry: Entry, kept: Journal, *, forward: bool) -> list[Any]:
        kept.finish(entry, State.DONE if forward else State.ROLLED_BACK)
        return settling.settle_all(beneath, entry, forward=forward)

    return [(settling, "recover", recover)]


def _temporaries_left() -> list[Change]:
    return [(settling, "_clear", lambda _beneath, _step, _name: None)]


def _temporaries_of_chance() -> list[Change]:
    def chance(_entry: Entry, _number: int) -> bytes:
        return files.temporary_name()

    return [(apply, "temporary", chance), (settling, "temporary", chance)]


def _temporaries_dropped_unseen() -> list[Change]:
    def clear(beneath: Beneath, step: Step, name: bytes) -> None:
        aside = join(parent(step.path), name)
        found = beneath.look(aside)
        if isinstance(found, Link):
            beneath.drop(aside, found)

    return [
        (settling, "_clear", clear),
        (syscalls, "renameat2", lambda *_arguments: _refuse(errno.ENOSYS)),
    ]


def _no_order() -> list[Change]:
    real = stepping.staged

    def staged(numbered: Any, *, forward: bool) -> Any:
        return real(numbered, forward=True) if forward else list(numbered)

    return [(stepping, "staged", staged)]


def _folders_from_the_bottom() -> list[Change]:
    real = stepping.staged
    return [(stepping, "staged", lambda n, *, forward: real(n, forward=forward)[::-1])]


def _nothing_left_open() -> list[Change]:
    return [(Journal, "unfinished", lambda _self: None)]


def _acts_unseen() -> list[Change]:
    def settle(beneath: Beneath, step: Step, name: bytes, *, forward: bool) -> None:
        settling._clear(beneath, step, name)
        wanted, other = (step.after, step.before) if forward else (step.before, step.after)
        stepping.act(beneath, Step(step.path, other, wanted).without_identities(), name)

    return [(settling, "settle", settle)]


def _exchange_not_verified() -> list[Change]:
    def replace(self: Beneath, path: bytes, _old: Link, new: Link, spare: bytes = b"") -> None:
        folder, name, spare = self._parent(path), basename(path), spare or files.temporary_name()
        os.symlink(new.text, spare, dir_fd=folder)
        syscalls.renameat2(folder, spare, folder, name, syscalls.RENAME_EXCHANGE)
        os.unlink(spare, dir_fd=folder)

    return [(Beneath, "replace", replace)]


def _look_then_rename_over() -> list[Change]:
    def replace(self: Beneath, path: bytes, old: Link, new: Link, spare: bytes = b"") -> None:
        folder, name, spare = self._parent(path), basename(path), spare or files.temporary_name()
        if not old.matches(looking.look_at(folder, name)):
            raise refusals.changed_meanwhile(path)
        os.symlink(new.text, spare, dir_fd=folder)
        os.rename(spare, name, src_dir_fd=folder, dst_dir_fd=folder)

    return [(Beneath, "replace", replace)]


def _look_then_unlink() -> list[Change]:
    def remove(self: Beneath, path: bytes, old: Link, aside: bytes = b"") -> None:
        folder, name = self._parent(path), basename(path)
        if not old.matches(looking.look_at(folder, name)):
            raise refusals.changed_meanwhile(path)
        os.unlink(name, dir_fd=folder)

    return [(Beneath, "remove", remove)]


def _any_inode() -> list[Change]:
    return [(Link, "matches", lambda self, found: settling._is(found, self))]


def _put_back_over_anything() -> list[Change]:
    def put_back(folder: int, aside: bytes, name: bytes, _path: bytes) -> None:
        os.rename(aside, name, src_dir_fd=folder, dst_dir_fd=folder)

    return [(asides, "put_back", put_back)]


def _refused_exchange_dropped_unseen() -> list[Change]:
    def discard(folder: int, spare: bytes, _made: Any) -> bool:
        os.unlink(spare, dir_fd=folder)
        return True

    return [(asides, "discard", discard)]


def _unlink_then_link() -> list[Change]:
    def replace(self: Beneath, path: bytes, _old: Link, new: Link, _spare: bytes = b"") -> None:
        folder, name = self._parent(path), basename(path)
        os.unlink(name, dir_fd=folder)
        os.symlink(new.text, name, dir_fd=folder)

    return [(Beneath, "replace", replace)]


def _not_taken_back() -> list[Change]:
    def settle_all(_beneath: Beneath, entry: Entry, **_options: Any) -> list[Any]:
        return [packing.Outcome(step, ok=True) for step in entry.plan.steps]

    return [(settling, "settle_all", settle_all)]


def _all_said_to_be_done() -> list[Change]:
    def outcome(step: Step, _doing: Step, act: Callable[..., None], *arguments: Any) -> Any:
        with contextlib.suppress(OSError):
            act(*arguments)
        return packing.Outcome(step, ok=True)

    return [(stepping, "outcome_of", outcome)]


def _others_taken_back() -> list[Change]:
    real = settling.settle_all

    def settle_all(beneath: Beneath, entry: Entry, *, forward: bool, **_only: Any) -> list[Any]:
        return real(beneath, entry, forward=forward)

    return [(settling, "settle_all", settle_all)]


def _begins_with_the_root() -> list[Change]:
    def folder_at(self: Beneath, folder: bytes) -> int:
        path = os.path.normpath(os.path.join(self.root, folder))
        if not path.startswith(self.root):
            raise OSError(errno.EXDEV, "outside")
        return os.open(path, os.O_RDONLY | os.O_DIRECTORY)

    def anything(self: Beneath, path: bytes) -> int:
        return folder_at(self, os.path.dirname(path))

    return [(Beneath, "_folder", folder_at), (Beneath, "_parent", anything)]


def _links_followed() -> list[Change]:
    def follow(root: int, folder: bytes) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY, dir_fd=root)

    return [(opening, "open_beneath", follow)]


def _links_followed_on_the_walk() -> list[Change]:
    return [
        (opening, "FOLDER", opening.FOLDER & ~os.O_NOFOLLOW),
        (syscalls, "openat2", lambda *_arguments: _refuse(errno.ENOSYS)),
    ]


def _moved_unseen() -> list[Change]:
    return [(Beneath, "astray", lambda _self: set())]


def _folders_not_known() -> list[Change]:
    return [(apply, "_as_it_lies", lambda _beneath, plan: plan)]


def _modes_forgotten() -> list[Change]:
    return [(apply, "_with_mode", lambda _beneath, step: step)]


def _mode_after_the_name() -> list[Change]:
    def make(folder: int, name: bytes, mode: int, _spare: bytes) -> None:
        os.mkdir(name, dir_fd=folder)
        fd = os.open(name, os.O_RDONLY, dir_fd=folder)
        os.fchmod(fd, mode)
        os.close(fd)

    return [(asides, "make_folder", make)]


def _names_as_text() -> list[Change]:
    def pack(plan: Any) -> bytes:
        steps = tuple(Step(_text(s.path), s.before, s.after) for s in plan.steps)
        return packing.pack_plan(packing.Plan(plan.title, steps))

    return [(journal, "pack_plan", pack)]


def _text(name: bytes) -> bytes:
    return name.decode("utf-8", "replace").encode("utf-8")


def _checksum_ignored() -> list[Change]:
    def any_sum(data: bytes) -> bytes:
        head = len(packing._MAGIC)
        return (
            data[:head] + packing.crc32(data[head + 4 :]).to_bytes(4, "little") + data[head + 4 :]
        )

    real = packing.unpack_plan
    return [(malformed, "unpack_plan", lambda data: real(any_sum(data)))]


def _bad_settings_thrown() -> list[Change]:
    def parse(data: bytes, _path: bytes) -> Any:
        import tomllib

        return config.Settings(tomllib.loads(data.decode("utf-8")))

    return [(config, "parse_toml", parse)]


def _refuse(number: int) -> None:
    raise OSError(number, os.strerror(number))


def _link_by_link() -> list[Change]:
    real = Project.run

    def run(self: Project, plan: Plan, orders: Orders | None = None) -> Report:
        parts = [real(self, replace(plan, steps=(step,)), orders) for step in plan.steps]
        return Report(plan, tuple(outcome for part in parts for outcome in part.outcomes))

    return [(Project, "run", run)]


def _any_snapshot() -> list[Change]:
    return [(snapshot_types, "_checksum", lambda _document: "right")]


PLANTS = (
    Plant("the journal is not synced", power.ext4, 40, _journal_unsynced),
    Plant("the links are not synced", power.ext4, 40, _links_unsynced),
    Plant("journalled after the deed", kills.kill_points, 80, _journal_after_the_deed),
    Plant("closed before the deed", kills.kill_points, 80, _journal_closed_before_the_deed),
    Plant("recovery closed first", kills.double_kills, 40, _recovery_closed_before_the_deed),
    Plant("temporaries left", kills.kill_points, 80, _temporaries_left),
    Plant("temporaries of chance", kills.kill_points, 80, _temporaries_of_chance),
    Plant("temporaries dropped unseen", kills.kill_points, 80, _temporaries_dropped_unseen),
    Plant("taken back in no order", kills.kill_points, 80, _no_order),
    Plant("folders from the bottom", kills.kill_points, 80, _folders_from_the_bottom),
    Plant("nothing is ever unfinished", kills.kill_points, 80, _nothing_left_open),
    Plant("recovery acts unseen", kills.double_kills, 40, _acts_unseen),
    Plant("an exchange is not verified", races.swaps, 1500, _exchange_not_verified),
    Plant("look, then rename over", races.swaps, 1500, _look_then_rename_over),
    Plant("look, then unlink", races.swaps, 1500, _look_then_unlink),
    Plant("any inode will do", races.swaps, 1500, _any_inode),
    Plant("put back over anything", races.swaps, 1500, _put_back_over_anything),
    Plant("dropped unseen", races.swaps, 1500, _refused_exchange_dropped_unseen),
    Plant("unlink, then link", races.readers, 2000, _unlink_then_link),
    Plant("a profile link by link", profiles.switches, 60, _link_by_link),
    Plant("a profile with a gap", profiles.flips, 400, _unlink_then_link),
    Plant("a failed batch stays", errnos.matrix, 100, _not_taken_back),
    Plant("all is said to be done", errnos.matrix, 100, _all_said_to_be_done),
    Plant("others' things taken back", errnos.matrix, 150, _others_taken_back),
    Plant("startswith as confinement", traversal.traversal, 150, _begins_with_the_root),
    Plant("links in a parent followed", traversal.traversal, 100, _links_followed),
    Plant("links followed on the walk", traversal.traversal, 150, _links_followed_on_the_walk),
    Plant("a moved folder is not seen", traversal.traversal, 150, _moved_unseen),
    Plant("which folder is not known", moved.moved_and_killed, 60, _folders_not_known),
    Plant("modes are forgotten", kills.double_kills, 60, _modes_forgotten),
    Plant("a mode after the name", kills.double_kills, 120, _mode_after_the_name),
    Plant("names as text", names.names, 200, _names_as_text),
    Plant("a checksum is ignored", malformed.malformed, 150, _checksum_ignored),
    Plant("any snapshot will do", malformed.malformed, 300, _any_snapshot),
    Plant("an error that is not ours", malformed.malformed, 150, _bad_settings_thrown),
)
