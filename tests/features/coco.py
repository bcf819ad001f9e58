"""COCO data sets for tests: real files, annotations as asked for."""

import json
import os
from pathlib import Path

from cvlink_gui.core.subset import Wish, check
from cvlink_gui.features.project import Project
from cvlink_gui.features.subset import Draft, draft, make, verify

CLASSES = [{"id": 0, "name": "person"}, {"id": 7, "name": "car"}, {"id": 9, "name": "dog"}]


def image(number: int, name: str = "", **more: object) -> dict:
    return {"id": number, "file_name": name or f"{number:03}.jpg", **more}


def box(number: int, image_id: object, category: int = 0, side: float = 10, **more) -> dict:
    return {
        "id": number,
        "image_id": image_id,
        "category_id": category,
        "bbox": [1, 2, side, side],
        "area": side * side,
        "iscrowd": 0,
        **more,
    }


def coco(images: list[dict], annotations: list[dict], **more: object) -> dict:
    return {
        "info": {"year": 2017},
        "licenses": [{"id": 1}],
        "categories": CLASSES,
        "images": images,
        "annotations": annotations,
        **more,
    }


def many(count: int) -> dict:
    """Images of which every fifth has no annotations; cars are in a third, dogs in a tenth."""
    images = [image(number, width=640, height=480) for number in range(count)]
    boxes = [
        box(100 * number + kind, number, category, 10 + number)
        for number in range(count)
        if number % 5
        for kind, category in enumerate((0, 7, 9))
        if (category == 0) or (category == 7 and number % 3 == 0) or (number % 10 == 1)
    ]
    return coco(images, boxes)


def data_set(
    root: bytes, what: dict | bytes, name: str = "processed/full", absent: tuple[str, ...] = ()
) -> bytes:
    """Write a data set below `data/`, images in its `images`; the path of its annotation file."""
    folder = Path(os.fsdecode(root), "data", name)
    (folder / "images").mkdir(parents=True)
    text = what if isinstance(what, bytes) else json.dumps(what).encode()
    (folder / "instances.json").write_bytes(text)
    for one in json.loads(text.removeprefix(b"\xef\xbb\xbf"))["images"]:
        path = folder / "images" / one["file_name"].replace("\\", "/")
        if one["file_name"] not in absent:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"image " + one["file_name"].encode())
    return os.fsencode(f"data/{name}/instances.json")


def made(
    project: Project, source: bytes, dest: bytes = b"experiments/new/data", **wish: object
) -> Draft:
    """Make a subset, and prove it."""
    if not {"ratio", "count"} & wish.keys():
        wish["ratio"] = 0.5
    found = draft(project, source, dest, check(Wish(**wish)))  # type: ignore[arg-type]
    proposal = project.propose(found.proposal)
    assert proposal.conflicts == ()
    assert make(project, found, project.run).ok
    assert verify(project, dest).problems == []
    return found


def written(project: Project, dest: bytes = b"experiments/new/data") -> dict:
    """The annotation file of a subset."""
    path = Path(os.fsdecode(project.root), os.fsdecode(dest), "instances.json")
    return json.loads(path.read_bytes())


def linked(project: Project, dest: bytes = b"experiments/new/data") -> dict[str, str]:
    """Link texts by path below the folder of a subset."""
    folder = Path(os.fsdecode(project.root), os.fsdecode(dest))
    links = (path for path in folder.rglob("*") if path.is_symlink())
    return {str(path.relative_to(folder)): os.readlink(path) for path in links}
