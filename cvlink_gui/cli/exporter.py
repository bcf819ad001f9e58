"""`cvlink metrics`: a project in numbers, once, into a file, or served until somebody ends it."""

import argparse
import os
import signal
import threading
import time
from types import FrameType
from typing import NoReturn

from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.errors import NotAnswering, UsageError
from cvlink_gui.core.names import json_path, shown
from cvlink_gui.features.metrics import textfile
from cvlink_gui.features.metrics.board import Board
from cvlink_gui.features.metrics.collector import registry
from cvlink_gui.features.metrics.exporter import Exporter, Wish
from cvlink_gui.features.metrics.serving import Tls
from cvlink_gui.features.metrics.values import Look
from cvlink_gui.features.metrics.worker import Worker
from cvlink_gui.features.survey import root_of
from cvlink_gui.fs.children import end_with_threads
from cvlink_gui.fs.storage import Storage

_LOOPBACKS = ("127.", "localhost", "::1")
_LONG = 3_600.0  # seconds; any number


class _Ended(BaseException):
    """The system wants the program to end."""


def metrics(root: bytes, arguments: argparse.Namespace, out: Output) -> int:
    """3 if nothing can be said of the project now, and that is what is written.

    A path that is no project is refused before anything is served or written.
    """
    _check(arguments)
    root = os.path.abspath(root)
    try:
        root_of(root, Storage())
    except NotAnswering as error:
        out.fail(str(error))  # that is what the metrics are for
    if arguments.serve:
        return _serve(root, arguments, out)
    return _once(root, arguments, out)


def _check(arguments: argparse.Namespace) -> None:
    if arguments.serve and (arguments.textfile or arguments.format != "text"):
        raise UsageError("--serve has no other output", hint="Leave --textfile and --format out.")
    if bool(arguments.tls_cert) != bool(arguments.tls_key):
        raise UsageError("A certificate and its key belong together: --tls-cert and --tls-key")
    if arguments.tls_client_ca and not arguments.tls_cert:
        raise UsageError("--tls-client-ca needs --tls-cert and --tls-key")


def _once(root: bytes, arguments: argparse.Namespace, out: Output) -> int:
    board, worker = Board(root), Worker(root, arguments.timeout)
    board.begin()
    try:
        found = worker.look(lambda: False)
    finally:
        worker.close()
    assert found is not None  # noqa: S101 (nobody cancels it)
    board.end(found)
    known = registry(board, aliases=arguments.aliases, ages=False)
    lines: list[str] = []
    if arguments.textfile:
        textfile.write(known, os.fsencode(arguments.textfile))
        out.say(_line(found))
    else:
        text = textfile.text(known, openmetrics=arguments.openmetrics)
        lines = text.decode("utf-8").splitlines()
    data = {
        "schema": "cvlink.metrics/1",
        **json_path(root, "root"),
        "known": found.values is not None,
        "families": list(textfile.families(known)),
    }
    out.result(lines, data)
    if found.values is None:
        out.fail(found.words)
    return 0 if found.values else 3


def _serve(root: bytes, arguments: argparse.Namespace, out: Output) -> int:
    tls = None
    if arguments.tls_cert:
        tls = Tls(arguments.tls_cert, arguments.tls_key, arguments.tls_client_ca)
    wish = Wish(
        arguments.address,
        arguments.port,
        arguments.interval,
        arguments.timeout,
        aliases=arguments.aliases,
        tls=tls,
    )
    end_with_threads()
    exporter = Exporter(root, wish, _Teller(out))
    try:
        signal.signal(signal.SIGTERM, _end)
        out.say(f"Serving {shown(root)} at {exporter.url}; Ctrl+C ends it.")
        if not arguments.address.startswith(_LOOPBACKS) and not arguments.tls_client_ca:
            out.say("Whoever reaches this address can read the names and numbers of the project.")
        while True:
            threading.Event().wait(_LONG)
    except _Ended:
        return 0
    finally:
        exporter.close()


def _end(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise _Ended


class _Teller:
    """Says how the looks go, each thing once."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._last = ""

    def __call__(self, found: Look) -> None:
        if found.words != self._last:
            self._last = found.words
            tell = self._out.fail if found.words else self._out.say
            tell(found.words or _line(found))
        self._out.detail(f"{time.strftime('%H:%M:%S')} {_line(found)}")


def _line(found: Look) -> str:
    if found.values is None:
        return f"Nothing is known of the project: {found.words}"
    links = sum(found.values.links.values())
    return f"{links:,} links, {found.values.broken:,} of them broken."
