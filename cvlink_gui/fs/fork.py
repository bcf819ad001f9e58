"""A child process that is a copy of this one: there in 2 ms, where a fresh one takes 40.

Only a process with a single thread is copied: locks that another thread holds would stay held in
the copy for ever.
"""

import contextlib
import os
import sys
from collections.abc import Callable
from typing import BinaryIO

_SIGKILL = 9  # as in `signal`, which takes 1 ms to load


def is_possible() -> bool:
    """True on Linux in a process with a single thread."""
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


class Forked:
    """What is used of `subprocess.Popen`, of a copy of this process that runs `work` and ends.

    Its standard streams lead to us; it has no other open file of ours, and a session of its own.
    """

    def __init__(self, work: Callable[[], object], words: list[bytes], *, loud: bool) -> None:
        """`words` become its `sys.argv`; a loud one keeps our standard error."""
        its_input, our_end = os.pipe()
        our_input, its_output = os.pipe()
        self.returncode: int | None = None
        self.pid = os.fork()
        if not self.pid:
            be_a_child(work, words, its_input, its_output, 2 if loud else -1)
        os.close(its_input)
        os.close(its_output)
        self.stdin: BinaryIO = os.fdopen(our_end, "wb")
        self.stdout: BinaryIO = os.fdopen(our_input, "rb", buffering=0)

    def poll(self) -> int | None:
        """The exit code, or minus the signal that ended it; None while it runs."""
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:  # somebody else has waited for it
                self.returncode = 0
                return 0
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def kill(self) -> None:
        """End it, as soon as the kernel lets it; nothing, if it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, _SIGKILL)


def be_a_child(
    work: Callable[[], object],
    words: list[bytes],
    its_input: int,
    its_output: int,
    errors: int = -1,
) -> None:
    """Run `work` in a fresh copy, with these streams and words, and end; never returns.

    errors  its standard error; nowhere if there is none
    """
    code = 1
    try:
        os.setsid()
        os.dup2(its_input, 0)
        os.dup2(its_output, 1)
        os.dup2(errors if errors >= 0 else os.open(os.devnull, os.O_WRONLY), 2)
        _close_all_but_standard()
        sys.argv = [os.fsdecode(word) for word in words]
        # Of a child's child the ones before would close what they have no part in any more.
        sys.stdin, sys.stdout = (os.fdopen(n, "rw"[n], closefd=False) for n in (0, 1))
        work()
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.flush()
        code = 0
    finally:  # what it inherited (exit handlers, buffers of our files) is ours to end
        if sys.exc_info()[1] is not None:
            import traceback  # seldom needed

            traceback.print_exc()
        os._exit(code)


def _close_all_but_standard() -> None:
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2:
            with contextlib.suppress(OSError):  # the one this list was read from
                os.close(int(name))
