"""Links put into git's index, and taken out of it: only these paths, and only when asked.

The one part of the program that writes to a repository. Nothing the repository names is run here
either: to record a link no filter is asked, no hook is called, and no other path is looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.plan import Absent, Link
from cvlink_gui.core.said import say
from cvlink_gui.features.git import repositories, repository_of
from cvlink_gui.features.project import Project
from cvlink_gui.features.repository import Repository

_LINK = b"120000"  # the mode of a link in the index
_HINT = say("Nothing was staged.")


def stage(project: Project, paths: Sequence[bytes]) -> None:
    """Record links as they are now, and that links are gone, in the index of their repositories.

    Raises UsageError, and stages nothing, for what is no link and was none, or lies in no
    repository; CvlinkError with git's own words where it refuses, as for what it is to ignore.
    """
    for repository, inside in _by_repository(project, paths).items():
        index = repository.index
        for below, path in inside.items():
            found = project.look(path)
            gone = isinstance(found, Absent) and below in index.links
            if below in index.conflicts:
                raise UsageError(say("This path is in conflict"), path=path, hint=_HINT)
            if not isinstance(found, Link) and not gone:
                raise UsageError(say("This is no link"), path=path, hint=_HINT)
        repository.write("add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul",
                         feed=_listed(inside))  # fmt: skip


def unstage(project: Project, paths: Sequence[bytes]) -> None:
    """Make the index say of these paths what the last commit says; the disk stays as it is.

    Raises UsageError for what lies in no repository, CvlinkError where git refuses.
    """
    for repository, inside in _by_repository(project, paths).items():
        committed = repository.committed
        nothing = b"0 " + b"0" * repository.hash_length
        rows = [committed.get(below, nothing) + b"\t" + below + b"\0" for below in inside]
        repository.write("update-index", "-z", "--index-info", feed=b"".join(rows))


def staged(project: Project, repository: Repository) -> dict[bytes, str]:
    """Links of which the index says another thing than the last commit, as the project names them.

    Each is `new`, `retargeted` or `removed`.
    """
    links, committed = repository.index.links, repository.committed
    found: dict[bytes, str] = {}
    for path, number in links.items():
        before = committed.get(path)
        if before != _LINK + b" " + number:
            found[path] = "new" if before is None else "retargeted"
    others = repository.index.others
    for path, before in committed.items():
        if before.startswith(_LINK) and path not in links and path not in others:
            found[path] = "removed"
    named = {project.policy.inside(repository.place(path)): what for path, what in found.items()}
    return {path: what for path, what in sorted(named.items()) if not path.startswith(b"/")}


def _by_repository(
    project: Project, paths: Iterable[bytes]
) -> Mapping[Repository, dict[bytes, bytes]]:
    """Paths by their repository: as it names them, and as the project does."""
    known = repositories(project)
    found: defaultdict[Repository, dict[bytes, bytes]] = defaultdict(dict)
    for path in paths:
        full = project.policy.absolute(path)
        repository = repository_of(known, full)
        if repository is None:
            raise UsageError(say("This lies in no repository of git"), path=path, hint=_HINT)
        found[repository][full[len(repository.top.rstrip(b"/")) + 1 :]] = path
    return found


def _listed(paths: Iterable[bytes]) -> bytes:
    return b"".join(path + b"\0" for path in paths)
