"""A file gives its place to a link, and gets it back; in open folders.

The file goes through the temporary name of the step: out of its place by an exchange with the
link, looked at, and on to where it is kept; and back the same way. So whenever it is interrupted,
the file lies in one of three places, all of which the journalled step names (`settle`). Only
`delete` deletes, which no plan can ask for.
"""

import errno
import os
from dataclasses import dataclass

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.plan import Absent, Found, Link, Twin
from cvlink_gui.core.said import say
from cvlink_gui.fs import asides, syscalls
from cvlink_gui.fs.equality import Proof, is_twin, proved
from cvlink_gui.fs.looking import is_at, look_at
from cvlink_gui.fs.refusals import changed_meanwhile, kept_beside


@dataclass(frozen=True, slots=True)
class Seat:
    """The place of one file: open folders and names in them.

    folder, name  where the file, or the link, lies; `spare` is the temporary name beside it
    store, kept   where the file is kept; the folder is None where it is not there
    path, kept_path  of both, for messages
    """

    folder: int
    name: bytes
    spare: bytes
    store: int | None
    kept: bytes
    path: bytes
    kept_path: bytes


def holds(folder: int | None, name: bytes, twin: Twin) -> bool:
    """True if the very file lies under a name."""
    if folder is None:
        return False
    try:
        return is_twin(os.stat(name, dir_fd=folder, follow_symlinks=False), twin)
    except FileNotFoundError:
        return False


def set_aside(seat: Seat, twin: Twin, link: Link) -> None:
    """Put a link in the place of a file with the same bytes as what it leads to.

    PlanRefused, and all as it was, where that is not so.
    """
    with proved((seat.folder, seat.name), twin, (seat.folder, link.text), seat.path) as proof:
        os.symlink(link.text, seat.spare, dir_fd=seat.folder)
        made = look_at(seat.folder, seat.spare)
        try:
            _exchange(seat)
        except OSError as error:
            asides.discard(seat.folder, seat.spare, made)
            if error.errno not in asides.UNSUPPORTED:
                raise
            _set_aside_with_gap(seat, twin, link, proof)
            return
        if not (holds(seat.folder, seat.spare, twin) and proof.holds()):
            asides.swap_back(seat.folder, seat.spare, seat.name, made, seat.path)
            raise changed_meanwhile(seat.path)
        try:
            _store(seat)
        except OSError:
            asides.swap_back(seat.folder, seat.spare, seat.name, made, seat.path)
            raise


def _set_aside_with_gap(seat: Seat, twin: Twin, link: Link, proof: Proof) -> None:
    asides.rename_aside(seat.folder, seat.name, seat.spare)
    try:
        if not (holds(seat.folder, seat.spare, twin) and proof.holds()):
            raise changed_meanwhile(seat.path)
        os.symlink(link.text, seat.name, dir_fd=seat.folder)
        made = look_at(seat.folder, seat.name)
    except (OSError, PlanRefused):
        asides.put_back(seat.folder, seat.spare, seat.name, seat.path)
        raise
    try:
        _store(seat)
    except OSError:
        _give_back(seat, made)
        raise


def _give_back(seat: Seat, made: Found) -> None:
    """A file that cannot be kept takes its place again; the link that is there, ours, goes."""
    try:
        asides.swap_back(seat.folder, seat.spare, seat.name, made, seat.path)
    except OSError as error:
        if error.errno not in asides.UNSUPPORTED or not isinstance(made, Link):
            raise
        asides.remove(seat.folder, seat.name, made, seat.spare + b"-", seat.path)
        asides.put_back(seat.folder, seat.spare, seat.name, seat.path)


def bring_back(seat: Seat, link: Link, twin: Twin) -> None:
    """Put a file that was kept into its place again, where the link is.

    PlanRefused, and all as it was, where either is another one by now.
    """
    if seat.store is None or not holds(seat.store, seat.kept, twin):
        raise gone(seat.path)
    asides.rename_to_free(seat.store, seat.kept, seat.folder, seat.spare)
    try:
        _exchange(seat)
    except OSError as error:
        _store(seat)
        if error.errno not in asides.UNSUPPORTED:
            raise
        asides.remove(seat.folder, seat.name, link, seat.spare, seat.path)
        put_into_place(seat)
        return
    if not (holds(seat.folder, seat.name, twin) and is_at(seat.folder, seat.spare, link)):
        _exchange(seat)
        _store(seat)
        raise changed_meanwhile(seat.path)
    os.unlink(seat.spare, dir_fd=seat.folder)


def put_into_place(seat: Seat) -> None:
    """Move the file from where it is kept to its place, which must be free."""
    if seat.store is None:
        raise gone(seat.path)
    try:
        asides.rename_to_free(seat.store, seat.kept, seat.folder, seat.name)
    except FileExistsError as error:
        raise kept_apart(seat.kept_path) from error


