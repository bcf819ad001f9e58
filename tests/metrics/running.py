"""The exporter and Prometheus as processes, each on a port of its own."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

PATIENCE = 30.0
NEEDED = "Debian's package prometheus is not installed (packaging/setup.sh test installs it)"
needs_prometheus = pytest.mark.skipif(
    not (shutil.which("prometheus") and shutil.which("promtool")), reason=NEEDED
)
Series = dict[tuple[str, ...], float]


def until(true: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until something is so; an assertion fails if it does not become so."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def get(url: str, **headers: str) -> str:
    """What a server answers; an error that it answers is an answer."""
    asked = urllib.request.Request(url, headers=headers)  # noqa: S310 (our own server)
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
            text: str = answer.read().decode("utf-8")
            return text
    except urllib.error.HTTPError as error:
        return error.read().decode("utf-8")


def samples(text: str) -> Series:
    """Values by the name and the values of the labels, in the order of their names, no project."""
    found = {}
    for family in text_string_to_metric_families(text):
        for s in family.samples:
            labels = [value for key, value in sorted(s.labels.items()) if key != "project"]
            found[s.name, *labels] = s.value
    return found


def command(*words: str | bytes) -> list[str | bytes]:
    return [sys.executable, "-m", "cvlink_gui.cli.main", "metrics", *words]


class Exporter:
    """`cvlink metrics --serve` in a process."""

    def __init__(self, root: bytes, *words: str, interval: float = 0.2) -> None:
        pipe = subprocess.PIPE
        line = command(root, "--serve", "--port", "0", "--interval", str(interval), *words)
        self.process = subprocess.Popen(line, stdout=pipe, stderr=pipe, text=True)
        assert self.process.stderr is not None
        for said in self.process.stderr:
            if "Serving" in said:
                self.url = said.split(" at ")[-1].split(";")[0]
                break
        else:
            raise AssertionError(f"it does not serve: exit code {self.process.wait()}")
        self.target = self.url.split("/")[2]

    def samples(self) -> Series:
        return samples(get(self.url))

    def until_known(self) -> Series:
        """Wait for the end of the first look."""
        until(lambda: ("cvlink_up",) in self.samples())
        return self.samples()

    def page(self, path: str) -> str:
        return get(f"{self.url.removesuffix('/metrics')}{path}")

    def end(self) -> tuple[int, float]:
        """The exit code after SIGTERM, and the seconds that took."""
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        return code, time.monotonic() - begin


@contextlib.contextmanager
def exporter(root: bytes, *words: str, interval: float = 0.2) -> Iterator[Exporter]:
    made = Exporter(root, *words, interval=interval)
    try:
        yield made
    finally:
        if made.process.poll() is None:
            made.process.kill()
        made.process.wait()
        for stream in (made.process.stdout, made.process.stderr):
            assert stream is not None
            stream.close()


class Prometheus:
    """A server that scrapes one target five times a second."""

    def __init__(self, folder: Path, target: str, rules: str = "") -> None:
        config = {
            "global": {"scrape_interval": "200ms", "evaluation_interval": "200ms"},
            "rule_files": [rules] if rules else [],
            "scrape_configs": [{"job_name": "cvlink", "static_configs": [{"targets": [target]}]}],
        }
        (folder / "prometheus.yml").write_text(json.dumps(config))
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = folder / "prometheus.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [
                    "prometheus",
                    f"--config.file={folder}/prometheus.yml",
                    f"--storage.tsdb.path={folder}/data",
                    f"--web.listen-address={self.url.removeprefix('http://')}",
                ],
                stdout=log,
                stderr=log,
                env={**os.environ, "GOMAXPROCS": "2"},
            )

    def ask(self, path: str, **words: str) -> list[dict]:
        """What its API answers; nothing as long as it does not."""
        query = urllib.parse.urlencode(words)
        try:
            answer = json.loads(get(f"{self.url}/api/v1/{path}?{query}"))
        except (OSError, ValueError):
            return []
        assert answer["status"] == "success", answer
        data = answer["data"]
        return data["result"] if "result" in data else data["alerts"]

    def query(self, words: str) -> list[dict]:
        return self.ask("query", query=words)

    def value(self, words: str) -> float | None:
        """The one value a query has; None for none."""
        found = self.query(words)
        assert len(found) < 2, found
        return float(found[0]["value"][1]) if found else None

    def firing(self) -> set[str]:
        """The names of the alerts that fire."""
        return {a["labels"]["alertname"] for a in self.ask("alerts") if a["state"] == "firing"}


@contextlib.contextmanager
def prometheus(folder: Path, target: str, rules: str = "") -> Iterator[Prometheus]:
    made = Prometheus(folder, target, rules)
    try:
        until(lambda: made.query("up"))
        yield made
    finally:
        made.process.terminate()
        made.process.wait(PATIENCE)
