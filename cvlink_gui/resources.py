"""Files shipped with the program: beside the package in a checkout, inside it in a wheel."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, whether it exists or not."""
    return _shipped("resources").joinpath(*parts)


def documents() -> Path:
    """The folder of the pages the handbook is made from."""
    return _shipped("docs")


@cache
def _shipped(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
