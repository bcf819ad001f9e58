"""Every change is shown the same way before it is made: steps, conflicts, warnings."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyledItemDelegate,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.names import basename, is_odd, is_within, join, parent, shown
from cvlink_gui.core.plan import Dir, Link, Note, Objection, Proposal, State, Step, Twin
from cvlink_gui.features.linking import Pair
from cvlink_gui.gui import icons, theme
from cvlink_gui.gui.dialogs.asking import ask_text
from cvlink_gui.gui.dialogs.frame import column_of
from cvlink_gui.gui.naming import name_box
from cvlink_gui.gui.panels.empty import EmptyWords
from cvlink_gui.gui.planning import Draft
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.running import Act
from cvlink_gui.gui.theme import ICON, UNIT
from cvlink_gui.gui.words import tr, tr_said
from cvlink_gui.gui.workbench import Workbench

_ICONS = {
    "create": ("link", "good"),
    "retarget": ("refresh-cw", "accent"),
    "remove": ("unlink", "bad"),
    "mkdir": ("folder-plus", "good"),
    "rmdir": ("folder", "bad"),
    "replace": ("link", "accent"),
    "bring-back": ("undo-2", "accent"),
}
_REASONS = 200  # widgets for reasons; each stands for all paths that have it
_REASONS_HEIGHT = 32 * UNIT  # more than that is scrolled
_EXPLAINED = 50  # steps whose reasons are all shown at once
_REPLAN_MS = 150


class PlanDialog(QDialog):
    """Shows a proposal; its main button is off while one conflict is left.

    act  what carries the plan out, where there is more to it than its steps
    """

    def __init__(
        self, proposal: Proposal, verb: str, parent: QWidget, act: Act | None = None
    ) -> None:
        super().__init__(parent)
        self.proposal = proposal
        self.act = act
        self._is_ready = False
        self._waits = False
        self.setWindowTitle(tr_said(proposal.plan.title))
        self.setMinimumSize(150 * UNIT, 80 * UNIT)
        self._title = QLabel(tr_said(proposal.plan.title))
        self._title.setProperty("title", True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._counts = QLabel()
        self._counts.setProperty("quiet", True)
        self.table = QTreeWidget()
        self.table.setAccessibleName(self.tr("Plan"))
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setIconSize(QSize(ICON, ICON))
        self.table.setHeaderLabels([self.tr("Link"), self.tr("Before"), self.tr("After")])
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.header().setStretchLastSection(True)
        EmptyWords(self.table, self.tr("Nothing is planned."))
        self._reasons = QScrollArea()
        self._reasons.setAccessibleName(self.tr("Conflicts and warnings"))
        self._reasons.setProperty("plain", True)
        self._reasons.setWidgetResizable(True)
        self._reasons.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = QPushButton(verb)
        self.accept_button.setDefault(True)
        self.buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.column = column_of(self)
        for widget in (self._title, self._counts, self.table):
            self.column.addWidget(widget)
        self.column.addWidget(self._reasons)
        self._waiting = QLabel(tr("Another change is under way; this one can be made after it."))
        self._waiting.hide()
        self.column.addWidget(self._waiting)
        self.column.addWidget(self.buttons)
        self.resize(220 * UNIT, 110 * UNIT)
        self.show_proposal(proposal)
        self.accept_button.setFocus()

    def show_proposal(self, proposal: Proposal) -> None:
        """Show another proposal in its place."""
        self.proposal = proposal
        self._title.setText(tr_said(proposal.plan.title))
        counts = [f"{n} \u00d7 {_words(action)}" for action, n in proposal.plan.counts().items()]
        if proposal.conflicts:
            counts.append(tr("%n conflict(s)", "", len(proposal.conflicts)))
        self._counts.setText(" · ".join(counts) or self._nothing_to_do(proposal))
        self._fill_table(proposal)
        self._fill_objections(proposal)
        self._set_ready(bool(proposal.plan.steps) and not proposal.conflicts)

    def _nothing_to_do(self, proposal: Proposal) -> str:
        if proposal.warnings:
            return self.tr("Nothing to do: what was left out is below, with the reason.")
        return self.tr("Nothing to do: all is as wanted.")

    def wait(self, *, on: bool) -> None:
        """Another change is under way: this one waits for its end."""
        self._waits = on
        self._waiting.setVisible(on)
        self._set_ready(self._is_ready)

    def _set_ready(self, ready: bool) -> None:
        """Switch the main button on or off; Return is its key all the while, never Cancel's."""
        self._is_ready = ready
        ready = ready and not self._waits
        if not ready and self.accept_button.hasFocus():
            self.table.setFocus()
        explain(self.accept_button, "" if ready else self._why_not())
        self.accept_button.setDefault(True)

    def _why_not(self) -> str:
        if self._waits:
            return self._waiting.text()
        if self.proposal.conflicts:
            return self.tr("Conflicts have to be solved first.")
        return self._nothing_to_do(self.proposal) or self.tr("Nothing is planned.")

    def _fill_table(self, proposal: Proposal) -> None:
        self.table.clear()
        items = [self._item(step) for step in proposal.plan.steps]
        self.table.addTopLevelItems(items)
        self.table.setRootIsDecorated(bool(proposal.notes))
        for step, item in zip(proposal.plan.steps, items, strict=True):
            if note := proposal.notes.get(step.path):
                self._explain(item, note)

    def _explain(self, item: QTreeWidgetItem, note: Note) -> None:
        """Why a step is proposed, and what could be meant as well, in rows below it."""
        others = [
            self.tr("or {0}: {1}").format(shown(path), tr_said(evidence))
            for path, evidence in note.others
        ]
        first = self.tr("because: {0}") if note.is_reason else "{0}"
        for words in (first.format(tr_said(note.evidence)), *others):
            row = QTreeWidgetItem(item, [words])
            row.setFirstColumnSpanned(True)
            row.setForeground(0, theme.color("quiet"))
            row.setToolTip(0, words)
        item.setExpanded(self.table.topLevelItemCount() <= _EXPLAINED)

    def _item(self, step: Step) -> QTreeWidgetItem:
        item = QTreeWidgetItem([shown(step.path), _state(step.before), _state(step.after)])
        item.setIcon(0, icons.icon(*_ICONS[step.action]))
        for column in range(3):
            item.setToolTip(column, item.text(column))
        return item

    def _fill_objections(self, proposal: Proposal) -> None:
        reasons = [
            (same, mark, field)
            for objections, mark, field in (
                (proposal.conflicts, "circle-x", "bad"),
                (proposal.warnings, "triangle-alert", "warning"),
            )
            for same in _by_reason(objections)
        ]
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        for reason in reasons[:_REASONS]:
            column.addWidget(self._objection(*reason))
        if len(reasons) > _REASONS:
            column.addWidget(QLabel(self.tr("{0} more").format(len(reasons) - _REASONS)))
        column.addStretch(1)
        self._reasons.setWidget(widget)
        self._reasons.setVisible(bool(reasons))
        self._fit_reasons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_reasons()

    def _fit_reasons(self) -> None:
        """As high as the reasons are, wrapped at the width there is, but no higher than a share."""
        widget, margins = self._reasons.widget(), self.column.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        height = widget.heightForWidth(width) if widget is not None else 0
        self._reasons.setFixedHeight(min(max(height, 0), _REASONS_HEIGHT))

    def _objection(self, same: Sequence[Objection], mark: str, field: str) -> QWidget:
        first = same[0]
        paths = shown(first.path)
        if len(same) > 1:
            paths = self.tr("{0} and {1} more").format(paths, len(same) - 1)
        widget = QWidget()
        picture = QLabel()
        picture.setPixmap(icons.pixmap(mark, field, 16, self.devicePixelRatioF()))
        text = QLabel(f"{paths}: {tr_said(first.reason)}. {tr_said(first.hint)}")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setStyleSheet(f"color: {theme.color(field).name()};")
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * UNIT)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        return widget


