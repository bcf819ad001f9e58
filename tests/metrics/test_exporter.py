"""`cvlink metrics`: served, written, printed; by processes as their users have them."""

import asyncio
import errno
import json
import math
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics

from cvlink_gui.features.metrics import worker
from cvlink_gui.features.metrics.values import Reason
from tests.conftest import build
from tests.metrics.running import PATIENCE, command, exporter, free_port, get, samples, until

SCRAPES = 1_000
ROOT = Path(__file__).parents[2]


def run(*words: str | bytes, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, timeout=60, **options)


def test_it_listens_on_loopback_looks_again_by_itself_and_says_how_old_its_values_are(root):
    with exporter(root) as served:
        assert served.url.startswith("http://127.0.0.1:")
        first = served.until_known()
        assert first["cvlink_links_broken",] == 0
        assert 0 < first["cvlink_values_age_seconds",] < 30
        build(root, "experiments/baseline/test -> nowhere")
        until(lambda: served.samples()["cvlink_links_broken",] == 1)
        assert served.samples()["cvlink_scans_total",] >= 2
        listening = Path(f"/proc/{served.process.pid}/net/tcp").read_text()
        port = f":{int(served.target.split(':')[1]):04X}"
        places = [line.split()[1] for line in listening.splitlines()[1:]]
        assert {place for place in places if place.endswith(port)} == {f"0100007F{port}"}


def test_it_says_in_words_how_it_is(root):
    with exporter(root) as served:
        served.until_known()
        assert "0 of them broken" in served.page("/-/healthy")
        assert "Last success" in served.page("/")
        assert "/metrics" in served.page("/nothing")
        assert get(served.url, Accept="application/openmetrics-text; version=1.0.0").endswith(
            "# EOF\n"
        )
        away = root + b".away"
        os.rename(root, away)
        until(lambda: served.samples()["cvlink_up",] == 0)
        assert "Nothing is known now" in served.page("/-/ready")
        assert "There is no such folder" in served.page("/-/healthy")
        assert math.isnan(served.samples()["cvlink_links_broken",])
        os.rename(away, root)
        until(lambda: served.samples()["cvlink_up",] == 1)
        assert served.samples()["cvlink_scan_failures_total", "no_project"] >= 1


