"""Experiments that mean other data by the same version name, pointed at what the others mean."""

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.plan import Link, Proposal
from cvlink_gui.features.audit.claims import end_of
from cvlink_gui.features.audit.subject import Subject
from cvlink_gui.features.retarget import leads_to, propose_target


def propose(subject: Subject, finding: Finding) -> Proposal | None:
    """The experiment's own links lead where more than half of all experiments' links do.

    None where there is no such majority, where the experiment belongs to it, and for a folder of
    links to files: which of them are meant is not known.
    """
    project = subject.contents.project
    users: dict[str, set[bytes]] = {}
    links: dict[str, list[bytes]] = {}
    for path in finding.paths:
        experiment = project.layout.experiment_of(path)
        if experiment is not None and (end := end_of(subject, path)):
            users.setdefault(end, set()).add(experiment)
            links.setdefault(end, []).append(path)
    most = max(users, key=lambda end: len(users[end]), default="")
    everybody = set().union(*users.values())
    if not most or 2 * len(users[most]) <= len(everybody) or subject.path in users[most]:
        return None
    example = project.look(links[most][0])
    own = [
        p for end in links for p in links[end] if project.layout.experiment_of(p) == subject.path
    ]
    if not isinstance(example, Link) or not all(isinstance(project.look(p), Link) for p in own):
        return None
    return propose_target(project, leads_to(project, links[most][0], example.text), own)
