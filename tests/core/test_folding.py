"""Capitals in English and in Turkish: in what is searched, and in the order of rows."""

import pytest

from cvlink_gui.core.columns import ROOT
from cvlink_gui.core.filter import Filter, Marks, Mode, marks
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


def follow(tree: LinkTree, left: Marks, *names: str) -> None:
    """The root is listed again, with other names."""
    change = tree.put(listing_of(b"", {name.encode(): entry(Kind.FILE) for name in names}))
    left.follow(change)


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
        ("izmir", "Foto_İzmir.jpg"),
        ("çİçEK", "Çiçek.jpg"),
        ("IMAGE", "image_1.jpg"),
        ("image", "IMAGE_1.jpg"),
        ("SINIF", "sınıf.txt"),
        ("TRAIN", "train"),
        ("istanbul", "ıstanbul.jpg"),
        ("ISTANBUL", "ıstanbul.jpg"),
        ("diyarbakir", "Diyarbakır.jpg"),
        ("DIYARBAKIR", "DİYARBAKIR.jpg"),
        ("kirmizi", "kırmızı.jpg"),
        ("ii", "aIı"),
        ("istanbul", "I\u0307STANBUL.jpg"),
    ],
)
@pytest.mark.parametrize("mode", Mode)
def test_a_name_is_found_whatever_its_capitals_are(words, name, mode):
    words = f"*{words}*" if mode is Mode.GLOB else words
    assert found(words, name, "another.txt", mode=mode) == [name]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ç?Ç*", "Çiçek"),
        ("?AĞI.JPG", "dağı.jpg"),
        ("s?n?f_ş*", "Sınıf_Şehir"),
        ("?été", "\u0130Été"),
    ],
)
def test_a_pattern_knows_mixed_capitals_of_letters_beside_ascii(words, name):
    assert found(words, name, "x" + name, "another", mode=Mode.GLOB) == [name]


@pytest.mark.parametrize(
    ("words", "name"), [("ÉTÉ", "e\u0301tE\u0301"), ("e\u0301te\u0301", "Été")]
)
@pytest.mark.parametrize("mode", Mode)
def test_an_accent_may_be_a_letter_of_its_own(words, name, mode):
    assert found(words, name, "ete", mode=mode) == [name]


@pytest.mark.parametrize("words", ["^.t.$", "^[é]t\\w$", "ét(é|ü)"])
def test_a_regular_expression_sees_a_letter_with_its_accent_as_one(words):
    assert found(words, "e\u0301te\u0301", "etes", mode=Mode.REGEX) == ["e\u0301te\u0301"]


def test_a_pattern_with_a_plain_i_fits_every_letter_i():
    names = ["ı1.tif", "İ2.TIF", "x3.txt"]
    assert found("i?.t*", *names, mode=Mode.GLOB) == ["ı1.tif", "İ2.TIF"]
    assert found("*.tif", *names, mode=Mode.GLOB) == ["ı1.tif", "İ2.TIF"]


def test_names_that_come_later_are_found_whatever_their_letters_i_are():
    tree = tree_of("image.jpg")
    left = marks(tree, Filter("istanbul"))
    follow(tree, left, "ıstanbul.jpg", "image.jpg")
    assert [tree.name(n).decode() for n in left.visible(ROOT, natural(tree, ROOT))] == [
        "ıstanbul.jpg"
    ]


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
