"""A new experiment, from a version of the data or from another one: its links as it is named."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count, pairwise

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QTreeWidgetItem,
    QWidget,
)

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import basename, is_odd, join, shown
from cvlink_gui.core.plan import Absent, Objection, Plan, Proposal
from cvlink_gui.core.settings import LINK_STYLE
from cvlink_gui.features.experiments import WHOLE, Parts
from cvlink_gui.features.project import Project
from cvlink_gui.gui import theme
from cvlink_gui.gui.dialogs.plan import PlanDialog, StyleBox
from cvlink_gui.gui.dialogs.preview import PathBox
from cvlink_gui.gui.planning import Failed, Planner, Wish
from cvlink_gui.gui.running import number
from cvlink_gui.gui.theme import ROW_HEIGHT, UNIT
from cvlink_gui.gui.words import tr, tr_said

Planned = Callable[[Proposal], None]
Ask = Callable[[bytes, Planned, Failed], None]  # for the plan of an experiment of a name
_REPLAN_MS = 150
_SIZE = (190, 150)  # units
_STEPS_SEEN = 500
_SPLITS_SEEN = 1.5  # rows: half a one says that there are more
_SPLIT_WIDTH = 50 * UNIT  # at most, of one
_BOX = 9 * UNIT  # what stands around a split's name
_SPLIT = Qt.ItemDataRole.UserRole
_NO_NAMES = (b".", b"..")


class NamingDialog(PlanDialog):
    """An experiment is named; the plan below follows what is typed.

    What is wrong with the name stands below its field, what else speaks against the plan below it.
    """

    def __init__(self, title: str, verb: str, project: Project, ask: Ask, parent: QWidget) -> None:
        """ask: for the plan, once there is a name that can be one."""
        self._project = project
        self._ask_for = ask
        self._none = Proposal(Plan(title, ()))
        self._asked = 0  # only the answer to the last question counts
        self._is_asking = False  # one at a time: to plan many links takes a while
        self._is_behind = False  # what is asked is no longer what is wanted
        self.name = QLineEdit()
        self.words = _words()
        super().__init__(self._none, verb, parent)
        self.name.setAccessibleName(tr("Name of the experiment"))
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(4 * UNIT)
        self.form.setVerticalSpacing(2 * UNIT)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow(tr("&Name:"), self.name)
        self._add_below(self.words)
        below = self.column.indexOf(self._title) + 1
        self.column.insertSpacing(below, UNIT)
        self.column.insertLayout(below + 1, self.form)
        self.setTabOrder(self.name, self.table)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REPLAN_MS)
        self._timer.timeout.connect(self._ask)
        self.name.textChanged.connect(lambda _text: self.replan())
        self.resize(*(side * UNIT for side in _SIZE))
        self.name.setFocus()

    @property
    def wanted(self) -> bytes:
        """The name as it is typed now."""
        return self.name.text().strip().encode("utf-8", "replace")

    @property
    def place(self) -> bytes:
        """The folder the experiment would be."""
        return join(self._project.layout.experiments_folder, self.wanted)

    def replan(self) -> None:
        """What is shown is no longer what is wanted: ask for it, after a moment's rest."""
        self._set_ready(False)
        self._asked += 1  # what is on its way is of no use either
        self._is_behind = False
        self._timer.stop()
        why = self._refusal()
        if why or not self.wanted:
            self.show_proposal(self._none)
        elif self._is_complete():
            self._timer.start()
        self._say(why or self._where(), wrong=bool(why))

    def done(self, result: int) -> None:
        """An answer that comes later finds nobody."""
        self._asked += 1
        self._is_behind = False
        self._timer.stop()
        super().done(result)

    # Inside

    def _add_below(self, words: QLabel) -> None:
        """Words below the field that was added last."""
        self.form.setWidget(self.form.rowCount(), QFormLayout.ItemRole.FieldRole, words)

    def _is_complete(self) -> bool:
        """False while something beside the name is not known yet."""
        return True

    def _ask(self) -> None:
        if self._is_asking:
            self._is_behind = True
            return
        self._is_asking, asked = True, self._asked

        def planned(proposal: Proposal) -> None:
            if self._answered(asked):
                self.show_proposal(proposal)

        def failed(error: CvlinkError) -> None:
            if self._answered(asked):
                self.show_proposal(self._none)
                self._say(str(error), wrong=True)

        self._ask_for(self.wanted, planned, failed)

    def _answered(self, asked: int) -> bool:
        """True if the answer is to what is wanted now; else that is asked for."""
        self._is_asking = False
        if self._is_behind:
            self._is_behind = False
            self._ask()
        return asked == self._asked

    def _fill_table(self, proposal: Proposal) -> None:
        """The first of the steps, quickly enough to follow what is typed."""
        steps = proposal.plan.steps
        plan = replace(proposal.plan, steps=steps[:_STEPS_SEEN])
        super()._fill_table(replace(proposal, plan=plan))
        if (more := len(steps) - _STEPS_SEEN) > 0:
            row = QTreeWidgetItem(self.table, [tr("and {0} more").format(number(more))])
            row.setFirstColumnSpanned(True)

    def _fill_objections(self, proposal: Proposal) -> None:
        """What is against the place is told below its name, the rest below the plan."""
        own = [why for why in proposal.conflicts if self.wanted and why.path == self.place]
        others = tuple(why for why in proposal.conflicts if why not in own)
        super()._fill_objections(replace(proposal, conflicts=others))
        if own:
            self._say(_sentence(own[0]), wrong=True)

    def _nothing_to_do(self, _proposal: Proposal) -> str:
        return ""

    def _where(self) -> str:
        folder = shown(self._project.layout.experiments_folder)
        return tr("It will be a folder in {0}.").format(folder)

    def _refusal(self) -> str:
        """Why the name can be none, as far as that is known without the disk."""
        name = self.wanted
        if b"/" in name or b"\0" in name or name in _NO_NAMES:
            return tr("A folder cannot have this name.")
        if name and not isinstance(self._project.remember(self.place), Absent):
            return tr("Something of this name is there. Choose another name.")
        return ""

    def _say(self, words: str, *, wrong: bool) -> None:
        _set(self.words, words, wrong=wrong)
        self.name.setAccessibleDescription(words)


