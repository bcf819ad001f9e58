"""What the command palette finds in a project."""

import os

import pytest

from cvlink_gui.features import seeking
from cvlink_gui.features.project import Project
from cvlink_gui.features.seeking import seek
from tests.conftest import build


@pytest.fixture
def project(root):
    build(
        root,
        "experiments/odd one/train -> ../../data/splits/v9/train",
        "experiments/İstanbul/train -> ../../data/splits/v1/train",
        "data/raw/cities/",
    )
    return opened(root)


def opened(root: bytes) -> Project:
    project = Project.open(root)
    for batch in project.scan():
        for listing in batch:
            project.take(listing)
    return project


def texts(hits) -> list[str]:
    return [hit.text for hit in hits.best]


def test_each_kind_is_found_by_a_part_of_its_name(project):
    assert texts(seek(project, "base", 9).experiments) == ["experiments/baseline"]
    assert texts(seek(project, "citi", 9).datasets) == ["data/raw/cities"]
    assert texts(seek(project, "c.jpg", 9).links) == ["data/processed/v2/val/c.jpg"]


def test_a_word_may_be_in_the_name_of_a_folder_above(project):
    assert texts(seek(project, "bl val", 9).links) == ["experiments/baseline/val"]
    assert texts(seek(project, "splits v1", 9).datasets)[0] == "data/splits/v1"


def test_folders_that_hold_datasets_are_none_themselves(project):
    assert "data/raw" not in texts(seek(project, "raw", 9).datasets)


def test_turkish_names_are_found_whichever_i_is_typed(project):
    for typed in ("istanbul", "ISTANBUL", "İstanbul", "ıstanbul"):
        found = seek(project, typed, 9)
        assert texts(found.experiments) == ["experiments/İstanbul"]
        assert texts(found.links) == ["experiments/İstanbul/train"]


def test_a_wrong_letter_in_the_name_of_an_experiment_is_forgiven(project):
    assert texts(seek(project, "basleine", 9).experiments) == ["experiments/baseline"]


def test_nothing_is_found_for_no_words_and_for_strange_ones(project):
    assert seek(project, "  ", 9) == seeking.Found()
    assert [hits.count for hits in seek(project, "qqqqq", 9)] == [0, 0, 0]


def test_of_many_the_best_are_given_and_all_are_counted(tmp_path):
    links = [f"experiments/e/l{n:03} -> ../../x" for n in range(300)]
    found = seek(opened(build(tmp_path, *links, "experiments/e/zz-l7 -> x")), "l7", 5).links
    assert len(found.best) == 5
    assert found.best[0].text == "experiments/e/zz-l7"
    assert (found.is_all, found.count > 5) == (True, True)


def test_where_too_many_match_the_search_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(seeking, "_COMPARED", 10)
    links = [f"experiments/e/link{n:03} -> ../../x" for n in range(30)]
    found = seek(opened(build(tmp_path, *links)), "link", 5).links
    assert (len(found.best), found.count, found.is_all) == (5, 10, False)


def test_letters_in_one_piece_are_compared_first(tmp_path, monkeypatch):
    monkeypatch.setattr(seeking, "_COMPARED", 3)
    links = [f"experiments/e/a-b-c{n} -> ../../x" for n in range(9)]
    project = opened(build(tmp_path, *links, "experiments/e/zabc -> ../../x"))
    assert "experiments/e/zabc" in texts(seek(project, "abc", 9).links)


def test_names_that_are_no_text_are_found_and_shown(tmp_path):
    root = build(tmp_path, "experiments/e/")
    os.symlink(b"x", os.path.join(root, b"experiments/e/odd\xff"))
    (hit,) = seek(opened(root), "odd", 9).links.best
    assert (hit.path, hit.text) == (b"experiments/e/odd\xff", "experiments/e/odd\\xff")


def test_a_search_nobody_waits_for_ends(project):
    assert seek(project, "train", 9, lambda: True).links.best == []
