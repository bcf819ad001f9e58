"""`cvlink sample`: a small real project to try things on, with one example of each common fault.

48 drawn street scenes with COCO annotations in `raw`; version v1 has 32 of them in
train/val/test, v2 has all; both are made of links. Three experiments: `baseline` and `improved`
are sound, `faulty` shows what an audit is for.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from cvlink_gui.core.errors import UsageError, from_os_error
from cvlink_gui.core.names import shown
from cvlink_gui.core.said import say
from cvlink_gui.features.scaffold import default_config
from cvlink_gui.resources import resource

_VERSIONS = {"v1": 32, "v2": 48}  # how many of the images each version has
_SPLITS = (("train", 0.0, 0.7), ("val", 0.7, 0.85), ("test", 0.85, 1.0))

# The faults, by link name: what is wrong with it, as its text.
FAULTS: dict[str, str] = {
    "train": "../../data/splits/v3/train",  # the version was never made: missing
    "val": "../baseline/val",  # sound, but `valid` leaks it
    "test": "../../data/raw/street/instances.json/test",  # a part of the path is a file
    "valid": "../../data/splits/v1/val",  # the same files as val
    "again": "again",  # a loop
    "labels": "/mnt/nas/labels/street",  # absolute, outside, missing here
    "masks": "../../data/processed/masks",  # an empty folder
}


def create_sample(folder: bytes) -> list[bytes]:
    """Make the sample project in a new or empty folder; returns the paths made, relative to it.

    Raises UsageError if something is there already, StorageError if it cannot be written.
    """
    root = Path(os.fsdecode(folder))
    try:
        if os.path.lexists(folder) and (not root.is_dir() or any(root.iterdir())):
            hint = say("Name a new or empty folder.")
            raise UsageError(say("There is something here already"), path=folder, hint=hint)
        _make(root)
    except OSError as error:
        raise from_os_error(error, "create the sample project", folder) from error
    return [os.fsencode(path.relative_to(root)) for path in sorted(root.iterdir())]


def _make(root: Path) -> None:
    """Make it beside its place and move it there whole: a half-made one is never found."""
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".cvlink-", dir=root.parent) as beside:
        made = Path(beside, "sample")
        _data(made)
        _experiments(made)
        made.replace(root)


def _data(root: Path) -> None:
    raw = root / "data/raw/street"
    raw.parent.mkdir(parents=True)
    shutil.copytree(resource("sample"), raw)
    for file in (path for path in raw.rglob("*") if path.is_file()):
        file.chmod(0o444)  # raw data is never changed, by no loader either
    coco = json.loads((raw / "instances.json").read_bytes())
    for version, count in _VERSIONS.items():
        _version(root / "data/processed" / version, coco, coco["images"][:count])
        for split, _, _ in _SPLITS:
            _link(root / "data/splits" / version / split, f"../../processed/{version}/{split}")
    (root / "data/processed/masks").mkdir()
    _link(root / "data/current", "processed/v2")


def _version(folder: Path, coco: dict[str, object], images: list[dict[str, object]]) -> None:
    for split, begin, end in _SPLITS:
        part = images[round(begin * len(images)) : round(end * len(images))]
        names = [str(image["file_name"]) for image in part]
        for name in names:
            _link(folder / split / "images" / name, f"../../../../raw/street/images/{name}")
        _annotations(folder / split / "instances.json", coco, part)


def _annotations(path: Path, coco: dict[str, object], images: Iterable[dict[str, object]]) -> None:
    kept = list(images)
    ids = {image["id"] for image in kept}
    annotations = coco["annotations"]
    if not isinstance(annotations, list):
        raise TypeError(f"{shown(os.fsencode(path))}: annotations of the sample are no list")
    part = [item for item in annotations if item["image_id"] in ids]
    path.write_text(json.dumps({**coco, "images": kept, "annotations": part}), encoding="utf-8")


def _experiments(root: Path) -> None:
    for name, version in (("baseline", "v1"), ("improved", "v2")):
        for split, _, _ in _SPLITS:
            _link(root / "experiments" / name / split, f"../../data/splits/{version}/{split}")
        (root / "experiments" / name / "models").mkdir()
    for name, text in FAULTS.items():
        _link(root / "experiments/faulty" / name, text)
    (root / "cvlink.toml").write_text(default_config(), encoding="utf-8")
    (root / "README.txt").write_text(_README, encoding="utf-8")


def _link(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(text)


_README = """A sample project of cvlink-gui: throw it away when you are done.

Drag a version from Datasets (data/splits/v1) onto an experiment, or onto the empty space
below the experiments. experiments/faulty shows what an audit finds.
"""
