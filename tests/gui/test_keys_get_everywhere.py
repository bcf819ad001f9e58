"""Everything can be read as a whole and got to by keys, which are seen where they are."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel

from cvlink_gui.gui import words
from cvlink_gui.gui.theme import UNIT
from tests.gui.every_dialog import NAMES, look_at
from tests.gui.fitting import cut_off, overlapping
from tests.gui.test_reach import unnamed
from tests.gui.walking import missed, unseen, walk

# A screen of 1920 x 1080 at 200 %, without a panel and a frame.
ROOM = (950, 480)
SIZES = ((1400, 900), (760, 600))


@pytest.fixture(params=["en", "tr"])
def spoken(qapp, request):
    before = QLocale()
    words.speak(qapp, request.param)
    yield request.param
    words.speak(qapp, "en")
    QLocale.setDefault(before)


def mute(root) -> list[str]:
    """Labels whose text a screen reader does not hear, and boxes whose name it does not."""
    labels = [
        label.text()
        for label in root.findChildren(QLabel)
        if label.isVisibleTo(root) and label.text() and label.accessibleName()
        and label.text().replace("\u200b", "") not in label.accessibleName()
    ]  # fmt: skip
    buddies = [label.buddy() for label in root.findChildren(QLabel)]
    boxes = [
        box.accessibleName() or type(box).__name__
        for box in root.findChildren(QComboBox)
        if box.isVisibleTo(root) and not box.accessibleDescription() and box not in buddies
    ]
    return labels + boxes


def large(dialog: QDialog) -> list[str]:
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    fits = least.width() <= ROOM[0] and least.height() <= ROOM[1]
    return [] if fits else [f"needs {least.width()} x {least.height()}"]


def cramped(dialog: QDialog) -> list[str]:
    """A dialog whose content touches its frame."""
    around = dialog.layout().contentsMargins()
    least = min(around.left(), around.top(), around.right(), around.bottom())
    return [] if least >= 3 * UNIT else [f"{least} px around"]


def squeezed(dialog: QDialog) -> list[str]:
    """What is wrong with a dialog that is as small as it can be made."""
    dialog.resize(dialog.minimumSizeHint().expandedTo(dialog.minimumSize()))
    QApplication.processEvents()
    return overlapping(dialog) + cut_off(dialog)


def complaints(root, *, is_dialog: bool = True) -> dict[str, object]:
    walked = walk(root)
    found = {
        "cut off": cut_off(root),
        "too large": large(root) if is_dialog else [],
        "cramped": cramped(root) if is_dialog else [],
        "unnamed": unnamed(root),
        "mute": mute(root),
        "trap": walked.trap,
        "missed": missed(root, walked.met),
        "invisible": unseen(root, walked.met),
        "no ring": walked.dark,
    }
    if is_dialog:
        found["squeezed"] = squeezed(root)
    return {what: told for what, told in found.items() if told}


def test_every_dialog(spoken, open_window, sample):
    ui = open_window(sample)
    found = {name: look_at(ui, name, complaints) for name in NAMES}
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize("size", SIZES)
def test_the_window_with_each_of_its_tabs(spoken, open_window, sample, size):
    ui = open_window(sample)
    ui.window.resize(*size)
    ui.select(ui.experiments, "faulty", "train")
    ui.until(lambda: ui.space.inspector.path is not None)
    found = {}
    for tab in range(ui.space.tabs.count()):
        ui.space.tabs.setCurrentIndex(tab)
        ui.settle()
        board, drawing = ui.space.dashboard, ui.space.lineage
        ui.until(lambda: not board.isVisible() or (board._is_loaded and not board.turns.is_busy))  # noqa: B023
        ui.until(lambda: not drawing.isVisible() or drawing.search.isEnabled())  # noqa: B023
        found[tab] = complaints(ui.window, is_dialog=False)
    assert {tab: told for tab, told in found.items() if told} == {}


def test_the_start_page(spoken, open_window):
    assert complaints(open_window().window, is_dialog=False) == {}


def test_the_handbook_also_in_a_small_window(spoken, open_window, sample):
    ui = open_window(sample)
    ui.window.help.open()
    ui.until(lambda: ui.window.help.book.pages)
    book = ui.window.help.book
    found = {}
    for size in ((900, 640), (480, 400)):
        book.resize(*size)
        ui.settle()
        found[size] = complaints(book, is_dialog=False)
    assert {size: told for size, told in found.items() if told} == {}


def test_tab_gets_to_every_button_of_the_tour_and_on_to_the_window(spoken, open_window, sample):
    ui = open_window(sample)
    ui.window.resize(*SIZES[1])
    ui.act("tour")
    bubble = ui.window.help.tour.bubble
    bubble.next.click()
    walked = walk(ui.window)
    assert {bubble.skip, bubble.back, bubble.next, ui.experiments} <= set(walked.met)
    assert walked.trap == ""
    assert cut_off(bubble) == []
