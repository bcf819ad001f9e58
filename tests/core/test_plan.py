import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.links import Kind
from cvlink_gui.core.plan import (
    Absent,
    Blocked,
    Dir,
    Link,
    Objection,
    Plan,
    Proposal,
    Step,
    describe,
    plan_json,
)

links = st.builds(Link, st.sampled_from([b"t", b"../u", b"/v"]))
pairs = st.one_of(
    st.tuples(st.just(Absent()), links),
    st.tuples(links, links),
    st.tuples(links, st.just(Absent())),
    st.tuples(st.just(Absent()), st.just(Dir())),
    st.tuples(st.just(Dir()), st.just(Absent())),
)
steps = pairs.map(lambda pair: Step(b"p", *pair))
plans = st.lists(steps, max_size=6).map(lambda s: Plan("title", tuple(s)))
BACK = {"create": "remove", "remove": "create", "mkdir": "rmdir", "rmdir": "mkdir"}


@given(plans)
def test_the_inverse_of_the_inverse_is_the_plan(plan):
    assert plan.inverse().inverse() == plan


@given(plans)
def test_the_inverse_takes_back_every_action_last_first(plan):
    there = [step.action for step in plan.steps]
    assert [s.action for s in plan.inverse().steps] == [BACK.get(a, a) for a in reversed(there)]


@given(plans)
def test_counts_add_up_to_the_steps(plan):
    assert sum(plan.counts().values()) == len(plan.steps)
    assert all(plan.counts().values())


def test_no_step_can_speak_of_a_file():
    with pytest.raises(KeyError):
        _ = Step(b"p", Blocked(Kind.FILE), Absent()).action
    with pytest.raises(KeyError):
        _ = Step(b"p", Dir(), Link(b"t")).action


def test_a_link_with_an_identity_matches_only_that_one():
    found = Link(b"t", Kind.SYMLINK, (1, 2))
    assert Link(b"t").matches(found)
    assert Link(b"t", Kind.SYMLINK, (1, 2)).matches(found)
    assert not Link(b"t", Kind.SYMLINK, (1, 3)).matches(found)
    assert not Link(b"u").matches(found)
    assert not Link(b"t", Kind.JUNCTION).matches(found)
    assert not Link(b"t").matches(Dir())
    assert not Link(b"t").matches(Absent())


def test_an_objection_is_kept_once():
    objection = Objection(b"p", "no")
    proposal = Proposal(Plan("t", ()), (objection,)).objecting((objection,), (objection,))
    assert proposal.conflicts == proposal.warnings == (objection,)


def test_a_plan_as_json_says_what_was_and_what_will_be():
    plan = Plan("t", (Step(b"d", Absent(), Dir()), Step(b"\xff", Link(b"a"), Link(b"b\n"))))
    assert plan_json(Proposal(plan, (Objection(b"d", "why", "how"),))) == {
        "schema": "cvlink.plan/1",
        "title": "t",
        "steps": [
            {"path": "d", "action": "mkdir", "before": None, "after": "folder"},
            {
                "path": r"\xff",
                "path_bytes": "/w==",
                "action": "retarget",
                "before": "a",
                "after": r"b\n",
                "after_bytes": "Ygo=",
            },
        ],
        "conflicts": [{"path": "d", "reason": "why", "hint": "how"}],
        "warnings": [],
    }


def test_every_step_has_its_line():
    assert describe(Step(b"p", Absent(), Link(b"t"))) == "create    p -> t"
    assert describe(Step(b"p", Link(b"a"), Link(b"b"))) == "retarget  p: a => b"
    assert describe(Step(b"p", Link(b"a"), Absent())).endswith("(the target stays)")
    assert describe(Step(b"p", Absent(), Dir())) == "mkdir     p"
