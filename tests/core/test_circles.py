import pytest

from cvlink_gui.core.circles import HOPS, Circles, followed
from cvlink_gui.core.names import join, normal, parent
from cvlink_gui.core.plan import Absent, Link, Plan, Step


def reached(path: bytes, text: bytes) -> bytes:
    return normal(join(parent(path), text))


def circling(made: dict[bytes, bytes], there: dict[bytes, bytes] | None = None) -> list[bytes]:
    """The links among those to be made that would go round; `there` are links on the disk."""
    steps = tuple(Step(path, Absent(), Link(text)) for path, text in made.items())

    def links_from(path: bytes) -> list[tuple[bytes, bytes]]:
        found = (there or {}).items()
        return [(p, text) for p, text in found if p == path or p.startswith(path + b"/")]

    return [o.path for o in Circles(Plan("t", steps), reached, links_from).objections(steps)]


@pytest.mark.parametrize(
    ("made", "there", "round_"),
    [
        ({b"a": b"b"}, {}, []),
        ({b"a": b"b", b"b": b"c"}, {}, []),
        ({b"a": b"b", b"b": b"a"}, {}, [b"a", b"b"]),
        ({b"a": b"b", b"b": b"c", b"c": b"a", b"d": b"a"}, {}, [b"a", b"b", b"c"]),
        ({b"a": b"b"}, {b"b": b"a"}, [b"a"]),
        ({b"a": b"b"}, {b"b": b"c", b"c": b"b"}, []),
        ({b"d/l": b"../e"}, {b"e/m": b"../d"}, [b"d/l"]),
        ({b"d/l": b"../e", b"e/m": b"../d"}, {}, [b"d/l", b"e/m"]),
        ({b"d/l": b"../e", b"d/n": b"../f"}, {b"e/m": b"../d"}, [b"d/l"]),
        ({b"x": b"y/sub", b"y": b"d", b"d/sub/z": b"../../x"}, {}, [b"x", b"d/sub/z"]),
        ({b"a": b"b", b"b": b"e"}, {b"b": b"a"}, []),
    ],
    ids=repr,
)
def test_a_link_that_leads_to_or_around_itself_is_found_and_no_other(made, there, round_):
    assert circling(made, there) == round_


def test_a_circle_of_many_links_is_found_without_recursion():
    made = {b"l%d" % n: b"l%d" % ((n + 1) % 20_000) for n in range(20_000)}
    assert len(circling(made)) == 20_000
    del made[b"l0"]
    assert circling(made) == []


def test_many_links_into_a_folder_of_links_ask_for_it_once():
    made = {b"a/l%d" % n: b"../d" for n in range(500)}
    steps = tuple(Step(path, Absent(), Link(text)) for path, text in made.items())
    asked: list[bytes] = []

    def links_from(path: bytes) -> list[tuple[bytes, bytes]]:
        asked.append(path)
        return [(b"d/l%d" % n, b"../e%d" % n) for n in range(500)] if path == b"d" else []

    assert list(Circles(Plan("t", steps), reached, links_from).objections(steps)) == []
    assert asked.count(b"d") == 1


LINKS = {b"a": b"b", b"b": b"c/d", b"r": b"", b"o": b"p", b"p": b"o", b"g": b"g/h"}


@pytest.mark.parametrize(
    ("path", "end"),
    [
        (b"x/y", b"x/y"),
        (b"a", b"c/d"),
        (b"a/e/f", b"c/d/e/f"),
        (b"r/x", b"x"),
        (b"x/a", b"x/a"),
        (b"o", None),
        (b"o/x", None),
        (b"", b""),
    ],
)
def test_a_path_is_followed_through_the_links_on_its_way(path, end):
    assert followed(path, LINKS.get) == end


def test_after_as_many_links_as_the_kernel_follows_it_is_given_up():
    chain = {b"%d" % n: b"%d" % (n + 1) for n in range(100)}
    assert followed(b"%d" % (101 - HOPS), chain.get) == b"100"
    assert followed(b"%d" % (100 - HOPS), chain.get) in chain
    assert followed(b"g", LINKS.get) == b"g" + b"/h" * (HOPS - 1)
