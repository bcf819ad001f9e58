"""Saving what is drawn: a file is asked for, drawn here, and written off the GUI thread."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QWidget

from cvlink_gui.core.errors import from_os_error
from cvlink_gui.core.names import shown
from cvlink_gui.fs.files import write_atomic
from cvlink_gui.gui import theme
from cvlink_gui.gui.jobs import once
from cvlink_gui.gui.notices import Notice
from cvlink_gui.gui.words import tr

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench


_SCALE = 2


class Kind(NamedTuple):
    """A kind of file: the end of its name, with the dot, what it is called, what is in it."""

    end: str
    name: str
    data: Callable[[], bytes]


def png(size: QSize, paint: Callable[[QPainter], None]) -> bytes:
    """What is painted, as a picture twice as large."""
    picture = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_SCALE)
    picture.fill(theme.color("raised"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"PNG")).write(picture)
    return bytes(buffer.data().data())


def svg(size: QSize, title: str, paint: Callable[[QPainter], None]) -> bytes:
    """What is painted, as a drawing that can be scaled."""
    buffer = _buffer()  # the generator does not own it
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInchX()))
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setTitle(title)
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(), size), theme.color("raised"))
    paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def ask_and_save(bench: "Workbench", parent: QWidget, name: str, kinds: Sequence[Kind]) -> None:
    """Ask for a file of one of some kinds, and write it.

    name  that is offered, without its end
    """
    by_filter = {f"{kind.name} (*{kind.end})": kind for kind in kinds}
    offered = os.path.expanduser(f"~/{name.replace('/', '-')}{kinds[0].end}")
    title = tr("Export")
    file, chosen = QFileDialog.getSaveFileName(parent, title, offered, ";;".join(by_filter))
    if not file:
        return
    kind = by_filter.get(chosen, kinds[0])
    if not os.path.splitext(file)[1]:
        file += kind.end
    kind = next((known for known in kinds if file.lower().endswith(known.end)), kind)
    save(bench, os.fsencode(file), kind.data())


def save(bench: "Workbench", path: bytes, data: bytes) -> None:
    """Write a file, and say where it is."""

    def work() -> None:
        try:
            write_atomic(path, data)
        except OSError as error:
            raise from_os_error(error, "save it", path) from error

    def done(_none: None) -> None:
        bench.noticed.emit(Notice(tr("Saved: {0}").format(shown(path))))

    bench.start(tr("Saving"), once(work), done)
