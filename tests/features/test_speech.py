"""The words of the core in Turkish without Qt: the same the window says with it."""

import os
import re

import pytest

from cvlink_gui.core.findings import VERDICT_WORDS, Verdict
from cvlink_gui.core.links import HEALTH_WORDS
from cvlink_gui.core.said import say, say_count
from cvlink_gui.features.audit import audit
from cvlink_gui.features.audit.page import page
from cvlink_gui.features.audit.saving import save_page
from cvlink_gui.features.project import Project
from cvlink_gui.features.sample import create_sample
from cvlink_gui.features.speech import ENGLISH, Speech, speech, spoken

MANY = say_count(1234, "%Ln link", "%Ln links")
KNOWN = Speech("tr", {"%Ln links": ["%Ln bağlantı"], "in {place}": ["{place} içinde"]})


def test_a_sentence_is_said_with_its_values_and_the_signs_of_the_language():
    assert KNOWN(MANY) == "1.234 bağlantı"
    assert KNOWN(say("in {place}", place=say_count(1, "%Ln link", "%Ln links"))) == (
        "1 bağlantı içinde"
    )
    assert KNOWN(say("no words for {share}", share=0.5)) == "no words for 0,50"
    assert (ENGLISH(MANY), ENGLISH(say("{n} in all", n=1234))) == ("1,234 links", "1,234 in all")


@pytest.mark.parametrize("name", ["", "en", "en_GB.UTF-8", "C", "C.UTF-8", "xx", "../../etc"])
def test_a_language_without_a_catalogue_is_english(name):
    assert speech(name) is ENGLISH


@pytest.mark.parametrize("name", ["tr", "tr_TR.UTF-8", "tr-TR", "tr.UTF-8"])
def test_turkish_has_the_words_of_the_windows_catalogue(name):
    turkish = speech(name)
    assert turkish.language == "tr"
    assert all(turkish(words) != words for words in HEALTH_WORDS.values())


def test_the_first_variable_that_is_set_names_the_language():
    assert spoken({"LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": "tr_TR"}) == "tr_TR"
    assert spoken({}) == ""


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    root = os.fsencode(tmp_path_factory.mktemp("speech") / "s")
    create_sample(root)
    project = Project.open(root)
    project.load()
    return project, audit(project)


def test_a_page_in_turkish_says_so_and_leaves_what_rules_and_paths_are_called(audited, tmp_path):
    project, found = audited
    file = tmp_path / "r.html"
    save_page(project, found, os.fsencode(file), "tr_TR.UTF-8")
    text = file.read_text("utf-8")
    assert '<html lang="tr">' in text
    turkish = speech("tr")
    for finding in found.findings:
        assert f"<code>{finding.rule}</code>" in text
        assert turkish(finding.message) != finding.message
    assert "<dt>means</dt>" in page(project, found).decode()


def test_every_sentence_of_the_page_is_taken_from_a_catalogue(audited):
    """Whatever is not a name or a number comes through the language it is asked for."""
    project, found = audited
    marked = page(project, found, 0.0, _Marked()).decode()
    cells = re.findall(r"<(?:dt|th|h2|summary|footer)[^>]*>([^<]+)", marked)
    plain = {cell for cell in cells if "«" not in cell}
    names = {
        project.name.decode(),
        *(e.path.rpartition(b"/")[2].decode() for e in found.experiments),
    }
    assert plain - names == set()
    assert VERDICT_WORDS[Verdict.NOT_READY] not in re.sub("«[^»]*»", "", marked)


class _Marked(Speech):
    """Says what it is given between marks."""

    def __call__(self, text: str) -> str:
        return f"«{super().__call__(text)}»"
