"""The one experiment a rule looks at."""

from dataclasses import dataclass
from functools import cached_property

from cvlink_gui.core.names import basename
from cvlink_gui.core.settings import FRAMEWORK
from cvlink_gui.features.audit.contents import Contents
from cvlink_gui.features.audit.keyed import Keyed
from cvlink_gui.features.audit.kinds import Kinds, kinds_of
from cvlink_gui.features.audit.reading import Reading
from cvlink_gui.features.audit.request import Request
from cvlink_gui.features.audit.splits import Split, splits_of


@dataclass(frozen=True)
class Subject:
    """One experiment under audit: its folder, and what has been found out about it."""

    contents: Contents
    path: bytes
    request: Request
    keyed: Keyed
    reading: Reading

    @property
    def name(self) -> bytes:
        return basename(self.path)

    @property
    def framework(self) -> str:
        """The framework asked for: auto, ultralytics, torchvision or coco."""
        return self.request.framework or self.contents.project.settings[FRAMEWORK]

    @cached_property
    def splits(self) -> list[Split]:
        """Its splits, and its links to data that have no split's name."""
        return splits_of(self.contents, self.path)

    @cached_property
    def kinds(self) -> Kinds:
        """What kind of data it holds."""
        return kinds_of(self.contents, self.path)

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The frameworks whose eyes its data is looked at with: the one asked for, else its own."""
        return self.kinds.frameworks if self.framework == "auto" else (self.framework,)

    @cached_property
    def folders(self) -> tuple[bytes, ...]:
        """The real folders it reaches, its own among them."""
        return self.contents.entered(self.path)
