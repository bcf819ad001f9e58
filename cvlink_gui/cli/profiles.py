"""`cvlink profile`: list, show, switch, add."""

import argparse
import os
from collections.abc import Callable, Iterator

from cvlink_gui.cli.changing import carry_out
from cvlink_gui.cli.terminal import Output
from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.names import json_path, shown
from cvlink_gui.core.plan import Link
from cvlink_gui.core.profiles import Claim, Profile, State
from cvlink_gui.features import profiles
from cvlink_gui.features.project import Project

Named = Callable[[str], bytes]  # a path from the command line, as the project names it


def profile(project: Project, arguments: argparse.Namespace, out: Output, named: Named) -> int:
    if arguments.links and arguments.action != "add":
        raise UsageError("Only `add` takes links", hint="Say one name.")
    if arguments.action == "add":
        return _add(project, arguments, out, named)
    if arguments.action == "switch":
        wanted = profiles.named(project, arguments.name)
        return carry_out(project, profiles.propose_switch(project, wanted), arguments, out)
    return _tell(project, arguments, out)


def _tell(project: Project, arguments: argparse.Namespace, out: Output) -> int:
    """All profiles, or one with what lies behind its links."""
    found = profiles.profiles(project)
    state = profiles.state(project, found)
    chosen = found
    if arguments.action == "show":
        name = arguments.name or os.environ.get(profiles.VARIABLE, "") or state.active
        chosen = [profiles.named(project, name)]
    elif arguments.name:
        raise UsageError("`list` takes no name", hint="Say `cvlink profile show NAME`.")
    counted = arguments.action == "show"
    lines = _lines(project, chosen, state, counted=counted)
    rows = [_profile_json(project, one, state, counted=counted) for one in chosen]
    out.result(lines, {"schema": "cvlink.profile/1", "active": state.word, "profiles": rows})
    return 0


def _add(project: Project, arguments: argparse.Namespace, out: Output, named: Named) -> int:
    pairs = [text.partition("=") for text in arguments.links]
    if not arguments.name or not pairs or not all(link and to for link, _, to in pairs):
        raise UsageError("Say a name and LINK=TARGET", hint="See `cvlink profile --help`.")
    links = {named(link): named(target) for link, _, target in pairs}
    profiles.add(project, arguments.name, links, write=not arguments.dry_run)
    word = "would add" if arguments.dry_run else "added"
    rows = [{**json_path(link), **json_path(to, "target")} for link, to in links.items()]
    lines = [f"{word}  {shown(link)} -> {shown(to)}" for link, to in links.items()]
    data = {"schema": "cvlink.profile/1", "added": rows, "done": not arguments.dry_run}
    out.result(lines, data)
    return 0


def _lines(
    project: Project, chosen: list[Profile], state: State, *, counted: bool
) -> Iterator[str]:
    if not counted:
        yield f"The links are in profile: {state.word}" if chosen else "There are no profiles yet."
    for one in chosen:
        mark = "*" if one.name == state.active else " "
        yield f"{mark} {one.name}: {state.matching[one.name]} of {len(one.claims)} links"
        for claim in one.claims if counted else ():
            yield f"    {shown(claim.link)} -> {shown(claim.target)}  {_words(project, claim)}"
        for target in profiles.missing(project, one):
            yield f"    the target is not there: {shown(target)}"


def _words(project: Project, claim: Claim) -> str:
    count = profiles.files(project, claim.target)
    return "" if count is None else f"({count:,} files)"


def _profile_json(
    project: Project, one: Profile, state: State, *, counted: bool
) -> dict[str, object]:
    look, gone = project.looks(), profiles.missing(project, one)
    links = []
    for claim in one.claims:
        found = look(claim.link)
        now = json_path(found.text, "now") if isinstance(found, Link) else {"now": None}
        count = {"files": profiles.files(project, claim.target)} if counted else {}
        row = {**json_path(claim.link), **json_path(claim.target, "target"), **now}
        links.append({**row, "there": claim.target not in gone, **count})
    return {"name": one.name, "matching": state.matching[one.name], "links": links}
