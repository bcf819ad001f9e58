"""What `areas/hung.py` says of a case in which the machine itself stood still."""

import time

import pytest

from tests.faults.areas import hung


@pytest.fixture
def measured(monkeypatch):
    """Runs one case: the lateness of the event loop and of a sleeper, try after try."""

    def measured(*tries):
        left = [hung._Seen(gap, still, quitting=1.0, said=[]) for gap, still in tries]
        monkeypatch.setattr(hung, "_measured", lambda _when, _leaves: left.pop(0))
        monkeypatch.setattr(hung, "why_not", lambda: "")
        notes = hung.hung_mounts(1, 1).notes
        assert not left
        return notes["event loop later than 50 ms"], notes["event loop within 50 ms"]

    return measured


def test_it_is_measured_again_where_a_sleeper_was_late_as_well(measured):
    assert measured((90, 80), (10, 1)) == (0, 1)


def test_it_is_not_where_only_the_event_loop_was_late(measured):
    assert measured((90, 5)) == (1, 0)


def test_it_counts_as_it_is_where_the_machine_never_goes_on(measured):
    assert measured(*[(90, 80)] * 3) == (1, 0)


def test_a_sleeper_is_late_where_nobody_else_gets_to_work():
    with hung._Sleeper() as sleeper:
        end = time.monotonic() + 1.0
        while not sleeper.late and time.monotonic() < end:
            time.sleep(0.01)
    assert sleeper.late > 0
