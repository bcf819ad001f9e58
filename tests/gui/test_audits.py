"""Audit before training in the window: the verdict, fixes and their undo, leaks, reports."""

import json
import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.remedies import REMEDIES
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.features.audit.page import page
from cvlink_gui.gui import auditing as gui_auditing
from cvlink_gui.gui import theme
from cvlink_gui.gui.auditing import Check
from cvlink_gui.gui.dialogs.leak import LeakDialog
from cvlink_gui.gui.dialogs.plan import PlanDialog
from cvlink_gui.gui.dialogs.preflight import PreflightDialog
from tests.conftest import build, seen
from tests.gui.driver import texts

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def problems(ui):
    return ui.space.problems.list


def choose(view, rule: str, path: bytes = b""):
    """Make a finding of a rule current, the first one or that on a path; its index."""
    model = view.model
    rows = (model.index(n, 0, g) for g in model.groups() for n in range(model.rowCount(g)))
    found = (i for i in rows if model.finding(i).rule == rule)
    index = next(i for i in found if not path or path in model.finding(i).paths)
    view.view.setCurrentIndex(index)
    return index


def rules(view) -> set[str]:
    return {finding.rule for finding in view.model.findings}


def preflight(ui, *names: str) -> PreflightDialog:
    """The audit of the experiment these rows are in, by its key."""
    ui.select(ui.experiments, *names)
    ui.key(Qt.Key.Key_F7)
    ui.settle()
    return next(d for d in ui.dialogs(PreflightDialog) if os.fsdecode(d.path).endswith(names[0]))


def picture(path: Path, color: str = "blue", side: int = 24) -> bytes:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.__members__[color] if isinstance(color, str) else color)
    path.parent.mkdir(parents=True, exist_ok=True)
    assert image.save(str(path), "PNG")
    return path.read_bytes()


@pytest.fixture
def copies(root):
    """An experiment that is sound by its names: one image of val is a copy of one of train."""
    base = Path(os.fsdecode(root))
    data = base / "data/raw/shapes"
    for split, colors in (("train", ("red", "green")), ("val", ("blue",))):
        for number, color in enumerate(colors):
            picture(data / split / "a" / f"{split}{number}.png", color, 24 + 8 * number)
    (data / "val/a/copy.png").write_bytes((data / "train/a/train1.png").read_bytes())
    build(root, "experiments/e/train -> ../../data/raw/shapes/train")
    build(root, "experiments/e/val -> ../../data/raw/shapes/val")
    return root


# The verdict


def test_f7_shows_the_verdict_of_the_selected_experiment(ui):
    dialog = preflight(ui, "faulty", "train")
    assert dialog.verdict.text() == "Not ready"
    assert theme.color("bad").name() in dialog.verdict.styleSheet()
    assert "10 images" in dialog.counts.text()
    assert "10 of them with labels, as coco sees them" in dialog.counts.text()
    assert {"dangling", "split-leak", "loop"} <= rules(dialog.list)
    assert {f.experiment for f in dialog.list.model.findings} == {b"faulty"}


def test_an_experiment_that_is_sound_is_ready_and_the_window_goes_on_meanwhile(ui):
    dialog = preflight(ui, "baseline")
    assert dialog.verdict.text() == "Ready"
    assert {f.severity for f in dialog.list.model.findings} == {Severity.INFO}
    assert not dialog.isModal()
    assert preflight(ui, "faulty") is not dialog
    assert len(ui.dialogs(PreflightDialog)) == 2
    assert preflight(ui, "baseline") is dialog  # it is shown again, not made anew


def test_where_nothing_was_found_words_say_so(open_window, root):
    build(root, "data/splits/v1/train/notes.bin", "experiments/e/train/notes.bin")
    Path(os.fsdecode(root), "experiments/e/train/notes.bin").write_bytes(b"x")
    dialog = preflight(open_window(root), "e")
    assert dialog.list.model.findings == ()
    assert dialog.none.isVisible()
    assert not dialog.list.isVisible()


