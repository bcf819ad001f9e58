"""An annotation file read by another process: the same as one that is read here."""

import gc
import io
import json
import os

import pytest

from cvlink_gui.core.errors import StorageError, UsageError
from cvlink_gui.core.subset import Method, Wish
from cvlink_gui.fs import coco_apart
from cvlink_gui.fs.coco import CocoFile
from cvlink_gui.fs.coco_apart import CocoApart
from tests.features.coco import box, coco, image, many
from tests.metrics.running import until

PANOPTIC = coco(
    [image(n, f"é{n}.jpg", width=4, height=3) for n in range(3)],
    [{"image_id": n, "segments_info": [{"category_id": 7}, {"category_id": 9}]} for n in range(3)],
)
FILES = {
    "boxes": many(40),
    "panoptic": PANOPTIC,
    "nothing known": coco([{"id": "a", "file_name": "a.jpg"}], [box(1, "a", iscrowd=1)]),
}


@pytest.fixture(params=FILES)
def file(request, tmp_path) -> bytes:
    return written(tmp_path, json.dumps(FILES[request.param]))


def written(folder, text: str) -> bytes:
    path = folder / "instances.json"
    path.write_text(text)
    return os.fsencode(path)


@pytest.mark.parametrize("measured", [True, False])
def test_all_is_as_it_is_where_the_file_is_read_here(file, measured, monkeypatch):
    monkeypatch.setattr(coco_apart, "_PORTION", 7)  # in several messages
    here, apart = CocoFile(file), CocoApart(file)
    assert (apart.size, apart.sha256) == (here.size, here.sha256)
    index = here.index(measured=measured)
    assert apart.index(measured=measured) == index
    for wish in (Wish(0.5), Wish(count=2, seed="x", method=Method.STRATIFIED)):
        choice = here.choose(index, wish)
        assert apart.choose(index, wish) == choice
        one, other = io.BytesIO(), io.BytesIO()
        places = index, choice.images, choice.annotations
        assert here.write(one, *places) == apart.write(other, *places)
        assert one.getvalue() == other.getvalue()


def test_what_is_wrong_is_said_as_it_is_here(tmp_path):
    path = written(tmp_path, '{"images": [], "annotations": []}')
    with pytest.raises(UsageError) as here:
        CocoFile(path)
    with pytest.raises(UsageError) as apart:
        CocoApart(path)
    assert str(apart.value) == str(here.value)
    assert apart.value.message.template == here.value.message.template


def test_after_an_error_it_goes_on(tmp_path):
    apart = CocoApart(written(tmp_path, json.dumps(many(10))))
    index = apart.index(measured=True)
    with pytest.raises(UsageError, match="There is no class"):
        apart.choose(index, Wish(0.5, classes=("unicorn",)))
    assert len(apart.choose(index, Wish(0.5)).images) == 5


def test_what_cannot_be_written_is_raised_and_the_next_answer_is_the_right_one(tmp_path):
    apart = CocoApart(written(tmp_path, json.dumps(many(10))))
    index = apart.index()
    with open("/dev/full", "wb", buffering=0) as full, pytest.raises(OSError, match="No space"):
        apart.write(full, index, range(10), range(5))
    assert apart.write(io.BytesIO(), index, [1], []).images == 1


def test_a_process_that_died_is_said(tmp_path):
    apart = CocoApart(written(tmp_path, json.dumps(many(10))))
    apart._process.kill()
    with pytest.raises(StorageError, match="memory enough"):
        apart.index()


def test_the_process_ends_with_the_last_who_knows_it(tmp_path):
    apart = CocoApart(written(tmp_path, json.dumps(many(10))))
    process = apart._process
    assert process.poll() is None
    del apart
    gc.collect()
    assert process.stdin.closed
    until(lambda: process.poll() is not None)
