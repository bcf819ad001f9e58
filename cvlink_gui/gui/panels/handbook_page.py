"""One page of the handbook, drawn from its Markdown in the colours of the theme."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontDatabase,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from cvlink_gui.features.handbook import Page, folded
from cvlink_gui.gui import theme
from cvlink_gui.gui.theme import UNIT

_LEADING = 130  # percent
_SIZES = {1: 2, 2: 1}  # Qt's steps (1 is 1.2 times, 2 is 1.5 times) a heading is larger, by level
_MOST_HITS = 2_000


class PageView(QTextBrowser):
    """Shows a page. `link` carries what was clicked; nothing is loaded, from nowhere."""

    link = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.anchorClicked.connect(lambda url: self.link.emit(url.toString()))
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(5 * UNIT)
        self._page: Page | None = None
        self._headings: dict[str, int] = {}  # the number of a block, by its anchor
        self._hits: list[QTextCursor] = []
        self._at = -1

    def show_page(self, page: Page, anchor: str) -> None:
        """Show a page from one of its headings on; from its beginning without one."""
        self._page = page
        self.setMarkdown(page.markdown)
        _dress(self.document())
        blocks = [b for b in _blocks(self.document()) if b.blockFormat().headingLevel()]
        # Both were read from the same lines, in their order.
        names = [section.anchor for section in page.sections]
        self._headings = {name: b.blockNumber() for name, b in zip(names, blocks, strict=False)}
        self._go_to(anchor)

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Nothing: a page has no pictures, and must not look for any."""

    def highlight(self, wanted: str) -> None:
        """Mark every place of these words."""
        self._hits, self._at = [], -1
        text = folded(self.toPlainText())
        for word in set(folded(wanted).split()):
            place = text.find(word)
            while place >= 0 and len(self._hits) < _MOST_HITS:
                cursor = QTextCursor(self.document())
                cursor.setPosition(place)
                cursor.setPosition(place + len(word), QTextCursor.MoveMode.KeepAnchor)
                self._hits.append(cursor)
                place = text.find(word, place + len(word))
        self._hits.sort(key=lambda cursor: cursor.position())
        self._mark()

    @property
    def hits(self) -> int:
        return len(self._hits)

    def next_hit(self, step: int) -> None:
        """Go to the next marked place after what is seen, or the one before; round in a circle."""
        if not self._hits:
            return
        if self._at < 0:
            seen = self.cursorForPosition(self.viewport().rect().topLeft()).position()
            later = [n for n, cursor in enumerate(self._hits) if cursor.position() >= seen]
            self._at = (later[0] if later else 0) - (step > 0)
        self._at = (self._at + step) % len(self._hits)
        cursor = QTextCursor(self._hits[self._at])
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._mark()

    def _mark(self) -> None:
        marks = []
        for number, cursor in enumerate(self._hits):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            field, words = ("accent", "on_accent") if number == self._at else ("selection", "text")
            form = QTextCharFormat()
            form.setBackground(theme.color(field))
            form.setForeground(theme.color(words))
            mark.format = form
            marks.append(mark)
        self.setExtraSelections(marks)

    def _go_to(self, anchor: str) -> None:
        number = self._headings.get(anchor)
        block = self.document().findBlockByNumber(number) if number is not None else None
        if block is None or self._page is None or anchor == self._page.sections[0].anchor:
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.verticalScrollBar().setValue(0)
            return
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top) - 2 * UNIT)


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found, block = [], document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _dress(document: QTextDocument) -> None:
    """Headings, code and tables as the rest of the window looks: Markdown says nothing of it."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in _blocks(document):
        level = block.blockFormat().headingLevel()
        cursor.setPosition(block.position())
        if level:
            _dress_heading(cursor, level)
        elif _is_code(block):
            _dress_code(cursor, block)
        else:
            _dress_words(cursor, block)
    for frame in _frames(document.rootFrame()):
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    cursor.endEditBlock()


def _frames(frame: QTextFrame) -> list[QTextFrame]:
    return [inner for child in frame.childFrames() for inner in (child, *_frames(child))]


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage)


def _dress_heading(cursor: QTextCursor, level: int) -> None:
    space = QTextBlockFormat()
    space.setTopMargin((6 if level > 1 else 0) * UNIT)
    space.setBottomMargin(2 * UNIT)
    cursor.mergeBlockFormat(space)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    form = QTextCharFormat()
    form.setProperty(QTextFormat.Property.FontSizeAdjustment, _SIZES.get(level, 0))
    form.setFontWeight(QFont.Weight.DemiBold)
    cursor.mergeCharFormat(form)


def _dress_words(cursor: QTextCursor, block: QTextBlock) -> None:
    space = QTextBlockFormat()
    space.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if block.textList() is None and cursor.currentTable() is None:
        space.setBottomMargin(2 * UNIT)
    cursor.mergeBlockFormat(space)


def _dress_code(cursor: QTextCursor, block: QTextBlock) -> None:
    back = QTextBlockFormat()
    back.setBackground(QBrush(theme.color("hover")))
    back.setNonBreakableLines(False)  # long commands go on in the next line
    is_last = not _is_code(block.next())
    back.setBottomMargin((2 if is_last else 0) * UNIT)
    back.setTopMargin(0)
    back.setLeftMargin(2 * UNIT)
    cursor.mergeBlockFormat(back)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    form = QTextCharFormat()
    form.setFontFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
    cursor.mergeCharFormat(form)


def _dress_table(table: QTextTable) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderBrush(QBrush(theme.color("border")))
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderCollapse(True)
    form.setCellPadding(1.5 * UNIT)
    form.setCellSpacing(0)
    form.setTopMargin(UNIT)
    form.setBottomMargin(3 * UNIT)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setAlignment(Qt.AlignmentFlag.AlignLeft)
    table.setFormat(form)
