"""A scan by threads of this process: how a survey takes part in it."""

import errno

import pytest

from cvlink_gui.core.bundle import Bundle
from cvlink_gui.core.links import Health, Listing
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.survey import Survey
from cvlink_gui.fs import crew, native
from cvlink_gui.fs.scan import Scanner
from tests.conftest import build

pytestmark = pytest.mark.skipif(not native.IS_BUILT, reason="no compiler was there to build it")


@pytest.fixture
def nothing_hangs(monkeypatch):
    """Whatever is mounted where the tests run."""
    monkeypatch.setattr(crew, "is_possible", lambda _mounts: native.is_used())


def scanned(root: bytes, **options: bool) -> tuple[Survey, list[Bundle]]:
    opened, parts = Survey.open(root), []
    for part in opened.scan(**options):
        opened.take_all(part)
        parts.append(part)
    return opened, parts


@pytest.mark.usefixtures("nothing_hangs")
def test_what_failed_for_a_moment_is_read_once_more(tmp_path, monkeypatch):
    root = build(tmp_path, "d/f", "d/e/g", "x -> d/f")
    scanner, tree = Scanner(root), LinkTree()
    tree.put(scanner.judged(scanner.names(b"")))
    tree.put(Listing(b"d", error=errno.EIO))
    monkeypatch.setattr(crew, "scan", lambda *_: iter([tree]))
    opened, _ = scanned(root, anew=True)
    assert opened.tree.errors() == []
    assert opened.tree.find(b"d/e/g") is not None
    assert opened.tree.is_complete


@pytest.mark.usefixtures("nothing_hangs")
def test_the_result_is_that_of_helpers_and_what_was_found_is_told(tmp_path):
    root = build(tmp_path, *(f"d{n}/l{m} -> ../d{m}/f{n}" for n in range(9) for m in range(9)))
    at_once, _ = scanned(root, anew=True)
    by_helpers, _ = scanned(root)
    assert at_once.counts() == by_helpers.counts()
    assert at_once.found == at_once.counts()["entries"]
    assert by_helpers.found == 0
    assert at_once.tree.totals(0).by_health[Health.MISSING] == 81


@pytest.mark.usefixtures("nothing_hangs")
def test_one_that_was_cancelled_has_found_nothing_and_says_so(tmp_path):
    opened = Survey.open(build(tmp_path, "d/f"))
    assert list(opened.scan(anew=True, cancelled=lambda: True)) == []
    assert not opened.tree.is_complete


@pytest.mark.usefixtures("nothing_hangs")
def test_a_window_that_looks_at_the_tree_gets_it_bit_by_bit_from_helpers(tmp_path, monkeypatch):
    root = build(tmp_path, "d/f")
    monkeypatch.setattr(crew, "scan", lambda *_: pytest.fail("read at once"))
    opened, _ = scanned(root)
    assert opened.counts()["entries"] == 2
