import errno
import os

import pytest

from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Proposal, Step
from cvlink_gui.features import abilities
from cvlink_gui.features.project import Project
from cvlink_gui.fs import syscalls
from cvlink_gui.fs.capability import Capability
from tests.conftest import build, seen

GAP = "brief gap: for a moment neither the old nor the new link is there"
TRAIN, TEXT = b"experiments/baseline/train", b"../../data/splits/v1/train"
CREATE = Step(b"experiments/baseline/new", Absent(), Link(TEXT))
RETARGET = Step(TRAIN, Link(TEXT), Link(b"../../data/splits/v1/val"))
REMOVE = Step(TRAIN, Link(TEXT), Absent())


@pytest.fixture(autouse=True)
def unknown(monkeypatch):
    """No file system is known by its type: each has to be tried."""
    monkeypatch.setattr(abilities, "known", lambda _beneath, _folder: None)


@pytest.fixture
def probes(monkeypatch):
    """What a probe will find, and the folders that were probed."""

    class Probes(list):
        found = Capability(symlinks=True, exchange=True, case_sensitive=True)

    probes = Probes()

    def probe(_beneath, folder: bytes) -> Capability:
        probes.append(folder)
        return probes.found

    monkeypatch.setattr(abilities, "probe", probe)
    return probes


def proposed(root: bytes, *steps: Step, probe: bool = True) -> Proposal:
    return Project.open(root).propose(Proposal(Plan("t", steps)), probe=probe)


def test_where_all_can_be_done_nothing_is_said(root, probes):
    found = proposed(root, CREATE, RETARGET)
    assert (found.conflicts, found.warnings) == ((), ())


def test_a_file_system_without_links_refuses_what_makes_links_only(root, probes):
    reason = "this file system (vfat) has no symbolic links"
    probes.found = Capability(False, exchange=False, case_sensitive=False, reason=reason)
    found = proposed(root, CREATE, Step(b"experiments/new", Absent(), Dir()), REMOVE)
    assert [(o.path, o.reason) for o in found.conflicts] == [(CREATE.path, reason)]
    assert found.conflicts[0].hint


def test_a_replacement_without_exchange_is_warned_of_and_nothing_else_is(root, probes):
    probes.found = Capability(True, exchange=False, case_sensitive=True)
    found = proposed(root, CREATE, RETARGET)
    assert [(o.path, o.reason) for o in found.warnings] == [(TRAIN, GAP)]
    assert found.conflicts == ()


def test_an_undo_is_warned_of_a_gap_too(root, monkeypatch):
    real = syscalls.renameat2

    def no_exchange(*arguments):
        if arguments[-1] == syscalls.RENAME_EXCHANGE:
            raise OSError(errno.EINVAL, "no exchange here")
        real(*arguments)

    monkeypatch.setattr(syscalls, "renameat2", no_exchange)
    project = Project.open(root)
    assert project.run(project.propose(Proposal(Plan("t", (RETARGET,)))).plan).ok
    undo = project.plan_undo(project.journal.undoable())
    assert [o.reason for o in project.propose_again(undo).warnings] == [GAP]
    assert project.propose_again(undo, probe=False).warnings == ()


@pytest.mark.parametrize(
    "paths",
    [(b"data/splits/X", b"data/splits/x"), (b"data/splits/\xc3\x96", b"data/splits/\xc3\xb6")],
)
@pytest.mark.parametrize("sensitive", [True, False, None])
def test_names_that_differ_by_case_only_meet_where_case_does_not_count(
    root, probes, paths, sensitive
):
    probes.found = Capability(True, exchange=True, case_sensitive=sensitive)
    found = proposed(root, *(Step(path, Absent(), Link(b"v1")) for path in paths))
    reasons = [o.reason for o in found.conflicts if o.path == paths[1]]
    told = [f"this file system does not tell it apart from {os.fsdecode(paths[0])}"]
    assert reasons == (told if sensitive is False else [])


