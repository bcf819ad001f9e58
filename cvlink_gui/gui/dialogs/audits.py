"""What the window does about audits: one experiment before training, fixes, images, reports."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import basename, shown
from cvlink_gui.core.settings import FRAMEWORK
from cvlink_gui.features.audit import Audit
from cvlink_gui.features.audit.leaked import Image, Leaked
from cvlink_gui.gui.dialogs.preflight import PreflightDialog
from cvlink_gui.gui.notices import Notice, Tone
from cvlink_gui.gui.panels.findings import FindingsView

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow


class Audits(QObject):
    """The Problems panel and the audits before training, wired to the rest of the window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._bench = window.workbench
        problems = window.workspace.problems.list
        self._wire(problems)
        problems.report_wanted.connect(self.save_report)
        self._bench.audited.connect(self._audited)

    def experiment(self) -> bytes | None:
        """The experiment that is selected, or that something selected lies in."""
        project, paths = self._bench.project, self._window.selected_paths()
        return project.layout.experiment_of(paths[0]) if project and paths else None

    def preflight(self) -> None:
        """Audit the selected experiment, in a dialog of its own."""
        project, path = self._bench.project, self.experiment()
        if project is None or path is None:
            return
        known = next((d for d in self._dialogs() if d.path == path), None)
        if known is not None:
            known.activateWindow()
            known.start()
            return
        framework = project.settings[FRAMEWORK]
        dialog = PreflightDialog(path, framework, self._bench.auditor, self._window)
        self._wire(dialog.list)
        dialog.report.clicked.connect(lambda _on=False: self._save_of(dialog))
        dialog.show()

    def go_to_problems(self) -> None:
        """Show the problems, and let the keys go there."""
        space = self._window.workspace
        space.tabs.setCurrentWidget(space.problems)
        view = space.problems.view
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not view.currentIndex().isValid():
            view.setCurrentIndex(view.model().index(0, 0))

    def save_report(self) -> None:
        """Ask for a file and save the last audit of the whole project."""
        project, audit = self._bench.project, self._bench.last_audit
        if project is not None and audit is not None:
            self._ask(audit, shown(project.name))

    def restyle(self) -> None:
        """Draw what is open in the colours of the theme in use."""
        for dialog in self._dialogs():
            dialog.restyle()

    # Inside

    def _dialogs(self) -> list[PreflightDialog]:
        return self._window.findChildren(PreflightDialog)

    def _wire(self, view: FindingsView) -> None:
        view.point.connect(self._window.workspace.point_at)
        view.visit.connect(self._visit)
        view.sought.connect(self._seek)
        view.fix_wanted.connect(lambda wanted: self._bench.auditor.fix(wanted, view.model.findings))
        view.images_wanted.connect(self._show_images)

    def _audited(self) -> None:
        for dialog in self._dialogs():
            dialog.links_changed()

    def _visit(self, path: bytes) -> None:
        if not self._window.workspace.reveal(path):
            self._not_shown(shown(path))

    def _seek(self, text: str) -> None:
        """Go to something the evidence names, where that name stands for one path for sure."""
        project, path = self._bench.project, text.encode("utf-8")
        if project is None:
            return
        inside = project.policy.inside(path)
        if shown(path) != text or not self._window.workspace.reveal(inside):
            self._not_shown(text)

    def _not_shown(self, words: str) -> None:
        message = self.tr("This is not shown in the trees:") + "\n" + words
        self._bench.noticed.emit(Notice(message, Tone.WARNING))

    def _show_images(self, finding: Finding) -> None:
        def show(found: Leaked) -> None:
            from cvlink_gui.gui.dialogs.leak import LeakDialog

            dialog = LeakDialog(finding, found, self._bench.auditor, self._window)
            dialog.visit.connect(self._visit_image)
            dialog.show()

        self._bench.auditor.images(finding, show)

    def _visit_image(self, image: Image) -> None:
        """Go to the link of an image, or to the image itself where a folder is linked."""
        space = self._window.workspace
        if not (space.reveal(image.path) or space.reveal(image.real)):
            self._not_shown(shown(image.path))

    def _save_of(self, dialog: PreflightDialog) -> None:
        if dialog.audit is not None:
            self._ask(dialog.audit, shown(basename(dialog.path)))

    def _ask(self, audit: Audit, name: str) -> None:
        page, data = self.tr("Page (*.html)"), self.tr("Data (*.json)")
        offered = os.path.expanduser(f"~/audit-{name.replace('/', '-')}.html")
        title = self.tr("Save report")
        file, kind = QFileDialog.getSaveFileName(self._window, title, offered, f"{page};;{data}")
        if not file:
            return
        if not os.path.splitext(file)[1]:
            file += ".json" if kind == data else ".html"
        self._bench.auditor.save(audit, os.fsencode(file))
