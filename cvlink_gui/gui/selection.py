"""What is selected in the trees is inspected, and what goes with it is lit up."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cvlink_gui.core.links import Health, Kind
from cvlink_gui.core.names import basename
from cvlink_gui.core.plan import Link
from cvlink_gui.features.gallery.walking import is_image
from cvlink_gui.features.inspect import Details

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow

_REST_MS = 60  # the inspector follows the selection after so long a rest


class Selection(QObject):
    """Follows what is selected.

    rest  runs until what is selected now is followed
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.rest: QTimer = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(_REST_MS)
        self.rest.timeout.connect(self.follow)
        bench = window.workbench
        bench.detailed.connect(self._detailed)
        bench.runner.remembered.connect(self.follow_soon)
        bench.tracker.told.connect(self.follow_soon)

    def follow_soon(self, *_what: object) -> None:
        """Something else is selected, or something else is known of it."""
        self.rest.start()

    def follow(self) -> None:
        """Inspect what is selected, and light up what uses it or what it uses."""
        bench, space = self._window.workbench, self._window.workspace
        paths = self._window.selected_paths()[:1]
        bench.relations.ask(paths[0] if paths else None)
        if bench.project is None or not paths:
            space.inspector.forget_what_is_gone(bench.project)
            return
        space.inspector.expect(paths[0])
        bench.inspect(paths[0])
        experiment = bench.project.layout.experiment_of(paths[0])
        space.problems.list.follow(basename(experiment) if experiment else None)

    def _detailed(self, details: Details) -> None:
        bench, inspector = self._window.workbench, self._window.workspace.inspector
        project = bench.project
        if project is None or details.path not in self._window.selected_paths()[:1]:
            return  # the selection has moved on
        end = details.chain[-1].path if details.chain else details.path
        node = project.tree.find(end)
        totals = project.tree.totals(node) if node is not None else None
        own = project.tree.find(details.path)
        marks = () if own is None else bench.tracker.tracked.marks(project.tree, own)
        inspector.show_details(details, totals, marks)
        bench.lens.ask(details.path)
        if isinstance(details.chain[0].found, Link):
            bench.recall(details.path)
        has_data = details.health is Health.OK and (
            details.end is Kind.DIR or (details.end is Kind.FILE and is_image(details.real_path))
        )
        inspector.show_data(on=has_data)
        if has_data:
            bench.gallery.look(project, details.path, details.real_path)
        else:
            bench.gallery.look_away()

    def show_picture(self, number: int) -> None:
        """Show an image large; what is current among the small ones follows."""
        from cvlink_gui.gui.dialogs.picture import PictureDialog

        window = self._window
        view = window.workspace.inspector.thumbnails.view
        for old in window.findChildren(PictureDialog):
            old.reject()
        dialog = PictureDialog(view.images, window.workbench.gallery, window)
        dialog.went.connect(view.select)
        dialog.show()
        dialog.show_image(number)
