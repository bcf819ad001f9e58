import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.layout import Layout, Role
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import join, normal, parent
from cvlink_gui.core.plan import Absent, Dir, Link, Plan, Proposal, Step
from cvlink_gui.core.policy import Policy

LAYOUT = Layout({b"data/raw": Role.RAW, b"experiments": Role.EXPERIMENTS})
POLICY = Policy(b"/p", (b"/nas",), LAYOUT)


def check(*steps: Step, policy: Policy = POLICY) -> Proposal:
    return policy.check(Proposal(Plan("t", steps)))


def reasons(*steps: Step) -> str:
    return "; ".join(o.reason for o in check(*steps).conflicts)


def made(path: bytes, text: bytes = b"t") -> Step:
    return Step(path, Absent(), Link(text))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (b"data/raw/x", "raw data stays"),
        (b"data/raw", "raw data stays"),
        (b"/etc/x", "outside the project"),
        (b"../x", "outside the project"),
        (b"a/../x", "outside the project"),
        (b"a//x", "outside the project"),
        (b"a/", "outside the project"),
        (b"", "outside the project"),
        (b"a/\0", "NUL"),
        (b"a/" + b"x" * 256, "longer than 255 bytes"),
        (b"a/" * 2100 + b"x", "longer than"),
    ],
)
def test_a_place_that_may_not_be_changed_is_a_conflict(path, words):
    assert words in reasons(made(path))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "empty or has a NUL"),
        (b"a\0", "empty or has a NUL"),
        (b"x" * 4096, "longer than 4,095 bytes"),
        (b".", "contain itself"),
        (b"l", "contain itself"),
        (b"..", "contain itself"),
        (b"/p/e", "contain itself"),
        (b"/p", "contain itself"),
        (b"/", "contain itself"),
    ],
)
def test_a_text_that_cannot_be_a_sound_link_is_a_conflict(text, words):
    assert words in reasons(made(b"e/l", text))


def test_raw_data_may_be_linked_to_and_its_neighbours_may_change():
    assert not check(made(b"experiments/a/l", b"../../data/raw")).conflicts
    assert not check(made(b"data/raw-not/l")).conflicts


def test_even_a_folder_is_not_made_in_raw_data():
    assert "raw data stays" in reasons(Step(b"data/raw/d", Absent(), Dir()))


def test_two_steps_on_one_path_are_a_conflict_each_path_once():
    found = check(made(b"a"), made(b"a"), made(b"b"))
    assert [o.path for o in found.conflicts if "two steps" in o.reason] == [b"a"]


def test_a_place_is_allowed_in_the_project_and_in_the_roots_by_whole_components():
    places = (b"/p", b"/p/x", b"/nas", b"/nas/x", b"/data-evil", b"/nas-evil/x", b"/p-evil")
    assert [POLICY.allows(place) for place in places] == [True] * 4 + [False] * 3


def test_an_absolute_link_inside_the_project_is_a_warning():
    assert "absolute link" in check(made(b"a/l", b"/p/b")).warnings[0].reason


def test_removing_a_link_raises_no_question_about_its_target():
    found = check(Step(b"l", Link(b"/evil"), Absent()))
    assert not found.conflicts + found.warnings


def test_a_path_is_inside_by_whole_components():
    assert POLICY.inside(b"/p") == b""
    assert POLICY.inside(b"/p/x") == b"x"
    assert POLICY.inside(b"/p-evil/x") == b"/p-evil/x"
    assert Policy(b"/", (), LAYOUT).inside(b"/x") == b"x"


paths = st.lists(st.sampled_from([b"a", b"b", b"c"]), min_size=1, max_size=4).map(b"/".join)


@given(paths, paths, st.sampled_from(["relative", "absolute", "shortest"]))
def test_a_link_of_any_style_leads_to_its_target(link, target, style):
    text = POLICY.link_text(link, target, style)
    assert POLICY.reached(link, text) == target
    assert normal(join(join(b"/p", parent(link)), text)) == b"/p/" + target


@given(paths)
def test_a_target_outside_is_always_named_absolutely(link):
    assert POLICY.link_text(link, b"/nas/x", "relative") == b"/nas/x"


def test_the_shortest_text_is_taken_where_asked_for():
    assert POLICY.link_text(b"a/b/c/l", b"x", "shortest") == b"/p/x"
    assert POLICY.link_text(b"a/l", b"a/x", "shortest") == b"x"


parts = st.sampled_from([b"a", b"b", b"data", b"raw", b"p", b"nas", b"..", b".", b"", b"x" * 256])
messy = st.lists(parts, max_size=5).map(b"/".join) | st.just(b"a/\0") | st.just(b"y/" * 2100)
any_steps = st.one_of(
    st.builds(Step, messy, st.just(Absent()), st.builds(Link, messy, st.just(Kind.SYMLINK))),
    st.builds(Step, messy, st.just(Absent()), st.just(Dir())),
    st.builds(Step, messy, st.just(Link(b"t")), st.just(Absent())),
)


@given(st.lists(any_steps, max_size=6), st.sampled_from([b"/p", b"/", b"/p/data"]))
def test_what_speaks_against_a_step_does_not_depend_on_the_others(steps, root):
    policy = Policy(root, (b"/nas",), Layout({b"data/raw": Role.RAW, b"b": Role.RAW}))
    raw = policy.layout.folders(Role.RAW)
    each = [(policy._step_conflicts(step, raw), policy._step_warnings(step)) for step in steps]
    found = check(*steps, policy=policy)
    assert {o for o in found.conflicts if "two steps" not in o.reason} == {
        o for conflicts, _ in each for o in conflicts
    }
    assert set(found.warnings) == {o for _, warnings in each for o in warnings}


@given(messy)
def test_a_path_as_written_is_named_as_the_project_has_it(path):
    assert POLICY.named(path) == POLICY.inside(normal(join(b"/p", path)))
