"""An open project: rows, states, problems, filter, inspector."""

import os
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from cvlink_gui.core.filter import Filter, Mode
from cvlink_gui.core.links import BROKEN, HEALTH_WORDS, Health
from cvlink_gui.core.rules import RULES, Severity
from cvlink_gui.gui import theme, window
from cvlink_gui.gui.jobs import once
from cvlink_gui.gui.models.levels import DETAIL, NAME, STATE
from cvlink_gui.gui.panels.inspector_rows import Way
from tests.conftest import build
from tests.gui.driver import PATIENCE_MS, row, texts

ROLE = Qt.ItemDataRole


def column(index, number):
    return index.siblingAtColumn(number)


def icon_key(index):
    return index.data(ROLE.DecorationRole).cacheKey()


# Rows


def test_data_folders_are_top_rows_and_experiments_have_a_tree_of_their_own(ui):
    assert texts(ui.datasets.model()) == ["raw", "processed", "splits", "current"]
    assert texts(ui.experiments.model()) == ["baseline", "faulty", "improved"]
    assert ui.window.windowTitle() == "street - cvlink"


def test_folders_open_down_to_the_files(ui):
    splits = ui.at(ui.datasets, "splits", "v1")
    assert sorted(texts(ui.datasets.model(), splits)) == ["test", "train", "val"]
    images = ui.at(ui.datasets, "processed", "v1", "train", "images")
    assert len(texts(ui.datasets.model(), images)) == 22


def test_a_link_says_where_it_leads(ui):
    train = ui.at(ui.experiments, "baseline", "train")
    assert column(train, DETAIL).data() == "→ data/splits/v1/train"
    assert column(train, STATE).data() == "ok"


FAULTY = {
    "train": Health.MISSING,
    "test": Health.NOT_A_DIR,
    "again": Health.LOOP,
    "labels": Health.MISSING,
}


@pytest.mark.parametrize(("name", "health"), FAULTY.items())
def test_a_broken_link_has_a_colour_an_icon_and_words(ui, name, health):
    broken = ui.at(ui.experiments, "faulty", name)
    sound = ui.at(ui.experiments, "baseline", "train")
    assert broken.data(ROLE.ForegroundRole) == theme.color("bad")
    assert column(broken, STATE).data(ROLE.ForegroundRole) == theme.color("bad")
    assert icon_key(broken) != icon_key(sound)
    assert icon_key(column(broken, STATE)) != icon_key(column(sound, STATE))
    assert column(broken, STATE).data() == HEALTH_WORDS[health]
    assert HEALTH_WORDS[health] in broken.data(ROLE.ToolTipRole)


def test_a_sound_link_is_not_marked(ui):
    val = ui.at(ui.experiments, "faulty", "val")
    assert val.data(ROLE.ForegroundRole) is None
    assert column(val, STATE).data() == "ok"


def test_a_folder_carries_the_worst_of_what_lies_in_it(open_window, tmp_path):
    lines = ("data/raw/x", "data/splits/a/b/bad -> nowhere", "data/splits/a/c/good -> ../../../raw")
    ui = open_window(build(tmp_path / "p", *lines))
    for names in (("splits",), ("splits", "a"), ("splits", "a", "b")):
        state = column(ui.at(ui.datasets, *names), STATE)
        assert state.data() == "1 broken"
        assert state.data(ROLE.ForegroundRole) == theme.color("bad")
    assert column(ui.at(ui.datasets, "splits", "a", "c"), STATE).data() == ""


def test_experiments_have_a_verdict_with_an_icon_of_its_own(ui):
    ready = column(row(ui.experiments.model(), "baseline"), STATE)
    faulty = column(row(ui.experiments.model(), "faulty"), STATE)
    assert ready.data() == "Ready"
    assert re.match(r"Not ready: \d+ problem", faulty.data())
    assert icon_key(ready) != icon_key(faulty)
    assert faulty.data(ROLE.ForegroundRole) == theme.color("bad")


def test_datasets_say_how_many_experiments_use_them(ui):
    assert column(ui.at(ui.datasets, "splits", "v2"), DETAIL).data() == "used by 1"


def test_counts_are_in_the_status_bar_when_the_scan_has_ended(ui):
    words = ui.window.status.counts.text()
    assert "links" in words
    assert "scanned in" in words