def test_without_an_experiment_the_action_says_why_it_is_off(ui):
    ui.select(ui.datasets, "raw")
    action = ui.window.actions_by_id["preflight"]
    ui.window._update_actions()
    assert not action.isEnabled()
    assert action.toolTip() == "Select an experiment, or something in it."
    assert action in ui.experiments.actions()


def test_another_framework_is_another_verdict(ui):
    dialog = preflight(ui, "baseline")
    dialog.framework.setCurrentIndex(dialog.framework.findData("ultralytics"))
    ui.settle()
    assert dialog.verdict.text() == "Not ready"
    assert "as ultralytics sees them" in dialog.counts.text()
    assert "labels-unreachable" in rules(dialog.list)


def test_deep_checks_find_what_names_do_not_tell(open_window, copies):
    ui = open_window(copies)
    dialog = preflight(ui, "e")
    assert "split-leak-bytes" not in rules(dialog.list)
    assert "names and links only" in dialog.counts.text()
    with ui.qtbot.waitSignal(ui.bench.jobs.busy):
        dialog.deep.setChecked(True)
        assert dialog.bar.isVisible()
        assert dialog.cancel.isVisible()
    ui.settle()
    assert "split-leak-bytes" in rules(dialog.list)
    assert dialog.verdict.text() == "Not ready"
    assert "files read" in dialog.counts.text()
    assert not dialog.bar.isVisible()


def test_a_deep_audit_that_is_cancelled_among_the_files_is_unknown(
    open_window, copies, monkeypatch
):
    ui = open_window(copies)
    dialog = preflight(ui, "e")
    told = Check.tell

    def stop(check: Check, words: str, share: float) -> None:
        told(check, words, share)
        check.stop = words.startswith("Images in")

    monkeypatch.setattr(Check, "tell", stop)
    dialog.deep.setChecked(True)
    ui.settle()
    assert dialog.audit.experiments[0].verdict is Verdict.UNKNOWN
    assert dialog.verdict.text() == "Unknown"
    assert "not-checked" in rules(dialog.list)
    assert "split-leak-bytes" not in rules(dialog.list)


def test_a_deep_audit_that_is_cancelled_at_once_says_so(open_window, copies, monkeypatch):
    real = gui_auditing._read_anew

    def until_cancelled(project, ended):
        monkeypatch.setattr(gui_auditing, "_read_anew", real)
        while not ended():
            time.sleep(0.005)
        return real(project, ended)

    ui = open_window(copies)
    monkeypatch.setattr(gui_auditing, "_read_anew", until_cancelled)
    dialog = preflight(ui, "e")
    dialog.deep.setChecked(True)
    ui.qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    ui.settle()
    assert dialog.verdict.text() == "Unknown"
    assert dialog.counts.text() == "The audit ended before anything was decided."
    assert not dialog.report.isEnabled()
    ui.qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    ui.settle()
    assert dialog.verdict.text() == "Not ready"


def test_closing_the_window_ends_a_deep_audit(open_window, copies):
    ui = open_window(copies)
    dialog = preflight(ui, "e")
    dialog.deep.setChecked(True)
    ui.window.end()
    ui.until(lambda: not ui.window.isVisible())


# Fixes


def test_a_fix_is_a_plan_that_is_done_and_undone(ui):
    before = seen(ui.root)
    choose(problems(ui), "loop")
    ui.qtbot.mouseClick(problems(ui).detail.fix, Qt.MouseButton.LeftButton)
    dialog = ui.dialog(PlanDialog)
    assert [row[0] for row in ui.planned(dialog)] == ["experiments/faulty/again"]
    dialog.accept_button.click()
    ui.settle()
    assert ui.link("experiments/faulty/again") is None
    assert "loop" not in rules(problems(ui))
    ui.act("undo")
    assert seen(ui.root) == before
    assert "loop" in rules(problems(ui))


