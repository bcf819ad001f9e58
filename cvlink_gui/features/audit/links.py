"""Rules about single links: dangling, loop, denied, not checked, outside, not portable, empty."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from cvlink_gui.core.findings import RULES, Finding
from cvlink_gui.core.links import HEALTH_WORDS, Health, Kind
from cvlink_gui.core.names import is_within, parent, shown
from cvlink_gui.features.project import Project

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
    """What is wrong with the links in one folder and below, grouped by cause."""
    tree = project.tree
    node = tree.find(folder)
    if node is None:
        return
    groups: defaultdict[tuple[str, str], list[bytes]] = defaultdict(list)
    for link in tree.links(node):
        path = tree.path(link)
        for key in _faults(project, link, path):
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


def _faults(project: Project, link: int, path: bytes) -> Iterator[tuple[str, str]]:
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
    return f"{title}: {shown(paths[0])}" + (f" and {len(paths) - 1} more" if paths[1:] else "")
