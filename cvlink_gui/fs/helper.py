"""A helper process: lists and judges folders for a supervisor (`fs/supervisor.py`).

It keeps the window smooth (a scan on a thread of the same process makes timers late) and can be
abandoned when storage hangs: a `stat` stuck in the kernel can neither be timed out nor be killed.
It imports no Qt.

Protocol, marshalled tuples over its standard streams (both ends are this program):

    request   ([folder, ...], room, mounts to stay away from)
    answer    (columns of a Bundle, folders that are left); then, if there is a link in the bundle,
              Verdicts; each after its length, so that the supervisor never waits for half of it

A helper goes below the folders of a request until it has found as many entries as there is room
for, and then returns the folders that are left for others. It lists all of them before it judges
the first link, so names never wait for a target that does not answer.
"""

import contextlib
import marshal
import os
import sys

from cvlink_gui.fs.children import send
from cvlink_gui.fs.crossing import Crossings
from cvlink_gui.fs.scan import Scanner


def main() -> None:
    """The process: answers requests until its standard input ends."""
    root, avoided = os.fsencode(sys.argv[-1]), frozenset[bytes]()
    scanner = Scanner(root)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            folders, room, dead = marshal.load(requests)  # noqa: S302 (our own parent)
            if dead != avoided:
                scanner, avoided = Scanner(root, Crossings(dead).first), dead
            found, rest = scanner.below(folders, room)
            send((found.columns(), rest), answers)
            if found.has_links:
                send(tuple(scanner.verdicts(found)), answers)


if __name__ == "__main__":
    main()
