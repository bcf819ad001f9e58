"""Lineage of real projects."""

import os

from cvlink_gui.core.lineage import Graph
from cvlink_gui.features.lineage import graph
from cvlink_gui.features.project import Project
from tests.conftest import build


def made(root: bytes) -> Graph:
    project = Project.open(root)
    project.load()
    return graph(project)


def edges(found: Graph) -> dict[tuple[str, str], int]:
    names = [node.path.decode() for node in found.nodes]
    return {(names[edge.source], names[edge.user]): edge.broken for edge in found.edges}


def test_from_files_to_experiments(root):
    found = made(root)
    assert [(node.path.decode(), node.column) for node in found.nodes] == [
        ("data/raw", 0),
        ("data/processed/v1", 1),
        ("data/processed/v2", 1),
        ("data/splits/v1", 2),
        ("experiments/baseline", 3),
    ]
    assert edges(found) == {
        ("data/raw", "data/processed/v1"): 0,
        ("data/raw", "data/processed/v2"): 0,
        ("data/processed/v1", "data/splits/v1"): 0,
        ("data/splits/v1", "experiments/baseline"): 0,
    }
    assert all(node.exists and not node.broken for node in found.nodes)


def test_what_a_broken_link_should_lead_to_is_in_it(root):
    build(
        root,
        "experiments/odd/train -> ../../data/splits/v9/train",
        "experiments/odd/val -> ../../data/splits/v1/gone",
        "experiments/odd/image -> ../../data/raw/gone.jpg",
    )
    found = made(root)
    assert edges(found).items() >= {
        (("data/splits/v9", "experiments/odd"), 1),
        (("data/splits/v1", "experiments/odd"), 1),
        (("data/raw", "experiments/odd"), 1),
    }
    missing = [node.path for node in found.nodes if not node.exists]
    assert missing == [b"data/splits/v9"]
    assert [node.broken for node in found.nodes if node.path == b"experiments/odd"] == [3]


def test_datasets_that_are_links_and_data_outside(root, tmp_path):
    far = build(tmp_path / "far" / "coco", "a.jpg")
    build(root, f"data/raw/coco -> {os.fsdecode(far)}", "experiments/x/all -> ../../data/raw/coco")
    found = edges(made(root))
    parts = b"/".join(far.split(b"/")[:3]).decode()
    assert found[parts, "data/raw/coco"] == 0
    assert found["data/raw/coco", "experiments/x"] == 0


def test_a_folder_of_a_role_is_in_it_where_a_link_leads_to_it(root):
    os.makedirs(root + b"/experiments/all")
    os.symlink(b"../../data/splits", root + b"/experiments/all/splits")
    assert edges(made(root))["data/splits", "experiments/all"] == 0


def test_what_nobody_uses_is_in_it_and_files_are_not(root):
    build(root, "data/splits/v7/train/", "data/splits/notes.txt", "experiments/empty/")
    names = [node.path for node in made(root).nodes]
    assert b"data/splits/v7" in names
    assert b"experiments/empty" in names
    assert b"data/splits/notes.txt" not in names


def test_a_folder_without_roles_has_no_lineage(tmp_path):
    assert made(build(tmp_path / "plain", "a/b.txt", "c -> a")) == Graph()


def test_names_of_any_bytes(root):
    odd = b"data/processed/v\xff\n"
    os.makedirs(os.path.join(root, odd))
    os.symlink(b"../../raw/a.jpg", os.path.join(root, odd, b"a.jpg"))
    assert odd in [node.path for node in made(root).nodes]
