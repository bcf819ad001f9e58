"""A program of its own: one real drag with the mouse in a window, and what came of it as JSON.

`python -m tests.gui.dragging FOLDER FROM TO`, each of FROM and TO as `datasets:path`,
`experiments:path`, `experiments:` for the empty area or `zone:` for the strip below it. It runs
on the platform `minimal`: on `offscreen` a drag does nothing.
"""

import json
import os
import sys

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cvlink_gui.gui import theme
from cvlink_gui.gui.dialogs.plan import LinkDialog
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench

LEFT = Qt.MouseButton.LeftButton
STEPS = 12
STEP_MS = 15


class Drag(QObject):
    """Press, move in steps, release. A move blocks while the drag runs, so the next is armed."""

    def __init__(self, window: MainWindow, begin: QPoint, end: QPoint) -> None:
        super().__init__(window)
        self._handle = window.windowHandle()
        way = end - begin
        self._points = [begin + way * step / STEPS for step in range(1, STEPS + 1)]
        self._end = end
        QTest.mousePress(self._handle, LEFT, Qt.KeyboardModifier.NoModifier, begin)
        self._step()

    def _step(self) -> None:
        if self._points:
            point = self._points.pop(0)
            QTimer.singleShot(STEP_MS, self._step)
            QTest.mouseMove(self._handle, point)
        else:
            QTest.mouseRelease(self._handle, LEFT, Qt.KeyboardModifier.NoModifier, self._end)


def place(window: MainWindow, word: str) -> QPoint:
    """Where a thing is, in the window."""
    where, _, path = word.partition(":")
    if where == "zone":
        zone = window.workspace.new_experiment
        return zone.mapTo(window, zone.rect().center())
    view = getattr(window.workspace, where)
    if not path:
        below = view.viewport().rect().bottomLeft() + QPoint(60, -8)
        assert not view.indexAt(below).isValid(), "no empty area"
        return view.viewport().mapTo(window, below)
    project = window.workbench.project
    index = view.model().index_of(project.tree.find(os.fsencode(path)))
    above = index.parent()
    while above.isValid():
        view.expand(above)
        above = above.parent()
    rect = view.visualRect(index)
    assert view.viewport().rect().contains(rect.center()), f"{path} is not in sight"
    return view.viewport().mapTo(window, rect.center())


class Seen(QObject):
    """Which drag events came, by what they were."""

    def __init__(self) -> None:
        super().__init__()
        self.hints: list[str] = []
        self.dropped = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.dropped |= event.type() == QEvent.Type.Drop
        return False


def main() -> None:
    """Open, drag, wait for a dialog or for nothing, tell, accept the dialog, end."""
    folder, begin, end = sys.argv[1:]
    app = QApplication([])
    theme.choose(app, "light")
    workbench = Workbench()
    window = MainWindow(workbench, remember=False)
    window.resize(1400, 1200)
    window.show()
    told: dict[str, object] = {"plan": None, "dropped": False}
    seen = Seen()
    for widget in (
        *(v.viewport() for v in window.workspace.views),
        window.workspace.new_experiment,
    ):
        widget.installEventFilter(seen)

    def drag(*_audited: object) -> None:
        workbench.audited.disconnect(drag)
        begin_at, end_at = place(window, begin), place(window, end)
        Drag(window, begin_at, end_at)
        QTimer.singleShot(STEPS * STEP_MS + 700, look)

    def look() -> None:
        if workbench.jobs.titles:
            QTimer.singleShot(50, look)
            return
        dialogs = [d for d in window.findChildren(LinkDialog) if d.isVisible()]
        told["dropped"] = seen.dropped
        if dialogs:
            steps = dialogs[0].proposal.plan.steps
            told["plan"] = [[os.fsdecode(s.path), s.action] for s in steps]
            dialogs[0].accept_button.click()
        QTimer.singleShot(100, finish)

    def finish() -> None:
        if workbench.jobs.titles:
            QTimer.singleShot(50, finish)
            return
        print(json.dumps(told))  # noqa: T201
        window.close()
        app.quit()

    workbench.audited.connect(drag)
    workbench.open(os.path.realpath(os.fsencode(folder)))
    app.exec()


if __name__ == "__main__":
    main()
