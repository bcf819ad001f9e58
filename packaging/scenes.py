"""What the pictures of the documents show: a scene for each, on the sample project.

A scene arranges a window and returns what is drawn. Times of day are put in by hand, so that a
picture is the same each time.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import boards
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from cvlink_gui.core.settings import RECENT, THEME
from cvlink_gui.core.snapshots import Why
from cvlink_gui.fs.snapshots import Stored
from cvlink_gui.gui import experiments, theme
from cvlink_gui.gui.dialogs import containers, savings, settings, snapshots
from cvlink_gui.gui.dialogs.snapshots import SnapshotDialog
from cvlink_gui.gui.window import MainWindow

_LOOKS = 100  # at charts that are still being loaded
NOON = 1_767_268_800.0  # 2026-01-01 12:00 UTC


class Stage(NamedTuple):
    """A window with the sample project, and a function that waits until it has come to rest."""

    window: MainWindow
    settle: Callable[[], None]

    def select(self, path: str) -> None:
        self.window.workspace.reveal(os.fsencode(path))
        self.settle()

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        self.settle()
        return next(d for d in self.window.findChildren(QDialog) if d.isVisible())


class Scene(NamedTuple):
    """How a picture comes about.

    size   of what is drawn; None for its own
    still  False for what differs elsewhere: times that were measured, letters of the system
    """

    arrange: Callable[[Stage], QWidget]
    size: tuple[int, int] | None = None
    look: str = "light"
    language: str = "en"
    still: bool = True


def _window(select: str) -> Callable[[Stage], QWidget]:
    def arrange(stage: Stage) -> QWidget:
        stage.window.resize(1400, 900)
        stage.window.workspace.tabs.setCurrentIndex(0)
        stage.select(select)
        return stage.window

    return arrange


def _tab(name: str) -> Callable[[Stage], QWidget]:
    def arrange(stage: Stage) -> QWidget:
        space = stage.window.workspace
        stage.window.resize(1400, 1100)
        stage.select("experiments/faulty")  # some tabs follow what is selected
        space.show_tab(getattr(space, name))
        stage.settle()
        return space.tabs

    return arrange


def _dashboard(stage: Stage) -> QWidget:
    shown = _tab("dashboard")(stage)
    for _look in range(_LOOKS):
        if not any(w.isVisible() and w.text() == "Loading…" for w in shown.findChildren(QLabel)):
            break
        stage.settle()
    return shown


def _inspector(stage: Stage) -> QWidget:
    stage.window.resize(1400, 1100)
    stage.select("data/splits/v2")
    return stage.window.workspace.inspector


def _plan(stage: Stage) -> QWidget:
    bench = stage.window.workbench
    data = os.path.join(bench.project.root, b"data/splits/v2")
    bench.planner.drop([data], bench.project.layout.experiments_folder, at_once=False)
    return stage.dialog()


def _open(show: Callable[[MainWindow], None], select: str = "") -> Callable[[Stage], QWidget]:
    def arrange(stage: Stage) -> QWidget:
        if select:
            stage.select(select)
        show(stage.window)
        return stage.dialog()

    return arrange


def _preflight(stage: Stage) -> QWidget:
    stage.select("experiments/faulty")
    stage.window.audits.preflight()
    return stage.dialog()


def _settings(stage: Stage) -> QWidget:
    stage.window.workbench.preferences.reset([RECENT])
    settings.show(stage.window)
    dialog = stage.dialog()
    if isinstance(dialog, settings.SettingsDialog):
        dialog.names.setCurrentRow(3)
    return dialog


def _snapshots(stage: Stage) -> QWidget:
    snapshots.browse(stage.window)
    dialog = stage.dialog()
    if isinstance(dialog, SnapshotDialog):
        kept = [
            Stored(b"/%d" % n, f"{n}", NOON - 86_400 * n, True, 42 + n, why)
            for n, why in enumerate((Why.SCHEDULE, Why.PLAN, Why.ASKED))
        ]
        dialog._rest.stop()  # noqa: SLF001 (files that are not there are not compared)
        dialog._show_stored(kept)  # noqa: SLF001 (with times that stay)
        dialog._rest.stop()  # noqa: SLF001
        dialog.words.setText("")
    return dialog


def _history(stage: Stage) -> QWidget:
    """A change that was made, and taken back."""
    bench, space = stage.window.workbench, stage.window.workspace
    data = os.path.join(bench.project.root, b"data/splits/v2")
    bench.planner.drop([data], bench.project.layout.experiments_folder, at_once=True)
    stage.settle()
    bench.runner.undo()
    stage.settle()
    shown = _tab("history")(stage)
    entries = [replace(entry, at=NOON) for entry in bench.project.journal.history()]
    space.history.show_entries(entries)
    stage.window.notices.close_notice()
    return shown


def _board(name: str) -> Callable[[Stage], QWidget]:
    def arrange(stage: Stage) -> QWidget:
        made = boards.BOARDS[name]()
        made.setParent(stage.window)
        made.show()
        made.adjustSize()
        return made

    return arrange


SCENES: dict[str, Scene] = {
    "window-light.png": Scene(_window("experiments/faulty/val")),
    "window-dark.png": Scene(_window("experiments/faulty/train"), look="dark"),
    "window-tr.png": Scene(_window("data/splits/v2"), language="tr"),
    "panel-inspector.png": Scene(_inspector),
    "panel-problems.png": Scene(_tab("problems")),
    "panel-lineage.png": Scene(_tab("lineage")),
    "panel-dashboard.png": Scene(_dashboard, still=False),
    "panel-history.png": Scene(_history),
    "dialog-plan.png": Scene(_plan, (800, 440)),
    "dialog-experiment.png": Scene(_open(experiments.create, "data/splits/v2"), (800, 560)),
    "dialog-compare.png": Scene(_open(experiments.compare, "experiments/baseline"), (960, 640)),
    "dialog-preflight.png": Scene(_preflight, (900, 600)),
    "dialog-snapshots.png": Scene(_snapshots, (940, 440)),
    "dialog-savings.png": Scene(_open(savings.show), (900, 600)),
    "dialog-containers.png": Scene(_open(containers.browse), (900, 600), still=False),
    "dialog-settings.png": Scene(_settings, (860, 600)),
    "dialog-settings-dark.png": Scene(_settings, (860, 600), look="dark"),
    **{
        f"design-{name}-{look}.png": Scene(_board(name), look=look)
        for name in boards.BOARDS
        for look in ("light", "dark")
    },
}


def draw(scene: Scene, stage: Stage) -> QImage:
    """The picture of a scene; the window is as it was after it, but for what is selected."""
    if theme.current().name != scene.look:
        stage.window.workbench.set_user(THEME, scene.look)
    stage.settle()
    widget = scene.arrange(stage)
    if scene.size is not None:
        widget.resize(*scene.size)
    stage.settle()
    picture = QImage(widget.size(), QImage.Format.Format_RGB32)
    picture.fill(widget.palette().window().color())
    painter = QPainter(picture)
    flags = QWidget.RenderFlag.DrawChildren | QWidget.RenderFlag.DrawWindowBackground
    widget.render(painter, QPoint(), QRegion(), flags)
    painter.end()
    if isinstance(widget, QDialog):
        widget.reject()
    elif widget.parent() is stage.window and widget is not stage.window.centralWidget():
        widget.setParent(None)
    stage.settle()
    return picture
