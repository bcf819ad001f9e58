"""A subset of COCO data is asked for: what is chosen shows at once, as classes and as images."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cvlink_gui.core.boxes import Box, Marked
from cvlink_gui.core.coco import total_variation
from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import shown
from cvlink_gui.core.settings import LINK_STYLE
from cvlink_gui.core.subset import DEFAULT_SEED, Crowd, Match, Method, Wish, check
from cvlink_gui.features.project import Project, Report
from cvlink_gui.features.subset import (
    Draft,
    Source,
    Subset,
    draft_of,
    make,
    read_source,
    subset_of,
)
from cvlink_gui.fs.apply import Orders
from cvlink_gui.gui import theme
from cvlink_gui.gui.dialogs.frame import column_of
from cvlink_gui.gui.dialogs.plan import PlanDialog
from cvlink_gui.gui.dialogs.preview import PathBox
from cvlink_gui.gui.dialogs.samples import SAMPLES, Sample, Samples
from cvlink_gui.gui.jobs import once
from cvlink_gui.gui.models.balance_model import LENGTHS
from cvlink_gui.gui.panels.bars import SIDES, BarsDelegate, swatch
from cvlink_gui.gui.reasons import explain
from cvlink_gui.gui.running import number
from cvlink_gui.gui.theme import ROW_HEIGHT, UNIT
from cvlink_gui.gui.words import tr, tr_said
from cvlink_gui.gui.workbench import Workbench

_REST_MS = 150  # after the last change, before it is chosen anew
_SIZE = (250, 165)  # units
_FIELD = 48 * UNIT  # a field has so much at least, and _MORE where there is room
_MORE = 16 * UNIT
_TABLE = 64 * UNIT  # classes, and how many there are before and after
_CHART = 40 * UNIT
_BARS = 3  # the column of the chart
_MOST = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What is shown of a choice."""

    subset: Subset
    before: list[int]
    after: list[int]
    samples: tuple[Sample, ...]


def plan_dialog(draft: Draft, parent: QWidget) -> PlanDialog:
    """The plan of a subset; carried out, its files are written as well."""

    def act(project: Project, orders: Orders) -> Report:
        return make(project, draft, lambda plan: project.run(plan, orders))

    return PlanDialog(draft.proposal, tr("Make the subset"), parent, act)


def look(project: Project, source: Source, wish: Wish) -> Seen:
    """Choose, and gather what is shown of it. On a pool thread."""
    subset = subset_of(project, source, wish)
    index, place = source.index, source.place
    chosen = subset.present[:SAMPLES]
    boxes: dict[int, list[Box]] = {image: [] for image in chosen}
    begins = index.begins()
    for annotation in subset.annotations:
        if (found := boxes.get(index.owner[annotation])) is not None:
            for mark in range(begins[annotation], begins[annotation + 1]):
                x, y, width, height = index.boxes[4 * mark : 4 * mark + 4]
                found.append(Box(x, y, width, height, "", index.marks[mark]))
    marked = (Marked(tuple(boxes[image]), index.sides[image]) for image in chosen)
    paths = (place.target(source.paths[image]) for image in chosen)
    samples = map(Sample, paths, marked)
    return Seen(subset, *subset.counts(), tuple(samples))


