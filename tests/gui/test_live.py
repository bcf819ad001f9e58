"""What others change appears by itself; what cannot be seen is said and looked at again."""

import os
import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from cvlink_gui.core.links import Health
from cvlink_gui.core.names import join
from cvlink_gui.core.settings import LIVE
from cvlink_gui.features import changes
from cvlink_gui.fs import config, watch
from cvlink_gui.fs.mountinfo import Mount
from cvlink_gui.gui import live
from cvlink_gui.gui.models.levels import STATE
from tests.conftest import build
from tests.features.mutations import content, fresh
from tests.gui.driver import PATIENCE_MS, texts

pytestmark = pytest.mark.skipif(not watch.is_possible(), reason="only Linux tells")


@pytest.fixture
def ui(open_window, sample):
    """A window that follows the sample, with everything watched."""
    made = open_window(sample, live=True)
    calm(made)
    return made


def calm(ui) -> None:
    """Wait until all that was told is followed, and nothing more is."""
    ui.until(lambda: ui.bench.live.sight and ui.bench.live.sight.watched)
    last = [time.monotonic()]
    for signal in (ui.bench.counted, ui.bench.jobs.busy, ui.bench.live.sighted):
        signal.connect(lambda *_: last.__setitem__(0, time.monotonic()))
    live = ui.bench.live
    owed = lambda: live._news or live._auditing.isActive()  # noqa: E731
    ui.until(lambda: time.monotonic() > last[0] + 1.2 and not owed())
    ui.settle()


def agrees(ui) -> bool:
    """Whether the tree says what is on the disk."""
    return content(ui.bench.project.tree) == content(fresh(ui.root))


def state(ui, *names):
    return ui.at(ui.experiments, *names).siblingAtColumn(STATE).data()


def test_a_link_that_somebody_makes_appears_and_one_that_is_removed_goes(ui):
    os.symlink(b"gone", ui.root + b"/experiments/baseline/extra")
    ui.until(lambda: "extra" in texts(ui.experiments.model(), ui.at(ui.experiments, "baseline")))
    assert state(ui, "baseline", "extra") == "target missing"
    os.unlink(ui.root + b"/experiments/baseline/extra")
    model = ui.experiments.model()
    ui.until(lambda: "extra" not in texts(model, ui.at(ui.experiments, "baseline")))


def test_links_to_what_is_gone_turn_broken_and_well_again(ui):
    assert state(ui, "baseline", "train") == "ok"
    os.rename(ui.root + b"/data/processed/v1/train", ui.root + b"/data/processed/v1/away")
    ui.until(lambda: state(ui, "baseline", "train") == "target missing")
    ui.until(lambda: "Not ready" in (ui.at(ui.experiments, "baseline").siblingAtColumn(2).data()))
    os.rename(ui.root + b"/data/processed/v1/away", ui.root + b"/data/processed/v1/train")
    ui.until(lambda: state(ui, "baseline", "train") == "ok")
    calm(ui)
    assert agrees(ui)


def test_a_new_folder_is_followed_from_its_first_moment(ui):
    build(ui.root, "experiments/new/a/b/file", "experiments/new/train -> ../../data/current")
    ui.until(lambda: "new" in texts(ui.experiments.model()))
    build(ui.root, "experiments/new/a/b/more")
    ui.until(lambda: ui.bench.project.tree.find(b"experiments/new/a/b/more"))


def test_targets_outside_the_project_are_followed(open_window, root, tmp_path):
    outside = build(tmp_path / "out", "deep/x.jpg")
    build(root, f"experiments/e/x.jpg -> {os.fsdecode(outside)}/deep/x.jpg")
    ui = open_window(root, live=True)
    calm(ui)
    tree = ui.bench.project.tree

    def health() -> Health:
        return tree.health(tree.find(b"experiments/e/x.jpg"))

    assert health() is Health.OK
    os.rename(outside, outside + b"-away")
    ui.until(lambda: health() is Health.MISSING)
    os.rename(outside + b"-away", outside)
    ui.until(lambda: health() is Health.OK)


