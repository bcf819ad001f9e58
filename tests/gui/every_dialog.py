"""Every dialog of the program, opened on the sample project as its user opens it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from cvlink_gui.core.plan import Plan
from cvlink_gui.fs.journal import Entry, Kind, State
from cvlink_gui.gui.dialogs.about import AboutDialog
from cvlink_gui.gui.dialogs.comparison import ComparisonDialog
from cvlink_gui.gui.dialogs.containers import ContainerDialog
from cvlink_gui.gui.dialogs.dvc import DvcDialog
from cvlink_gui.gui.dialogs.experiment import DuplicateDialog, ExperimentDialog
from cvlink_gui.gui.dialogs.keys import KeysDialog
from cvlink_gui.gui.dialogs.leak import LeakDialog
from cvlink_gui.gui.dialogs.move import MoveDialog
from cvlink_gui.gui.dialogs.picture import PictureDialog
from cvlink_gui.gui.dialogs.plan import LinkDialog, PlanDialog
from cvlink_gui.gui.dialogs.prefix import PrefixDialog
from cvlink_gui.gui.dialogs.preflight import PreflightDialog
from cvlink_gui.gui.dialogs.problem_report import ProblemReportDialog
from cvlink_gui.gui.dialogs.questions import CancelQuestion
from cvlink_gui.gui.dialogs.savings import SavingsDialog
from cvlink_gui.gui.dialogs.settings import SettingsDialog
from cvlink_gui.gui.dialogs.snapshots import SnapshotDialog
from cvlink_gui.gui.dialogs.subset import SubsetDialog
from cvlink_gui.gui.dialogs.trouble import TroubleDialog
from cvlink_gui.gui.dialogs.warmth import WarmthDialog
from cvlink_gui.gui.running import Run
from tests.gui.driver import Driver


def _acted(action: str, kind: type[QDialog], *names: str) -> Callable[[Driver], QDialog]:
    """What an action opens, with a row selected: of the experiments, or after `data` of those."""

    def opened(ui: Driver) -> QDialog:
        if names:
            view = ui.datasets if names[0] == "data" else ui.experiments
            ui.select(view, *(names[1:] if names[0] == "data" else names))
        ui.act(action)
        ui.until(lambda: ui.dialogs(kind))
        ui.settle()
        return ui.dialogs(kind)[-1]

    return opened


def _linked(ui: Driver) -> QDialog:
    ui.drop(ui.experiments, QModelIndex(), *ui.inside("data/splits/v2"))
    return ui.dialog(LinkDialog)


def _new_experiment(ui: Driver) -> QDialog:
    dialog = _acted("new_experiment", ExperimentDialog)(ui)
    ui.until(lambda: dialog.splits.count() and dialog.splits.isEnabled())
    return dialog


def _leaked(ui: Driver) -> QDialog:
    view, model = ui.space.problems.list, ui.space.problems.model
    ui.space.tabs.setCurrentIndex(0)
    rows = (model.index(n, 0, g) for g in model.groups() for n in range(model.rowCount(g)))
    view.view.setCurrentIndex(next(i for i in rows if model.finding(i).rule == "split-leak"))
    view.images_wanted.emit(view.finding)
    ui.until(lambda: ui.dialogs(LeakDialog))
    ui.settle()
    return ui.dialogs(LeakDialog)[-1]


def _pictured(ui: Driver) -> QDialog:
    ui.select(ui.datasets, "raw", "street")
    ui.until(lambda: ui.bench.gallery.path == b"data/raw/street")
    ui.until(lambda: not ui.bench.gallery.is_busy)
    ui.window.selection.show_picture(0)
    ui.until(lambda: not ui.bench.gallery.is_busy)
    return ui.dialogs(PictureDialog)[-1]


def _troubled(ui: Driver) -> QDialog:
    dialog = TroubleDialog("v2", "v2", "v2", ui.window)
    dialog.show()
    dialog.activateWindow()
    ui.until(dialog.isActiveWindow)
    return dialog


def _asked_to_cancel(ui: Driver) -> QDialog:
    question = CancelQuestion(Run("v2 → improved", "", 3_000, can_be_kept=True), ui.window)
    question.open()
    return question


def _asked_to_recover(ui: Driver) -> QDialog:
    left = Entry(1, 1_700_000_000.0, Kind.RUN, None, State.INTENDED, "", Plan("v2", ()))
    ui.window.questions._ask_to_recover(left)
    return next(d for d in ui.dialogs() if d.isModal())


def _input(action: str, *names: str) -> Callable[[Driver], None]:
    def opened(ui: Driver) -> None:
        ui.select(ui.experiments, *names)
        ui.run(action)

    return opened


def _link_to(ui: Driver) -> None:
    ui.select(ui.datasets, "splits", "v2")
    ui.run("link_to")


DIALOGS: dict[str, Callable[[Driver], QDialog]] = {
    "link": _linked,
    "plan": _acted("unlink", PlanDialog, "baseline", "train"),
    "new experiment": _new_experiment,
    "duplicate": _acted("duplicate", DuplicateDialog, "baseline"),
    "compare": _acted("compare", ComparisonDialog, "baseline"),
    "move": _acted("move", MoveDialog, "baseline", "train"),
    "prefix": _acted("prefix", PrefixDialog, "baseline"),
    "preflight": _acted("preflight", PreflightDialog, "faulty"),
    "leak": _leaked,
    "snapshots": _acted("snapshots", SnapshotDialog),
    "savings": _acted("savings", SavingsDialog),
    "containers": _acted("container", ContainerDialog),
    "dvc": _acted("dvc", DvcDialog, "data", "raw", "street"),
    "subset": _acted("subset", SubsetDialog, "data", "raw", "street"),
    "settings": _acted("settings", SettingsDialog),
    "picture": _pictured,
    "warmth": _acted("warm", WarmthDialog),
    "about": _acted("about", AboutDialog),
    "keys": _acted("keys", KeysDialog),
    "problem report": _acted("problem", ProblemReportDialog),
    "trouble": _troubled,
    "cancel": _asked_to_cancel,
    "recover": _asked_to_recover,
}
# They hold up whoever opens them.
INPUTS: dict[str, Callable[[Driver], None]] = {
    "rename": _input("rename", "baseline", "train"),
    "retarget": _input("retarget", "baseline", "train"),
    "link to": _link_to,
}
NAMES = (*DIALOGS, *INPUTS)


def look_at(ui: Driver, name: str, look: Callable[[QDialog], Any]) -> Any:
    """Open a dialog, look at it, close it; what was seen."""
    ui.come_forward()
    if name in DIALOGS:
        dialog = DIALOGS[name](ui)
        ui.settle()  # a button that waits for what a job finds is switched on meanwhile
        seen = look(dialog)
        dialog.reject()
        return seen
    found: list[Any] = []

    def looked() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or not dialog.isActiveWindow():
            QTimer.singleShot(10, looked)
            return
        found.append(look(dialog))
        dialog.reject()

    QTimer.singleShot(0, looked)
    INPUTS[name](ui)
    return found[0]
