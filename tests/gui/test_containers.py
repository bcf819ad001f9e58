"""The lens of a container and the dialog of its mounts, as somebody sees and uses them."""

import os
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from cvlink_gui.core.namespace import Verdict
from cvlink_gui.gui import theme
from cvlink_gui.gui.containers import Wish
from cvlink_gui.gui.dialogs.containers import TITLES, ContainerDialog
from cvlink_gui.gui.dialogs.plan import PlanDialog
from cvlink_gui.gui.models.levels import NAME, STATE
from tests.conftest import build

TOML = """
[mounts.gpu]
"." = "/work"
"../beside" = "/far/data"

[mounts.cluster]
"/none/there" = "/data"
"""
WORDS = {
    "own": "alive",
    "far": "dead: needs a mount",
    "other": "leads to something else",
    "bad": "dead: broken here too",
    "round": "dead: links in a circle",
    "tool": "unknown: inside the image",
}


@pytest.fixture
def ui(open_window, root, tmp_path):
    nas = os.fsdecode(build(tmp_path / "nas", "a.jpg"))
    beside = os.fsdecode(build(tmp_path / "beside", "x.jpg"))
    os.makedirs(f"{tmp_path}/far/data")
    build(
        root,
        "experiments/boxed/own -> ../../data/raw",
        f"experiments/boxed/far -> {nas}",
        f"experiments/boxed/other -> {tmp_path}/far/data",
        "experiments/boxed/bad -> none",
        "experiments/boxed/round -> round",
        "experiments/boxed/tool -> /usr/bin/env",
    )
    text = TOML.replace("/far/data", f"{tmp_path}/far/data").replace("../beside", beside)
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write(text)
    return open_window(root)


def menu(ui) -> list[tuple[str, bool]]:
    found = ui.window.lens.menu()
    found.aboutToShow.emit()
    return [(a.text(), a.isChecked()) for a in found.actions() if not a.isSeparator()]


def choose(ui, name: str) -> None:
    menu(ui)
    (action,) = (a for a in ui.window.lens.menu().actions() if a.text() == name)
    action.trigger()
    ui.settle()


def states(ui) -> dict[str, str]:
    model = ui.experiments.model()
    above = ui.at(ui.experiments, "boxed")
    rows = range(model.rowCount(above))
    return {model.index(r, NAME, above).data(): model.index(r, STATE, above).data() for r in rows}


def test_without_a_map_there_is_no_button_in_the_toolbar(open_window, root):
    ui = open_window(root)
    assert not ui.window.lens.isVisible()
    assert ui.window.actions_by_id["container"].isEnabled()
    action = ui.window.actions_by_id["lens"]
    assert (action.isEnabled(), "name no map" in action.toolTip()) == (False, True)


def test_every_link_has_the_word_the_colour_and_the_icon_of_what_becomes_of_it(ui):
    assert menu(ui) == [
        ("No container", True),
        ("gpu", False),
        ("cluster", False),
        ("Mounts…", False),
    ]
    choose(ui, "gpu")
    assert ui.window.lens.text().strip() == "gpu"
    assert states(ui) == WORDS
    model, above = ui.experiments.model(), ui.at(ui.experiments, "boxed")
    drawn = {}
    for row in range(model.rowCount(above)):
        index = model.index(row, STATE, above)
        color = index.data(Qt.ItemDataRole.ForegroundRole)
        drawn[model.index(row, NAME, above).data()] = (
            color.name(),
            index.data(Qt.ItemDataRole.DecorationRole).cacheKey(),
        )
    fields = {"own": "good", "far": "bad", "other": "warning", "tool": "unknown", "bad": "bad"}
    assert {name: drawn[name][0] for name in fields} == {
        name: theme.color(field).name() for name, field in fields.items()
    }
    assert len({key for _, key in drawn.values()}) == len(drawn), "an icon of its own for each"
    assert "1  leads to something else" in ui.window.lens.toolTip()


def test_the_state_is_in_what_is_read_aloud(ui):
    choose(ui, "gpu")
    index = ui.at(ui.experiments, "boxed", "far")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "far, link, dead: needs a mount"


def test_without_a_container_the_rows_say_what_is_here_again(ui):
    before = states(ui)
    choose(ui, "gpu")
    choose(ui, "No container")
    assert (states(ui), ui.window.lens.text().strip()) == (before, "no container")


def said(ui) -> str:
    body = ui.space.inspector.widget()
    labels = [label for label in body.findChildren(QLabel) if label.isVisibleTo(body)]
    return "\n".join(label.text().replace("\u200b", "") for label in labels)


def test_the_inspector_says_why(ui):
    choose(ui, "gpu")
    ui.select(ui.experiments, "boxed", "far")
    ui.until(lambda: "In the container gpu" in said(ui))
    assert "dead: needs a mount: /" in said(ui)
    assert "/work/experiments/boxed/far" in said(ui)
    choose(ui, "No container")
    ui.until(lambda: "In the container" not in said(ui))


