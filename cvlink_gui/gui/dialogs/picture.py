"""An image of a data set, large: the next and the previous one by keys, boxes with their names."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.names import basename, printable, shown
from cvlink_gui.gui import icons
from cvlink_gui.gui.gallery import Gallery
from cvlink_gui.gui.models.thumbnails_model import ThumbnailsModel
from cvlink_gui.gui.panels.boxes import class_color, counts
from cvlink_gui.gui.panels.picture_view import PictureView
from cvlink_gui.gui.panels.progress import ShortLabel
from cvlink_gui.gui.previews import Preview
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.running import number as counted
from cvlink_gui.gui.theme import ICON, UNIT

_SIZE = QSize(180 * UNIT, 150 * UNIT)
_LEAST = QSize(116 * UNIT, 80 * UNIT)
_MOST = 2_048  # px; a larger image is decoded in this size
_LEGEND = 12  # classes told of
_PAGE = 10


class PictureDialog(QDialog):
    """Shows the images of a model one at a time; `went` carries the number of the one shown."""

    went = Signal(int)

    def __init__(self, images: ThumbnailsModel, gallery: Gallery, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._images = images
        self._gallery = gallery
        self.number = 0
        self.path = b""
        self._is_large = self._has_shown = False
        self._found: Preview | None = None
        self.view = PictureView()
        self.view.setAccessibleName(self.tr("Image"))
        self.title = ShortLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty("strong", True)
        self.facts = _label("quiet")
        self.why = _label("quiet")
        self.why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.why.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.legend = _label("")
        self.legend.setTextFormat(Qt.TextFormat.RichText)  # the names in it are escaped
        self.boxes = self._act("tag", self.tr("Boxes"), ("B",), self._show_boxes)
        self.boxes.setCheckable(True)
        self.boxes.setChecked(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 3 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addLayout(self._bar())
        column.addWidget(self.view, 1)
        column.addWidget(self.why, 1)
        column.addWidget(self.legend)
        column.addWidget(self.facts)
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self.view.zoomed.connect(self._tell)
        gallery.pictured.connect(self._pictured)
        gallery.drawn.connect(self._drawn)
        gallery.begun.connect(self._leave)
        images.modelReset.connect(self._changed)

    def _bar(self) -> QHBoxLayout:
        key = Qt.Key
        self.previous = self._act(
            "chevron-left", self.tr("Previous image"), (key.Key_Left,), self.back
        )
        self.next = self._act(
            "chevron-right", self.tr("Next image"), (key.Key_Right,), self.forward
        )
        rows = (
            (self.tr("First image"), (key.Key_Home,), lambda: self.show_image(0)),
            (self.tr("Last image"), (key.Key_End,), lambda: self.show_image(self._last)),
            (self.tr("Ten images back"), (key.Key_PageUp,), lambda: self._step(-_PAGE)),
            (self.tr("Ten images on"), (key.Key_PageDown,), lambda: self._step(_PAGE)),
        )
        for words, keys, then in rows:
            self._act("", words, keys, then)
        closer = self._act("plus", self.tr("Closer"), ("+", "="), lambda: self.view.zoom(1))
        further = self._act("minus", self.tr("Further away"), ("-",), lambda: self.view.zoom(-1))
        fit = self._act("maximize", self.tr("Fit into the window"), ("0", "F"), self.view.fit)
        bar = QHBoxLayout()
        bar.setSpacing(UNIT)
        for action in (self.previous, self.next):
            bar.addWidget(_button(action))
        bar.addWidget(self.title, 1)
        labelled = _button(self.boxes)
        labelled.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.addWidget(labelled)
        for action in (further, closer, fit):
            bar.addWidget(_button(action))
        return bar

    def _act(
        self,
        icon: str,
        words: str,
        keys: tuple[Qt.Key | str, ...],
        then: Callable[[], object],
    ) -> QAction:
        action = QAction(icons.icon(icon) if icon else QIcon(), words, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        native = QKeySequence.SequenceFormat.NativeText
        action.setToolTip(f"{words} ({action.shortcut().toString(native)})")
        action.triggered.connect(lambda _on=False: then())
        self.addAction(action)
        return action

    # Going

    @property
    def _last(self) -> int:
        return self._images.count - 1

    def forward(self) -> None:
        """The next image."""
        self._step(1)

    def back(self) -> None:
        """The previous one."""
        self._step(-1)

    def _step(self, steps: int) -> None:
        self.show_image(max(0, min(self._last, self.number + steps)))

    def show_image(self, number: int) -> None:
        """Show an image by its number; the ones beside it are decoded as well."""
        self.number, self.path = number, self._images.path(number)
        self._is_large = False
        near = [n for n in (number, number + 1, number - 1) if 0 <= n <= self._last]
        paths = [self._images.path(n) for n in near]
        self._gallery.want(paths, self._side, large=True)
        self._gallery.want_marks(paths)
        self._show()
        self._drawn()
        is_first, is_last = number <= 0, number >= self._last
        explain(self.previous, self.tr("This is the first one.") if is_first else "")
        explain(self.next, self.tr("This is the last one.") if is_last else "")
        self.went.emit(number)

    @property
    def _side(self) -> int:
        screen = self.screen().size()
        side = max(screen.width(), screen.height()) * self.devicePixelRatioF()
        return min(_MOST, max(512, -(-round(side) // 512) * 512))

    # Following

    def _show(self) -> None:
        """The picture in full, else the small one, else why there is none."""
        large = self._gallery.picture(self.path, self._side)
        found = large or self._images.preview(self.number)
        has_picture = found is not None and found.image is not None
        self.view.show_picture(found if has_picture else None, keep=large is not None)
        self._found, self._is_large = found, large is not None
        self.view.setVisible(has_picture)
        if has_picture and not self._has_shown:
            self._has_shown = True
            self.view.setFocus()
        self.why.setVisible(not has_picture)
        self.why.setText(found.why if found is not None else self.tr("Reading the image…"))
        self._tell()

    def _pictured(self, path: bytes) -> None:
        if path == self.path and not self._is_large:
            self._show()

    def _drawn(self, _paths: object = None) -> None:
        marked = self._gallery.marked(self.path)
        self.view.show_boxes(marked)
        found = list(counts(marked).items()) if marked else []
        kinds = {box.name: box.kind for box in marked.boxes} if marked else {}
        parts = [_chip(name, count, kinds[name]) for name, count in found[:_LEGEND]]
        if len(found) > _LEGEND:
            parts.append(self.tr("and %n more", "", len(found) - _LEGEND))
        self.legend.setText(" &nbsp; ".join(parts))
        self.legend.setVisible(bool(parts))
        self._tell()

    def _tell(self) -> None:
        """The name, the place among the others, and what is known of it."""
        name = shown(basename(self.path))
        place = self.tr("{0} of {1}").format(counted(self.number + 1), counted(self._last + 1))
        self.title.setText(f"{name}  \u00b7  {place}")
        self.title.setToolTip(shown(self.path))
        self.setWindowTitle(name)
        parts = self._images.facts(self.number, self._found)
        if self.view.isVisibleTo(self):
            parts.append(self.tr("{0} %").format(counted(self.view.percent)))
        if self._gallery.marked(self.path) is None and self._gallery.knows_marks(self.path):
            parts.append(self.tr("no labels found"))
        self.facts.setText("  \u00b7  ".join(parts))
        self.view.setAccessibleDescription(f"{name}, {place}, {self.facts.text()}")

    def _show_boxes(self) -> None:
        self.view.draws_boxes = self.boxes.isChecked()
        self.view.viewport().update()

    def _leave(self, _path: object) -> None:
        """Another data set is looked into."""
        self.reject()

    def _changed(self) -> None:
        """Other images were found: stay with this one if it is still among them."""
        if self.number > self._last or self._images.path(self.number) != self.path:
            self.reject()

    def done(self, result: int) -> None:
        """Have no more large pictures made."""
        self._gallery.want((), self._side, large=True)
        super().done(result)


def _chip(name: str, count: int, kind: int) -> str:
    """A class in the legend: its colour, its name, how often it occurs."""
    color, words = class_color(kind).name(), escape(printable(name))
    return f'<span style="color: {color};">\u25a0</span>&nbsp;{words}&nbsp;{counted(count)}'


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(1)
    if role:
        label.setProperty(role, True)
    return label


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(ICON, ICON))
    button.setAccessibleName(action.text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button