class StyleBox(QComboBox):
    """How links name their target: relative, absolute or shortest."""

    def __init__(self, style: str) -> None:
        super().__init__()
        name_box(self, self.tr("How links name their target"))
        for known, words in (
            ("relative", self.tr("Relative links")),
            ("absolute", self.tr("Absolute links")),
            ("shortest", self.tr("The shorter of both")),
        ):
            self.addItem(words, known)
        self.setCurrentIndex(self.findData(style))


class LinkDialog(PlanDialog):
    """The drop popover: the exact links, with names and style to edit."""

    subset_wanted = Signal(object, object)  # an annotation file, the folder of a subset of it

    def __init__(self, draft: Draft, workbench: Workbench, parent: QWidget) -> None:
        self._draft = draft
        self._pairs = list(draft.pairs)  # as they are wanted now; the draft may be behind
        self._asked = 0  # drafts asked for: only the answer to the last one counts
        self._arrived: Draft | None = None  # while a name was being typed
        self._is_over = False
        self._workbench = workbench
        super().__init__(draft.proposal, "", parent)
        self.accept_button.setText(self.tr("Create links"))
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.style_box = StyleBox(draft.style)
        self.replace_box = QCheckBox(self.tr("Retarget links that are in the place"))
        self.replace_box.setChecked(draft.replace)
        self.allow_button = QPushButton(self.tr("Allow this folder…"))
        self.allow_button.clicked.connect(self._allow)
        self.subset_button = QPushButton(self.tr("Subset…"))
        self.subset_button.setAutoDefault(False)
        self.subset_button.setVisible(draft.subset is not None)
        self.subset_button.clicked.connect(lambda _on=False: self._want_subset(draft))
        hint = QLabel(self.tr("F2 or a double click edits a name."))
        hint.setProperty("quiet", True)
        row = QHBoxLayout()
        row.setSpacing(3 * UNIT)
        row.addWidget(self.style_box)
        row.addWidget(self.replace_box)
        row.addWidget(self.allow_button)
        row.addStretch(1)
        row.addWidget(self.subset_button)
        below = self.column.indexOf(self.table) + 1
        self.column.insertWidget(below, hint)
        self.column.insertLayout(below + 1, row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REPLAN_MS)
        self._timer.timeout.connect(self._replan)
        self.style_box.currentIndexChanged.connect(lambda _row: self._replan_soon())
        self.replace_box.toggled.connect(lambda _on: self._replan_soon())
        self.table.itemChanged.connect(self._renamed)
        editors = QStyledItemDelegate(self.table)
        self.table.setItemDelegate(editors)  # first: the table knows of the end before `_typed`
        editors.closeEditor.connect(self._typed)
        self._offer_to_allow()

    def done(self, result: int) -> None:
        """An answer that comes later finds nobody."""
        self._is_over = True
        self._timer.stop()
        super().done(result)

    def _fill_table(self, proposal: Proposal) -> None:
        self.table.blockSignals(True)
        super()._fill_table(proposal)
        rows = {step.path: self.table.topLevelItem(n) for n, step in enumerate(proposal.plan.steps)}
        refused = {objection.path for objection in proposal.conflicts}
        for number, pair in enumerate(self._draft.pairs):
            if pair.link not in rows and pair.link in refused:
                rows[pair.link] = self._conflict_item(pair)
            item = rows.get(pair.link)
            if item is not None and not is_odd(basename(pair.link)):
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                item.setData(0, Qt.ItemDataRole.UserRole, number)
        for step in proposal.plan.steps:
            item = rows[step.path]
            if isinstance(step.after, Dir) and item is not None and not is_odd(basename(step.path)):
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                item.setData(0, Qt.ItemDataRole.UserRole, step.path)
        self.table.blockSignals(False)

    def _conflict_item(self, pair: Pair) -> QTreeWidgetItem:
        words = [shown(pair.link), self.tr("in the way"), "→ " + shown(pair.target)]
        item = QTreeWidgetItem(self.table, words)
        item.setIcon(0, icons.icon("circle-x", "bad"))
        for column in range(3):
            item.setForeground(column, theme.color("bad"))
        return item

    def _renamed(self, item: QTreeWidgetItem, column: int) -> None:
        """A link, or a folder that will be made, got another name: the last part of the text."""
        edited = item.data(0, Qt.ItemDataRole.UserRole)
        if column or edited is None:
            return
        old = self._pairs[edited].link if isinstance(edited, int) else bytes(edited)
        name = basename(item.text(0).strip().encode("utf-8"))
        new = join(parent(old), name) if name else old
        self._pairs = [Pair(_moved(pair.link, old, new), pair.target) for pair in self._pairs]
        self._rename_rows(old, new)
        self._replan()

    def _rename_rows(self, old: bytes, new: bytes) -> None:
        """Let the rows have the names that are wanted, before they are planned anew."""
        self.table.blockSignals(True)
        for row in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(row)
            edited = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
            if item is not None and isinstance(edited, int):
                item.setText(0, shown(self._pairs[edited].link))
            elif item is not None and edited is not None:
                path = _moved(bytes(edited), old, new)
                item.setData(0, Qt.ItemDataRole.UserRole, path)
                item.setText(0, shown(path))
        self.table.blockSignals(False)

    def _replan_soon(self) -> None:
        self._set_ready(False)  # what is shown is no longer what is wanted
        self._asked += 1  # nor is what is on its way
        self._timer.start()

    def _replan(self) -> None:
        self._set_ready(False)
        self._asked += 1
        asked, self._arrived = self._asked, None

        def answered(draft: Draft) -> None:
            if asked == self._asked and not self._is_over:
                self._show_draft(draft)

        self._workbench.planner.redraft(
            self._pairs, self.style_box.currentData(), self.replace_box.isChecked(), answered
        )

    def _show_draft(self, draft: Draft) -> None:
        if self.table.state() is QAbstractItemView.State.EditingState:
            self._arrived = draft  # new rows would close the editor, and lose what is in it
            return
        self._draft = draft
        self.show_proposal(draft.proposal)
        self._offer_to_allow()

    def _typed(self) -> None:
        """An editor was closed: show what came meanwhile, if no other name was typed."""
        arrived, self._arrived = self._arrived, None
        if arrived is not None:
            self._show_draft(arrived)

    def _want_subset(self, draft: Draft) -> None:
        if draft.subset is not None:
            self.reject()
            self.subset_wanted.emit(*draft.subset)

    def _outside(self) -> bytes:
        """The first place that is a conflict only because nobody allowed it."""
        places = (objection.outside for objection in self.proposal.conflicts)
        return next(filter(None, places), b"")

    def _offer_to_allow(self) -> None:
        self.allow_button.setVisible(bool(self._outside()))

    def _allow(self) -> None:
        """Ask why links may lead there; the reason is kept beside the folder's name."""
        folder = self._outside()
        label = self.tr("Links may lead to {0}, because:").format(shown(folder))
        title = self.tr("Allow a folder outside the project")
        reason = ask_text(self, title, label)
        if reason.strip():
            self._workbench.preferences.allow_root(folder, reason.strip(), self._allowed)

    def _allowed(self) -> None:
        if not self._is_over:
            self._timer.start()


def _moved(path: bytes, old: bytes, new: bytes) -> bytes:
    """The path, which may be or lie in another one, after that was renamed."""
    return new + path[len(old) :] if is_within(path, old) else path


def _state(state: State) -> str:
    if isinstance(state, Link):
        return "→ " + shown(state.text)
    if isinstance(state, Twin):
        return tr("file, kept as {0}").format(shown(state.kept))
    return tr("folder") if isinstance(state, Dir) else "—"


def _words(action: str) -> str:
    return {
        "create": tr("create link"),
        "retarget": tr("retarget link"),
        "remove": tr("remove link (its target stays)"),
        "mkdir": tr("make folder"),
        "rmdir": tr("remove empty folder"),
        "replace": tr("replace a file by a link (the file is kept)"),
        "bring-back": tr("bring a file back"),
    }[action]


def _by_reason(objections: Sequence[Objection]) -> list[list[Objection]]:
    """Objections with the same reason together: one line for many paths."""
    groups: dict[str, list[Objection]] = {}
    for objection in objections:
        groups.setdefault(objection.reason, []).append(objection)
    return list(groups.values())
