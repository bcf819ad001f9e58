"""Large changes in the window: progress, cancel, closing; undo at any moment; scans meanwhile."""

import os
import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step
from cvlink_gui.features.project import Project
from cvlink_gui.fs.journal import Journal
from cvlink_gui.fs.links import Beneath
from cvlink_gui.fs.scan import Scanner
from cvlink_gui.gui.dialogs.plan import PlanDialog
from cvlink_gui.gui.dialogs.questions import CancelQuestion
from tests.conftest import seen
from tests.gui.driver import row, texts

CTRL = Qt.KeyboardModifier.ControlModifier
LINKS = 3_000
STEPS = LINKS + 1
WORD = 256  # steps between two words of the engine
TOLD = 1 + 3 * WORD  # of the folder and of 1,000 links


def many(folders: int = 1, links: int = LINKS) -> Plan:
    """Links in new folders beside the experiments."""
    names = [b"many", *(b"many/%d" % n for n in range(1, folders))]
    made = [Step(name, Absent(), Dir()) for name in names]
    made += [
        Step(b"%s/%05d" % (names[n % folders], n), Absent(), Link(b"../data/raw"))
        for n in range(links)
    ]
    return Plan("Link many", tuple(made))


class Gate:
    """The storage takes so many changes of links, and the rest when `opened` is set."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self._room = threading.Semaphore(1_000)

    def let(self, links: int) -> None:
        self._room.release(links)

    def slow(self, real):
        def call(*arguments):
            while not self.opened.is_set() and not self._room.acquire(timeout=0.05):
                pass
            return real(*arguments)

        return call


@pytest.fixture
def gate(monkeypatch):
    gate = Gate()
    for name in ("make", "remove"):
        monkeypatch.setattr(Beneath, name, gate.slow(getattr(Beneath, name)))
    return gate


@pytest.fixture
def ui(open_window, root, gate):
    ui = open_window(root)
    ui.at_end.append(gate.opened.set)
    return ui


@pytest.fixture
def slow(ui):
    """A window in which a change of many links has come to a standstill; progress is shown."""
    ui.before = seen(ui.root)
    ui.bench.runner.run(many())
    ui.until(lambda: ui.window.status.run.bar.value() == TOLD)
    return ui


def question(ui) -> CancelQuestion:
    ui.until(lambda: ui.dialogs(CancelQuestion))
    (found,) = ui.dialogs(CancelQuestion)
    return found


def texts_of(box: CancelQuestion) -> list[str]:
    return sorted(button.text() for button in box.buttons())


def choose(ui, word: str) -> None:
    """Answer the question by the button that begins with a word."""
    (button,) = [b for b in question(ui).buttons() if b.text().startswith(word)]
    press(ui, button)


def press(ui, button: QAbstractButton) -> None:
    assert button.isEnabled()
    ui.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def ask(ui) -> None:
    press(ui, ui.window.status.run.cancel)


def made(ui) -> int:
    folder = os.path.join(ui.root, b"many")
    return len(os.listdir(folder)) if os.path.isdir(folder) else 0


def undo(ui):
    ui.key(Qt.Key.Key_Z, CTRL)
    ui.settle()


# Progress


def test_a_quick_change_shows_no_progress(ui):
    shown = []
    ui.bench.runner.progressed.connect(shown.append)
    ui.bench.runner.run(many(links=3))
    ui.settle()
    assert made(ui) == 3
    assert shown == [None]
    assert not ui.window.status.run.isVisible()


def test_a_long_change_says_how_far_it_is(slow, gate):
    strip = slow.window.status.run
    assert (strip.bar.value(), strip.bar.maximum()) == (TOLD, STEPS)
    assert (strip.title.text(), strip.words.text()[:12]) == ("Link many", "769 of 3,001")
    gate.opened.set()
    slow.settle()
    assert not strip.isVisible()
    assert made(slow) == LINKS
    assert slow.window.notices.text == "Link many: done"


def test_the_rate_is_told_in_links_a_second(slow):
    run = slow.bench.runner.under_way
    run.begin -= 1_000  # seconds; as if all this had been going on for a while
    run.begun_with = run.done - 5_000
    slow.until(lambda: slow.window.status.run.words.text() == "769 of 3,001  ·  5 links/s")


def test_a_narrow_window_does_not_grow_for_it(ui, gate):
    ui.window.resize(900, 600)
    ui.qtbot.wait(50)
    before = ui.window.width()  # the panels may want a little more than 800
    ui.bench.runner.run(replace(many(), title="A very long title " * 9))
    ui.until(lambda: ui.window.status.run.bar.value() == TOLD)
    ui.window.status.set_scanning(on=True)
    ui.qtbot.wait(50)
    assert ui.window.width() == before
    strip = ui.window.status.run
    assert strip.cancel.mapTo(ui.window, strip.cancel.rect().topRight()).x() < before
    assert strip.title.toolTip().startswith("A very long title")


def test_a_change_in_several_folders_tells_its_progress_from_several_threads(ui, gate):
    ui.bench.runner.run(many(folders=5))
    ui.until(lambda: ui.window.status.run.bar.value() > 0)
    assert ui.window.status.run.bar.maximum() == LINKS + 5
    gate.opened.set()
    ui.settle()
    assert len([p for p in seen(ui.root) if p.startswith(b"many/")]) == LINKS + 4


# Cancel


def test_nothing_is_paused_while_it_is_asked(slow, gate):
    ask(slow)
    assert texts_of(question(slow)) == [
        "Go on",
        "Keep what is done (769 of 3,001)",
        "Take it all back",
    ]
    gate.let(WORD)
    slow.until(lambda: "Keep what is done (1,025 of 3,001)" in texts_of(question(slow)))


def test_what_is_done_can_be_kept_and_undone(slow, gate):
    ask(slow)
    choose(slow, "Keep")
    slow.until(lambda: "Stopping" in slow.window.status.run.title.text())
    gate.opened.set()
    slow.settle()
    assert made(slow) == 4 * WORD  # the engine looks up after so many
    assert slow.window.notices.text == "Link many: kept 1,025 of 3,001"
    assert "many" in texts(slow.datasets.model())
    assert slow.window.actions_by_id["undo"].text() == "Undo: Link many"
    undo(slow)
    assert seen(slow.root) == slow.before


def test_all_of_it_can_be_taken_back(slow, gate):
    ask(slow)
    choose(slow, "Take")
    slow.until(lambda: "Taking back" in slow.window.status.run.title.text())
    assert not slow.window.status.run.cancel.isEnabled()
    gate.opened.set()
    slow.settle()
    assert seen(slow.root) == slow.before
    said = "Link many: cancelled, everything is as it was before"
    assert slow.window.notices.text == said
    assert "many" not in texts(slow.datasets.model())
    assert not slow.bench.runner.undo_stack.canUndo()


@pytest.mark.parametrize("how", ["button", "escape"])
def test_it_may_go_on_as_well(slow, gate, how):
    ask(slow)
    if how == "button":
        choose(slow, "Go")
    else:
        slow.key(Qt.Key.Key_Escape, widget=question(slow))
    slow.until(lambda: not slow.dialogs(CancelQuestion))
    assert slow.window.status.run.cancel.isEnabled()
    gate.opened.set()
    slow.settle()
    assert made(slow) == LINKS


def test_the_question_goes_when_there_is_nothing_left_to_decide(slow, gate):
    ask(slow)
    question(slow)
    gate.opened.set()
    slow.until(lambda: not slow.dialogs(CancelQuestion))
    slow.settle()
    assert (made(slow), slow.window.notices.text) == (LINKS, "Link many: done")


def test_the_question_can_be_asked_again(slow, gate):
    for _ in range(2):
        ask(slow)
        ask(slow)  # it is asked once at a time
        choose(slow, "Go")
        slow.until(lambda: not slow.dialogs(CancelQuestion))
    slow.run("cancel_run")  # from the menu, too
    choose(slow, "Take")
    gate.opened.set()
    slow.settle()
    assert seen(slow.root) == slow.before


def test_an_answer_that_comes_too_late_says_what_is_true(ui, gate, monkeypatch):
    """All links are made, and only have to be synced."""
    synced = threading.Event()
    real = Beneath.sync
    monkeypatch.setattr(Beneath, "sync", lambda *words: synced.wait(60) and real(*words))
    ui.at_end.append(synced.set)
    gate.opened.set()
    ui.bench.runner.run(many())
    ui.until(lambda: ui.window.status.run.bar.value() == STEPS)
    ask(ui)
    choose(ui, "Take")
    synced.set()
    ui.settle()
    assert made(ui) == LINKS
    assert ui.window.notices.text == "Link many: done before it could be cancelled"
    assert ui.bench.runner.undo_stack.canUndo()


def test_an_undo_is_taken_back_or_goes_on_but_is_never_kept_in_part(ui, gate):
    gate.let(LINKS)
    ui.bench.runner.run(many())
    ui.settle()
    after = seen(ui.root)
    ui.key(Qt.Key.Key_Z, CTRL)
    ui.until(lambda: ui.window.status.run.bar.value() > 0)
    ask(ui)
    assert texts_of(question(ui)) == ["Go on", "Take it all back"]
    choose(ui, "Take")
    gate.opened.set()
    ui.settle()
    assert seen(ui.root) == after
    assert ui.bench.runner.undo_stack.canUndo()
    undo(ui)
    assert made(ui) == 0


def test_cancelling_is_off_while_there_is_nothing_to_cancel(ui):
    action = ui.window.actions_by_id["cancel_run"]
    assert (action.isEnabled(), action.toolTip()) == (False, "No change is under way.")


def test_a_change_that_fails_says_why_and_where(ui, gate, full_disk_at):
    gate.opened.set()
    full_disk_at(b"00700")
    before = seen(ui.root)
    ui.bench.runner.run(many())
    ui.settle()
    assert seen(ui.root) == before
    assert ui.window.notices.text.startswith("Link many: Could not create: no space left")
    assert "many/00700" in ui.window.notices.text


def test_another_change_waits_for_the_end_of_the_one_under_way(slow, gate):
    slow.select(slow.experiments, "baseline", "train")
    slow.window.actions_by_id["unlink"].trigger()
    slow.until(lambda: slow.dialogs(PlanDialog))
    (dialog,) = slow.dialogs(PlanDialog)
    assert not dialog.accept_button.isEnabled()
    assert dialog._waiting.isVisible()
    slow.bench.runner.run(dialog.proposal.plan)
    assert "another change is under way" in slow.window.notices.text
    gate.opened.set()
    slow.until(dialog.accept_button.isEnabled)
    assert not dialog._waiting.isVisible()
    slow.key(Qt.Key.Key_Return, widget=dialog)
    slow.settle()
    assert slow.link("experiments/baseline/train") is None


# Closing


@pytest.mark.parametrize(("answer", "links"), [("Keep", None), ("Take", 0)])
def test_a_window_that_is_closed_asks_and_closes_when_the_change_has_ended(
    slow, gate, answer, links
):
    root = slow.root
    slow.window.close()
    choose(slow, answer)
    assert slow.window.isVisible()
    gate.opened.set()
    slow.until(lambda: not slow.window.isVisible())
    left = [p for p in seen(root) if p.startswith(b"many/")]
    assert len(left) == links if links is not None else WORD < len(left) < LINKS
    assert Project.open(root).journal.unfinished() is None


def test_a_window_that_shall_go_on_stays(slow, gate):
    slow.window.close()
    choose(slow, "Go")
    gate.opened.set()
    slow.settle()
    assert slow.window.isVisible()
    assert made(slow) == LINKS


def test_a_program_that_is_ended_from_outside_rolls_back_first_and_asks_nobody(slow, gate):
    root = slow.root
    slow.window.end()
    assert not slow.dialogs(CancelQuestion)
    gate.opened.set()
    slow.until(lambda: not slow.window.isVisible())
    assert seen(root) == slow.before


# A scan meanwhile


@pytest.fixture
def scan(monkeypatch):
    """A scan that has read the experiments, and tells of them when it is let go on."""
    go_on = threading.Event()
    read = threading.Event()

    def slow_scan(project, folders=(b"",), *, helpers=0, cancelled=lambda: False):
        scanner = Scanner(project.root)
        stale = [scanner.judged(scanner.names(path)) for path in (b"", b"experiments")]
        read.set()
        while not go_on.wait(0.01):
            if cancelled():
                return
            yield []
        yield stale

    def begin(ui):
        monkeypatch.setattr(Project, "scan", slow_scan)
        ui.run("rescan")
        ui.until(read.is_set)
        return go_on

    return begin


def test_a_scan_and_a_change_are_cancelled_each_by_its_own_words(ui, gate, scan):
    scan(ui)
    before = seen(ui.root)
    ui.bench.runner.run(many())
    status = ui.window.status
    ui.until(lambda: status.run.isVisible() and status.scan.isVisible())
    assert status.scan.cancel.text() == "Cancel the scan"
    assert status.run.cancel.text() == "Cancel the change…"
    press(ui, status.scan.cancel)
    assert not ui.bench.is_scanning
    assert not status.scan.isVisible()
    assert ui.bench.runner.is_running
    scan(ui)
    ask(ui)
    choose(ui, "Take")
    gate.opened.set()
    ui.until(lambda: not ui.bench.runner.is_running)
    assert ui.bench.is_scanning
    assert seen(ui.root) == before
    press(ui, status.scan.cancel)
    ui.settle()


def test_what_a_scan_read_before_the_change_does_not_hide_the_change(ui, scan):
    go_on = scan(ui)
    ui.bench.runner.run(many(links=5))
    ui.until(lambda: ui.window.notices.text == "Link many: done")
    go_on.set()
    ui.settle()
    assert len(texts(ui.datasets.model(), row(ui.datasets.model(), "many"))) == 5


# Undo at any moment


@pytest.fixture
def history(monkeypatch):
    """The journal answers only while this is set."""
    answers = threading.Event()
    answers.set()
    real = Journal.history

    def slow_history(journal, limit=200):
        assert answers.wait(60)
        return real(journal, limit)

    monkeypatch.setattr(Journal, "history", slow_history)
    yield answers
    answers.set()


def test_undo_pressed_while_the_history_is_read_is_done_then(ui, history):
    before = seen(ui.root)
    history.clear()
    ui.bench.runner.run(many(links=5))
    ui.until(lambda: ui.window.notices.text == "Link many: done")
    ui.key(Qt.Key.Key_Z, CTRL)
    assert made(ui) == 5
    history.set()
    ui.settle()
    assert seen(ui.root) == before


def test_undo_never_takes_back_an_older_change_instead(ui, history):
    ui.bench.runner.run(many(links=5))
    ui.settle()
    history.clear()
    plan = Plan("One more", (Step(b"experiments/more", Absent(), Link(b"../data/raw")),))
    ui.bench.runner.run(plan)
    ui.until(lambda: ui.window.notices.text == "One more: done")
    ui.key(Qt.Key.Key_Z, CTRL)
    history.set()
    ui.settle()
    assert (made(ui), ui.link("experiments/more")) == (5, None)


def test_undo_pressed_twice_takes_back_two_changes(ui):
    before = seen(ui.root)
    ui.bench.runner.run(many(links=5))
    ui.settle()
    plan = Plan("One more", (Step(b"experiments/more", Absent(), Link(b"../data/raw")),))
    ui.bench.runner.run(plan)
    ui.settle()
    for _ in range(2):
        ui.key(Qt.Key.Key_Z, CTRL)
    ui.settle()
    assert seen(ui.root) == before


def test_undo_with_nothing_to_undo_says_so(ui, history, root):
    history.clear()
    ui.bench.open(root)
    ui.until(lambda: not history.is_set() and ui.bench.runner.takes_undo)
    ui.key(Qt.Key.Key_Z, CTRL)
    history.set()
    ui.settle()
    assert ui.window.notices.text == "Nothing to undo."


def test_after_a_refused_undo_the_next_one_waits_for_a_new_press(ui):
    """Two were asked for; the first could not be, so nobody knows what the second is about."""
    plans = [
        Plan(name, (Step(b"experiments/" + name.encode(), Absent(), Link(b"../data/raw")),))
        for name in ("one", "two")
    ]
    for plan in plans:
        ui.bench.runner.run(plan)
        ui.settle()
    os.unlink(ui.root + b"/experiments/two")
    for _ in range(2):
        ui.key(Qt.Key.Key_Z, CTRL)
    ui.settle()
    assert ui.link("experiments/one") == "../data/raw"
    assert "experiments/two" in ui.window.notices.text


# Another project


def test_a_plan_of_the_project_that_is_left_cannot_be_agreed_to(ui, sample):
    ui.select(ui.experiments, "baseline", "train")
    ui.act("unlink")
    assert ui.dialogs(PlanDialog)
    ui.open(sample)
    assert not ui.dialogs(PlanDialog)
    assert ui.link("experiments/baseline/train") is not None
