"""Where things are in a window of a given size, as JSON: `python -m tests.e2e.places FOLDER W H`.

The same program with the same project, size, style and font lays its rows out alike; so the
places are asked of a window without a display, and the program under test needs no back door.
"""

import json
import os
import sys

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtWidgets import QApplication

from cvlink_gui.gui import theme
from cvlink_gui.gui.panels.tree_view import LinkTreeView
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.words import speak
from cvlink_gui.gui.workbench import Workbench


def main() -> None:
    """Print the middle of every row in sight, by its path, and of the strip to drop on."""
    folder, width, height = sys.argv[1:]
    app = QApplication([])
    speak(app, "en")
    theme.choose(app, "light")
    workbench = Workbench()
    window = MainWindow(workbench, remember=False)
    window.resize(int(width), int(height))
    window.show()

    def tell(*_audited: object) -> None:
        zone = window.workspace.new_experiment
        found = {"": at(zone.mapTo(window, zone.rect().center()))}
        for view in window.workspace.views:
            found |= rows(window, view)
        print(json.dumps(found))  # noqa: T201
        window.close()

    workbench.audited.connect(tell)
    workbench.open(os.fsencode(folder))
    app.exec()


def rows(window: MainWindow, view: LinkTreeView) -> dict[str, list[int]]:
    tree, model = window.workspace.dataset_model.tree, view._tree_model
    found = {}
    index = view.indexAt(view.viewport().rect().topLeft() + QPoint(40, 2))
    while index.isValid() and index != QModelIndex():
        middle = view.visualRect(index.siblingAtColumn(0)).center()
        if view.viewport().rect().contains(middle):
            path = os.fsdecode(tree.path(model.node(index)))
            found[path] = at(view.viewport().mapTo(window, middle))
        index = view.indexBelow(index)
    return found


def at(point: QPoint) -> list[int]:
    return [point.x(), point.y()]


if __name__ == "__main__":
    main()
