"""The profile in the toolbar: recognised from the links, switched as one plan."""

import os

import pytest
from PySide6.QtCore import Qt, QTimer

from cvlink_gui.gui.dialogs.plan import PlanDialog
from tests.conftest import build, seen

DEV = {
    b"experiments/baseline/train": b"../../data/splits/v1/train",
    b"experiments/baseline/val": b"../../data/splits/v1/val",
}
TOML = """[profiles.dev]
"experiments/baseline/train" = "data/splits/v1/train"
"experiments/baseline/val" = "data/splits/v1/val"

[profiles.prod]
"experiments/baseline/train" = "data/processed/v2/train"
"experiments/baseline/val" = "data/processed/v2/val"
"""


def settings(root: bytes, text: str = TOML) -> bytes:
    with open(root + b"/cvlink.toml", "w", encoding="utf-8") as file:
        file.write(text)
    return root


@pytest.fixture
def ui(open_window, root):
    return open_window(settings(root))


def name(ui) -> str:
    return ui.window.profile.text().strip()


def rows(ui) -> list[tuple[str, bool]]:
    """The menu as it is opened by its key."""
    menu = ui.window.profile.menu()
    menu.aboutToShow.emit()
    return [(action.text(), action.isChecked()) for action in menu.actions()]


def choose(ui, number: int) -> PlanDialog:
    rows(ui)
    ui.window.profile.menu().actions()[number].trigger()
    return ui.dialog(PlanDialog)


def explained(dialog) -> list[str]:
    items = [dialog.table.topLevelItem(n) for n in range(dialog.table.topLevelItemCount())]
    return [item.child(0).text(0) for item in items]


def test_without_profiles_there_is_no_button_and_the_action_says_why(open_window, root):
    ui = open_window(root)
    assert not ui.window.profile.isVisible()
    action = ui.window.actions_by_id["profile"]
    assert (action.isEnabled(), "name no profile" in action.toolTip()) == (False, True)


def test_the_toolbar_names_the_profile_the_links_are_in(ui):
    ui.until(ui.window.profile.isVisible)
    assert name(ui) == "dev"
    assert ui.window.profile.accessibleName() == "Profile: dev"
    assert rows(ui) == [("dev   2 of 2 links", True), ("prod   0 of 2 links", False)]


def test_a_switch_shows_the_files_on_both_sides_and_flips_all_links_or_takes_all_back(ui, root):
    before = seen(root)
    dialog = choose(ui, 1)
    assert [row[2] for row in ui.planned(dialog)] == [
        "→ ../../data/processed/v2/train",
        "→ ../../data/processed/v2/val",
    ]
    assert explained(dialog) == ["files behind it: 1 now, 1 then"] * 2
    dialog.accept()
    ui.until(lambda: name(ui) == "prod")
    assert seen(root)[b"experiments/baseline/val"] == b"../../data/processed/v2/val"
    ui.act("undo")
    ui.until(lambda: name(ui) == "dev")
    assert seen(root) == before


def test_links_that_disagree_are_mixed_and_links_of_no_profile_are_none(ui, root):
    def lead(link: str, place: str) -> None:
        os.unlink(root + b"/experiments/baseline/" + link.encode())
        build(root, f"experiments/baseline/{link} -> ../../data/{place}")
        ui.act("rescan")

    lead("train", "processed/v2/train")
    ui.until(lambda: name(ui) == "mixed")
    lead("train", "raw")
    assert name(ui) == "mixed", "the other one still is as a profile has it"
    lead("val", "raw")
    ui.until(lambda: name(ui) == "no profile")


def test_a_change_made_elsewhere_is_recognised(open_window, root):
    ui = open_window(settings(root), live=True)
    ui.until(lambda: name(ui) == "dev" and ui.bench.live.sight is not None)
    for link, text in DEV.items():
        os.unlink(os.path.join(root, link))
        os.symlink(text.replace(b"splits/v1", b"processed/v2"), os.path.join(root, link))
    ui.until(lambda: name(ui) == "prod")


def test_a_profile_whose_target_is_missing_is_refused_or_warned_of_in_the_plan(open_window, root):
    ui = open_window(settings(root, TOML.replace("processed/v2/val", "processed/v9/val")))
    dialog = choose(ui, 1)
    objections = [*dialog.proposal.conflicts, *dialog.proposal.warnings]
    assert [one.path for one in objections] == [b"data/processed/v9/val"]
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_a_mistake_in_the_profiles_is_said_once(open_window, root):
    links = '"experiments/a" = "experiments/b"\n"experiments/b" = "experiments/a"\n'
    ui = open_window(settings(root, "[profiles.round]\n" + links))
    ui.until(lambda: ui.noticed)
    ui.act("rescan")
    assert len(ui.noticed) == 1
    assert "circle" in ui.noticed[0]
    assert not ui.window.profile.isVisible()


def test_another_project_does_not_keep_the_name(ui, tmp_path):
    ui.until(ui.window.profile.isVisible)
    ui.open(build(tmp_path / "other", "experiments/e/train -> ../../data"))
    assert not ui.window.profile.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_is_opened_by_its_keys(ui):
    opened = []
    menu = ui.window.profile.menu()

    def shown_now() -> None:
        opened.append([action.text() for action in menu.actions()])
        ui.qtbot.keyClick(menu, Qt.Key.Key_Escape)

    QTimer.singleShot(50, menu, shown_now)
    ui.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    ui.until(lambda: opened)
    assert opened == [["dev   2 of 2 links", "prod   0 of 2 links"]]


def test_a_long_name_leaves_the_window_narrow(open_window, root):
    ui = open_window(settings(root, TOML.replace("dev", "a_profile_" + "of_a_long_name_" * 20)))
    ui.until(ui.window.profile.isVisible)
    assert name(ui).endswith("…")
    assert ui.window.minimumSizeHint().width() <= 760
    ui.window.resize(760, 700)
    assert ui.window.width() == 760
