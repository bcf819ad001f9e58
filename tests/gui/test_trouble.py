"""Errors nobody expected: told once of each kind, with details to copy; the program goes on."""

import logging

from PySide6.QtGui import QGuiApplication

from cvlink_gui.gui.dialogs.problem_report import ProblemReportDialog
from cvlink_gui.gui.dialogs.trouble import TroubleDialog
from cvlink_gui.gui.jobs import once
from tests.gui.test_reach import unnamed


def fail(words="by a test", kind=RuntimeError):
    raise kind(words)


def hook(ui, *words):
    """An exception as it comes out of a slot."""
    try:
        fail(*words)
    except RuntimeError as error:
        ui.window.trouble.hook(type(error), error, error.__traceback__)


def told(ui):
    return [dialog.words.text() for dialog in ui.dialogs(TroubleDialog)]


def test_an_error_is_told_in_words_with_details_to_open_and_copy(open_window, caplog):
    ui = open_window()
    hook(ui)
    (dialog,) = ui.dialogs(TroubleDialog)
    assert "RuntimeError: by a test" in dialog.words.text()
    assert "Traceback" not in dialog.words.text()
    assert not dialog.details.isVisible()
    dialog.more.click()
    assert dialog.details.isVisible()
    dialog.copy.click()
    assert "in fail" in QGuiApplication.clipboard().text()
    assert unnamed(dialog) == []
    caplog.clear()


def test_one_of_a_kind_is_told_once_and_others_as_well(open_window, caplog):
    ui = open_window()
    for _ in range(10):
        hook(ui)
    assert len(told(ui)) == 1
    try:
        fail("elsewhere", ValueError)
    except ValueError as error:
        ui.window.trouble.hook(type(error), error, error.__traceback__)
    assert len(told(ui)) == 2
    caplog.clear()


def test_one_that_comes_all_the_time_does_not_fill_the_log(open_window, caplog):
    ui = open_window()
    for _ in range(1_000):
        hook(ui)
    logged = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert len(logged) == 10  # the 1st, 2nd, 4th ... 512th
    caplog.clear()


def test_the_error_of_a_job_is_told_the_same_way_and_the_program_goes_on(open_window, caplog):
    ui = open_window()
    done = []
    ui.bench.start("Counting", once(fail), done.append)
    ui.settle()
    assert "RuntimeError: by a test" in told(ui)[0]
    assert "Counting" in ui.window.notices.text
    ui.bench.start("Counting", once(lambda: 7), done.append)
    ui.settle()
    assert done == [7]
    caplog.clear()


def test_it_can_be_reported_from_there(open_window, caplog):
    ui = open_window()
    hook(ui)
    ui.dialogs(TroubleDialog)[0].report.click()
    (dialog,) = ui.dialogs(ProblemReportDialog)
    ui.until(dialog.text.toPlainText)
    assert dialog.text.toPlainText().startswith("## The error")
    assert "in fail" in dialog.text.toPlainText()
    caplog.clear()


def test_a_crash_is_told_at_the_next_start(open_window):
    ui = open_window()
    ui.window.trouble.tell_crash("Fatal Python error")
    (dialog,) = ui.dialogs(TroubleDialog)
    assert dialog.windowTitle() == "The program ended unexpectedly last time"
    assert "Fatal Python error" in dialog.details.toPlainText()