def test_what_a_plan_for_all_leaves_is_a_warning(ui):
    choose(problems(ui), "dangling")
    assert problems(ui).detail.fix_all.text() == "Fix all 3 of these in faulty…"
    problems(ui).detail.fix_all.click()
    dialog = ui.dialog(PlanDialog)
    assert [row[0] for row in ui.planned(dialog)] == ["experiments/faulty/labels"]
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "no plan can mend it by changing links" in said
    assert dialog.accept_button.isEnabled()


def test_what_no_plan_can_mend_is_said_in_words(ui):
    choose(problems(ui), "dangling", b"experiments/faulty/train")
    problems(ui).detail.fix.click()
    ui.settle()
    assert not ui.dialogs(PlanDialog)
    assert ui.noticed[-1] == "No change of links mends this.\n" + REMEDIES["dangling"]


def test_a_finding_that_links_cannot_mend_offers_no_fix(ui):
    choose(problems(ui), "empty")
    detail = problems(ui).detail
    assert not any(b.isVisible() for b in (detail.fix, detail.fix_all, detail.images))
    said = " ".join(label.text() for label in detail.findChildren(QLabel)).replace("\u200b", "")
    assert REMEDIES["empty"] in said
    assert RULES["empty"].meaning in said


def test_all_of_a_rule_in_an_experiment_are_one_plan(open_window, root):
    build(root, "experiments/e/a -> a", "experiments/e/b -> b", "experiments/f/c -> c")
    ui = open_window(root)
    model = problems(ui).model
    choose(problems(ui), "loop")
    problems(ui).detail.fix.click()
    one = ui.dialog(PlanDialog)
    assert len(ui.planned(one)) == len(problems(ui).finding.paths)
    one.reject()
    ui.settle()
    problems(ui)._fix_all()
    dialog = ui.dialog(PlanDialog)
    assert [row[0] for row in ui.planned(dialog)] == ["experiments/e/a", "experiments/e/b"]
    dialog.accept_button.click()
    ui.settle()
    assert {f.experiment for f in model.findings if f.rule == "loop"} == {b"f"}


