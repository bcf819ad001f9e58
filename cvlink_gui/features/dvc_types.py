"""What is read of the files of DVC; all other keys are skipped.

In a module of its own, so that only who has such files loads msgspec.
"""

import msgspec

LEGACY = "md5-dos2unix"  # what is recorded without a word on the hash: DVC before 3


class Listed(msgspec.Struct):
    """One file of a folder: in the list in the cache, or in the .dvc file itself."""

    relpath: str
    md5: str = ""
    size: int | None = None


class Out(msgspec.Struct):
    path: str
    md5: str = ""
    hash: str = LEGACY
    size: int | None = None
    nfiles: int | None = None
    cache: bool = True
    files: list[Listed] | None = None


class Repo(msgspec.Struct):
    url: str = ""


class Dep(msgspec.Struct):
    repo: Repo | None = None


class DvcFile(msgspec.Struct):
    outs: list[Out] = []
    deps: list[Dep] = []
    wdir: str = "."
    frozen: bool = False


class Stage(msgspec.Struct):
    outs: list[Out] = []


class Lock(msgspec.Struct):
    stages: dict[str, Stage]
    schema: str = ""


class Place(msgspec.Struct):
    wdir: str = "."
    do: "Place | None" = None


class Pipeline(msgspec.Struct):
    stages: dict[str, Place] = {}


LISTS = msgspec.json.Decoder(list[Listed])
ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
