"""A tenth of COCO 2017, made of links: time and peak memory beside what people write themselves."""

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator
from itertools import count

from tests.bench import measure, peers, subset_corpus
from tests.bench.report import Goal, Table
from tests.bench.setting import Setting
from tests.bench.subset_simple import RATIO, SEED

TITLE = "A subset of a tenth"
HEAD = ("program", "s", "ours / its time", "peak MB", "ours / its memory")
OURS, JSON, PYCOCOTOOLS = "cvlink subset create", "json, os.symlink", "pycocotools, os.symlink"
DATUMARO = "datumaro, os.symlink"
PYTHON_WITH_DATUMARO = "CVLINK_BENCH_DATUMARO"
DOCUMENT = """# Subsets, measured

Generated on {date} by `python -m tests.bench {command}` in {minutes:.0f} min. Do not edit it by
hand; run the command again.

Machine: Linux {kernel}, {processors} processors, {memory:.0f} GB of memory, Python {python};
the data set on {storage}; load before the run {load:.1f}.

Every way is a whole process, start and end included, on the same file, and takes turns with the
others. All choose the same images and keep the same annotations: that is compared.

## Goals

{goals}
"""
QUICK_IMAGES = 1_000
TIMES_FASTER, OF_MEMORY = 1 / 8, 1 / 4
_NOTE = (
    "Ours also looks whether each image is there, journals and syncs the links, hashes the source "
    "and writes the manifest."
)
_NO_DATUMARO = (
    f"datumaro was not run: {PYTHON_WITH_DATUMARO} names no Python that has it. It needs two "
    "dozen packages, so it has an environment of its own."
)
_LOSES = (
    "datumaro writes its own records: `info`, `licenses` and the URLs of the images are lost, and "
    "outlines are rounded to 32 bits. FiftyOne is not run: it keeps data sets in a MongoDB server, "
    "which its package fetches when it is built."
)
_SIMPLE = os.path.join(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "subset_simple.py"
)


def table(setting: Setting) -> Iterator[Table]:
    images = QUICK_IMAGES if setting.quick else subset_corpus.IMAGES
    folder = os.path.join(setting.folder, f"subset-{images}")
    source = subset_corpus.make(folder, images)
    size = os.path.getsize(source) / 1e6
    made = Table(f"{TITLE}: {images:,} images, an annotation file of {size:,.0f} MB", HEAD)
    numbers, last, faults = count(), dict[str, str](), set[str]()
    ways = [OURS, JSON]
    if importlib.util.find_spec("pycocotools"):
        ways.append(PYCOCOTOOLS)
    else:
        made.notes.append("pycocotools is not installed.")
    datumaro = os.environ.get(PYTHON_WITH_DATUMARO)
    if datumaro:
        ways.append(DATUMARO)
        made.notes.append(_LOSES)
    else:
        made.notes.append(_NO_DATUMARO)
    # Those of the others lie outside of the project: ours would look at all their links.
    ours = os.path.join(folder, "parts")
    theirs = os.path.join(setting.folder, f"subset-{images}-others")
    _remove(ours, theirs)

    def command(way: str) -> list[str]:
        place = ours if way == OURS else theirs
        last[way] = dest = os.path.join(place, str(next(numbers)))  # a fresh folder each time
        if way == OURS:
            words = ("--ratio", str(RATIO), "--seed", SEED, "--yes", "--quiet", "--project", folder)
            return peers.cvlink("subset", "create", source, dest, *words)
        word = way.partition(",")[0]
        python = datumaro if datumaro and way == DATUMARO else sys.executable
        return [python, _SIMPLE, word, source, os.path.join(folder, "train2017"), dest]

    def task(way: str) -> measure.Task:
        def work() -> float:
            done = measure.run(command(way))
            if done.code:
                faults.add(f"{way}: exit code {done.code}: {done.error}.")
            return done.seconds

        return measure.Task(way, work, 0 if way == OURS else setting.slow_rounds)

    times = measure.rounds([task(way) for way in ways], setting.rounds)
    if not faults and len({_answer(last[way]) for way in ways}) > 1:
        faults.add("The ways do not choose the same images and annotations.")
    peaks = {way: measure.peak_bytes(command(way)) for way in ways}
    for way, seconds in times.items():
        faster = f"{measure.ratio(times[OURS], seconds):.3f}"
        less = f"{peaks[OURS] / peaks[way]:.3f}"
        made.rows.append((way, measure.spread(seconds), faster, f"{peaks[way] / 1e6:.0f}", less))
    time = None if faults else measure.ratio(times[OURS], times[JSON])
    made.goals = [
        Goal(TITLE, "ours / json, time", TIMES_FASTER, time),
        Goal(TITLE, "ours / json, memory", OF_MEMORY, peaks[OURS] / peaks[JSON]),
    ]
    made.notes += [
        _NOTE,
        *sorted(faults),
    ]
    made.wrong = bool(faults)
    _remove(ours, theirs)
    yield made


def _remove(*folders: str) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _answer(dest: str) -> tuple[int, ...]:
    """Hashes of what a subset has: the names of its links, its images and its annotations."""
    names: list[str] = []
    files: list[str] = []
    for folder, _, found in os.walk(dest):
        names += [name for name in found if os.path.islink(os.path.join(folder, name))]
        files += [os.path.join(folder, name) for name in found if name.startswith("instances")]
    with open(files[0], encoding="utf-8") as file:
        coco = json.load(file)
    images = sorted(image["id"] for image in coco["images"])
    annotations = sorted(one["id"] for one in coco["annotations"])
    return tuple(hash(tuple(part)) for part in (sorted(names), images, annotations))
