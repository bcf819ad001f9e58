from cvlink_gui.core.links import Kind
from cvlink_gui.core.snapshots import (
    Recorded,
    Retargeted,
    Snapshot,
    difference,
    difference_json,
    difference_text,
)


def of(*unread: bytes, **links: bytes) -> Snapshot:
    found = {path.encode(): Recorded(text) for path, text in links.items()}
    return Snapshot(found, 1.0, unread=unread)


def test_what_is_new_gone_and_retargeted_is_told_apart():
    found = difference(of(a=b"1", b=b"2", c=b"3"), of(b=b"2", c=b"4", d=b"5"))
    assert found.added == ((b"d", b"5"),)
    assert found.removed == ((b"a", b"1"),)
    assert found.retargeted == (Retargeted(b"c", b"3", b"4"),)
    assert list(difference_text(found)) == ["+ d -> 5", "- a -> 1", "~ c: 3 => 4"]
    assert found
    assert not difference(of(a=b"1"), of(a=b"1"))


def test_another_inode_or_time_is_no_difference_and_another_kind_is_one():
    old = Snapshot({b"a": Recorded(b"t", Kind.SYMLINK, 1, 1, (1, 1))}, 1.0)
    new = Snapshot({b"a": Recorded(b"t", Kind.SYMLINK, 2, 2, (1, 2))}, 2.0)
    assert not difference(old, new)
    assert difference(old, Snapshot({b"a": Recorded(b"t", Kind.JUNCTION)}, 1.0))


def test_of_folders_that_could_not_be_read_nothing_is_said():
    lost = Snapshot({}, 2.0, unread=(b"x",))
    found = difference(Snapshot({b"x/a": Recorded(b"1"), b"y": Recorded(b"2")}, 1.0), lost)
    assert found.removed == ((b"y", b"2"),)
    assert difference_json(found)["unread"] == [{"path": "x"}]
