"""Names of any bytes, all the way: plan, journal, apply, scan, backup, restore, undo."""

import os

from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import basename, join, parent
from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Step, pack_plan, unpack_plan
from cvlink_gui.core.settings import Settings
from cvlink_gui.features import snapshots
from cvlink_gui.features.project import Project
from cvlink_gui.fs.journal import Journal
from tests.faults.plans import name, seeded
from tests.faults.program import Tally, scratch
from tests.faults.tree import after, differences, snapshot

_AT_ONCE = 50  # names in a plan


def names(cases: int, seed: int) -> Tally:
    """Every link and folder of a plan has a random name, every link a random text."""
    tally = Tally()
    for number in range(0, cases, _AT_ONCE):
        if tally.enough:
            break
        where = f"seed {seed}, names {number}"
        with scratch() as folder, tally.case(where):
            tally.cases += min(_AT_ONCE, cases - number) - 1
            tally.blame(where, *_there_and_back(folder, seed, number))
    return tally


def _there_and_back(folder: bytes, seed: int, number: int) -> list[str]:
    root = join(folder, b"root")
    os.mkdir(root)
    project = Project.open(root, Settings())
    project.journal = Journal(join(folder, b"state"))
    plan = _plan(seed, number)
    if unpack_plan(pack_plan(plan)) != plan:
        return ["the plan does not survive packing"]
    empty = snapshot(root)
    report = project.run(plan)
    faults = [str(failure) for failure in report.failures]
    faults += differences(snapshot(root), after(empty, plan))
    entry = project.journal.undoable()
    if entry is None or entry.plan != plan:
        return [*faults, f"the journal has {entry} for {plan}"]
    faults += _scanned(project, plan)
    faults += _restored(project, join(folder, b"backup.json"))
    project.undo(entry)
    return [*faults, *differences(snapshot(root), empty)]


def _restored(project: Project, file: bytes) -> list[str]:
    """All links are written down, removed, and brought back."""
    whole = snapshot(project.root)
    taken = snapshots.take(project)
    snapshots.save(project, taken, file)
    read = snapshots.read(project, file)
    faults = [] if read == taken else ["a snapshot was read back as another one"]
    for path, node in whole.items():
        if node[0] == "link":
            os.unlink(join(project.root, path))
    proposal = project.propose(snapshots.propose_restore(project, read))
    faults += [str(conflict) for conflict in proposal.conflicts]
    project.run(proposal.plan)
    return [*faults, *differences(snapshot(project.root), after(whole, proposal.plan))]


def _plan(seed: int, number: int) -> Plan:
    rng = seeded("names", seed, number)
    folders, steps = [b""], dict[bytes, Step]()
    while len(steps) < _AT_ONCE:
        path = join(rng.choice(folders), name(rng, 255))
        is_folder = rng.random() < 0.2 and path.count(b"/") < 8
        text = name(rng, 255) * rng.randint(1, 10)
        if path not in steps:
            steps[path] = Step(path, Absent(), Dir() if is_folder else Link(text))
            folders += [path] if is_folder else []
    return Plan("names", tuple(steps.values()))


def _scanned(project: Project, plan: Plan) -> list[str]:
    """What the scan has of it, in the tree the window shows."""
    project.load()
    faults = []
    for step in plan.steps:
        node = project.tree.find(step.path)
        if node is None or project.tree.path(node) != step.path:
            faults.append(f"the scan has no {step.path!r}")
        elif isinstance(step.after, Link) and project.tree.target(node) != step.after.text:
            faults.append(f"the scan has {project.tree.target(node)!r} for {step.after.text!r}")
        elif isinstance(step.after, Dir) and project.tree.kind(node) is not Kind.DIR:
            faults.append(f"{basename(step.path)!r} in {parent(step.path)!r} is no folder")
    return faults
