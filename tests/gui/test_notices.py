"""Notices take no focus; the desktop is told what ends while nobody looks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cvlink_gui.core.settings import NOTIFY
from cvlink_gui.gui import desktop
from cvlink_gui.gui.jobs import once
from cvlink_gui.gui.notices import Notice, Tone


def test_a_notice_leaves_the_focus_where_it_is(ui):
    ui.window.filter_bar.edit.setFocus()
    ui.window.notices.show_notice(Notice("words", Tone.BAD, "Do", lambda: None))
    QTest.keyClicks(ui.window.focusWidget(), "val")
    assert ui.window.filter_bar.edit.text() == "val"


def test_a_key_goes_to_the_notice_and_escape_goes_back(ui):
    done = []
    ui.window.filter_bar.edit.setFocus()
    ui.window.notices.show_notice(Notice("words", Tone.BAD, "Do", lambda: done.append(1)))
    ui.window._update_actions()
    ui.run("notice")
    assert ui.window.focusWidget().text() == "Do"
    QTest.keyClick(ui.window.focusWidget(), Qt.Key.Key_Escape)
    assert not ui.window.notices.isVisible()
    assert ui.window.focusWidget() is ui.window.filter_bar.edit
    assert done == []


def test_a_notice_with_the_focus_does_not_go_away_by_itself(ui):
    ui.window.notices.show_notice(Notice("words", Tone.GOOD, "Do", lambda: None))
    ui.window.notices.take_focus()
    ui.window.notices._time_is_up()
    assert ui.window.notices.isVisible()
    ui.experiments.setFocus()
    ui.window.notices._time_is_up()
    assert not ui.window.notices.isVisible()


# Several at once


def told_by(bar) -> list[str]:
    """All that is shown, one after the other as each is closed."""
    texts = []
    while bar.text:
        texts.append(bar.text)
        bar.close_notice()
    return texts


def test_errors_that_come_together_are_all_shown_the_latest_first(ui):
    bar = ui.window.notices
    for words in ("one", "two", "three"):
        bar.show_notice(Notice(words, Tone.BAD))
    assert (bar._more.text(), bar._more.isVisible()) == ("2 more", True)
    assert told_by(bar) == ["three", "two", "one"]
    assert not bar._more.isVisible()


def test_what_is_said_again_is_not_kept_twice(ui):
    bar = ui.window.notices
    for words in ("one", "two", "one", "one"):
        bar.show_notice(Notice(words, Tone.WARNING))
    assert told_by(bar) == ["one", "two"]


def test_what_went_well_goes_by_itself_and_the_error_it_covered_is_there_again(ui):
    bar = ui.window.notices
    bar.show_notice(Notice("wrong", Tone.BAD, "Do", lambda: None))
    for words in ("linked", "linked again"):
        bar.show_notice(Notice(words, Tone.GOOD, "Undo", lambda: None, is_undo=True))
    bar._time_is_up()
    assert (bar.text, bar._action.text(), bar._timer.isActive()) == ("wrong", "Do", False)
    assert told_by(bar) == ["wrong"]


def test_an_undo_that_was_covered_is_not_offered_again_but_the_tour_is(ui):
    bar, done = ui.window.notices, []
    bar.show_notice(Notice("New here?", Tone.GOOD, "Take the tour", lambda: done.append(1)))
    bar.show_notice(Notice("linked", Tone.GOOD, "Undo", lambda: None, is_undo=True))
    bar.show_notice(Notice("wrong", Tone.BAD))
    bar.close_notice()
    assert (bar.text, bar._action.isVisible(), bar._timer.isActive()) == ("linked", False, True)
    bar._time_is_up()
    bar._action.click()
    assert (done, bar.text) == ([1], "")


def test_keys_stay_in_the_notices_until_the_last_one_is_closed(ui):
    bar = ui.window.notices
    ui.window.filter_bar.edit.setFocus()
    for words in ("one", "two"):
        bar.show_notice(Notice(words, Tone.BAD))
    bar.take_focus()
    QTest.keyClick(ui.window.focusWidget(), Qt.Key.Key_Escape)
    assert (bar.text, bar.isAncestorOf(ui.window.focusWidget())) == ("one", True)
    QTest.keyClick(ui.window.focusWidget(), Qt.Key.Key_Escape)
    assert (bar.text, ui.window.focusWidget()) == ("", ui.window.filter_bar.edit)


def test_without_a_notice_the_key_says_so(open_window):
    action = open_window().window.actions_by_id["notice"]
    assert (action.isEnabled(), action.toolTip()) == (False, "There is no notice.")


# The desktop


@pytest.fixture
def ui(open_window, root):
    """A window with a small project."""
    return open_window(root)


@pytest.fixture
def told(monkeypatch):
    """What the desktop is told; every stretch of work counts as long."""
    calls = []

    def notify(heading, words, replaces=0):
        calls.append((heading, words.partition(" after ")[0], replaces))
        return 5

    monkeypatch.setattr(desktop, "notify", notify)
    monkeypatch.setattr(desktop, "_LONG", 0.0)
    return calls


def away(ui, monkeypatch):
    """The window is left while work is under way."""
    monkeypatch.setattr(ui.window.desktop, "_is_looked_at", lambda: bool(ui.bench.jobs.titles))


def test_long_work_that_ends_unseen_is_told_once(ui, told, monkeypatch):
    away(ui, monkeypatch)
    ui.act("rescan")
    ui.until(lambda: told)
    ui.settle()
    assert [call[0] for call in told] == ["project"]
    assert told[0][1] in ("Scanning: ended", "Auditing: ended")


def test_the_next_one_replaces_it(ui, told, monkeypatch):
    away(ui, monkeypatch)
    for number in (1, 2):
        ui.bench.start("Counting", once(lambda: None), lambda _none: None)
        ui.until(lambda: len(told) == number)  # noqa: B023
        ui.until(lambda: ui.window.desktop._last == 5)
    assert [call[2] for call in told] == [0, 5]


def test_what_ends_while_it_is_looked_at_is_not_told(ui, told, monkeypatch):
    monkeypatch.setattr(ui.window.desktop, "_is_looked_at", lambda: True)
    ui.act("rescan")
    assert told == []


def test_short_work_is_not_told(ui, told, monkeypatch):
    monkeypatch.setattr(desktop, "_LONG", 60.0)
    away(ui, monkeypatch)
    ui.act("rescan")
    assert told == []


def test_work_nobody_asked_for_is_not_told(ui, told, monkeypatch):
    """It begins while the window is in the background."""
    monkeypatch.setattr(ui.window.desktop, "_is_looked_at", lambda: False)
    ui.bench.rescan()
    ui.settle()
    assert told == []


def test_what_was_cancelled_is_not_told(ui, told, monkeypatch):
    away(ui, monkeypatch)
    job = ui.bench.start("Counting", once(lambda: None), lambda _none: None)
    job.cancel()
    ui.settle()
    assert told == []


def test_the_setting_switches_it_off(ui, told, monkeypatch):
    ui.bench.set_user(NOTIFY, False)
    ui.settle()
    away(ui, monkeypatch)
    ui.act("rescan")
    assert told == []


def test_where_the_desktop_shows_nothing_it_is_quiet(ui, monkeypatch):
    monkeypatch.setattr(desktop, "notify", lambda *_words: None)
    ui.window.desktop.tell("Scanning", 75.0)
    ui.settle()
    assert ui.noticed == []
