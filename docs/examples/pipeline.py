"""A training pipeline over a project of cvlink: links, the check before the run, a tiny model.

    cvlink sample ~/cvlink-sample
    python pipeline.py ~/cvlink-sample

The model is small and real: what is in a box of an image is told by the nearest mean colours of a
class. Images are read with Qt, which comes with cvlink-gui; any other loader does as well.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QImage

from cvlink_gui import NotReady, open_project

GRID = 4  # a box becomes 4 x 4 colours
Vector = list[float]


def boxes(split: Path) -> Iterator[tuple[str, Vector]]:
    """(class, colours) of every annotated box of a split, read through its links."""
    coco = json.loads((split / "instances.json").read_text(encoding="utf-8"))
    classes = {category["id"]: category["name"] for category in coco["categories"]}
    by_image = defaultdict(list)
    for annotation in coco["annotations"]:
        by_image[annotation["image_id"]].append(annotation)
    for image in coco["images"]:
        pixels = QImage(str(split / "images" / image["file_name"]))
        if pixels.isNull():
            raise OSError(f"cannot read {image['file_name']}")
        for annotation in by_image[image["id"]]:
            yield classes[annotation["category_id"]], colours(pixels, annotation["bbox"])


def colours(pixels: QImage, box: list[float]) -> Vector:
    """The colours of a box on a grid, and its shape."""
    x, y, width, height = (round(number) for number in box)
    small = pixels.copy(x, y, max(width, 1), max(height, 1)).scaled(GRID, GRID)
    found = [small.pixelColor(i, j) for j in range(GRID) for i in range(GRID)]
    shape = [width / (width + height), (width * height) ** 0.5 / pixels.width()]
    return [*(part for c in found for part in (c.redF(), c.greenF(), c.blueF())), *shape]


def train(split: Path) -> dict[str, Vector]:
    """The mean of every class."""
    sums: dict[str, Vector] = {}
    counts: dict[str, int] = defaultdict(int)
    for name, vector in boxes(split):
        counts[name] += 1
        sums[name] = [
            a + b for a, b in zip(sums.get(name, [0.0] * len(vector)), vector, strict=True)
        ]
    return {name: [part / counts[name] for part in total] for name, total in sums.items()}


def accuracy(model: dict[str, Vector], split: Path) -> float:
    """The share of boxes whose nearest mean is that of their class."""
    found = [(name, nearest(model, vector)) for name, vector in boxes(split)]
    return sum(name == guess for name, guess in found) / len(found)


def nearest(model: dict[str, Vector], vector: Vector) -> str:
    def distance(name: str) -> float:
        return sum((a - b) ** 2 for a, b in zip(model[name], vector, strict=True))

    return min(model, key=distance)


def run(folder: str, name: str = "pipeline", data: str = "v2") -> float:
    """Link the data, check it, train, and keep the model beside the links."""
    project = open_project(folder)
    links = project.create_experiment(name, data=data)
    verdict = project.preflight(name)
    print(f"{name}: {verdict}, {len(links)} links")
    experiment = Path(links[0]).parent
    model = train(experiment / "train")
    found = accuracy(model, experiment / "val")
    (experiment / "models/means.json").write_text(json.dumps(model), encoding="utf-8")
    print(f"{name}: {found:.0%} of the boxes of val are told right")
    return found


if __name__ == "__main__":
    try:
        run(sys.argv[1] if len(sys.argv) > 1 else ".")
    except NotReady as problem:
        raise SystemExit(str(problem)) from None
