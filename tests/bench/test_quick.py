"""A small run of the whole benchmark: its answers and its tables, never its times."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.peers import PEERS
from tests.bench.tables import audit, cluster, scan, subset
from tests.bench.tables.others import WINDOW_GOALS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="its peers are programs of Linux")
ROOT = Path(__file__).parents[2]
TITLES = (
    *(f"Scan of {name}, warm cache" for name in scan.CORPORA),
    "Scan, cold cache",
    "Scan with 300 us more a call",
    "Peak memory of a scan",
    "Scan by number of helper processes",
    "Looking again at coco",
    "Looking again at deep",
    *(f"Audit of {name}" for name in audit.CORPORA),
    "Growth of a scan of coco",
    "Growth of a scan of deep",
    *(f"Scan of {name} over a cluster on one machine" for name in cluster.SIZES),
    *(f"Scan of {name} over a cluster, 300 us more a call" for name in cluster.SLOW_SIZES),
    subset.TITLE,
    "The window",
    "Changes made elsewhere",
    "Edits",
)


@pytest.fixture(scope="module")
def document(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("bench")
    file = folder / "performance.md"
    words = ["--quick", "--corpora", str(folder / "corpora"), "--write", str(file)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *words],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    text = file.read_text()
    assert str(folder) not in text
    return text


def test_every_table_is_there_with_rows_or_a_reason(document):
    parts = {part.partition("\n")[0]: part for part in document.split("\n## ")[1:]}
    for title in TITLES:
        [part] = [text for head, text in parts.items() if head.partition(":")[0] == title]
        assert "\n| " in part or "Not " in part, title


def test_every_peer_that_is_installed_answers_as_we_do(document):
    assert "wrong answer" not in document
    assert "no answer" not in document
    for peer in PEERS:
        rows = re.findall(rf"^\| {re.escape(peer.name)} \|.*$", document, re.MULTILINE)
        assert len(rows) >= len(scan.CORPORA), peer.name
        assert all(peer.missing in row for row in rows)


def test_every_goal_stands_beside_what_was_measured(document):
    goals = document.partition("## Goals")[2].partition("\n## ")[0]
    for peer, place in ((peer, name) for name in scan.CORPORA for peer in scan.GOALS[name]):
        row = rf"^\| Scan of {place}, warm cache \| ours / {re.escape(peer)} \|.*(yes|no)"
        assert re.search(row, goals, re.MULTILINE), (peer, place)
    for name in audit.CORPORA:
        assert f"| Audit of {name} | audit / scan |" in goals
    for where, words, _, _ in WINDOW_GOALS.values():
        assert f"| {where} | {words} |" in goals
