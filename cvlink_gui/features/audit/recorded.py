"""Rules on what DVC recorded: whether what lies there is the version its commit names.

Fast: the text of a link into the cache names the content; the sizes of all files together tell
a write through a link. Deep: the hash of every byte.
"""

import os
from collections.abc import Iterator, Mapping

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.keys import content_key
from cvlink_gui.core.links import Health, Kind
from cvlink_gui.core.lookup import Neighbours
from cvlink_gui.core.names import join, parent, shown
from cvlink_gui.core.said import say
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.faults import Fault
from cvlink_gui.features.audit.reading import CANCELLED, Reading
from cvlink_gui.features.audit.sentences import failed, unread
from cvlink_gui.features.dvc import Output, Records
from cvlink_gui.fs.files import read_regular
from cvlink_gui.fs.hashing import Cancelled

_IGNORE_LIMIT = 1 << 20  # bytes
Placed = tuple[Fault, list[bytes]]


class Recorded:
    """The rules on the outputs of one project."""

    def __init__(self, contents: Contents, records: Records, reading: Reading) -> None:
        self._contents = contents
        self._tree = contents.project.tree
        self._nodes = Neighbours(self._tree)
        self._records = records
        self._request = reading.request
        self._hashes = reading.hashes

    def faults(self) -> Iterator[Placed]:
        """What is wrong with the outputs that are there."""
        outputs = [o for o in self._records.outputs.values() if o.hash or o.given is not None]
        for at, output in enumerate(outputs):
            node = self._nodes.find(output.path)
            if node is None:
                continue  # not fetched: whoever leads there is broken, and says so
            if self._request.deep:
                self._request.progress(
                    say("DVC: {path}", path=shown(output.path)), at / len(outputs)
                )
            places = output.store.cache, self._absolute(output.path)
            if silent := [place for place in places if not self._contents.answers(place)]:
                words = say("the storage does not answer: {path}", path=shown(silent[0]))
                yield ("not-checked", words), [output.path]
                continue
            try:
                if self._tree.kind(node) is Kind.DIR:
                    yield from self._of_folder(output)
                else:
                    yield from self._of_file(output)
            except Cancelled:
                yield ("not-checked", CANCELLED), [output.path]
            except OSError as error:
                yield ("not-checked", unread(os.strerror(error.errno or 0))), [output.path]

    def _of_file(self, output: Output) -> Iterator[Placed]:
        if output.is_folder:
            words = say(
                "{output} is a file and was recorded as a folder in {file}", **_named(output)
            )
            yield ("dvc-mismatch", words), [output.path]
            return
        yield from self._compared(output, {output.path: output.hash}, {output.path})

    def _of_folder(self, output: Output) -> Iterator[Placed]:
        if not output.is_folder:
            words = say(
                "{output} is a folder and was recorded as a file in {file}", **_named(output)
            )
            yield ("dvc-mismatch", words), [output.path]
            return
        try:
            files = output.files
        except CvlinkError as error:
            yield ("unreadable", failed(output.source, error)), [output.path]
            return
        there, folders = self._below(output.path)
        for path in folders:
            yield _foreign(output), [path]
        if files is None:
            yield from self._counted(output, there)
            return
        recorded = {join(output.path, name): number for name, number in files.items() if number}
        gone, more = sorted(recorded.keys() - there), sorted(there - recorded.keys())
        if gone:
            words = say("{output} lacks files that are recorded in {file}", **_named(output))
            yield ("dvc-mismatch", words), gone
        links = [path for path in more if self._contents.is_link(path)]
        if links:
            yield _foreign(output), links
        files_more = sorted(set(more).difference(links))
        if files_more and not self._ignores(output):
            words = say("{output} has files that are not recorded in {file}", **_named(output))
            yield ("dvc-mismatch", words), files_more
        yield from self._compared(output, recorded, there & recorded.keys())

    def _compared(
        self, output: Output, recorded: Mapping[bytes, str], there: set[bytes]
    ) -> Iterator[Placed]:
        """Files that are both there and recorded: by link text, by size, by every byte."""
        other: list[bytes] = []
        foreign: list[bytes] = []
        proven: set[bytes] = set()
        for path in sorted(there):
            node = self._nodes.find(path)
            text = self._tree.target(node) if node is not None else b""
            key = content_key(text) if text else None
            if key is None or key.system != "dvc":
                foreign += [path] * bool(text)
            elif (key.algorithm, key.hash) == (output.algorithm, recorded[path]):
                proven.add(path)
            else:
                other.append(path)
        if foreign:
            yield _foreign(output), foreign
        if other:
            words = say(
                "{output} has links to other content than recorded in {file}", **_named(output)
            )
            yield ("dvc-mismatch", words), other
        left = [path for path in sorted(there) if path not in other and self._is_there(path)]
        yield from self._sized(output, recorded, left, proven, whole=len(left) == len(recorded))
        if self._request.deep:
            yield from self._hashed(output, recorded, left)

    def _sized(
        self,
        output: Output,
        recorded: Mapping[bytes, str],
        paths: list[bytes],
        proven: set[bytes],
        *,
        whole: bool,
    ) -> Iterator[Placed]:
        sizes = {path: self._size(self._absolute(path)) for path in paths}
        kept = {
            p: self._size(output.store.object(output.algorithm, recorded[p]))
            for p in paths
            if p not in proven
        }
        other = [p for p, size in kept.items() if size is not None and size != sizes[p]]
        if other:
            words = say(
                "{output} has files of another size than recorded in {file}", **_named(output)
            )
            yield ("dvc-mismatch", words), other
            return
        total = sum(size or 0 for size in sizes.values())
        if whole and output.size is not None and total != output.size:
            words = say(
                "{output} has {total} bytes, and {size} were recorded in {file}: "
                "written through a link?",
                total=total,
                size=output.size,
                **_named(output),
            )
            yield ("dvc-mismatch", words), [output.path]

    def _hashed(
        self, output: Output, recorded: Mapping[bytes, str], paths: list[bytes]
    ) -> Iterator[Placed]:
        other = [
            path
            for path in paths
            if self._hashes.of(self._absolute(path), output.algorithm) != recorded[path]
        ]
        if other:
            words = say(
                "{output} has files with other bytes than recorded in {file}", **_named(output)
            )
            yield ("dvc-mismatch", words), other

    def _counted(self, output: Output, there: set[bytes]) -> Iterator[Placed]:
        """Without the list of its files: how many there are, and of how many bytes."""
        total = sum(self._size(self._absolute(path)) or 0 for path in there)
        if output.count is not None and len(there) != output.count:
            words = say(
                "{output} has {total} files, and {count} were recorded in {file}",
                total=len(there),
                count=output.count,
                **_named(output),
            )
            yield ("dvc-mismatch", words), [output.path]
        elif output.size is not None and total != output.size:
            words = say(
                "{output} has {total} bytes, and {size} were recorded in {file}",
                total=total,
                size=output.size,
                **_named(output),
            )
            yield ("dvc-mismatch", words), [output.path]
        else:
            words = say(
                "the cache has no list of the files of {path}: `dvc fetch`",
                path=shown(output.path),
            )
            yield ("not-checked", words), [output.path]

    def _below(self, path: bytes) -> tuple[set[bytes], list[bytes]]:
        """(files and links to files, links to folders) in and below a folder of the tree."""
        files: set[bytes] = set()
        folders: list[bytes] = []
        top = self._tree.find(path)
        for node in () if top is None else (top, *self._tree.folders(top)):
            folder = self._tree.path(node)
            for child in self._tree.children(node):
                if self._tree.kind(child) is Kind.DIR:
                    continue
                place = join(folder, self._tree.name(child))
                if self._tree.target_kind(child) is Kind.DIR:
                    folders.append(place)
                else:
                    files.add(place)
        return files, folders

    def _is_there(self, path: bytes) -> bool:
        node = self._nodes.find(path)
        return node is not None and self._tree.health(node) is Health.OK

    def _ignores(self, output: Output) -> bool:
        """True where a .dvcignore may leave out what is not recorded."""
        folder = parent(output.path)
        for name in (output.store.top, self._absolute(folder), self._absolute(output.path)):
            try:
                rows = read_regular(join(name, b".dvcignore"), _IGNORE_LIMIT).splitlines()
            except OSError:
                continue  # there is none, as nearly everywhere
            if any(row.strip() and not row.startswith(b"#") for row in rows):
                return True
        return False

    def _absolute(self, path: bytes) -> bytes:
        return self._contents.project.policy.absolute(path)

    def _size(self, path: bytes) -> int | None:
        try:
            return os.stat(path).st_size
        except FileNotFoundError:
            return None


def _named(output: Output) -> dict[str, str]:
    return {"output": shown(output.path), "file": shown(output.source)}


def _foreign(output: Output) -> Fault:
    words = say("inside {output}, an output of {file}", **_named(output))
    return "inside-dvc-output", words
