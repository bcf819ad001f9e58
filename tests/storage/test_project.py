"""A project with links into storage that hangs, fails and comes back."""

import json
import os
import subprocess
import sys
import time

import pytest

from cvlink_gui.core.errors import NotAnswering
from cvlink_gui.core.links import Health, Kind
from cvlink_gui.core.plan import Absent, Link, Plan, Proposal, Step
from cvlink_gui.core.settings import ALLOWED_ROOTS, Settings
from cvlink_gui.features import inspect, linking
from cvlink_gui.features.project import Project
from cvlink_gui.fs import storage
from cvlink_gui.fs.storage import DEADLINE, Storage
from tests.conftest import build

FOLDERS = 40
LONG = 90.0  # seconds; a deadline for each folder or link would be far more


@pytest.fixture
def dead_and_alive(volumes_of):
    """Two volumes with files; the tests let the first one die."""
    made = volumes_of(2)
    for volume in made:
        for number in range(30):
            (volume.inside / f"{number}.jpg").touch()
    return made


@pytest.fixture
def root(tmp_path, dead_and_alive):
    """A project with folder after folder of links into both, and to files of its own."""
    dead, alive = (os.fsdecode(volume.place) for volume in dead_and_alive)
    lines = ["raw/own.jpg", f"to-dead -> {dead}"]
    for n in range(FOLDERS):
        folder = f"sets/{n:02}"
        lines += [f"{folder}/dead{i} -> {dead}/{i}.jpg" for i in range(20)]
        lines += [f"{folder}/indirect -> ../../to-dead/3.jpg"]
        lines += [f"{folder}/alive{i} -> {alive}/{i}.jpg" for i in range(3)]
        lines += [f"{folder}/own -> ../../raw/own.jpg", f"{folder}/missing -> nowhere"]
    return build(tmp_path / "project", *lines)


@pytest.fixture
def project(root, monkeypatch):
    monkeypatch.setattr(storage, "_FIRST_WAIT", 0.1)
    monkeypatch.setattr(storage, "_JITTER", 0.0)
    return Project.open(root)


def scanned(project):
    """Seconds, and the healths of links by the beginning of their names."""
    begin = time.monotonic()
    for batch in project.scan(helpers=2, fresh=True):
        for listing in batch:
            project.take(listing)
    seconds = time.monotonic() - begin
    found = {}
    for node in project.tree.links():
        name = project.tree.name(node).rstrip(b"0123456789").decode()
        found.setdefault(name, set()).add(project.tree.health(node))
    return seconds, found


OK, MISSING, SILENT = {Health.OK}, {Health.MISSING}, {Health.NOT_ANSWERING}
SOUND = {
    "dead": OK, "alive": OK, "own": OK, "indirect": OK, "to-dead": OK, "missing": MISSING,
}  # fmt: skip
DEAD = SOUND | {"dead": SILENT, "indirect": SILENT, "to-dead": SILENT}


def test_storage_that_hangs_costs_one_deadline_and_no_verdict_of_others(dead_and_alive, project):
    dead, _ = dead_and_alive
    assert scanned(project)[1] == SOUND
    calls = len(dead.calls())
    dead.order(hang=True)
    seconds, found = scanned(project)
    assert found == DEAD
    assert seconds < LONG
    assert len(dead.calls()) - calls < FOLDERS / 2  # by the helpers, and by the one who asked
    assert [state.mount.point for state in project.storage.silent] == [dead.place]


def test_it_is_not_touched_by_the_next_scan_and_believed_when_it_is_back(dead_and_alive, project):
    dead, _ = dead_and_alive
    dead.order(hang=True)
    scanned(project)
    assert scanned(project)[1] == DEAD
    dead.order()
    end = time.monotonic() + 60
    while (found := scanned(project)[1]) != SOUND and time.monotonic() < end:
        time.sleep(0.2)
    assert found == SOUND
    assert project.storage.silent == []


def test_a_mount_inside_the_project_is_found_out_as_well(volume, tmp_path):
    (volume.inside / "below").mkdir()
    (volume.inside / "below" / "file").touch()
    root = build(
        tmp_path, "links/in -> ../volume0/below/file", "links/own -> own", "links/own-too/"
    )
    volume.order(hang=True, only=("readdir", "statfs"))
    project = Project.open(root)
    begin = time.monotonic()
    _, found = scanned(project)
    assert time.monotonic() - begin < LONG
    assert found["in"] == SILENT
    assert [state.mount.point for state in project.storage.silent] == [volume.place]
    assert dict(project.tree.errors()).keys() == {b"volume0"}


def test_links_that_fail_for_a_moment_are_asked_once_more(dead_and_alive, project):
    failing, _ = dead_and_alive
    failing.order(fail=3, only=("getattr",), part="jpg")
    assert scanned(project)[1] == SOUND
    assert project.storage.silent == []


def test_storage_that_only_fails_is_not_answering_and_never_broken(dead_and_alive, project):
    failing, _ = dead_and_alive
    failing.order(fail=-1)
    assert scanned(project)[1] == DEAD
    assert [state.mount.point for state in project.storage.silent] == [failing.place]


