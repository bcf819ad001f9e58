"""What git, DVC, git-annex and the like know of a project: read once an audit, where it is asked.

Outside of the audit features do not know each other; here is where it meets them.
"""

import os
import shlex
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cvlink_gui.core.cached import cached_property
from cvlink_gui.core.keys import ContentKey
from cvlink_gui.core.names import is_within, join
from cvlink_gui.features.annex import FILTERS, fetch_command, pointers
from cvlink_gui.features.dvc import Output, Records, records
from cvlink_gui.features.git import repositories
from cvlink_gui.features.project import Project
from cvlink_gui.features.repository import Repository
from cvlink_gui.fs.crossing import Guard


class Wanted(NamedTuple):
    """Content that is not here: whose it is, the path to fetch, bytes where they are declared.

    key  where a link or a text names it; b"" for a path is that of the link itself
    """

    system: str
    path: bytes
    size: int | None
    key: ContentKey | None = None


class Stores:
    """The stores of one project."""

    def __init__(self, project: Project, silent: Guard) -> None:
        self._project = project
        self._silent = silent
        self._pointers: dict[bytes, dict[bytes, ContentKey]] = {}

    @cached_property
    def records(self) -> Records:
        """What DVC recorded."""
        return records(self._project)

    @cached_property
    def repositories(self) -> list[Repository]:
        """Those of git, the innermost first."""
        return repositories(self._project)

    @cached_property
    def _filtered(self) -> list[bytes]:
        """The tops of repositories in which small files may stand for large ones."""
        tree, policy = self._project.tree, self._project.policy
        paths = map(policy.absolute, tree.paths(tree.ending(b".gitattributes")))
        more = [path for path in paths if self._answers(path)]
        return [
            one.top
            for one in self.repositories
            if self._answers(join(one.top, b".gitattributes"))
            and self._answers(join(one.top, b".git/info/attributes"))
            and not FILTERS.isdisjoint(one.filters(p for p in more if is_within(p, one.top)))
        ]

    def _answers(self, path: bytes) -> bool:
        """False for a place (absolute) on storage that does not answer: it is not to be asked."""
        return self._silent(path) is None

    def pointers(self, folder: bytes) -> dict[bytes, ContentKey]:
        """Files of a real folder that stand for content that is not here, by name."""
        path = self._project.policy.absolute(folder)
        if folder not in self._pointers:
            known = any(is_within(path, top) for top in self._filtered) and self._answers(path)
            try:
                found = dict(pointers(path)) if known else {}
            except OSError:
                found = {}  # it went away since: the links into it are found broken
            self._pointers[folder] = found
        return self._pointers[folder]

    def fetching(self, wanted: Iterable[Wanted]) -> dict[str, object]:
        """Evidence on content that is not here: the commands that fetch it, and how much it is."""
        by_system: dict[str, dict[bytes, Wanted]] = {}
        for one in wanted:
            by_system.setdefault(one.system, {})[one.path] = one
        sizes = [one.size for ones in by_system.values() for one in ones.values()]
        commands = [
            command
            for system, ones in by_system.items()
            for command in self._commands(system, ones)
        ]
        return {
            "commands": commands,
            "size": sum(size or 0 for size in sizes),
            "of_unknown_size": sizes.count(None),
        }

    def relinking(self, paths: Iterable[bytes]) -> list[str]:
        """What makes the links of DVC anew once the project has moved: they are absolute."""
        if not self.records.outputs:
            return []
        outputs = map(self.records.above, paths)
        return [_relink(target) for target in dict.fromkeys(o.target for o in outputs if o)]

    def _has(self, output: Output, key: ContentKey) -> bool:
        return self._answers(output.store.cache) and output.store.has(key)

    def _commands(self, system: str, wanted: dict[bytes, Wanted]) -> Iterator[str]:
        if system != "dvc":
            absolute = self._project.policy.absolute
            if paths := [path for path in wanted if self._answers(absolute(path))]:
                yield fetch_command(system, self._project.root, paths)
            return
        targets: dict[bytes, bool] = {}  # of the outputs, and whether the cache has their content
        for path, one in wanted.items():
            output = self.records.above(path)
            target = output.target if output else path
            if target not in targets:
                targets[target] = bool(output and one.key and self._has(output, one.key))
        for target, is_kept in targets.items():
            pull = f"dvc pull {shlex.quote(os.fsdecode(target))}"
            yield _relink(target) if is_kept else pull


def _relink(target: bytes) -> str:
    return f"dvc checkout --relink {shlex.quote(os.fsdecode(target))}"
