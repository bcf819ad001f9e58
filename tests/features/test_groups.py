import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.links import Health, Kind, pack
from cvlink_gui.features.audit.groups import groups_of
from cvlink_gui.features.project import Project
from tests.conftest import build


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return Project.open(build(tmp_path_factory.mktemp("p")))


PARTS = st.sampled_from([b"a", b"b", b"..", b".", b""])
TEXTS = st.lists(PARTS, min_size=1, max_size=4).map(b"/".join).filter(bool)


ALIKE = st.sampled_from([b"../x/1", b"../x/2", b"../x/a/3", b"../y/4", b"../x/.5"])  # most of them


SAME = st.sampled_from([b"../x/l%03d", b"../x/l%03d", b"../y/l%03d", b"l%03d"])  # with their row


def _lists_of(*texts):
    return st.lists(st.one_of(*texts), max_size=50)


@given(
    st.one_of(_lists_of(TEXTS), _lists_of(ALIKE, TEXTS), _lists_of(SAME), _lists_of(SAME, TEXTS))
)
def test_every_link_is_in_one_group_that_says_its_text(project, texts):
    texts = [text.replace(b"%03d", b"%03d" % at) for at, text in enumerate(texts)]
    rows = [(b"l%03d" % at, Kind.SYMLINK, text) for at, text in enumerate(texts)]
    listing = pack(b"folder", [*rows, (b"file", Kind.FILE, b"")])
    groups = groups_of(project, listing, listing.names.split(b"\0")[:-1]) if texts else []
    found = {
        link: group.prefix + name
        for group in groups
        for link, name in zip(group.links, group.names, strict=True)
    }
    assert found == {name: text for name, _, text in rows}
    assert len({group.prefix for group in groups}) == len(groups)
    for group in groups:
        assert len(group.health) == len(group.kinds) == len(group.links)
        assert set(group.health) <= {Health.UNKNOWN}
        assert all(b"/" not in name for name in group.names)


def test_links_that_lead_to_files_are_told_from_the_others(tmp_path):
    root = build(tmp_path / "q", "d/", "f", "x -> f", "y -> d", "z -> none")
    project = Project.open(root)
    project.load()
    (group,) = groups_of(project, project.tree.listing(0), [b"d", b"f", b"x", b"y", b"z"])
    assert group.leading_to_files().links == [b"x"]
    assert os.path.isfile(root + b"/x")