def test_names_appear_before_the_audit(open_window, sample, qtbot):
    ui = open_window()
    story = []
    ui.bench.changed.connect(lambda _c: story.append("rows"))
    ui.bench.audited.connect(lambda *_a: story.append("audit"))
    ui.open(sample)
    assert story[0] == "rows"
    assert story[-1] == "audit"


def test_odd_names_are_rows_like_others_shown_escaped(open_window, tmp_path):
    odd = [b"bad\xff", b"new\nline", b"rtl\xe2\x80\xaegpj", b"\x1b[31mred"]
    root = build(tmp_path / "p", "data/splits/", "data/raw/")
    for name in odd:
        os.mkdir(os.path.join(root, b"data/splits", name))
    ui = open_window(root)
    shown = texts(ui.datasets.model(), row(ui.datasets.model(), "splits"))
    assert sorted(shown) == sorted([r"bad\xff", r"new\nline", r"rtl\u202egpj", r"\x1b[31mred"])
    for name in shown:
        assert "shown escaped" in ui.at(ui.datasets, "splits", name).data(ROLE.ToolTipRole)


def test_role_folders_inside_each_other_are_shown_once(open_window, tmp_path):
    root = build(tmp_path / "p", "data/a.jpg", "data/splits/v1/b.jpg", "exp/sub/x", "exp/one/y")
    with open(os.path.join(root, b"cvlink.toml"), "w") as file:
        file.write('[layout]\nraw = ["data"]\nsplits = ["data/splits"]\n')
        file.write('experiments = ["exp", "exp/sub"]\n')
    ui = open_window()
    testers = contracts(ui)
    ui.open(root)
    assert texts(ui.datasets.model()) == ["data"]
    assert texts(ui.datasets.model(), row(ui.datasets.model(), "data")) == ["a.jpg", "splits"]
    assert texts(ui.experiments.model()) == ["one", "sub"]
    assert testers


# Following the disk


def contracts(ui):
    """Qt's tester on both trees; its complaints are warnings, which fail a test."""
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    testers = [QAbstractItemModelTester(v.model(), mode) for v in (ui.datasets, ui.experiments)]
    for tester in testers:
        tester.setUseFetchMore(False)
    return testers


def rescan(ui):
    with ui.qtbot.waitSignal(ui.bench.audited, timeout=PATIENCE_MS):
        ui.run("rescan")
    ui.settle()


def test_a_scan_and_a_rescan_keep_the_contract_of_models(open_window, root):
    """Many folders change at once: what follows the tree must never be behind it."""
    ui = open_window()
    testers = contracts(ui)
    ui.open(root)
    folder = os.fsdecode(root)
    build(
        folder, "data/aaa/x", "data/splits/v0/train/a", "experiments/aaa/", "experiments/zzz/l -> x"
    )
    os.unlink(f"{folder}/experiments/baseline/train")
    os.unlink(f"{folder}/data/splits/v1/val")
    os.rename(f"{folder}/data/processed/v1", f"{folder}/data/processed/v9")
    rescan(ui)
    assert len(testers) == 2
    assert texts(ui.experiments.model()) == ["aaa", "baseline", "zzz"]
    assert texts(ui.datasets.model()) == ["raw", "processed", "splits", "aaa"]


def test_a_rescan_shows_what_came_went_and_changed(ui):
    ui.at(ui.datasets, "splits", "v1", "train")
    ui.select(ui.experiments, "baseline", "val")
    root = os.fsdecode(ui.root)
    os.mkdir(f"{root}/experiments/aaa")
    os.mkdir(f"{root}/data/splits/v0")
    os.unlink(f"{root}/experiments/baseline/train")
    os.unlink(f"{root}/experiments/faulty/train")
    os.symlink("../../data/splits/v2/train", f"{root}/experiments/faulty/train")
    os.rename(f"{root}/experiments/improved", f"{root}/experiments/improved2")
    rescan(ui)
    assert texts(ui.experiments.model()) == ["aaa", "baseline", "faulty", "improved2"]
    assert texts(ui.experiments.model(), row(ui.experiments.model(), "baseline")) == [
        "models", "test", "val",
    ]  # fmt: skip
    assert sorted(texts(ui.datasets.model(), row(ui.datasets.model(), "splits"))) == [
        "v0", "v1", "v2",
    ]  # fmt: skip
    train = ui.at(ui.experiments, "faulty", "train")
    assert column(ui.painted(ui.experiments, train), STATE).data() == "ok"
    assert ui.window.selected_paths() == [b"experiments/baseline/val"]
    assert ui.datasets.isExpanded(row(ui.datasets.model(), "splits", "v1"))


