"""Work on threads: what it gives, what it raises, and that it can be left."""

import threading
import time

import pytest

from cvlink_gui.fs.together import Begun, leave


def test_what_was_begun_gives_what_it_made_as_often_as_it_is_asked():
    begun = Begun(lambda: 7)
    assert (begun(), begun(), begun.has_ended(0)) == (7, 7, True)


@pytest.mark.parametrize("error", [OSError("no"), KeyError("no")])
def test_an_error_of_the_work_is_raised_where_it_is_waited_for(error):
    def work():
        raise error

    with pytest.raises(type(error)):
        Begun(work)()


def test_a_thread_that_is_left_ends_after_the_call_it_is_in():
    go, went_on = threading.Event(), []

    def work():
        go.wait(10)
        time.sleep(0)
        went_on.append(1)

    begun = Begun(work)
    assert not begun.has_ended(0.01)
    leave(begun.thread)
    go.set()
    assert begun.has_ended(10)
    assert not went_on
