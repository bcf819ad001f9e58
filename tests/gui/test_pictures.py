"""The pictures of the documents look like the program does; a command draws all of them."""

import importlib
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

import cvlink_gui

ROOT = Path(cvlink_gui.__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"


@pytest.fixture
def scenes(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("scenes")


@pytest.fixture
def likeness(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("likeness")


# What the whole command (`packaging/pictures.py --check`) does for all of them, for a few: what
# shows no path of the machine.
LOOKED_AT = [
    "design-colours-dark.png",
    "design-states-light.png",
    "design-controls-light.png",
    "panel-problems.png",
    "dialog-plan.png",
    "dialog-compare.png",
    "dialog-settings-dark.png",
]


def test_what_is_drawn_now_looks_as_in_the_documents(ui, scenes, likeness):

    def settle() -> None:
        ui.settle()
        ui.until(lambda: not ui.bench.gallery.is_busy)

    stage = scenes.Stage(ui.window, settle)
    in_turn = sorted(LOOKED_AT, key=lambda name: scenes.SCENES[name].look)
    unlike = {
        name: likeness.unlike(QImage(str(PICTURES / name)), scenes.draw(scenes.SCENES[name], stage))
        for name in in_turn
    }
    assert {n: share for n, share in unlike.items() if share > likeness.ALLOWED} == {}


def test_every_picture_of_the_documents_is_one_the_command_draws(scenes):
    assert {file.name for file in PICTURES.glob("*.png")} == set(scenes.SCENES)
    shown = set()
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        shown |= set(re.findall(r"pictures/([\w-]+\.png)", page.read_text(encoding="utf-8")))
    assert shown <= set(scenes.SCENES)


def words(move: int = 0, color: str = "#000000") -> QImage:
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ffffff"))
    painter = QPainter(picture)
    painter.setPen(QColor(color))
    for row in range(10):
        painter.drawText(QPoint(20 + move, 30 + 25 * row), "experiments/baseline/train")
    painter.end()
    return picture


def test_letters_that_are_drawn_a_little_differently_are_the_same(qapp, likeness):
    assert likeness.unlike(words(), words()) == 0
    assert likeness.unlike(words(), words(color="#101418")) <= likeness.ALLOWED


def test_what_is_gone_moved_or_of_another_colour_is_seen(qapp, likeness):
    gone, colored = words(), words()
    painter = QPainter(gone)
    painter.fillRect(QRect(0, 20, 400, 20), QColor("#ffffff"))
    painter.end()
    painter = QPainter(colored)
    painter.fillRect(QRect(350, 250, 40, 40), QColor("#b5103c"))
    painter.end()
    for other in (gone, colored, words(move=8), words().scaled(400, 299), QImage()):
        assert likeness.unlike(words(), other) > likeness.ALLOWED
