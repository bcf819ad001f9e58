"""What a look finds, and what Prometheus is told of it."""

import math
import os

import pytest

from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.histogram import BOUNDS, Histogram, histogram
from cvlink_gui.core.links import Health
from cvlink_gui.core.plan import Plan
from cvlink_gui.core.said import NOTHING
from cvlink_gui.features.linking import Pair, propose_links
from cvlink_gui.features.metrics import textfile
from cvlink_gui.features.metrics.board import Board
from cvlink_gui.features.metrics.collector import registry
from cvlink_gui.features.metrics.labels import (
    MOST_EXPERIMENTS,
    MOST_MOUNTS,
    OTHERS,
    access_labels,
    experiment_labels,
)
from cvlink_gui.features.metrics.looking import look
from cvlink_gui.features.metrics.saved import Saved
from cvlink_gui.features.metrics.values import Access, Experiment, Look, Reason
from cvlink_gui.features.project import Project
from cvlink_gui.features.savings import ledger
from cvlink_gui.fs import creation
from cvlink_gui.fs.storage import Storage
from tests.conftest import build
from tests.metrics.running import samples


def looked(root: bytes) -> Look:
    return look(root, Storage())


def told(*looks: Look, root: bytes = b"/project", **options: bool) -> dict:
    board = Board(root)
    for found in looks:
        board.begin()
        board.end(found)
    return samples(textfile.text(registry(board, **options)).decode("utf-8"))


def test_links_are_counted_by_the_role_of_their_folder_and_by_health(root):
    build(root, "top -> data", "data/raw/gone -> nowhere", "experiments/baseline/test -> test")
    found = told(looked(root))
    counts = {key[1:]: n for key, n in found.items() if key[0] == "cvlink_links" and n}
    assert counts == {
        ("ok", "processed"): 4,
        ("ok", "splits"): 2,
        ("ok", "experiments"): 2,
        ("loop", "experiments"): 1,
        ("missing", "raw"): 1,
        ("ok", "other"): 1,
    }
    assert found["cvlink_links_broken",] == 2
    assert found["cvlink_up",] == 1
    assert found["cvlink_entries",] == sum(len(d) + len(f) for _, d, f in os.walk(root))


def test_a_role_inside_of_another_one_and_a_linked_role_count_once(tmp_path):
    root = build(
        tmp_path / "project",
        "raw/a",
        "raw/l -> a",
        "raw/made/l -> ../a",
        "raw/made/m -> nowhere",
        "experiments -> raw",
        "cvlink.toml",
    )
    (tmp_path / "project/cvlink.toml").write_text('[layout]\nprocessed = ["raw/made"]\n')
    found = looked(root)
    counts = {key: n for key, n in found.values.links.items() if n}
    assert counts == {
        ("raw", Health.OK): 1,
        ("processed", Health.OK): 1,
        ("processed", Health.MISSING): 1,
        ("experiments", Health.OK): 1,
    }


def test_every_experiment_has_its_broken_links_its_verdict_and_its_findings(root):
    build(root, "experiments/faulty/train -> nowhere", "experiments/gone -> nowhere")
    found = told(looked(root))
    broken = {key[1]: n for key, n in found.items() if key[0] == "cvlink_experiment_links_broken"}
    assert broken == {"baseline": 0, "faulty": 1, "gone": 1}
    verdicts = [k[1:] for k, n in found.items() if k[0] == "cvlink_experiment_verdict" and n]
    assert verdicts == [("baseline", "ready"), ("faulty", "not_ready"), ("gone", "not_ready")]
    assert found["cvlink_experiment_findings", "faulty", "error"] >= 1
    assert found["cvlink_experiments", "not_ready"] == 2


def gone(root):
    os.rename(root, root + b".away")


def emptied(root):
    gone(root)
    os.mkdir(root)


def a_file(root):
    gone(root)
    build(root + b"/..", "project")


