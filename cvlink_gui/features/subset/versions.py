"""Which version of a data set its images are, as DVC or git-annex records it."""

import os
from typing import NamedTuple

from cvlink_gui.core.names import basename, join, parent, upward
from cvlink_gui.features.repository import Repository
from cvlink_gui.fs.documents import read_yaml


class Version(NamedTuple):
    """dvc: the md5 DVC has of the images' folder; annex: the commit of its repository."""

    dvc: str | None = None
    annex: str | None = None


def version_of(folder: bytes) -> Version:
    """The version of a folder of images (absolute); CvlinkError for records nobody can read."""
    for place in dict.fromkeys((folder, os.path.realpath(folder))):
        found = Version(_dvc(place), _annex(place))
        if any(found):
            return found
    return Version()


def _dvc(folder: bytes) -> str | None:
    """What the nearest `.dvc` file beside the folder, or beside one above it, records."""
    for place in upward(folder):
        record = place + b".dvc"
        if basename(place) and os.path.isfile(record):
            from cvlink_gui.features.dvc_types import DvcFile

            outs = read_yaml(record, DvcFile).outs
            return next((out.md5 for out in outs if os.fsencode(out.path) == basename(place)), None)
        if os.path.isdir(join(place, b".dvc")):
            return None  # the top of a repository of DVC
    return None


def _annex(folder: bytes) -> str | None:
    for place in upward(folder):
        if os.path.isdir(join(place, b".git/annex")):
            return Repository(place).commit or None
        if os.path.lexists(join(place, b".git")) or place == parent(place):
            return None
    return None