class SubsetDialog(QDialog):
    """The wish on the left; on the right what it chooses, a moment after every change."""

    planned = Signal(object)  # Draft

    def __init__(
        self, bench: Workbench, project: Project, file: bytes, dest: bytes, parent: QWidget
    ) -> None:
        """file, dest: the annotation file and the new folder, as the project names them."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Make a subset"))
        self.seen: Seen | None = None
        self._bench, self._project, self._file = bench, project, file
        self._source: Source | None = None
        self._asked = 0  # only the answer to the last question counts
        self._is_asking = self._is_behind = self._is_over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._look)
        self._make_fields(dest)
        self._make_views()
        self._lay_out()
        self._follow_fields()
        self._say(self.tr("Reading {0}…").format(shown(file)))
        work = once(lambda: read_source(project, file, measured=True, apart=True))
        bench.start(self.tr("Reading annotations"), work, self._read, on_error=self._failed)

    def wish(self) -> Wish:
        """What the fields ask for; UsageError for what makes no sense."""
        share = self.empty.value()
        return check(
            Wish(
                ratio=self.ratio.value() / 100,
                seed=self.seed.text() or DEFAULT_SEED,
                method=Method(self.method.currentData()),  # Qt makes plain texts of them
                min_per_class=self.least.value(),
                cap=self.most.value(),
                classes=tuple(filter(None, map(str.strip, self.classes.text().split(",")))),
                match=Match(self.match.currentData()),
                min_area=self.min_area.value() or None,
                max_area=self.max_area.value() or None,
                crowd=Crowd(self.crowd.currentData()),
                without_annotations=None if share < 0 else share / 100,
                group=self.group.text(),
            )
        )

    def accept(self) -> None:
        """Plan it; the dialog goes when the plan is there."""
        source, dest = self._source, self.dest.path(self._project)
        if source is None or dest is None or not self.accept_button.isEnabled():
            return
        project, wish, style = self._project, self.wish(), self._project.settings[LINK_STYLE]
        self._asked += 1
        self._say(self.tr("Planning…"))
        explain(self.accept_button, self.words.text())

        def work() -> Draft:
            draft = draft_of(project, source, dest, wish, style)
            return replace(draft, proposal=project.propose(draft.proposal))

        def done(draft: Draft) -> None:
            if not self._is_over and self._bench.project is project:
                self.planned.emit(draft)
                super(SubsetDialog, self).accept()

        self._bench.start(
            self.tr("Planning"), once(work), done, on_error=self._failed, reads_tree=True
        )

    def done(self, result: int) -> None:
        """An answer that comes later finds nobody."""
        self._is_over = True
        self._timer.stop()
        self.samples.stop()
        super().done(result)

    # Fields

    def _make_fields(self, dest: bytes) -> None:
        self.dest = PathBox(self.tr("Folder of the subset"))
        self.dest.offer(dest)
        self.ratio = theme.aligned(QDoubleSpinBox())
        self.ratio.setRange(0.01, 100)
        self.ratio.setDecimals(2)
        self.ratio.setSuffix(" %")
        self.ratio.setValue(10)
        self.seed = QLineEdit(DEFAULT_SEED)
        self.method = _choice(
            (self.tr("By rank of a hash"), Method.HASH),
            (self.tr("Classes keep their shares"), Method.STRATIFIED),
        )
        self.classes = QLineEdit()
        self.classes.setPlaceholderText(self.tr("all; or names, with commas between"))
        self.classes.setToolTip(self.classes.placeholderText())
        self.match = _choice((self.tr("Any of the classes"), Match.ANY),
                             (self.tr("All of the classes"), Match.ALL))  # fmt: skip
        self.least, self.most = _count(self.tr("no least")), _count(self.tr("no limit"))
        self.min_area, self.max_area = _count(self.tr("any")), _count(self.tr("any"))
        self.crowd = _choice(
            (self.tr("Keep them"), Crowd.KEEP),
            (self.tr("Leave them out"), Crowd.DROP),
            (self.tr("Only them"), Crowd.ONLY),
        )
        self.empty = theme.aligned(QSpinBox())
        self.empty.setRange(-1, 100)
        self.empty.setValue(-1)
        self.empty.setSuffix(" %")
        self.empty.setSpecialValueText(self.tr("as in the source"))
        self.group = QLineEdit()
        self.group.setPlaceholderText(self.tr("a regular expression, such as [^/]+/"))
        self.group.setToolTip(self.group.placeholderText())

    def _rows(self) -> list[tuple[str, QWidget]]:
        return [
            (self.tr("Folder"), self.dest),
            (self.tr("Share of the images"), self.ratio),
            (self.tr("Seed"), self.seed),
            (self.tr("Method"), self.method),
            (self.tr("Classes"), self.classes),
            (self.tr("Images with"), self.match),
            (self.tr("Images a class, at least"), self.least),
            (self.tr("Images a class, at most"), self.most),
            (self.tr("Smallest box (px²)"), self.min_area),
            (self.tr("Largest box (px²)"), self.max_area),
            (self.tr("Crowds"), self.crowd),
            (self.tr("Without annotations"), self.empty),
            (self.tr("Kept together"), self.group),
        ]

    def _follow_fields(self) -> None:
        for box in (self.ratio, self.least, self.most, self.min_area, self.max_area, self.empty):
            box.valueChanged.connect(lambda _value: self._look_soon())
        for choice in (self.method, self.match, self.crowd):
            choice.currentIndexChanged.connect(lambda _row: self._look_soon())
        for line in (self.seed, self.classes, self.group):
            line.textChanged.connect(lambda _text: self._look_soon())
        self.dest.editTextChanged.connect(lambda _text: self._set_ready())

    # What is seen

    def _make_views(self) -> None:
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.table = QTreeWidget()
        self.table.setAccessibleName(self.tr("Classes"))
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setHeaderLabels(
            [self.tr("Class"), self.tr("Before"), self.tr("After"), self.tr("Share")]
        )
        header = self.table.headerItem()
        for column, side in ((1, SIDES[0]), (2, SIDES[1])):
            header.setIcon(column, swatch(side, self.devicePixelRatioF()))
        self.table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.header().setStretchLastSection(True)
        self.table.setItemDelegateForColumn(_BARS, BarsDelegate(self.table))
        self.samples = Samples(self._bench.auditor)

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Make a subset"))
        title.setProperty("title", True)
        form = QFormLayout()
        form.setHorizontalSpacing(4 * UNIT)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(2 * UNIT)
        for words, field in self._rows():
            field.setAccessibleName(words)
            field.setMinimumSize(_FIELD, self.seed.sizeHint().height())
            form.addRow(words + ":", field)
        fields = QWidget()
        fields.setLayout(form)
        form.setContentsMargins(0, 0, 2 * UNIT, 0)
        scroll = QScrollArea()
        scroll.setProperty("plain", True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have it
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(fields)
        bar = scroll.verticalScrollBar().sizeHint().width()
        least = fields.sizeHint().width() + bar
        scroll.setMinimumWidth(least)
        scroll.setMaximumWidth(least + _MORE)
        right = QVBoxLayout()
        right.setSpacing(2 * UNIT)
        right.addStrut(_TABLE)
        right.addWidget(self.words)
        right.addWidget(self.table, 1)
        right.addWidget(self.samples)
        middle = QHBoxLayout()
        middle.setSpacing(6 * UNIT)
        middle.addWidget(scroll, 1)
        middle.addLayout(right, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.accept_button = QPushButton(tr("Show the plan"))
        self.accept_button.setDefault(True)
        explain(self.accept_button, self.tr("Choose the annotations first."))
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = column_of(self)
        column.addWidget(title)
        column.addLayout(middle, 1)
        column.addWidget(buttons)
        theme.resize(self, *_SIZE)
        self.ratio.setFocus()

    # Choosing

    def _read(self, source: Source) -> None:
        if not self._is_over:
            self._source = source
            self._look()

    def _look_soon(self) -> None:
        """What is shown is no longer what is wanted."""
        self._asked += 1
        self.seen = None
        self.samples.forget()
        self._set_ready()
        self._timer.start()

    def _look(self) -> None:
        source = self._source
        if source is None or self._is_over:
            return
        if self._is_asking:  # one at a time, and then what is wanted by then
            self._is_behind = True
            return
        try:
            wish = self.wish()
        except CvlinkError as error:
            self._say(tr_said(error.message), "bad")
            return
        self._is_asking, asked = True, self._asked

        def answered(found: Seen | CvlinkError) -> None:
            self._is_asking = False
            behind, self._is_behind = self._is_behind, False
            if self._is_over:
                return
            if asked != self._asked:
                if behind:
                    self._look()
            elif isinstance(found, CvlinkError):
                self._failed(found)
            else:
                self._show(found)

        project = self._project
        work = once(lambda: look(project, source, wish))
        self._bench.start(self.tr("Choosing"), work, answered, on_error=answered)

    def _failed(self, error: CvlinkError) -> None:
        if not self._is_over:
            self._say(tr_said(error.words), "bad")
            self._set_ready()

    def _say(self, words: str, field: str = "text") -> None:
        self.words.setText(words)
        self.words.setStyleSheet(f"color: {theme.color(field).name()};")
        self.setAccessibleDescription(words)

    def _set_ready(self) -> None:
        is_there = self.seen is not None and self.dest.path(self._project) is not None
        missing = self.words.text() or self.tr("Choose the annotations first.")
        explain(self.accept_button, "" if is_there else missing)

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        subset, index = seen.subset, seen.subset.source.index
        words = self.tr("{0} of {1} images, {2} of {3} annotations").format(
            number(len(subset.present)), number(len(index.names)),
            number(len(subset.annotations)), number(len(index.owner)),
        )  # fmt: skip
        parts = [words]
        if lost := subset.lost():
            parts.append(self.tr("%Ln class(es) lost", "", len(lost)))
        if subset.absent:
            parts.append(self.tr("%Ln image(s) not on the disk", "", subset.absent))
        variation = total_variation(seen.before, seen.after)
        parts.append(
            self.tr("total variation {0}").format(self.locale().toString(variation, "f", 3))
        )
        self._say(" · ".join(parts), "warning" if lost or subset.absent else "text")
        self._show_classes(seen)
        self.samples.show_samples(seen.samples)
        self._set_ready()

    def _show_classes(self, seen: Seen) -> None:
        shares = [
            [count / (sum(side) or 1) for count in side] for side in (seen.before, seen.after)
        ]
        longest = max((share for side in shares for share in side), default=0) or 1
        items = []
        for place, (identity, name) in enumerate(seen.subset.source.index.classes):
            before, after = seen.before[place], seen.after[place]
            item = QTreeWidgetItem([name or str(identity), number(before), number(after)])
            item.setData(_BARS, LENGTHS, tuple(side[place] / longest for side in shares))
            item.setSizeHint(_BARS, QSize(_CHART, ROW_HEIGHT))
            for column in (1, 2):
                item.setTextAlignment(
                    column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )
            if before and not after:
                item.setText(2, self.tr("lost"))
                item.setForeground(2, theme.color("warning"))
            items.append(item)
        self.table.clear()
        self.table.addTopLevelItems(items)


def _choice(*rows: tuple[str, object]) -> QComboBox:
    box = QComboBox()
    for words, value in rows:
        box.addItem(words, value)
    return box


def _count(nothing: str) -> QSpinBox:
    """A number of which 0 means that there is none."""
    box = theme.aligned(QSpinBox())
    box.setRange(0, _MOST)
    box.setSpecialValueText(nothing)
    return box
