import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvlink_gui.core.links import Kind
from cvlink_gui.core.plan import (
    Absent,
    Blocked,
    Dir,
    Link,
    Note,
    Objection,
    Plan,
    Proposal,
    Step,
    describe,
    pack_plan,
    plan_json,
    unpack_plan,
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


# Packed plans, as they lie in the journals


numbers = st.integers(0, (1 << 64) - 1)
modes = st.none() | st.integers(0, 0o7777)
named = st.binary(min_size=1, max_size=9).map(lambda name: name.replace(b"\0", b"x"))
identities = st.none() | st.tuples(numbers, numbers).filter(any)
known_links = st.builds(Link, named, st.sampled_from([Kind.SYMLINK, Kind.JUNCTION]), identities)
new_links = st.builds(Link, named, st.sampled_from([Kind.SYMLINK, Kind.JUNCTION]), st.none())
dirs = st.builds(Dir, modes)
packed_steps = st.one_of(
    st.builds(Step, named, st.just(Absent()), new_links | dirs),
    st.builds(Step, named, known_links, new_links | st.just(Absent())),
    st.builds(Step, named, dirs, st.just(Absent())),
)
folders = st.lists(st.tuples(named, numbers), max_size=4).map(tuple)


@given(st.text(), st.lists(packed_steps, max_size=9).map(tuple), folders)
def test_a_packed_plan_is_the_same_when_it_comes_out(title, some, where):
    plan = Plan(title, some, where)
    found = unpack_plan(pack_plan(plan))
    assert found == plan
    assert found.folders == where


# What a version before modes and folders wrote: a folder made, one removed, a link of an inode.
OLD = bytes.fromhex(
    "63766c696e6b2e706c616e2f310a0b6ab83f0c000000000000000b00000000000000050000000000000004000000"
    "00000000030000000000000003000000000000003000000000000000556e646f3a206f6c6420c3bc6e657700676f"
    "6e65006c00000061ff0000006200feff02fffe020000000000000000000000000000000000000000000000000000"
    "00000000000007000000000000000000000000010000"
)


def test_a_plan_of_an_older_version_is_read():
    assert unpack_plan(OLD) == Plan(
        "Undo: old \u00fc",
        (
            Step(b"new", Absent(), Dir()),
            Step(b"gone", Dir(), Absent()),
            Step(b"l", Link(b"a\xff", Kind.SYMLINK, (7, 1 << 40)), Link(b"b")),
        ),
    )


def test_a_plan_without_modes_and_folders_is_packed_as_it_always_was():
    assert pack_plan(unpack_plan(OLD)) == OLD


@pytest.mark.parametrize(
    "plan",
    [
        Plan("t", (Step(b"d", Dir(0o10000), Absent()),)),
        Plan("t", (), ((b"d", 1), (b"e\0f", 2))),
        Plan("t", (), ((b"d\0e", 2),)),
    ],
)
def test_what_no_plan_can_have_is_refused(plan):
    with pytest.raises(ValueError, match="plan in it"):
        unpack_plan(pack_plan(plan))


def test_a_note_goes_into_the_json_of_its_step():
    plan = Plan("t", (Step(b"l", Link(b"a"), Link(b"b")), Step(b"m", Link(b"a"), Link(b"b"))))
    note = Note("same name", ((b"c", "same key"),))
    noted, plain = plan_json(Proposal(plan, notes={b"l": note}))["steps"]
    assert noted == plain | {
        "path": "l",
        "evidence": "same name",
        "others": [{"path": "c", "evidence": "same key"}],
    }
