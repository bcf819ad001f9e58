"""Sentences that several rules say."""

from collections.abc import Sequence

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.names import shown
from cvlink_gui.core.rules import Rule
from cvlink_gui.core.said import Said, say, say_count

SILENT = say("the storage does not answer")


def failed(path: bytes, error: CvlinkError) -> Said:
    """Why a file cannot be read."""
    return say("{path}: {why}", path=shown(path), why=error.message)


def unread(why: str) -> Said:
    """That something could not be read, with the system's own words."""
    return say("could not be read: {why}", why=why)


def titled(rule: Rule, paths: Sequence[bytes]) -> Said:
    """A rule's title with the first of the paths it is about."""
    title, path = Said(rule.title), shown(paths[0]) or "."
    if len(paths) < 2:
        return say("{title}: {path}", title=title, path=path)
    return say_count(
        len(paths) - 1,
        "{title}: {path} and %Ln more",
        "{title}: {path} and %Ln more",
        title=title,
        path=path,
    )
