"""Where rows lie in a window of a given size: `positions.py FOLDER WIDTH HEIGHT PATH...`.

Draws the same window without a display and prints, as JSON, the centre of each row's name (and of
the strip for new experiments, as `zone`) in pixels from the window's upper left corner.
"""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from cvlink_gui.gui import theme
from cvlink_gui.gui.window import MainWindow
from cvlink_gui.gui.workbench import Workbench


def centre(window: MainWindow, widget: QWidget, point: QPoint) -> list[int]:
    place = widget.mapTo(window, point)
    return [place.x(), place.y()]


def tell(window: MainWindow, paths: list[str]) -> None:
    space = window.workspace
    found = {"zone": centre(window, space.new_experiment, space.new_experiment.rect().center())}
    project = window.workbench.project
    assert project is not None
    for path in paths:
        node = project.tree.find(os.fsencode(path))
        assert node is not None, path
        for view in space.views:
            index = view.model().index_of(node)
            if index.isValid():
                row = view.visualRect(index)
                point = QPoint(row.left() + 40, row.center().y())
                found[path] = centre(window, view.viewport(), point)
    sys.stdout.write(json.dumps(found))
    window.close()
    QApplication.exit()


def main() -> None:
    folder, width, height, *paths = sys.argv[1:]
    app = QApplication([])
    theme.choose(app, "light")
    window = MainWindow(Workbench(), remember=False)
    window.resize(int(width), int(height))
    window.show()
    window.workbench.audited.connect(lambda *_: QTimer.singleShot(100, lambda: tell(window, paths)))
    window.workbench.open(os.fsencode(folder))
    app.exec()


if __name__ == "__main__":
    main()