def test_a_rescan_without_changes_leaves_selection_and_open_rows(ui):
    ui.at(ui.datasets, "processed", "v2", "val", "images")
    ui.select(ui.experiments, "faulty", "again")
    rescan(ui)
    assert ui.window.selected_paths() == [b"experiments/faulty/again"]
    assert ui.datasets.isExpanded(row(ui.datasets.model(), "processed", "v2", "val"))


def test_a_scan_can_be_cancelled_and_what_it_found_stays(open_window, tmp_path, qtbot):
    lines = [f"data/raw/{a}/{b}/f" for a in range(40) for b in range(40)]
    ui = open_window()
    root = build(tmp_path / "p", *lines)
    ui.bench.open(root)
    ui.until(lambda: ui.bench.is_scanning and ui.datasets.model().rowCount() > 0)
    ui.act("cancel")
    assert not ui.bench.is_scanning
    assert texts(ui.datasets.model()) == ["raw"]
    assert not ui.window.actions_by_id["cancel"].isEnabled()


def test_the_root_of_the_system_is_refused_in_words(open_window):
    ui = open_window()
    ui.bench.open(b"/")
    ui.until(lambda: "the whole file system" in ui.window.notices.text)
    assert ui.bench.project is None


# Problems


def findings(ui):
    """The rows of all findings in the Problems panel."""
    model = ui.space.problems.model
    return [model.index(n, 0, group) for group in model.groups() for n in range(count(group))]


def count(index):
    return index.model().rowCount(index)


def test_problems_are_grouped_by_experiment_the_worst_first(ui):
    model = ui.space.problems.model
    found = [model.finding(index) for index in findings(ui)]
    assert len({(f.rule, f.cause, f.experiment) for f in found}) == len(found)
    assert texts(model)[0] == "faulty"
    first = [model.finding(index).severity for index in findings(ui)][: count(model.groups()[0])]
    assert first == sorted(first, reverse=True)
    assert {"dangling", "loop", "split-leak", "empty"} <= {f.rule for f in found}
    assert found[0].severity is Severity.ERROR
    assert ui.space.tabs.tabText(0) == f"Problems ({len(found)})"


def test_a_click_on_a_problem_selects_its_row_and_says_what_it_means(ui):
    view, model = ui.space.problems.view, ui.space.problems.model
    (index,) = (i for i in findings(ui) if model.finding(i).rule == "loop")
    view.scrollTo(index)
    ui.qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
    )
    assert ui.window.selected_paths() == [b"experiments/faulty/again"]
    assert RULES["loop"].meaning in said(ui.space.problems)


def test_return_on_a_problem_selects_its_row(ui):
    view, model = ui.space.problems.view, ui.space.problems.model
    view.setFocus()
    index = findings(ui)[0]
    view.setCurrentIndex(index)
    path = model.path(index)
    ui.key(Qt.Key.Key_Return, widget=view)
    assert ui.window.selected_paths() == [path]


def test_without_problems_words_say_so(open_window, root):
    ui = open_window(root)
    assert findings(ui) == []
    assert "No problems" in said(ui.space.problems)


# Filter


def wait_for_filter(ui):
    with ui.qtbot.waitSignal(ui.bench.filtered, timeout=PATIENCE_MS):
        pass


def type_filter(ui, words, mode=Mode.TEXT):
    bar = ui.window.filter_bar
    bar.mode.setCurrentIndex(bar.mode.findData(mode))
    with ui.qtbot.waitSignal(ui.bench.filtered, timeout=PATIENCE_MS):
        ui.run("filter")
        assert bar.edit.hasFocus()
        ui.qtbot.keyClicks(bar.edit, words)


def chip(ui, number, clicks=1):
    for _ in range(clicks):
        with ui.qtbot.waitSignal(ui.bench.filtered, timeout=PATIENCE_MS):
            ui.window.filter_bar.chips[number].click()


