import copy

import pytest

from cvlink_gui.core.said import NOTHING, Said, packed, said, say, say_all, say_count, unpacked

LINKS = "%Ln link", "%Ln links"
WHERE = "%Ln file of {path} is gone", "%Ln files of {path} are gone"


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (say("nothing there"), "nothing there"),
        (say("{path} is gone", path="a {b} %Ln"), "a {b} %Ln is gone"),
        (say("{count} files", count=118_287), "118,287 files"),
        (say("a distance of {far}", far=0.125), "a distance of 0.12"),
        (say_count(1, *LINKS), "1 link"),
        (say_count(0, *LINKS), "0 links"),
        (say_count(1_200, *WHERE, path="d"), "1,200 files of d are gone"),
        (say("{cause}: why", cause=say_count(2, *LINKS)), "2 links: why"),
        (say_all([say("a"), "b {c}"]), "a; b {c}"),
        (say_all([]), ""),
        (NOTHING, ""),
    ],
)
def test_a_sentence_is_its_english_text(made, text):
    assert (made, str(made), hash(made)) == (text, text, hash(text))
    assert type(str(made)) is str


def test_a_sentence_is_looked_up_by_its_template():
    made = say_count(1, *WHERE, path="d")
    assert (made.template, made.number, made.values) == (WHERE[1], 1, {"path": "d"})
    assert said("plain").template == said(Said("plain")).template == "plain"


@pytest.mark.parametrize(
    "made",
    [
        say("Undo: {title}", title=say("Link {what} into {place}", what="a\udcff", place="b")),
        say_count(3, *LINKS),
        say("Repair broken links"),
        Said("what somebody wrote once"),
        Said("with a \0 in it"),
    ],
)
def test_a_sentence_outlives_the_journal_and_a_copy(made):
    for again in (unpacked(packed(made)), copy.deepcopy(made)):
        assert (again, again.template, again.english) == (made, made.template, made.english)
        assert (dict(again.values), again.number) == (dict(made.values), made.number)
        for name, value in made.values.items():
            assert getattr(again.values[name], "template", "") == getattr(value, "template", "")
    assert type(packed(made)) is str, "marshal takes no other text"


def test_a_plain_title_is_kept_as_it_is():
    assert packed("Repair broken links") == packed(say("Repair broken links"))
    assert "\0" not in packed("Repair broken links")
