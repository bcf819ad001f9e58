"""`subset_simple.py json|pycocotools|datumaro SOURCE IMAGES DEST`: a tenth, as mostly made.

The images are those of the lowest hashes, so that all ways do the same.
"""

import json
import os
import shutil
import sys
from hashlib import sha256

RATIO, SEED = 0.1, "42"


def main(way: str, source: str, images: str, dest: str) -> None:
    os.makedirs(dest)
    if way == "datumaro":
        by_datumaro(source, images, dest)
        return
    part = by_json(source) if way == "json" else by_pycocotools(source)
    with open(os.path.join(dest, "instances.json"), "w", encoding="utf-8") as out:
        json.dump(part, out)
    for image in part["images"]:
        name = image["file_name"]
        os.symlink(os.path.join(images, name), os.path.join(dest, name))


def chosen(images: list[dict]) -> list[dict]:
    ranked = sorted(images, key=lambda i: sha256(f"{SEED}\0{i['file_name']}".encode()).digest())
    return ranked[: max(1, round(len(images) * RATIO))]


def by_json(source: str) -> dict:
    with open(source, encoding="utf-8") as file:
        coco = json.load(file)
    images = chosen(coco["images"])
    ids = {image["id"] for image in images}
    annotations = [one for one in coco["annotations"] if one["image_id"] in ids]
    return {**coco, "images": images, "annotations": annotations}


def by_pycocotools(source: str) -> dict:
    from pycocotools.coco import COCO

    coco = COCO(source)
    images = chosen(coco.loadImgs(coco.getImgIds()))
    ids = [image["id"] for image in images]
    annotations = coco.loadAnns(coco.getAnnIds(imgIds=ids))
    return {**coco.dataset, "images": images, "annotations": annotations}


def by_datumaro(source: str, images: str, dest: str) -> None:
    """It wants its own layout, which links make, and writes no links itself: `save_media=False`."""
    from datumaro.components.dataset import Dataset

    layout = os.path.join(dest, "layout")
    os.makedirs(os.path.join(layout, "images"))
    os.symlink(os.path.dirname(source), os.path.join(layout, "annotations"))
    os.symlink(images, os.path.join(layout, "images", os.path.basename(images)))
    known = Dataset.import_from(layout, "coco_instances")
    part = {one["file_name"] for one in chosen([{"file_name": f"{one.id}.jpg"} for one in known])}
    known.select(lambda one: f"{one.id}.jpg" in part)
    known.export(os.path.join(dest, "made"), "coco_instances", save_media=False)
    shutil.rmtree(layout)
    for name in part:
        os.symlink(os.path.join(images, name), os.path.join(dest, name))


if __name__ == "__main__":
    main(*sys.argv[1:])
