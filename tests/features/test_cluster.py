"""Scans on a cluster, with real workers in processes of their own, against the scan done here."""

import contextlib
import importlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import warnings

import pytest

from cvlink_gui.cli.main import main
from cvlink_gui.core.bundle import bundle
from cvlink_gui.core.errors import CvlinkError, StorageError
from cvlink_gui.core.links import Health
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features import cluster as module
from cvlink_gui.features.cluster import ClusterScan, Portion
from cvlink_gui.features.survey import Survey
from cvlink_gui.fs.scan import scan
from tests.conftest import build
from tests.fs.test_scan import FAULTY, by_folder

pytest.importorskip("distributed", reason="dask.distributed is not installed: the extra `cluster`")

SMALL = Portion(entries=40, seconds=0.0, first=0.0)
OWN_MOUNTS = ("unshare", "-m", "--propagation", "private", "sh", "-c")
can_mount = subprocess.run([*OWN_MOUNTS, "mount -t tmpfs none /mnt"], capture_output=True)
needs_mounts = pytest.mark.skipif(
    can_mount.returncode != 0, reason="nobody but root may have mounts of their own here"
)


@pytest.fixture(scope="module")
def scheduler():
    """A dask cluster of three worker processes; more can be started beside them."""
    with warnings.catch_warnings(action="ignore"):
        distributed = importlib.import_module("distributed")
        made = distributed.LocalCluster(
            n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None
        )
    yield made
    made.close()


@pytest.fixture
def alone():
    """A scheduler without workers."""
    with warnings.catch_warnings(action="ignore"):
        distributed = importlib.import_module("distributed")
        made = distributed.LocalCluster(n_workers=0, processes=True, dashboard_address=None)
    yield made
    made.close()


@pytest.fixture
def hire(tmp_path):
    """Start one more worker, `before` it a line for the shell; waits until it is known."""
    with contextlib.ExitStack() as at_end:

        def start(cluster, before: str = "", **environment: str) -> subprocess.Popen:
            known = len(cluster.scheduler.workers)
            words = f"-m distributed.cli.dask_worker {cluster.scheduler_address} --nthreads 1"
            run = f"exec {sys.executable} {words} --no-nanny --no-dashboard"
            command = [*OWN_MOUNTS, f"{before} && {run}"] if before else ["sh", "-c", run]
            log = (tmp_path / "worker.log").open("ab")
            process = subprocess.Popen(
                command, env=os.environ | environment, cwd="/", stdout=log, stderr=log
            )
            at_end.callback(log.close)
            at_end.callback(process.wait)
            at_end.callback(process.kill)
            end = time.monotonic() + 30
            while len(cluster.scheduler.workers) == known:
                assert time.monotonic() < end, (tmp_path / "worker.log").read_text()
                time.sleep(0.05)
            return process

        yield start


@pytest.fixture
def tree(tmp_path) -> bytes:
    """A share with a project in it: all kinds of health, absolute texts, links to beside it."""
    share = os.path.realpath(os.fsencode(tmp_path / "share"))
    own = os.fsdecode(share)
    build(
        tmp_path / "share",
        *(f"project/{line}" for line in FAULTY),
        *(f"beside/f{n}" for n in range(60)),
        *(f"project/wide/d{a}/e{b}/l -> ../../../dir/f{b}" for a in range(12) for b in range(12)),
        *(f"project/whole/{n} -> {own}/beside/f{n}" for n in range(80)),
        *(f"project/near/{n} -> ../../beside/f{n}" for n in range(80)),
        f"project/abs -> {own}/project/dir/f1",
        f"project/abs-folder -> {own}/project/dir",
        f"project/abs-missing -> {own}/project/dir/none",
        f"project/through -> {own}/project/abs-folder/f2",
        "project/usr -> /usr",
        "project/up-and-out -> ../../../../../../../../../../usr",
        f"project/to-share -> {own}",
        "project/gone-up -> none/../file",
        "project/empty/",
    )
    return os.path.join(share, b"project")


def read(root: bytes, cluster, portion: Portion = SMALL):
    """The listings a cluster has found, what was said, and the scan itself."""
    said: list[str] = []
    survey = Survey.open(root)
    at_work = ClusterScan(survey, cluster.scheduler_address, say=said.append, portion=portion)
    return by_folder(at_work), said, at_work


def here(root: bytes):
    return by_folder([scan(root)])


def test_a_cluster_finds_what_is_found_here(tree, scheduler):
    found, said, at_work = read(tree, scheduler)
    assert found == here(tree)
    assert at_work.tally.workers == 3
    assert at_work.tally.tasks > 20
    assert (at_work.tally.read_here, said) == (0, [])
    assert {Health.MISSING, Health.LOOP, Health.NOT_A_DIR} <= {
        h for x in found.values() for h in x.health
    }


def test_parents_come_before_what_is_below_them(tree, scheduler):
    whole, one_by_one = LinkTree(), LinkTree()
    for found in ClusterScan(Survey.open(tree), scheduler.scheduler_address, portion=SMALL):
        whole.put_all(found)
    one_by_one.put_all(bundle(list(scan(tree))))
    assert whole.is_complete
    assert sorted(whole.paths(list(whole.walk()))) == sorted(
        one_by_one.paths(list(one_by_one.walk()))
    )