def test_while_a_disk_is_missing_a_fix_is_refused_in_words(open_window, root, tmp_path):
    mount = os.fsdecode(tmp_path) + "/mnt/nas"
    os.makedirs(mount)
    build(root, *(f"experiments/e/l{n:02d} -> {mount}/gone/{n}" for n in range(30)))
    build(root, f"experiments/loop/l -> {mount}/back")
    os.symlink(os.fsdecode(root) + "/experiments/loop/l", f"{mount}/back")
    Path(os.fsdecode(root), "cvlink.toml").write_text(f"links.allowed_roots = [{mount!r}]\n")
    ui = open_window(root)
    before = seen(root)
    assert "mount-down" in rules(problems(ui))
    choose(problems(ui), "loop")
    problems(ui).detail.fix.click()
    dialog = ui.dialog(PlanDialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "seems not to be mounted" in said
    assert not dialog.accept_button.isEnabled()
    dialog.reject()
    assert seen(root) == before


def test_a_dialog_follows_a_fix_that_is_done_from_it(ui):
    dialog = preflight(ui, "faulty")
    choose(dialog.list, "loop")
    dialog.list.detail.fix.click()
    ui.dialog(PlanDialog).accept_button.click()
    ui.settle()
    assert "loop" not in rules(dialog.list)


def test_after_a_deep_audit_a_change_only_says_that_it_is_old(open_window, copies):
    build(copies, "experiments/e/again -> again")
    ui = open_window(copies)
    dialog = preflight(ui, "e")
    dialog.deep.setChecked(True)
    ui.settle()
    assert not dialog.old.isVisible()
    choose(dialog.list, "loop")
    dialog.list.detail.fix.click()
    ui.dialog(PlanDialog).accept_button.click()
    ui.settle()
    assert dialog.old.isVisible()
    dialog.again.click()
    ui.settle()
    assert not dialog.old.isVisible()
    assert "loop" not in rules(dialog.list)


# The list


def test_keys_alone_lead_to_a_problem_its_path_and_its_fix(ui):
    ui.run("problems")
    view = problems(ui).view
    assert view.hasFocus()
    choose(problems(ui), "loop")
    ui.key(Qt.Key.Key_Right, widget=view)
    ui.key(Qt.Key.Key_Down, widget=view)
    assert view.currentIndex().data() == "experiments/faulty/again"
    assert ui.window.selected_paths() == [b"experiments/faulty/again"]
    assert view.hasFocus()  # pointed at, not visited
    ui.until(lambda: ui.space.inspector.path == b"experiments/faulty/again")
    ui.key(Qt.Key.Key_F, CTRL_SHIFT, widget=view)
    ui.dialog(PlanDialog).reject()
    ui.come_forward()
    ui.key(Qt.Key.Key_Return, widget=view)
    assert ui.experiments.hasFocus()


def test_words_and_chips_choose_and_words_say_that_nothing_is_left(ui):
    view = problems(ui)
    ui.qtbot.keyClicks(view.edit, "again")
    ui.until(lambda: view.model.rowCount() == 1)
    group = view.model.groups()[0]
    assert all("again" in text for text in texts(view.model, group))
    ui.qtbot.keyClicks(view.edit, "xyzzy")
    ui.until(lambda: view.model.rowCount() == 0)
    assert view._left.isVisible()
    ui.key(Qt.Key.Key_Escape, widget=view.edit)
    ui.until(lambda: view.model.rowCount() > 1)
    assert not view._left.isVisible()


def test_only_the_selected_experiment_follows_the_selection(open_window, sample):
    build(sample, "experiments/other/again -> again")
    ui = open_window(sample)
    view = problems(ui)
    view.only.setChecked(True)
    ui.select(ui.experiments, "other")
    ui.until(lambda: texts(view.model) == ["other"])
    assert view.only.text().strip() == "Only other"
    ui.select(ui.experiments, "faulty")
    ui.until(lambda: texts(view.model) == ["faulty"])
    ui.select(ui.datasets, "raw")  # is no experiment: the last one stays
    ui.qtbot.wait(100)
    assert texts(view.model) == ["faulty"]


def test_the_current_problem_stays_so_after_another_audit(ui):
    index = choose(problems(ui), "split-leak")
    words = index.data()
    ui.bench.audit()
    ui.settle()
    assert problems(ui).view.currentIndex().data() == words
    problems(ui).by.setCurrentIndex(1)
    assert problems(ui).view.currentIndex().data() == words
    assert problems(ui).view.currentIndex().parent().data() == RULES["split-leak"].title


def test_evidence_leads_to_the_file_it_names(open_window, copies):
    ui = open_window(copies)
    dialog = preflight(ui, "e")
    dialog.framework.setCurrentIndex(dialog.framework.findData("ultralytics"))
    ui.settle()
    index = choose(dialog.list, "labels-unreachable")
    model = dialog.list.model
    rows = [model.index(n, 0, index) for n in range(model.rowCount(index))]
    named = next(row for row in rows if row.data().startswith("no label: "))
    dialog.list._activated(named)
    (path,) = ui.window.selected_paths()
    assert named.data() == "no label: " + os.fsdecode(path)


# Leaks


def leak_dialog(ui, rule: str = "split-leak") -> LeakDialog:
    choose(problems(ui), rule)
    problems(ui).detail.images.click()
    ui.until(lambda: ui.dialogs(LeakDialog))
    ui.until(lambda: not ui.bench.gallery.is_busy)
    (dialog,) = ui.dialogs(LeakDialog)
    return dialog


def test_leaked_images_are_shown_side_by_side_as_each_split_reaches_them(ui):
    dialog = leak_dialog(ui)
    table = dialog.table
    assert table.rowCount() == 5
    heads = [table.horizontalHeaderItem(n).text() for n in range(2)]
    assert heads == ["val", "valid"]
    for row in range(5):
        left, right = (table.item(row, column) for column in range(2))
        assert left.text().startswith("experiments/faulty/val/images/")
        assert right.text() == left.text().replace("/val/", "/valid/")
        assert left.text().endswith("320 \u00d7 240")
        pictures = [item.icon().pixmap(160).toImage() for item in (left, right)]
        assert pictures[0] == pictures[1]
        assert pictures[0].width() == 160


def test_return_on_a_leaked_image_goes_to_it(ui):
    dialog = leak_dialog(ui)
    item = dialog.table.item(0, 0)
    dialog.table.setCurrentItem(item)
    ui.key(Qt.Key.Key_Return, widget=dialog.table)
    assert dialog.isVisible()
    (path,) = ui.window.selected_paths()
    assert os.path.basename(path).decode() in item.text()


def test_what_is_no_image_any_more_has_a_placeholder_and_words(ui):
    folder = Path(os.fsdecode(ui.root), "data/processed/v1/val/images")
    first, second, third = sorted(folder.iterdir())[:3]
    for path in (first, second, third):
        path.unlink()
    os.mkfifo(first)
    second.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    dialog = leak_dialog(ui)
    said = [dialog.table.item(row, 0).text().splitlines()[1] for row in range(4)]
    assert said == ["not a regular file", "not an image", "not there", "320 \u00d7 240"]


# Reports


@pytest.fixture
def saved(monkeypatch, tmp_path):
    """A function that answers the question for a file; the offered name is in its list."""
    asked = []

    def answer(name: str, kind: str = "Page (*.html)") -> Path:
        def ask(_parent, _title, offered, kinds):
            asked.append((offered, kinds))
            return str(tmp_path / name), kind

        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
        return tmp_path / name

    answer.asked = asked
    return answer


def test_a_report_is_the_page_the_command_line_writes(ui, saved):
    file = saved("r.html")
    ui.act("report")
    text = file.read_text("utf-8")
    assert text.startswith("<!doctype html>")
    for finding in ui.bench.last_audit.findings:
        assert finding.rule in text
    assert "Fix: " in text  # with the plans
    expected = page(ui.bench.project, ui.bench.last_audit).decode()
    assert text.splitlines()[:10] == expected.splitlines()[:10]
    assert ui.noticed[-1].startswith("The report was saved: ")


def test_a_report_is_json_where_that_is_chosen(ui, saved):
    file = saved("r", "Data (*.json)").with_suffix(".json")
    problems(ui).report.click()
    ui.settle()
    told = json.loads(file.read_bytes())
    assert told["schema"] == "cvlink.audit/1"
    assert {f["rule"] for f in told["findings"]} == rules(problems(ui))
    assert next(f for f in told["findings"] if f["rule"] == "loop")["fix"]


def test_an_experiments_report_is_about_it_alone(ui, saved):
    file = saved("e.json", "Data (*.json)")
    dialog = preflight(ui, "baseline")
    dialog.report.click()
    ui.settle()
    told = json.loads(file.read_bytes())
    assert [e["name"] for e in told["experiments"]] == ["baseline"]
    assert saved.asked[0][0].endswith("audit-baseline.html")


def test_a_report_that_cannot_be_written_is_said_in_words(ui, saved):
    saved("no/such/folder/r.html")
    ui.act("report")
    assert "could not write the report" in ui.noticed[-1].lower()


# Reach


def test_every_button_of_the_dialogs_has_a_name_and_return_belongs_to_the_list(ui):
    dialogs = preflight(ui, "faulty"), leak_dialog(ui)
    for dialog in dialogs:
        for button in dialog.findChildren(QPushButton):
            assert button.text().strip() or not button.isVisibleTo(dialog)
            assert not button.autoDefault()