def misconfigured(root):
    build(root, "cvlink.toml")
    with open(os.path.join(root, b"cvlink.toml"), "w") as file:
        file.write("[links\n")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (gone, Reason.NO_PROJECT),
        (emptied, Reason.EMPTY),
        (a_file, Reason.NO_PROJECT),
        (misconfigured, Reason.CONFIG),
    ],
)
def test_after_a_look_that_failed_every_number_is_unknown_and_none_is_0(root, spoil, reason):
    well = looked(root)
    spoil(root)
    failed = looked(root)
    assert (failed.values, failed.reason) == (None, reason)
    assert os.fsdecode(os.path.basename(root)) in failed.words
    found = told(well, failed)
    assert found["cvlink_up",] == 0
    assert found["cvlink_scan_failures_total", reason.value] == 1
    assert found["cvlink_experiment_verdict", "baseline", "unknown"] == 1
    about_now = ("cvlink_links", "cvlink_entries", "cvlink_folders", "cvlink_experiment_links")
    numbers = {key: n for key, n in found.items() if key[0].startswith(about_now)}
    assert len(numbers) > len(Health)
    assert all(math.isnan(number) for number in numbers.values())
    assert found["cvlink_last_success_timestamp_seconds",] > 0
    first = told(failed, aliases=True)
    assert math.isnan(first["cvlink_links_broken",])
    assert math.isnan(first["symlinks_broken",])
    assert math.isnan(first["symlinks_total",])


def test_before_the_first_look_has_ended_nothing_is_said_of_the_project():
    found = told()
    assert ("cvlink_links_broken",) not in found
    assert ("cvlink_up",) not in found


def test_the_names_of_the_article_are_there_when_they_are_asked_for(root):
    build(root, "experiments/baseline/test -> nowhere")
    seen = looked(root)
    found = told(seen, aliases=True)
    links = sum(seen.values.links.values())
    assert (found["symlinks_total",], found["symlinks_broken",]) == (links, 1)
    assert 0 < found["symlink_access_time",] < 3
    assert ("symlinks_total",) not in told(seen)


def test_every_access_is_in_a_bucket_and_in_the_sum(root):
    (access,) = looked(root).accesses
    assert access.answers
    assert access.times.count >= 2
    assert 0 < access.times.seconds < 3 * access.times.count
    found = told(
        Look(None, Reason.OTHER, NOTHING, (access,)), Look(None, Reason.OTHER, NOTHING, (access,))
    )
    name, place = "cvlink_mount_access_seconds", os.fsdecode(access.point)
    assert found[f"{name}_count", place] == 2 * access.times.count
    assert found[f"{name}_sum", place] == pytest.approx(2 * access.times.seconds)
    assert found[f"{name}_bucket", "+Inf", place] == 2 * access.times.count
    assert found["cvlink_mount_access_timeouts_total", place] == 0


def test_what_links_save_is_as_the_ledger_has_it_and_counted_seldom(root):
    project, saved = Project.open(root), Saved()
    project.load()
    assert saved.of(project) == ledger(project).total.saved > 0
    seen = look(root, Storage(), saved)
    assert told(seen)["cvlink_saved_bytes",] == ledger(project).total.saved
    build(root, "experiments/baseline/more.jpg -> ../../data/raw/a.jpg")
    again = look(root, Storage(), saved)
    assert again.values.links != seen.values.links
    assert again.values.saved_bytes == seen.values.saved_bytes
    assert looked(root).values.saved_bytes > seen.values.saved_bytes


def test_a_time_at_a_bound_belongs_to_that_bound():
    made = histogram([BOUNDS[0], BOUNDS[0] * 1.01, 99.0])
    assert (made.counts[0], made.counts[1], made.counts[-1]) == (1, 1, 1)
    assert made.up_to()[-1] == made.count == 3
    assert (made + made).counts[-1] == 2
    assert (made + Histogram()) == made


def test_mounts_that_stopped_answering_are_down_and_their_timeouts_counted():
    silent = Access(b"/mnt/nas", answers=False, timeouts=2)
    well = Access(b"/mnt/nas", times=histogram([0.5]))
    found = told(*(Look(None, Reason.OTHER, NOTHING, (access,)) for access in (well, silent)))
    assert found["cvlink_mount_up", "/mnt/nas"] == 0
    assert found["cvlink_mount_access_timeouts_total", "/mnt/nas"] == 2
    assert found["cvlink_mount_access_seconds_count", "/mnt/nas"] == 1
    later = told(*(Look(None, Reason.OTHER, NOTHING, access) for access in ((silent,), ())))
    assert ("cvlink_mount_up", "/mnt/nas") not in later  # nobody has asked it


