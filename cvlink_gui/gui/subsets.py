"""Subsets of COCO data in the window: asked for, looked at while they are chosen, then planned."""

from typing import TYPE_CHECKING

from cvlink_gui.core.layout import Role
from cvlink_gui.core.names import basename, join
from cvlink_gui.gui.gestures import refused
from cvlink_gui.gui.jobs import once
from cvlink_gui.gui.words import tr

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_PART = b"-subset"


def choose(window: "MainWindow") -> None:
    """Ask what a subset of the selected COCO data shall be."""
    project, selected = window.workbench.project, window.selected_paths()
    if project is None or not selected:
        return
    from cvlink_gui.features.subset import annotation_of

    folders = (*project.layout.folders(Role.PROCESSED), project.layout.experiments_folder)

    def found(file: bytes | None) -> None:
        if file is None:
            words = tr("There are no COCO annotations in what is selected.")
            window.notices.show_notice(refused(words))
        else:
            show(window, file, join(folders[0], basename(selected[0]) + _PART))

    work = once(lambda: annotation_of(project, selected[0]))
    window.workbench.start(tr("Looking"), work, found)


def show(window: "MainWindow", file: bytes, dest: bytes) -> None:
    """Ask what a subset of an annotation file shall be; its plan is shown like any other."""
    project = window.workbench.project
    if project is None:
        return
    from cvlink_gui.gui.dialogs.subset import SubsetDialog, plan_dialog

    dialog = SubsetDialog(window.workbench, project, file, dest, window)
    dialog.planned.connect(lambda draft: window.proposals.show(plan_dialog(draft, window)))
    dialog.open()
