"""One scan over a cluster in processes of this machine: `clustered.py FOLDER WORKERS`.

Prints a JSON object: entries, seconds from the first question to the scheduler to the last listing
in the tree, tasks, seconds the workers read in all, folders that were not read by workers. With no
workers it is our scan with helpers, timed the same way.
"""

import json
import logging
import os
import sys
import time
import warnings
from typing import Any

from cvlink_gui.core.columns import ROOT
from cvlink_gui.features.cluster import ClusterScan
from cvlink_gui.features.survey import Survey


def main() -> None:
    survey, workers = Survey.open(os.fsencode(sys.argv[1])), int(sys.argv[2])
    found = _over_cluster(survey, workers) if workers else _here(survey)
    print(json.dumps({"entries": survey.tree.totals(ROOT).entries, **found}))


def _here(survey: Survey) -> dict[str, float]:
    begin = time.perf_counter()
    for batch in survey.scan(fresh=True):
        survey.take_all(batch)
    return {"seconds": time.perf_counter() - begin, "tasks": 0, "left": 0}


def _over_cluster(survey: Survey, workers: int) -> dict[str, float]:
    with warnings.catch_warnings(action="ignore"):
        import distributed

        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        options: dict[str, Any] = {"processes": True, "dashboard_address": None}
        cluster = distributed.LocalCluster(n_workers=workers, threads_per_worker=1, **options)
    with cluster:
        at_work = ClusterScan(survey, cluster.scheduler_address)
        begin = time.perf_counter()
        for batch in at_work:
            survey.take_all(batch)
        seconds = time.perf_counter() - begin
    tally = at_work.tally
    return {
        "seconds": seconds,
        "tasks": tally.tasks,
        "read": tally.seconds,
        "prepared": tally.prepared,
        "left": tally.read_here,
    }


if __name__ == "__main__":
    main()
