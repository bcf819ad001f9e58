"""What is proposed is shown as a plan, and carried out once it is accepted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cvlink_gui.core.plan import Link, Plan, Proposal
from cvlink_gui.gui import subsets
from cvlink_gui.gui.dialogs.plan import LinkDialog, PlanDialog
from cvlink_gui.gui.planning import Draft

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow


class Proposals(QObject):
    """The dialogs of plans of a window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._bench = window.workbench
        self._bench.planner.drafted.connect(self._drafted)
        self._bench.planner.proposed.connect(self._proposed)
        self._bench.runner.ran.connect(self._ran)
        self._bench.runner.running.connect(self._running)

    def show(self, dialog: PlanDialog) -> None:
        """Show a plan; it is carried out once it is accepted."""
        runner = self._bench.runner
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wait(on=runner.is_running)
        dialog.accepted.connect(lambda: runner.run(dialog.proposal.plan, dialog.act))
        dialog.open()

    def _drafted(self, draft: Draft) -> None:
        dialog = LinkDialog(draft, self._bench, self._window)
        dialog.subset_wanted.connect(lambda file, dest: subsets.show(self._window, file, dest))
        self.show(dialog)

    def _proposed(self, proposal: Proposal) -> None:
        verbs = {"remove": self.tr("Remove"), "create": self.tr("Create links")}
        actions = list(proposal.plan.counts())
        verb = verbs.get(actions[0], "") if len(actions) == 1 else ""
        self.show(PlanDialog(proposal, verb or self.tr("Apply"), self._window))

    def _ran(self, plan: Plan) -> None:
        """Show the first link that was made."""
        made = [step.path for step in plan.steps if isinstance(step.after, Link)]
        if made:
            self._window.workspace.reveal(made[0])

    def _running(self, on: bool) -> None:
        for dialog in self._window.findChildren(PlanDialog):
            dialog.wait(on=on)
