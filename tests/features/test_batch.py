import json
import os

import pytest

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.plan import Proposal
from cvlink_gui.features.batch import Row, parse_batch, propose_batch, read_batch
from cvlink_gui.features.project import Project
from tests.conftest import build, seen

FILE = b"/somewhere/links.batch"


def rows(data: bytes | str) -> list[tuple[bytes, bytes, int]]:
    found = parse_batch(data.encode() if isinstance(data, str) else data, FILE)
    return [(row.source, row.link, row.line) for row in found]


def lines(*pairs: tuple[str, str]) -> bytes:
    return b"".join(json.dumps({"source": s, "link": k}).encode() + b"\n" for s, k in pairs)


def proposed(root: bytes, *pairs: tuple[str, str], **options) -> Proposal:
    found = parse_batch(lines(*pairs), FILE)
    return propose_batch(Project.open(root), found, FILE, style="relative", **options)


def reasons(proposal: Proposal) -> list[tuple[bytes, str]]:
    return [(o.path, o.reason) for o in proposal.conflicts]


# The file


@pytest.mark.parametrize(
    "data",
    [
        b'{"source": "s", "link": "l"}\n{"link": "m", "source": "t"}',
        b'\xef\xbb\xbf{"source": "s", "link": "l"}\r\n{"link": "m", "source": "t", "note": 1}\r\n',
        b'{"source": "./s/", "link": "x/../l"}\n{"source": "t", "link": "m"}',
        b"source,link\ns,l\nt,m",
        b"\xef\xbb\xbflink,note,source\r\nl,,s\r\nm,x,t\r\n",
        b'"source","link"\n"s","l"\n"t","m"\n',
    ],
    ids=repr,
)
def test_json_lines_and_csv_say_the_same(tmp_path, data):
    root = build(tmp_path, "s", "t")
    found = parse_batch(data, FILE)
    project = Project.open(root)
    assert project.run(propose_batch(project, found, FILE, style="relative").plan).ok
    assert (os.readlink(root + b"/l"), os.readlink(root + b"/m")) == (b"s", b"t")


def test_blank_lines_are_passed_over_and_counted():
    assert rows('\n{"source": "s", "link": "l"}\n  \n\n{"source": "t", "link": "m"}\n') == [
        (b"s", b"l", 2),
        (b"t", b"m", 5),
    ]
    assert rows("\nsource,link\n\ns,l\n\nt,m\n") == [(b"s", b"l", 4), (b"t", b"m", 6)]


def test_a_cell_may_hold_commas_quotes_and_line_breaks():
    assert rows('source,link\n"a,""b""\nc",l\n') == [(b'a,"b"\nc', b"l", 3)]


@pytest.mark.parametrize("data", ["", "\n\n", "\ufeff", "source,link\n"])
def test_a_file_without_rows_is_no_mistake(data):
    assert rows(data) == []


def test_names_that_are_no_utf8_can_be_written_in_json():
    assert rows(r'{"source": "\udcff", "link": "ü"}') == [(b"\xff", "ü".encode(), 1)]


