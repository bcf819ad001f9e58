"""Help: the handbook at the page that fits, keys, the tour, a report of a problem, About.

What each of them shows is imported when it is first opened.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cvlink_gui.core.settings import RECENT, TOURED
from cvlink_gui.gui import gestures
from cvlink_gui.gui.jobs import once
from cvlink_gui.gui.notices import Notice
from cvlink_gui.gui.topics import topic_of
from cvlink_gui.gui.tour import Tour
from cvlink_gui.gui.words import language, tr_core

if TYPE_CHECKING:
    from cvlink_gui.gui.handbook import Handbook
    from cvlink_gui.gui.window import MainWindow

_REACHED = "reached_by_help"  # a property of dialogs that have the key


class Help(QObject):
    """Opens what the menu Help has."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.book: Handbook | None = None
        self.tour: Tour = Tour(window)
        self._wants_tour = False
        self._had_none = not window.workbench.user[RECENT]  # no project was ever opened
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._reach)

    # The handbook

    def open(self) -> None:
        """Open the handbook at the page that fits what has the focus."""
        self.open_at(*topic_of(QApplication.focusWidget() or QApplication.activeWindow()))

    def open_at(self, page: str, anchor: str = "") -> None:
        """Open the handbook at a place; pages are read when it is opened."""
        book = self.book
        if book is None:
            from cvlink_gui.gui.handbook import Handbook

            book = self.book = Handbook()
            book.closed.connect(self._forget)
            self._read(book)
        book.open_at(page, anchor)
        _bring_forward(book)

    def close(self) -> None:
        """The window closes: so does what stands beside it."""
        self.tour.end()
        if self.book is not None:
            self.book.close()

    def _read(self, book: "Handbook") -> None:
        from cvlink_gui.features.handbook import read_handbook

        spoken = language()
        title = self.tr("Opening the handbook")
        work = once(lambda: read_handbook(spoken))
        self._window.workbench.start(title, work, lambda pages: self._show(book, pages))

    def _show(self, book: "Handbook", pages: tuple[object, ...]) -> None:
        if self.book is book:  # else it was closed meanwhile
            book.show_pages(pages)  # type: ignore[arg-type]  # what a job returns has no type

    def _forget(self) -> None:
        if self.book is not None:
            self.book.deleteLater()
            self.book = None

    def _reach(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Give a dialog its F1: keys of the window do not reach it."""
        dialog = now.window() if now is not None else None
        if not isinstance(dialog, QDialog) or dialog.property(_REACHED):
            return
        if self._is_ours(dialog):
            dialog.setProperty(_REACHED, True)
            QShortcut(QKeySequence("F1"), dialog).activated.connect(self.open)

    def _is_ours(self, widget: QWidget | None) -> bool:
        while widget is not None and widget is not self._window:
            widget = widget.parentWidget()
        return widget is not None

    # The tour

    def show_around(self) -> None:
        """Make a sample project where the user says, and take the tour in it."""
        self._wants_tour = True
        gestures.choose_sample(self._window)

    def greet(self) -> None:
        """A project is there: take the tour if that was asked for; offer it at the very first."""
        bench = self._window.workbench
        if self._wants_tour:
            self.tour.begin()
        elif self._had_none and not bench.user[TOURED]:
            words = self.tr("New here? A short tour shows what is where.")
            bench.noticed.emit(Notice(words, action=tr_core("Take the tour"), run=self.tour.begin))
            bench.set_user(TOURED, True)
        self._wants_tour = self._had_none = False

    # The others

    def keys(self) -> None:
        """Show all keys."""
        from cvlink_gui.gui.dialogs.keys import KeysDialog

        KeysDialog(self._window).show()

    def about(self) -> None:
        """Show the version, and whose work is in the program under which licences."""
        from cvlink_gui.features import licences
        from cvlink_gui.gui.dialogs.about import AboutDialog

        dialog = AboutDialog(self._window)
        dialog.show()
        work = once(licences.components)
        self._window.workbench.start(self.tr("Reading licences"), work, dialog.show_components)

    def report(self, crash: str = "") -> None:
        """Collect what helps with a problem, and show all of it.

        crash  details of an error that was just told
        """
        from cvlink_gui.features import problem_report
        from cvlink_gui.gui.dialogs.problem_report import ProblemReportDialog, window_facts

        bench = self._window.workbench
        dialog = ProblemReportDialog(crash, bench, self._window)
        dialog.show()
        user, project, facts = bench.user, bench.project, window_facts(self._window)
        work = once(lambda: problem_report.collect(user, project, facts))
        bench.start(self.tr("Collecting"), work, dialog.show_report)


def _bring_forward(book: "Handbook") -> None:
    """Show it in front; also where a dialog waits for an answer it can be read."""
    book.winId()
    handle, modal = book.windowHandle(), QApplication.activeModalWidget()
    if handle is not None:
        over = modal.windowHandle() if modal is not None else None
        handle.setTransientParent(over)  # type: ignore[arg-type]  # None is well
    book.show()
    book.activateWindow()
