"""Content keys: what the text of a link says about the bytes behind it, without reading one.

DVC, git-annex and Hugging Face keep data under a name made from its content and put links to it
into the work tree. Such a link tells which content it means even where that is not present.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cvlink_gui.core.names import basename, shown

POINTER_LIMIT = 32 * 1024  # bytes; git-annex takes no longer file for a pointer, Annex/Link.hs

# Names of git-annex's hash backends (`git annex version`); with an E the name has an extension.
_CHECKSUMS = frozenset({
    "MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA3_224", "SHA3_256", "SHA3_384",
    "SHA3_512", "SKEIN256", "SKEIN512", "BLAKE2B160", "BLAKE2B224", "BLAKE2B256", "BLAKE2B384",
    "BLAKE2B512", "BLAKE2BP512", "BLAKE2S160", "BLAKE2S224", "BLAKE2S256", "BLAKE2SP224",
    "BLAKE2SP256", "BLAKE3_256", "XXH3",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContentKey:
    """What a store calls some content.

    system     dvc, annex, huggingface or lfs
    algorithm  in lower case: md5, sha256, ... the same for every system. `md5-dos2unix`: of text
               its CRLF were made LF before. `git-sha1`: as git hashes a file, with a head.
               worm, url and others of git-annex are names given to content, no checksums of it.
    hash       in hexadecimal; with `.dir` DVC's list of a folder; else that name, as shown
    size       bytes, where the key tells it
    """

    system: str
    algorithm: str
    hash: str
    size: int | None = None

    @property
    def is_checksum(self) -> bool:
        """True if equal keys mean equal bytes; else it is only as good as the one who named it."""
        return self.algorithm.upper() in _CHECKSUMS or self.algorithm in _OTHER_CHECKSUMS

    def means_same(self, other: "ContentKey") -> bool:
        """True if both mean the same content, whichever systems they come from."""
        return (self.algorithm, self.hash) == (other.algorithm, other.hash)

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.hash}"


_OTHER_CHECKSUMS = frozenset({"md5-dos2unix", "git-sha1"})


def content_key(text: bytes) -> ContentKey | None:
    """The key in the text of a link, or in the path of what lies in a store; None for no store."""
    name = basename(text)
    if len(name) < _SHORTEST and b"--" not in name:  # nearly every link: four times quicker
        return None
    for pattern, read in _RULES:
        if found := pattern.search(text):
            return read(found)
    return None


def pointer_key(data: bytes) -> ContentKey | None:
    """The key in an unlocked file of git-annex whose content is not here; None for other files.

    data  its first `POINTER_LIMIT` bytes or less

    The first line is `/annex/objects/KEY`, lines to come begin with `/annex/`
    (git-annex, doc/internals/pointer_file).
    """
    first, *more = data.removesuffix(b"\n").split(b"\n")
    if len(data) > POINTER_LIMIT or not first.startswith(b"/annex/objects/"):
        return None
    name = first.removeprefix(b"/annex/objects/").removesuffix(b"\r")
    if b"/" in name or not all(line.startswith(b"/annex/") for line in more):
        return None
    found = _ANNEX_KEY.fullmatch(name)
    return _annex(found) if found else None


def lfs_key(data: bytes) -> ContentKey | None:
    """The key in a pointer of Git LFS, the whole file given; None for other files.

    `version` comes first, `oid` and `size` are there (git-lfs, docs/spec.md).
    """
    found = _LFS.match(data)
    return ContentKey("lfs", "sha256", found[1].decode(), int(found[2])) if found else None


def is_store(prefix: bytes) -> bool:
    """True if links whose texts begin so, up to the last slash, may have a key in them."""
    return _STORE.search(prefix) is not None


def _dvc(found: re.Match[bytes]) -> ContentKey:
    return ContentKey("dvc", "md5", (found[1] + found[2]).decode("ascii"))


def _dvc_legacy(found: re.Match[bytes]) -> ContentKey:
    return ContentKey("dvc", "md5-dos2unix", (found[1] + found[2]).decode("ascii"))


def _huggingface(found: re.Match[bytes]) -> ContentKey:
    algorithm = "sha256" if len(found[1]) == 64 else "git-sha1"
    return ContentKey("huggingface", algorithm, found[1].decode("ascii"))


def _annex(found: re.Match[bytes]) -> ContentKey | None:
    if found["chunk"]:  # a part of some content, not content of its own
        return None
    backend, name = found["backend"].decode("ascii"), found["name"]
    size = int(found["size"]) if found["size"] else None
    if backend.removesuffix("E") in _CHECKSUMS and backend.endswith("E"):
        backend, name = backend.removesuffix("E"), name.partition(b".")[0]
    return ContentKey("annex", backend.lower(), shown(_unescaped(name)), size)


def _unescaped(name: bytes) -> bytes:
    """A key's name from that of its file (git-annex, Annex/Locations.hs, `fileKey`)."""
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], name)


_ESCAPES = {b"&a": b"&", b"&s": b"%", b"&c": b":", b"%": b"/"}
_ESCAPE = re.compile(rb"&[asc]|%")

# git-annex, doc/internals/key_format: the fields come in this order, the name is the last one.
_KEY = (
    rb"(?P<backend>[A-Z][A-Z0-9_]*)(?:-s(?P<size>[0-9]{1,19}))?(?:-m-?[0-9]+)?"
    rb"(?P<chunk>-S[0-9]+-C[0-9]+)?--(?P<name>[^/\n]+)"
)
_ANNEX_KEY = re.compile(_KEY)
_LFS = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*"
    rb"oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,19})\n"
)
_STORE = re.compile(rb"(?:\A|/)(?:annex/objects/(?:[^/]+/){0,3}|blobs/|[0-9a-f]{2}/)\Z")

_SHORTEST = 30  # characters of a last part that is no key of git-annex

# What a path looks like, and how it is read; the first rule that fits is taken.
_RULES: tuple[tuple[re.Pattern[bytes], Callable[[re.Match[bytes]], ContentKey | None]], ...] = (
    # DVC 3: `<cache>/files/md5/ab/cdef...` (dvc/cachemgr.py; dvc.org, "Structure of the cache
    # directory"). A `.dir` is the list of a folder.
    (re.compile(rb"(?:\A|/)files/md5/([0-9a-f]{2})/([0-9a-f]{30}(?:\.dir)?)\Z"), _dvc),
    # git-annex: `.git/annex/objects/aA/bB/KEY/KEY`, in bare repositories `annex/objects/abc/def`
    # (doc/internals, "annex/objects").
    (re.compile(rb"(?:\A|/)annex/objects/(?:[^/]+/){0,3}" + _KEY + rb"\Z"), _annex),
    # Hugging Face: `blobs/<etag>`: sha256 of what is kept by LFS or Xet, else git's sha1 of the
    # file (huggingface.co/docs/hub/local-cache).
    (re.compile(rb"(?:\A|/)blobs/([0-9a-f]{64}|[0-9a-f]{40})\Z"), _huggingface),
    # DVC before 3: `<cache>/ab/cdef...`, wherever the cache is.
    (re.compile(rb"(?:\A|/)([0-9a-f]{2})/([0-9a-f]{30}(?:\.dir)?)\Z"), _dvc_legacy),
)
