"""The Turkish README goes with the English one: the same parts, commands, keys and links."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
ENGLISH = (TOP / "README.md").read_text(encoding="utf-8")
TURKISH = (TOP / "docs/README.tr.md").read_text(encoding="utf-8")
OWN = {"README.md", "docs/README.tr.md"}  # each leads to the other


def levels(text: str) -> list[int]:
    """The levels of the headings, and where the parts of the long one begin."""
    without_code = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return [len(m[1]) for m in re.finditer(r"^(#+|\*\*(?=\S))", without_code, re.MULTILINE)]


def blocks(text: str) -> list[str]:
    return re.findall(r"^```\w+\n.*?^```", text, re.DOTALL | re.MULTILINE)


def words(text: str) -> Counter[str]:
    """What is written as it is typed, beside the blocks: commands, options, files."""
    for block in blocks(text):
        text = text.replace(block, "")
    return Counter(re.sub(r"\s+", " ", word) for word in re.findall(r"`([^`]+)`", text))


def keys(text: str) -> Counter[str]:
    return Counter(re.findall(r"\b(?:Ctrl\+[A-Za-z+]+|F\d+)", text))


def targets(text: str, folder: str) -> Counter[str]:
    found = re.findall(r"\]\(([^)]+)\)", text)
    return Counter(os.path.normpath(os.path.join(folder, target)) for target in found)


def test_both_have_the_same_parts_in_the_same_order():
    assert levels(TURKISH) == levels(ENGLISH)


def test_the_commands_and_settings_are_the_same():
    assert blocks(TURKISH) == blocks(ENGLISH)


@pytest.mark.parametrize("told", [words, keys], ids=["words", "keys"])
def test_what_is_typed_and_pressed_is_the_same(told):
    own = {"--language tr"}  # what only a reader of Turkish asks for
    there = Counter({word: n for word, n in told(TURKISH).items() if word not in own})
    assert there == told(ENGLISH)


def test_both_lead_to_the_same_pages_which_are_there():
    english, turkish = targets(ENGLISH, ""), targets(TURKISH, "docs")
    assert {t: n for t, n in turkish.items() if t not in OWN} == {
        t: n for t, n in english.items() if t not in OWN
    }
    assert [t for t in turkish if not (TOP / t).exists()] == []
    assert "docs/README.tr.md" in english
    assert "README.md" in turkish