def test_a_worker_that_is_killed_midway_loses_nothing(tree, scheduler, monkeypatch):
    monkeypatch.setattr(module, "_PAUSE", 0.1)
    said: list[str] = []
    survey = Survey.open(tree)
    at_work = ClusterScan(survey, scheduler.scheduler_address, say=said.append, portion=SMALL)
    found, killed = {}, 0
    for batch in at_work:
        found |= by_folder([batch])
        if not killed and len(found) > 20:
            busy = next(worker for worker in at_work._workers if worker.tasks)
            killed = int(re.search(r"\d+", _pid_of(scheduler, busy.address))[0])
            os.kill(killed, signal.SIGKILL)
    assert killed
    assert found == here(tree)
    assert [words for words in said if "was lost" in words], said


def _pid_of(cluster, address: str) -> str:
    nanny = next(n for n in cluster.workers.values() if n.worker_address == address)
    return str(nanny.pid)


@pytest.mark.parametrize("twice", [False, True])
def test_a_worker_may_have_the_share_at_another_place(tree, alone, hire, tmp_path, twice):
    share = os.path.dirname(os.fsdecode(tree))
    (tmp_path / "elsewhere").symlink_to(share)
    hire(alone, CVLINK_MOUNTS=f"{share}:{tmp_path}/elsewhere")
    if twice:
        hire(alone)
    found, said, at_work = read(tree, alone)
    assert found == here(tree)
    assert (at_work.tally.workers, at_work.tally.read_here, said) == (1 + twice, 0, [])


@needs_mounts
def test_a_worker_that_sees_nothing_at_the_clients_path_finds_the_same(tree, alone, hire, tmp_path):
    share, place = os.path.dirname(os.fsdecode(tree)), tmp_path / "mounted"
    place.mkdir()
    mount = f"mount --bind {share} {place} && mount -t tmpfs none {share}"
    hire(alone, mount, CVLINK_MOUNTS=f"{share}:{place}")
    found, said, at_work = read(tree, alone)
    assert found == here(tree)
    assert (at_work.tally.workers, at_work.tally.read_here, said) == (1, 0, [])


@needs_mounts
def test_a_worker_without_the_mount_takes_no_part_and_nothing_is_missing_by_it(tree, alone, hire):
    share = os.path.dirname(os.fsdecode(tree))
    hire(alone, f"mount -t tmpfs none {share}")
    hire(alone)
    found, said, at_work = read(tree, alone)
    assert found == here(tree)
    assert at_work.tally.workers == 1
    (words,) = said
    assert "takes no part" in words
    assert "not mounted" in words


@needs_mounts
def test_without_any_worker_that_has_the_mount_all_is_read_here(tree, alone, hire):
    hire(alone, f"mount -t tmpfs none {os.path.dirname(os.fsdecode(tree))}")
    found, said, _ = read(tree, alone)
    assert found == here(tree)
    assert "all is read here" in said[-1]


@needs_mounts
def test_what_a_worker_has_mounted_inside_the_project_is_read_here(tree, alone, hire):
    hire(alone, f"mount -t tmpfs none {os.fsdecode(tree)}/wide/d3")
    found, said, at_work = read(tree, alone)
    assert found == here(tree)
    assert at_work.tally.read_here == 13
    assert said == ["13 folders were read here, not by workers."]


@needs_mounts
def test_a_worker_is_not_believed_what_lies_outside_the_share(tree, alone, hire, tmp_path):
    outside = tmp_path / "outside"
    build(outside, "theirs-and-mine", "mine", "folder/x")
    names = ("mine", "theirs", "theirs-and-mine", "folder", "folder-there")
    build(tree, *(f"out/{n} -> {outside}/{n}" for n in names), *(
        f"many-out/{n}/{number} -> {outside}/{n}" for n in names for number in range(40)
    ))  # fmt: skip
    build(tree, "way-out/folder -> ../out/folder", "way-out/x -> ../out/folder/x")
    hire(
        alone,
        f"mount -t tmpfs none {outside} && touch {outside}/theirs {outside}/theirs-and-mine "
        f"&& mkdir {outside}/folder-there",
    )
    found, said, at_work = read(tree, alone)
    assert found == here(tree)
    assert (at_work.tally.workers, said) == (1, [])


