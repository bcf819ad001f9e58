"""Content that is kept elsewhere: the command that fetches it, for git-annex, DataLad and others.

git-annex and Git LFS leave a link or a small text where content is to be; what the text says is
read by `core/keys`. Nothing of them is run.
"""

import os
import re
import shlex
from collections.abc import Iterator

from cvlink_gui.core.keys import ContentKey, lfs_key, pointer_key
from cvlink_gui.core.names import join, parent
from cvlink_gui.fs.files import read_head

POINTER = 1024  # bytes: both write less (git-lfs, docs/spec.md; git-annex, doc/internals)
FILTERS = frozenset({b"annex", b"lfs"})  # of git's attributes: there may be such texts
_HUB = re.compile(rb"(?:\A|/)(dataset|model|space)s--([^/]+)/(?:snapshots/([^/]+)|blobs)")


def pointers(folder: bytes) -> Iterator[tuple[bytes, ContentKey]]:
    """(name, key) of the files in a folder (absolute) that stand for content; OSError."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_file(follow_symlinks=False) and entry.stat().st_size < POINTER:
                text = read_head(entry.path, POINTER)
                if key := pointer_key(text) or lfs_key(text):
                    yield entry.name, key


def fetch_command(system: str, root: bytes, paths: list[bytes]) -> str:
    """What to type in a project's root (absolute) so that content comes here.

    system  that of the keys: annex, huggingface, lfs
    paths   relative to the root; of many the folder they are in
    """
    what = shlex.quote(os.fsdecode(_together(paths)))
    if system == "annex":
        is_datalad = os.path.isdir(join(_top(root, paths[0]), b".datalad"))
        return f"{'datalad' if is_datalad else 'git annex'} get {what}"
    if system == "huggingface":
        found = _HUB.search(join(root, paths[0])) or _HUB.search(
            os.path.realpath(join(root, paths[0]))
        )
        return _hub_command(found)
    return f"git lfs pull --include {what}"


def _hub_command(found: re.Match[bytes] | None) -> str:
    if found is None:
        return "hf download"
    kind, name, revision = (os.fsdecode(part) for part in found.groups(b""))
    version = f" --revision {revision}" if revision else ""
    return f"hf download {name.replace('--', '/')} --repo-type {kind}{version}"


def _together(paths: list[bytes]) -> bytes:
    if len(paths) == 1:
        return paths[0]
    return os.path.commonpath([parent(path) or b"." for path in paths]) or b"."


def _top(root: bytes, path: bytes) -> bytes:
    """The repository a path lies in: the nearest folder upward with a `.git`, else the root."""
    folder = parent(path)
    while folder and not os.path.lexists(join(root, join(folder, b".git"))):
        folder = parent(folder)
    return join(root, folder) if folder else root
