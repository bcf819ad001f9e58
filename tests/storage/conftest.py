"""Volumes for the tests in this folder."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.storage.volume import Volume, volumes


@pytest.fixture
def volumes_of(tmp_path: Path) -> Iterator[Callable[[int], list[Volume]]]:
    """Makes so many volumes; they are gone after the test, with all that hangs in them."""
    with ExitStack() as stack:
        yield lambda count: stack.enter_context(volumes(tmp_path, count))


@pytest.fixture
def volume(volumes_of: Callable[[int], list[Volume]]) -> Volume:
    return volumes_of(1)[0]
