"""The command `cvlink`: the table of commands, and what their errors become.

What a command does is in `commands`, loaded only once one is asked for: `--help` is at hand.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cvlink_gui import __version__
from cvlink_gui.core.errors import CvlinkError, from_os_error

if TYPE_CHECKING:
    from cvlink_gui.cli.terminal import Output

# A command ends soon: to look for garbage while its modules load takes a tenth of a quick one.
_LARGE = ("scan", "audit", "subset")  # end with much in memory, and nothing to tidy up
_FEW_COLLECTIONS = 50_000
_JOBS = 256  # the most calls at a time on one mount
_HOURS = 1e6  # a century
_PORTS = 65_535
_LEAST_SECONDS = 0.1
BY_SETTING = -1.0  # `--if-older-than` without a number
FORMATS = ("text", "json", "sarif", "junit", "github")
OUTPUTS = ("docker", "compose", "devcontainer", "apptainer", "pyxis", "kubernetes", "dockerfile")


class Argument(NamedTuple):
    """One argument of a command: the names and options of `add_argument`."""

    names: tuple[str, ...]
    options: dict[str, object]


class Command(NamedTuple):
    """One command; `changes` gives it `--dry-run` and `--yes`; `formats` are what it can print."""

    name: str
    doc: str
    arguments: tuple[Argument, ...] = ()
    changes: bool = False
    formats: tuple[str, ...] = ("text", "json")


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _JOBS:
        raise argparse.ArgumentTypeError(f"a number from 1 to {_JOBS} is needed")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= _PORTS:
        raise argparse.ArgumentTypeError(f"a number from 0 to {_PORTS} is needed")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not _LEAST_SECONDS <= seconds < _HOURS:
        raise argparse.ArgumentTypeError(f"{_LEAST_SECONDS} seconds or more are needed")
    return seconds


def _hours(text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    if not 0 < hours < _HOURS:
        raise argparse.ArgumentTypeError("a number of hours is needed")
    return hours


def arg(*names: str, **options: object) -> Argument:
    return Argument(names, options)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code of `docs/cli.md`."""
    is_alone = words is None  # the process is ours
    if words is None:
        gc.set_threshold(_FEW_COLLECTIONS)
        words = sys.argv[1:]
    known = parser(words[0] if words else "")
    arguments = known.parse_args(words)
    # Said before the command, the format is checked by nobody else.
    (formats,) = (c.formats for c in COMMANDS if c.name == arguments.command)
    if arguments.format not in formats:
        known.error(f"{arguments.command} has no format {arguments.format}: {', '.join(formats)}")
    try:
        code = run(arguments)
    except CvlinkError as error:
        return _fail(error)
    except KeyboardInterrupt:
        sys.stderr.write("cvlink: interrupted\n")
        return 130
    except BrokenPipeError:  # the reader of our output has gone: nothing is wrong
        _forget_output()
        return 0
    except OSError as error:
        _forget_output()
        path = error.filename if isinstance(error.filename, str | bytes) else "."
        return _fail(from_os_error(error, "go on", os.fsencode(path)))
    if is_alone and arguments.command in _LARGE:
        os._exit(code)  # to take a tree apart node by node takes as long as to read a part of it
    return code


def run(arguments: argparse.Namespace) -> int:
    """Run the command that was asked for, with all of its output written."""
    from cvlink_gui.cli.terminal import Output

    out = Output(
        form=arguments.format,
        quiet=arguments.quiet,
        color=arguments.color,
        verbose=arguments.verbose,
    )
    code = _work(arguments.command)(arguments, out)
    sys.stdout.flush()
    return code


def _work(command: str) -> "Callable[[argparse.Namespace, Output], int]":
    if command == "scan":  # at hand, and quicker than what the others need is loaded
        from cvlink_gui.cli.scanning import scan

        return scan
    if command == "audit":  # before every run: without what makes changes
        from cvlink_gui.cli.auditing import run

        return run
    from cvlink_gui.cli.commands import RUN

    return RUN[command]


def _forget_output() -> None:
    """What could not be written is not tried again when the interpreter ends."""
    try:
        stdout = sys.stdout.fileno()
    except OSError:  # a caller's own stream, not a file
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), stdout)


def _fail(error: CvlinkError) -> int:
    sys.stderr.write(f"cvlink: {error}\n")
    return error.exit_code


