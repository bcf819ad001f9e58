"""The card of a data set as rows: its kind, its images, their labels, classes and sizes."""

from collections.abc import Iterator

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from cvlink_gui.core.datasets import Guess
from cvlink_gui.core.names import join, printable, shown
from cvlink_gui.features.gallery.card import classes_by_count
from cvlink_gui.features.gallery.values import Card, Labels, Sides
from cvlink_gui.gui.panels.inspector_rows import Fact, small
from cvlink_gui.gui.running import number
from cvlink_gui.gui.words import size_text, tr, tr_said

_KINDS = 3  # guesses shown: the likeliest
_FILES = 4  # annotation files
CLASSES = 12  # names shown before one asks for all


def is_of_data(card: Card) -> bool:
    """False for a folder that is no data set: it has no images, and no known kind."""
    return bool(card.images or card.labels or card.kinds or card.stopped)


def rows(card: Card, *, all_classes: bool = False) -> Iterator[QWidget]:
    """What is known so far, a row each."""
    for guess in card.kinds[:_KINDS]:
        yield _kind(guess)
    if card.images:
        yield Fact(tr("Images"), _images(card))
    if card.usual:
        yield _sides(card)
    for labels in card.labels[:_FILES]:
        yield _labels(labels)
    if len(card.labels) > _FILES:
        yield small(tr("and %n more label file(s)", "", len(card.labels) - _FILES))
    if card.classes:
        yield _classes(card, all_classes=all_classes)
    if card.stopped:
        yield small(tr("Not all was looked at: {0}").format(card.stopped))
    elif not card.is_whole:
        yield small(tr("Looking further…"))


def _kind(guess: Guess) -> QWidget:
    share = QLocale().toString(guess.confidence * 100, "f", 0)
    words = (tr("{0} % sure") if guess.sure else tr("a guess: {0} %")).format(share)
    row = Fact(guess.kind.value, words, "text" if guess.sure else "quiet")
    told = tr("Told from {0}").format(shown(guess.why))
    row.setToolTip(told)
    row.setAccessibleName(f"{guess.kind.value}: {words}. {told}")
    return row


def _images(card: Card) -> str:
    words = number(card.images)
    if card.is_cut:
        words = tr("more than {0}").format(words)
    if card.folders > 1:
        words = tr("{0} in %n folder(s)", "", card.folders).format(words)
    if card.size is not None:
        words += f" \u00b7 {size_text(card.size)}"
    return words


def _sides(card: Card) -> QWidget:
    words = ""
    if card.usual and card.smallest and card.largest:
        words = _sides_words(card.usual)
        if card.smallest != card.largest:
            ends = _sides_words(card.smallest), _sides_words(card.largest)
            words = tr("mostly {0}; from {1} to {2}").format(words, *ends)
    if card.measured < card.images:
        words += " " + tr("(%n image(s) measured)", "", card.measured)
    return Fact(tr("Image size"), words)


def _sides_words(sides: Sides) -> str:
    return f"{number(sides[0])} \u00d7 {number(sides[1])}"


def _labels(labels: Labels) -> QWidget:
    *_, above, last = (b"/" + labels.place).split(b"/")
    name = shown(last if labels.kind == "COCO" else join(above, last))
    if labels.wrong:
        row = Fact(tr("Labels"), f"{name}: {tr_said(labels.wrong)}", "warning")
    elif labels.kind == "COCO":
        boxes = tr("%Ln box(es)", "", labels.count)
        words = tr("{0} on %Ln image(s)", "", labels.images).format(boxes)
        row = Fact(tr("Labels"), f"{words} \u00b7 {name}")
    else:
        words = tr("%Ln label file(s)", "", labels.count)
        row = Fact(tr("Labels"), f"{labels.kind}: {words} \u00b7 {name}")
    row.setToolTip(shown(labels.place))
    return row


def _classes(card: Card, *, all_classes: bool) -> QWidget:
    found = classes_by_count(card.classes)
    few = found if all_classes else found[:CLASSES]
    names = [_class_words(name, count) for name, count in few]
    if len(found) > len(few):
        names.append(tr("and %n more", "", len(found) - len(few)))
    words = f"{number(len(found))}: {', '.join(names)}"
    if card.looked < card.of:
        part = tr("(counted on {0} of {1} images)")
        words += " " + part.format(number(card.looked), number(card.of))
    row = Fact(tr("Classes"), words)
    row.setToolTip(tr("How often each occurs stands behind its name."))
    return row


def _class_words(name: str, count: int) -> str:
    return printable(name) if count < 0 else f"{printable(name)} {number(count)}"