def test_labels_are_valid_text_whatever_the_names_are(tmp_path):
    names = (b"a\xff", b'quo"te', b"new\nline", b"back\\slash", "çok".encode(), b"\xe2\x80\xaebidi")
    lines = [os.fsdecode(b"experiments/" + name + b"/l -> nowhere") for name in names]
    root = build(tmp_path / "pro\nject", *lines)
    seen = looked(root)
    board = Board(root)
    board.end(seen)
    text = textfile.text(registry(board)).decode("utf-8")
    found = samples(text)
    broken = [key[1] for key in found if key[0] == "cvlink_experiment_links_broken"]
    assert len(set(broken)) == len(names)
    assert all(label.isprintable() for label in broken)
    assert "çok" in broken


def experiment(path: bytes, verdict: Verdict = Verdict.READY, broken: int = 0) -> Experiment:
    return Experiment(path, broken, verdict, errors=broken, warnings=1)


def test_of_too_many_experiments_the_worst_are_named_and_the_others_summed():
    ready = [experiment(b"e/%04d" % n) for n in range(500)]
    faulty = [experiment(b"e/z%d" % n, Verdict.NOT_READY, 3) for n in range(7)]
    named = experiment_labels([*ready, *faulty])
    assert len(named) == MOST_EXPERIMENTS + 1
    assert [name for name, e in named if e.verdict is Verdict.NOT_READY] == [
        f"z{n}" for n in range(7)
    ]
    name, others = named[-1]
    assert (name, others.verdict, others.warnings) == (OTHERS, Verdict.READY, 507 - len(named) + 1)
    assert sum(e.broken for _, e in named) == 21
    many = experiment_labels([*faulty * 50])
    assert many[-1][1].verdict is Verdict.NOT_READY


def test_names_that_several_have_or_that_mean_the_others_are_told_apart():
    found = [experiment(path) for path in (b"e/a", b"f/a", b"f/b", b"f/(others)")]
    assert [name for name, _ in experiment_labels(found)] == ["e/a", "f/(others)", "f/a", "b"]


def test_of_too_many_mounts_the_silent_are_named_and_the_others_summed():
    mounts = [Access(b"/m%03d" % n, times=histogram([0.1])) for n in range(100)]
    named = access_labels([*mounts, Access(b"/z", answers=False, timeouts=1)])
    assert len(named) == MOST_MOUNTS + 1
    assert dict(named)["/z"].timeouts == 1
    assert dict(named)[OTHERS].times.count == 101 - MOST_MOUNTS
    assert dict(named)[OTHERS].answers
    silent = access_labels([Access(b"/m%03d" % n, answers=False) for n in range(40)])
    assert not dict(silent)[OTHERS].answers


def making(project: Project, *names: bytes) -> Plan:
    pairs = [Pair(b"experiments/baseline/" + name, b"data/raw/a.jpg") for name in names]
    return propose_links(pairs, project.policy, project.look, style="relative").plan


def test_links_that_were_made_are_in_the_times_to_make_one(root):
    assert looked(root).values.created is None
    project = Project.open(root)
    assert project.run(making(project, *(b"%d.jpg" % n for n in range(5)))).ok
    made = looked(root).values.created
    assert made.count == 5
    assert 0 < made.seconds < 60
    project.undo(project.journal.undoable())
    assert looked(root).values.created == made  # it counts what was made, not what is there
    found = told(looked(root))
    assert found["cvlink_link_creation_seconds_count",] == 5


@pytest.mark.parametrize(
    "text",
    [b"", b"{}", b"[]", b"\xff", b'{"counts": [1], "seconds": 1}', b'{"counts": 3, "seconds": 0}',
     b'{"counts": [1e999], "seconds": 1}', b"[" * 100_000,
     b'{"counts": [-1,0,0,0,0,0,0,0,0,0,0,0], "seconds": 1}',
     b'{"counts": [1,0,0,0,0,0,0,0,0,0,0,0], "seconds": NaN}'],
)  # fmt: skip
def test_a_damaged_file_of_times_is_as_none(tmp_path, text):
    (tmp_path / "creation.json").write_bytes(text)
    assert creation.known(os.fsencode(tmp_path)) is None


def test_where_times_cannot_be_kept_the_links_are_made_all_the_same(root):
    project = Project.open(root)
    place = os.path.join(project.journal.folder, b"creation.json")
    os.makedirs(place)
    assert project.run(making(project, b"more.jpg")).ok
    assert looked(root).values.created is None
