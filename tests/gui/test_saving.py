"""What is to be there at the next start is written when it changes, not only at the end."""

import json
import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from cvlink_gui.core.settings import DROP_AT_ONCE, LIVE, THEME
from cvlink_gui.fs import config
from cvlink_gui.gui import memory, saving
from cvlink_gui.gui.memory import Memory


def stored():
    return json.loads(Path(config.user_file().decode()).read_text())


def test_a_setting_is_in_the_file_as_soon_as_it_is_set(open_window):
    ui = open_window()
    ui.bench.set_user(DROP_AT_ONCE, True)
    ui.settle()
    assert stored() == {"window.drop_at_once": True}


def test_what_was_set_just_before_the_end_is_kept(open_window):
    ui = open_window()
    ui.bench.set_user(DROP_AT_ONCE, True)
    ui.bench.set_user(LIVE, False)
    ui.bench.set_user(DROP_AT_ONCE, False)
    ui.close()
    assert stored() == {"window.drop_at_once": False, "window.live": False}


def test_settings_set_by_several_threads_are_all_kept():
    options = (THEME, "dark"), (LIVE, False), (DROP_AT_ONCE, True)
    threads = [threading.Thread(target=config.write_user, args=pair) for pair in options]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stored() == {"window.theme": "dark", "window.live": False, "window.drop_at_once": True}


# The window


@pytest.fixture
def ui(open_window, root):
    """A window with a small project."""
    return open_window(root)


@pytest.fixture
def kept(ui, monkeypatch):
    """A window that remembers, and writes soon."""
    monkeypatch.setattr(ui.window.memory, "is_on", True)
    ui.window.memory.autosave._rest.setInterval(0)
    return ui


def remembered(ui) -> Memory:
    ui.until(lambda: memory.recall(ui.root) is not None)
    return memory.recall(ui.root)


def test_rows_selection_filter_and_tab_are_kept_while_the_window_is_open(kept):
    kept.select(kept.experiments, "baseline", "train")
    kept.until(lambda: remembered(kept).selected == b"experiments/baseline/train")
    kept.experiments.collapse(kept.at(kept.experiments, "baseline"))
    kept.until(lambda: b"experiments/baseline" not in remembered(kept).expanded)
    kept.space.show_tab(kept.space.history)
    kept.until(lambda: remembered(kept).tab == 1)
    kept.window.filter_bar.edit.setText("val")
    kept.until(lambda: remembered(kept).words == "val")


def test_size_and_splitters_are_kept_while_the_window_is_open(kept):
    kept.window.resize(900, 650)
    kept.until(lambda: QSettings().value("geometry") == kept.window.saveGeometry())
    kept.until(lambda: QSettings().value("rows") == kept.space.rows.saveState())


def test_a_project_opens_at_the_tab_it_was_left_at(kept):
    kept.space.show_tab(kept.space.history)
    kept.until(lambda: remembered(kept).tab == 1)
    kept.space.tabs.setCurrentIndex(0)
    root = kept.root
    memory.keep(root, Memory(tab=1))
    kept.window.memory._root = None  # nothing is kept of what is left
    kept.open(root)
    assert kept.space.tabs.currentWidget() is kept.space.history


def test_what_is_remembered_is_not_lost_while_a_project_is_still_being_read(kept):
    kept.until(lambda: kept.window.memory._is_as_left)
    kept.window.memory.autosave._rest.stop()
    kept.window.memory._is_as_left = False  # as after opening it, before its rows are there
    kept.settle()
    memory.keep(kept.root, Memory(selected=b"experiments/baseline"))
    kept.window.memory.keep()
    kept.settle()
    assert memory.recall(kept.root) == Memory(selected=b"experiments/baseline")


def test_memories_of_an_earlier_version_are_read(ui):
    old = b"\0\0".join((b"a\0b", b"a", b"words", b"text", b"012"))
    QSettings().setValue(memory._key(ui.root), old)
    assert memory.recall(ui.root) is None or memory.recall(ui.root).tab == 0


def test_the_last_state_of_a_kind_is_written_and_one_after_the_other(open_window):
    ui, written = open_window(), []
    for number in range(5):
        ui.bench.saver.keep("one", partial(written.append, number))
    ui.bench.saver.keep("other", partial(written.append, "other"))
    ui.until(lambda: {4, "other"} <= set(written))
    numbers = [number for number in written if number != "other"]
    assert numbers == sorted(set(numbers))


def test_states_of_widgets_are_put_down_together(open_window):
    ui = open_window()
    saving.keep_state({"geometry": ui.window.saveGeometry()})
    assert QSettings().value("geometry") == ui.window.saveGeometry()
