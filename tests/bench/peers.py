"""The programs that are compared: how each is run, what it looks for, what it answered."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from tests.bench import measure
from tests.bench.native import compiled

_SIMPLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "simple.py")


class Truth(NamedTuple):
    """Links of a tree by what following them gives: ENOENT, ENOTDIR, ELOOP."""

    entries: int
    links: int
    missing: int
    not_a_dir: int
    loops: int

    @property
    def dangling(self) -> int:
        return self.missing + self.not_a_dir

    @property
    def bad(self) -> int:
        return self.dangling + self.loops


MISSING, DANGLING, BAD, LINKS = "missing", "dangling", "bad", "links"
FINDS = {
    MISSING: "dangling, but for a file on the way",
    DANGLING: "dangling",
    BAD: "dangling and circles",
    LINKS: "links, unjudged",
}


class Program(NamedTuple):
    """One program.

    command  (folder, scratch folder) -> the words to run
    finds    which number of `Truth` its answer is
    count    its output -> that number
    needs    the executable and the Debian package it is in
    slow     it takes part in a few rounds only
    """

    name: str
    command: Callable[[str, str], list[str]]
    finds: str
    count: Callable[[bytes], int]
    needs: tuple[str, str]
    slow: bool = False
    version: str = "--version"

    @property
    def missing(self) -> str:
        """Why it cannot be run here; "" if it can."""
        executable, package = self.needs
        return "" if shutil.which(executable) else f"not installed: Debian package {package}"


def _lines(output: bytes) -> int:
    return output.count(b"\n")


def _baseline(mode: str) -> Callable[[str, str], list[str]]:
    return lambda folder, scratch: [compiled("baseline", scratch) or "", mode, folder]


def _simple(which: str) -> Callable[[str, str], list[str]]:
    return lambda folder, _: [sys.executable, _SIMPLE, which, folder]


C_READ, C_JUDGE = "C, reads links, judges none", "C, a stat a link"
SEED = "the seed's validate_symlinks"
_PYTHON, _CC = (sys.executable, "python3"), ("cc", "gcc")
_RMLINT = ["--hidden", "-T", "none +badlinks", "-o", "json:stdout"]

PEERS: tuple[Program, ...] = (
    Program(C_READ, _baseline("read"), LINKS, lambda out: int(out.split()[0]), _CC, version=""),
    Program(
        C_JUDGE, _baseline("judge"), BAD,
        lambda out: sum(map(int, out.split()[1:])), _CC, version="",
    ),
    Program("bfs", lambda f, _: ["bfs", f, "-xtype", "l"], DANGLING, _lines, ("bfs", "bfs")),
    Program(
        "find", lambda f, _: ["find", f, "-xtype", "l"], DANGLING, _lines, ("find", "findutils"),
    ),
    Program(
        "fd", lambda f, _: ["fdfind", "-u", "-t", "l", ".", f], LINKS, _lines,
        ("fdfind", "fd-find"),
    ),
    Program(
        "symlinks", lambda f, _: ["symlinks", "-r", f], BAD,
        lambda out: len(re.findall(rb"^dangling:", out, re.MULTILINE)),
        ("symlinks", "symlinks"), slow=True, version="",
    ),
    Program(
        "rmlint", lambda f, _: ["rmlint", *_RMLINT, f], MISSING,
        lambda out: out.count(b'"type": "badlink"'), ("rmlint", "rmlint"), slow=True,
    ),
    Program("os.walk, islink, exists", _simple("walk"), BAD, int, _PYTHON, slow=True, version=""),
    Program(SEED, _simple("seed"), BAD, int, _PYTHON, slow=True, version=""),
)  # fmt: skip
BY_NAME = {peer.name: peer for peer in PEERS}


def cvlink(*words: str) -> list[str]:
    """Our own command, as it is installed beside this interpreter."""
    return [os.path.join(sysconfig.get_path("scripts"), "cvlink"), *words]


@cache
def knows(option: str) -> bool:
    """Whether `cvlink scan` has this option."""
    return option.encode() in measure.run(cvlink("scan", "--help")).output


def fresh() -> list[str]:
    """The option that reads everything from the disk, whatever was kept from before."""
    return ["--fresh"] if knows("--fresh") else []


# The words of `cvlink scan` for links that lead nowhere, as its text has them.
_OURS = re.compile(
    rb"^ +([\d,]+) (?:target missing|part of the path is no folder|links in a circle)$",
    re.MULTILINE,
)

OURS = Program(
    "cvlink scan", lambda f, _: cvlink("scan", *fresh(), f), BAD,
    lambda out: sum(int(number.replace(b",", b"")) for number in _OURS.findall(out)), _PYTHON,
)  # fmt: skip
# The same without the compiled part; where that is not built, both rows are the same.
PYTHON = OURS._replace(
    name="cvlink scan, Python alone",
    command=lambda f, _: ["env", "CVLINK_NATIVE=0", *cvlink("scan", *fresh(), f)],
)
_NATIVE = "from cvlink_gui.fs import native; print(native.is_used())"


def compiled_part() -> str:
    """A sentence on the compiled part of our own."""
    used = measure.run([sys.executable, "-c", _NATIVE]).output.strip() == b"True"
    return "Our compiled part is " + ("in use." if used else "not built here.")


def truth_by_us(folder: str) -> Truth:
    """What `cvlink scan --format json` says of a tree."""
    done = measure.run(cvlink("scan", "--format", "json", *fresh(), folder))
    counts = json.loads(done.output)["counts"]
    kinds = ("entries", "links", "missing", "not_a_dir", "loop")
    return Truth(*(counts[kind] for kind in kinds))


def wrong(program: Program, done: measure.Run, truth: Truth) -> str:
    """What is wrong with an answer; "" for a right one."""
    try:
        found = program.count(done.output)
    except (ValueError, IndexError):
        return f"no answer, exit code {done.code}: {done.error}"
    if program in (OURS, PYTHON) and done.code:
        return f"failed with exit code {done.code}: {done.error}"
    expected: int = getattr(truth, program.finds)
    return "" if found == expected else f"wrong answer: {found:,} instead of {expected:,}"


def versions() -> list[str]:
    """The versions of the peers that are here."""
    return [
        f"{peer.name} {found.group()}"
        for peer in PEERS
        if peer.version and not peer.missing and (found := _version(peer))
    ]


def _version(peer: Program) -> re.Match[str] | None:
    words = [peer.needs[0], peer.version]
    said = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return re.search(r"\d+(\.\d+)+", said.stdout + said.stderr)