class DuplicateDialog(NamingDialog):
    """The name of an experiment that shall have the links of another one."""

    def __init__(self, planner: Planner, project: Project, old: bytes, parent: QWidget) -> None:
        title = tr("Duplicate experiment {0}").format(shown(basename(old)))

        def ask(name: bytes, then: Planned, failed: Failed) -> None:
            planner.duplicate(old, name, then, failed)

        super().__init__(title, tr("Duplicate"), project, ask, parent)
        self.name.setText(_free_name(project, old))
        self.name.selectAll()
        self.replan()


class ExperimentDialog(NamingDialog):
    """A new experiment: a link for each split of a version of the data."""

    def __init__(
        self,
        planner: Planner,
        project: Project,
        versions: Sequence[bytes],
        data: bytes,
        parent: QWidget,
    ) -> None:
        """versions: those that are offered; data: the one that is meant, b"" for none yet."""
        self._planner = planner
        self._parts: Parts | None = None  # of the version that is named; None: not known yet
        self._ticked: dict[bytes, bool] = {}  # by hand
        self._looked = 0  # only the answer to the last question counts
        title, verb = tr("New experiment"), tr("Create experiment")
        super().__init__(title, verb, project, self._wish, parent)
        self.data = PathBox(self.tr("Data version"), versions)
        self.splits = _split_list(self.tr("Splits"))
        self.split_words = _words()
        self.style_box = StyleBox(project.settings[LINK_STYLE])
        self.form.addRow(self.tr("&Data version:"), self.data)
        self.form.addRow(self.tr("&Splits:"), self.splits)
        self._add_below(self.split_words)
        self.form.addRow(self.tr("&Links:"), self.style_box)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_REPLAN_MS)
        self._looking.timeout.connect(self._look)
        if data:
            self.data.offer(data)
        self.data.editTextChanged.connect(lambda _text: self._other_data())
        self.splits.itemChanged.connect(self._tick)
        self.style_box.currentIndexChanged.connect(lambda _row: self.replan())
        for before, after in pairwise((self.name, self.data, self.splits, self.style_box)):
            self.setTabOrder(before, after)
        self.setTabOrder(self.style_box, self.table)
        self._other_data()

    def chosen(self) -> tuple[bytes, ...]:
        """The splits that are ticked."""
        items = (self.splits.item(row) for row in range(self.splits.count()))
        return tuple(_split(item) for item in items if item.checkState() is _state(on=True))

    def done(self, result: int) -> None:
        """Look no further."""
        self._looked += 1
        self._looking.stop()
        super().done(result)

    # Inside

    def _wish(self, name: bytes, then: Planned, failed: Failed) -> None:
        data = self.data.path(self._project)
        if data is not None:
            style = self.style_box.currentData()
            self._planner.experiment(Wish(name, data, self.chosen(), style), then, failed)

    def _is_complete(self) -> bool:
        return self._parts is not None and not (self._parts.splits and not self.chosen())

    def _other_data(self) -> None:
        """Another version is named: what it has is looked up first."""
        self._parts = None
        self._looked += 1
        self._show_parts(Parts((), ()))
        words = self.tr("Which version of the data shall it use?")
        if self.data.path(self._project) is not None:
            self._looking.start()
            words = self.tr("Looking what it has…")
        _set(self.split_words, words, wrong=False)
        self.show_proposal(self._none)
        self.replan()

    def _look(self) -> None:
        looked, data = self._looked, self.data.path(self._project)

        def found(parts: Parts) -> None:
            if looked == self._looked:
                self._parts = parts
                self._show_parts(parts)
                self._say_parts()
                self.replan()

        def failed(error: CvlinkError) -> None:
            if looked == self._looked:
                _set(self.split_words, str(error), wrong=True)

        if data is not None:
            self._planner.parts(data, found, failed)

    def _show_parts(self, parts: Parts) -> None:
        self.splits.blockSignals(True)
        self.splits.clear()
        for name in (*parts.splits, *parts.others):
            item = QListWidgetItem(shown(name), self.splits)
            item.setData(_SPLIT, name)
            item.setToolTip(shown(name))
            width = self.splits.fontMetrics().horizontalAdvance(shown(name)) + _BOX
            item.setSizeHint(QSize(min(width, _SPLIT_WIDTH), ROW_HEIGHT - 2 * UNIT))
            item.setCheckState(_state(on=self._ticked.get(name, name in parts.splits)))
        self.splits.blockSignals(False)
        self.form.setRowVisible(self.splits, self.splits.count() > 0)
        self.splits.setCurrentRow(0)

    def _tick(self, item: QListWidgetItem) -> None:
        self._ticked[_split(item)] = item.checkState() is _state(on=True)
        self._say_parts()
        if not self._is_complete():
            self.show_proposal(self._none)
        self.replan()

    def _say_parts(self) -> None:
        words = self.tr("Each split that is ticked becomes a link.")
        if not self._is_complete():
            words = self.tr("Tick one split at least.")
        elif not self.chosen():
            words = self.tr("One link leads to all of it: {0}.").format(shown(WHOLE))
        _set(self.split_words, words, wrong=not self._is_complete())