GOOD = '{"source": "s", "link": "l"}\n'


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (GOOD + '{"source": "s"}', 2, "needs the texts"),
        (GOOD + '{"link": "s"}', 2, "needs the texts"),
        (GOOD + "{}", 2, "needs the texts"),
        (GOOD + '["s", "l"]', 2, "needs the texts"),
        (GOOD + "null", 2, "needs the texts"),
        (GOOD + '{"source": 1, "link": "l"}', 2, "needs the texts"),
        (GOOD + '{"source": ["s"], "link": "l"}', 2, "needs the texts"),
        (GOOD + '{"source": null, "link": "l"}', 2, "needs the texts"),
        (GOOD + '{"source": true, "link": NaN}', 2, "needs the texts"),
        (GOOD + '{"source": "", "link": "l"}', 2, "needs the texts"),
        (GOOD + '{"source": "s", "link": ""}', 2, "needs the texts"),
        (GOOD + '\n\n{"source": "s", "link": "l"', 4, "no JSON"),
        (GOOD + "{'source': 's', 'link': 'l'}", 2, "no JSON"),
        (GOOD + GOOD.strip() * 2, 2, "no JSON"),
        (GOOD + "source,link", 2, "no JSON"),
        (GOOD + '{"source": "s", "link": ' + "[" * 200_000, 2, "no JSON"),
        ('{"a":' * 200_000, 1, "no JSON"),
        (GOOD + '{"source": "s", "link": "l", "n": ' + "9" * 5000 + "}", 2, "no JSON"),
        (GOOD + '{"source": "s\\u0000", "link": "l"}', 2, "NUL"),
        (GOOD + '{"source": "s", "link": "\\u0000"}', 2, "NUL"),
        (GOOD + '{"source": "\\ud800", "link": "l"}', 2, "surrogate"),
        ("source,link\ns,l\ns\n", 3, "needs the texts"),
        ("source,link\ns,l\n,l\n", 3, "needs the texts"),
        ("source,link\ns,l\ns,l,x\n", 3, "more cells"),
        ('source,link\ns,l\n"s,l\n', 3, "no CSV"),
        ("source,link\n" + "s" * 200_000 + ",l\n", 2, "no CSV"),
        ("source,link\ns,\0\n", 2, "NUL"),
        ("s,l\n", 1, "neither JSON lines nor CSV"),
        ("source;link\ns;l\n", 1, "neither JSON lines nor CSV"),
        ("\n\nno table at all\n", 3, "neither JSON lines nor CSV"),
        ("[1]\n", 1, "neither JSON lines nor CSV"),
        ('[{"source": "s", "link": "l"}]', 1, "neither JSON lines nor CSV"),
        (GOOD.encode() + b'{"source": "\xff", "link": "l"}', 2, "not valid UTF-8"),
        ("source,link\ns,l\n".encode("utf-16"), 1, "not valid UTF-8"),
        (b"\x7fELF\x02\x01\0\0", 1, "neither JSON lines nor CSV"),
        (GOOD.encode() * 3000 + b'{"source": "\xff", "link": "l"}', 3001, "not valid UTF-8"),
        (b"source,link\n" + b"s,l\n" * 9000 + b"s,\xc3\n", 9002, "not valid UTF-8"),
        (GOOD + "\u00a0" + GOOD, 2, "no JSON"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_one_bad_line_refuses_all_and_names_file_and_line(data, line, words):
    with pytest.raises(UsageError) as caught:
        rows(data)
    assert caught.value.message.startswith(f"line {line}: ")
    assert words in caught.value.message
    assert (caught.value.path, bool(caught.value.hint)) == (FILE, True)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("thing", ["none", "folder", "fifo", "shut/loop", "huge"])
def test_what_is_no_file_is_refused_at_once(tmp_path, monkeypatch, thing):
    root = build(tmp_path, "folder/", "shut/loop -> loop", "huge")
    os.mkfifo(root + b"/fifo")
    monkeypatch.setattr("cvlink_gui.features.batch._SIZE_LIMIT", 4)
    with open(root + b"/huge", "wb") as file:
        file.write(b"12345")
    path = root + b"/" + thing.encode()
    with pytest.raises(UsageError, match="The batch file cannot be read") as caught:
        read_batch(path)
    assert caught.value.path == path


# The plan


def test_paths_are_relative_to_the_project_or_absolute(root, tmp_path):
    where = os.fsdecode(root)
    found = proposed(
        root,
        ("data/raw", "experiments/a"),
        (f"{where}/data/raw", f"{where}/experiments/b"),
        ("./data//raw/", "experiments/x/../c"),
    )
    assert reasons(found) == []
    assert {step.path: step.after.text for step in found.plan.steps} == {
        b"experiments/a": b"../data/raw",
        b"experiments/b": b"../data/raw",
        b"experiments/c": b"../data/raw",
    }
    assert found.plan.title == "Link 3 from links.batch"


def test_a_source_outside_is_named_absolutely_and_has_to_be_allowed(root, tmp_path):
    base = build(tmp_path, "store/x")
    place = os.fsdecode(base) + "/store/x"
    for source in ("../store/x", place):
        assert reasons(proposed(root, (source, "experiments/x"))) == [
            (b"experiments/x", f"links.batch, line 1: leads outside the allowed roots: {place}")
        ]
    with open(root + b"/cvlink.toml", "w") as file:
        file.write('links.allowed_roots = ["../store"]')
    found = proposed(root, ("../store/x", "experiments/x"))
    assert reasons(found) == []
    assert found.plan.steps[0].after.text == base + b"/store/x"


DEEP = "/".join(["d" * 200] * 21)


@pytest.mark.parametrize(
    ("pair", "path", "words"),
    [
        (("data/none", "x"), b"data/none", "the source is not there"),
        (("data/raw", "../x"), None, "lies outside the project"),
        (("data/raw", "/x"), b"/x", "lies outside the project"),
        (("data/raw", "."), b"", "a folder is in this place"),
        (("data/raw", "n" * 256), b"n" * 256, "the name is longer than 255 bytes"),
        (("data/raw", "ü" * 128), "ü".encode() * 128, "the name is longer than 255 bytes"),
        (("data/raw", "n" * 256 + "/l"), b"n" * 256, "the name is longer than 255 bytes"),
        (("data/raw", DEEP), DEEP.encode(), "the path is longer than 4,095 bytes"),
        ((DEEP, "x"), b"x", "the target is longer than 4,095 bytes"),
        (("data/raw", "data/raw/x"), b"data/raw/x", "raw data stays as it is"),
        (("data/raw", "data/raw.txt/x"), b"data/raw.txt", "this is not a folder"),
        (("data/raw", "experiments/baseline/val"), None, "a link is already in this place"),
        (("data/raw", "experiments/baseline"), None, "a folder is in this place"),
        (("data/raw", "experiments/baseline/val/x"), None, "this is not a folder"),
        (("experiments", "experiments/x"), b"experiments/x", "the link would contain itself"),
        (("x", "x"), b"x", "the link would contain itself"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_speaks_against_a_row_names_file_and_line(root, pair, path, words):
    build(root, "data/raw.txt")
    found = proposed(root, ("data/raw", "experiments/good"), pair, ("data/raw", "experiments/too"))
    said = [(o.path, o.reason) for o in found.conflicts]
    assert any(f"links.batch, line 2: {words}" in why for _, why in said)
    assert path is None or path in [where for where, _ in said]
    assert all("line 1:" not in why and "line 3:" not in why for _, why in said)


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("second", ["experiments/l", "./experiments//x/../l", "ABSOLUTE"])
def test_two_rows_on_one_path_are_a_conflict(root, second, there):
    if there:
        build(root, "experiments/l -> ../data/raw")
    second = second.replace("ABSOLUTE", os.fsdecode(root) + "/experiments/l")
    first = ("data/raw", "experiments/l")
    found = proposed(root, first, ("data/splits", second), replace=True)
    assert (b"experiments/l", "links.batch, line 1, 2: two rows are about this link") in reasons(
        found
    )


@pytest.mark.parametrize("turned", [False, True])
def test_a_link_below_a_link_of_the_same_batch_is_a_conflict(root, turned):
    pairs = [("data/raw", "experiments/l"), ("data/raw", "experiments/l/deep/m")]
    found = proposed(root, *(pairs[::-1] if turned else pairs))
    assert reasons(found)
    assert all("links.batch, line" in why for _, why in reasons(found))


def test_rows_that_lead_to_each_other_are_a_conflict(root):
    found = proposed(root, ("x", "y"), ("y", "x"))
    assert [why for _, why in reasons(found)] == [
        "links.batch, line 1, 2: the links would go round in a circle"
    ] * 2
    build(root, "x -> data/raw", "y -> data/raw")
    found = proposed(root, ("x", "y"), ("y", "x"), replace=True)
    assert reasons(found) == [
        (b"y", "links.batch, line 1, 2: the links would go round in a circle"),
        (b"x", "links.batch, line 1, 2: the links would go round in a circle"),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_a_source_may_be_what_another_row_makes_in_any_order(root, turned):
    pairs = [
        ("experiments/new/train", "experiments/z"),
        ("data/splits/v1/train", "experiments/new/train"),
        ("experiments/new/train/a.jpg", "experiments/new/a.jpg"),
        ("experiments/new", "latest"),
        ("latest/train/a.jpg", "a.jpg"),
    ]
    found = proposed(root, *(pairs[::-1] if turned else pairs))
    assert reasons(found) == []
    assert Project.open(root).run(found.plan).ok
    real = root + b"/data/raw/a.jpg"
    for name in (b"experiments/z/a.jpg", b"experiments/new/a.jpg", b"latest/a.jpg", b"a.jpg"):
        assert os.path.realpath(os.path.join(root, name)) == real


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("b", "a"), ("c", "b"), ("a", "c")], "round in a circle"),
        ([("y/l", "data/splits/v1/l"), ("data/splits/v1", "y")], "round in a circle"),
        ([("y", "x"), ("none", "y")], "the source is not there"),
        ([("y/none", "x"), ("data/raw", "y")], "the source is not there"),
        ([(f"l{n + 1}", f"l{n}") for n in range(40)] + [("data", "l40")], "more than 40 links"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_source_that_the_rows_lead_nowhere_is_a_conflict(root, pairs, words):
    before = seen(root)
    said = [why for _, why in reasons(proposed(root, *pairs))]
    assert said
    assert all("links.batch, line" in why for why in said)
    assert any(words in why for why in said)
    assert seen(root) == before


def test_as_many_links_as_the_kernel_follows_may_follow_one_another(root):
    pairs = [(f"l{n + 1}", f"l{n}") for n in range(39)] + [("data", "l39")]
    found = proposed(root, *pairs)
    assert reasons(found) == []
    assert Project.open(root).run(found.plan).ok
    assert os.path.isdir(root + b"/l0")


def test_what_the_rows_lead_to_through_each_other_must_be_allowed(root, tmp_path):
    base = build(tmp_path, "store/x", "out/x", "store/far -> ../out")
    with open(root + b"/cvlink.toml", "w") as file:
        file.write('links.allowed_roots = ["../store"]')
    said = reasons(proposed(root, ("../store", "s"), ("s/far/x", "x")))
    place = os.fsdecode(base) + "/out/x"
    assert said == [(b"x", f"links.batch, line 2: leads outside the allowed roots: {place}")]


def test_a_row_that_is_true_already_needs_no_step(root):
    found = proposed(root, ("data/splits/v1/val", "experiments/baseline/val"))
    assert (found.plan.steps, found.conflicts) == ((), ())


def test_an_empty_batch_does_nothing_and_leaves_no_history(root):
    project = Project.open(root)
    found = propose_batch(project, [], FILE, style="relative")
    assert project.run(found.plan).ok
    assert project.journal.history() == []


def test_five_thousand_rows_in_many_folders_are_one_change(tmp_path):
    root = build(tmp_path / "p", *(f"data/{n % 40}/{n}.jpg" for n in range(480)))
    before = seen(root)
    many = [
        Row(b"data/%d/%d.jpg" % (n % 40, n % 480), b"sets/%d/%d/l%d" % (n % 8, n % 30, n), n + 1)
        for n in range(5000)
    ]
    project = Project.open(root)
    found = propose_batch(project, many, FILE, style="relative")
    assert found.conflicts == ()
    report = project.run(found.plan)
    assert report.ok
    assert sum(isinstance(what, bytes) for what in seen(root).values()) == 5000
    assert all(os.path.exists(os.path.join(root, row.link)) for row in many)
    (entry,) = project.journal.history()
    assert project.undo(entry).ok
    assert seen(root) == before


def test_one_bad_row_of_thousands_changes_nothing(root):
    before = seen(root)
    many = [("data/raw", f"experiments/l{n}") for n in range(2000)]
    many[1234] = ("data/none", "experiments/l1234")
    found = proposed(root, *many)
    assert reasons(found) == [(b"data/none", "links.batch, line 1235: the source is not there")]
    assert seen(root) == before
