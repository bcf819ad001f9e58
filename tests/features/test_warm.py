"""Reading metadata ahead of a run, where all answers. See also tests/storage/test_warm.py."""

import json
import os

import pytest

from cvlink_gui.cli import warm as words
from cvlink_gui.cli.main import main
from cvlink_gui.core.errors import UsageError
from cvlink_gui.features.project import Project
from cvlink_gui.features.warm import Latency, Warmth, _at, warm
from cvlink_gui.fs.mountinfo import Mount
from tests.conftest import PROJECT, build


def warmed(project, *paths):
    """What is said on the way, and at the end."""
    work, said = warm(project, paths or (b"",)), []
    while True:
        try:
            said.append(next(work))
        except StopIteration as end:
            return said, end.value


def test_all_below_a_project_and_the_targets_of_its_links_are_read(root):
    said, found = warmed(Project.open(root))
    entries = sum(len(folders) + len(files) for _, folders, files in os.walk(root))
    assert found.read == entries + 1  # and the project itself
    assert (found.failed, found.broken, found.denied, found.retries) == (0, 0, 0, 0)
    assert said[-1].done == said[-1].known == found.read
    assert [p.done for p in said] == sorted(p.done for p in said)


def test_what_lies_behind_the_links_of_an_experiment_is_read(tmp_path):
    elsewhere = build(tmp_path / "elsewhere", "set/1.jpg", "set/deep/2.jpg", "other/3.jpg")
    root = build(
        tmp_path / "project",
        f"experiments/a/train -> {os.fsdecode(elsewhere)}/set",
        "experiments/b/val -> ../../raw",
        "raw/x.jpg",
    )
    _, found = warmed(Project.open(root), b"experiments/a")
    assert found.read == 5  # the experiment, its link, and three things behind it


def test_a_folder_that_is_reached_twice_is_read_once(tmp_path):
    links = [f"links/{number} -> ../raw" for number in range(30)]
    root = build(tmp_path, *links, *(f"raw/{number}" for number in range(9)))
    _, found = warmed(Project.open(root), b"links")
    assert found.read == 1 + 30 + 9


def test_links_upward_and_in_circles_come_to_an_end(tmp_path):
    build(tmp_path, "beside/file")
    lines = ("up -> ..", "top -> /", "self -> self", "here -> .", "folder/back -> ..", "none -> x")
    root = build(tmp_path / "project", *lines)
    _, found = warmed(Project.open(root))
    assert found.broken == 2
    assert found.read == 1 + 6 + 1  # nothing of what lies above the project


def test_a_path_that_is_not_there_is_a_mistake(root):
    with pytest.raises(UsageError, match="There is no such path"):
        warmed(Project.open(root), b"experiments/basline")


def test_it_can_be_broken_off(root):
    work = warm(Project.open(root))
    next(work)
    work.close()


def test_what_was_asked_is_known_of_the_mount(root):
    project = Project.open(root)
    _, found = warmed(project)
    (state,) = [s for s in project.storage.states if s.mount == found.latencies[0].mount]
    assert state.asked == found.latencies[0].read


@pytest.mark.parametrize(
    ("values", "share", "value"),
    [([], 0.5, 0), ([3], 0.95, 3), ([1, 2, 3, 4], 0.5, 2), (list(range(1, 101)), 0.95, 95)],
)
def test_a_share_of_the_values_does_not_exceed_this_one(values, share, value):
    assert _at(values, share) == value


NAS = Mount(b"/nas", "nfs4", b"server:/data", read_only=False)
FOUND = Warmth(
    (
        Latency(Mount(b"/", "ext4", b"/dev/sda", False), 3, 0.00001, 0.0002, 0.001, 0, 0, None),
        Latency(NAS, 1200, 0.0004, 0.002, 1.5, 7, 30, 1_000_000_000.0),
    ),
    broken=2,
    denied=1,
    seconds=12.34,
)


def test_the_report_says_all_of_every_mount(monkeypatch):
    monkeypatch.setattr(words, "clock", lambda moment: f"<{moment:.0f}>")
    nas = (
        "not answering since <1000000000>",
        "1,200 read",
        "median 0.4 ms",
        "95 % 2.0 ms",
        "max 1500.0 ms",
        "7 calls made again",
        "30 not read",
    )
    assert list(words.text(FOUND)) == [
        "/  ext4",
        "  3 read, median 0.01 ms, 95 % 0.2 ms, max 1.0 ms",
        "/nas  nfs4",
        "  " + ", ".join(nas),
        "2 links lead nowhere: see `cvlink scan`",
        "1 paths may not be read by this user",
        "1,203 read in 12.3 s",
    ]


def test_the_json_has_the_same(root):
    found = words.as_json(Project.open(root), FOUND)
    assert found["counts"] == {"read": 1203, "failed": 30, "retries": 7, "broken": 2, "denied": 1}
    assert found["mounts"][1] == {
        "path": "/nas",
        "type": "nfs4",
        "source": "server:/data",
        "read": 1200,
        "median_ms": 0.4,
        "p95_ms": 2.0,
        "max_ms": 1500.0,
        "retries": 7,
        "failed": 30,
        "not_answering_since": 1_000_000_000.0,
    }


def test_the_command_reads_what_is_named(tmp_path, capsys):
    root = build(tmp_path, *PROJECT)
    project = ["--project", os.fsdecode(root)]
    assert main(["warm", *project, os.fsdecode(root) + "/data/raw", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "cvlink.warm/1"
    assert found["counts"]["read"] == 4
    assert main(["warm", *project]) == 0
    assert "read in" in capsys.readouterr().out
    assert main(["warm", *project, "none"]) == 2
    with pytest.raises(SystemExit, match="2"):
        main(["warm", *project, "--jobs", "0"])
