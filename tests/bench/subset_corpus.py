"""An annotation file in the shape of COCO 2017's, with a file for each image it names.

118,287 images and 860,001 annotations make about 450 MB; the same numbers and texts everywhere.
"""

import json
import os
from random import Random

IMAGES, ANNOTATIONS, CLASSES = 118_287, 860_001, 80
_OUTLINES = 997  # different ones; they come again and again
_POINTS = 22  # of an outline, on average
_FILES = "train2017"
SOURCE = "annotations/instances_train2017.json"


def make(folder: str, images: int) -> str:
    """Make the data set in a folder, unless it is there; returns its annotation file."""
    source = os.path.join(folder, SOURCE)
    if os.path.exists(source):
        return source
    os.makedirs(os.path.dirname(source), exist_ok=True)
    os.makedirs(os.path.join(folder, _FILES), exist_ok=True)
    for number in range(images):
        with open(os.path.join(folder, _FILES, f"{number:012}.jpg"), "wb") as file:
            file.write(b"%d" % number)
    with open(source + "~", "w", encoding="ascii") as out:
        _write(out.write, images)
    os.replace(source + "~", source)
    return source


def _write(write, images: int) -> None:
    rng = Random(2017)  # noqa: S311
    outlines = [_outline(rng) for _ in range(_OUTLINES)]
    write('{"info": {"description": "COCO 2017 Dataset", "year": 2017}, "licenses": [{"id": 1}], ')
    write('"images": [')
    for number in range(images):
        write(", " if number else "")
        write(
            f'{{"license": 3,"file_name": "{number:012}.jpg","coco_url": "http://images.cocodataset'
            f'.org/train2017/{number:012}.jpg","height": 480,"width": 640,"date_captured": '
            f'"2013-11-14 11:18:45","flickr_url": "http://farm9.staticflickr.com/8186/{number:012}'
            f'_z.jpg","id": {number}}}'
        )
    write('], "annotations": [')
    for number in range(round(ANNOTATIONS * images / IMAGES)):
        write(", " if number else "")
        write(
            f'{{"segmentation": [[{outlines[number % _OUTLINES]}]],"area": 702.1057499999998,'
            f'"iscrowd": {int(number % 100 == 7)},"image_id": {rng.randrange(images)},"bbox": '
            f'[473.07,395.93,38.65,28.67],"category_id": {rng.randrange(1, CLASSES + 1)},'
            f'"id": {number}}}'
        )
    classes = [{"supercategory": "x", "id": n, "name": f"class {n}"} for n in range(1, CLASSES + 1)]
    write(f'], "categories": {json.dumps(classes)}}}')


def _outline(rng: Random) -> str:
    count = 2 * rng.randrange(_POINTS // 2, 2 * _POINTS - _POINTS // 2 + 1)
    return ",".join(f"{rng.random() * 640:.2f}" for _ in range(count))