def leaves(model, index=None) -> set[str]:
    """Names of links that are shown, with their folder."""
    found = set()
    for number, name in enumerate(texts(model, index)):
        child = model.index(number, 0) if index is None else model.index(number, 0, index)
        below = leaves(model, child)
        found |= {f"{name}/{x}" for x in below} or {name}
    return found


@pytest.mark.parametrize(
    ("mode", "words"),
    [(Mode.TEXT, "AGAI"), (Mode.GLOB, "ag*n"), (Mode.REGEX, "^a.{3}n$")],
)
def test_a_filter_leaves_matches_and_the_way_to_them(ui, mode, words):
    type_filter(ui, words, mode)
    assert leaves(ui.experiments.model()) == {"faulty/again"}
    assert texts(ui.datasets.model()) == []


def test_a_bad_regular_expression_is_marked_and_filters_nothing(ui):
    bar = ui.window.filter_bar
    bar.mode.setCurrentIndex(bar.mode.findData(Mode.REGEX))
    wait_for_filter(ui)
    ui.qtbot.keyClicks(bar.edit, "ag(")
    ui.until(lambda: "No regular expression" in bar.edit.toolTip())
    assert len(leaves(ui.experiments.model())) > 10
    ui.qtbot.keyClicks(bar.edit, ")")
    wait_for_filter(ui)
    assert bar.edit.toolTip() == bar.edit.placeholderText()


def test_escape_clears_the_filter(ui):
    type_filter(ui, "again")
    with ui.qtbot.waitSignal(ui.bench.filtered, timeout=PATIENCE_MS):
        ui.key(Qt.Key.Key_Escape, widget=ui.window.filter_bar.edit)
    assert len(leaves(ui.experiments.model())) > 10


def test_the_chip_for_broken_links_goes_from_off_to_only_to_without_to_off(ui):
    everything = leaves(ui.experiments.model())
    broken = {f"faulty/{name}" for name, health in FAULTY.items() if health in BROKEN}
    chip(ui, 0)
    assert leaves(ui.experiments.model()) == broken
    chip(ui, 0)
    without = leaves(ui.experiments.model())
    assert without
    assert not without & broken
    chip(ui, 0)
    assert leaves(ui.experiments.model()) == everything


def test_words_and_chips_hold_together(ui):
    type_filter(ui, "train")
    chip(ui, 0)
    assert leaves(ui.experiments.model()) == {"faulty/train"}


def test_links_made_while_a_filter_is_on_do_not_bring_back_the_others(ui):
    type_filter(ui, "again")
    os.symlink("nowhere", os.path.join(ui.root, b"experiments/faulty/fresh"))
    rescan(ui)
    assert "faulty/val" not in leaves(ui.experiments.model())
    assert "faulty/again" in leaves(ui.experiments.model())


def test_a_filter_set_during_a_scan_holds_at_its_end(open_window, sample):
    ui = open_window()
    ui.bench.opened.connect(lambda _p: ui.bench.set_filter(Filter("again")))
    ui.bench.scanning.connect(lambda on: on and ui.bench.set_filter(Filter("again")))
    ui.open(sample)
    assert leaves(ui.experiments.model()) == {"faulty/again"}


def test_another_project_starts_without_the_filter(ui, root):
    type_filter(ui, "again")
    chip(ui, 0)
    ui.open(root)
    assert ui.window.filter_bar.filter.is_empty
    assert texts(ui.experiments.model()) == ["baseline"]


# Inspector


def said(widget) -> str:
    """All words a widget shows, without the places a path may break at."""
    words = [
        part.accessibleName() or part.text()
        for part in widget.findChildren(QWidget)
        if part.isVisibleTo(widget) and isinstance(part, QLabel | QPushButton)
    ]
    return "\n".join(words).replace("\u200b", "")


def inspect(ui, view, *names):
    ui.select(view, *names)
    path = ui.window.selected_paths()[0]
    ui.until(lambda: ui.space.inspector.path == path)
    return said(ui.space.inspector)


def test_the_inspector_follows_a_link_hop_by_hop(ui):
    words = inspect(ui, ui.experiments, "improved", "train")
    hops = ["experiments/improved/train", "data/splits/v2/train", "data/processed/v2/train"]
    places = [words.index(hop, words.index("Chain")) for hop in hops]
    assert places == sorted(places)
    assert os.fsdecode(ui.root) + "/data/processed/v2/train" in words


