"""Where links lead, hop by hop and by real place; which folders a project lets them lead to."""

import os
import tomllib

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cvlink_gui.core.errors import ConfigError, StorageError, UsageError
from cvlink_gui.core.plan import Absent, Link, Plan, Proposal, Step
from cvlink_gui.core.settings import ALLOWED_ROOTS
from cvlink_gui.features.project import Project
from cvlink_gui.fs.config import allow_root
from cvlink_gui.fs.trails import trail
from tests.conftest import build, seen, stays_in

# The trail of a path

NAMES = [b"a", b"b", b"c"]
spots = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(b"/".join)
turns = st.lists(st.sampled_from([*NAMES, b"..", b".", b""]), min_size=1, max_size=5)
farms = st.dictionaries(spots, st.tuples(st.booleans(), turns), max_size=8)


def plant(base: bytes, farm: dict[bytes, tuple[bool, list[bytes]]]) -> list[bytes]:
    """Make the links of a farm, each where nothing is in the way; gives those that were made.

    A link of the farm may lead out of it: nothing is made through such a one.
    """
    made = []
    for path, (absolute, parts) in farm.items():
        full = os.path.join(base, path)
        folder = os.path.dirname(full)
        text = (base + b"/" if absolute else b"") + b"/".join(parts) or b"."
        if not stays_in(base, folder):
            continue
        try:
            os.makedirs(folder, exist_ok=True)
            assert stays_in(base, folder)
            os.symlink(text, full)
        except OSError:
            continue
        made.append(full)
    return made


def test_nothing_is_planted_through_a_link_that_leads_out_of_the_farm(tmp_path):
    base = build(tmp_path / "field" / "farm")
    farm = {
        b"b": (False, [b"..", b".."]),
        b"b/c/a": (False, [b"a"]),
        b"b/a": (False, [b"a"]),
        b"c": (False, [b"a", b"..", b"b", b"d"]),
        b"c/a": (False, [b"a"]),
        b"a/b": (True, [b"b"]),
    }
    assert plant(base, farm) == [base + b"/b", base + b"/c", base + b"/a/b"]
    assert os.listdir(tmp_path) == ["field"]
    assert os.listdir(tmp_path / "field") == ["farm"]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(farm=farms, asked=st.lists(turns, min_size=1, max_size=4))
def test_a_trail_ends_where_the_kernel_does_and_lists_every_link(tmp_path_factory, farm, asked):
    base = os.path.realpath(os.fsencode(tmp_path_factory.mktemp("farm")))
    build(base, "a/a/", "b/c/b/")
    links = plant(base, farm)
    known: dict[bytes, bytes] = {}
    for path in [*links, *(base + b"/" + b"/".join(parts) for parts in asked)]:
        *places, end = trail(path, known)
        assert trail(path, {}) == [*places, end]
        if os.path.exists(path):
            assert end == os.path.realpath(path)
            assert all(os.path.islink(place) for place in places)
            assert all(os.path.realpath(os.path.dirname(p)) == os.path.dirname(p) for p in places)
            assert places or end == os.path.normpath(path)


def test_every_link_that_is_followed_is_on_the_trail_in_order(tmp_path):
    base = build(
        tmp_path, "real/x", "one -> two/down", "two -> ./three", "three/down -> ../real", "far/"
    )
    os.symlink(base + b"/one/x", base + b"/far/l")
    assert trail(base + b"/far/l", {}) == [
        *(base + b"/far/l", base + b"/one", base + b"/two", base + b"/three/down"),
        base + b"/real/x",
    ]


@pytest.mark.parametrize(
    "lines", [("l -> l",), ("l -> m", "m -> l"), ("l -> l/l",), ("l -> d/m", "d/m -> ../l/x")]
)
def test_a_circle_ends(tmp_path, lines):
    base = build(tmp_path, "d/", *lines)
    found = trail(base + b"/l/deeper", {})
    assert base + b"/l" in found
    assert len(found) < 100


def test_a_chain_as_long_as_the_kernel_follows_is_followed_to_its_end(tmp_path):
    base = build(tmp_path, "end", "l0 -> end", *(f"l{n} -> l{n - 1}" for n in range(1, 40)))
    assert os.path.exists(base + b"/l39")
    assert trail(base + b"/l39", {})[-1] == base + b"/end"


def test_what_is_not_there_counts_as_named(tmp_path):
    base = build(tmp_path, "file", "l -> none/x")
    for path, end in ((b"/none/a/../b", b"/none/b"), (b"/l", b"/none/x"), (b"/file/x", b"/file/x")):
        assert trail(base + path, {})[-1] == base + end
    assert trail(b"/", {}) == [b"/"]
    assert trail(base + b"/a\0b", {}) == [base + b"/a\0b"]


# What a project allows


