"""What the actions do with experiments: make, duplicate, compare.

Dialogs are imported when they are first opened.
"""

from typing import TYPE_CHECKING

from cvlink_gui.features import experiments

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow


def create(window: "MainWindow") -> None:
    """Ask for a new experiment, of the version that is selected if one is."""
    project = window.workbench.project
    if project is None:
        return
    from cvlink_gui.gui.dialogs.experiment import ExperimentDialog

    versions = experiments.versions(project)
    selected = (experiments.version_of(project, path) for path in window.selected_paths()[:1])
    data = next(filter(None, selected), next(iter(versions), b""))
    dialog = ExperimentDialog(window.workbench.planner, project, versions, data, window)
    window.proposals.show(dialog)


def duplicate(window: "MainWindow") -> None:
    """Ask for the name of a copy of the selected experiment."""
    project, old = window.workbench.project, window.audits.experiment()
    if project is not None and old is not None:
        from cvlink_gui.gui.dialogs.experiment import DuplicateDialog

        window.proposals.show(DuplicateDialog(window.workbench.planner, project, old, window))


def compare(window: "MainWindow") -> None:
    """Show two experiments side by side: those selected, or the one that is and another one."""
    project = window.workbench.project
    if project is None:
        return
    from cvlink_gui.gui.dialogs.comparison import ComparisonDialog

    known = list(experiments.experiments_in(project))
    selected = map(project.layout.experiment_of, window.selected_paths())
    wanted = [path for path in dict.fromkeys([*selected, *known]) if path in known]
    for dialog in window.findChildren(ComparisonDialog):
        dialog.reject()
    dialog = ComparisonDialog(window.workbench.planner, known, window)
    dialog.visit.connect(window.workspace.reveal)
    window.workbench.audited.connect(dialog.compare)
    dialog.choose(*wanted[:2])
    dialog.show()
