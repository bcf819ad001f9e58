"""Processes of this very program: started, felt for a pulse, and abandoned where they hang.

A call stuck in the kernel can neither be timed out nor be killed, and while one of its threads is
stuck no process can end. So whatever may get stuck is done by a process that can be left behind.

A child has nothing of ours open: whoever reads our messages to their end would wait for it as long
as it is stuck. So what it says on its standard error is lost, unless CVLINK_DEBUG is set.
"""

import contextlib
import marshal
import os
import struct
import sys
import time
from collections.abc import Iterator
from functools import cache, partial
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Protocol, TypeAlias, cast

from cvlink_gui.fs import fork

if TYPE_CHECKING:
    import subprocess

    from cvlink_gui.fs.nursery import Nursery

# The working folder may be anybody's data, so it is no place to import from (-P); the package
# comes last in the search path, so it hides no standard module.
_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_START = "import sys; sys.path.append(sys.argv[1]); from cvlink_gui.fs.children import main; main()"
_BARE = ("-P", "-S")  # 10 ms quicker to start, and without what is installed beside Python
FLAG = "--cvlink-child"  # how a frozen program starts itself as one
_WAIT_SECONDS = 0.2  # for a process that was killed to be gone
_STEP_SECONDS = 0.001  # it is mostly gone by then; each further step is twice as long
_STEP_MOST = 0.016  # a thread that looks more often would hold up the others
_FAULT = 3  # the exit code of what could not be carried out
_GIVES_WAY = 10  # a nice value: a tenth of the weight of others, sched(7)
_LENGTH = struct.Struct("<I")
_PULSE = ("voluntary_ctxt_switches", "nonvoluntary_ctxt_switches")


class Process(Protocol):
    """One that was started here: both of its pipes are open."""

    @property
    def pid(self) -> int: ...
    @property
    def stdin(self) -> IO[bytes]: ...
    @property
    def stdout(self) -> IO[bytes]: ...
    def kill(self) -> None: ...
    def poll(self) -> int | None: ...


AnyProcess: TypeAlias = "Process | subprocess.Popen[bytes]"


def main() -> None:
    """In the child: run the module that was asked for; its words are `sys.argv[3:]`."""
    import_module(f"cvlink_gui.{sys.argv[2]}").main()


def start_at_once() -> bool:
    """True where a child costs next to nothing."""
    return fork.is_possible()


def start(module: str, *words: bytes, bare: bool = True) -> Process:
    """Start `main` of a module, its standard streams open to us.

    module  a name in `fs`, or one with its room, as `features.metrics.worker`
    bare    it needs nothing but the standard library
    """
    module = module if "." in module else f"fs.{module}"
    loud = "CVLINK_DEBUG" in os.environ
    if start_at_once():
        return fork.Forked(main, _argv(module, *words), loud=loud)
    import subprocess  # a command does without

    nursery = _nursery(os.getpid())
    copied = nursery.child(_argv(module, *words), loud=loud) if nursery else None
    pipe = subprocess.PIPE
    child = copied or _fresh(module, *words, bare=bare, stdin=pipe, stdout=pipe)
    give_way(child.pid)
    return cast("Process", child)


def get_ready() -> None:
    """Have children at hand in a program that is about to have threads."""
    if nursery := _nursery(os.getpid()):
        nursery.get_ready()


@cache
def _nursery(_process: int) -> "Nursery | None":
    """Who has the children of this process with threads; None where they are fresh processes."""
    from cvlink_gui.fs import nursery  # a command does without

    if not nursery.is_possible():
        return None
    return nursery.Nursery(partial(_fresh, nursery.MODULE, bare=False))


def _argv(*words: str | bytes) -> list[bytes]:
    return [b"", os.fsencode(_PACKAGE), *map(os.fsencode, words)]


def _fresh(
    module: str,
    *words: bytes,
    bare: bool,
    stdin: int,
    stdout: int,
) -> "subprocess.Popen[bytes]":
    """A process that is not a copy."""
    import subprocess

    python = _BARE if bare else _BARE[:1]
    libraries = getattr(sys, "_MEIPASS", "")  # of a frozen program
    how = [FLAG] if libraries else [*python, "-c", _START, _PACKAGE]
    command: list[str | bytes] = [sys.executable, *how, module, *words]
    return subprocess.Popen(  # noqa: S603 (this very program)
        command,
        stdin=stdin,
        stdout=stdout,
        stderr=None if "CVLINK_DEBUG" in os.environ else subprocess.DEVNULL,
        env=_frozen(libraries) if libraries else None,
        start_new_session=True,
    )


