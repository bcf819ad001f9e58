"""What somebody else writes into `cvlink.toml` counts, and is said."""

import os
import threading

import pytest

from cvlink_gui.core.settings import ALLOWED_ROOTS, LINK_STYLE
from cvlink_gui.features import profiles
from cvlink_gui.gui import config_watch

PROFILE = '[profiles.dev]\n"data/current" = "data/splits/v1"\n'


@pytest.fixture
def ui(open_window, sample, monkeypatch):
    monkeypatch.setattr(config_watch, "_LOOK_MS", 40)
    monkeypatch.setattr(config_watch, "_SOON_MS", 10)
    ui = open_window(sample)
    ui.until(lambda: ui.bench.config._has_looked)
    assert ui.noticed == []
    return ui


def edit(ui, text: str) -> None:
    with open(os.path.join(ui.root, b"cvlink.toml"), "w", encoding="utf-8") as file:
        file.write(text)


def test_settings_that_were_edited_count_and_are_said(ui):
    edit(ui, '[links]\nstyle = "absolute"\n')
    ui.until(lambda: ui.noticed)
    assert ui.noticed == ["cvlink.toml was changed: the new settings count from now on."]
    assert ui.bench.project.settings[LINK_STYLE] == "absolute"


def test_an_audit_follows_with_the_new_settings(ui):
    before = {finding.rule for finding in ui.bench.last_audit.findings}
    assert "dangling" in before
    edit(ui, '[audit]\noff = ["dangling"]\n')
    ui.until(lambda: "dangling" not in {f.rule for f in ui.bench.last_audit.findings})


def test_profiles_that_were_added_and_taken_away_are_followed(ui):
    edit(ui, PROFILE)
    ui.until(lambda: [one.name for one in ui.bench.profiles.found] == ["dev"])
    ui.until(ui.window.actions_by_id["profile"].isEnabled)
    edit(ui, "")
    ui.until(lambda: not ui.bench.profiles.found)
    ui.until(lambda: not ui.window.actions_by_id["profile"].isEnabled())


def test_a_mistake_is_told_once_with_its_line_and_what_was_read_before_counts(ui):
    edit(ui, '[links]\nstyle = "absolute"\n')
    ui.until(lambda: ui.noticed)
    edit(ui, '[links]\nstyle = "absolut"\n')
    ui.until(lambda: len(ui.noticed) == 2)
    assert "cvlink.toml:2" in ui.noticed[1]
    assert ui.noticed[1].endswith("The settings read before still count.")
    ui.qtbot.wait(200)
    assert len(ui.noticed) == 2
    assert ui.bench.project.settings[LINK_STYLE] == "absolute"


def test_a_file_that_is_gone_leaves_the_defaults(ui):
    edit(ui, '[links]\nstyle = "absolute"\n')
    ui.until(lambda: ui.noticed)
    os.unlink(ui.root + b"/cvlink.toml")
    ui.until(lambda: ui.bench.project.settings[LINK_STYLE] == "relative")


def test_other_folders_are_asked_to_be_opened_again(ui):
    edit(ui, '[layout]\nraw = ["data/originals"]\n')
    ui.until(lambda: ui.noticed)
    assert ui.noticed == ["The folders named in cvlink.toml are others now."]
    with ui.qtbot.waitSignal(ui.bench.opened):
        ui.window.notices._action.click()
    ui.settle()


def test_what_the_program_writes_itself_is_no_news(ui, tmp_path):
    ui.bench.preferences.allow_root(os.fsencode(tmp_path), "for a test", lambda: None)
    ui.until(lambda: ui.bench.project.settings[ALLOWED_ROOTS])
    profiles.add(ui.bench.project, "dev", {b"data/current": b"data/splits/v1"})
    ui.qtbot.wait(300)
    assert ui.noticed == []


def test_what_was_read_before_the_program_wrote_does_not_count(ui, monkeypatch, tmp_path):
    go_on = threading.Event()
    real = config_watch._read_again

    def slow(project, known, *, always):
        found = real(project, known, always=always)
        monkeypatch.setattr(config_watch, "_read_again", real)
        go_on.wait(30)
        return found

    ui.bench.config.close()
    monkeypatch.setattr(config_watch, "_read_again", slow)
    edit(ui, '[links]\nstyle = "absolute"\n')
    ui.bench.config.look()
    ui.until(lambda: config_watch._read_again is real)
    ui.bench.preferences.allow_root(os.fsencode(tmp_path), "for a test", lambda: None)
    ui.until(lambda: ui.bench.project.settings[ALLOWED_ROOTS])
    go_on.set()
    ui.qtbot.wait(300)
    assert ui.noticed == []
