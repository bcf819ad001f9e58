"""The tables, by the word that picks them on the command line."""

from collections.abc import Callable, Iterator

from tests.bench.report import Table
from tests.bench.setting import Setting
from tests.bench.tables import (
    audit,
    claims,
    cluster,
    helpers,
    latency,
    memory,
    others,
    scale,
    scan,
    subset,
    warm,
)

TABLES: dict[str, Callable[[Setting], Iterator[Table]]] = {
    "scan": scan.warm_cache,
    "cold": scan.cold_cache,
    "latency": latency.table,
    "memory": memory.table,
    "helpers": helpers.table,
    "again": warm.tables,
    "audit": audit.tables,
    "scale": scale.table,
    "cluster": cluster.tables,
    "subset": subset.table,
    "window": others.window,
    "live": others.live,
    "edits": others.edits,
}
# Run only where they are named, into a document of their own: its text around the tables.
APART: dict[str, tuple[Callable[[Setting], Iterator[Table]], str]] = {
    "claims": (claims.tables, claims.DOCUMENT),
    "subset": (subset.table, subset.DOCUMENT),
}
