"""What a project looked like when it was left: open rows, the selection, the filter, the tab."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QByteArray, QSettings

from cvlink_gui.core.filter import Mode

# Only bytes go into QSettings: its text files forget every other type.


@dataclass(frozen=True, slots=True)
class Memory:
    """Paths are as the project names them; `selected` is empty for none."""

    expanded: tuple[bytes, ...] = ()
    selected: bytes = b""
    words: str = ""
    mode: Mode = Mode.TEXT
    chips: bytes = b""  # one state a chip
    tab: int = 0  # of those below

    @property
    def is_filtered(self) -> bool:
        return bool(self.words or any(self.chips))


def recall(root: bytes) -> Memory | None:
    """What is remembered of the project at a root; None for nothing, or nothing readable."""
    settings = QSettings()
    stored = settings.value(_key(root))
    if not isinstance(stored, QByteArray):
        return None
    parts = [*bytes(stored.data()).split(b"\0\0"), *[b""] * 6]
    expanded, selected, words, mode, chips, tab = parts[:6]
    try:
        return Memory(
            tuple(filter(None, expanded.split(b"\0"))),
            selected,
            words.decode("utf-8"),
            Mode(mode.decode("ascii")),
            bytes(int(chip) for chip in chips.decode("ascii")),
            int(tab or b"0"),
        )
    except ValueError:
        return None


def keep(root: bytes, memory: Memory) -> None:
    """Remember a project."""
    parts = (
        b"\0".join(memory.expanded),
        memory.selected,
        memory.words.encode("utf-8", "replace"),
        memory.mode.value.encode("ascii"),
        "".join(map(str, memory.chips)).encode("ascii"),
        str(memory.tab).encode("ascii"),
    )
    QSettings().setValue(_key(root), QByteArray(b"\0\0".join(parts)))


def recall_choices(root: bytes) -> list[tuple[str, bytes]]:
    """What was chosen lately in the command palette, the last first: an action's id, or a path."""
    stored = QSettings().value(_key(root, "choices"))
    parts = bytes(stored.data()).split(b"\0") if isinstance(stored, QByteArray) else []
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return [(action.decode("ascii", "replace"), path) for action, path in pairs]


def keep_choices(root: bytes, choices: Iterable[tuple[str, bytes]]) -> None:
    """Remember what was chosen in a project."""
    parts = chain.from_iterable((action.encode("ascii"), path) for action, path in choices)
    QSettings().setValue(_key(root, "choices"), QByteArray(b"\0".join(parts)))


def _key(root: bytes, what: str = "projects") -> str:
    return f"{what}/" + hashlib.sha256(root).hexdigest()[:24]
