"""The report of a problem: what is in it, and what of it can be hidden."""

import os

import pytest

from cvlink_gui import __version__
from cvlink_gui.core.settings import RECENT, THEME, Settings
from cvlink_gui.features import problem_report
from cvlink_gui.features.problem_report import collect
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config

ALL = frozenset({"settings", "log"})


@pytest.fixture
def log():
    path = config.log_file()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"line {number} of /mnt/nas/private/x\n" for number in range(1_000))
    return path


def report(root, **values):
    project = Project.open(root)
    return collect(Settings({THEME.key: "dark", **values}), project, [("Qt", "6.9")])


def test_it_has_versions_system_settings_and_the_end_of_the_log(root, log):
    text = report(root).text(ALL, private=True)
    for part in (f"cvlink-gui: {__version__}", "Qt: 6.9", "Python: 3", '"window.theme": "dark"'):
        assert part in text
    assert "line 999 of /mnt/nas/private/x" in text
    assert f"line {1_000 - problem_report.LINES} " in text
    assert f"line {999 - problem_report.LINES} " not in text


def test_private_names_are_hidden_if_that_is_wished(root, log):
    found = report(root, **{RECENT.key: (os.fsdecode(root), "/mnt/customers/acme")})
    shown, hidden = (found.text(ALL, private=private) for private in (True, False))
    for private in (os.fsdecode(root), "/mnt/customers/acme", "/mnt/nas/private/x"):
        assert private in shown
        assert private not in hidden
    assert "- folder: <project>" in hidden
    assert '"<recent project 2>"' in hidden


def test_parts_can_be_left_out(root, log):
    text = report(root).text(frozenset(), private=False)
    assert "## Program" in text
    assert "## Settings" not in text
    assert "line 999" not in text


def test_without_a_log_and_a_project_it_says_so():
    text = collect(Settings(), None, []).text(ALL, private=False)
    assert "There is none." in text
    assert "none is open" in text


def test_the_log_is_named_where_it_lies(root, log):
    assert report(root).log == os.fsdecode(log)
