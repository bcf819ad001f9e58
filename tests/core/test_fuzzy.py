"""Words typed in part find what was meant, and not what only has their letters somewhere."""

import pytest

from cvlink_gui.core.folding import plain
from cvlink_gui.core.fuzzy import Query


def score(typed: str, text: str, tail: int = 0) -> float:
    found = Query.of(typed).match(text, tail)
    assert found is not None, (typed, text)
    return found.score


def letters(typed: str, text: str) -> str:
    """The letters that match, in brackets."""
    found = Query.of(typed).match(text)
    assert found is not None
    return "".join(f"[{c}]" if at in found.places else c for at, c in enumerate(text))


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("new", "[N][e][w] experiment"),
        ("nex", "[N]ew [e][x]periment"),
        ("experiment new", "[N][e][w] [e][x][p][e][r][i][m][e][n][t]"),
        ("", "New experiment"),
    ],
)
def test_letters_are_found_in_their_order_best_where_words_begin(typed, marked):
    assert letters(typed, "New experiment") == marked


@pytest.mark.parametrize("typed", ["wen", "exx", "neww", "perimentx"])
def test_letters_that_are_not_there_in_this_order_are_no_match(typed):
    assert Query.of(typed).match("New experiment") is None


def test_letters_strewn_over_a_text_are_no_match():
    assert Query.of("aeo").match("Cancel warming up the whole project") is None


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("un", "Undo", "Make a run"),
        ("re", "Redo", "Compare"),
        ("sav", "Savings…", "Show the archive"),
        ("ab", "Audit before training", "Table"),
    ],
)
def test_whole_pieces_and_beginnings_come_first(typed, better, worse):
    assert score(typed, better) > score(typed, worse)


def test_the_last_part_of_a_path_counts_for_more():
    one, other = "train/labels", "labels/train"
    assert score("train", other, other.index("train")) > score("train", one, one.index("labels"))


@pytest.mark.parametrize("typed", ["İstanbul", "istanbul", "ıstanbul", "ISTANBUL", "İSTANBUL"])
@pytest.mark.parametrize("text", ["istanbul", "İstanbul", "ISTANBUL", "ıstanbul"])
def test_all_four_letters_i_of_turkish_are_one(typed, text):
    assert Query.of(typed).match(text) is not None


def test_accents_and_capitals_do_not_matter():
    assert letters("olustur", "Deney OLUŞTUR") == "Deney [O][L][U][Ş][T][U][R]"
    assert letters("ŞÖĞÜÇ", "soguc") == "[s][o][g][u][c]"


def test_an_accent_typed_as_a_letter_of_its_own_does_not_matter():
    assert letters("e\u0301te", "Été") == "[É][t][é]"


@pytest.mark.parametrize("text", ["straße", "ﬁsh", "\udcff\udc80", "Ω\u0301", "😀 a", "ŉ"])
def test_a_text_is_as_long_as_before_when_it_is_compared(text):
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize("typed", ["experimnet", "expwriment", "experimentt"])
def test_one_wrong_letter_is_forgiven_where_that_is_asked_for(typed):
    assert Query.of(typed).match("New experiment") is None
    assert Query.of(typed, is_lenient=True).match("New experiment") is not None


def test_a_word_with_a_wrong_letter_counts_for_less():
    lenient = Query.of("undoo", is_lenient=True).match("Undo")
    assert lenient is not None
    assert lenient.score < score("undo", "Undo")


def test_a_short_word_has_to_be_right():
    assert Query.of("xnd", is_lenient=True).match("Undo") is None


@pytest.mark.parametrize("typed", ["a]b", "^a", "a-z", "\\d", "a.b"])
def test_patterns_take_every_letter_as_it_is(typed):
    query = Query.of(typed)
    assert query.patterns[0].search(typed)
    assert query.pieces[0].search(typed)
    assert not query.patterns[0].search("a\0b".join("xyz"))
