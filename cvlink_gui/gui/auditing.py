"""Audits somebody asks for, in the window: one experiment, reports, fixes, the images of a leak."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import shown
from cvlink_gui.core.plan import Objection, Proposal
from cvlink_gui.core.remedies import REMEDIES
from cvlink_gui.core.said import Said, say
from cvlink_gui.features import audit as auditing
from cvlink_gui.features.audit import Audit, Request
from cvlink_gui.features.audit.leaked import Leaked, leaked
from cvlink_gui.features.project import Project
from cvlink_gui.gui import words as spoken
from cvlink_gui.gui.gallery import Reading
from cvlink_gui.gui.jobs import Job, once
from cvlink_gui.gui.notices import Notice, Tone
from cvlink_gui.gui.previews import Preview
from cvlink_gui.gui.words import tr_core

if TYPE_CHECKING:
    from cvlink_gui.gui.workbench import Workbench

_READS = 1  # helpers beside a deep audit, which reads the disk itself


@dataclass(eq=False, slots=True)
class Check:
    """An audit of one experiment under way. Its thread writes how far it is, the window the wish.

    stop  leave what is not decided yet undecided, and end
    """

    words: str = ""
    share: float = 0.0
    stop: bool = False

    def tell(self, words: str, share: float) -> None:
        """What the audit calls, on its thread."""
        self.words, self.share = words, share


class Auditor(QObject):
    """Runs what the Problems panel and the verdict of an experiment ask for."""

    def __init__(self, bench: "Workbench") -> None:
        super().__init__(bench)
        self._bench = bench

    def check(
        self,
        name: bytes,
        framework: str,
        *,
        deep: bool,
        then: Callable[[Audit | None], None],
    ) -> Check:
        """Audit one experiment; `then` gets it, or None if it ended without a verdict.

        framework  whose eyes to look with; "" for what the project says
        deep       read the files as well. That may take long, and the tree of the window goes on
                   living meanwhile: it is done on a tree of its own, read anew.
        """
        check, project = Check(), self._bench.project
        if project is None:
            return check
        looking = self.tr("Looking at the folders")
        request = Request(only=(name,), framework=framework, progress=check.tell)

        def at_once() -> Audit:
            return auditing.audit(project, request)

        def reading(job: Job) -> Generator[None, None, Audit | None]:
            def ended() -> bool:
                return job.cancelled or check.stop

            check.tell(looking, 0.0)
            fresh = _read_anew(project, ended)
            yield None
            if ended():
                return None  # a tree that is half read says nothing
            return auditing.audit(fresh, replace(request, deep=True, cancelled=ended))

        def done(found: Audit | None) -> None:
            if self._bench.project is project:
                then(found)

        def wrong(error: CvlinkError) -> None:
            self._bench.tell(error)
            done(None)

        work = reading if deep else once(at_once)
        title = self.tr("Auditing {0}").format(shown(name))
        self._bench.start(title, work, done, on_error=wrong, reads_tree=not deep)
        return check

    def fix(self, wanted: Sequence[Finding], findings: Sequence[Finding]) -> None:
        """Propose one plan that mends the wanted ones of an audit's findings."""
        project = self._bench.project
        if project is None:
            return

        unmended = say("no plan can mend it by changing links")

        def work() -> Proposal:
            proposal, left = auditing.Fixes(project, findings).together(wanted)
            warnings = tuple(Objection(f.paths[0], unmended, Said(REMEDIES[f.rule])) for f in left)
            return proposal.objecting(warnings=warnings) if proposal.plan.steps else proposal

        def done(proposal: Proposal) -> None:
            if self._bench.project is not project:
                return
            if proposal.plan.steps or proposal.conflicts:
                self._bench.planner.proposed.emit(proposal)
            else:
                self._refuse(wanted[0])

        self._bench.start(self.tr("Planning"), once(work), done, reads_tree=True)

    def images(self, finding: Finding, then: Callable[[Leaked], None]) -> None:
        """Look up the images two splits share."""
        project = self._bench.project
        if project is None:
            return

        def done(found: Leaked | None) -> None:
            if self._bench.project is project and found is not None:
                then(found)
            elif found is None:
                words = self.tr("The splits have changed since. Audit again to see what they have.")
                self._bench.noticed.emit(Notice(words, Tone.WARNING))

        work = once(lambda: leaked(project, finding))
        self._bench.start(self.tr("Looking"), work, done, reads_tree=True)

    def previews(
        self, paths: Sequence[bytes], side: int, then: Callable[[int, Preview], None]
    ) -> Reading | None:
        """Pictures of files of the project; `then` gets each with its number as it comes."""
        project = self._bench.project
        if project is None:
            return None
        return self._bench.gallery.read([project.policy.absolute(p) for p in paths], side, then)

    def save(self, audit: Audit, path: bytes) -> None:
        """Write an audit, with the plans that would mend what it found, into a file.

        A page is in the language of the window.
        """
        project, language = self._bench.project, spoken.language()
        if project is None:
            return

        def work() -> None:
            from cvlink_gui.features.audit.saving import save

            findings = auditing.Fixes(project, audit.findings).attached()
            save(project, replace(audit, findings=tuple(findings)), path, language)

        def done(_none: None) -> None:
            words = self.tr("The report was saved: {0}").format(shown(path))
            self._bench.noticed.emit(Notice(words))

        self._bench.start(self.tr("Saving the report"), once(work), done, reads_tree=True)

    def _refuse(self, finding: Finding) -> None:
        words = self.tr("No change of links mends this.") + "\n" + tr_core(REMEDIES[finding.rule])
        self._bench.noticed.emit(Notice(words, Tone.WARNING))


def _read_anew(project: Project, cancelled: Callable[[], bool]) -> Project:
    """The same project with a tree nobody else looks at, as it is on the disk now."""
    fresh = Project(project.root, project.settings, project.layout, project.storage)
    fresh.known()
    for batch in fresh.scan(anew=True, helpers=_READS, cancelled=cancelled):
        fresh.take_all(batch)
    return fresh
