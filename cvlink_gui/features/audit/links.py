"""Rules about single links: dangling, loop, denied, not checked, outside, not portable, empty."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping

from cvlink_gui.core.findings import RULES, Finding
from cvlink_gui.core.links import HEALTH_WORDS, Health, Kind
from cvlink_gui.core.names import is_within, parent, shown
from cvlink_gui.features.project import Project

Fault = tuple[str, str]  # rule, cause

_RULE_BY_HEALTH: Mapping[Health, str] = {
    Health.MISSING: "dangling",
    Health.NOT_A_DIR: "dangling",
    Health.LOOP: "loop",
    Health.DENIED: "denied",
    Health.UNKNOWN: "not-checked",
    Health.NOT_ANSWERING: "not-checked",
    Health.OUTSIDE: "outside-roots",
}


def link_findings(project: Project, folder: bytes, experiment: bytes | None) -> Iterator[Finding]:
    """What is wrong with the links at or below a path, grouped by cause.

    experiment  its name; None for all that belongs to no experiment
    """
    groups: defaultdict[Fault, list[bytes]] = defaultdict(list)
    for path, key in (*_link_faults(project, folder), *_unread(project, folder)):
        if experiment is not None or project.layout.experiment_of(path) is None:
            groups[key].append(path)
    for (rule_id, cause), paths in groups.items():
        rule = RULES[rule_id]
        yield Finding(
            rule_id,
            rule.severity,
            cause,
            _message(rule.title, paths),
            tuple(paths),
            experiment,
            {"cause": cause},
        )


def _link_faults(project: Project, folder: bytes) -> Iterator[tuple[bytes, Fault]]:
    tree = project.tree
    node = tree.find(folder)
    if node is None:
        return
    for link in [node] if tree.kind(node).is_link else tree.links(node):
        path = tree.path(link)
        yield from ((path, fault) for fault in _faults(project, link, path))


def _unread(project: Project, folder: bytes) -> Iterator[tuple[bytes, Fault]]:
    """Folders that could not be read: whether their links are sound, nobody knows."""
    for path, number in project.tree.errors():
        if is_within(path, folder):
            yield path, ("not-checked", f"could not be read: {os.strerror(number)}")


def _faults(project: Project, link: int, path: bytes) -> Iterator[Fault]:
    tree, policy = project.tree, project.policy
    health = tree.health(link)
    text = tree.target(link)
    reached = policy.reached(path, text)
    if rule := _RULE_BY_HEALTH.get(health):
        yield rule, f"{HEALTH_WORDS[health]}: {shown(_root_cause(project, reached))}"
    absolute = policy.absolute(reached)
    if not any(is_within(absolute, root) for root in (policy.root, *policy.allowed_roots)):
        yield "outside-roots", f"leads to {shown(parent(absolute) or absolute)}"
    elif text.startswith(b"/"):
        yield "not-portable", "the link names an absolute path"
    if health is Health.OK and _leads_to_nothing(project, reached):
        yield "empty", f"nothing in {shown(reached)}"


def _root_cause(project: Project, path: bytes) -> bytes:
    """The highest folder on the way to a target that is not there, as far as the tree knows."""
    if path.startswith(b"/"):
        return parent(path) or path
    cause = path
    while cause and project.tree.find(parent(cause)) is None:
        cause = parent(cause)
    return cause


def _leads_to_nothing(project: Project, path: bytes) -> bool:
    tree = project.tree
    node = None if path.startswith(b"/") else tree.find(path)
    if node is None or tree.kind(node) is not Kind.DIR or tree.error(node):
        return False
    return tree.is_listed(node) and not tree.children(node)


def _message(title: str, paths: list[bytes]) -> str:
    return f"{title}: {shown(paths[0]) or '.'}" + (
        f" and {len(paths) - 1} more" if paths[1:] else ""
    )
