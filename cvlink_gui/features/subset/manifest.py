"""The manifest of a subset (`subset.json`): all it was made of, so that it can be made again."""

from hashlib import sha256

import msgspec

from cvlink_gui.core.coco import Id
from cvlink_gui.core.errors import UsageError, from_os_error
from cvlink_gui.core.said import say
from cvlink_gui.core.subset import Crowd, Match, Method, Wish
from cvlink_gui.features.kept import MANIFEST
from cvlink_gui.fs.exact import Name
from cvlink_gui.fs.files import read_regular

SCHEMA = "cvlink.subset/1"
NAME = MANIFEST
_LIMIT = 1 << 30  # bytes; of 118,287 images it has 20 MB
_SUM = b',\n "sha256": "'
_END = b'"\n}\n'


class Source(msgspec.Struct):
    """The annotation file: its path, as the project names it, and what was in it."""

    path: Name
    sha256: str
    size: int
    images: int
    annotations: int
    categories: int


class Masks(msgspec.Struct):
    """The folder of the pictures of panoptic annotations, and the link to it in the subset."""

    root: Name
    link: Name
    text: Name


class Images(msgspec.Struct, omit_defaults=True):
    """The folder of the images, as the project names it; its real path; what records say of it."""

    root: Name
    real: Name
    dvc: str | None
    annex: str | None
    masks: Masks | None = None


class File(msgspec.Struct):
    """The annotation file of the subset, below its folder."""

    path: Name
    sha256: str
    size: int
    images: int
    annotations: int


class Filters(msgspec.Struct):
    """As `core.subset.Wish` has them."""

    classes: list[str]
    match: Match
    min_per_class: int
    max_per_class: int
    min_area: float | None
    max_area: float | None
    crowd: Crowd
    without_annotations: float | None
    group: str


class Row(msgspec.Struct, array_like=True):
    """One chosen image. Of one that was not on the disk size (bytes) and link are None."""

    id: Id
    file_name: str
    size: int | None
    link: Name | None


class Counted(msgspec.Struct):
    """Annotations of a class, in the source and in the subset."""

    id: Id
    name: str
    before: int
    after: int


class Manifest(msgspec.Struct):
    """chosen_sha256: of the chosen list, as `chosen_hash` has it; links: their folder."""

    schema: str
    version: str
    made: str
    source: Source
    images: Images
    annotations: File
    links: Name
    method: Method
    seed: str
    ratio: float | None
    count: int | None
    filters: Filters
    k: int
    chosen_sha256: str
    excluded: dict[str, int]
    classes: list[Counted]
    total_variation: float
    chosen: list[Row]

    @property
    def wish(self) -> Wish:
        """What was asked for."""
        f = self.filters
        return Wish(
            self.ratio,
            self.count,
            self.seed,
            self.method,
            f.min_per_class,
            f.max_per_class,
            tuple(f.classes),
            f.match,
            f.min_area,
            f.max_area,
            f.crowd,
            f.without_annotations,
            f.group,
        )


_DECODER = msgspec.json.Decoder(Manifest)
_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def filters_of(wish: Wish) -> Filters:
    return Filters(
        list(wish.classes),
        wish.match,
        wish.min_per_class,
        wish.cap,
        wish.min_area,
        wish.max_area,
        wish.crowd,
        wish.without_annotations,
        wish.group,
    )


def chosen_hash(rows: list[Row]) -> str:
    """sha256 of the chosen images: `[id,"file_name"]` of each, by name and id, a line each."""
    order = sorted(rows, key=lambda row: (row.file_name, isinstance(row.id, str), row.id))
    lines = [msgspec.json.encode((row.id, row.file_name)) + b"\n" for row in order]
    return sha256(b"".join(lines)).hexdigest()


def encode(manifest: Manifest) -> bytes:
    """As JSON, an image a line; at the end the sha256 of all before that."""
    rows, manifest.chosen = manifest.chosen, []
    try:
        head = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    finally:
        manifest.chosen = rows
    lines = b",\n  ".join(map(msgspec.json.encode, rows))
    body = head.removesuffix(b'"chosen": []\n}') + b'"chosen": [\n  ' + lines + b"\n ]"
    return body + _SUM + sha256(body).hexdigest().encode("ascii") + _END


def read(path: bytes) -> tuple[Manifest, bytes]:
    """A manifest and its very bytes; UsageError for a file that is none (path: absolute)."""
    hint = say("Name the folder of a subset that `cvlink subset create` has made.")
    try:
        data = read_regular(path, _LIMIT)
    except OSError as error:
        raise UsageError(
            from_os_error(error, "read it", path).message, path=path, hint=hint
        ) from error
    try:
        found = _DECODER.decode(data)
    except _ERRORS as error:
        words = say("This is no manifest of a subset: {why}", why=str(error))
        raise UsageError(words, path=path, hint=hint) from None
    if found.schema != SCHEMA:
        words = say("This is no manifest of this version: {schema}", schema=f"{found.schema:.60}")
        raise UsageError(words, path=path, hint=hint)
    return found, data
