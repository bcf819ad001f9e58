"""Profiles: named sets of links, one of which is to be in effect. Read, checked, recognised."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cvlink_gui.core.circles import followed
from cvlink_gui.core.layout import Role
from cvlink_gui.core.names import is_within, shown, ways_to
from cvlink_gui.core.policy import Policy
from cvlink_gui.core.said import NOTHING, Said, say

Spelled = tuple[str, tuple[tuple[str, str], ...]]  # a profile's name, its (link, target) as written


class Misplaced(ValueError):
    """What is wrong in a table of `cvlink.toml`, and the key it stands at."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key = key


def profile_tables(value: object) -> tuple[Spelled, ...]:
    """`{name = {link = target}}`, as it is written."""
    if not isinstance(value, Mapping):
        raise Misplaced("profiles", say("expected a table for each profile"))
    return tuple((str(name), tuple(_pairs(str(name), table))) for name, table in value.items())


def _pairs(name: str, table: object) -> Iterator[tuple[str, str]]:
    key = f"profiles.{name}"
    if not isinstance(table, Mapping):
        raise Misplaced(key, say("expected a table of links and their targets"))
    for link, target in table.items():
        if not isinstance(target, str) or not target or not link or "\0" in f"{link}{target}":
            raise Misplaced(f"{key}.{link}", say("expected a link and the path of its target"))
        yield str(link), target


class Claim(NamedTuple):
    """What a link is to lead to; both as the project names paths.

    key  where it stands in `cvlink.toml`; written: the link as it is written there
    """

    link: bytes
    target: bytes
    key: str
    written: bytes


@dataclass(frozen=True, slots=True)
class Profile:
    """A set of links under a name."""

    name: str
    claims: tuple[Claim, ...]

    def targets(self) -> dict[bytes, bytes]:
        return {claim.link: claim.target for claim in self.claims}


class Mistake(NamedTuple):
    """Why a profile cannot be: the key it is about, and the reason."""

    key: str
    reason: Said


def profiles_of(spelled: Sequence[Spelled], policy: Policy) -> list[Profile]:
    """The profiles as written, with paths as the project names them."""
    return [
        Profile(
            name,
            tuple(_claim(name, link, target, policy) for link, target in pairs),
        )
        for name, pairs in spelled
    ]


def mistakes(profiles: Sequence[Profile], policy: Policy) -> Iterator[Mistake]:
    """What is wrong with profiles by their words alone.

    That two of them claim a link differently is what they are for.
    """
    for profile in profiles:
        seen: set[bytes] = set()
        for claim in profile.claims:
            if claim.link in seen:
                yield Mistake(claim.key, say("this profile claims the link twice"))
            elif reason := _wrong_place(claim, policy) or _entangled(claim, profile, policy):
                yield Mistake(claim.key, reason)
            seen.add(claim.link)
        yield from _circles(profile, profiles)


def _wrong_place(claim: Claim, policy: Policy) -> Said:
    if claim.link.startswith(b"/") or not claim.link:
        return say("the link lies outside the project")
    if policy.layout.role_of(claim.link) is Role.RAW:
        return say("the link lies in raw data, which stays as it is")
    if not policy.allows(policy.absolute(claim.target)):
        return say("the target lies outside the project and links.allowed_roots")
    return NOTHING


def _entangled(claim: Claim, profile: Profile, policy: Policy) -> Said:
    """The reason against a link that lies in another one of the profile, or in a target of it."""
    here = policy.absolute(claim.link)
    for other in profile.claims:
        if other.link != claim.link and is_within(claim.link, other.link):
            words = shown(other.link)
            return say("the link lies inside {link}, a link of this profile", link=words)
        there = policy.absolute(other.target)
        if is_within(here, there) and (here != there or other.link == claim.link):
            return say("the link lies inside the target of {link}", link=shown(other.link))
    return NOTHING


def _circles(profile: Profile, profiles: Sequence[Profile]) -> Iterator[Mistake]:
    """Links that lead back to themselves, also through links another profile has left there."""
    for before in profiles:
        there = {**before.targets(), **profile.targets()}
        for claim in profile.claims:
            end = followed(claim.target, there.get)
            if end is None or any(way in there for way in ways_to(end)):  # or it never ends
                reason = say("the links would go round in a circle")
                if before is not profile:
                    name = before.name
                    reason = say(
                        "the links would go round in a circle after profile {name}", name=name
                    )
                yield Mistake(claim.key, reason)
                return


@dataclass(frozen=True, slots=True)
class State:
    """Which profile the links are in.

    active    the profile all of whose links lead where it says; "" for none
    mixed     some links are as a profile has them, but no profile is whole
    matching  how many links of each profile lead where it says
    """

    active: str
    mixed: bool
    matching: Mapping[str, int]

    @property
    def word(self) -> str:
        """The name of the profile, `mixed` or `none`."""
        return self.active or ("mixed" if self.mixed else "none")


def state_of(profiles: Sequence[Profile], leads_to: Callable[[bytes], bytes | None]) -> State:
    """The state, recognised from the links themselves; of several whole profiles the largest.

    leads_to  where the link at a path leads; None if there is none
    """
    matching = {p.name: sum(leads_to(c.link) == c.target for c in p.claims) for p in profiles}
    whole = [p for p in profiles if p.claims and matching[p.name] == len(p.claims)]
    active = max(whole, key=lambda p: len(p.claims)).name if whole else ""
    return State(active, not active and any(matching.values()), matching)


def _claim(name: str, link: str, target: str, policy: Policy) -> Claim:
    written, leads_to = link.encode("utf-8"), target.encode("utf-8")
    key = f"profiles.{name}.{link}"
    return Claim(policy.named(written), policy.named(leads_to), key, written)