def parser(first: str = "") -> argparse.ArgumentParser:
    """The parser, made from the table of commands.

    first  the first word on the command line: if it is a command, the others are left out
    """
    top = argparse.ArgumentParser(
        prog="cvlink",
        description="See, make, mend and audit the symbolic links of a computer-vision project.",
        formatter_class=_Help,
    )
    top.add_argument("--version", action="version", version=f"cvlink {__version__}")
    _add_common(top, FORMATS, defaults=True)
    # With `prog` it does not ask for the width of the terminal, which takes 5 ms.
    commands = top.add_subparsers(prog="cvlink", metavar="COMMAND", dest="command", required=True)
    for command in [c for c in COMMANDS if c.name == first] or COMMANDS:
        name, doc = command.name, command.doc
        sub = commands.add_parser(name, help=doc, description=doc, formatter_class=_Help)
        _add_common(sub, command.formats, defaults=False)
        for argument in command.arguments:
            sub.add_argument(*argument.names, **argument.options)  # type: ignore[arg-type]
        if command.changes:
            sub.add_argument("--dry-run", action="store_true", help="print the plan, do nothing")
            sub.add_argument("--yes", action="store_true", help="do not ask")
    return top


class _Help(argparse.HelpFormatter):
    """As wide as the terminal. Left to itself it loads `shutil`, also where nobody needs help."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """Of the terminal, 80 where there is none; as `shutil.get_terminal_size` has it."""
    wish = os.environ.get("COLUMNS", "")
    if wish.isdecimal() and int(wish):
        return int(wish)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


def _add_common(to: argparse.ArgumentParser, formats: Sequence[str], *, defaults: bool) -> None:
    """Options that may stand before or after the command; only the first place has defaults."""

    def default(value: object) -> object:
        return value if defaults else argparse.SUPPRESS

    to.add_argument("--project", metavar="DIR", default=default(None), help="the project's folder")
    to.add_argument("--format", choices=formats, default=default("text"))
    to.add_argument("--quiet", action="store_true", default=default(False), help="only errors")
    to.add_argument(
        "--verbose",
        action="store_true",
        default=default(False),
        help="each step with its outcome, each folder and mount that gave trouble",
    )
    to.add_argument("--color", choices=("auto", "always", "never"), default=default("auto"))


DIR = arg("dir", metavar="DIR", nargs="?", help="the project's folder")
FRESH = arg("--fresh", action="store_true", help="read everything, whatever an earlier run found")
SCHEDULER = arg(
    "--scheduler",
    metavar="ADDRESS",
    default="",
    help="let the workers of this dask scheduler read shared storage",
)
COMMANDS: tuple[Command, ...] = (
    Command("init", "make the folders of a project and cvlink.toml, where missing",
            (DIR,), changes=True),
    Command("sample", "make a small real project to try things on",
            (arg("dir", metavar="DIR", help="a new or empty folder"),)),
    Command("scan", "count entries and links, and say how the links are",
            (DIR, FRESH, SCHEDULER)),
    Command("audit", "one verdict for each experiment, before a training run", (
        DIR,
        FRESH,
        SCHEDULER,
        arg("--experiment", action="append", default=[], metavar="E", help="only this one"),
        arg("--framework", choices=("ultralytics", "torchvision", "coco"), default="",
            help="look with the eyes of this one, whatever the project says"),
        arg("--deep", action="store_true", help="read the files as well: bytes, damaged images"),
        arg("--fail-on", choices=("error", "warning", "never"), default="error"),
        arg("--against", metavar="MANIFEST", help="tell what changed since this one was written"),
        arg("--write-manifest", metavar="FILE", help="freeze what was found for later"),
        arg("--report", metavar="FILE", help="also write a page to share, in HTML"),
        arg("--language", choices=("en", "tr"), default="",
            help="of that page; that of the environment (LANG) if not said"),
    ), formats=FORMATS),
    Command("fix", "mend what an audit found, as far as changing links can", (
        arg("rule", nargs="*", metavar="RULE", help="as the audit names it; all if none is named"),
        arg("--experiment", action="append", default=[], metavar="E", help="only this one"),
        arg("--framework", choices=("ultralytics", "torchvision", "coco"), default=""),
        arg("--against", metavar="MANIFEST",
            help="for the rule drift: point links back at what they led to then"),
    ), changes=True),
    Command("link", "make links to SOURCE in DEST", (
        arg("source", nargs="+", metavar="SOURCE"),
        arg("dest", metavar="DEST"),
        arg("--name", metavar="N", help="the link's name"),
        arg("--relative", dest="style", action="store_const", const="relative"),
        arg("--absolute", dest="style", action="store_const", const="absolute"),
        arg("--replace", action="store_true", help="retarget links that are in the place"),
    ), changes=True),
    Command("batch", "make many links from JSON lines or CSV, all or none", (
        arg("file", metavar="FILE", help='rows with "source" and "link"'),
        arg("--relative", dest="style", action="store_const", const="relative"),
        arg("--absolute", dest="style", action="store_const", const="absolute"),
        arg("--replace", action="store_true", help="retarget links that are in the place"),
    ), changes=True),
    Command("retarget", "point links somewhere else", (
        arg("link", nargs="*", metavar="LINK", help="links, or folders for all links below"),
        arg("--to", metavar="TARGET", help="what these links shall lead to"),
        arg("--prefix", nargs=2, metavar=("OLD", "NEW"),
            help="links into OLD lead to the same place in NEW"),
    ), changes=True),
    Command("repair", "find the moved targets of broken links", (
        arg("link", nargs="*", metavar="LINK", help="links or folders; all if none is named"),
    ), changes=True),
    Command("relative", "make links relative", (
        arg("link", nargs="*", metavar="PATH", help="links or folders; all if none is named"),
    ), changes=True),
    Command("absolute", "make links absolute", (
        arg("link", nargs="*", metavar="PATH", help="links or folders; all if none is named"),
    ), changes=True),
    Command("history", "the changes made here, the newest first", ()),
    Command("undo", "take back the last change, or a certain one", (
        arg("id", type=int, nargs="?", metavar="ID", help="a number from `history`"),
    ), changes=True),
    Command("redo", "do again what was undone last", (), changes=True),
    Command("recover", "finish or roll back what a crash left behind", (
        arg("--finish", dest="forward", action="store_const", const=True),
        arg("--roll-back", dest="forward", action="store_const", const=False),
    )),
    Command("doctor", "what this system and the project's disk can do, and where things are kept; "
            "makes and removes test links", (DIR,)),
    Command("metrics", "a project in numbers, for Prometheus: once, into a file, or served", (
        DIR,
        arg("--serve", action="store_true", help="answer at http://ADDRESS:PORT/metrics"),
        arg("--address", "--host", default="127.0.0.1", help="where to listen; only this machine"),
        arg("--port", type=_port, default=8000, help="8000 if not said; 0 for any that is free"),
        arg("--interval", type=_seconds, default=60.0, metavar="SECONDS",
            help="between two looks at the project; 60 if not said"),
        arg("--timeout", type=_seconds, default=900.0, metavar="SECONDS",
            help="a look may take so long; 900 if not said"),
        arg("--tls-cert", metavar="FILE", default="", help="serve over TLS, with this certificate"),
        arg("--tls-key", metavar="FILE", default="", help="the key of the certificate"),
        arg("--tls-client-ca", metavar="FILE", default="",
            help="answer only to clients with a certificate signed by one of these"),
        arg("--textfile", metavar="FILE", help="write them here, as the node exporter reads them"),
        arg("--openmetrics", action="store_true", help="print them in the format OpenMetrics"),
        arg("--aliases", action="store_true",
            help="also as symlinks_total, symlinks_broken, symlink_access_time"),
    )),
    Command("unlink", "remove links; their targets stay",
            (arg("link", nargs="+", metavar="LINK"),), changes=True),
    Command("experiment", "make experiments of links to the data, and compare them", (
        arg("action", choices=("create", "duplicate", "compare")),
        arg("name", metavar="NAME", help="the experiment; of `duplicate` and `compare` the first"),
        arg("other", metavar="OTHER", nargs="?", help="the new one, or the one to compare with"),
        arg("--data", "--from", metavar="VERSION", help="`create`: a path, or a version's name"),
        arg("--splits", metavar="A,B", default="", help="`create`: else those VERSION has"),
        arg("--replace", action="store_true", help="`create`: retarget links that are there"),
    ), changes=True),
    Command("profile", "named sets of links, and which of them is in effect", (
        arg("action", choices=("list", "show", "switch", "add")),
        arg("name", metavar="NAME", nargs="?", default="", help="else what CVLINK_PROFILE says"),
        arg("links", metavar="LINK=TARGET", nargs="*", help="what to add to the profile"),
    ), changes=True),
    Command("backup", "write down all links, to restore them later", (
        arg("file", metavar="FILE", nargs="?", help="else the user's data folder"),
        arg("--if-older-than", type=_hours, nargs="?", const=BY_SETTING, metavar="HOURS",
            help="only where the last one is; without HOURS as snapshots.every_hours says"),
        arg("--list", action="store_true", help="the snapshots kept in the user's data folder"),
    )),
    Command("diff", "how the links were, and how they are", (
        arg("a", metavar="A", help="a snapshot: its file, its name, or `newest`"),
        arg("b", metavar="B", nargs="?", help="another one; without it, as it is now"),
    )),
    Command("restore", "make the links what they were in a snapshot", (
        arg("snapshot", metavar="SNAPSHOT", help="its file, its name, or `newest`"),
        arg("path", metavar="PATH", nargs="*", help="only the links at or below these"),
        arg("--only", metavar="PATH", nargs="+", action="extend", default=[], help="the same"),
        arg("--exact", action="store_true", help="also remove links that were not there then"),
        arg("--skip-refused", action="store_true", help="leave out links that cannot be restored"),
        arg("--moved", action="store_true", help="the project was at another place then"),
    ), changes=True),
    Command("mounts", "which links live in a container, and the smallest mounts for them", (
        arg("action", choices=("check", "plan", "rewrite")),
        arg("path", nargs="*", metavar="PATH", help="links or folders; all if none is named"),
        arg("--mount", nargs="+", action="extend", default=[], metavar="HOST:CONTAINER[:rw]",
            help="what the container has of this machine"),
        arg("--map", default="", metavar="NAME", help="a map of mounts from cvlink.toml"),
        arg("--at", default="", metavar="DIR", help="where the container has the project"),
        arg("--way", choices=("same", "remap", "relative"), default="",
            help="`plan`: the same paths inside as outside, the mounts named, or relative links"),
        arg("--emit", choices=OUTPUTS, default="", help="`plan`: as this program wants them"),
    ), changes=True),
    Command("subset", "a part of a COCO data set as a folder of links, made or proved", (
        arg("action", choices=("create", "verify")),
        arg("source", metavar="SOURCE", help="`create`: an annotation file; `verify`: a subset"),
        arg("dest", metavar="DEST", nargs="?", help="`create`: the new folder"),
        arg("--ratio", type=float, metavar="R", help="a share of the images, above 0 and up to 1"),
        arg("--count", type=int, metavar="N", help="a number of images"),
        arg("--seed", default=None, metavar="S", help="another one chooses others (0)"),
        arg("--method", choices=("hash", "stratified"), default=None,
            help="by rank of a hash, or so that classes keep their shares"),
        arg("--classes", default="", metavar="A,B", help="only images with these, by name or id"),
        arg("--class", action="append", default=[], dest="class_", metavar="A",
            help="the same for one name, which may have commas"),
        arg("--match", choices=("any", "all"), default=None, help="any of the classes, or all"),
        arg("--min-per-class", type=int, default=0, metavar="N",
            help="images of each class at least, as far as there are any"),
        arg("--max-per-class", type=int, default=0, metavar="N",
            help="images of each class at most"),
        arg("--min-area", type=float, metavar="A", help="leave out annotations with smaller boxes"),
        arg("--max-area", type=float, metavar="A", help="leave out annotations with larger boxes"),
        arg("--crowd", choices=("keep", "drop", "only"), default=None,
            help="annotations with iscrowd"),
        arg("--without-annotations", type=float, metavar="SHARE",
            help="of images without annotations; else as in the source"),
        arg("--group", default="", metavar="REGEX",
            help="images whose names begin alike so are all chosen or none: '[^/]+/'"),
        arg("--images", metavar="DIR", help="where file names begin, if not beside SOURCE"),
        arg("--relative", dest="style", action="store_const", const="relative"),
        arg("--absolute", dest="style", action="store_const", const="absolute"),
    ), changes=True),
    Command("warm", "read metadata of links and targets ahead of a run", (
        arg("path", nargs="*", metavar="PATH", help="links, files, folders; all if none is named"),
        arg("--jobs", type=_jobs, default=16, metavar="N", help="calls at a time on one mount"),
    )),
    Command("savings", "what links save on the disk, and what more they could save", (
        DIR,
        FRESH,
        arg("--duplicates", action="store_true", help="also read files, and name those twice"),
    )),
    Command("deduplicate", "put links in the place of files with the same bytes", (
        arg("path", nargs="*", metavar="PATH", help="only copies at or below these"),
        arg("--empty", action="store_true",
            help="delete the files that gave their place to a link, once more compared"),
    ), changes=True),
)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