def test_links_are_judged_again_after_a_change(ui, root, tmp_path):
    choose(ui, "gpu")
    os.unlink(root + b"/experiments/boxed/far")
    build(root, "experiments/boxed/far -> ../../data/processed", "experiments/boxed/new -> /usr")
    ui.act("rescan")
    ui.until(lambda: states(ui).get("new") == "unknown: inside the image")
    assert states(ui)["far"] == "alive"


def test_a_map_of_another_machine_is_refused_in_words(ui):
    choose(ui, "cluster")
    ui.until(lambda: ui.noticed)
    assert "is not there\n/none/there" in ui.noticed[0]
    assert len(ui.noticed) == 1
    assert ui.window.lens.text().strip() == "no container"
    assert states(ui)["own"] == "ok"


def test_another_project_is_looked_at_without_the_container(ui, tmp_path):
    choose(ui, "gpu")
    ui.open(build(tmp_path / "other", "experiments/e/train -> ../../data"))
    assert (ui.bench.lens.wish, ui.window.lens.isVisible()) == (None, False)


def opened(ui) -> ContainerDialog:
    ui.act("container")
    (dialog,) = ui.dialogs(ContainerDialog)
    ui.until(dialog.copy.isEnabled)
    return dialog


def pick(ui, box, data: str) -> None:
    box.setCurrentIndex(box.findData(data))
    ui.settle()


def test_the_dialog_writes_the_mounts_in_every_form_and_copies_them(ui, root):
    dialog = opened(ui)
    assert not dialog.isModal()
    begins = {
        "docker": "docker run --rm --mount",
        "compose": "services:",
        "devcontainer": "{",
        "apptainer": "apptainer exec --bind",
        "pyxis": "srun --container-image=IMAGE",
        "kubernetes": "# Mount whole folders",
        "dockerfile": "# COPY keeps",
    }
    assert begins.keys() == TITLES.keys()
    for form, begin in begins.items():
        pick(ui, dialog.form, form)
        assert dialog.output.toPlainText().startswith(begin)
        ui.qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
        assert QApplication.clipboard().text() == dialog.output.toPlainText()
    assert re.match(r"11 link\S* alive", dialog.words.text())


def test_what_is_typed_is_planned_anew(ui, root):
    dialog = opened(ui)
    pick(ui, dialog.form, "docker")
    pick(ui, dialog.way, "remap")
    assert f"dst={os.fsdecode(root)}," in dialog.output.toPlainText()
    ui.qtbot.keyClicks(dialog.at, "/workspace")
    ui.until(lambda: "dst=/workspace," in dialog.output.toPlainText())
    ui.qtbot.keyClicks(dialog.mounts, "nonsense")
    ui.until(lambda: "Expected HOST:CONTAINER" in dialog.words.text())
    assert (dialog.output.toPlainText(), dialog.copy.isEnabled()) == ("", False)


def test_a_named_map_is_chosen_in_the_dialog_and_shown_in_the_trees(ui):
    dialog = opened(ui)
    pick(ui, dialog.map, "gpu")
    pick(ui, dialog.way, "remap")
    assert "boxed/other" in dialog.words.text()
    ui.qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    ui.settle()
    assert ui.bench.lens.wish == Wish("gpu")
    assert ui.bench.lens.marks.counts[Verdict.DIFFERENT] == 1
    assert states(ui) == WORDS


def test_links_are_rewritten_by_the_plan_that_is_shown(ui, root):
    os.symlink(root + b"/data/raw", root + b"/experiments/boxed/whole")
    ui.act("rescan")
    dialog = opened(ui)
    dialog.at.setText("/work")
    ui.until(dialog.copy.isEnabled)
    ui.qtbot.mouseClick(dialog.rewrite, Qt.MouseButton.LeftButton)
    plan = ui.dialog(PlanDialog)
    assert [row[2] for row in ui.planned(plan)] == ["→ ../../data/raw"]
    plan.accept()
    ui.until(lambda: ui.link("experiments/boxed/whole") == "../../data/raw")
    ui.settle()
    ui.act("undo")
    assert ui.link("experiments/boxed/whole") == os.fsdecode(root) + "/data/raw"


def test_a_name_a_form_cannot_hold_is_said_in_place_of_the_output(open_window, tmp_path):
    root = build(tmp_path / "a project", "experiments/e/train -> ../../data", "data/x.jpg")
    ui = open_window(root)
    dialog = opened(ui)
    pick(ui, dialog.form, "pyxis")
    assert "pyxis has no way to write it" in dialog.words.text()
    assert (dialog.output.toPlainText(), dialog.copy.isEnabled()) == ("", False)
    pick(ui, dialog.form, "docker")
    assert dialog.copy.isEnabled()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_second_call_brings_the_open_dialog_forward(ui):
    dialog = opened(ui)
    ui.act("container")
    assert ui.dialogs(ContainerDialog) == [dialog]
