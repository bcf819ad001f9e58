"""Move a link to another folder; it leads where it led."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cvlink_gui.core.names import basename, join, shown
from cvlink_gui.core.names import parent as folder_of
from cvlink_gui.core.plan import Absent, Dir
from cvlink_gui.features.project import Project
from cvlink_gui.gui.dialogs.preview import PathBox, PreviewDialog
from cvlink_gui.gui.planning import Planner


class MoveDialog(PreviewDialog):
    """The folder a link shall be in. What is said of it is as the tree knows it: no disk."""

    def __init__(
        self,
        planner: Planner,
        project: Project,
        link: bytes,
        choices: Sequence[bytes],
        parent: QWidget,
    ) -> None:
        """choices: folders that are offered."""
        super().__init__(self.tr("Move link"), parent)
        self._planner = planner
        self._project = project
        self._link = link
        others = [folder for folder in choices if folder != folder_of(link)]
        self.folder = PathBox(self.tr("Folder"), others)
        self.form.addRow(self.tr("&Folder:"), self.folder)
        self.folder.editTextChanged.connect(self._update)
        self.accepted.connect(self._propose)
        self._update()
        self.folder.setFocus()

    def _update(self) -> None:
        folder = self.folder.path(self._project)
        why = self._refusal(folder)
        if why or folder is None:
            self.say(why, wrong=folder is not None)
            return
        line = f"{shown(self._link)} → {shown(join(folder, basename(self._link)))}"
        self.say(self.tr("The link leads where it led:"), [line], ready=True)

    def _refusal(self, folder: bytes | None) -> str:
        if folder is None:
            return self.tr("Which folder shall “{0}” be in?").format(shown(basename(self._link)))
        if folder == folder_of(self._link):
            return self.tr("It is in this folder.")
        if folder and not isinstance(self._project.remember(folder), Dir):
            return self.tr("This is not a folder of the project.")
        if not isinstance(self._project.remember(join(folder, basename(self._link))), Absent):
            return self.tr("Something of that name is there.")
        return ""

    def _propose(self) -> None:
        folder = self.folder.path(self._project)
        if folder is not None:
            self._planner.move(self._link, folder)
