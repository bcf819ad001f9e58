"""One repository of git, asked what it has recorded.

git is only read (but for `write`, which `staging` uses), and told to run nothing that a repository
may name (gitattributes filters, hooks, a file system monitor, a pager, remote helpers): neither the
work tree nor the index is refreshed, so `status` is not asked.
"""

import hashlib
import os
import re
import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import join, shown
from cvlink_gui.core.said import say
from cvlink_gui.fs import programs
from cvlink_gui.fs.files import read_head
from cvlink_gui.fs.programs import Patience

# Settings of the repository that name programs, or change what a path means.
_HARMLESS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.pager=cat",
    "core.quotePath=false",
    "core.alternateRefsCommand=",
)
# Of what the caller's environment says to git, only where its settings are, and what is in them.
_KEPT = re.compile(r"GIT_(CONFIG_.*|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)")
_SET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone fetches what is asked for and not there
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
_ATTRIBUTES_LIMIT = 1 << 20  # bytes
_LONGEST = 4095  # bytes of a text: PATH_MAX, linux/limits.h
# Tag, mode, hash and stage of an entry, then its path: git-ls-files(1), `-s -t`. A path that is
# in conflict has several stages; S marks what a sparse checkout leaves out.
_ENTRY = re.compile(rb"([A-Za-z?]) (\d{6}) ([0-9a-f]{40,64}) (\d)\t([^\0]+)\0")
_LINK = re.compile(rb"(?:\A|\0)[^S] 120000 ([0-9a-f]{40,64}) 0\t([^\0]+)(?=\0)")
# A link in the index by `diff-index --raw -z`: modes and hashes before and after, a letter, a path.
_STAGED = re.compile(rb":\d{6} 120000 [0-9a-f]+ [0-9a-f]+ [A-Z]\d*\0([^\0]+)\0")
_FOREIGN = "dubious ownership"  # git's word, safe.directory in git-config(1)
_LINK_MODE, _SPARSE = b"120000", b"S"
_SHORT = 9  # digits of a hash that are told to people
# A commit as `log` below asks for it: hash, author, seconds since 1970, subject; then, where the
# path was changed, modes and hashes before and after: git-log(1), `--raw -z`.
_COMMIT = "%x1e%H%x1f%an%x1f%at%x1f%s%x1f"
_LOGGED = re.compile(
    rb"\x1e([0-9a-f]+)\x1f([^\x1f]*)\x1f(\d+)\x1f([^\x1f]*)\x1f\0?\s*"
    rb"(?::(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) )?"
)


