"""The evidence of a finding in words, for text and for the report."""

from collections.abc import Callable, Container, Iterator

from cvlink_gui.core.findings import Finding
from cvlink_gui.core.names import printable
from cvlink_gui.core.said import NOTHING, Said, say, say_all, say_count

# Said by the message, or by the words on what to do.
_LEFT_OUT = frozenset(
    {"cause", "what_works", "split", "framework", "count", "images", "labels", "total_variation"}
)

_CHANGE = {"path", "before", "after"}
_ONLY_IN = "only_in_"
_NAMES = {
    "broken": say("broken"),
    "bytes": say("bytes"),
    "changes": say("changes"),
    "commands": say("commands"),
    "files": say("files"),
    "fix_refused": say("fix refused"),
    "how": say("how"),
    "kind": say("kind"),
    "leads_to": say("leads to"),
    "looked_in": say("looked in"),
    "name": say("name"),
    "names": say("names"),
    "nc": say("nc"),
    "note": say("note"),
    "of_unknown_size": say("of unknown size"),
    "only_in_one": say("only in one"),
    "other_name": say("other name"),
    "pairs": say("pairs"),
    "reason": say("reason"),
    "sets": say("sets"),
    "since": say("since"),
    "size": say("size"),
    "unused": say("unused"),
    "waiver_expired": say("waiver expired"),
    "without": say("without"),
    "path": say("path"),
    "before": say("before"),
    "after": say("after"),
}


def facts(
    finding: Finding, told: int, known: Container[str] = (), say_it: Callable[[str], str] = str
) -> Iterator[tuple[str, str]]:
    """(what it is, what it says) of all evidence that the message does not say anyway.

    told    how many items of a list are named
    known   evidence that is shown in another way
    say_it  what makes words of a sentence: those of another language, for the window
    """
    for key, value in finding.evidence.items():
        said = NOTHING if key in _LEFT_OUT or key in known else _words(value, told)
        if said:
            yield say_it(_name(key)), printable(say_it(said))


def _words(value: object, told: int) -> Said:
    if isinstance(value, Said):
        return value
    if isinstance(value, dict) and value.keys() == _CHANGE:
        return _changed(*(_words(value[key], told) for key in ("path", "before", "after")))
    if isinstance(value, dict):
        said = {key: _words(inner, told) for key, inner in value.items()}
        return _some([_named(key, words) for key, words in said.items() if words], told)
    if isinstance(value, list | tuple | set | frozenset):
        return _some([_words(inner, told) for inner in value], told)
    return NOTHING if value in (None, "") else Said(str(value))


def _changed(path: Said, before: Said, after: Said) -> Said:
    """What became of something; of what is new or gone there is one side only."""
    if before and after:
        return say("{path}: {before} => {after}", path=path, before=before, after=after)
    return say("{path}: {words}", path=path, words=before or after) if before or after else path


def _named(key: str, words: Said) -> Said:
    return say("{name}: {words}", name=_NAMES.get(key, key), words=words)


def _name(key: str) -> Said:
    """What a piece of evidence is called; `only_in_train` has the name of a split in it."""
    if key not in _NAMES and key.startswith(_ONLY_IN):
        return say("only in {split}", split=key.removeprefix(_ONLY_IN))
    return _NAMES.get(key, Said(key.replace("_", " ")))


def _some(words: list[Said], told: int) -> Said:
    first = say_all(words[:told], ", ")
    if len(words) <= told:
        return first
    rest = len(words) - told
    return say_count(rest, "{first}, and %Ln more", "{first}, and %Ln more", first=first)
