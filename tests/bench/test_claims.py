"""A small run of the claims: what is saved and that nothing is left over, never times."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.places import Place, duplicate_share, photos, taken

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it counts blocks")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def document(tmp_path_factory) -> str:
    file = tmp_path_factory.mktemp("claims") / "claims.md"
    words = ["claims", "--quick", "--write", str(file)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *words],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return file.read_text()


def test_links_save_half_for_one_experiment_and_no_byte_is_there_twice(document):
    rows = re.findall(
        r"^\| photos \| 20 \| 1 \| (.+?) \| .+? \| (.+?)% \| (.+?)% \|$", document, re.MULTILINE
    )
    found = {way: (float(saved), float(twice)) for way, saved, twice in rows}
    assert found["`cp -r`"] == (0, 50)
    assert found["`shutil.copytree`"][1] == 50
    for way in ("a link to the folder", "a link an image"):
        saved, twice = found[way]
        assert 45 < saved < 51
        assert twice == 0


def test_the_claims_stand_beside_what_was_measured(document):
    goals = document.partition("## The claims")[2].partition("\n## ")[0]
    for words in ("60 % saved", "80 % less", "40 % faster", "3 versions"):
        assert re.search(rf"{words}.*\| (yes|\*\*no\*\*) \|", goals), words


def test_every_case_in_which_links_do_not_help_has_rows_or_a_reason(document):
    parts = document.split("\n## Where links do not help: ")[1:]
    assert len(parts) == 3
    for part in parts:
        assert "\n| " in part or "Not measured" in part


def test_what_is_taken_counts_every_inode_once(tmp_path):
    place = Place(str(tmp_path / "p"))
    photos(place.data, 3, 10_000)
    before = taken(place.root)
    assert duplicate_share(place.root) == 0
    os.link(f"{place.data}/{0:012}.jpg", f"{place.data}/again.jpg")
    assert taken(place.root) == before
    place.cp("copy")
    assert taken(place.root) - before == taken(place.new("copy"))