def test_thirty_thousand_changes_end_in_the_true_state(ui):
    """Also those that overflow what the system keeps: then all is looked at again."""
    late = []
    timer = QTimer()
    timer.timeout.connect(lambda: late.append(time.perf_counter()))
    timer.start(5)
    folder = os.fsdecode(ui.root) + "/experiments/burst"
    os.mkdir(folder)
    for number in range(10_000):
        Path(folder, f"{number % 3_000}").touch()
        if number % 2:
            os.symlink("gone", f"{folder}/l{number}")
        os.unlink(f"{folder}/{number % 3_000}")
        if number % 1000 == 0:
            os.mkdir(f"{folder}/d{number}")
    ui.until(lambda: ui.bench.project.tree.find(b"experiments/burst/l9999"))
    calm(ui)
    timer.stop()
    assert len(late) > 10
    assert agrees(ui)
    assert ui.bench.live.sight.is_whole
    ui.settle()  # the audit of so many links takes longer than a window waits at its end


def test_changes_during_a_scan_are_followed_after_it(ui):
    ui.bench.rescan()
    os.unlink(ui.root + b"/experiments/faulty/again")
    build(ui.root, "data/raw/more.jpg")
    calm(ui)
    assert agrees(ui)


def test_too_many_changes_for_the_system_are_said_and_all_is_looked_at_again(ui):
    seen = []
    ui.bench.live.sighted.connect(seen.append)
    os.kill(ui.bench.live._watch.pid, 19)  # SIGSTOP: it is slow
    folder = os.fsdecode(ui.root) + "/experiments/burst"
    os.mkdir(folder)
    limit = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text())
    raw = os.fsdecode(ui.root) + "/data"
    for number in range(limit // 2 + 10):
        Path(raw, f"x{number}").touch()
        os.unlink(f"{raw}/x{number}")
    build(ui.root, "experiments/burst/last")
    os.kill(ui.bench.live._watch.pid, 18)
    ui.until(lambda: any(sight and sight.is_lost for sight in seen))
    ui.until(lambda: ui.bench.project.tree.find(b"experiments/burst/last"))
    calm(ui)
    assert agrees(ui)
    assert ui.bench.live.sight.is_whole
    assert ui.window.status.live.text() == "Live"


def test_a_watching_process_that_dies_is_started_again_and_nothing_is_missed(ui, caplog):
    os.kill(ui.bench.live._watch.pid, 9)
    build(ui.root, "data/raw/more.jpg")
    ui.until(lambda: ui.bench.project.tree.find(b"data/raw/more.jpg"))
    calm(ui)
    build(ui.root, "data/raw/again.jpg")
    ui.until(lambda: ui.bench.project.tree.find(b"data/raw/again.jpg"))
    assert "has ended" in caplog.text
    caplog.clear()


def test_what_is_on_the_network_is_said_and_looked_at_again_by_itself(
    open_window, sample, monkeypatch
):
    remote = [Mount(sample + b"/data/raw", "nfs4", b"server:/raw", read_only=False)]
    monkeypatch.setattr(changes, "mounts", lambda: remote)
    monkeypatch.setattr(live, "_AGAIN_SECONDS", 1)
    monkeypatch.setattr(live, "_AGAIN_SCANS", 0)
    ui = open_window(sample, live=True)
    ui.until(lambda: ui.bench.live.sight and ui.bench.live.sight.remote)
    label = ui.window.status.live
    assert label.text() == "Live in part"
    assert "network storage" in label.toolTip()
    assert "every 1 s" in label.toolTip()
    build(sample, "data/raw/street/more.jpg")
    ui.until(lambda: ui.bench.project.tree.find(b"data/raw/street/more.jpg"))


def test_a_limit_of_the_system_is_said(ui):
    ui.bench.live._numbers = (12, 7)
    ui.bench.live._tell()
    assert ui.window.status.live.text() == "Live in part"
    assert "7 folders are not" in ui.window.status.live.toolTip()
    assert "looked at again every 60 s" in ui.window.status.live.toolTip()
    assert "max_user_watches" in ui.window.notices.text


def test_where_nothing_can_be_watched_all_is_looked_at_again(open_window, sample, monkeypatch):
    monkeypatch.setattr(watch, "_PLATFORM", "darwin")
    monkeypatch.setattr(live, "_AGAIN_SECONDS", 1)
    monkeypatch.setattr(live, "_AGAIN_SCANS", 0)
    ui = open_window(sample, live=True)
    assert ui.window.status.live.text() == "Not live"
    build(sample, "experiments/new/x")
    ui.until(lambda: "new" in texts(ui.experiments.model()))


def test_what_is_open_in_the_window_is_asked_for_first(ui, monkeypatch):
    asked = []
    monkeypatch.setattr(
        ui.bench.live._watch, "ask", lambda folders, first=False: asked.append((first, [*folders]))
    )
    monkeypatch.setattr(ui.bench.live._watch, "send", lambda: True)
    ui.datasets.collapseAll()
    ui.datasets.expand(ui.datasets.model().index(0, 0))
    ui.until(lambda: asked)
    assert asked == [(True, [(ui.root + b"/data/raw", asked[0][1][0][1])])]
    asked.clear()
    ui.bench.rescan()
    ui.until(lambda: len(asked) > 1)
    first, folders = asked[0]
    assert first
    assert (ui.root + b"/data/raw") in dict(folders)
    assert (ui.root + b"/experiments/baseline") in dict(folders)


def test_another_project_is_followed_in_its_turn(ui, root):
    before = ui.bench.live._watch.pid
    ui.open(root)
    calm(ui)
    assert ui.bench.live._watch.pid != before
    assert not Path(f"/proc/{before}").exists()
    build(root, "experiments/other/x")
    ui.until(lambda: "other" in texts(ui.experiments.model()))


def test_a_window_that_is_closed_leaves_no_process(ui):
    pid = ui.bench.live._watch.pid
    ui.close()
    assert not Path(f"/proc/{pid}").exists()


def test_without_changes_nothing_is_done(ui):
    started = []
    ui.bench.jobs.busy.connect(started.append)
    end = time.monotonic() + 2
    ui.until(lambda: time.monotonic() > end)
    assert started == []


def test_a_window_shows_the_same_after_the_tree_was_made_smaller(ui, monkeypatch):
    from cvlink_gui.gui import trees

    monkeypatch.setattr(trees, "_WASTE", 1)
    before = ui.bench.project.tree
    for number in range(40):
        build(ui.root, f"data/processed/v1/train/images/x{number}")
        ui.until(
            lambda number=number: ui.bench.project.tree.find(
                b"data/processed/v1/train/images/x%d" % number
            )
        )
        if ui.bench.project.tree is not before:
            break
    ui.until(lambda: ui.bench.project.tree is not before)
    calm(ui)
    assert agrees(ui)
    shutil.rmtree(ui.root + b"/experiments/improved")
    ui.qtbot.waitUntil(
        lambda: texts(ui.experiments.model()) == ["baseline", "faulty"], timeout=PATIENCE_MS
    )


def test_a_tree_that_is_made_smaller_loses_nothing_that_is_taken_in_meanwhile(ui):
    project = ui.bench.project
    slim = project.tree.compacted()
    build(ui.root, "data/raw/more.jpg")
    ui.until(lambda: project.tree.find(b"data/raw/more.jpg"))
    calm(ui)
    ui.bench.trees.exchange(project, slim)
    assert project.tree.find(b"data/raw/more.jpg") is not None
    ui.bench.trees.exchange(project, slim := project.tree.compacted())
    assert project.tree is slim


def test_following_is_switched_off_and_on_and_both_are_kept(ui):
    new = b"experiments/baseline/extra"
    ui.act("live")
    assert not ui.window.actions_by_id["live"].isChecked()
    assert ui.window.status.live.text() == "Not live"
    assert config.read_user()[LIVE] is False
    os.symlink(b"gone", join(ui.root, new))
    ui.qtbot.wait(500)
    assert ui.bench.project.tree.find(new) is None
    ui.act("live")
    ui.until(lambda: ui.bench.project.tree.find(new))
    calm(ui)
    assert ui.window.status.live.text() == "Live"
    assert config.read_user()[LIVE] is True
    os.unlink(join(ui.root, new))
    ui.until(lambda: ui.bench.project.tree.find(new) is None)


def test_what_was_switched_off_is_off_at_the_next_start(open_window, sample):
    config.write_user(LIVE, False)
    made = open_window(sample, live=True)
    assert made.bench.live._watch is None
    assert made.window.status.live.text() == "Not live"
    assert "switched off" in made.window.status.live.toolTip()