def objections(root: bytes, text: bytes, path: bytes = b"experiments/new") -> list[bytes]:
    """The places outside for which the project refuses a link with this text."""
    plan = Plan("t", (Step(path, Absent(), Link(text)),))
    found = Project.open(root).propose(Proposal(plan)).conflicts
    assert all("outside the allowed roots" in o.reason and o.hint for o in found)
    return [o.outside for o in found]


def allow(root: bytes, *folders: str) -> None:
    with open(root + b"/cvlink.toml", "w") as file:
        file.write(f"links.allowed_roots = {list(folders)!r}")


def test_a_link_may_lead_anywhere_in_the_project_and_nowhere_else(root, tmp_path):
    base = build(tmp_path, "project-evil/x", "other/x")
    assert objections(root, b"../data/raw") == objections(root, root + b"/data/raw") == []
    for outside in (base, base + b"/project-evil/x", base + b"/other", b"/etc", b"/"):
        assert objections(root, outside) == [outside]
    assert objections(root, b"../../other/x") == [base + b"/other/x"]


@pytest.mark.parametrize(
    ("target", "ok"),
    [
        ("data", True),
        ("data/x", True),
        ("data-evil", False),
        ("data-evil/x", False),
        ("dat", False),
    ],
)
def test_an_allowed_root_is_a_folder_not_the_beginning_of_a_name(root, tmp_path, target, ok):
    base = build(tmp_path, "data/x", "data-evil/x", "dat/")
    allow(root, "../data")
    place = base + b"/" + target.encode()
    assert objections(root, place) == ([] if ok else [place])


def test_a_link_inside_that_leads_out_is_no_way_out(root, tmp_path):
    base = build(tmp_path, "secret/x")
    os.symlink(base + b"/secret", root + b"/data/hop")
    build(root, "data/hop2 -> hop")
    for text in (b"../data/hop", b"../data/hop/x", b"../data/hop2/x", root + b"/data/hop2/x"):
        (outside,) = objections(root, text)
        assert outside.startswith(base + b"/secret")
    allow(root, "../secret")
    assert objections(root, b"../data/hop2/x") == []


def test_a_way_out_and_in_again_is_a_way_out(root, tmp_path):
    base = build(tmp_path, "alias -> project", "door/")
    assert objections(root, base + b"/alias/data/raw") == [base + b"/alias"]
    assert objections(root, b"../../alias/data/raw") == [base + b"/alias"]
    allow(root, "../door")
    os.symlink(root + b"/data", base + b"/door/back")
    assert objections(root, base + b"/door/back/raw") == []


def test_a_way_up_out_of_a_linked_folder_is_seen(root, tmp_path):
    base = build(tmp_path, "store/deep/", "store/secret")
    allow(root, "../store/deep")
    os.symlink(base + b"/store/deep", root + b"/data/deep")
    assert objections(root, b"../data/deep") == []
    # By text alone this is data/secret, inside the project.
    assert objections(root, b"../data/deep/../secret") == [base + b"/store/secret"]


@pytest.mark.parametrize("named", ["../alias", "../store", "../mnt/alias", "../mnt/alias/in"])
def test_an_allowed_root_may_be_named_through_links(root, tmp_path, named):
    base = build(tmp_path, "store/in/x", "alias -> store", "mnt/", "other/x", "store/out -> /etc")
    os.symlink(base + b"/store", base + b"/mnt/alias")
    allow(root, named)
    real = os.path.realpath(os.path.join(root, named.encode()))
    for place in (os.path.normpath(os.path.join(root, named.encode())), real):
        assert objections(root, place) == []
    assert objections(root, base + b"/other/x") == [base + b"/other/x"]
    # The links on the way to the root are let through, not what else lies behind them.
    if named != "../mnt/alias/in":
        assert objections(root, real + b"/out") == [b"/etc"]
    else:
        assert objections(root, base + b"/mnt/alias") == [base + b"/store"]
        assert objections(root, base + b"/mnt") == [base + b"/mnt"]


def test_a_link_that_is_swapped_for_one_that_leads_out_is_seen_anew(root, tmp_path):
    base = build(tmp_path, "secret/")
    build(root, "data/hop -> raw")
    assert objections(root, b"../data/hop") == []
    os.unlink(root + b"/data/hop")
    os.symlink(base + b"/secret", root + b"/data/hop")
    assert objections(root, b"../data/hop") == [base + b"/secret"]


def test_only_what_the_plan_makes_is_asked_where_it_leads(root, tmp_path):
    os.symlink(b"/etc", root + b"/experiments/old")
    plan = Plan("t", (Step(b"experiments/old", Link(b"/etc"), Absent()),))
    assert Project.open(root).propose(Proposal(plan)).conflicts == ()


# Allowing one more


def written(root: bytes) -> str:
    with open(root + b"/cvlink.toml", encoding="utf-8", newline="") as file:
        return file.read()


