"""The settings dialog: every option, kept at once, checked as one types, found, reset."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from cvlink_gui.core.settings import (
    ALLOWED_ROOTS,
    AUDIT_OFF,
    DECODE,
    DROP_AT_ONCE,
    LINK_STYLE,
    LIVE,
    NEGATIVES,
    OPTIONS,
    PROFILES,
    SNAPSHOT_HOURS,
    SPLIT_NAMES,
    THEME,
    TOURED,
    USER_OPTIONS,
    WAIVERS,
)
from cvlink_gui.fs import config
from cvlink_gui.gui import theme
from cvlink_gui.gui.dialogs.option_editors import CHOICE_WORDS
from cvlink_gui.gui.dialogs.option_table import TableEditor
from cvlink_gui.gui.dialogs.settings import SECTION_WORDS, SettingsDialog, show
from tests.gui.test_reach import unnamed

CONFIG = b'# ours\n[links]\nstyle = "absolute"  # moved twice a year\n'


@pytest.fixture
def ui(open_window, root):
    with open(os.path.join(root, b"cvlink.toml"), "wb") as file:
        file.write(CONFIG)
    return open_window(root)


@pytest.fixture
def dialog(ui) -> SettingsDialog:
    show(ui.window)
    (found,) = ui.dialogs(SettingsDialog)
    return found


def written(ui) -> str:
    ui.settle()
    with open(os.path.join(ui.root, b"cvlink.toml"), encoding="utf-8") as file:
        return file.read()


def choose(row, value) -> None:
    row.editor.setCurrentIndex(row.editor.findData(value))
    row.editor.activated.emit(row.editor.currentIndex())


def test_every_option_is_there_with_its_value_and_where_it_comes_from(dialog, ui):
    assert list(dialog.rows) == [option.key for option in OPTIONS if option != TOURED]
    assert {option.section for option in OPTIONS} == set(SECTION_WORDS)
    assert dialog.rows[LINK_STYLE.key].editor.currentData() == "absolute"
    origins = {key: row.origin.text() for key, row in dialog.rows.items()}
    assert origins[LINK_STYLE.key] == "links.style  ·  cvlink.toml"
    assert origins[DECODE.key] == "audit.decode  ·  default"
    assert origins["window.recent"] == "window.recent  ·  your settings"
    for option in OPTIONS:
        assert set(CHOICE_WORDS.get(option.key, {})) == set(option.choices)


def test_the_keys_open_it_once_and_everything_in_it_has_a_name(ui):
    ui.run("settings")
    ui.run("settings")
    (dialog,) = ui.dialogs(SettingsDialog)
    assert unnamed(dialog) == []
    assert ui.window.actions_by_id["settings"].shortcut().toString() == "Ctrl+,"


def test_a_choice_is_kept_at_once_and_the_comments_stay(dialog, ui):
    choose(dialog.rows[LINK_STYLE.key], "shortest")
    assert written(ui) == CONFIG.decode().replace("absolute", "shortest")
    assert ui.bench.project.settings[LINK_STYLE] == "shortest"
    assert ui.noticed == []


def test_what_is_reset_has_its_default_and_says_so(dialog, ui):
    row = dialog.rows[LINK_STYLE.key]
    ui.qtbot.mouseClick(row.reset_button, Qt.MouseButton.LeftButton)
    assert "style" not in written(ui)
    assert row.editor.currentData() == "relative"
    assert row.origin.text() == "links.style  ·  default"
    assert not row.reset_button.isEnabled()


def test_numbers_and_switches_of_the_project_count_at_once(dialog, ui):
    dialog.rows[SNAPSHOT_HOURS.key].editor.setValue(6)
    dialog.rows[NEGATIVES.key].editor.setValue(25)
    dialog.rows[DECODE.key].editor.click()
    ui.settle()
    found = config.read_project(ui.root)
    assert (found[SNAPSHOT_HOURS], found[NEGATIVES], found[DECODE]) == (6, 25, True)
    assert ui.bench.project.settings == found
    assert dialog.rows[SNAPSHOT_HOURS.key].editor.text() == "6 h"


def test_the_users_options_take_effect_while_it_is_open(dialog, ui):
    choose(dialog.rows[THEME.key], "dark")
    assert theme.current() is theme.DARK
    dialog.rows[LIVE.key].editor.click()
    assert not ui.bench.live.is_on
    dialog.rows[DROP_AT_ONCE.key].editor.click()
    ui.settle()
    found = config.read_user()
    assert (found[THEME], found[LIVE], found[DROP_AT_ONCE]) == ("dark", False, True)
    ui.act("theme")
    assert dialog.rows[THEME.key].editor.currentData() == "light", "it follows what is set outside"


def test_rows_are_typed_checked_and_removed_by_keys(dialog, ui):
    row = dialog.rows[SPLIT_NAMES.key]
    table = row.editor.cells
    row.editor.add_button.click()
    ui.qtbot.keyClicks(table.focusWidget(), "extra")
    ui.qtbot.keyClick(table.focusWidget(), Qt.Key.Key_Return)
    ui.settle()
    assert config.read_project(ui.root)[SPLIT_NAMES][-1] == "extra"
    table.setFocus()
    table.setCurrentCell(table.rowCount() - 1, 0)
    ui.qtbot.keyClick(table, Qt.Key.Key_Delete)
    ui.settle()
    assert config.read_project(ui.root)[SPLIT_NAMES] == SPLIT_NAMES.default


def test_a_mistake_is_said_while_it_is_typed_and_never_written(dialog, ui):
    row = dialog.rows["layout.raw"]
    row.editor.add_button.click()
    ui.qtbot.keyClicks(row.editor.cells.focusWidget(), "/else")
    assert row.wrong.text() == "Not kept: expected folders inside the project"
    assert not row._message.isHidden()
    ui.qtbot.keyClick(row.editor.cells.focusWidget(), Qt.Key.Key_Return)
    assert written(ui) == CONFIG.decode()
    ui.bench.preferences.changed.emit()
    assert row.editor.rows() == [("/else",)], "what is wrong stays, to be mended"
    row.editor.cells.setCurrentCell(0, 0)
    row.editor.remove()
    assert row._message.isHidden()


WRONG = [
    (WAIVERS, ("dangling", "*", "", ""), "expected a waiver with rule, path, reason"),
    (WAIVERS, ("dangling", "*", "known", "soon"), "expected expires to be a date"),
    (PROFILES, ("dev", "data/raw/x", "data/splits/v1"), "raw data, which stays as it is"),
    (PROFILES, ("", "data/x", "data/splits/v1"), "expected a name"),
]


def test_rows_that_cannot_be_say_why(dialog, ui):
    for option, cells, why in WRONG:
        row = dialog.rows[option.key]
        row.editor.add_row(cells)
        assert why in row.wrong.text()
        row.editor.cells.selectRow(0)
        row.editor.remove()
        assert row.wrong.text() == ""
    assert written(ui) == CONFIG.decode()


def test_tables_are_kept_and_other_parts_of_the_window_follow(dialog, ui):
    dialog.rows[PROFILES.key].editor.add_row(("dev", "data/now", "data/splits/v1"))
    dialog.rows[AUDIT_OFF.key].editor.add_row(("raw-writable",))
    dialog.rows[ALLOWED_ROOTS.key].editor.add_row(("/datasets",))
    ui.settle()
    found = config.read_project(ui.root)
    assert found[PROFILES] == (("dev", (("data/now", "data/splits/v1"),)),)
    assert (found[AUDIT_OFF], found[ALLOWED_ROOTS]) == (("raw-writable",), ("/datasets",))
    ui.until(lambda: [one.name for one in ui.bench.profiles.found] == ["dev"])


def test_a_file_that_cannot_be_written_is_told_in_the_row(dialog, ui):
    with open(os.path.join(ui.root, b"cvlink.toml"), "w", encoding="utf-8") as file:
        file.write("[nonsense]\na = 1\n")
    row = dialog.rows[LINK_STYLE.key]
    choose(row, "shortest")
    ui.settle()
    assert "unknown option 'nonsense.a'" in row.wrong.text()
    ui.qtbot.mouseClick(row.reset_button, Qt.MouseButton.LeftButton)
    ui.settle()
    assert "unknown option" in row.wrong.text()


def test_words_find_options_by_title_key_and_text(dialog):
    dialog.search.setText("decode")
    shown = [key for key, row in dialog.rows.items() if row.isVisible()]
    assert shown == [DECODE.key]
    dialog.search.setText("HOURS snapshot")
    assert [key for key, row in dialog.rows.items() if row.isVisible()] == [SNAPSHOT_HOURS.key]
    dialog.search.setText("xyzzy")
    assert dialog.nothing.isVisible()
    assert "xyzzy" in dialog.nothing.text()
    dialog.search.clear()
    assert all(row.isVisible() for row in dialog.rows.values())


def test_all_of_a_file_is_reset_only_after_a_question_that_names_it(dialog, ui):
    project = [option for option in OPTIONS if option not in USER_OPTIONS]
    dialog._ask_to_reset(project)
    (box,) = [one for one in ui.dialogs(QMessageBox) if one.parent() is dialog]
    assert "Style of new links" in box.informativeText()
    box.reject()
    assert written(ui) == CONFIG.decode()
    dialog._ask_to_reset(project)
    (box,) = [one for one in ui.dialogs(QMessageBox) if one.parent() is dialog]
    box.buttons()[0].click()
    assert written(ui) == "# ours\n"
    assert dialog.rows[LINK_STYLE.key].editor.currentData() == "relative"


def test_other_folders_of_roles_offer_to_open_the_project_again(dialog, ui):
    dialog.rows["layout.raw"].editor.add_row(("data/raw",))
    ui.settle()
    assert ui.noticed == ["The folders named in cvlink.toml are others now."]


def test_what_the_environment_sets_cannot_be_set_here(open_window, monkeypatch):
    monkeypatch.setenv("CVLINK_WINDOW_DROP_AT_ONCE", "1")
    ui = open_window()
    show(ui.window)
    (dialog,) = ui.dialogs(SettingsDialog)
    assert list(dialog.rows) == [option.key for option in USER_OPTIONS if option != TOURED], (
        "no project is open"
    )
    row = dialog.rows[DROP_AT_ONCE.key]
    assert not row.editor.isEnabled()
    assert row.editor.isChecked()
    assert "CVLINK_WINDOW_DROP_AT_ONCE" in row.origin.text()


def test_changes_one_after_the_other_are_all_kept(dialog, ui):
    for hours in (1, 2, 3):
        dialog.rows[SNAPSHOT_HOURS.key].editor.setValue(hours)
        choose(dialog.rows[LINK_STYLE.key], "shortest")
        dialog.rows[DECODE.key].editor.click()
    ui.settle()
    found = config.read_project(ui.root)
    assert (found[SNAPSHOT_HOURS], found[LINK_STYLE], found[DECODE]) == (3, "shortest", True)


def test_its_keys_walk_through_all_of_it(dialog, ui):
    dialog.activateWindow()
    ui.until(dialog.isActiveWindow)
    seen = []
    while dialog.focusWidget() not in seen and len(seen) < 400:
        seen.append(dialog.focusWidget())
        dialog.focusNextChild()
    for row in dialog.rows.values():
        editor = row.editor
        assert (editor.cells if isinstance(editor, TableEditor) else editor) in seen
