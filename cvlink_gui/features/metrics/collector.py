"""The numbers of a project as Prometheus has them: names, units, labels.

Names follow https://prometheus.io/docs/practices/naming/; `docs/metrics.md` has them all.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.utils import floatToGoString

from cvlink_gui import __version__
from cvlink_gui.core.findings import Verdict
from cvlink_gui.core.histogram import BOUNDS, Histogram
from cvlink_gui.core.names import shown
from cvlink_gui.features.metrics.board import Board, State
from cvlink_gui.features.metrics.labels import OTHERS, access_labels, experiment_labels
from cvlink_gui.features.metrics.values import HEALTHS, ROLES, Reason, Values

UNKNOWN = float("nan")
_LE = (*map(floatToGoString, BOUNDS), "+Inf")


class Gauge(NamedTuple):
    """One number of a look, unknown after a look that has failed."""

    name: str
    doc: str
    read: Callable[[Values], float]


GAUGES = (
    Gauge("cvlink_entries", "Files, folders and links of the project.", lambda v: v.entries),
    Gauge("cvlink_folders", "Folders of the project.", lambda v: v.folders),
    Gauge(
        "cvlink_folders_unreadable",
        "Folders that could not be read; what lies in them is in no other number.",
        lambda v: v.unreadable,
    ),
    Gauge(
        "cvlink_links_broken",
        "Links known to lead nowhere: target missing, in a circle, through a file, or denied.",
        lambda v: v.broken,
    ),
    Gauge(
        "cvlink_saved_bytes",
        "What copies in place of the links would take, less what the links take.",
        lambda v: v.saved_bytes,
    ),
    Gauge(
        "cvlink_scan_duration_seconds",
        "How long the last scan took that did not fail.",
        lambda v: v.scan_seconds,
    ),
    Gauge(
        "cvlink_audit_duration_seconds",
        "How long the last audit took that did not fail.",
        lambda v: v.audit_seconds,
    ),
)
# What an article on links in computer-vision projects calls them; wrong by the rules of
# Prometheus (a gauge is no total, seconds are not named), so they are served when asked for.
ALIASES = {
    "symlinks_total": "Same as the sum of cvlink_links.",
    "symlinks_broken": "Same as cvlink_links_broken.",
    "symlink_access_time": "Mean seconds of all calls in cvlink_mount_access_seconds.",
}


class ProjectCollector:
    """Makes metrics of a board whenever somebody asks.

    aliases  the names of ALIASES as well
    ages     how old the values are: for who asks now, and not for a file that is read later
    """

    def __init__(self, board: Board, *, aliases: bool = False, ages: bool = True) -> None:
        self._board = board
        self._aliases = aliases
        self._ages = ages
        self._project = shown(board.state.root)

    def collect(self) -> Iterator[Metric]:
        """All families of this moment."""
        state = self._board.state
        yield from self._about_looks(state)
        if self._ages:
            yield from self._ages_of(state)
        if state.last is not None:
            yield from self._values(state)
            yield from self._links(state)
            yield from self._experiments(state)
        yield from self._mounts(state)
        yield from self._created(state)
        yield from self._by_other_names(state) if self._aliases else ()

    def _gauge(self, name: str, doc: str, *labels: str) -> GaugeMetricFamily:
        return GaugeMetricFamily(name, doc, labels=("project", *labels))

    def _add(self, to: GaugeMetricFamily | CounterMetricFamily, value: float, *on: str) -> None:
        to.add_metric((self._project, *on), value)

    def _one(self, name: str, doc: str, value: float) -> GaugeMetricFamily:
        made = self._gauge(name, doc)
        self._add(made, value)
        return made

    def _counter(self, name: str, doc: str, *labels: str) -> CounterMetricFamily:
        return CounterMetricFamily(name, doc, labels=("project", *labels))

    def _about_looks(self, state: State) -> Iterator[Metric]:
        doc = "The version of cvlink-gui."
        info = self._gauge("cvlink_build_info", doc, "version")
        self._add(info, 1, __version__)
        yield info
        if state.last is not None:
            doc = "1 if the last look at the project came to its end, 0 if nothing is known now."
            yield self._one("cvlink_up", doc, state.is_known)
        if state.succeeded is not None:
            name, doc = "cvlink_last_success_timestamp_seconds", "When the values were true."
            yield self._one(name, doc, state.succeeded[0])
        if state.attempted is not None:
            name, doc = "cvlink_last_attempt_timestamp_seconds", "When the last look ended."
            yield self._one(name, doc, state.attempted)
        looks = self._counter("cvlink_scans_total", "Looks that came to their end.")
        self._add(looks, state.successes)
        yield looks
        doc = "Looks that failed, by the reason."
        failures = self._counter("cvlink_scan_failures_total", doc, "reason")
        for reason in Reason:
            self._add(failures, state.failures.get(reason, 0), reason.value)
        yield failures

    def _ages_of(self, state: State) -> Iterator[Metric]:
        now = time.monotonic()
        if state.succeeded is not None:
            doc = "How old the values are: seconds since the look began that found them."
            yield self._one("cvlink_values_age_seconds", doc, now - state.succeeded[1])
        doc = "How long the look has been going on that is under way; 0 between two."
        running = 0.0 if state.began is None else now - state.began
        yield self._one("cvlink_scan_running_seconds", doc, running)

    def _values(self, state: State) -> Iterator[Metric]:
        known = state.values if state.is_known else None
        for gauge in GAUGES:
            yield self._one(gauge.name, gauge.doc, gauge.read(known) if known else UNKNOWN)

    def _links(self, state: State) -> Iterator[Metric]:
        doc = "Links by the role of the folder they lie in, and by what following them gives."
        links = self._gauge("cvlink_links", doc, "role", "health")
        known = state.values.links if state.values and state.is_known else {}
        for role in ROLES:
            for health in HEALTHS:
                number = known.get((role, health), UNKNOWN)
                self._add(links, number, role, health.name.lower())
        yield links

    def _experiments(self, state: State) -> Iterator[Metric]:
        found = state.values.experiments if state.values else ()
        known = state.is_known
        broken = self._gauge(
            "cvlink_experiment_links_broken", "Broken links in an experiment.", "experiment"
        )
        verdicts = self._gauge(
            "cvlink_experiment_verdict",
            "1 for the verdict of an experiment, 0 for the others.",
            "experiment",
            "verdict",
        )
        findings = self._gauge(
            "cvlink_experiment_findings",
            "What the audit finds wrong with an experiment, without what is waived.",
            "experiment",
            "severity",
        )
        for name, experiment in experiment_labels(found):
            self._add(broken, experiment.broken if known else UNKNOWN, name)
            judged = experiment.verdict if known else Verdict.UNKNOWN
            for verdict in Verdict:
                self._add(verdicts, verdict is judged, name, verdict.value)
            self._add(findings, experiment.errors if known else UNKNOWN, name, "error")
            self._add(findings, experiment.warnings if known else UNKNOWN, name, "warning")
        counted = self._gauge("cvlink_experiments", "Experiments by their verdict.", "verdict")
        for verdict in Verdict:
            number = sum(experiment.verdict is verdict for experiment in found)
            self._add(counted, number if known else UNKNOWN, verdict.value)
        yield from (broken, verdicts, findings, counted)

    def _mounts(self, state: State) -> Iterator[Metric]:
        up = self._gauge("cvlink_mount_up", "1 if a mount answers, 0 if it does not.", "mount")
        labels = ("project", "mount")
        times = HistogramMetricFamily(
            "cvlink_mount_access_seconds",
            "Seconds of the last call on the way to a link's end, or to a mount's own place.",
            labels=labels,
        )
        timeouts = self._counter(
            "cvlink_mount_access_timeouts_total", "Calls that were left without an answer.", "mount"
        )
        errors = self._counter(
            "cvlink_mount_access_errors_total", "Calls that failed as storage fails.", "mount"
        )
        seen = {access.point for access in state.last.accesses} if state.last else set()
        for name, access in access_labels(state.accesses.values()):
            if access.point in seen or name == OTHERS:
                self._add(up, access.answers, name)
            times.add_metric((self._project, name), _buckets(access.times), access.times.seconds)
            self._add(timeouts, access.timeouts, name)
            self._add(errors, access.errors, name)
        yield from (up, times, timeouts, errors)

    def _created(self, state: State) -> Iterator[Metric]:
        made = state.values.created if state.values else None
        if made is not None:
            doc = "Seconds to make a link, of all links this user's cvlink has made here."
            name = "cvlink_link_creation_seconds"
            times = HistogramMetricFamily(name, doc, labels=("project",))
            times.add_metric((self._project,), _buckets(made), made.seconds)
            yield times

    def _by_other_names(self, state: State) -> Iterator[Metric]:
        known = state.values if state.is_known else None
        times = sum((access.times for access in state.accesses.values()), Histogram())
        values = (
            sum(known.links.values()) if known else UNKNOWN,
            known.broken if known else UNKNOWN,
            times.seconds / times.count if times.count else UNKNOWN,
        )
        for (name, doc), value in zip(ALIASES.items(), values, strict=True):
            yield self._one(name, doc, value)


def _buckets(times: Histogram) -> Sequence[tuple[str, float]]:
    return list(zip(_LE, times.up_to(), strict=True))


def registry(
    board: Board, *, aliases: bool = False, ages: bool = True, process: bool = False
) -> CollectorRegistry:
    """All metrics of a board, for the functions of prometheus_client.

    process  with memory, processor time and open files of this process
    """
    made = CollectorRegistry()
    made.register(ProjectCollector(board, aliases=aliases, ages=ages))
    if process:
        ProcessCollector(registry=made)
    return made