def test_a_port_in_use_is_said_and_so_is_a_project_that_is_not_there(root, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = run(root, "--serve", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 3
    assert "another program listens there" in refused.stderr
    assert "Choose another port" in refused.stderr
    missing = run(str(tmp_path / "none"), "--serve", "--port", "0")
    assert (missing.returncode, "no such folder" in missing.stderr) == (2, True)
    elsewhere = run(root, "--serve", "--address", "192.0.2.1")
    assert (elsewhere.returncode, "no such address" in elsewhere.stderr) == (3, True)


def test_it_ends_in_less_than_two_seconds(root):
    with exporter(root) as served:
        served.until_known()
        code, seconds = served.end()
        assert code == 0
        assert seconds < 2


def test_a_thousand_scrapes_at_a_time_are_all_answered(root):
    with exporter(root) as served:
        served.until_known()
        host, port = served.target.split(":")

        async def scrape() -> bytes:
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(b"GET /metrics HTTP/1.0\r\n\r\n")
            answer = await reader.read()
            writer.close()
            return answer

        async def all_of_them() -> list[bytes]:
            return await asyncio.gather(*(scrape() for _ in range(SCRAPES)))

        answers = asyncio.run(all_of_them())
        assert len(answers) == SCRAPES
        assert all(b" 200 OK" in answer.splitlines()[0] for answer in answers)
        assert all(b"\ncvlink_links_broken{" in answer for answer in answers)


def opened(served, context: ssl.SSLContext) -> bytes:
    with urllib.request.urlopen(served.url, context=context, timeout=10) as answer:  # noqa: S310
        return answer.read()


def test_clients_that_say_nothing_hold_up_nobody(root, authority):
    words = ("--tls-cert", f"{authority}/server.pem", "--tls-key", f"{authority}/server.key")
    with exporter(root, *words) as served:
        host, port = served.target.split(":")
        silent = [socket.create_connection((host, int(port))) for _ in range(20)]
        trusting = ssl.create_default_context(cafile=f"{authority}/ca.pem")
        assert b"cvlink_build_info" in opened(served, trusting)
        for client in silent:
            client.close()
        assert served.end()[1] < 2


@pytest.fixture
def authority(tmp_path) -> Path:
    """A folder with an authority, and certificates it has signed for a server and a client."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    made = tmp_path / "tls"
    made.mkdir()
    script = """set -e
    new="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
    openssl req -x509 $new -keyout ca.key -out ca.pem -subj /CN=authority -days 2 \
        -addext keyUsage=critical,keyCertSign
    printf 'subjectAltName=IP:127.0.0.1\nauthorityKeyIdentifier=keyid\n' >names
    for who in server client; do
        openssl req $new -keyout $who.key -out $who.csr -subj /CN=$who
        openssl x509 -req -in $who.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \
            -extfile names -out $who.pem
    done"""
    subprocess.run(["sh", "-c", script], cwd=made, capture_output=True, check=True)
    return made


def test_over_tls_only_clients_of_the_authority_are_answered_where_one_is_named(root, authority):
    words = [f"--tls-{key}={authority}/{name}" for key, name in (
        ("cert", "server.pem"), ("key", "server.key"), ("client-ca", "ca.pem"))]  # fmt: skip
    with exporter(root, *words) as served:
        assert served.url.startswith("https://")
        context = ssl.create_default_context(cafile=f"{authority}/ca.pem")
        # TLS 1.3 refuses after the client believes to be through: it may be writing by then.
        with pytest.raises(OSError, match=r"certificate required|closed|reset|EOF|[Bb]roken pipe"):
            opened(served, context)
        context.load_cert_chain(f"{authority}/client.pem", f"{authority}/client.key")
        assert b"cvlink_build_info" in opened(served, context)


def test_tls_with_files_that_do_not_serve_is_refused_in_words(root, tmp_path):
    (tmp_path / "bad.pem").write_text("no certificate")
    bad = str(tmp_path / "bad.pem")
    refused = run(root, "--serve", "--port", "0", "--tls-cert", bad, "--tls-key", bad)
    assert (refused.returncode, "cannot be used" in refused.stderr) == (3, True)
    half = run(root, "--serve", "--tls-cert", bad)
    assert (half.returncode, "belong together" in half.stderr) == (2, True)


def test_a_text_file_is_whole_readable_by_others_and_its_counters_go_on(root, tmp_path):
    file = tmp_path / "cvlink.prom"
    assert run(root, "--textfile", str(file)).returncode == 0
    first = samples(file.read_text())
    assert file.stat().st_mode & 0o444 == 0o444
    assert first["cvlink_scans_total",] == 1
    assert ("cvlink_values_age_seconds",) not in first
    assert run(root, "--textfile", str(file)).returncode == 0
    second = samples(file.read_text())
    assert second["cvlink_scans_total",] == 2
    counts = {k for k in first if k[0] == "cvlink_mount_access_seconds_count"}
    assert counts
    assert all(second[key] > first[key] for key in counts)
    assert os.listdir(tmp_path).count("cvlink.prom") == 1
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".cvlink")]


def test_a_text_file_after_a_look_that_failed_says_that_nothing_is_known(root, tmp_path):
    file = tmp_path / "cvlink.prom"
    run(root, "--textfile", str(file))
    well = samples(file.read_text())
    for name in os.listdir(root):
        shutil.rmtree(os.path.join(root, name))
    failed = run(root, "--textfile", str(file))
    assert (failed.returncode, "folder is empty" in failed.stderr) == (3, True)
    found = samples(file.read_text())
    assert found["cvlink_up",] == 0
    assert math.isnan(found["cvlink_links_broken",])
    when = "cvlink_last_success_timestamp_seconds"
    assert found[when,] == well[when,]
    assert found["cvlink_scans_total",] == 1
    counts = {k: n for k, n in well.items() if k[0] == "cvlink_mount_access_seconds_count"}
    assert counts.items() <= found.items()
    before = file.read_bytes()
    os.rmdir(root)
    assert run(root, "--textfile", str(file)).returncode == 2
    assert file.read_bytes() == before


def test_a_text_file_that_cannot_be_written_is_an_error_and_no_half_of_it_is_left(root, tmp_path):
    refused = run(root, "--textfile", str(tmp_path / "none/cvlink.prom"))
    assert (refused.returncode, "write the metrics" in refused.stderr) == (3, True)
    (tmp_path / "other.prom").write_text("this is no metric\n")
    assert run(root, "--textfile", str(tmp_path / "other.prom")).returncode == 0
    assert samples((tmp_path / "other.prom").read_text())["cvlink_up",] == 1


def test_it_is_printed_as_text_openmetrics_and_json(root):
    assert samples(run(root).stdout)["cvlink_up",] == 1
    families = list(openmetrics(run(root, "--openmetrics", "--aliases").stdout))
    assert {"cvlink_links", "symlinks_total"} <= {family.name for family in families}
    told = json.loads(run(root, "--format", "json").stdout)
    assert (told["schema"], told["known"]) == ("cvlink.metrics/1", True)
    (broken,) = (f for f in told["families"] if f["name"] == "cvlink_links_broken")
    assert broken["samples"][0]["value"] == 0
    for name in os.listdir(root):
        shutil.rmtree(os.path.join(root, name))
    told = json.loads(run(root, "--format", "json").stdout)
    (broken,) = (f for f in told["families"] if f["name"] == "cvlink_links_broken")
    assert (told["known"], broken["samples"][0]["value"]) == (False, None)


def test_a_user_without_a_cache_gets_the_same(root, tmp_path):
    (tmp_path / "file").touch()
    odd = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "file"), "HOME": "/nonexistent",
           "XDG_STATE_HOME": str(tmp_path / "file")}  # fmt: skip
    found = run(root, env=odd)
    assert found.returncode == 0, found.stderr
    assert samples(found.stdout)["cvlink_links_broken",] == 0


def test_the_process_that_looks_is_started_again_when_it_dies(root):
    with exporter(root) as served:
        served.until_known()
        before = served.samples()["cvlink_scans_total",]
        [looker] = lookers(served.process.pid)
        os.kill(looker, 9)
        until(lambda: served.samples()["cvlink_scan_failures_total", "died"] == 1)
        until(lambda: served.samples()["cvlink_up",] == 1)
        assert served.samples()["cvlink_scans_total",] > before


# A `tell` that fails as no look does: what it stands for is any bug on a thread of the exporter.
_PLANT = """
import json, sys
from cvlink_gui.features.metrics import exporter
exporter.packed = lambda words: 1 // 0
sys.argv = ["", "", "", sys.argv[1], json.dumps({"port": 0, "interval": 0.1})]
exporter.main()
"""


def test_an_exporter_one_of_whose_threads_dies_of_a_bug_ends_and_is_not_half_alive(root):
    pipe = subprocess.PIPE
    words = [sys.executable, "-c", _PLANT, root]
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe) as served:
        assert served.wait(PATIENCE) == 3
        assert b"ZeroDivisionError" in served.stderr.read()


def test_where_no_process_can_be_started_nothing_is_known_and_the_next_look_tries_again(
    root, monkeypatch
):
    def refused(*_words, **_options):
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    looking, start = worker.Worker(root, PATIENCE), worker.children.start
    monkeypatch.setattr(worker.children, "start", refused)
    failed = looking.look(lambda: False)
    assert (failed.values, failed.reason) == (None, Reason.OTHER)
    assert os.strerror(errno.EAGAIN) in failed.words
    monkeypatch.setattr(worker.children, "start", start)
    assert looking.look(lambda: False).values.entries > 0
    looking.close()


def test_after_a_kill_nothing_of_it_is_left(root):
    with exporter(root) as served:
        served.until_known()
        left = children(served.process.pid) + lookers(served.process.pid)
        assert len(left) == 2
        served.process.kill()
        served.process.wait()
        until(lambda: not any(os.path.exists(f"/proc/{child}/exe") for child in left))


def children(process: int) -> list[int]:
    """The processes one has started."""
    found = []
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            parent = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == process:
            found.append(int(name))
    return found


def lookers(process: int) -> list[int]:
    """The processes that look for an exporter: copies of one it has started."""
    return [looker for child in children(process) for looker in children(child)]


def test_a_look_that_takes_too_long_is_given_up_and_nothing_is_known(root):
    with exporter(root, "--timeout", "2") as served:
        served.until_known()
        for looker in lookers(served.process.pid):
            os.kill(looker, 19)  # SIGSTOP: it hangs
        begin = time.monotonic()
        until(lambda: served.samples()["cvlink_scan_running_seconds",] > 0.5)
        assert served.samples()["cvlink_up",] == 1  # what was known, growing old
        assert served.samples()["cvlink_values_age_seconds",] > 0.5
        until(lambda: served.samples()["cvlink_scan_failures_total", "timeout"] == 1)
        assert time.monotonic() - begin < 20
        until(lambda: served.samples()["cvlink_up",] == 1)


def test_it_ends_soon_while_a_look_hangs(root):
    with exporter(root) as served:
        served.until_known()
        for looker in lookers(served.process.pid):
            os.kill(looker, 19)
        until(lambda: served.samples()["cvlink_scan_running_seconds",] > 0.3)
        code, seconds = served.end()
        assert (code, seconds < 2) == (0, True)


def test_any_free_port_may_be_asked_for_twice(root):
    port = str(free_port())
    with exporter(root, "--port", port) as first:
        assert first.target.endswith(port)
        assert first.end()[0] == 0
    with exporter(root, "--port", port) as second:
        assert second.target.endswith(port)
