"""Errors of a step that found, or left, something else in its place than the plan says."""

from cvlink_gui.core.errors import PlanRefused
from cvlink_gui.core.names import join, parent
from cvlink_gui.core.said import say


def changed_meanwhile(path: bytes) -> PlanRefused:
    """The error for a path that is not what the plan saw."""
    return PlanRefused(
        say("Something else is in this place now"),
        path=path,
        hint=say("Rescan and look at it again."),
    )


def moved_away(path: bytes) -> PlanRefused:
    """The error for a step whose folder did not stay where the plan saw it."""
    return PlanRefused(
        say("Its folder was moved away meanwhile"),
        path=path,
        hint=say("Rescan and look at it again."),
    )


def left_behind(path: bytes) -> PlanRefused:
    """The error for a step that a crash interrupted in a folder that is not there any more."""
    return PlanRefused(
        say("Its folder was moved away before the recovery, with what was done in it"),
        path=path,
        hint=say("Look for it where the folder is now."),
    )


def kept_beside(path: bytes, aside: bytes) -> PlanRefused:
    """The error for something that could not get its name back."""
    return PlanRefused(
        say("The place was taken meanwhile; what was there is kept beside it"),
        path=join(parent(path), aside),
        hint=say("Look at both and keep the one you want."),
    )
