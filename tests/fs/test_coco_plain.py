"""Annotations that are read many at once: the same as where each is read for itself."""

import io
import json
import os
from array import array
from random import Random

import pytest

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.subset import Wish
from cvlink_gui.fs import coco_plain, native
from cvlink_gui.fs import coco_types as types
from cvlink_gui.fs.coco import CocoFile
from tests.features.coco import box, coco, image, many

IMAGES = [image(n, f"{n}.jpg") for n in range(5)]
BOXES = [box(n, n % 5, area=n) for n in range(60)]
DENSE = (",", ":")
PLAIN = {
    "one record": json.dumps(coco(IMAGES, BOXES[:1])),
    "many": json.dumps(many(40)),
    "dense": json.dumps(many(40), separators=DENSE),
    "a line each": json.dumps(many(40), indent=1),
    "annotations first": json.dumps({"annotations": BOXES, "images": IMAGES, "scenes": [{"n": 1}]}),
    "a byte order mark": "\ufeff" + json.dumps(many(40)),
    "no class": json.dumps(coco(IMAGES, [{"image_id": 1}, {"image_id": 2, "category_id": None}])),
    "ids as texts": json.dumps(
        coco([{"id": c, "file_name": c} for c in "abc"], [box(1, "b"), box(2, "c"), box(3, "?")])
    ),
    "ids below 0": json.dumps(coco([image(-1, "a"), image(3, "b")], [box(1, -1), box(2, 3)])),
    "ids of no image": json.dumps(coco(IMAGES, [box(n, n - 9) for n in range(40)])),
    "ids far apart": json.dumps(coco([image(9**9, "a"), image(3, "b")], [box(1, 9**9), box(2, 4)])),
    "ids above all": json.dumps(coco(IMAGES, [box(1, 2**70), box(2, 2)])),
    "other borders": json.dumps(coco(IMAGES, BOXES)).replace("}, {", "},\n\t {", 7),
    "objects inside": json.dumps(coco(IMAGES, [box(n, 1, rle={"size": [n]}) for n in range(9)])),
    "borders in a few": json.dumps(
        coco(IMAGES, [*BOXES, {**box(99, 2), "track": [{"a": 1}, {"b": 2}, 3]}])
    ),
}
ODD = {
    "no annotations": json.dumps({"images": IMAGES}),
    "none of them": json.dumps(coco(IMAGES, [])),
    "no list": json.dumps({"images": IMAGES, "annotations": None}),
    "borders in texts": json.dumps(coco(IMAGES, [box(n, 1, note="}, {") for n in range(9)])),
    "an end in texts": json.dumps(coco(IMAGES, [box(n, 1, note="}]") for n in range(9)])),
    "a list in records": json.dumps(
        {"images": [{**one, "annotations": [{"image_id": 1}]} for one in IMAGES],
         "annotations": BOXES}
    ),
    "a list in others": json.dumps({"info": {"annotations": BOXES}, "images": IMAGES}),
    "two lists": f'{{"annotations": {json.dumps(BOXES)}, {json.dumps(coco(IMAGES, BOXES[:3]))[1:]}',
    "of no image": json.dumps(coco(IMAGES, [*BOXES, {"file_name": "1.png"}])),
    "segments": json.dumps(
        coco(IMAGES, [{"image_id": 1, "segments_info": [{"category_id": 1}, {"category_id": 2}]}])
    ),
}  # fmt: skip
BROKEN = {
    "cut short": json.dumps(many(40))[:-700],
    "a comma too many": json.dumps(coco(IMAGES, BOXES)).replace("}]", "}, ]", 2),
    "a number among them": json.dumps(coco(IMAGES, [*BOXES, 3, *BOXES])),
    "a wrong id": json.dumps(coco(IMAGES, [*BOXES, {"image_id": [1]}])),
    "a wrong end": json.dumps(coco(IMAGES, BOXES)) + "}",
}


def result(path: bytes) -> object:
    """All a file says, and what is written of it; or what is wrong with it."""
    try:
        file = CocoFile(path)
        index = file.index()
    except UsageError as error:
        return error.message
    some = range(0, len(index.owner), 3)
    to = io.BytesIO()
    measured = file.index(measured=True)
    written = file.write(to, index, [0, 1], some), to.getvalue()
    return index, measured, file.choose(index, Wish(0.5)), file.sha256, written