@pytest.mark.parametrize(("name", "health"), FAULTY.items())
def test_the_inspector_says_why_a_link_is_broken(ui, name, health):
    assert HEALTH_WORDS[health] in inspect(ui, ui.experiments, "faulty", name)


def test_a_long_circle_of_links_is_shortened(ui):
    assert "more" in inspect(ui, ui.experiments, "faulty", "again")


def test_the_inspector_names_the_experiments_that_use_a_dataset_and_leads_to_them(ui):
    inspect(ui, ui.datasets, "processed", "v1", "val")
    buttons = ui.space.inspector.findChildren(Way)
    assert {b.accessibleName() for b in buttons if b.isVisibleTo(ui.window)} == {
        "Go to the experiment baseline",
        "Go to the experiment faulty",
    }
    next(b for b in buttons if b.text().strip() == "baseline").click()
    assert ui.window.selected_paths() == [b"experiments/baseline"]
    assert ui.experiments.hasFocus()


def test_a_dataset_nobody_uses_says_so(ui):
    root = os.fsdecode(ui.root)
    os.mkdir(f"{root}/data/processed/v3")
    rescan(ui)
    assert "No experiment uses it" in inspect(ui, ui.datasets, "processed", "v3")


def test_what_uses_the_selected_dataset_lights_up(ui):
    inspect(ui, ui.datasets, "splits", "v2")
    lit = [
        name
        for name in texts(ui.experiments.model())
        if row(ui.experiments.model(), name).data(ROLE.BackgroundRole) is not None
    ]
    assert lit == ["improved"]


def test_the_data_of_the_selected_experiment_lights_up(ui):
    inspect(ui, ui.experiments, "baseline")
    version = ui.at(ui.datasets, "splits", "v1")
    other = ui.at(ui.datasets, "splits", "v2")
    assert version.data(ROLE.BackgroundRole) is not None
    assert other.data(ROLE.BackgroundRole) is None


def test_going_to_the_target_selects_it_in_the_other_tree(ui):
    ui.select(ui.experiments, "baseline", "train")
    ui.act("reveal")
    assert ui.window.selected_paths() == [b"data/splits/v1/train"]
    assert ui.datasets.hasFocus()


def test_a_target_outside_says_that_it_is_not_shown(ui):
    ui.select(ui.experiments, "faulty", "labels")
    ui.act("reveal")
    assert "/mnt/nas/labels/street" in ui.window.notices.text


def kinds_said(ui) -> list[str]:
    """What the inspector says of the kind of data, as it is read aloud."""
    rows = ui.space.inspector.widget().findChildren(QWidget)
    return [row.accessibleName() for row in rows if ". Told from " in row.accessibleName()]


def test_the_inspector_says_what_kind_of_data_it_may_be_and_how_sure_that_is(ui):
    ui.select(ui.experiments, "baseline", "train")
    # Rows that are replaced are there until Qt has the time to delete them.
    ui.until(lambda: kinds_said(ui) == ["COCO: 95 % sure. Told from instances.json"])
    ui.select(ui.datasets, "processed", "masks")
    ui.until(lambda: ui.space.inspector.path == b"data/processed/masks")
    ui.settle()
    assert kinds_said(ui) == []


def test_an_empty_name_column_never_occurs(ui):
    for view in (ui.datasets, ui.experiments):
        assert all(texts(view.model(), None, NAME))


def test_of_many_rows_one_passes_by_only_the_last_is_looked_at(ui):
    told = []
    ui.bench.detailed.connect(lambda details: told.append(details.path))
    for name in (b"train", b"val", b"test"):
        ui.bench.inspect(b"experiments/baseline/" + name)
    ui.settle()
    assert told == [b"experiments/baseline/test"]


def test_what_can_be_done_is_found_out_once_however_many_jobs_begin(ui, monkeypatch):
    found = []
    monkeypatch.setattr(window, "update_actions", lambda *_of: found.append(1))
    for _ in range(5):
        ui.bench.start("Work", once(lambda: None), lambda _none: None)
    assert not found
    QApplication.processEvents()
    assert len(found) == 1
    ui.settle()
