"""What `cvlink warm` says, as text and as `cvlink.warm/1`."""

from collections.abc import Iterator

from cvlink_gui.core.names import json_path, shown
from cvlink_gui.features.project import Project
from cvlink_gui.features.warm import Latency, Warmth
from cvlink_gui.fs.storage import clock


def text(found: Warmth) -> Iterator[str]:
    """A line for each mount, then what else was found."""
    for latency in found.latencies:
        yield f"{shown(latency.mount.point)}  {latency.mount.type}"
        yield f"  {', '.join(_facts(latency))}"
    if found.broken:
        yield f"{found.broken:,} links lead nowhere: see `cvlink scan`"
    if found.denied:
        yield f"{found.denied:,} paths may not be read by this user"
    yield f"{found.read:,} read in {found.seconds:.1f} s"


def as_json(project: Project, found: Warmth) -> dict[str, object]:
    """The `cvlink.warm/1` object."""
    return {
        "schema": "cvlink.warm/1",
        **json_path(project.root, "root"),
        "counts": {
            "read": found.read,
            "failed": found.failed,
            "retries": found.retries,
            "broken": found.broken,
            "denied": found.denied,
        },
        "mounts": [_latency_json(latency) for latency in found.latencies],
        "seconds": round(found.seconds, 3),
    }


def _latency_json(latency: Latency) -> dict[str, object]:
    return {
        **json_path(latency.mount.point),
        "type": latency.mount.type,
        **json_path(latency.mount.source, "source"),
        "read": latency.read,
        "median_ms": _ms(latency.median),
        "p95_ms": _ms(latency.p95),
        "max_ms": _ms(latency.worst),
        "retries": latency.retries,
        "failed": latency.failed,
        "not_answering_since": latency.silent_since,
    }


def _facts(latency: Latency) -> Iterator[str]:
    if latency.silent_since is not None:
        yield f"not answering since {clock(latency.silent_since)}"
    if latency.read:
        yield f"{latency.read:,} read"
        yield f"median {_ms(latency.median)} ms"
        yield f"95 % {_ms(latency.p95)} ms"
        yield f"max {_ms(latency.worst)} ms"
    if latency.retries:
        yield f"{latency.retries:,} calls made again"
    if latency.failed:
        yield f"{latency.failed:,} not read"


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)
