"""The window on what links save: the ledger, duplicates, and the plan that replaces them."""

import os
import shutil

import pytest
from PySide6.QtWidgets import QMessageBox, QTreeWidget

from cvlink_gui.core.plan import KEPT
from cvlink_gui.gui import savings
from cvlink_gui.gui.dialogs.plan import PlanDialog
from cvlink_gui.gui.dialogs.savings import SavingsDialog

COPY = "data/processed/v1/train/copied.png"


@pytest.fixture
def twice(sample):
    """The sample with a copy of an image."""
    raw = os.path.join(os.fsdecode(sample), "data/raw/street/images")
    image = min(os.listdir(raw))
    shutil.copy2(os.path.join(raw, image), os.path.join(os.fsdecode(sample), COPY))
    os.utime(os.path.join(raw, image), ns=(0, 1))
    os.utime(os.path.join(os.fsdecode(sample), COPY), ns=(0, 1))
    return sample, f"data/raw/street/images/{image}"


def opened(ui) -> SavingsDialog:
    ui.act("savings")
    (found,) = ui.dialogs(SavingsDialog)
    return found


def rows(table: QTreeWidget) -> list[list[str]]:
    items = [table.topLevelItem(n) for n in range(table.topLevelItemCount())]
    return [[item.text(c) for c in range(table.columnCount())] for item in items]


def test_every_place_has_a_row_and_the_sum_is_below(ui):
    dialog = opened(ui)
    found = {row[0]: row[1:] for row in rows(dialog.places)}
    assert {"data/raw/street", "data/processed/v1", "experiments/baseline"} <= found.keys()
    assert list(found)[-1] == "In all"
    assert found["experiments/baseline"][3] == "100 %"
    assert int(found["data/raw/street"][5]) >= 2
    assert dialog.words.text().startswith("Links save ")
    assert "target missing" in dialog.words.text()
    assert not dialog.isModal()
    assert not dialog.cancel_button.isVisible()


def test_a_copy_is_found_replaced_by_a_plan_and_brought_back(open_window, twice):
    root, stays = twice
    ui = open_window(root)
    dialog = opened(ui)
    assert not dialog.replace_button.isEnabled()
    dialog.look_button.click()
    ui.settle()
    assert rows(dialog.twice)[0][0] == stays
    assert dialog.twice.topLevelItem(0).child(0).text(0) == COPY
    assert dialog.twice_words.text().startswith("1 ")
    dialog.replace_button.click()
    plan = ui.dialog(PlanDialog)
    assert "replace a file by a link" in plan._counts.text()
    plan.accept_button.click()
    ui.settle()
    assert ui.link(COPY) == os.path.relpath(stays, os.path.dirname(COPY))
    assert "look again" in dialog.twice_words.text()
    ui.act("undo")
    assert ui.link(COPY) is None
    assert os.path.isfile(os.path.join(os.fsdecode(root), COPY))


@pytest.fixture
def kept(open_window, twice):
    """The window after a copy became a link; where the copy is kept."""
    root, _ = twice
    ui = open_window(root)
    dialog = opened(ui)
    assert not dialog.empty_button.isEnabled()
    dialog.look_button.click()
    ui.settle()
    dialog.replace_button.click()
    ui.dialog(PlanDialog).accept_button.click()
    ui.settle()
    (folder,) = (n for n in os.listdir(root) if n.startswith(KEPT))
    return ui, dialog, os.path.join(root, folder)


def answer(dialog: SavingsDialog, words: str) -> None:
    dialog.empty_button.click()
    box = dialog.findChild(QMessageBox)
    assert "cannot be undone" in box.informativeText()
    next(button for button in box.buttons() if button.text() == words).click()


def test_kept_files_are_deleted_when_somebody_says_so(kept):
    ui, dialog, folder = kept
    assert dialog.kept_words.text().startswith("1 ")
    answer(dialog, "Cancel")
    ui.settle()
    assert len(os.listdir(folder)) == 1
    answer(dialog, "Delete")
    ui.settle()
    assert not os.path.exists(folder)
    assert ui.window.notices.text.startswith("1 ")
    assert "are free again" in ui.window.notices.text
    assert not dialog.kept_words.isVisible()
    assert not dialog.empty_button.isEnabled()


def test_a_kept_file_that_is_no_copy_any_more_stays_and_it_is_said_why(kept):
    ui, dialog, folder = kept
    with open(os.path.join(os.fsencode(dialog._bench.project.root), os.fsencode(COPY)), "ab") as f:
        f.write(b"x")  # through the link
    answer(dialog, "Delete")
    ui.settle()
    assert len(os.listdir(folder)) == 1
    assert ui.window.notices.text.startswith("1 ")
    assert "other bytes" in ui.window.notices.text
    assert "free again" not in ui.window.notices.text
    assert dialog.empty_button.isEnabled()


def test_what_cannot_be_linked_says_why_and_cannot_be_chosen(open_window, twice):
    root, stays = twice
    again = os.path.join(os.fsdecode(root), stays + ".png")
    shutil.copy2(os.path.join(os.fsdecode(root), stays), again)
    os.unlink(os.path.join(os.fsdecode(root), COPY))
    ui = open_window(root)
    dialog = opened(ui)
    dialog.look_button.click()
    ui.settle()
    assert dialog.twice.topLevelItem(0).child(0).text(2) == "raw data stays as it is"
    assert not dialog.replace_button.isEnabled()


def test_it_can_be_cancelled_and_says_how_far_it_is(ui, monkeypatch):
    def endless(_project, *, cancelled, progress):
        while not cancelled():
            progress("Reading", 0.5)
        raise savings.Cancelled

    dialog = opened(ui)
    monkeypatch.setattr(savings.savings, "duplicates", endless)
    dialog.look_button.click()
    ui.until(lambda: dialog.doing.text() == "Reading")
    assert dialog.bar.value() == 500
    assert not dialog.look_button.isEnabled()
    dialog.cancel_button.click()
    ui.settle()
    assert not dialog.cancel_button.isVisible()
    assert dialog.look_button.isEnabled()


def test_a_second_wish_brings_the_same_dialog_forward(ui):
    dialog = opened(ui)
    ui.come_forward()
    ui.act("savings")
    assert ui.dialogs(SavingsDialog) == [dialog]
    dialog.reject()
    ui.settle()
    assert not ui.bench.savings.is_under_way
