"""Children for a program with threads: a small process beside it is copied in its place.

A copy of a process is there in 2 ms, where a fresh one takes 40; and while a fresh one is begun
`subprocess` lets no other thread of Python work, for up to 12 ms. A program with threads cannot be
copied (`fork`), so a process is that has one thread, does nothing else, and touches no storage.

Protocol, on a socket that keeps messages apart: words and environment of a child, with the ends of
its standard streams; back comes the number of the child, with a descriptor of it, pidfd_open(2), or
minus the errno.
"""

import contextlib
import errno
import marshal
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from functools import cache
from typing import BinaryIO

from cvlink_gui.fs import fork

MODULE = "fs.nursery"
_MOST = 1 << 17  # bytes of a request: less than a socket takes at once
_STREAMS = 3
_PID_BYTES = 8
_PATIENCE = 10.0  # seconds for a copy to be made, on a machine that is out of memory or of breath

_Start = Callable[..., "subprocess.Popen[bytes]"]


@cache
def is_possible() -> bool:
    """True on Linux 5.3 or newer."""
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


class Nursery:
    """The process that is copied, started when it is first needed, and again if it has died."""

    def __init__(self, start: _Start) -> None:
        """`start` runs `main` in a fresh process, with these words for `Popen`."""
        self._start = start
        self._lock = threading.Lock()
        self._line: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def get_ready(self) -> None:
        """Have the process there before it is needed."""
        with self._lock:
            self._open()

    def child(self, words: list[bytes], *, loud: bool) -> "Child | None":
        """A child whose `sys.argv` are these words; OSError where none can be made.

        None where they, with the environment, are too long to be said.

        loud  it keeps our standard error
        """
        request = marshal.dumps((words, dict(os.environb)))
        if len(request) > _MOST:
            return None
        its_input, our_end = os.pipe()
        our_input, its_output = os.pipe()
        streams = [its_input, its_output, *([2] if loud else [])]
        try:
            pid, descriptor = self._ask(request, streams)
        except OSError:
            for number in (our_end, our_input):
                os.close(number)
            raise
        finally:
            os.close(its_input)
            os.close(its_output)
        return Child(pid, descriptor, our_end, our_input)

    def _ask(self, request: bytes, streams: list[int]) -> tuple[int, int]:
        with self._lock:
            try:
                return _asked(self._open(), request, streams)
            except (BrokenPipeError, ConnectionResetError, TimeoutError):  # it has died, or stands
                self._close()
                return _asked(self._open(), request, streams)

    def _open(self) -> socket.socket:
        if self._line is None:
            ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with its:
                self._process = self._start(stdin=its.fileno(), stdout=subprocess.DEVNULL)
            ours.settimeout(_PATIENCE)
            self._line = ours
        return self._line

    def _close(self) -> None:
        from cvlink_gui.fs.children import abandon

        if self._line is not None and self._process is not None:
            self._line.close()
            abandon(self._process)
        self._line = self._process = None


def _asked(line: socket.socket, request: bytes, streams: list[int]) -> tuple[int, int]:
    socket.send_fds(line, [request], streams)
    told, descriptors, _flags, _address = socket.recv_fds(line, _PID_BYTES, 1)
    if not told:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
    number = int.from_bytes(told, "little", signed=True)
    if not descriptors:
        raise OSError(-number, os.strerror(-number))
    return number, descriptors[0]


class Child:
    """What is used of `subprocess.Popen`; nobody knows with which code it ends."""

    def __init__(self, pid: int, descriptor: int, our_end: int, our_input: int) -> None:
        self.pid = pid
        self._descriptor = descriptor
        self.stdin: BinaryIO = os.fdopen(our_end, "wb")
        self.stdout: BinaryIO = os.fdopen(our_input, "rb", buffering=0)

    def poll(self) -> int | None:
        """0 once it has ended, None before."""
        if self._descriptor >= 0:
            waiting = select.poll()
            waiting.register(self._descriptor, select.POLLIN)
            if not waiting.poll(0):
                return None
            self._forget()
        return 0

    def kill(self) -> None:
        """End it, as soon as the kernel lets it."""
        if self._descriptor >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)

    def _forget(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        os.close(descriptor)

    def __del__(self) -> None:
        if self._descriptor >= 0:
            self._forget()


def main() -> None:
    """In the process: make a copy each time one is asked for, until the line ends."""
    # What most of the children run is loaded once, for all of them.
    from cvlink_gui.fs import asking, children, helper, stamps  # noqa: F401

    os.chdir("/")  # whatever is mounted in the working folder may be taken away
    line = socket.socket(fileno=os.dup(0))
    waiting = select.poll()
    waiting.register(line, select.POLLIN)
    made: dict[int, int] = {}  # number by descriptor
    while True:
        for descriptor, _event in waiting.poll():
            if descriptor == line.fileno():
                if not _serve(line, waiting, made, children.main):
                    os._exit(0)
            else:
                waiting.unregister(descriptor)
                os.close(descriptor)
                os.waitpid(made.pop(descriptor), 0)


def _serve(
    line: socket.socket, waiting: "select.poll", made: dict[int, int], work: Callable[[], object]
) -> bool:
    request, streams, _flags, _address = socket.recv_fds(line, _MOST, _STREAMS)
    if not request:
        return False
    words, environment = marshal.loads(request)  # noqa: S302 (our own parent)
    try:
        pid = os.fork()
    except OSError as error:
        line.send((-(error.errno or errno.EAGAIN)).to_bytes(_PID_BYTES, "little", signed=True))
        return True
    if not pid:
        _adopt(environment)
        fork.be_a_child(work, words, *streams)
    for number in streams:
        os.close(number)
    descriptor = os.pidfd_open(pid)
    made[descriptor] = pid
    waiting.register(descriptor, select.POLLIN)
    socket.send_fds(line, [pid.to_bytes(_PID_BYTES, "little", signed=True)], [descriptor])
    return True


def _adopt(environment: Mapping[bytes, bytes]) -> None:
    for name in set(os.environb) - set(environment):
        del os.environb[name]
    os.environb.update(environment)
