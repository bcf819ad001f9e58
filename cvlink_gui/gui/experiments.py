"""What the actions do with experiments: make, duplicate, compare."""

from typing import TYPE_CHECKING

from cvlink_gui.features import experiments
from cvlink_gui.gui.dialogs.experiment import DuplicateDialog, ExperimentDialog

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow


def create(window: "MainWindow") -> None:
    """Ask for a new experiment, of the version that is selected if one is."""
    project = window.workbench.project
    if project is None:
        return
    versions = experiments.versions(project)
    selected = (experiments.version_of(project, path) for path in window.selected_paths()[:1])
    data = next(filter(None, selected), next(iter(versions), b""))
    dialog = ExperimentDialog(window.workbench.planner, project, versions, data, window)
    window.show_dialog(dialog)


def duplicate(window: "MainWindow") -> None:
    """Ask for the name of a copy of the selected experiment."""
    project, old = window.workbench.project, window.audits.experiment()
    if project is not None and old is not None:
        window.show_dialog(DuplicateDialog(window.workbench.planner, project, old, window))
