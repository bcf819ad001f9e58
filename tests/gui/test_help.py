"""F1 and the menu Help: the page that fits, from everywhere; keys, About, the report."""

import importlib
import pkgutil

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QWidget

import cvlink_gui.gui
from cvlink_gui.features.handbook import INDEX, read_handbook
from cvlink_gui.gui.actions import ACTIONS
from cvlink_gui.gui.dialogs.about import AboutDialog
from cvlink_gui.gui.dialogs.keys import KeysDialog
from cvlink_gui.gui.dialogs.plan import LinkDialog
from cvlink_gui.gui.dialogs.problem_report import ProblemReportDialog
from cvlink_gui.gui.handbook import Handbook
from cvlink_gui.gui.topics import TOPICS, topic_of
from tests.gui.test_reach import unnamed

PAGES = read_handbook("en")


@pytest.fixture
def book(qtbot):
    """The handbook by itself."""
    handbook = Handbook()
    qtbot.addWidget(handbook)
    handbook.show_pages(PAGES)
    handbook.show()
    return handbook


def f1(ui, widget: QWidget | None = None) -> Handbook:
    """Press F1 where the focus is; the handbook, with its pages."""
    if widget is None:
        ui.come_forward()
    ui.key(Qt.Key.Key_F1, widget=widget or ui.window)
    ui.until(lambda: ui.window.help.book is not None and ui.window.help.book.pages)
    return ui.window.help.book


def headings(book: Handbook) -> str:
    """The heading the page begins with, as it is seen."""
    place = book.page.viewport().rect().topLeft()
    return book.page.cursorForPosition(place).block().text()


# The table


def classes() -> dict[str, type]:
    found = {}
    for module in pkgutil.walk_packages(cvlink_gui.gui.__path__, "cvlink_gui.gui."):
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, type) and issubclass(kind, QWidget):
                found[kind.__name__] = kind
    return found


def test_every_dialog_and_every_class_of_the_table_has_a_page_that_is_there():
    known = classes()
    assert set(TOPICS) <= set(known)
    ours = [k for k in known.values() if k.__module__.startswith("cvlink_gui.gui.dialogs.")]
    shown = [kind for kind in ours if issubclass(kind, QDialog) and not kind.__subclasses__()]
    dialogs = {kind.__name__ for kind in shown}
    assert dialogs <= set(TOPICS)


def test_every_place_of_the_table_is_a_heading():
    anchors = {page.name: {section.anchor for section in page.sections} for page in PAGES}
    for place in (*TOPICS.values(), "window.md#datasets", "window.md#experiments"):
        page, _, anchor = place.partition("#")
        assert not anchor or anchor in anchors[page], place
        assert page in anchors


# F1


def test_f1_opens_the_page_that_fits_the_panel_with_the_focus(ui):
    space = ui.space
    for widget, heading in (
        (space.datasets, "Datasets"),
        (space.experiments, "Experiments"),
        (ui.window.filter_bar.edit, "Filter"),
        (space.problems.view, "Problems"),
    ):
        ui.come_forward()
        widget.setFocus()
        book = f1(ui)
        assert book.place[0] == "window.md"
        assert headings(book) == heading


def test_f1_works_in_a_dialog_and_the_dialog_stays(ui):
    ui.drop(ui.experiments, ui.at(ui.experiments, "baseline"), *ui.inside("data/splits/v2"))
    dialog = ui.dialog(LinkDialog)
    dialog.table.setFocus()
    ui.until(lambda: dialog.focusWidget() is not None and dialog.property("reached_by_help"))
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    ui.until(lambda: ui.window.help.book is not None and ui.window.help.book.pages)
    assert headings(ui.window.help.book) == "Drag and drop"
    assert dialog.isVisible()
    dialog.reject()


def test_the_handbook_can_be_read_while_a_question_waits_for_its_answer(open_window):
    """A question of Qt's own, as where a name is asked for, holds up all other windows."""
    ui = open_window()
    met = []

    def during():
        try:
            ui.window.help.open_at("window.md")
            book = ui.window.help.book
            QTest.keyClicks(book.search, "lineage")
            met.append(book.search.text())
        finally:
            QApplication.activeModalWidget().reject()

    QTimer.singleShot(0, during)
    QInputDialog.getText(ui.window, "title", "label")
    assert met == ["lineage"]


def test_what_has_no_page_of_its_own_opens_the_index(open_window, qtbot):
    lonely = QWidget()
    qtbot.addWidget(lonely)
    assert topic_of(lonely) == (INDEX, "")
    assert topic_of(None) == (INDEX, "")


def test_the_handbook_goes_with_the_window(open_window):
    ui = open_window()
    book = f1(ui)
    ui.window.close()
    assert not book.isVisible()
    assert ui.window.help.book is None


def test_a_handbook_that_was_closed_opens_again(open_window):
    ui = open_window()
    f1(ui).close()
    assert ui.window.help.book is None
    assert f1(ui).isVisible()


# The handbook


def test_every_widget_of_the_handbook_has_a_name(book):
    assert unnamed(book) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_heading_of_every_page_can_be_gone_to(book, page):
    book.open_at(page.name)
    assert len(book.page._headings) == len({section.anchor for section in page.sections})
    for section in page.sections:
        block = book.page.document().findBlockByNumber(book.page._headings[section.anchor])
        assert block.blockFormat().headingLevel() == section.level


