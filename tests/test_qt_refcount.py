"""PySide6 6.12.0 on Python below 3.12 gave away a reference to None with every call."""

import sys

from PySide6.QtCore import QObject


def test_calls_that_return_none_lose_no_reference_to_none():
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(2000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 1000
