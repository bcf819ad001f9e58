"""A frozen manifest as it is written: JSON, read with its types checked.

In a module of its own, so that only who reads or writes one loads msgspec.
"""

import msgspec

from cvlink_gui.fs.exact import Name, Odd, bytes_of, name_of

__all__ = ["Manifest", "Name", "Odd", "bytes_of", "encode", "name_of"]
SCHEMA = "cvlink.manifest/1"


class Link(msgspec.Struct, array_like=True):
    """A link. `real` and what follows speak of where it ends; None where it leads nowhere.

    identity  device, inode, size and mtime in ns of a file; device and inode of a folder
    """

    name: Name
    text: Name
    real: Name | None = None
    identity: list[int] = []
    key: str = ""


class File(msgspec.Struct, array_like=True):
    """A regular file: inode, size in bytes, mtime in ns."""

    name: Name
    inode: int
    size: int
    mtime: int


class Folder(msgspec.Struct):
    path: Name
    links: list[Link] = []
    files: list[File] = []


class Experiment(msgspec.Struct):
    """folders: the paths of those it reaches."""

    path: Name
    verdict: str
    folders: list[Name] = []


class Root(msgspec.Struct):
    path: Name
    device: int
    inode: int


class Repository(msgspec.Struct):
    """A repository of git, and what is checked out."""

    top: Name
    commit: str


class Output(msgspec.Struct):
    """An output of DVC, and what is recorded of it."""

    path: Name
    source: Name
    hash: str
    algorithm: str
    size: int | None = None


class Manifest(msgspec.Struct):
    """What the data was when it was audited. Paths are relative to the root where inside it.

    whole  all of the project, not some experiments only
    """

    schema: str
    version: str
    made: str
    root: Root
    verdict: str
    whole: bool
    experiments: list[Experiment]
    git: list[Repository]
    dvc: list[Output]
    folders: list[Folder]


DECODER = msgspec.json.Decoder(Manifest)
ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def encode(manifest: Manifest) -> bytes:
    """As JSON, a folder a line: two of them can be compared by eyes and by git."""
    folders, manifest.folders = manifest.folders, []
    try:
        head = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    finally:
        manifest.folders = folders
    rows = b",\n  ".join(map(msgspec.json.encode, folders))
    end = b'"folders": []\n}'
    return head.removesuffix(end) + b'"folders": [\n  ' + rows + b"\n ]\n}\n"
