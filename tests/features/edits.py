"""Proposals that change links, carried out and taken back."""

import os

from cvlink_gui.core.plan import Proposal
from cvlink_gui.features.project import Project
from tests.conftest import seen


def opened(root: bytes) -> Project:
    project = Project.open(root)
    project.load()
    return project


def allow(root: bytes, *folders: str) -> None:
    with open(root + b"/cvlink.toml", "w") as file:
        file.write(f"links.allowed_roots = {list(folders)!r}")


def texts(root: bytes) -> dict[bytes, bytes]:
    return {path: what for path, what in seen(root).items() if isinstance(what, bytes)}


def ends(root: bytes) -> dict[bytes, bytes]:
    """What every link leads to, as the kernel sees it."""
    return {path: os.path.realpath(os.path.join(root, path)) for path in texts(root)}


def new_texts(proposal: Proposal) -> dict[bytes, bytes]:
    assert proposal.conflicts == ()
    return {step.path: step.after.text for step in proposal.plan.steps}


def reasons(proposal: Proposal) -> list[tuple[bytes, str]]:
    return [(o.path, o.reason) for o in proposal.conflicts]


def done_and_undone(project: Project, proposal: Proposal) -> dict[bytes, bytes]:
    """Carry a proposal out; gives the texts it left, after an undo has restored all of it."""
    before = seen(project.root)
    proposal = project.propose(proposal)
    assert reasons(proposal) == []
    assert project.run(proposal.plan).ok
    after = texts(project.root)
    entry = project.journal.undoable()
    assert entry is not None
    assert project.undo(entry).ok
    assert seen(project.root) == before
    return after