def _free_name(project: Project, old: bytes) -> str:
    """The name of an experiment with the first number that is free; "" where it has odd ones."""
    if is_odd(basename(old)):
        return ""
    names = (f"{shown(basename(old))}-{n}" for n in count(2))
    folder = project.layout.experiments_folder
    is_free = (n for n in names if isinstance(project.remember(join(folder, n.encode())), Absent))
    return next(is_free)


def _split_list(name: str) -> QListWidget:
    splits = QListWidget()
    splits.setAccessibleName(name)
    splits.setFlow(QListView.Flow.LeftToRight)
    splits.setWrapping(True)
    splits.setResizeMode(QListView.ResizeMode.Adjust)
    splits.setSpacing(UNIT)
    splits.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    splits.setFixedHeight(int(_SPLITS_SEEN * ROW_HEIGHT))
    return splits


def _split(item: QListWidgetItem) -> bytes:
    return bytes(item.data(_SPLIT))


def _state(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked


def _words() -> QLabel:
    words = QLabel()
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    return words


def _set(label: QLabel, words: str, *, wrong: bool) -> None:
    label.setText(words)
    label.setStyleSheet(f"color: {theme.color('bad' if wrong else 'quiet').name()};")


def _sentence(why: Objection) -> str:
    return f"{tr_said(why.reason)}. {tr_said(why.hint)}"
