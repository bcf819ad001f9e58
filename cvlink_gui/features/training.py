"""The project as training code sees it: experiments are made, and whether one is ready is said."""

import os
from collections.abc import Sequence
from dataclasses import replace

from cvlink_gui.core.errors import CvlinkError, PlanRefused, StorageError
from cvlink_gui.core.findings import VERDICT_WORDS, Finding, Verdict
from cvlink_gui.core.names import join, printable, shown
from cvlink_gui.core.plan import Proposal
from cvlink_gui.core.remedies import REMEDIES
from cvlink_gui.core.rules import NO_DATA, UNSURE, Severity
from cvlink_gui.core.subset import Wish, check
from cvlink_gui.features import experiments
from cvlink_gui.features.audit import Request, audit
from cvlink_gui.features.project import Project
from cvlink_gui.fs.attended import attended

_NAMED = 5  # findings in the text of an error
_READY = frozenset({Verdict.READY, Verdict.READY_WITH_WARNINGS})


class NotReady(CvlinkError):
    """An experiment that should not be trained on.

    verdict   `not_ready`, or `unknown` where something could not be checked
    findings  what speaks against it, the worst first
    """

    title = "Not ready for training"
    exit_code = 1

    def __init__(self, name: bytes, verdict: Verdict, findings: Sequence[Finding]) -> None:
        self.verdict = verdict
        self.findings = tuple(findings)
        lines = [f"{printable(f.message)}. {REMEDIES[f.rule]}" for f in self.findings[:_NAMED]]
        more = len(self.findings) - len(lines)
        rest = [f"and {more} more: `cvlink audit`"] if more > 0 else []
        message = f"{shown(name)}: {VERDICT_WORDS[verdict]}"
        super().__init__("\n  ".join((message, *lines, *rest)))


class TrainingProject:
    """One project; `root` is its canonical path."""

    def __init__(self, path: bytes) -> None:
        self._project = Project.open(path)

    @property
    def root(self) -> str:
        return os.fsdecode(self._project.root)

    def create_experiment(
        self,
        name: str | bytes,
        data: str | bytes,
        *,
        splits: Sequence[str | bytes] = (),
        replace: bool = False,
    ) -> list[str]:
        """Make an experiment of links to a version of the data; the paths of its links, absolute.

        data     a path, or the name of a version below splits/ or processed/
        splits   names of the splits wanted; else those the version has
        replace  retarget links of the experiment that are there and lead elsewhere

        What is as it should be already stays. Raises PlanRefused, and changes nothing, for a
        conflict; StorageError where the system refuses.
        """
        project, place = self._project, os.fsencode(name)
        version = experiments.find_data(project, project.policy.named(os.fsencode(data)))
        wanted = [os.fsencode(split) for split in splits]
        proposal = project.propose(
            experiments.propose_create(project, place, version, wanted, replace=replace)
        )
        report = project.run(_without_conflicts(proposal).plan)
        for failure in report.failures:
            raise StorageError(failure.error, path=failure.step.path)
        folder = project.policy.absolute(experiments.place_of(project, place))
        links = (name for name in sorted(os.listdir(folder)) if os.path.islink(join(folder, name)))
        return [os.fsdecode(join(folder, link)) for link in links]

    def create_subset(
        self, name: str | bytes, annotations: str | bytes, wish: Wish | None = None
    ) -> str:
        """Make the `data` of an experiment of COCO data; its path, absolute.

        annotations  the annotation file, in the project or absolute
        wish         which images; without it all of them: one link to the whole data set

        Raises PlanRefused, and changes nothing, where something is in the place; UsageError for a
        file that is none and for a wish that makes no sense; StorageError where the system refuses.
        """
        from cvlink_gui.features import subset

        project, source = self._project, self._project.policy.named(os.fsencode(annotations))
        dest = join(experiments.place_of(project, os.fsencode(name)), experiments.WHOLE)
        made = subset.draft(project, source, dest, check(wish or Wish(ratio=1.0)))
        proposal = _without_conflicts(project.propose(made.proposal))
        report = subset.make(project, replace(made, proposal=proposal), project.run)
        for failure in report.failures:
            raise StorageError(failure.error, path=failure.step.path)
        return os.fsdecode(project.policy.absolute(dest))

    def preflight(
        self, experiment: str | bytes, *, framework: str = "", deep: bool = False
    ) -> Verdict:
        """Audit one experiment as it lies on the disk now: `ready` or `ready_with_warnings`.

        framework  whose eyes to look with, in place of the project's own choice
        deep       read the files as well; this takes long

        Raises NotReady, with the findings, for every other verdict; UsageError for a name there
        is no experiment of.
        """
        project, name = self._project, os.fsencode(experiment)
        project.known()
        for batch in project.scan(anew=True):
            project.take_all(batch)
        request = Request(only=(name,), framework=framework, deep=deep)
        found = attended(lambda: audit(project, request), project.storage)
        project.keep()
        if found.verdict in _READY and not project.storage.silent:
            return found.verdict
        verdict = Verdict.UNKNOWN if found.verdict in _READY else found.verdict
        raise NotReady(name, verdict, [f for f in found.findings if _speaks_against(f)])


def _without_conflicts(proposal: Proposal) -> Proposal:
    """The same; PlanRefused where something speaks against it."""
    if proposal.conflicts:
        words = "\n  ".join(f"{shown(c.path)}: {c.reason}" for c in proposal.conflicts)
        raise PlanRefused(f"{proposal.plan.title}\n  {words}", hint=proposal.conflicts[0].hint)
    return proposal


def _speaks_against(finding: Finding) -> bool:
    weighs = finding.severity is Severity.ERROR or finding.rule in UNSURE | {NO_DATA}
    return weighs and not finding.waived
