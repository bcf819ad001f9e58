"""What copies cost and what links cost: the claims of the article this program grew from.

`python -m tests.bench claims --write docs/claims.md`.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from cvlink_gui.features.sample import create_sample
from tests.bench import corpora, measure
from tests.bench.measure import Task, spread
from tests.bench.places import (
    Place,
    duplicate_share,
    files_in,
    lay,
    photos,
    taken,
)
from tests.bench.report import Goal, Table
from tests.bench.setting import Setting
from tests.bench.tables import limits

PHOTO = 160_000  # bytes, about the mean of an image of COCO 2017
PHOTOS, QUICK_PHOTOS = 2_000, 20
VERSIONS, CHANGED = 3, 0.1
CP, COPYTREE = "`cp -r`", "`shutil.copytree`"
FOLDER, EACH = "a link to the folder", "a link an image"
DOCUMENT = """# The claims, measured

Generated on {date} by `python -m tests.bench {command}` in {minutes:.0f} min. Do not edit it by
hand; run the command again.

Machine: Linux {kernel}, {processors} processors, {memory:.0f} GB of memory, Python {python};
projects on {storage}; load before the run {load:.1f}.

The article this program grew from says of symbolic links: up to 60 % of the disk saved, 80 % less
duplication, iterations 40 % faster. Below is what was measured, and the cases in which links save
little or cost something. K experiments with copies of a data set, and the data set itself, take
K+1 times its size, with links once: K/(K+1) is saved, 50 % by one experiment, 75 % by three. So
60 % is no limit, and not reached by a single experiment. What becomes faster is to make an
experiment, not to train one: a pass over the data takes as long as before.

`cp -r` and `shutil.copytree` copy the data set into an experiment, `cvlink link` and `cvlink batch`
make links, with all checks and the journal. A time is a whole process, start and end included, as
median (smallest - largest), in fresh folders; none waits until the disk has written it, but for the
journal of ours.

## The claims