def test_slow_storage_is_slow_and_answers(dead_and_alive, root):
    slow, _ = dead_and_alive
    slow.order(delay=0.02)
    project = Project.open(root)
    assert scanned(project)[1] == SOUND
    assert project.storage.silent == []


def test_a_project_on_storage_that_hangs_is_refused_in_time(volume):
    build(volume.inside, "raw/a.jpg", "link -> raw/a.jpg")
    volume.order(hang=True)
    with pytest.raises(NotAnswering, match="is not answering since"):
        Project.open(volume.place)


def test_an_allowed_root_that_hangs_does_not_keep_a_project_from_opening(dead_and_alive, root):
    dead, _ = dead_and_alive
    dead.order(hang=True)
    settings = Settings({ALLOWED_ROOTS.key: (os.fsdecode(dead.place),)})
    project = Project.open(root, settings)
    assert project.policy.allows(dead.place + b"/x")


@pytest.fixture
def hung(dead_and_alive, project):
    """The project, with storage that hangs and about which nobody knows it yet."""
    dead_and_alive[0].order(hang=True)
    return project


def test_details_say_not_answering_and_where(hung, dead_and_alive):
    details = inspect.details(hung, b"sets/00/indirect")
    assert (details.health, details.end) == (Health.NOT_ANSWERING, Kind.OTHER)
    assert [hop.path for hop in details.chain][:2] == [b"sets/00/indirect", b"to-dead/3.jpg"]
    assert inspect.details(hung, b"sets/00/own").health is Health.OK


def test_links_away_from_it_can_be_planned_and_made_and_links_into_it_not(hung, dead_and_alive):
    link = b"sets/00/dead1"
    old = hung.look(link)
    away = Plan("away", (Step(link, old, Link(b"../../raw/own.jpg")),))
    proposal = hung.propose(Proposal(away))
    assert not proposal.conflicts
    assert hung.run(proposal.plan).ok
    assert os.readlink(os.path.join(hung.root, link)) == b"../../raw/own.jpg"
    dead, _ = dead_and_alive
    pair = linking.Pair(b"sets/00/new", dead.place + b"/1.jpg")
    with pytest.raises(NotAnswering):
        linking.propose_links([pair], hung.policy, hung.look, style="absolute")


def test_folders_are_listed_anew_after_an_edit_without_touching_it(hung):
    (listing,) = hung.relist([b"sets/00"])
    health = {entry.name: entry.health for entry in listing.entries()}
    assert {health[b"dead1"], health[b"indirect"]} == SILENT
    assert {health[b"alive1"], health[b"own"]} == OK


def test_a_plan_for_a_folder_on_it_is_refused(volume, tmp_path):
    root = build(tmp_path, "raw/a.jpg")
    project = Project.open(root)
    volume.order(hang=True)
    step = Step(b"volume0/link", Absent(), Link(b"x"))
    with pytest.raises(NotAnswering):
        project.run(Plan("make it", (step,)))
    assert project.journal.history() == []


def cvlink(*words, root):
    return subprocess.run(
        [sys.executable, "-m", "cvlink_gui.cli.main", "--project", root, *words],
        capture_output=True,
        text=True,
        timeout=LONG,
    )


def test_the_command_says_which_storage_and_ends_with_3(dead_and_alive, root):
    dead, _ = dead_and_alive
    dead.order(hang=True)
    done = cvlink("scan", "--format", "json", root=root)
    assert done.returncode == 3
    assert f"The storage at {dead.point} is not answering since" in done.stderr
    found = json.loads(done.stdout)
    assert found["counts"]["not_answering"] == FOLDERS * 21 + 1
    assert found["counts"]["ok"] == FOLDERS * 4
    ((path, message),) = [(e["path"], e["message"]) for e in found["errors"]]
    assert path == str(dead.point)
    assert "not answering since" in message


def test_an_audit_with_storage_that_hangs_is_no_success(dead_and_alive, root):
    dead_and_alive[0].order(hang=True)
    done = cvlink("audit", "--fail-on", "never", root=root)
    assert done.returncode == 3


def test_links_are_turned_away_from_storage_that_hangs(dead_and_alive, root):
    dead, alive = dead_and_alive
    dead.order(hang=True)
    build(root, f"sets/99/dead -> {dead.point}/1.jpg")
    config = f"[links]\nallowed_roots = ['{alive.point}']\n"
    with open(os.path.join(root, b"cvlink.toml"), "w", encoding="utf-8") as file:
        file.write(config)
    words = ["retarget", "--prefix", str(dead.point), str(alive.point), "sets/99", "--yes"]
    done = cvlink(*words, root=root)
    assert done.returncode == 0, done.stderr
    link = os.path.join(root, b"sets/99/dead")
    assert os.readlink(link) == alive.place + b"/1.jpg"


def test_nothing_waits_longer_than_the_deadline_says(hung):
    begin = time.monotonic()
    with pytest.raises(NotAnswering):
        Storage(0.5).check([os.path.join(hung.root, b"to-dead")])
    assert time.monotonic() - begin < DEADLINE + 0.5
