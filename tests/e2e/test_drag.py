"""What a person does with a mouse and a keyboard, on a real X server."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Desk, until

pytestmark = pytest.mark.display

V2 = {
    "test": "../../data/splits/v2/test",
    "train": "../../data/splits/v2/train",
    "val": "../../data/splits/v2/val",
}


def links(folder: Path) -> dict[str, str]:
    """The links in a folder; empty if it is not there."""
    if not folder.is_dir():
        return {}
    return {path.name: os.readlink(path) for path in folder.iterdir() if path.is_symlink()}


def everything(folder: Path) -> list[tuple[str, int, str]]:
    """Every path with its kind and link text."""
    return sorted(
        (str(path), path.lstat().st_mode, os.readlink(path) if path.is_symlink() else "")
        for path in folder.rglob("*")
    )


def drag_until(desk: Desk, source: str, target: str, title: str) -> None:
    """Drag until the dialog is there: the first try may come before the rows."""
    places = desk.places(source, *({target} - {"zone"}))

    def attempt() -> bool:
        desk.drag(places[source], places[target])
        try:
            return bool(until(lambda: desk.dialog(title), title, seconds=3))
        except AssertionError:
            return False

    until(attempt, f"a drop of {source} on {target} opens {title!r}")


def press_until(desk: Desk, key: str, ask: Callable[[], bool]) -> None:
    """Press until it works: the links are on the disk before the window has heard of it."""

    def attempt() -> bool:
        desk.key(key)
        try:
            return bool(until(ask, key, seconds=2))
        except AssertionError:
            return False

    until(attempt, key)


def test_a_dataset_dragged_to_the_strip_is_an_experiment_and_ctrl_z_removes_it(desk):
    before = everything(desk.folder)
    made = desk.folder / "experiments" / "v2"
    drag_until(desk, "data/splits/v2", "zone", "^Link v2 into v2$")
    desk.xdotool("key", "Return")
    until(lambda: links(made) == V2, "the links are made")
    press_until(desk, "ctrl+z", lambda: not made.exists())
    assert everything(desk.folder) == before
    press_until(desk, "ctrl+shift+z", lambda: links(made) == V2)


def test_a_dataset_dragged_onto_a_link_retargets_it(desk):
    link = desk.folder / "experiments" / "baseline" / "val"
    drag_until(desk, "data/splits/v2", "experiments/baseline/val", "^Link val into baseline$")
    desk.xdotool("key", "Return")
    until(lambda: link.readlink() == Path("../../data/splits/v2/val"), "the link is retargeted")


def test_escape_and_a_drop_on_raw_data_leave_no_trace(desk):
    before = everything(desk.folder)
    drag_until(desk, "data/splits/v2", "zone", "^Link v2 into v2$")
    desk.xdotool("key", "Escape")
    until(lambda: not desk.dialog("^Link v2 into v2$"), "Escape closes the dialog")
    places = desk.places("data/splits/v2", "data/raw")
    desk.drag(places["data/splits/v2"], places["data/raw"])
    with pytest.raises(AssertionError):
        until(lambda: desk.dialog("^Link"), "a dialog opens", seconds=2)
    assert everything(desk.folder) == before
