"""Replace a prefix of many links' targets: what was in one folder is in another one now."""

from collections.abc import Sequence
from itertools import islice

from PySide6.QtWidgets import QCheckBox, QWidget

from cvlink_gui.core.moves import moved
from cvlink_gui.features.project import Project
from cvlink_gui.gui.dialogs.preview import PathBox, PreviewDialog, path_text
from cvlink_gui.gui.planning import Planner, Targets
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.running import number
from cvlink_gui.gui.words import tr


class PrefixDialog(PreviewDialog):
    """Old and new prefix, and how many links that is about: those selected, or all."""

    def __init__(
        self,
        planner: Planner,
        project: Project,
        selected: Sequence[bytes],
        choices: Sequence[bytes],
        parent: QWidget,
    ) -> None:
        """selected: rows; choices: paths that are offered as the new prefix."""
        super().__init__(self.tr("Replace a prefix of targets"), parent)
        self._planner = planner
        self._project = project
        self._selected = selected
        self._targets: Targets | None = None
        self._asked = 0  # only the answer to the last question counts
        self.old = PathBox(self.tr("Old prefix"))
        self.new = PathBox(self.tr("New prefix"), choices)
        self.only = QCheckBox(self.tr("Only links at or below the selected rows"))
        self.only.setChecked(bool(selected))
        explain(self.only, "" if selected else tr("Nothing is selected."))
        self.form.addRow(self.tr("&Old prefix:"), self.old)
        self.form.addRow(self.tr("&New prefix:"), self.new)
        self.form.addRow("", self.only)
        self.old.editTextChanged.connect(self._update)
        self.new.editTextChanged.connect(self._update)
        self.only.toggled.connect(self._ask)
        self.accepted.connect(self._propose)
        self._ask()
        self.new.setFocus()

    @property
    def _paths(self) -> Sequence[bytes]:
        return self._selected if self.only.isChecked() else ()

    def _ask(self) -> None:
        self._targets = None
        self._asked += 1
        asked = self._asked
        self.say(self.tr("Looking where the links lead…"))

        def found(targets: Targets) -> None:
            if asked == self._asked:
                self._found(targets)

        self._planner.find_targets(self._paths, found)

    def _found(self, targets: Targets) -> None:
        self._targets = targets
        self.old.add(targets.folders)
        if not self.old.currentText() and targets.places:
            self.old.offer(targets.common())
        self._update()

    def _update(self) -> None:
        if self._targets is None:
            return
        old, new = self.old.path(self._project), self.new.path(self._project)
        matched = self._targets.below(old) if old is not None else ()
        count = self.tr("Links that lead there: {0} of {1}.").format(
            number(len(matched)), number(len(self._targets.places))
        )
        some = list(islice(dict.fromkeys(matched), 3))
        if old is None:
            self.say(self.tr("Which part of the targets shall be another one?"))
        elif not matched:
            self.say(count, wrong=True)
        elif new is None:
            words = self.tr("What shall be in its place?")
            self.say(f"{count} {words}", map(path_text, some))
        elif new == old:
            self.say(self.tr("Old and new are the same."), wrong=True)
        else:
            lines = (f"{path_text(t)} → {path_text(moved(t, old, new))}" for t in some)
            self.say(count, lines, ready=True)

    def _propose(self) -> None:
        old, new = self.old.path(self._project), self.new.path(self._project)
        if old is not None and new is not None:
            self._planner.replace_prefix(self._paths, old, new)