def one_by_one(path: bytes, monkeypatch: pytest.MonkeyPatch) -> object:
    def refused(_self: object, _data: bytes) -> None:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(coco_plain.Plain, "__init__", refused)
        return result(path)


@pytest.fixture(params=["compiled", "python"], autouse=True)
def twin(request, monkeypatch):
    """The reader of annotations."""
    if request.param == "compiled" and not native.IS_BUILT:
        pytest.skip("no compiler was there to build it")
    monkeypatch.setenv("CVLINK_NATIVE", str(int(request.param == "compiled")))
    return request.param


@pytest.mark.parametrize("portion", [1, 100, 1000, 1 << 20])
@pytest.mark.parametrize("name", [*PLAIN, *ODD, *BROKEN])
def test_many_at_once_say_what_one_by_one_say(tmp_path, monkeypatch, name, portion):
    monkeypatch.setattr(coco_plain, "_PORTION", portion)
    file = tmp_path / "instances.json"
    file.write_text({**PLAIN, **ODD, **BROKEN}[name], encoding="utf-8")
    path = os.fsencode(file)
    found = result(path)
    assert found == one_by_one(path, monkeypatch)
    assert isinstance(found, str) == (name in BROKEN)


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_as_usual_is_read_many_at_once(name):
    coco_plain.Plain(PLAIN[name].encode())


def test_whatever_byte_is_another_one_it_is_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(coco_plain, "_PORTION", 150)
    rng = Random(7)  # noqa: S311
    file = tmp_path / "instances.json"
    text = json.dumps(coco(IMAGES, BOXES[:12])).encode()
    for _ in range(300):
        at = rng.randrange(len(text))
        file.write_bytes(
            text[:at] + rng.choice([b'"', b"}", b"{", b"]", b", ", b""]) + text[at + 1 :]
        )
        path = os.fsencode(file)
        assert result(path) == one_by_one(path, monkeypatch)


def numbers(rng: Random) -> str:
    """An outline as files have them: numbers of one form mostly, and another one here and there."""
    usual = [f"{rng.random() * 640:.{rng.randrange(4)}f}" for _ in range(rng.randrange(1, 60))]
    for _ in range(rng.randrange(3)):
        odd = rng.choice(["0", "-1.5", "1e5", "2E-3", "0.0", "[1,2]", '{"a": [3]}', "null", '"1"'])
        usual[rng.randrange(len(usual))] = odd
    return rng.choice([",", ", ", " ,\n "]).join(usual)


def read_by_msgspec(records: str) -> tuple[list[int], list[int]] | None:
    try:
        found = types.PLAIN_LIST.decode(f"[{records}]")
    except types.ERRORS:
        return None
    return [one.image_id for one in found], [one.category_id for one in found]


@pytest.mark.skipif(not native.IS_BUILT, reason="no compiler was there to build it")
def test_the_compiled_part_reads_what_msgspec_reads_or_nothing():
    rng, read = Random(11), 0  # noqa: S311
    for turn in range(4000):
        records = ", ".join(
            f'{{"segmentation": [[{numbers(rng)}]], "image_id": {n}, "category_id": {-n}}}'
            for n in range(2)
        )
        if turn % 8:
            at = rng.randrange(len(records))
            other = rng.choice(
                [*'0123456789.,-+eE []{}":\\tn', "", "00", "..", ", ,", "  ", "\x01"]
            )
            records = records[:at] + other + records[at + rng.randrange(2) :]
        data = b'{"annotations": [' + records.encode() + b"]}"
        found = native.annotations(data, 17)
        if found is None:
            continue
        read += 1
        images, kinds, begins, end = found
        columns = tuple(array("q", column).tolist() for column in (images, kinds))
        if end == len(data) - 2:
            assert columns == read_by_msgspec(records), records
        else:  # a bracket too many: what is behind it is no JSON then
            assert columns == read_by_msgspec(data[17:end].decode()), records
        assert [data[place : place + 1] for place in array("Q", begins)] == [b"{"] * len(columns[0])
    assert read > 1000