def write(root: bytes, text: str) -> None:
    with open(root + b"/cvlink.toml", "w", encoding="utf-8", newline="") as file:
        file.write(text)


FILE = """\
# Ours. Ask before you change it.
[links]  # what links may do
style = "absolute"   # the cluster needs it
allowed_roots = [
    "/nas/one",  # since May
]

[layout]
raw = ["originals"] # keep
"""


def test_comments_and_order_of_the_file_stay(tmp_path):
    root = build(tmp_path)
    write(root, FILE)
    found = allow_root(root, b"/nas/two", "needed for\nrun 7")
    assert found[ALLOWED_ROOTS] == ("/nas/one", "/nas/two")
    now = written(root)
    assert [line for line in now.splitlines() if line not in FILE.splitlines()] == [
        '    "/nas/two", # needed for\\nrun 7'
    ]
    assert [line for line in FILE.splitlines() if line not in now.splitlines()] == []
    with open(root + b"/cvlink.toml~", encoding="utf-8") as previous:
        assert previous.read() == FILE


folders = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=8
).map(lambda text: "/" + text)


@pytest.mark.parametrize(
    "before",
    [
        None,
        "",
        "\ufeff",
        "# only words",
        "[links]",
        "[links]\n",
        '[links]\r\nstyle = "absolute"\r\n',
        "links.allowed_roots = []",
        'links.allowed_roots = ["/a"]',
        'links.allowed_roots = ["/a", "/b",]\nlinks.style = "shortest"',
        'links = {style = "absolute"}',
        'links = {allowed_roots = ["/a"], style = "absolute"}',
        '[layout]\nraw = ["r"]\n[links]\nallowed_roots = [\n"/a" # first\n]\n',
        '[links]\nallowed_roots = ["/a",\n  # last\n]\n[layout]\nraw = []',
        '"links"."allowed_roots" = ["/a"]',
        '["links"]\n"allowed_roots" = ["/a"]',
    ],
    ids=repr,
)
@settings(max_examples=8)
@given(folder=folders, reason=st.text(max_size=8))
@example(folder="/a", reason="")
def test_any_folder_is_added_to_any_sound_file(tmp_path_factory, before, folder, reason):
    root = build(tmp_path_factory.mktemp("p"))
    old: dict[str, object] = {}
    if before is not None:
        write(root, before)
        old = tomllib.loads(before.lstrip("\ufeff"))
    roots = list(old.get("links", {}).get("allowed_roots", []))
    first = allow_root(root, folder.encode(), reason)
    assert list(first[ALLOWED_ROOTS]) == list(dict.fromkeys([*roots, folder]))
    again = allow_root(root, b"/second", "")
    assert list(again[ALLOWED_ROOTS]) == list(dict.fromkeys([*roots, folder, "/second"]))
    now = tomllib.loads(written(root))
    now["links"].pop("allowed_roots")
    if "links" in old:
        old["links"].pop("allowed_roots", None)
    assert now == {"links": {}, **old}


@pytest.mark.parametrize(
    "text", ["[links", "links.style = 3", "x = 1", "links = 3", "[links]\n" * 2]
)
def test_a_broken_file_is_refused_and_stays_as_it_is(tmp_path, text):
    root = build(tmp_path)
    write(root, text)
    before = seen(root)
    with pytest.raises(ConfigError):
        allow_root(root, b"/nas", "")
    assert (written(root), seen(root)) == (text, before)


def test_a_folder_that_is_allowed_already_is_not_named_twice(tmp_path):
    root = build(tmp_path)
    write(root, FILE)
    assert allow_root(root, b"/nas/one", "again")[ALLOWED_ROOTS] == ("/nas/one",)
    assert written(root) == FILE


def test_a_name_that_toml_cannot_hold_is_refused(tmp_path):
    root = build(tmp_path)
    write(root, FILE)
    with pytest.raises(UsageError, match="cannot hold this name"):
        allow_root(root, b"/nas/\xff", "")
    assert written(root) == FILE
    assert set(os.listdir(root)) == {b"cvlink.toml"}


def test_a_file_that_cannot_be_written_is_a_storage_error(root, monkeypatch):
    def refuse(*_arguments, **_options):
        raise OSError(30, "")

    monkeypatch.setattr("cvlink_gui.fs.config.write_atomic", refuse)
    with pytest.raises(StorageError, match="save the settings: the file system is read-only"):
        allow_root(root, b"/nas", "")


def test_a_link_to_the_file_stays_one(tmp_path):
    root = build(tmp_path / "p", "cvlink.toml -> ../shared.toml", "../shared.toml")
    allow_root(root, b"/nas", "")
    assert os.readlink(root + b"/cvlink.toml") == b"../shared.toml"
    assert "/nas" in written(root)