@needs_mounts
def test_a_folder_only_this_machine_can_read_is_read_here(tree, alone, hire, tmp_path):
    """Its path is as long as a path may be, and the worker's is longer."""
    share, place = os.path.dirname(os.fsdecode(tree)), tmp_path / ("m" * 250)
    place.mkdir()
    deep = "/".join(["d" * 99] * ((4050 - len(tree)) // 100))
    build(tree, f"{deep}/file", f"{deep}/link -> file")
    own = {"CVLINK_MOUNTS": f"{share}:{place}", "CVLINK_NATIVE": "0"}  # the other goes step by step
    hire(alone, f"mount --bind {share} {place}", **own)
    found, said, at_work = read(tree, alone)
    assert found == here(tree)
    assert 0 < at_work.tally.read_here < 5
    assert said == [f"{at_work.tally.read_here} folders were read here, not by workers."]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("user", lambda: (12345,), "runs as another user"),
        ("share_at", lambda _path, _here: None, "is not there as it is here"),
    ],
)
def test_a_worker_that_would_see_something_else_takes_no_part(
    tree, scheduler, monkeypatch, name, value, words
):
    expected = here(tree)
    monkeypatch.setattr(module.shared, name, value)
    found, said, at_work = read(tree, scheduler)
    assert found == expected
    assert at_work.tally.workers == 0
    assert words in said[0]


def test_a_worker_with_another_version_takes_no_part(tree, scheduler, monkeypatch):
    monkeypatch.setattr(module, "__version__", "0.0.1")
    _, said, at_work = read(tree, scheduler)
    assert at_work.tally.workers == 0
    assert "this is 0.0.1" in said[0]


@pytest.mark.parametrize("text", ["/a", "a:/b", "/a:b", "/a:"])
def test_mounts_that_cannot_be_understood_are_said(tree, alone, hire, text):
    hire(alone, CVLINK_MOUNTS=text)
    _, said, _ = read(tree, alone)
    assert "CVLINK_MOUNTS" in said[0]
    assert repr(text) in said[0]


@needs_mounts
def test_a_share_that_is_lost_during_the_scan_is_read_by_others(tree, alone, hire, tmp_path):
    """A shell beside the worker, in its mounts, takes the share away."""
    share, place, flag = os.path.dirname(os.fsdecode(tree)), tmp_path / "mounted", tmp_path / "flag"
    place.mkdir()
    watch = f"(while [ ! -e {flag} ]; do sleep 0.02; done; umount -l {place}; touch {flag}.done) &"
    hire(alone, f"mount --bind {share} {place} && {{ {watch} }}", CVLINK_MOUNTS=f"{share}:{place}")
    said: list[str] = []
    at_work = ClusterScan(
        Survey.open(tree), alone.scheduler_address, say=said.append, portion=SMALL
    )
    found = {}
    for batch in at_work:
        found |= by_folder([batch])
        if not flag.exists():
            flag.touch()
            while not (tmp_path / "flag.done").exists():
                time.sleep(0.02)
    assert found == here(tree)
    assert any("not mounted there any more" in words for words in said), said


def test_a_scheduler_without_workers_leaves_all_to_this_machine(tree, alone):
    found, said, _ = read(tree, alone)
    assert found == here(tree)
    assert "has no workers" in said[0]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere", "odd://host:1", "silent"])
def test_a_wrong_address_is_said_within_seconds(tree, address):
    with socket.create_server(("127.0.0.1", 0)) as server:
        if address == "silent":  # it takes the connection, and says nothing
            address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        begin = time.monotonic()
        with pytest.raises(StorageError) as error:
            list(ClusterScan(Survey.open(tree), address))
    assert time.monotonic() - begin < 15
    assert error.value.exit_code == 3
    assert "tcp://host:8786" in error.value.hint


def test_a_worker_is_no_scheduler(tree, scheduler):
    worker = next(iter(scheduler.workers.values())).worker_address
    with pytest.raises(StorageError, match="no scheduler but a Worker"):
        list(ClusterScan(Survey.open(tree), worker))


def test_without_the_extra_the_remedy_is_named(tree, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CvlinkError, match=r"dask\.distributed") as error:
        list(ClusterScan(Survey.open(tree), "tcp://127.0.0.1:1"))
    assert "cvlink-gui[cluster]" in error.value.hint


def test_nothing_is_kept_of_a_scan_by_others(tree, scheduler):
    survey = Survey.open(tree)
    for found in ClusterScan(survey, scheduler.scheduler_address):
        survey.take_all(found)
    survey.keep()
    assert Survey.open(tree).known() is None


def test_the_command_prints_the_same_and_a_wrong_address_is_exit_3(tree, scheduler, capsys):
    def told(*words: str) -> dict[str, object]:
        assert main(["scan", "--format", "json", os.fsdecode(tree), *words]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found.pop("seconds") > 0
        return found

    by_others = told("--scheduler", scheduler.scheduler_address)
    assert by_others == told("--fresh")
    assert main(["scan", os.fsdecode(tree), "--scheduler", "tcp://127.0.0.1:1"]) == 3
    assert "No scheduler at" in capsys.readouterr().err


def test_an_audit_over_a_cluster_has_the_same_verdict(root, scheduler, capsys):
    build(root, "experiments/baseline/lost -> ../../data/none")
    words = ["audit", "--format", "json", os.fsdecode(root)]
    codes = [main(words), main([*words, "--scheduler", scheduler.scheduler_address])]
    here, there = capsys.readouterr().out.split("}\n{")
    assert codes == [1, 1]
    assert json.loads(here + "}") == json.loads("{" + there)
