"""A change on the command line: it is shown, agreed to, carried out with progress, told.

Ctrl+C while it is carried out takes it back; once more, and the rest is for `cvlink recover`.
"""

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from types import FrameType

from cvlink_gui.cli import output
from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.plan import Outcome, Plan, Proposal, describe, plan_json
from cvlink_gui.features.project import Project, Report
from cvlink_gui.fs.apply import Cancel, Orders
from cvlink_gui.fs.journal import Kind

Act = Callable[[Plan, Orders], Report]
_SHOWN_AFTER = 0.5  # seconds; what ends sooner shows no progress
_TELL_SECONDS = 0.1
_HEAD, _TAIL = 100, 20  # lines of a plan that are shown before it is carried out


def carry_out(
    project: Project, proposal: Proposal, arguments: argparse.Namespace, out: Output
) -> int:
    """Show a proposal; ask; run it. 1 if there is a conflict, 3 if a step failed."""
    proposal = project.propose(proposal, probe=not arguments.dry_run)
    return show_and_run(project, proposal, arguments, out)


def show_and_run(
    project: Project,
    proposal: Proposal,
    arguments: argparse.Namespace,
    out: Output,
    *,
    kind: Kind = Kind.RUN,
    of: int | None = None,
    act: Act | None = None,
    more: Mapping[str, object] | None = None,
) -> int:
    """The same for a proposal that was compared with the disk.

    of    the number of the change that an undo or redo is about
    act   what carries the plan out, where there is more to it than `Project.run`
    more  what else the JSON shall have
    """
    plan = proposal.plan
    if proposal.conflicts or arguments.dry_run:
        out.result(output.proposal_text(proposal), {**_json(proposal, out), **(more or {})})
        if proposal.conflicts:
            out.fail("nothing was changed")
        return int(bool(proposal.conflicts))
    _show(proposal, out)
    if plan.steps and not arguments.yes and not agreed():
        out.fail("nothing was changed")
        return 2
    watch = _Watch(out)
    report = _run(project, watch, out, lambda: (act or project.run)(plan, watch.orders(kind, of)))
    for outcome in report.outcomes if out.verbose else ():
        out.detail(_detail(outcome))
    done = {**_json(proposal, out), **(more or {}), "done": report.ok}
    if watch.wish is Cancel.NO:
        out.result(output.report_text(report), done)
        return 0 if report.ok else 3
    return _interrupted(project, report, done, out)


def nothing(words: str, out: Output) -> int:
    """Nothing to do: the plan that says so."""
    empty = Proposal(Plan(words, ()))
    out.result([f"{words}."], {**plan_json(empty), "done": False})
    return 0


class _Watch:
    """A change while it is carried out: progress on the terminal, and Ctrl+C."""

    def __init__(self, out: Output) -> None:
        self.wish = Cancel.NO
        self._out = out
        self._told = False
        self._due = time.monotonic() + _SHOWN_AFTER
        self._begin = (0.0, 0)  # when it was first told how many steps were done
        self._done = 0

    def __enter__(self) -> None:
        # Where Ctrl+C is ignored, as by `nohup`, it stays so.
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._take_back)

    def __exit__(self, *_error: object) -> None:
        if signal.getsignal(signal.SIGINT) == self._take_back:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        self._out.progress("")

    def orders(self, kind: Kind, of: int | None) -> Orders:
        return Orders(kind, of, self._tell, self._asked)

    def _take_back(self, _number: int, _frame: FrameType | None) -> None:
        # Nothing is printed: the program may be in the middle of printing something.
        self.wish = Cancel.ROLL_BACK
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def _tell(self, done: int, of: int) -> None:
        """What the engine calls, on any of its threads."""
        now = time.monotonic()
        self._done = max(done, self._done)
        if not self._begin[0]:
            self._begin = now, done
        if now < self._due:
            return
        self._due = now + _TELL_SECONDS
        since, before = self._begin
        rate = (self._done - before) / (now - since) if now > since else 0.0
        self._out.progress(output.bar_text(self._done, of, rate))

    def _asked(self) -> Cancel:
        if self.wish is not Cancel.NO and not self._told:
            self._told = True
            self._out.progress("")
            self._out.say("Taking it back. Ctrl+C once more leaves that to `cvlink recover`.")
        return self.wish


def _run(project: Project, watch: _Watch, out: Output, act: Callable[[], Report]) -> Report:
    try:
        with watch:
            return act()
    except KeyboardInterrupt:
        if project.journal.unfinished() is not None:
            out.fail("the change is not finished: see `cvlink recover`")
        raise


def _interrupted(project: Project, report: Report, done: dict[str, object], out: Output) -> int:
    """What is true after Ctrl+C: it was too late, all is as it was, or something is left."""
    if report.ok:
        out.result(output.report_text(report), done)
        out.say("Ctrl+C came too late. `cvlink undo` takes the change back.")
        return 0
    stuck = [outcome for outcome in report.outcomes if outcome.ok]
    if stuck or project.journal.unfinished() is not None:
        out.result(output.report_text(report), done)
        return 3
    out.result((), done)
    out.fail("interrupted: everything is as it was before")
    return 130


def _json(proposal: Proposal, out: Output) -> dict[str, object]:
    """The plan as JSON; of a hundred thousand steps it takes a second, and may not be wanted."""
    return plan_json(proposal) if out.json_wanted else {}


def _show(proposal: Proposal, out: Output) -> None:
    """The plan; of a long one the beginning, and the end, where the warnings are."""
    if out.verbose:
        _say_all(output.proposal_text(proposal), out)
        return
    lines = list(islice(output.proposal_text(proposal), _HEAD + _TAIL + 1))
    if len(lines) <= _HEAD + _TAIL:
        _say_all(lines, out)
        return
    _say_all(lines[:_HEAD], out)
    more = output.lines_of(proposal) - _HEAD - _TAIL
    out.say(f"  ... {more:,} lines more: --verbose or --dry-run shows them")
    ends = replace(proposal.plan, steps=proposal.plan.steps[-_TAIL:])
    _say_all(list(output.proposal_text(replace(proposal, plan=ends)))[-_TAIL:], out)


def _say_all(lines: Iterable[str], out: Output) -> None:
    for line in lines:
        out.say(line)


def _detail(outcome: Outcome) -> str:
    word = outcome.error or "done"
    return f"{describe(outcome.step)}: {word} ({outcome.seconds:.6f} s)"


def agreed() -> bool:
    """Ask on the terminal; UsageError where there is none."""
    if not sys.stdin.isatty():
        hint = "Say --yes to go ahead, or --dry-run to only look."
        raise UsageError("There is no terminal to ask on", hint=hint)
    sys.stderr.write("Go ahead? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
