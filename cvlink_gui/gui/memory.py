"""What a project looked like when it was left: open rows, the selection, the filter."""

import hashlib
from dataclasses import dataclass

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

    @property
    def is_filtered(self) -> bool:
        return bool(self.words or any(self.chips))


def recall(root: bytes) -> Memory | None:
    """What is remembered of the project at a root; None for nothing, or nothing readable."""
    settings = QSettings()
    stored = settings.value(_key(root))
    if not isinstance(stored, QByteArray):
        return None
    expanded, selected, words, mode, chips = (bytes(stored.data()).split(b"\0\0") + [b""] * 5)[:5]
    try:
        return Memory(
            tuple(filter(None, expanded.split(b"\0"))),
            selected,
            words.decode("utf-8"),
            Mode(mode.decode("ascii")),
            bytes(int(chip) for chip in chips.decode("ascii")),
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
    )
    QSettings().setValue(_key(root), QByteArray(b"\0\0".join(parts)))


def _key(root: bytes) -> str:
    return "projects/" + hashlib.sha256(root).hexdigest()[:24]
