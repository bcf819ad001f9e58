"""Profiles of a project: checked, recognised from the links, and switched to by one plan."""

import os
from collections.abc import Mapping, Sequence

from cvlink_gui.core.errors import ConfigError, UsageError
from cvlink_gui.core.names import shown
from cvlink_gui.core.plan import Absent, Link, Look, Note, Proposal, Step
from cvlink_gui.core.profiles import (
    Claim,
    Mistake,
    Profile,
    State,
    mistakes,
    profiles_of,
    state_of,
)
from cvlink_gui.core.said import Said, say, say_count
from cvlink_gui.core.settings import CONFIG_NAME, LINK_STYLE, PROFILES
from cvlink_gui.features.linking import Pair, propose_links
from cvlink_gui.features.project import Project
from cvlink_gui.fs import config
from cvlink_gui.fs.counting import files_behind

_HINT = say("Nothing was changed. Mend it there.")
VARIABLE = "CVLINK_PROFILE"  # in the environment: the profile meant where none is named


def profiles(project: Project) -> list[Profile]:
    """The profiles of `cvlink.toml`; ConfigError, with the line, for one that cannot be."""
    found = profiles_of(project.settings[PROFILES], project.policy)
    for mistake in mistakes(found, project.policy):
        path = os.path.join(project.root, CONFIG_NAME)
        line = config.line_of(project.root, mistake.key)
        raise ConfigError(_about(mistake), path=path, line=line, hint=_HINT)
    return found


def add(project: Project, name: str, links: Mapping[bytes, bytes], *, write: bool = True) -> None:
    """Add links (targets by link, as the project names paths) to a profile in `cvlink.toml`.

    Raises UsageError, and writes nothing, for links that cannot be in a profile.
    """
    claims = tuple(Claim(link, target, shown(link), link) for link, target in links.items())
    others = profiles(project)
    old = next((one for one in others if one.name == name), Profile(name, ()))
    kept = tuple(claim for claim in old.claims if claim.link not in links)
    found = [*(one for one in others if one is not old), Profile(name, (*kept, *claims))]
    for mistake in mistakes(found, project.policy):
        raise UsageError(_about(mistake), hint=_HINT)
    if write:
        as_written = {claim.link: claim.written for claim in old.claims}
        rows = {as_written.get(link, link): target for link, target in links.items()}
        project.use(config.set_profile(project.root, name, rows))


def named(project: Project, name: str) -> Profile:
    """One profile; without a name that of the environment. UsageError where there is none."""
    name = name or os.environ.get(VARIABLE, "")
    found = profiles(project)
    if not name:
        hint = say("Name one, or set {variable}.", variable=VARIABLE)
        raise UsageError(say("No profile is named"), hint=hint)
    for profile in found:
        if profile.name == name:
            return profile
    known = ", ".join(profile.name for profile in found) or say("none yet")
    hint = say("There are: {names}.", names=known)
    raise UsageError(say("There is no profile {name}", name=name), hint=hint)


def _about(mistake: Mistake) -> Said:
    return say("{key}: {why}", key=mistake.key, why=mistake.reason)


def state(project: Project, found: Sequence[Profile], look: Look | None = None) -> State:
    """Which profile the links are in, on the disk, or as `look` has them."""
    look = look or project.looks()

    def leads_to(link: bytes) -> bytes | None:
        there = look(link)
        return project.policy.reached(link, there.text) if isinstance(there, Link) else None

    return state_of(found, leads_to)


def missing(project: Project, profile: Profile) -> list[bytes]:
    """The targets of a profile that are not there."""
    look = project.looks()
    return [c.target for c in profile.claims if isinstance(look(c.target), Absent)]


def propose_switch(project: Project, profile: Profile, *, count: bool = True) -> Proposal:
    """The plan after which all links of a profile lead where it says; links that do stay.

    count  notes how many files lie behind each link, now and afterwards
    """
    pairs = [Pair(claim.link, claim.target) for claim in profile.claims]
    style = project.settings[LINK_STYLE]
    title = say("Switch to profile {name}", name=profile.name)
    found = propose_links(
        pairs, project.policy, project.looks(), style=style, replace=True, title=title
    )
    if not count:
        return found
    steps = [step for step in found.plan.steps if isinstance(step.after, Link)]
    return found.noting(
        {step.path: Note(_counts(project, step), is_reason=False) for step in steps}
    )


def files(project: Project, path: bytes) -> int | None:
    """How many files lie behind a path of the project; None where that cannot be told."""
    return files_behind(project.policy.absolute(path), project.storage.guard())


def _counts(project: Project, step: Step) -> Said:
    now, then = (_files(project, step.path, state) for state in (step.before, step.after))
    return say("files behind it: {now} now, {then} then", now=now, then=then)


def _files(project: Project, link: bytes, state: object) -> Said:
    if not isinstance(state, Link):
        return say("none")
    count = files(project, project.policy.reached(link, state.text))
    return say("none") if count is None else say_count(count, "%Ln", "%Ln")
