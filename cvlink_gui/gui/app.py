"""`cvlink-gui`: the arguments, the application, the last net for errors.

What the window is made of is imported when it is to be made: other starts do without.
"""

import argparse
import faulthandler
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QSocketNotifier,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from cvlink_gui import __version__
from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.settings import LANGUAGE, THEME
from cvlink_gui.fs import config, logbook
from cvlink_gui.gui import theme
from cvlink_gui.gui.instance import claim
from cvlink_gui.gui.screenshot import PANELS, Screenshot, Shot
from cvlink_gui.gui.words import speak
from cvlink_gui.resources import resource

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow
    from cvlink_gui.gui.workbench import Workbench

log = logging.getLogger("cvlink_gui")


def main(words: Sequence[str] | None = None) -> int:
    """Run the window, or draw it into a file; returns an exit code."""
    arguments = _parser().parse_args(sys.argv[1:] if words is None else words)
    if arguments.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_SCALE_FACTOR"] = str(arguments.scale)
    elif not _has_display():
        sys.stderr.write(_NO_DISPLAY)
        return 2
    try:
        folder = _folder(arguments)
    except CvlinkError as error:
        sys.stderr.write(f"cvlink-gui: {error}\n")
        return error.exit_code
    _log_to_file()
    qInstallMessageHandler(_log_qt)
    app = _application(arguments)
    is_one = not arguments.screenshot and not arguments.new_window
    instance = claim(folder) if is_one else None
    if is_one and instance is None:
        return 0
    workbench, window = _window(app, arguments)
    _catch_errors(window)
    if folder is not None:
        workbench.open(folder)
    if arguments.screenshot:
        shot = Screenshot(window, _shot(arguments))
        return _ended(shot.take(), workbench)
    if instance is not None:
        instance.wanted.connect(window.come_forward)
    window.show()
    if crashes := logbook.take_crashes():
        window.trouble.tell_crash("\n\n".join(crashes))
    crash_file = _catch_crashes()
    keep = _quit_on_signals(window)
    code = app.exec()
    del keep
    if crash_file is not None:
        crash_file.remove()
    return _ended(code, workbench)


def _window(app: QApplication, arguments: argparse.Namespace) -> "tuple[Workbench, MainWindow]":
    """The window and what works behind it; `Collector` collects from then on."""
    gc.disable()  # what is loaded and made now stays: looking through it is lost time
    from cvlink_gui.gui.window import MainWindow
    from cvlink_gui.gui.workbench import Workbench

    workbench = Workbench(live=not arguments.screenshot)
    with theme.undressed(app):
        return workbench, MainWindow(workbench, remember=not arguments.screenshot)


def _ended(code: int, workbench: "Workbench") -> int:
    """The exit code; where a thread is stuck in the kernel the process ends here and now.

    Nothing is lost: settings are kept, and a change that was under way is in its journal.
    """
    if workbench.jobs.is_stuck:
        logging.shutdown()
        os._exit(code)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cvlink-gui", description="The desktop program for the link tree of a project."
    )
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="the project to open")
    parser.add_argument("--sample", action="store_true", help="make and open a sample project")
    parser.add_argument("--new-window", action="store_true", help="do not use a running window")
    parser.add_argument("--language", choices=("en", "tr"))
    parser.add_argument("--theme", choices=("light", "dark", "system"))
    parser.add_argument("--version", action="version", version=f"cvlink-gui {__version__}")
    picture = parser.add_argument_group("draw the window into a picture, without a display")
    picture.add_argument("--screenshot", metavar="FILE")
    picture.add_argument("--size", type=_size, default=(1400, 900), metavar="WIDTHxHEIGHT")
    picture.add_argument("--scale", type=_scale, default=1.0)
    picture.add_argument("--panel", choices=PANELS, default="problems")
    picture.add_argument("--select", metavar="PATH", help="select this path of the project")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    size = (int(width), int(height))
    if not all(200 <= side <= 10_000 for side in size):
        raise ValueError
    return size


def _scale(text: str) -> float:
    scale = float(text)
    if not 0.5 <= scale <= 4:
        raise ValueError
    return scale


def _folder(arguments: argparse.Namespace) -> bytes | None:
    """The folder to open; the sample project is made where it is asked for."""
    folder = os.path.abspath(os.fsencode(arguments.folder)) if arguments.folder else None
    if arguments.sample:
        folder = folder or os.path.abspath(b"cvlink-sample")
        if not os.path.exists(os.path.join(folder, b"cvlink.toml")):
            from cvlink_gui.features.sample import create_sample

            create_sample(folder)
    return folder


