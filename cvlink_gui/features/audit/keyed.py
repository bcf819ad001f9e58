"""Content keys of what lies in folders, through any number of links, without reading a byte."""

from collections.abc import Mapping

from cvlink_gui.core.errors import CvlinkError
from cvlink_gui.core.keys import ContentKey, content_key, is_store
from cvlink_gui.core.names import basename, join
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.folders import images_among
from cvlink_gui.features.audit.groups import Group
from cvlink_gui.features.dvc import Output

Keys = Mapping[bytes, ContentKey]  # by name in a folder


class Keyed:
    """The keys known in the folders of one project."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._known: dict[bytes, Keys] = {}
        self._images: dict[bytes, Mapping[tuple[str, str], bytes]] = {}
        self._tables: dict[bytes, Mapping[bytes, str]] = {}

    def of(self, folder: bytes) -> Keys:
        """The keys of the files and links in a real folder, as far as there are any."""
        if folder not in self._known:
            self._known[folder] = {}  # whoever comes back here goes round in a circle
            keys = dict(self._recorded(folder))
            keys |= self._contents.stores.pointers(folder)
            groups = self._contents.folder(folder).groups
            for group in groups:
                keys |= self._of_group(group)
            while keys and (more := _of_neighbours(folder, groups, keys)):
                keys |= more
            self._known[folder] = keys
        return self._known[folder]

    def images(self, path: bytes) -> Mapping[tuple[str, str], bytes]:
        """One image for every key behind a path: (algorithm, hash) -> folder and name."""
        real = self._contents.real(path) or path
        if real not in self._images:
            self._images[real] = self._images_behind(real)
        return self._images[real]

    def _images_behind(self, path: bytes) -> Mapping[tuple[str, str], bytes]:
        found: dict[tuple[str, str], bytes] = {}
        for folder in self._contents.entered(path):
            keys = self.of(folder)
            for name in images_among(list(keys)):
                key = keys[name]
                if key.is_checksum:
                    found.setdefault((key.algorithm, key.hash), join(folder, name))
        return found

    def at(self, path: bytes) -> ContentKey | None:
        """The key of what lies at a path, a file or an output of DVC."""
        real = self._contents.real(path)
        output = self._contents.stores.records.outputs.get(real or b"")
        if output and output.hash:
            return ContentKey("dvc", output.algorithm, output.hash, output.size)
        folder = self._contents.real(path.rpartition(b"/")[0])
        return None if folder is None else self.of(folder).get(basename(path))

    def _of_group(self, group: Group) -> Keys:
        """The keys of a group of links: in their texts, or where they lead."""
        if is_store(group.prefix):
            keys = ((k, content_key(group.prefix + n)) for k, n in _rows(group))
            return {link: key for link, key in keys if key}
        where = self._contents.end_of(group)[0]
        there = self.of(where) if where is not None and where != group.folder else {}
        return {link: there[name] for link, name in _rows(group) if name in there} if there else {}

    def _recorded(self, folder: bytes) -> Keys:
        """What DVC recorded of the files in a folder, whether they are links or copies."""
        records = self._contents.stores.records
        output = records.above(folder) if records.outputs else None
        if output is None:
            return {}
        below = folder[len(output.path) :].lstrip(b"/")
        start = below + b"/" if below else b""
        return {
            name[len(start) :]: ContentKey("dvc", output.algorithm, number)
            for name, number in self._table(output).items()
            if name.startswith(start) and b"/" not in name[len(start) :]
        }

    def _table(self, output: Output) -> Mapping[bytes, str]:
        if output.path not in self._tables:
            try:
                known = self._contents.answers(output.store.cache) and output.is_folder
                self._tables[output.path] = (output.files if known else None) or {}
            except CvlinkError:
                self._tables[output.path] = {}  # a rule of its own tells of it
        return self._tables[output.path]


def _of_neighbours(folder: bytes, groups: list[Group], keys: Keys) -> Keys:
    """The keys of links to names in their own folder, as far as these are known and they not."""
    return {
        link: keys[name]
        for group in groups
        if group.where == folder
        for link, name in _rows(group)
        if name in keys and link not in keys
    }


def _rows(group: Group) -> "zip[tuple[bytes, bytes]]":
    return zip(group.links, group.names, strict=True)
