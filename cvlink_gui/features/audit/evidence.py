"""The evidence of a finding in words, for text and for the report."""

from collections.abc import Iterator

from cvlink_gui.core.findings import Finding
from cvlink_gui.features.audit.as_json import plain

# Said by the message, or by the words on what to do.
_LEFT_OUT = frozenset(
    {"cause", "what_works", "split", "framework", "count", "images", "labels", "total_variation"}
)


def facts(finding: Finding, told: int) -> Iterator[tuple[str, str]]:
    """(what it is, what it says) of all evidence that the message does not say anyway.

    told  how many items of a list are named
    """
    for key, value in finding.evidence.items():
        said = _words(plain(value), told) if key not in _LEFT_OUT else ""
        if said:
            yield key.replace("_", " "), said


def _words(value: object, told: int) -> str:
    if isinstance(value, dict):
        said = {key: _words(inner, told) for key, inner in value.items()}
        return _some([f"{key}: {words}" for key, words in said.items() if words], told)
    if isinstance(value, list):
        return _some([_words(inner, told) for inner in value], told)
    return "" if value in (None, "") else str(value)


def _some(words: list[str], told: int) -> str:
    more = f", and {len(words) - told:,} more" if len(words) > told else ""
    return ", ".join(words[:told]) + more
