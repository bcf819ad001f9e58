"""Findings and how they are mended: ordinary plans, made by the planners of all other edits.

A fix is previewed, carried out and undone like any edit. Where no plan helps (a disk to mount, a
file to fetch) there is none, and `core.remedies` says in words what does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.errors import StorageError
from cvlink_gui.core.findings import Finding
from cvlink_gui.core.moves import Moves
from cvlink_gui.core.names import basename, is_within, parent, shown
from cvlink_gui.core.plan import Absent, Link, Objection, Plan, Proposal, Step
from cvlink_gui.core.said import say, say_all, say_count
from cvlink_gui.features.audit import fix_claims, fix_labels, fix_leaks
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.keyed import Keyed
from cvlink_gui.features.audit.mass import places_down
from cvlink_gui.features.audit.reading import Reading
from cvlink_gui.features.audit.request import Request
from cvlink_gui.features.audit.subject import Subject
from cvlink_gui.features.linking import propose_unlink
from cvlink_gui.features.mounts.smallest import propose_relative
from cvlink_gui.features.moves import find_moves, propose_moves
from cvlink_gui.features.project import Project
from cvlink_gui.features.retarget import propose_rewrite, style_of

_LOST = frozenset({"dangling", "not-fetched"})  # rules whose links may have lost their targets
_NOT_MOUNTED = say("Mount the disk first: the link may be right.")


class Fixes:
    """The fixes of one audit's findings.

    contents  those of the audit, where it is still at hand
    """

    def __init__(
        self, project: Project, findings: Iterable[Finding], contents: Contents | None = None
    ) -> None:
        self._project = project
        self._contents = contents or Contents(project)
        self._findings = tuple(findings)

    def propose(self, finding: Finding) -> Proposal | None:
        """The plan that mends a finding, as far as the disk allows; None where no plan can.

        Conflicts say why a plan there is must not be done: never while a disk seems to be missing.
        """
        planner = PLANNERS.get(finding.rule)
        if planner is None:
            return None
        try:
            proposal = planner(self, finding)
            if proposal is None or not proposal.plan.steps:
                return None
            proposal = self._project.propose(proposal, probe=False)
        except StorageError:
            return None  # what does not answer now is not changed now
        if finding.rule not in _ALL_OR_NOTHING:
            proposal = proposal.without_refused()
        proposal = proposal.objecting(conflicts=tuple(self._under_missing_disks(proposal.plan)))
        return proposal if proposal.plan.steps else None

    def together(self, findings: Iterable[Finding]) -> tuple[Proposal, list[Finding]]:
        """One plan for all findings that can be mended, and those there is no plan for.

        Where two want something else with one path, the first one has its way.
        """
        steps: dict[bytes, Step] = {}
        kept: list[Proposal] = []
        left: list[Finding] = []
        for finding in findings:
            proposal = self.propose(finding)
            if proposal is None:
                left.append(finding)
                continue
            mine = {step.path: step for step in proposal.plan.steps}
            if all(steps.get(path, step) == step for path, step in mine.items()):
                steps.update(mine)
                kept.append(proposal)
        return _joined(kept, tuple(steps.values())), left

    def attached(self) -> Iterator[Finding]:
        """The findings with their fixes; evidence says why one that exists is refused."""
        for finding in self._findings:
            proposal = None if finding.waived else self.propose(finding)
            if proposal is None:
                yield finding
            elif proposal.conflicts:
                why = say_all(dict.fromkeys(o.reason for o in proposal.conflicts))
                yield replace(finding, evidence={**finding.evidence, "fix_refused": why})
            else:
                yield replace(finding, fix=proposal.plan)

    def _under_missing_disks(self, plan: Plan) -> Iterator[Objection]:
        """Links that would lose their target to a plan while its disk is not there."""
        policy = self._project.policy
        for step in plan.steps if self._down else ():
            if not isinstance(step.before, Link):
                continue
            target = policy.reached(step.path, step.before.text)
            place = next((p for p in self._down if is_within(target, p)), None)
            if place is not None and self._leads_elsewhere(step, target):
                where = shown(policy.absolute(place))
                reason = say("{place} seems not to be mounted", place=where)
                yield Objection(step.path, reason, _NOT_MOUNTED)

    def _leads_elsewhere(self, step: Step, target: bytes) -> bool:
        if not isinstance(step.after, Link):
            return isinstance(step.after, Absent)
        return self._project.policy.reached(step.path, step.after.text) != target

    @cached_property
    def _down(self) -> frozenset[bytes]:
        if not any(finding.rule == "mount-down" for finding in self._findings):
            return frozenset()
        return places_down(self._contents)

    @cached_property
    def _moves(self) -> Moves:
        """Where all lost targets may be: they are searched for together."""
        lost = [path for f in self._findings if f.rule in _LOST for path in f.paths]
        return find_moves(self._project, lost) if lost else Moves(())

    def subject(self, finding: Finding) -> Subject | None:
        """The experiment a finding is about."""
        framework = finding.evidence.get("framework", "")
        path = self._project.layout.experiment_of(finding.paths[0])
        request = Request(framework=str(framework))
        if path is None:
            return None
        keyed, reading = Keyed(self._contents), Reading(self._contents, request)
        return Subject(self._contents, path, request, keyed, reading)

    def moved(self, finding: Finding) -> Proposal | None:
        """Lost targets found again, each with the evidence for its place."""
        paths = frozenset(finding.paths)
        return self._of_moves(lambda link: link in paths)

    def classes_back(self, finding: Finding) -> Proposal | None:
        """The same for the links of classes in the folders of a split."""
        folders = {self._contents.real(path) for path in finding.paths}
        return self._of_moves(lambda link: parent(link) in folders)

    def _of_moves(self, is_meant: Callable[[bytes], bool]) -> Proposal:
        mine = tuple(lost for lost in self._moves.lost if is_meant(lost.link))
        return propose_moves(self._project, Moves(mine, self._moves.limits))

    def circle_opened(self, finding: Finding) -> Proposal | None:
        """The links that close a circle are removed; those that only lead into one stay."""
        closing = [path for path in finding.paths if self._closes_circle(path)]
        if not closing:
            return None
        return propose_unlink(closing, self._project.policy, self._project.looks())

    def _closes_circle(self, path: bytes) -> bool:
        real, followed = self._contents.trail(path)
        return real is not None or followed.count(path) > 1

    def made_relative(self, finding: Finding) -> Proposal | None:
        return propose_relative(self._project, finding.paths, self._project.root)

    def shortened(self, finding: Finding) -> Proposal | None:
        """Links at the head of long chains lead to the data itself."""

        def rewrite(path: bytes, text: bytes) -> bytes:
            real = self._contents.real(path)
            style = style_of(text)
            return text if real is None else self._project.policy.link_text(path, real, style)

        return propose_rewrite(
            self._project, say("Point links at the data itself"), finding.paths, rewrite
        )

    def labels_reached(self, finding: Finding) -> Proposal | None:
        subject = self.subject(finding)
        return None if subject is None else fix_labels.propose(subject, finding)

    def leak_closed(self, finding: Finding) -> Proposal | None:
        subject = self.subject(finding)
        return None if subject is None else fix_leaks.propose(subject, finding)

    def claim_kept(self, finding: Finding) -> Proposal | None:
        """The finding names links of all experiments; it is mended for the one it is told of."""
        own = [path for path in finding.paths if self._experiment(path) == finding.experiment]
        subject = self.subject(replace(finding, paths=tuple(own))) if own else None
        return None if subject is None else fix_claims.propose(subject, finding)

    def pointed_back(self, finding: Finding) -> Proposal | None:
        """Links that were retargeted say again what they said."""
        texts = finding.texts_before
        paths = [path for path in finding.paths if path in texts]
        title = say("Point links back at what they led to")
        return propose_rewrite(self._project, title, paths, lambda path, _text: texts[path])

    def _experiment(self, path: bytes) -> bytes | None:
        found = self._project.layout.experiment_of(path)
        return None if found is None else basename(found)


PLANNERS: dict[str, Callable[[Fixes, Finding], Proposal | None]] = {
    "dangling": Fixes.moved,
    "not-fetched": Fixes.moved,
    "class-shift": Fixes.classes_back,
    "loop": Fixes.circle_opened,
    "not-portable": Fixes.made_relative,
    "deep-chain": Fixes.shortened,
    "labels-unreachable": Fixes.labels_reached,
    "split-leak": Fixes.leak_closed,
    "same-claim-different-data": Fixes.claim_kept,
    "drift": Fixes.pointed_back,
}
_ALL_OR_NOTHING = frozenset({"labels-unreachable", "split-leak", "same-claim-different-data"})


def _joined(proposals: list[Proposal], steps: tuple[Step, ...]) -> Proposal:
    title = proposals[0].plan.title if proposals else say("Nothing to fix by changing links")
    if proposals[1:]:
        title = say_count(len(proposals), "Fix %Ln finding", "Fix %Ln findings")
    whole = Proposal(Plan(title, steps))
    for proposal in proposals:
        whole = whole.objecting(proposal.conflicts, proposal.warnings).noting(proposal.notes)
    return whole
