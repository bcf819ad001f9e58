"""Subsets in the window: offered for COCO data, seen while they are chosen, planned, made."""

import os

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cvlink_gui.core.subset import Method
from cvlink_gui.features.subset import verify
from cvlink_gui.gui.dialogs.plan import LinkDialog, PlanDialog
from cvlink_gui.gui.dialogs.subset import SubsetDialog
from cvlink_gui.gui.models.balance_model import LENGTHS
from cvlink_gui.gui.panels.boxes import class_color
from tests.conftest import seen
from tests.gui.test_reach import unnamed

FILE = b"data/raw/street/instances.json"


def asked(ui) -> SubsetDialog:
    """The dialog for the sample's raw data, once its first choice is shown."""
    ui.select(ui.datasets, "raw", "street")
    ui.act("subset")
    (dialog,) = ui.dialogs(SubsetDialog)
    return shown(ui, dialog)


def shown(ui, dialog: SubsetDialog) -> SubsetDialog:
    ui.until(lambda: dialog.seen is not None)
    ui.settle()
    return dialog


def planned(ui, dialog: SubsetDialog) -> PlanDialog:
    dialog.accept_button.click()
    ui.until(lambda: [d for d in ui.dialogs(PlanDialog) if d.act is not None])
    (plan,) = [d for d in ui.dialogs(PlanDialog) if d.act is not None]
    return plan


def test_a_choice_is_shown_as_words_as_classes_and_as_images(ui):
    dialog = asked(ui)
    assert dialog.words.text().startswith("5 of 48 images, ")
    rows = [dialog.table.topLevelItem(n) for n in range(dialog.table.topLevelItemCount())]
    assert [row.text(0) for row in rows] == ["person", "car", "bicycle", "traffic light", "dog"]
    assert [int(row.text(1)) for row in rows] == dialog.seen.before
    assert max(max(row.data(3, LENGTHS)) for row in rows) == 1
    ui.until(lambda: all(not picture.pixmap().isNull() for picture in dialog.samples.pictures))
    assert dialog.samples.pictures[0].toolTip().startswith("data/raw/street/images/street_00")


def test_the_counts_before_and_after_are_seen_in_the_smallest_dialog(ui):
    dialog = asked(ui)
    dialog.resize(dialog.minimumSize())
    ui.settle()
    header = dialog.table.header()
    after = header.sectionViewportPosition(2) + header.sectionSize(2)
    assert after <= dialog.table.viewport().width()


def test_boxes_lie_where_the_annotations_have_them(ui):
    dialog = asked(ui)
    ui.until(lambda: not dialog.samples.pictures[0].pixmap().isNull())
    sample, picture = dialog.seen.samples[0], dialog.samples.pictures[0].pixmap().toImage()
    assert sample.marked.boxes
    source = dialog.seen.subset.source
    width, _ = source.index.sides[dialog.seen.subset.present[0]]
    for box in sample.marked.boxes:
        scale = picture.width() / width
        left, middle = round(box.x * scale), round((box.y + box.height / 2) * scale)
        near = {picture.pixel(max(0, left + more), middle) for more in (-1, 0, 1)}
        assert class_color(box.kind).rgb() in near


def test_what_is_shown_follows_the_fields_and_the_newest_wins(ui):
    dialog = asked(ui)
    for percent in (20, 40, 60, 50):
        dialog.ratio.setValue(percent)
        assert not dialog.accept_button.isEnabled()
    shown(ui, dialog)
    assert dialog.words.text().startswith("24 of 48 images, ")
    dialog.classes.setText("dog")
    shown(ui, dialog)
    assert all(
        4 in {dialog.seen.subset.source.index.marks[n] for n, owner in
              enumerate(dialog.seen.subset.source.index.owner) if owner == image}
        for image in dialog.seen.subset.choice.images
    )  # fmt: skip
    dialog.method.setCurrentIndex(dialog.method.findData(Method.STRATIFIED))
    dialog.least.setValue(2)
    shown(ui, dialog)
    assert dialog.wish().method is Method.STRATIFIED


def test_what_makes_no_sense_is_said_and_cannot_be_planned(ui):
    dialog = asked(ui)
    dialog.group.setText("(")
    ui.until(lambda: "regular expression" in dialog.words.text())
    assert not dialog.accept_button.isEnabled()
    dialog.group.setText("")
    dialog.classes.setText("bird")
    ui.until(lambda: "There is no class bird" in dialog.words.text())
    assert not dialog.accept_button.isEnabled()


def test_a_subset_is_planned_and_made_like_any_other_change(ui):
    before = seen(ui.root)
    dialog = asked(ui)
    assert dialog.dest.path(ui.bench.project) == b"data/processed/street-subset"
    plan = planned(ui, dialog)
    assert seen(ui.root) == before
    assert plan.proposal.plan.counts() == {"mkdir": 2, "create": 5}
    plan.accept_button.click()
    ui.until(lambda: not ui.bench.runner.is_running and ui.bench.runner.undo_stack.canUndo())
    ui.settle()
    assert verify(ui.bench.project, b"data/processed/street-subset").problems == []
    ui.act("undo")
    assert not os.path.lexists(os.path.join(ui.root, b"data/processed/street-subset/images"))


def test_coco_data_that_is_dropped_on_an_experiment_offers_a_subset(ui):
    (source,) = ui.inside("data/raw/street")
    assert ui.drop(ui.experiments, ui.at(ui.experiments, "baseline"), source)
    ui.settle()
    dialog = ui.dialog(LinkDialog)
    assert dialog.subset_button.isVisible()
    dialog.subset_button.click()
    ui.settle()
    (wanted,) = ui.dialogs(SubsetDialog)
    shown(ui, wanted)
    assert wanted.dest.path(ui.bench.project) == b"experiments/baseline/data"
    assert not ui.dialogs(LinkDialog)


def test_other_data_offers_none(ui):
    (source,) = ui.inside("data/processed/masks")
    assert ui.drop(ui.experiments, ui.at(ui.experiments, "baseline"), source)
    ui.settle()
    assert not ui.dialog(LinkDialog).subset_button.isVisible()


def test_data_without_annotations_is_told_of(ui):
    ui.select(ui.datasets, "processed", "masks")
    ui.act("subset")
    assert not ui.dialogs(SubsetDialog)


def test_a_damaged_file_is_told_of_in_the_dialog(ui):
    path = os.path.join(ui.root, FILE)
    os.chmod(path, 0o644)
    with open(path, "r+b") as file:
        file.truncate(90_000)
    ui.select(ui.datasets, "raw", "street")
    ui.act("subset")
    (dialog,) = ui.dialogs(SubsetDialog)
    ui.until(lambda: "no COCO annotations" in dialog.words.text())
    assert not dialog.accept_button.isEnabled()


def test_escape_leaves_no_trace_and_every_field_has_a_name(ui):
    before = seen(ui.root)
    dialog = asked(ui)
    assert unnamed(dialog) == []
    dialog.ratio.setValue(70)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    ui.settle()
    assert not ui.dialogs(SubsetDialog)
    assert seen(ui.root) == before