def test_back_and_forward_go_through_the_places(book):
    book.open_at("window.md", "filter")
    book.open_at("audit.md")
    book.back.click()
    assert book.place == ("window.md", "filter")
    book.back.click()
    assert book.place == (INDEX, "")
    assert not book.back.isEnabled()
    book.forward.click()
    assert book.place == ("window.md", "filter")


def test_a_link_goes_to_another_page(book):
    book.open_at("window.md")
    book.page.link.emit("audit.md")
    assert book.place == ("audit.md", "")
    book.page.link.emit("#the-rules")
    assert book.place[0] == "audit.md"


def test_a_search_shows_where_it_is_found_and_marks_it(book, qtbot):
    book.search.setText("storage does not answer")
    found = [book.contents.topLevelItem(n).text(0) for n in range(3)]
    assert "The window  ·  Storage that does not answer" in found
    QTest.keyClick(book.search, Qt.Key.Key_Return)
    assert book.place == ("window.md", "storage-that-does-not-answer")
    assert book.page.hits >= 2
    QTest.keyClick(book, Qt.Key.Key_F3)
    first = book.page.textCursor().position()
    QTest.keyClick(book, Qt.Key.Key_F3)
    assert book.page.textCursor().position() != first


def test_nothing_found_is_said(book):
    QTest.keyClicks(book.search, "zebra")
    assert book.contents.topLevelItem(0).text(0) == "Nothing was found."


def test_escape_ends_the_search_and_then_closes(book):
    QTest.keyClicks(book.search, "link")
    QTest.keyClick(book, Qt.Key.Key_Escape)
    assert (book.search.text(), book.isVisible()) == ("", True)
    QTest.keyClick(book, Qt.Key.Key_Escape)
    assert not book.isVisible()


def test_a_page_loads_nothing(book):
    assert book.page.loadResource(2, "https://example.org/x.png") is None


# Keys


def test_the_sheet_has_every_key_of_the_actions(open_window):
    ui = open_window()
    ui.act("keys")
    (sheet,) = ui.dialogs(KeysDialog)
    text = sheet.text
    for spec in ACTIONS:
        for key in spec.keys:
            assert key.replace("Return", "Return") in text, spec.id
    assert unnamed(sheet) == []


def test_the_sheet_can_be_searched_by_action_and_by_key(open_window):
    ui = open_window()
    ui.act("keys")
    (sheet,) = ui.dialogs(KeysDialog)

    def seen():
        groups = [sheet.table.topLevelItem(n) for n in range(sheet.table.topLevelItemCount())]
        rows = [group.child(n) for group in groups for n in range(group.childCount())]
        return [row.text(0) for row in rows if not row.isHidden()]

    sheet.search.setText("duplic")
    assert seen() == ["Duplicate experiment"]
    sheet.search.setText("ctrl+m")
    assert seen() == ["Find moved targets"]


# About


def test_about_names_the_version_and_all_licences(open_window):
    ui = open_window()
    ui.act("about")
    (about,) = ui.dialogs(AboutDialog)
    ui.until(lambda: about.table.topLevelItemCount() > 5)
    assert about.text.toPlainText().startswith("MIT License")
    rows = [about.table.topLevelItem(n).text(0) for n in range(about.table.topLevelItemCount())]
    assert {"Lucide (icons)", "Inter (typeface)", "PySide6_Essentials"} <= set(rows)
    about.table.setCurrentItem(about.table.topLevelItem(rows.index("Inter (typeface)")))
    assert "SIL OPEN FONT LICENSE" in about.text.toPlainText().upper()
    assert unnamed(about) == []


# Reporting


@pytest.fixture
def ui_of_root(open_window, root):
    """A window with a small project."""
    return open_window(root)


@pytest.fixture
def report(ui_of_root) -> ProblemReportDialog:
    ui = ui_of_root
    ui.act("problem")
    (dialog,) = ui.dialogs(ProblemReportDialog)
    ui.until(dialog.text.toPlainText)
    return dialog


def test_all_of_the_report_is_shown_before_anything_is_done_with_it(ui_of_root, report):
    text = report.text.toPlainText()
    assert "- folder: <project>" in text
    assert ui_of_root.root.decode() not in text
    assert "cvlink-gui.log" in report.place.text()
    assert unnamed(report) == []


def test_private_names_are_shown_if_the_box_is_not_ticked(ui_of_root, report):
    report.hidden.click()
    assert ui_of_root.root.decode() in report.text.toPlainText()
    report.settings.click()
    assert "## Settings" not in report.text.toPlainText()


def test_what_is_saved_and_copied_is_what_is_shown(ui_of_root, report, tmp_path):
    report.told.setPlainText("I pressed a key.")
    report.text.setPlainText("all but this is gone")
    report.copy.click()
    whole = "## What happened\n\nI pressed a key.\n\nall but this is gone"
    assert QGuiApplication.clipboard().text() == whole
    report.write(str(tmp_path / "report.txt"))
    ui_of_root.settle()
    assert (tmp_path / "report.txt").read_text() == whole


def test_a_report_that_cannot_be_saved_is_said(ui_of_root, report, tmp_path):
    report.write(str(tmp_path / "no" / "report.txt"))
    ui_of_root.settle()
    assert "Could not save the report" in ui_of_root.window.notices.text
