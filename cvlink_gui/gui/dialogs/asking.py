"""Short questions, for a name or with buttons: as roomy as all other dialogs."""

from collections.abc import Sequence

from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from cvlink_gui.gui import icons
from cvlink_gui.gui.dialogs.frame import AROUND
from cvlink_gui.gui.theme import UNIT

_ICON = 32  # px
_WIDE = 90 * UNIT  # of a field: a name is seen as a whole, most often


class Question(QMessageBox):
    """A question with buttons; it has an icon, since Qt leaves the place for one."""

    def __init__(self, icon: str, field: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIconPixmap(picture(icon, field, self))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt lays it out anew whenever it says something else: this is the last moment."""
        _give_room(self)
        super().showEvent(event)


def ask_text(parent: QWidget, title: str, label: str, text: str = "") -> str:
    """Ask for a text, beginning with one; empty where nobody agreed."""
    dialog = QInputDialog(parent)
    dialog.setTextValue(text)
    return _asked(dialog, title, label)


def ask_choice(parent: QWidget, title: str, label: str, choices: Sequence[str]) -> str:
    """Ask for one of some, or for something else that is typed; empty where nobody agreed."""
    dialog = QInputDialog(parent)
    dialog.setComboBoxItems(list(choices))
    dialog.setComboBoxEditable(True)
    return _asked(dialog, title, label)


def picture(name: str, field: str, over: QWidget) -> QPixmap:
    """The icon of a question."""
    return icons.pixmap(name, field, _ICON, over.devicePixelRatioF())


def _asked(dialog: QInputDialog, title: str, label: str) -> str:
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.sizeHint()  # Qt makes the field when it is asked this
    for kind in (QComboBox, QLineEdit):
        for field in dialog.findChildren(kind):
            if field.parent() is dialog:
                field.setMinimumWidth(_WIDE)
    _give_room(dialog)
    agreed = dialog.exec()
    dialog.deleteLater()
    return dialog.textValue() if agreed else ""


def _give_room(dialog: QDialog) -> None:
    layout = dialog.layout()
    if layout is not None:
        layout.setContentsMargins(*AROUND)
        layout.setSpacing(3 * UNIT)