@dataclass(frozen=True, slots=True)
class Index:
    """What the index records, by path relative to the top folder.

    links      hash of the text by path; others: what is recorded, and is no link
    conflicts  paths with several versions; sparse: those that are not to be checked out
    """

    links: Mapping[bytes, bytes]
    others: frozenset[bytes]
    conflicts: frozenset[bytes]
    sparse: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed one path: at is in seconds since 1970, UTC.

    before, after  the text of the link there; None where there was none
    """

    number: str
    author: bytes
    at: float
    subject: bytes
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True)
class Repository:
    """A work tree, by its top folder: absolute, canonical.

    patience  for all that is asked of it, and of others it is found with
    """

    top: bytes
    patience: Patience = field(default_factory=Patience, compare=False, repr=False)

    @cached_property
    def index(self) -> Index:
        """All that is recorded; CvlinkError for a repository git cannot read."""
        return _index(self._listed)

    @cached_property
    def links(self) -> dict[bytes, bytes]:
        """Hash of the text by path, of recorded links alone; CvlinkError."""
        return {path: number for number, path in _LINK.findall(self._listed)}

    @cached_property
    def _listed(self) -> bytes:
        top = self._git("rev-parse", "--show-toplevel").removesuffix(b"\n")
        if os.path.realpath(top) != self.top:  # a setting, or a `.git` that is none
            hint = say("See core.worktree in its settings, and what its .git is.")
            words = say("this is no repository of git by itself")
            raise CvlinkError(words, path=self.top, hint=hint)
        return self._git("ls-files", "-s", "-t", "-z")

    @cached_property
    def commit(self) -> str:
        """The hash of what is checked out; "" before the first commit."""
        try:
            return self._git("rev-parse", "--verify", "--quiet", "HEAD").decode("ascii").strip()
        except CvlinkError:
            self._git("rev-parse", "--git-dir")  # a repository git can read has no commit yet
            return ""

    @cached_property
    def staged(self) -> frozenset[bytes]:
        """Paths of links in the index that are not so in the commit, or are no links there."""
        if not self.commit:
            return frozenset(self.links)
        words = ("diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-ext-diff", "HEAD")
        return frozenset(_STAGED.findall(self._git(*words)))

    @cached_property
    def folder(self) -> bytes:
        """Where git keeps what it knows of this work tree, absolute; CvlinkError."""
        said = self._git("rev-parse", "--absolute-git-dir").removesuffix(b"\n")
        return os.path.realpath(said)

    @cached_property
    def committed(self) -> dict[bytes, bytes]:
        """Mode and hash, with a blank between, by path, of all that is in the last commit."""
        if not self.commit:
            return {}
        rows = self._git("ls-tree", "-r", "-z", "--full-tree", "HEAD").split(b"\0")[:-1]
        found = {}
        for row in rows:
            about, _, path = row.partition(b"\t")
            mode, _, number = about.split(b" ")
            found[path] = mode + b" " + number
        return found

    @cached_property
    def hash_length(self) -> int:
        """How many digits the hashes of this repository have."""
        found = self._git("rev-parse", "--show-object-format").strip()
        return 64 if found == b"sha256" else 40

    def place(self, path: bytes) -> bytes:
        """The absolute path of what the repository names."""
        return join(self.top, path)

    def write(self, *words: str, feed: bytes) -> None:
        """Let git change the index, and nothing else; CvlinkError with its words.

        What is known of the repository is forgotten.
        """
        self._git("--literal-pathspecs", *words, feed=feed, more=self._without_filters())
        for known in ("index", "links", "_listed"):
            self.__dict__.pop(known, None)

    def _without_filters(self) -> dict[str, str]:
        """Settings, for the environment, by which no filter is run.

        Whoever writes the index compares again what was changed in the second it was written in,
        and would run them.
        """
        asked = ("config", "-z", "--name-only", "--get-regexp", r"^filter\.")
        named = self._git(*asked, well=(0, 1)).split(b"\0")[:-1]
        first = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
        off = {"required": "false"}
        found = {}
        for number, key in enumerate(map(os.fsdecode, dict.fromkeys(named)), first):
            found[f"GIT_CONFIG_KEY_{number}"] = key
            found[f"GIT_CONFIG_VALUE_{number}"] = off.get(key.rpartition(".")[2], "")
        count = first + len(found) // 2
        return {**found, "GIT_CONFIG_COUNT": str(count)} if found else {}

    def texts(self, hashes: list[bytes]) -> dict[bytes, bytes]:
        """The texts of recorded links by hash; those that are none are left out."""
        asked = b"".join(number + b"\n" for number in dict.fromkeys(hashes))
        rows = self._git("cat-file", "--batch-check", feed=asked).splitlines()
        sizes = {}
        for number, kind, size in (row.split(b" ") for row in rows if row.count(b" ") == 2):
            if kind == b"blob" and int(size) <= _LONGEST:
                sizes[number] = int(size)
        asked = b"".join(number + b"\n" for number in sizes)
        return dict(_contents(self._git("cat-file", "--batch", feed=asked))) if sizes else {}

    def ignored(self, paths: list[bytes]) -> frozenset[bytes]:
        """Those of some paths that git is told to ignore."""
        if not paths:
            return frozenset()
        feed = b"\0".join(paths) + b"\0"
        said = self._git("check-ignore", "-z", "--stdin", feed=feed, well=(0, 1))  # 1: none of them
        return frozenset(said.split(b"\0")[:-1])

    def log(self, path: bytes, most: int) -> list[Commit]:
        """The last commits that changed the link at a path, the newest first; CvlinkError."""
        if not self.commit:
            return []
        asked = ("log", f"-n{most}", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff")
        form = ("--no-show-signature", f"--format={_COMMIT}", "--")
        said = self._git("--literal-pathspecs", *asked, *form, os.fsdecode(path))
        rows = _LOGGED.findall(said)
        texts = self.texts([row[at] for row in rows for at in (6, 7) if row[at - 2] == _LINK_MODE])
        return [
            Commit(
                row[0][:_SHORT].decode("ascii"),
                row[1],
                float(row[2]),
                row[3],
                texts.get(row[6]) if row[4] == _LINK_MODE else None,
                texts.get(row[7]) if row[5] == _LINK_MODE else None,
            )
            for row in rows
        ]

    def filters(self, more: Iterable[bytes] = ()) -> frozenset[bytes]:
        """Names of the filters its attributes name: lfs, annex.

        more  other files of attributes than those at its top, absolute
        """
        found: set[bytes] = set()
        own = (join(self.top, name) for name in (b".gitattributes", b".git/info/attributes"))
        for path in (*own, *more):
            try:
                text = read_head(path, _ATTRIBUTES_LIMIT)
            except OSError:
                continue  # most repositories have none
            found |= set(re.findall(rb"\bfilter=([\w-]+)", text))
        return frozenset(found)

    def _git(
        self,
        *words: str,
        feed: bytes | None = None,
        well: Collection[int] = (0,),
        more: Mapping[str, str] | None = None,
    ) -> bytes:
        """What git says. more: for its environment."""
        settings = [word for setting in _HARMLESS for word in ("-c", setting)]
        command: list[str | bytes] = ["git", "-C", self.top, "--no-pager", *settings, *words]
        environment = {**_environment(), **(more or {})}
        try:
            with self.patience.asking("git", self.top) as seconds:
                return programs.output(
                    command,
                    self.top,
                    environment,
                    feed=feed,
                    well=well,
                    seconds=seconds,
                    enters=True,
                )
        except CvlinkError as error:
            if _FOREIGN in error.message:
                raise _of_somebody_else(self.top) from error
            raise


def _of_somebody_else(top: bytes) -> CvlinkError:
    """Why git does not read a repository of another user, and what makes it: git-config(1)."""
    command = f"git config --global --add safe.directory {shlex.quote(shown(top))}"
    words = say(
        "git does not read it: it belongs to another user. If you trust it: `{command}`",
        command=command,
    )
    return CvlinkError(words, path=top)


def text_hash(text: bytes, like: bytes) -> bytes:
    """What git calls a file with this content; `like` is any hash of the same repository."""
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    head = b"blob %d\0" % len(text)
    return algorithm(head + text, usedforsecurity=False).hexdigest().encode("ascii")


def _index(listed: bytes) -> Index:
    links: dict[bytes, bytes] = {}
    others: set[bytes] = set()
    conflicts: set[bytes] = set()
    sparse: set[bytes] = set()
    for tag, mode, number, stage, path in _ENTRY.findall(listed):
        if stage != b"0":
            conflicts.add(path)
        elif mode == _LINK_MODE:
            links[path] = number
        else:
            others.add(path)
        if tag == _SPARSE:
            sparse.add(path)
    return Index(links, frozenset(others), frozenset(conflicts), frozenset(sparse))


def _contents(said: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(hash, content) of what `cat-file --batch` says: a head line, the content, a line end."""
    at = 0
    while at < len(said):
        end = said.index(b"\n", at)
        number, _, size = said[at:end].split(b" ")
        yield number, said[end + 1 : end + 1 + int(size)]
        at = end + int(size) + 2


def _environment() -> dict[str, str]:
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or _KEPT.fullmatch(name)
    }
    return own | _SET
