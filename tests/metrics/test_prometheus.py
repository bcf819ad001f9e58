"""Debian's own Prometheus scrapes the exporter, answers queries, and alerts."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from cvlink_gui.features.sample import create_sample
from tests.metrics.running import command, exporter, needs_prometheus, prometheus, samples, until

pytestmark = needs_prometheus
MONITORING = Path(__file__).parents[2] / "packaging/monitoring"
RULES = MONITORING / "cvlink.rules.yml"


def promtool(*words: str | Path, text: bytes = b"") -> str:
    done = subprocess.run(["promtool", *words], input=text, capture_output=True, timeout=60)
    said = (done.stdout + done.stderr).decode("utf-8")
    assert done.returncode == 0, said
    return said


@pytest.fixture
def sample(tmp_path) -> bytes:
    root = os.fsencode(tmp_path / "sample")
    create_sample(root)
    return root


def test_names_units_and_help_are_as_promtool_wants_them(sample):
    words = command(sample)
    text = subprocess.run(words, capture_output=True, timeout=60, check=True).stdout
    assert b"cvlink_links_broken{" in text
    assert promtool("check", "metrics", text=text) == ""


def test_of_the_names_of_the_article_promtool_complains_as_the_document_says(sample):
    text = subprocess.run(command(sample, "--aliases"), capture_output=True, timeout=60).stdout
    done = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True)
    said = (done.stdout + done.stderr).decode().splitlines()
    assert [line.split()[0] for line in said] == ["symlinks_total"]


def test_the_configuration_and_the_rules_are_as_promtool_wants_them():
    assert "SUCCESS: 8 rules found" in promtool("check", "rules", RULES)
    assert "is valid" in promtool("check", "config", MONITORING / "prometheus.yml")


def test_the_alerts_say_what_is_wrong_when_it_is_wrong():
    assert "SUCCESS" in promtool("test", "rules", Path(__file__).with_name("rules.test.yml"))


def eager(rules: Path, into: Path) -> str:
    """The same rules, that fire at once."""
    loaded = yaml.safe_load(rules.read_text(encoding="utf-8"))
    for rule in (rule for group in loaded["groups"] for rule in group["rules"]):
        rule.pop("for", None)
    into.write_text(yaml.safe_dump(loaded), encoding="utf-8")
    return str(into)


def test_prometheus_has_the_right_numbers_and_alerts_when_a_link_breaks(root, tmp_path):
    rules = eager(RULES, tmp_path / "rules.yml")
    target = os.path.join(root, b"data/raw/a.jpg")
    with (
        exporter(root, "--aliases") as served,
        prometheus(tmp_path, served.target, rules) as server,
    ):
        until(lambda: server.value("cvlink_up") == 1)
        links = int(
            subprocess.check_output(["find", root, "-type", "l", "-printf", "."]).count(b".")
        )
        until(lambda: server.value("sum(cvlink_links)") == links)
        assert server.value("symlinks_total") == links
        assert server.value("cvlink_links_broken") == 0
        assert server.value('cvlink_links{role="splits",health="ok"}') == 2
        assert server.value('cvlink_experiment_verdict{verdict="ready"}') == 1
        assert server.value("time() - cvlink_last_success_timestamp_seconds < 60") is not None
        assert server.firing() == set()
        os.rename(target, target + b".away")
        until(lambda: "CvlinkBrokenLinks" in server.firing())
        assert server.value("cvlink_links_broken") == 2
        assert server.firing() >= {"CvlinkExperimentNotReady"}
        os.rename(target + b".away", target)
        until(lambda: not server.firing())
        os.rename(root, root + b".away")
        until(lambda: "CvlinkUnknown" in server.firing())
        assert server.query("cvlink_links_broken == 0") == []
        assert server.query("cvlink_links_broken > 0") == []
        assert len(server.query("cvlink_links_broken")) == 1  # NaN
        os.rename(root + b".away", root)
        until(lambda: not server.firing())
        served.process.kill()
        until(lambda: "CvlinkExporterDown" in server.firing())


def queries() -> Iterator[tuple[str, str]]:
    """Every query of the dashboard, by the title of its panel."""
    board = json.loads((MONITORING / "cvlink-dashboard.json").read_text(encoding="utf-8"))
    for panel in board["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


def test_every_query_of_the_dashboard_has_data(sample, tmp_path):
    link = ["link", "data/raw", "experiments/baseline", "--name", "originals", "--yes"]
    made = [*command()[:-1], *link, "--project", sample]
    subprocess.run(made, check=True, capture_output=True)
    with exporter(sample) as served, prometheus(tmp_path, served.target) as server:
        until(lambda: (server.value("cvlink_scans_total") or 0) >= 5)
        until(lambda: server.query("rate(cvlink_mount_access_seconds_count[1m])"))
        empty = []
        for title, words in queries():
            plain = words.replace("$project", ".*").replace("$__rate_interval", "1m")
            assert "$" not in plain, words
            if not server.query(plain):
                empty.append((title, words))
        assert empty == []
        assert server.value(values_of("Broken links")) == 4


def values_of(title: str) -> str:
    return next(q for t, q in queries() if t == title).replace("$project", ".*")


def test_the_dashboard_and_the_rules_name_no_metric_that_is_not_served(sample):
    text = subprocess.run(command(sample), capture_output=True, timeout=60).stdout.decode()
    served = {key[0] for key in samples(text)}
    served |= {
        "cvlink_values_age_seconds", "cvlink_scan_running_seconds",  # not in a text
        "cvlink_link_creation_seconds_sum", "cvlink_link_creation_seconds_count",
    }  # fmt: skip
    files = [path for path in MONITORING.iterdir() if path.suffix in (".json", ".yml")]
    named = {
        name
        for path in files
        for name in re.findall(r"\bcvlink_[a-z_]+", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 10
    assert named <= served


def test_every_metric_that_is_served_is_in_the_document(sample):
    text = subprocess.run(command(sample, "--aliases"), capture_output=True, timeout=60).stdout
    families = set(re.findall(r"^# TYPE (\w+)", text.decode(), re.MULTILINE))
    document = (MONITORING.parents[1] / "docs/metrics.md").read_text(encoding="utf-8")
    assert {name for name in families if f"`{name}`" not in document} == set()
    rows = re.findall(r"^\| (`cvlink_.*?) \|", document, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    ours = {name for name in families if name.startswith("cvlink_")}
    absent = {"cvlink_values_age_seconds", "cvlink_scan_running_seconds"}
    assert named - ours == {*absent, "cvlink_link_creation_seconds"}
