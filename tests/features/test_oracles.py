"""Broken links of an audit beside those GNU find names, on real trees."""

import os
import shutil

import pytest

from cvlink_gui.core.settings import Settings
from cvlink_gui.features.audit import audit
from cvlink_gui.features.project import Project
from tests.conftest import build
from tests.fs.test_scan import health_by_find

ICONS = "/usr/share/icons"
THEMES = ("Papirus", "Papirus-Dark", "Papirus-Light", "ePapirus", "ePapirus-Dark")
EVERY = 7  # a file in so many is taken away


def broken_by_find(root: bytes) -> set[bytes]:
    missing, loops = health_by_find(root)
    return {os.path.relpath(path, root) for path in missing | loops}


def broken_by_audit(root: bytes) -> set[bytes]:
    """Paths with a finding that says what find says: not links to a folder they lie in."""
    project = Project.open(root, Settings())
    project.load()
    return {
        path
        for finding in audit(project).findings
        if finding.rule in ("dangling", "not-fetched", "mount-down", "loop")
        and "leads to a folder it lies in" not in finding.cause
        for path in finding.paths
    }


def theme_folder(theme: str) -> str:
    root = os.path.join(ICONS, theme)
    if not os.path.isdir(root):
        pytest.skip(f"the package papirus-icon-theme is not installed: there is no {root}")
    return root


@pytest.mark.parametrize("theme", THEMES)
def test_broken_links_of_a_real_tree_are_those_find_names(theme):
    root = os.fsencode(theme_folder(theme))
    assert broken_by_audit(root) == broken_by_find(root)


def test_broken_links_of_a_real_tree_that_lost_files_are_those_find_names(tmp_path):
    source = os.path.join(theme_folder("Papirus"), "16x16")
    shutil.copytree(source, tmp_path / "icons", symlinks=True)
    for folder, _, names in os.walk(tmp_path / "icons"):
        files = [path for n in sorted(names) if not os.path.islink(path := os.path.join(folder, n))]
        for path in files[::EVERY]:
            os.unlink(path)
    root = os.fsencode(tmp_path / "icons")
    found = broken_by_audit(root)
    assert found == broken_by_find(root)
    assert len(found) > 500


def test_every_kind_of_broken_link_is_one_find_names(tmp_path):
    root = build(
        tmp_path,
        "data/raw/a.jpg",
        "data/ok -> raw",
        "data/file -> raw/a.jpg",
        "data/self -> self",
        "data/one -> two",
        "data/two -> one",
        "data/into -> one",
        "data/gone -> nowhere",
        "data/below -> raw/a.jpg/x",
        "data/behind -> gone/x",
        "data/chain -> ok/none",
        "experiments/e/train -> ../../data/ok",
        "experiments/e/odd name -> ../../none",
        "experiments/e/up -> ..",
        *(f"experiments/e/many/{n} -> /nonexistent/place/{n}" for n in range(30)),
    )
    found = broken_by_audit(root)
    assert found == broken_by_find(root)
    assert len(found) == 39
