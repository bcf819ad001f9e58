"""What is in a data set: its images, their boxes, its card, by all formats; links followed."""

import contextlib
import json
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterator

import pytest

from cvlink_gui.core.datasets import DatasetKind
from cvlink_gui.features.gallery import card as cards
from cvlink_gui.features.gallery import walking
from cvlink_gui.features.gallery.card import Look
from cvlink_gui.features.gallery.values import Card, Drawn, Images, Wanted, Wish
from cvlink_gui.features.gallery.worker import MODULE
from cvlink_gui.fs import children
from cvlink_gui.fs.children import Inbox
from tests.conftest import build
from tests.features.stores import write


def looked(path: bytes, **more) -> tuple[Look, list[Images], Card]:
    """A look at a folder, brought to its end."""
    look = Look(Wish(1, path, os.path.dirname(path), more.pop("kinds", {}), **more))
    said = list(look.steps())
    last = said[-1]
    assert isinstance(last, Card)
    assert last.is_whole
    return look, [one for one in said if isinstance(one, Images)], last


def coco(*names: str, boxes: int = 1, category: str = "car") -> str:
    """An annotation file with so many boxes on each image, all alike."""
    images = [
        {"id": n, "file_name": name, "width": 100, "height": 50} for n, name in enumerate(names)
    ]
    marks = [
        {"id": 10 * n + b, "image_id": n, "category_id": 3, "bbox": [b, 2, 30, 40]}
        for n in range(len(names))
        for b in range(boxes)
    ]
    categories = [{"id": 3, "name": category}]
    return json.dumps({"images": images, "annotations": marks, "categories": categories})


def names(said: list[Images]) -> list[bytes]:
    return [name for one in said for name in one.names]


def test_images_come_as_people_count_them_and_links_are_followed(tmp_path):
    root = build(
        tmp_path,
        "set/10.jpg",
        "set/9.JPG",
        "set/notes.md",
        "set/more -> ../other",
        "other/1.png",
        "other/again -> ../set",
    )
    _, said, card = looked(root + b"/set")
    assert names(said) == [b"9.JPG", b"10.jpg", b"1.png"]
    assert (card.images, card.folders, card.is_cut) == (3, 2, False)
    assert card.size == sum(os.path.getsize(one.folder + b"/" + n) for one in said
                            for n in one.names)  # fmt: skip


def test_of_a_folder_without_end_so_much_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(walking, "IMAGES", 3)
    root = build(tmp_path, *(f"set/{n}.jpg" for n in range(5)))
    _, said, card = looked(root + b"/set")
    assert (len(names(said)), card.is_cut) == (3, True)


def test_an_image_alone_has_the_boxes_of_the_file_above_it(tmp_path):
    root = build(tmp_path, "set/images/a.jpg", "set/images/b.jpg")
    write(root, "set/annotations/instances.json", coco("a.jpg", "b.jpg"))
    look, said, card = looked(root + b"/set/images/b.jpg")
    assert names(said) == [b"b.jpg"]
    assert card.labels[0].images == 1
    assert look.labelling.boxes(root + b"/set/images/b.jpg") is not None


def test_coco_tells_boxes_classes_and_sides(tmp_path):
    root = build(tmp_path, "set/images/a.jpg", "set/images/b.jpg", "set/images/c.jpg")
    write(root, "set/instances.json", coco("a.jpg", "b.jpg", boxes=2))
    look, _, card = looked(root + b"/set")
    assert [g.kind for g in card.kinds] == [DatasetKind.COCO]
    (labels,) = card.labels
    assert (labels.kind, labels.count, labels.images) == ("COCO", 4, 2)
    assert card.classes == (("car", 4),)
    assert card.usual == card.smallest == card.largest == (100, 50)
    marked = look.labelling.boxes(root + b"/set/images/a.jpg")
    assert marked is not None
    assert marked.sides == (100, 50)
    assert [(b.x, b.y, b.width, b.height, b.name) for b in marked.boxes] == [
        (0, 2, 30, 40, "car"),
        (1, 2, 30, 40, "car"),
    ]
    assert look.labelling.boxes(root + b"/set/images/c.jpg") is None


