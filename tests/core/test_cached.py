"""Attributes that are found out once."""

import threading

from cvlink_gui.core.cached import cached_property


class Asked:
    def __init__(self, wait=lambda: None):
        self.wait = wait
        self.times = 0

    @cached_property
    def answer(self):
        """What is found."""
        self.wait()
        self.times += 1
        return 7


def test_it_is_found_out_once():
    asked = Asked()
    assert (asked.answer, asked.answer, asked.times) == (7, 7, 1)
    assert Asked.answer.__doc__ == "What is found."


def test_one_that_waits_holds_up_no_other_one():
    entered, go = threading.Event(), threading.Event()

    def wait():
        entered.set()
        go.wait(10)

    thread = threading.Thread(target=lambda: Asked(wait).answer)
    thread.start()
    assert entered.wait(10)
    other = threading.Thread(target=lambda: Asked().answer, daemon=True)
    other.start()
    other.join(5)
    assert not other.is_alive()
    go.set()
    thread.join()
