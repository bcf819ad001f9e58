"""What the core says is said by the window in its own language: templates with values put in."""

import os
import re

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.remedies import REMEDIES
from cvlink_gui.core.said import Said, say, say_count
from cvlink_gui.features.audit.evidence import facts
from cvlink_gui.gui import words
from cvlink_gui.gui.words import tr_said
from tests.plants.planting import findings_of, make
from tests.plants.test_plants import SHARE, name

_LETTERS = re.compile(r"[A-Za-z]{2}")
_PLACES = re.compile(r"\{\w*\}|%L?n")


@pytest.fixture
def turkish(qapp):
    before = QLocale()
    words.speak(qapp, "tr")
    yield
    while words._installed:
        qapp.removeTranslator(words._installed.pop())
    QLocale.setDefault(before)


def english(text: str):
    """The templates of a sentence that have words and no translation."""
    if not isinstance(text, Said):
        return
    known = QCoreApplication.translate("core", text.template) != text.template
    if not known and _LETTERS.search(_PLACES.sub("", text.template)):
        yield text.template
    for value in text.values.values():
        yield from english(value) if isinstance(value, str) else ()


def untold(finding: Finding):
    yield from english(finding.message)
    yield from english(finding.cause)
    yield from english(Said(REMEDIES[finding.rule]))
    names: list[str] = []
    for key, _ in facts(finding, 5, (), lambda text: names.append(text) or str(text)):
        assert key
    yield from (found for text in names[::2] for found in english(text))


@pytest.mark.usefixtures("turkish")
@pytest.mark.parametrize("plant", [p for p in SHARE if p.is_faulty and not p.as_nobody], ids=name)
def test_all_that_is_said_of_a_fault_is_said_in_turkish(tmp_path, plant):
    found = findings_of(plant, make(plant, os.fsencode(tmp_path) + b"/project"))
    assert found
    assert [text for finding in found for text in untold(finding)] == []
    for finding in found:
        assert all(isinstance(text, Said) for text in (finding.message, finding.cause))
        assert tr_said(finding.message) != finding.message


@pytest.mark.usefixtures("turkish")
@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            say_count(1_200, "", "{one} and {other} share %Ln images", one="train", other="val"),
            "train ve val 1.200 görüntüyü paylaşıyor",
        ),
        (
            say("{cause}: the same number means another class", cause=Said("target missing")),
            "hedef yok: aynı numara başka bir sınıf demek",
        ),
        (
            say("Undo: {title}", title=say("Retarget {link} to {target}", link="a", target="b")),
            "Geri al: Hedefi değiştir: a → b",
        ),
        (
            say(
                "{one} and {other} have another mix of classes (total variation {distance})",
                one="a",
                other="b",
                distance=0.25,
            ),
            "a ve b sınıf dağılımı farklı (toplam değişim 0,25)",
        ),
        (say("a sentence nobody translated: {count}", count=2_000), None),
        ("of somebody else: {}", "of somebody else: {}"),
    ],
)
def test_values_are_put_in_after_the_translation(made, told):
    assert tr_said(made) == (told or "a sentence nobody translated: 2.000")


def test_an_english_window_says_what_the_terminal_says(qapp):
    words.speak(qapp, "en")
    made = say_count(1, "%Ln file of {path} is gone", "%Ln files of {path} are gone", path="d")
    assert tr_said(made) == str(made) == "1 file of d is gone"