def test_each_split_has_the_boxes_of_its_own_file(tmp_path):
    root = build(tmp_path, "set/train/images/1.jpg", "set/val/images/1.jpg", "set/test/1.jpg")
    write(root, "set/train/instances.json", coco("1.jpg", boxes=3))
    write(root, "set/val/instances.json", coco("1.jpg", boxes=1))
    look, _, _ = looked(root + b"/set")

    def boxes(path: bytes) -> int | None:
        marked = look.labelling.boxes(root + path)
        return None if marked is None else len(marked.boxes)

    assert boxes(b"/set/train/images/1.jpg") == 3
    assert boxes(b"/set/val/images/1.jpg") == 1
    assert boxes(b"/set/test/1.jpg") is None


def test_annotations_that_cannot_be_read_say_why_and_the_others_are_read(tmp_path):
    root = build(tmp_path, "set/images/a.jpg")
    write(root, "set/broken.json", '{"images": [{"id": 1}]}')
    write(root, "set/good.json", coco("a.jpg"))
    _, _, card = looked(root + b"/set")
    wrong = {os.path.basename(one.place): bool(one.wrong) for one in card.labels}
    assert wrong == {b"broken.json": True, b"good.json": False}
    assert card.classes == (("car", 1),)


def test_yolo_has_names_by_its_yaml_and_boxes_where_the_frameworks_look(tmp_path):
    root = build(tmp_path, "set/images/train/a.jpg", "set/images/train/b.jpg")
    write(root, "set/data.yaml", "path: .\ntrain: images/train\nnames: [cat, dog]\n")
    write(root, "set/labels/train/a.txt", "1 0.5 0.5 0.2 0.2\n1 0.5 0.5 0.1 0.1\n")
    look, _, card = looked(root + b"/set")
    (labels,) = card.labels
    assert (labels.kind, labels.place, labels.count) == ("YOLO", root + b"/set/labels/train", 1)
    assert dict(card.classes) == {"cat": 0, "dog": 2}
    for way in (b"/set", b"/set/images/train", b"/set/images/train/a.jpg"):
        look, _, _ = looked(root + way)
        marked = look.labelling.boxes(root + b"/set/images/train/a.jpg")
        assert marked is not None
        assert [box.name for box in marked.boxes] == ["dog", "dog"]


def test_texts_beside_images_that_are_no_labels_are_none(tmp_path):
    root = build(tmp_path, "set/a.jpg")
    write(root, "set/a.txt", "a dog on a lawn")
    look, _, card = looked(root + b"/set")
    assert card.labels == ()
    assert look.labelling.boxes(root + b"/set/a.jpg") is None


def test_voc_has_a_file_for_each_image(tmp_path):
    root = build(tmp_path, "set/JPEGImages/a.jpg", "set/ImageSets/Main/")
    text = (
        "<annotation><object><name>cat</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax>"
        "<ymax>9</ymax></bndbox></object></annotation>"
    )
    write(root, "set/Annotations/a.xml", text)
    look, _, card = looked(root + b"/set")
    assert [(one.kind, one.count) for one in card.labels] == [("Pascal VOC", 1)]
    assert card.classes == (("cat", 1),)
    assert look.labelling.boxes(root + b"/set/JPEGImages/a.jpg") is not None


def test_folders_are_classes_where_they_stand_for_them(tmp_path):
    root = build(tmp_path, "set/train/rose/a.jpg", "set/train/rose/b.jpg", "set/train/tulip/c.jpg")
    _, _, card = looked(root + b"/set")
    assert card.classes == (("rose", 2), ("tulip", 1))