def delete(seat: Seat, link: Link, twin: Twin) -> None:
    """Delete a kept file whose bytes are what the link in its place leads to; PlanRefused."""
    if seat.store is None or not holds(seat.store, seat.kept, twin):
        raise gone(seat.path)
    file, target = (seat.store, seat.kept), (seat.folder, link.text)
    with proved(file, twin, target, seat.kept_path) as proof:
        if not (is_at(seat.folder, seat.name, link) and proof.holds()):
            raise changed_meanwhile(seat.path)
        os.unlink(seat.kept, dir_fd=seat.store)


def settle(seat: Seat, link: Link, twin: Twin, *, to_link: bool) -> None:
    """Bring the exchange of a file and a link to its end, wherever it was interrupted.

    to_link  the link is to be in the place, and the file kept; else the file is to be back

    PlanRefused where neither is in the place; nothing of somebody else is touched, and the file
    stays where it is. The bytes are compared again before the link takes the place.
    """
    _clear(seat, link, twin)
    kept = holds(seat.store, seat.kept, twin)
    if holds(seat.folder, seat.name, twin):
        if kept:  # two names of it, while it was moved by a hard link
            _drop_second_name(seat.store, seat.kept, seat.folder, seat.name)
        if to_link:
            set_aside(seat, twin, link)
        return
    found = look_at(seat.folder, seat.name)
    if not (isinstance(found, Absent) or _is(found, link)):
        raise kept_apart(seat.kept_path) if kept else changed_meanwhile(seat.path)
    if not kept:
        raise gone(seat.path)
    if to_link:
        if isinstance(found, Absent):
            os.symlink(link.text, seat.name, dir_fd=seat.folder)
        _prove_again(seat, link, twin)
    elif isinstance(found, Absent):
        put_into_place(seat)
    else:
        bring_back(seat, link, twin)


def _prove_again(seat: Seat, link: Link, twin: Twin) -> None:
    """A kill may have come after the exchange and before the last look: bring it back then."""
    try:
        where = seat.store or 0, seat.kept
        with proved(where, twin, (seat.folder, link.text), seat.path):
            return
    except PlanRefused:
        bring_back(seat, link, twin)
        raise


def _clear(seat: Seat, link: Link, twin: Twin) -> None:
    """Let nothing be left under the temporary name but what belongs to somebody else."""
    aside = look_at(seat.folder, seat.spare)
    if isinstance(aside, Absent):
        return
    found = look_at(seat.folder, seat.name)
    if holds(seat.folder, seat.spare, twin):
        _save(seat, link, twin, found)
    elif _is(aside, link):
        if isinstance(found, Absent) and holds(seat.store, seat.kept, twin):
            asides.put_back(seat.folder, seat.spare, seat.name, seat.path)
        else:
            asides.discard(seat.folder, seat.spare, aside)
    elif isinstance(found, Absent):
        asides.put_back(seat.folder, seat.spare, seat.name, seat.path)
    elif _is(found, link):
        _exchange(seat)  # it brought out something else, which goes back
        _clear(seat, link, twin)
    else:
        raise kept_beside(seat.path, seat.spare)


def _save(seat: Seat, link: Link, twin: Twin, found: Found) -> None:
    """A file under the temporary name goes back to its free place, or to where it is kept.

    Where it cannot be kept it takes the place of the link again.
    """
    for folder, name in ((seat.store, seat.kept), (seat.folder, seat.name)):
        if holds(folder, name, twin):
            _drop_second_name(seat.folder, seat.spare, folder, name)
            return
    if isinstance(found, Absent):
        asides.put_back(seat.folder, seat.spare, seat.name, seat.path)
        return
    try:
        _store(seat)
    except OSError:
        if not _is(found, link):
            raise
        _give_back(seat, found)


def _drop_second_name(folder: int | None, name: bytes, other: int | None, kept: bytes) -> None:
    """Remove a name of a file that has another one, which stays."""
    one = os.stat(name, dir_fd=folder, follow_symlinks=False)
    if os.path.samestat(one, os.stat(kept, dir_fd=other, follow_symlinks=False)):
        os.unlink(name, dir_fd=folder)


def _is(found: Found, link: Link) -> bool:
    return isinstance(found, Link) and (found.text, found.kind) == (link.text, link.kind)


def kept_apart(kept: bytes) -> PlanRefused:
    """The error for a file that cannot go back."""
    return PlanRefused(
        say("The place was taken meanwhile; the file is kept"),
        path=kept,
        hint=say("Look at both and keep the one you want."),
    )


def gone(path: bytes) -> PlanRefused:
    """The error for a file that is not where it was kept."""
    return PlanRefused(
        say("The file is not kept any more, or was changed where it is kept"),
        path=path,
        hint=say("What the link leads to had the same bytes when it took the file's place."),
    )


def _exchange(seat: Seat) -> None:
    pair = seat.folder, seat.spare, seat.folder, seat.name
    syscalls.renameat2(*pair, syscalls.RENAME_EXCHANGE)


def _store(seat: Seat) -> None:
    if seat.store is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), seat.kept_path)
    asides.rename_to_free(seat.folder, seat.spare, seat.store, seat.kept)