def _shot(arguments: argparse.Namespace) -> Shot:
    return Shot(
        file=arguments.screenshot,
        size=arguments.size,
        panel=arguments.panel,
        select=os.fsencode(arguments.select) if arguments.select else None,
        waits=bool(arguments.folder or arguments.sample),
    )


def _has_display() -> bool:
    """True if there is a display to open a window on; Qt would abort the process without one."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal", "vnc")):
        return True
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or _x_answers(os.environ.get("DISPLAY", ""))


def _x_answers(display: str) -> bool:
    """True if something listens behind DISPLAY; a set variable alone proves nothing."""
    host, _, number = display.partition(":")
    if not number:
        return False
    number = number.partition(".")[0]
    if host not in ("", "unix"):
        return True  # another machine: let Qt try
    for address in (f"\0/tmp/.X11-unix/X{number}", f"/tmp/.X11-unix/X{number}"):  # noqa: S108
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(address) == 0:
                return True
    return False


_NO_DISPLAY = """cvlink-gui: there is no display to open a window on.
  Over ssh: connect with `ssh -X`, or set DISPLAY.
  Without one: `cvlink-gui FOLDER --screenshot picture.png` draws the window into a file,
  and `cvlink audit FOLDER` says the same in words.
"""


def _application(arguments: argparse.Namespace) -> QApplication:
    app = QApplication(sys.argv[:1])
    app.setApplicationName("cvlink-gui")
    app.setOrganizationName("cvlink-gui")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("cvlink-gui")
    app.setWindowIcon(QIcon(str(resource("icons", "cvlink.svg"))))
    user = config.read_user()
    speak(app, arguments.language or user[LANGUAGE])
    theme.choose(app, arguments.theme or user[THEME])
    return app


def _log_to_file() -> None:
    """Tracebacks go to a log; people see words. To the terminal where no log can be kept."""
    logging.basicConfig(
        handlers=[logbook.open_log()],
        level=logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    log.setLevel(logging.INFO)  # what is passed by, and why
    log.info("cvlink-gui %s, Qt %s, Python %s", __version__, qVersion(), sys.version.split()[0])


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt's own messages go to the log as well; a fatal one also to the terminal.

    Qt ends the process after a fatal one: nothing can be shown any more. What faulthandler then
    writes beside these words is told at the next start.
    """
    log.log(_QT_LEVELS.get(kind, logging.INFO), "Qt: %s", message)
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(f"cvlink-gui: {message}\n")
        if _crash_files:
            _crash_files[-1].write(f"Qt: {message}")


_crash_files: list[logbook.CrashFile] = []  # that of this process, for `_log_qt`


_QT_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _catch_errors(window: "MainWindow") -> None:
    """Show an error nobody expected, with the traceback in the log; other threads only log it."""
    sys.excepthook = window.trouble.hook
    threading.excepthook = _log_thread
    sys.unraisablehook = _log_unraisable


def _log_thread(found: threading.ExceptHookArgs) -> None:
    name = found.thread.name if found.thread else "a thread"
    if found.exc_value is not None:
        log.error("unexpected in %s", name, exc_info=found.exc_value)


def _log_unraisable(found: "sys.UnraisableHookArgs") -> None:
    log.error("unexpected: %s", found.err_msg or found.object, exc_info=found.exc_value)


def _catch_crashes() -> logbook.CrashFile | None:
    """Let a fault of native code leave words for the next start."""
    crash_file = logbook.open_crash_file()
    if crash_file is not None:
        _crash_files.append(crash_file)
        faulthandler.enable(crash_file.stream)
    return crash_file


def _quit_on_signals(window: "MainWindow") -> object:
    """Ctrl+C and SIGTERM close the program, also while Qt idles; keep what this returns."""
    reader, writer = socket.socketpair()
    for end in (reader, writer):
        end.setblocking(False)
    signal.set_wakeup_fd(writer.fileno())
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)

    def close() -> None:
        reader.recv(64)  # or the notifier would tell of it for ever
        QTimer.singleShot(0, window.end)

    notifier.activated.connect(close)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: None)
    return reader, writer, notifier


if __name__ == "__main__":
    sys.exit(main())