def test_what_the_settings_name_is_the_kind(tmp_path):
    root = build(tmp_path, "set/a.jpg")
    _, _, card = looked(root + b"/set", kinds={b"set": "YOLO"})
    assert [(g.kind, g.confidence) for g in card.kinds] == [(DatasetKind.YOLO, 1.0)]


def test_labels_are_counted_in_some_files_where_there_are_many(tmp_path, monkeypatch):
    monkeypatch.setattr(cards, "_SAMPLE", 4)
    root = build(tmp_path, *(f"set/images/{n}.jpg" for n in range(9)))
    for n in range(9):
        write(root, f"set/labels/{n}.txt", "0 0.5 0.5 0.2 0.2\n")
    _, _, card = looked(root + b"/set")
    assert (card.classes, card.looked, card.of) == ((("0", 4),), 4, 9)


def test_nothing_on_a_mount_that_does_not_answer_is_touched(tmp_path):
    """The mount is named, not made: what lies there is left out as if nobody could get there."""
    root = build(tmp_path, "set/a.jpg", "set/far -> ../mount", "set/b.jpg -> ../mount/b.jpg")
    write(root, "mount/c.jpg", "x" * 1000)
    _, said, card = looked(root + b"/set", dead=frozenset([root + b"/mount"]))
    assert names(said) == [b"a.jpg", b"b.jpg"]
    assert card.size == os.path.getsize(root + b"/set/a.jpg")


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_no_fifo_and_no_device_is_ever_opened(tmp_path):
    from inotify_simple import INotify, flags

    root = build(tmp_path, "set/images/a.jpg", "set/images/null.jpg -> /dev/null")
    fifos = [b"set/images/b.jpg", b"set/labels/a.txt", b"set/instances.json", b"set/data.yaml"]
    os.mkdir(root + b"/set/labels")
    for fifo in fifos:
        os.mkfifo(os.path.join(root, fifo))
    with INotify() as watch:
        for fifo in fifos:
            watch.add_watch(os.path.join(root, fifo), flags.OPEN)
        look, said, card = looked(root + b"/set")
        for one in said:
            for name in one.names:
                assert look.labelling.boxes(os.path.join(one.folder, name)) is None
        assert watch.read(timeout=0) == []
    assert card.images == 3


@contextlib.contextmanager
def worker() -> Iterator[tuple[Callable[[object], None], Callable[[], object]]]:
    """The process, as a way to ask and a way to hear what comes next."""
    process, inbox, said = children.start(MODULE, bare=False), Inbox(), deque[object]()

    def hear() -> object:
        while not said:
            said.extend(
                pickle.loads(m)  # noqa: S301
                for m in inbox.read(process.stdout.fileno())
            )
        return said.popleft()

    try:
        yield lambda question: children.send(pickle.dumps(question), process.stdin), hear
    finally:
        children.abandon(process)


def test_the_process_answers_for_the_last_question_only(tmp_path):
    root = build(tmp_path, "one/a.jpg", *(f"other/{n}/{n}.jpg" for n in range(20)))
    write(root, "other/instances.json", coco(*(f"{n}.jpg" for n in range(20))))
    with worker() as (ask, hear):
        ask(Wish(1, root + b"/other", root, {}))
        ask(Wanted(1, (root + b"/other/7/7.jpg",)))
        while not isinstance(drawn := hear(), Drawn):
            assert isinstance(drawn, Images | Card)
        assert drawn.marks[0] is not None
        assert len(drawn.marks[0].boxes) == 1
        ask(Wish(2, root + b"/one", root, {}))
        ask(Wanted(1, (root + b"/other/7/7.jpg",)))
        while not (isinstance(last := hear(), Card) and last.number == 2 and last.is_whole):
            assert not isinstance(last, Drawn)
        assert last.images == 1


def test_the_process_ends_with_its_input():
    process = children.start(MODULE, bare=False)
    process.stdin.close()
    assert process.stdout.read() == b""
    children.abandon(process)
