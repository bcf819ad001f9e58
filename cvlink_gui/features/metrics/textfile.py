"""Metrics as a text: for the node exporter's folder of text files, or for whoever reads them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isnan

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import Metric
from prometheus_client.openmetrics.exposition import generate_latest as generate_openmetrics
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from prometheus_client.samples import Sample

from cvlink_gui.core.errors import from_os_error
from cvlink_gui.fs.files import read_regular, write_atomic

_LIMIT = 16 << 20  # bytes of a file that is continued
# What is counted from look to look, while each run of a command makes one; and what a run that
# failed cannot know.
_COUNTED = frozenset(
    {
        "cvlink_scans",
        "cvlink_scan_failures",
        "cvlink_mount_access_seconds",
        "cvlink_mount_access_timeouts",
        "cvlink_mount_access_errors",
    }
)
_REMEMBERED = "cvlink_last_success_timestamp_seconds"


def text(known: CollectorRegistry, *, openmetrics: bool = False) -> bytes:
    """All metrics, in the text format 0.0.4 of Prometheus, or in OpenMetrics 1.0."""
    make: Callable[[CollectorRegistry], bytes]
    make = generate_openmetrics if openmetrics else generate_latest
    return make(known)


def write(known: Collector, path: bytes) -> None:
    """Write them whole or not at all; StorageError.

    Counters go on from those in the file that is there, if it is one of these.
    """
    into = CollectorRegistry()
    try:
        into.register(_Continued(known, _families(path)))
        write_atomic(path, text(into))
    except OSError as error:
        raise from_os_error(error, "write the metrics", path) from error


def _families(path: bytes) -> list[Metric]:
    try:
        return list(text_string_to_metric_families(read_regular(path, _LIMIT).decode("utf-8")))
    except FileNotFoundError:
        return []
    except ValueError:  # something else was in the place: it was to be written over
        return []


class _Continued:
    """A collector whose counters begin with what they were in an earlier run."""

    def __init__(self, known: Collector, before: Iterable[Metric]) -> None:
        self._known = known
        self._before = {family.name: family.samples for family in before}

    def collect(self) -> Iterator[Metric]:
        told = set()
        for family in self._known.collect():
            told.add(family.name)
            if family.name in _COUNTED:
                _continue(family, self._before.get(family.name, []))
            yield family
        if _REMEMBERED not in told and _REMEMBERED in self._before:
            made = Metric(_REMEMBERED, "When the values were true.", "gauge")
            made.samples = self._before[_REMEMBERED]
            yield made


def _continue(family: Metric, before: list[Sample]) -> None:
    old = {(sample.name, *sorted(sample.labels.items())): sample.value for sample in before}
    family.samples = [
        sample._replace(
            value=sample.value + old.get((sample.name, *sorted(sample.labels.items())), 0.0)
        )
        for sample in family.samples
    ] or before


def families(known: Collector) -> Iterator[Mapping[str, object]]:
    """The same for JSON, which has no word for what is unknown but null."""
    for family in known.collect():
        samples = [
            {
                "name": sample.name,
                "labels": dict(sample.labels),
                "value": None if isnan(sample.value) else sample.value,
            }
            for sample in family.samples
        ]
        yield {
            "name": family.name,
            "type": family.type,
            "help": family.documentation,
            "samples": samples,
        }
