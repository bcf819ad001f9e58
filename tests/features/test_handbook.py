"""The handbook: pages out of docs/, their order, anchors, links and what is found in them."""

import pytest

from cvlink_gui.features.handbook import INDEX, find, folded, read_handbook, sections_of
from cvlink_gui.resources import documents


@pytest.fixture(scope="module", params=["en", "tr"])
def pages(request):
    return read_handbook(request.param)


def test_every_document_is_a_page(pages):
    assert {page.name for page in pages} == {file.name for file in documents().glob("*.md")}


def test_the_index_is_first_and_names_the_order(pages):
    assert [page.name for page in pages[:3]] == [INDEX, "window.md", "audit.md"]


def test_pages_of_a_language_come_in_place_of_english_ones():
    english, turkish = (
        {page.name: page for page in read_handbook(language)} for language in ("en", "tr")
    )
    assert (english["window.md"].title, turkish["window.md"].title) == ("The window", "Pencere")
    assert english["audit.md"] == turkish["audit.md"]


def test_translated_pages_have_anchors_of_the_english_ones():
    english, turkish = (
        {page.name: [s.anchor for s in page.sections[1:]] for page in read_handbook(language)}
        for language in ("en", "tr")
    )
    assert len(turkish["window.md"]) > 10
    assert set(turkish["window.md"]) <= set(english["window.md"])


def test_every_link_leads_to_a_page_and_a_heading(pages):
    import re

    anchors = {page.name: {s.anchor for s in page.sections} for page in pages}
    for page in pages:
        for target in re.findall(r"\]\(([^)\s]+)\)", page.markdown):
            if target.startswith(("http://", "https://")):
                continue
            name, _, anchor = target.partition("#")
            assert (name or page.name) in anchors, (page.name, target)
            assert not anchor or anchor in anchors[name or page.name], (page.name, target)


def test_headings_are_found_and_comments_of_shells_are_none():
    text = "# One\ntext\n```sh\n# no heading\n```\n## Two `x`\n## Two `x`\n<a id='no'></a>\n"
    found = [(s.level, s.title, s.anchor) for s in sections_of(text)]
    assert found == [(1, "One", "one"), (2, "Two x", "two-x"), (2, "Two x", "two-x-1")]


def test_a_page_can_name_the_anchor_of_a_heading():
    (section,) = sections_of('<a id="filter"></a>\n## Süzgeç\nmetin')
    assert (section.title, section.anchor, section.text) == ("Süzgeç", "filter", "metin")


def test_links_into_the_sources_become_words(tmp_path):
    (tmp_path / "index.md").write_text("# A\n[b](b.md#x) [code](../src/x.py) ![p](p.png) [w](#a)")
    (tmp_path / "b.md").write_text("# B\n## X\n[web](https://x.org)")
    first, second = read_handbook("en", tmp_path)
    assert first.markdown == "# A\n[b](b.md#x) code p [w](#a)"
    assert second.markdown.endswith("[web](https://x.org)")


def test_a_page_without_a_link_in_the_index_comes_last(tmp_path):
    for name, text in (("index.md", "# I\n[z](z.md)"), ("a.md", "# A"), ("z.md", "# Z")):
        (tmp_path / name).write_text(text)
    assert [page.title for page in read_handbook("en", tmp_path)] == ["I", "Z", "A"]


def test_a_search_finds_sections_with_all_words_and_headings_first():
    hits = find(read_handbook("en"), "SNAPSHOTS compare")
    assert any(hit.section.title == "Snapshots" for hit in hits)
    named = find(read_handbook("en"), "lineage")
    assert named[0].section.title == "Lineage"
    assert find(read_handbook("en"), "zebra crocodile") == []
    assert find(read_handbook("en"), "   ") == []


def test_what_is_found_is_shown_with_what_stands_around_it():
    (hit, *_) = find(read_handbook("en"), "numbered words")
    assert "numbered words" in hit.excerpt
    assert hit.excerpt.startswith("… ")


@pytest.mark.parametrize(("one", "other"), [("IŞIK", "ışık"), ("İzmir", "izmir"), ("ISI", "ısı")])
def test_turkish_capitals_are_found(one, other):
    assert folded(one) == folded(other)
    assert len(folded(one)) == len(one)