def _frozen(libraries: str) -> dict[str, str]:
    """The environment in which a frozen program finds its own libraries.

    It is that of the program's start, which the program has taken back for all it starts
    (`packaging/pyinstaller/start.py`).
    """
    before = os.environ.get("LD_LIBRARY_PATH")
    kept = {"LD_LIBRARY_PATH_ORIG": before} if before else {}
    return {**os.environ, **kept, "LD_LIBRARY_PATH": libraries}


def give_way(process: int) -> None:
    """Let a process work only while nobody else wants its processor.

    Who starts one beside other threads has a window, which should be painted first.
    """
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, process, _GIVES_WAY)
        # Linux weighs whole sessions against each other where it groups them, sched(7), and a
        # child has one of its own. Asked for twice within a moment it is refused, but done then.
        with contextlib.suppress(OSError), open(f"/proc/{process}/autogroup", "wb") as group:
            group.write(b"%d" % _GIVES_WAY)


# Killed, and not gone yet: kept until they are, so that none stays a zombie.
_dying: list[AnyProcess] = []


def abandon(process: AnyProcess, *, patience: float = _WAIT_SECONDS) -> None:
    """Let it go without waiting: one stuck in the kernel dies when the kernel lets it.

    patience  seconds it is given to be gone; one that is not by then is looked after later
    """
    process.kill()
    for stream in (process.stdin, process.stdout, getattr(process, "stderr", None)):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()
    _dying[:] = [old for old in _dying if old.poll() is None]
    end, step = time.monotonic() + patience, _STEP_SECONDS
    while process.poll() is None:
        if time.monotonic() > end:
            _dying.append(process)
            return
        time.sleep(step)
        step = min(2 * step, _STEP_MOST)


def end_with_threads() -> None:
    """In a child: let it end where a thread of it dies of a fault, for whoever waits to see.

    One that went on without that thread would only seem to be well.
    """
    import threading  # not every child has threads

    def hook(fault: threading.ExceptHookArgs) -> None:
        try:
            threading.__excepthook__(fault)
        finally:  # whatever became of the standard error
            os._exit(_FAULT)

    threading.excepthook = hook


def pulse(process: Process) -> int | None:
    """A number that stays the same while all of its threads are stuck; None if nobody knows.

    Every call that blocks and comes back is a switch to another thread, proc_pid_status(5).
    """
    try:
        return sum(_switches(f"/proc/{process.pid}/task"))
    except OSError:
        return None


def _switches(tasks: str) -> Iterator[int]:
    for task in os.listdir(tasks):
        with open(f"{tasks}/{task}/status", encoding="ascii", errors="replace") as file:
            lines = (line.partition(":") for line in file)
            yield sum(int(value) for name, _, value in lines if name in _PULSE)


def pulse_of_thread(thread: int) -> bytes | None:
    """What stays the same while a thread of ours does not run; None if nobody knows.

    The time it has run, has waited for a processor, and how often it did: proc/schedstat.
    thread  as the kernel numbers it, `threading.get_native_id`
    """
    try:
        with open(f"/proc/self/task/{thread}/schedstat", "rb") as file:
            return file.read()
    except OSError:
        return None


def packed(value: Any) -> bytes:  # noqa: ANN401 (whatever `marshal` takes)
    """Built-in values after their length, so that nobody ever waits for half of them."""
    made = marshal.dumps(value)  # at hand, where `pickle` takes 2 ms to load
    return _LENGTH.pack(len(made)) + made


def send(value: Any, stream: BinaryIO) -> None:  # noqa: ANN401 (whatever `marshal` takes)
    """Send built-in values, as `Inbox` reads them."""
    made = marshal.dumps(value)
    stream.write(_LENGTH.pack(len(made)))
    stream.write(made)
    stream.flush()


class Inbox:
    """Messages that arrive in pieces."""

    def __init__(self) -> None:
        self._received = bytearray()

    def read(self, pipe: int) -> list[Any]:
        """Read once; the values that have arrived in full. EOFError if the sender is gone."""
        part = os.read(pipe, 1 << 20)
        if not part:
            raise EOFError
        self._received += part
        values = []
        while len(self._received) >= _LENGTH.size:
            end = _LENGTH.size + _LENGTH.unpack_from(self._received)[0]
            if len(self._received) < end:
                break
            with memoryview(self._received)[_LENGTH.size : end] as packed:
                values.append(marshal.loads(packed))  # noqa: S302 (ours)
            del self._received[:end]
        return values
