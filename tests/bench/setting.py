"""What a run of the benchmark works with: its corpora, its scratch folder, its size."""

import os
from dataclasses import dataclass

from tests.bench import corpora

QUICK_ENTRIES = 5_000
REAL = {"/usr": "/usr", "papirus": "/usr/share/icons/Papirus"}


@dataclass(frozen=True, slots=True)
class Setting:
    """`folder` has the corpora and is kept, `scratch` is removed at the end."""

    folder: str
    scratch: str
    rounds: int = 5
    quick: bool = False
    huge: bool = False

    @property
    def slow_rounds(self) -> int:
        return max(1, self.rounds * 2 // 5)

    def corpus(self, name: str, entries: int = 0, copy: str = "") -> str:
        """The folder of a corpus, made where it is missing; `entries` of 0 for the full size.

        copy  a word for a corpus of its own, which may be changed
        """
        entries = entries or (QUICK_ENTRIES if self.quick else 0)
        factor = round(entries / corpora.ENTRIES[name], 5) if entries else 1.0
        parts = [name, *([str(entries)] if entries else []), *([copy] if copy else [])]
        folder = os.path.join(self.folder, "-".join(parts))
        corpora.make(name, os.fsencode(folder), factor)
        return folder

    def known(self, folder: str) -> corpora.Corpus:
        """What is known of a corpus by construction."""
        found = corpora.load(os.fsencode(folder))
        assert found is not None
        return found

    def real(self) -> dict[str, str]:
        """Folders of this machine by name; none in a quick run."""
        return {name: path for name, path in REAL.items() if os.path.isdir(path) and not self.quick}
