"""The corpora: the same everywhere, and broken where they say so."""

import errno
import json
import os
from collections import Counter

import pytest

from cvlink_gui.features.project import Project
from tests.bench import corpora
from tests.conftest import seen

SMALL = {"coco": 0.002, "deep": 0.002, "links1m": 0.002}
_WORDS = {errno.ENOENT: "missing", errno.ENOTDIR: "not_a_dir", errno.ELOOP: "loop"}


def followed(path: bytes) -> str:
    try:
        os.stat(path)
    except OSError as error:
        return _WORDS[error.errno or 0]
    return "ok"


@pytest.fixture(params=SMALL)
def corpus(request, tmp_path):
    folder = os.fsencode(tmp_path / "corpus")
    return folder, corpora.make(request.param, folder, SMALL[request.param])


def test_what_is_said_of_a_corpus_is_what_lies_on_the_disk(corpus):
    folder, made = corpus
    found = seen(folder)
    links = [path for path, what in found.items() if isinstance(what, bytes)]
    truth = Counter(followed(os.path.join(folder, path)) for path in links)
    assert (made.entries, made.links) == (len(found), len(links))
    assert made.folders == sum(what is None for what in found.values())
    assert made.truth == {word: truth[word] for word in ("ok", "missing", "not_a_dir", "loop")}


def test_the_same_seed_makes_the_same_tree_and_another_seed_another_one(corpus, tmp_path):
    folder, made = corpus
    other = os.fsencode(tmp_path / "other")

    def texts(where: bytes) -> dict[bytes, object]:
        return {path: isinstance(what, int) or what for path, what in seen(where).items()}

    again = os.fsencode(tmp_path / "again")
    assert corpora.make(made.name, again, made.factor) == made
    assert texts(again) == texts(folder)
    corpora.make(made.name, other, made.factor, seed=2)
    assert texts(other) != texts(folder)


def test_a_corpus_that_is_there_is_taken_and_a_half_made_one_is_made_anew(corpus):
    folder, made = corpus
    before = os.stat(folder).st_ctime_ns
    assert corpora.make(made.name, folder, made.factor) == made
    assert os.stat(folder).st_ctime_ns == before
    with pytest.raises(FileExistsError, match="remove it"):
        corpora.make(made.name, folder, made.factor, seed=2)
    half = folder + b"2.part"
    os.makedirs(half + b"/raw")
    assert corpora.make(made.name, folder + b"2", made.factor) == made
    assert not os.path.exists(half)
    with open(folder + b"2.json", encoding="utf-8") as file:
        assert json.load(file)["truth"] == made.truth


def test_coco_is_a_project_with_all_its_parts(tmp_path):
    folder = os.fsencode(tmp_path / "coco")
    corpora.make("coco", folder, 0.0001)
    roles = Project.open(folder).layout.roles
    assert set(roles) == {b"raw", b"processed", b"splits", b"experiments"}
