"""Capitals in English and in Turkish: in what is searched, and in the order of rows."""

import pytest

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.filter import Filter, Mode, marks
from cvlink_gui.core.folding import folded, folded_bytes
from cvlink_gui.core.links import Kind
from cvlink_gui.core.order import natural, natural_key
from cvlink_gui.core.tree import LinkTree
from tests.core.test_filter import entry, listing_of


def tree_of(*names: str) -> LinkTree:
    tree = LinkTree()
    tree.put(listing_of(b"", {name.encode(): entry(Kind.FILE) for name in names}))
    return tree


def found(words: str, *names: str, mode: Mode = Mode.TEXT) -> list[str]:
    tree = tree_of(*names)
    left = marks(tree, Filter(words, mode))
    return [tree.name(node).decode() for node in left.visible(ROOT, natural(tree, ROOT))]


@pytest.mark.parametrize("text", ["ısı", "ISI", "isi", "İSİ", "Isı", "i̇si̇"])
def test_all_letters_i_are_one(text):
    assert folded(text) == "isi"
    assert folded_bytes(text.encode()) == b"isi"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("istanbul", "İSTANBUL.jpg"),
        ("İSTANBUL", "istanbul.jpg"),
        ("ISPARTA", "ısparta.jpg"),
        ("ısparta", "ISPARTA.jpg"),
        ("diyarbakır", "DİYARBAKIR.jpg"),
        ("DİYARBAKIR", "Diyarbakır.jpg"),
        ("çağrı", "Çağrı_Şehir.jpg"),
        ("çağrı_şehir", "Çağrı_Şehir.jpg"),
        ("IMAGE", "image_1.jpg"),
        ("image", "IMAGE_1.jpg"),
        ("SINIF", "sınıf.txt"),
        ("TRAIN", "train"),
    ],
)
@pytest.mark.parametrize("mode", Mode)
def test_a_name_is_found_whatever_its_capitals_are(words, name, mode):
    if mode is Mode.GLOB:  # it knows small letters, capitals, and what was typed
        words, name = f"*{words}*", name.replace("Çağrı_Şehir", "ÇAĞRI_ŞEHİR")
    assert found(words, name, "another.txt", mode=mode) == [name]


def test_words_with_letters_no_name_has_find_nothing():
    assert found("çğ", "a", "b") == []
    assert found("iş", "is", "i") == []


def test_turkish_letters_stand_behind_those_they_are_made_of():
    names = ["ız", "zebra", "çilek", "dere", "Cuma", "Çarşı", "cumba", "İzmir", "igne", "şap", "su"]
    tree = tree_of(*names)
    ordered = [tree.name(node).decode() for node in natural(tree, ROOT)]
    assert ordered == [
        "Cuma", "cumba", "Çarşı", "çilek", "dere", "igne", "ız", "İzmir", "su", "şap", "zebra",
    ]  # fmt: skip


def test_names_that_are_no_text_keep_their_place():
    assert natural_key(b"\xff\xfe2") == b"\xff\xfe" + b"2".zfill(20)
