import random

import pytest

from cvlink_gui.core.links import Health
from cvlink_gui.core.trends import Access, Moment, pack, thinned, unpack

HOUR = 3600.0


def moment(at: float, broken: int = 0, ok: int = 5) -> Moment:
    counts = [0] * len(Health)
    counts[Health.OK], counts[Health.MISSING] = ok, broken
    return Moment(at, tuple(counts))


def test_a_moment_is_read_as_it_was_written():
    access = {"/": Access(0.5, 1.25), "/mnt/nas": Access(3.0, 3.0, is_silent=True)}
    written = Moment(1.5, moment(0, 2).by_health, -7, access)
    assert unpack(1.5, pack(written)) == written
    assert (written.links, written.broken) == (7, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"health": {"well": 1}, "saved": null, "access": {}}',
        '{"health": {"ok": -1}, "saved": null, "access": {}}',
        '{"health": {"ok": true}, "saved": null, "access": {}}',
        '{"health": {}, "saved": 1e999, "access": {}}',
        '{"health": {}, "saved": null, "access": {"/": [1.0, 0.5, false]}}',
        '{"health": {}, "saved": null, "access": {"/": [NaN, 0.5, false]}}',
        '{"health": {}, "saved": null, "access": {"/": [0.1, Infinity, false]}}',
        '{"health": {}, "saved": null, "access": {"/": [1.0]}}',
        "[" * 100_000,
    ],
)
def test_what_nobody_has_written_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        unpack(1.0, text)


@pytest.mark.parametrize("at", [-1.0, 1e300, float("nan"), None, "1"])
def test_a_time_that_cannot_be_is_refused(at):
    with pytest.raises(ValueError, match="no time"):
        unpack(at, pack(moment(1)))


def test_few_moments_all_stay():
    some = [moment(at) for at in range(100)]
    assert thinned(some, 200) == some


def test_the_newest_quarter_and_the_worst_of_each_span_stay():
    some = [moment(at * HOUR / 4, broken=int(at == 37)) for at in range(2_000)]
    stay = thinned(some, 1_000)
    assert len(stay) <= 1_000
    assert stay[-250:] == some[-250:]
    assert some[37] in stay
    assert stay == sorted(stay, key=lambda one: one.at)


def test_there_are_never_more_than_asked_for():
    chance = random.Random(5)  # noqa: S311 (no secret)
    for most in (4, 40, 400):
        at, some = 0.0, []
        for _ in range(1_000):
            at += chance.expovariate(1 / 50_000)
            some.append(moment(at, chance.randrange(3)))
        assert len(thinned(some, most)) <= most