{goals}
"""


@dataclass(slots=True)
class Case:
    """One data set, in a project for copies and in one for links."""

    name: str
    fill: Callable[[str], None]
    rounds: int
    places: dict[str, Place] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    passes: dict[str, list[float]] = field(default_factory=dict)

    def work(self, scratch: str) -> None:
        """Make an experiment a round in every way, and read it once."""
        for way in _WAYS:
            place = Place(os.path.join(scratch, self.name, f"{len(self.places)}"))
            self.fill(place.data)
            self.places[way] = place
            self.passes[way] = []
        tasks = [Task(way, _maker(self, way)) for way in _WAYS]
        self.seconds = measure.rounds(tasks, self.rounds)

    def bytes(self, way: str) -> int:
        """The data set and an experiment a round."""
        return taken(self.places[way].root)


def _maker(case: Case, way: str) -> Callable[[], float]:
    def make() -> float:
        place, name = case.places[way], f"e{len(case.passes[way])}"
        seconds = _WAYS[way](place, name)
        case.passes[way].append(place.read(name))
        return seconds

    return make


_WAYS: dict[str, Callable[[Place, str], float]] = {
    CP: Place.cp,
    COPYTREE: Place.copytree,
    FOLDER: Place.folder_link,
    EACH: Place.file_links,
}


def tables(setting: Setting) -> Iterator[Table]:
    """Disk and time, K versions, then where links do not help."""
    cases = list(_cases(setting))
    for case in cases:
        case.work(setting.scratch)
    yield _disk(cases)
    yield _time(cases)
    yield _versions(setting)
    yield limits.reflinks(setting)
    yield limits.small_files(setting)
    yield limits.latency(setting)


def _cases(setting: Setting) -> Iterator[Case]:
    count = QUICK_PHOTOS if setting.quick else PHOTOS
    factor = 0.001 if setting.quick else 1.0
    yield Case("sample", _sample, setting.rounds)
    yield Case("photos", lambda folder: photos(folder, count, PHOTO), min(3, setting.rounds))
    yield Case("coco", lambda folder: _coco(folder, factor), setting.slow_rounds)


def _sample(folder: str) -> None:
    """The images and annotations of `cvlink sample`."""
    with tempfile.TemporaryDirectory() as made:
        project = os.path.join(made, "sample")
        create_sample(os.fsencode(project))
        shutil.copytree(os.path.join(project, "data/raw/street"), folder, dirs_exist_ok=True)


def _coco(folder: str, factor: float) -> None:
    """As many files as the corpus `coco` has in raw, each of a few bytes."""
    for found in corpora.coco(factor, Random(1)):  # noqa: S311 (the same ones every time)
        if found.path.startswith(b"raw/"):
            into = os.path.join(folder, os.fsdecode(found.path.rpartition(b"/")[2]))
            os.makedirs(into)
            lay(into, found)


def _disk(cases: list[Case]) -> Table:
    head = ("data set", "files", "experiments", "way", "on the disk", "saved", "bytes twice")
    made = Table("Disk", head)
    for case in cases:
        copies, twice = case.bytes(CP), duplicate_share(case.places[CP].root)
        for way in _WAYS:
            size, share = case.bytes(way), duplicate_share(case.places[way].root)
            first = (case.name, f"{files_in(case.places[way].data):,}", str(case.rounds))
            row = (*first, way, _mb(size), f"{1 - size / copies:.1%}", f"{share:.1%}")
            made.rows.append(row)
            if way == FOLDER and case.name == "photos":
                words = f"disk, links / copies, {case.rounds} experiments (60 % saved)"
                made.goals.append(Goal(f"Disk, {case.name}", words, 0.4, size / copies))
                words = "bytes that are there twice, links / copies (80 % less)"
                left = share / twice if twice else 0.0
                made.goals.append(Goal(f"Disk, {case.name}", words, 0.2, left))
    made.notes.append(
        "Blocks of files, folders, links and cvlink.toml; `saved` is against `cp -r`, `bytes "
        "twice` how much of all bytes in files another file has as well, by hashes of all of them."
    )
    return made


def _time(cases: list[Case]) -> Table:
    head = (
        "data set",
        "way",
        "a new experiment, s",
        "/ `cp -r`",
        "then a pass, s",
        "both / `cp -r`",
    )
    made = Table("Time to a new experiment", head)
    for case in cases:
        both = {w: _sums(case.seconds[w], case.passes[w]) for w in _WAYS}
        for way in _WAYS:
            ratio = measure.ratio(case.seconds[way], case.seconds[CP])
            whole = measure.ratio(both[way], both[CP])
            cells = (spread(case.seconds[way]), f"{ratio:.3g}", spread(case.passes[way]))
            made.rows.append((case.name, way, *cells, f"{whole:.3g}"))
            if way == FOLDER:
                where = f"{made.title}, {case.name}"
                made.goals.append(Goal(where, "links / `cp -r` (40 % faster)", 0.6, ratio))
                words = "links / `cp -r`, with a pass over the data"
                made.goals.append(Goal(where, words, 0.6, whole))
    made.notes.append(
        "To start our command takes as long as to copy some hundred small files, and a link an "
        "image is checked and journalled. A pass opens and reads every file once, from the page "
        "cache. A training run makes many of them, and computes in between: there the ratio goes "
        "to 1."
    )
    return made


def _versions(setting: Setting) -> Table:
    """Versions that differ in a tenth of the images, as copies and as links to what is the same."""
    count = QUICK_PHOTOS if setting.quick else PHOTOS // 4
    copies = Place(os.path.join(setting.scratch, "versions", "copies"))
    links = Place(os.path.join(setting.scratch, "versions", "links"))
    for place in (copies, links):
        photos(place.data, count, PHOTO)
    for number in range(VERSIONS):
        copies.cp(f"v{number}")
        links.file_links(f"v{number}")
        for place in (copies, links):
            _change(place.new(f"v{number}"), int(count * CHANGED), number)
    by_copies, by_links = taken(copies.root), taken(links.root)
    made = Table(
        f"{VERSIONS} versions, {CHANGED:.0%} of {count:,} images another one in each",
        ("way", "on the disk", "saved", "bytes twice"),
    )
    for way, size, place in ((CP, by_copies, copies), (EACH, by_links, links)):
        share = duplicate_share(place.root)
        made.rows.append((way, _mb(size), f"{1 - size / by_copies:.1%}", f"{share:.1%}"))
    words = f"disk, links / copies, {VERSIONS} versions (60 % saved)"
    made.goals.append(Goal("Versions", words, 0.4, by_links / by_copies))
    return made


def _change(folder: str, count: int, seed: int) -> None:
    """Other images in the place of some files or links."""
    rng = Random(seed)  # noqa: S311 (the same ones every time)
    for name in rng.sample(sorted(os.listdir(folder)), count):
        path = os.path.join(folder, name)
        os.unlink(path)
        with open(path, "wb") as file:
            file.write(rng.randbytes(PHOTO))


def _sums(one: list[float], other: list[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
