"""Measured tables kept in files, so that a long benchmark can be run piece by piece."""

import os
from collections.abc import Iterator, Sequence

import msgspec

from tests.bench.report import Part


def keep(folder: str, part: Part) -> None:
    """Write it over what was measured before by the same word."""
    os.makedirs(folder, exist_ok=True)
    with open(_file(folder, part.word), "wb") as out:
        out.write(msgspec.json.encode(part))


def known(folder: str, words: Sequence[str]) -> Iterator[Part]:
    """What is kept of these words, in their order."""
    for word in words:
        if os.path.exists(_file(folder, word)):
            with open(_file(folder, word), "rb") as file:
                yield msgspec.json.decode(file.read(), type=Part)


def _file(folder: str, word: str) -> str:
    return os.path.join(folder, f"{word}.json")
