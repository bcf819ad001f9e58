"""Other people's programs, asked for what they know: in bounded time, with nothing to type."""

import os
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from cvlink_gui.core.errors import CvlinkError, NotAnswering, from_os_error
from cvlink_gui.core.names import shown
from cvlink_gui.core.said import Said, say
from cvlink_gui.fs.children import abandon

_SECONDS = 60.0  # after which a program is given up; an index of 500,000 names takes one
_ALTOGETHER = 120.0  # for all that an audit asks, however many repositories there are


class Patience:
    """Time that many questions share; it passes only while one of them is asked."""

    def __init__(self, seconds: float = _ALTOGETHER) -> None:
        self._whole = self._left = seconds

    @contextmanager
    def asking(self, name: str, folder: bytes) -> Iterator[float]:
        """The seconds a question may take; NotAnswering where no time is left for it."""
        if not self._left:
            words = say(
                "{name} had {seconds} s to answer in and is not asked any more",
                name=name,
                seconds=f"{self._whole:g}",
            )
            raise NotAnswering(words, path=folder)
        begin = time.monotonic()
        try:
            yield min(_SECONDS, self._left)
        finally:
            self._left = max(0.0, self._left - (time.monotonic() - begin))


def output(
    command: Sequence[str | bytes],
    folder: bytes,
    environment: Mapping[str, str],
    *,
    feed: bytes | None = None,
    well: Collection[int] = (0,),
    seconds: float = _SECONDS,
    enters: bool = False,
) -> bytes:
    """What a program says, started in a folder (absolute).

    enters  it goes there by itself, as the command says: who starts it waits for no folder then
    feed    what it reads on its standard input
    well    exit codes that are no error

    Raises CvlinkError where it is not installed or ends with an error, with its own first words;
    NotAnswering where it does not end in time: it is left behind then.
    """
    import subprocess  # most projects are audited without it

    name = os.fsdecode(command[0])
    try:
        process = subprocess.Popen(  # noqa: S603 (a list, no shell)
            command,
            cwd=os.sep if enters else folder,
            env=environment,
            stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        if isinstance(error, FileNotFoundError) and error.filename == command[0]:
            hint = say("Install {name}.", name=name)
            words = say("{name} is not installed", name=name)
            raise CvlinkError(words, path=folder, hint=hint) from None
        raise from_os_error(error, say("run {name}", name=name), folder) from error
    try:
        said, complaint = process.communicate(feed, seconds)
    except subprocess.TimeoutExpired:
        abandon(process)
        words = say("{name} did not answer in {seconds} s", name=name, seconds=f"{seconds:g}")
        raise NotAnswering(words, path=folder) from None
    except BaseException:  # a cancel as well must not leave it running; raised again
        abandon(process)
        raise
    if process.returncode not in well:
        told = shown(complaint.strip().partition(b"\n")[0])
        why = Said(told) if told else say("exit code {code}", code=process.returncode)
        raise CvlinkError(say("{name}: {why}", name=name, why=why), path=folder)
    return said
