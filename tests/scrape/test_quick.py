"""A share of the soak, and whether it would see what it is for."""

from tests.scrape.soak import Seen, soak


def test_the_numbers_are_those_of_find_while_the_tree_changes(tmp_path):
    seen = soak(tmp_path, seconds=1, pause=0, least=4)
    assert seen.judged() == []
    assert seen.checks >= 4
    assert seen.scrapes > seen.checks


def test_what_grows_is_seen():
    calm = [(50 << 20, 60 << 20)] * 20
    leak = [(50 << 20, (60 + n) << 20) for n in range(20)]
    files = [(9, 9)] * 20
    assert Seen(memory=calm, files=files).judged() == []
    assert "looks grew" in Seen(memory=leak, files=files).judged()[0]
    assert "open files" in Seen(memory=calm, files=[(9, 9 + n) for n in range(20)]).judged()[0]