def test_folders_that_differ_by_case_only_meet_too(root, probes):
    probes.found = Capability(True, exchange=True, case_sensitive=False)
    steps = (
        Step(b"data/A", Absent(), Dir()),
        Step(b"data/a", Absent(), Dir()),
        Step(b"data/A/l", Absent(), Link(b"../splits/v1")),
        Step(b"data/a/l", Absent(), Link(b"../splits/v1")),
    )
    assert [o.path for o in proposed(root, *steps).conflicts] == [b"data/a", b"data/a/l"]


def test_each_file_system_is_asked_once(root, probes):
    project = Project.open(root)
    for _ in range(3):
        project.propose(Proposal(Plan("t", (CREATE, RETARGET, Step(b"x/y", Absent(), Link(b"z"))))))
    assert len(probes) == 1


def test_an_answer_that_is_none_is_not_kept(root, probes):
    probes.found = Capability(
        None, reason="Could not make a test link: no space left on the device"
    )
    project = Project.open(root)
    for _ in range(2):
        found = project.propose(Proposal(Plan("t", (CREATE, RETARGET))))
        assert found.conflicts == ()
        assert [o.path for o in found.warnings] == [b"experiments/baseline"]
        assert found.warnings[0].reason.startswith("Could not make a test link: no space left")
    assert len(probes) == 2


def test_a_folder_that_the_plan_makes_is_judged_by_the_one_above_it(root, probes):
    steps = (Step(b"new", Absent(), Dir()), Step(b"new/er", Absent(), Dir()))
    link = Step(b"new/er/l", Absent(), Link(b"../../data/splits/v1"))
    assert proposed(root, *steps, link).conflicts == ()
    assert probes == [b""]


@pytest.mark.parametrize(
    "steps",
    [(), (Step(b"data/raw/a.jpg", Absent(), Link(b"x")),), (CREATE, Step(b"x", Dir(), Absent()))],
)
def test_a_plan_that_is_empty_or_refused_anyway_makes_no_test_links(root, probes, steps):
    proposed(root, *steps)
    assert probes == []


def test_nothing_below_raw_is_probed(root, monkeypatch):
    project = Project.open(root)
    raw = os.stat(os.path.join(root, b"data/raw"))
    step = Step(b"data/raw/l", Absent(), Link(b"a.jpg"))
    found = project.propose(project.policy.check(Proposal(Plan("t", (step,)))))
    assert found.conflicts
    assert os.stat(os.path.join(root, b"data/raw")).st_mtime_ns == raw.st_mtime_ns


def test_without_a_probe_nothing_is_written(root):
    before = {path: os.stat(os.path.join(root, path)).st_mtime_ns for path in seen(root)}
    proposed(root, CREATE, RETARGET, probe=False)
    assert {p: os.stat(os.path.join(root, p)).st_mtime_ns for p in seen(root)} == before


# A checkout of git with `core.symlinks=false` has a small file with the target's path in the
# place of every link.
def checkout(root: bytes, text: bytes) -> None:
    os.unlink(os.path.join(root, TRAIN))
    with open(os.path.join(root, TRAIN), "wb") as file:
        file.write(text)


@pytest.mark.parametrize("text", [TEXT, TEXT + b"\n", b"", b"just words"])
@pytest.mark.parametrize("step", [RETARGET, REMOVE, Step(TRAIN, Absent(), Link(TEXT))])
def test_a_link_that_git_checked_out_as_a_file_is_a_file(root, text, step):
    checkout(root, text)
    before = seen(root)
    (conflict,) = proposed(root, step).conflicts
    assert (conflict.path, conflict.reason) == (TRAIN, "a file is in this place")
    assert seen(root) == before


def test_a_folder_of_files_in_place_of_links_has_no_links(root):
    checkout(root, TEXT)
    build(root, "cvlink.toml")
    project = Project.open(root)
    project.load()
    node = project.tree.find(TRAIN)
    assert not project.tree.kind(node).is_link
    assert TRAIN not in {project.tree.path(link) for link in project.tree.links()}
