"""COCO subsets made of links: what is chosen and kept, what is refused, and what proves them."""

import json
import os
import random
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from pycocotools.coco import COCO

from cvlink_gui.core.errors import CvlinkError, PlanRefused, StorageError, UsageError
from cvlink_gui.core.subset import Crowd, Match, Method, Wish, check
from cvlink_gui.features.project import Project
from cvlink_gui.features.subset import draft, make, making, verify
from cvlink_gui.features.training import TrainingProject
from cvlink_gui.fs.links import Beneath
from tests.conftest import build, seen
from tests.features.coco import box, coco, data_set, image, linked, made, many, written

DEST = b"experiments/new/data"


@pytest.fixture
def project(root) -> Project:
    return Project.open(root)


def raw_records(text: bytes, key: str) -> list[str]:
    """The very texts of the records of a list."""
    found, decoder, text_ = [], json.JSONDecoder(), text.decode()
    at = text_.index("[", text_.index(f'"{key}"')) + 1
    while True:
        while text_[at] in ", \n\r\t":
            at += 1
        if text_[at] == "]":
            return found
        _, end = decoder.raw_decode(text_, at)
        found.append(text_[at:end])
        at = end


def test_a_link_for_each_chosen_image_and_a_filtered_annotation_file(project):
    source = data_set(project.root, many(50))
    found = made(project, source, ratio=0.2, seed="42")
    names = {one["file_name"] for one in written(project)["images"]}
    assert len(names) == 10
    assert linked(project) == {
        f"images/{name}": f"../../../../data/processed/full/images/{name}" for name in names
    }
    assert all(
        Path(os.fsdecode(project.root), "experiments/new/data/images", name).read_bytes()
        == b"image " + name.encode()
        for name in names
    )
    assert found.proposal.plan.title == ("Make a subset of instances.json in data: 10 of 50 images")


def test_pycocotools_reads_the_same_of_a_subset_as_of_its_source(project, capsys):
    source = data_set(project.root, many(60))
    made(project, source, ratio=0.3)
    folder = Path(os.fsdecode(project.root))
    whole = COCO(str(folder / os.fsdecode(source)))
    part = COCO(str(folder / "experiments/new/data/instances.json"))
    assert len(part.getImgIds()) == 18
    for number in part.getImgIds():
        assert part.loadImgs([number]) == whole.loadImgs([number])
        ids = part.getAnnIds(imgIds=[number])
        assert ids == whole.getAnnIds(imgIds=[number])
        assert part.loadAnns(ids) == whole.loadAnns(ids)
    assert part.loadCats(part.getCatIds()) == whole.loadCats(whole.getCatIds())
    assert {a["image_id"] for a in part.dataset["annotations"]} <= set(part.getImgIds())


ODD = coco(
    [
        image(0, "batch_1/000.jpg", width=4, height=3),
        image(1, "batch_2/000.jpg", extra={"a": [1, {"b": "]}"}]}),
        image(2, "a.JPG"),
        image(3, "b.jpg"),
        image(4, "çöp/ğ.jpg"),
    ],
    [
        {"id": 0, "image_id": 0, "category_id": 0, "iscrowd": 1, "bbox": [0, 0, 2, 2], "area": 4,
         "segmentation": {"counts": [3, 5, 4], "size": [3, 4]}},
        {"id": 1, "image_id": 1, "category_id": 7, "iscrowd": 1, "bbox": [0, 0, 2, 2], "area": 4,
         "segmentation": {"counts": "04111", "size": [3, 4]}},
        box(2, 2, 9, segmentation=[[1, 2, 3.50, 4, 5e0, 6.25]], attributes={"image_id": 99}),
        {"id": 3, "image_id": 3, "category_id": 0, "bbox": [1, 1, 1, 1], "score": 0.10},
        {"id": 4, "image_id": 4, "caption": "a \"b\" ]}, \\u00e7", "category_id": 0},
        {"id": 5, "image_id": 77, "category_id": 0},
    ],
    info=None,
    licenses=[],
    scene_annotations=[{"image_id": n, "scene": n} for n in range(5)] + [{"none": 1}, 5],
    videos={"a": 1.50},
    version="2.10",
    numbers=[1, 2.50, "x"],
)  # fmt: skip


def test_records_and_all_that_is_unknown_are_kept_as_they_are(project):
    text = json.dumps(ODD, ensure_ascii=False, indent=1).encode()
    source = data_set(project.root, text)
    made(project, source, ratio=0.6, seed="3")
    path = Path(os.fsdecode(project.root), "experiments/new/data/instances.json")
    out = path.read_bytes()
    found = json.loads(out)
    ids = [one["id"] for one in found["images"]]
    assert len(ids) == 3
    assert list(found) == list(ODD)
    assert found["info"] is None
    assert found["licenses"] == []
    assert found["categories"] == ODD["categories"]
    assert (found["videos"], found["version"], found["numbers"]) == (
        {"a": 1.5}, "2.10", [1, 2.5, "x"],
    )  # fmt: skip
    assert found["scene_annotations"] == [
        one for one in ODD["scene_annotations"]
        if not isinstance(one, dict) or one.get("image_id", ids[0]) in ids
    ]  # fmt: skip
    assert [a["id"] for a in found["annotations"]] == ids
    for key in ("images", "annotations", "scene_annotations"):
        before = raw_records(text, key)
        assert [one for one in before if one in set(raw_records(out, key))] == raw_records(out, key)


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # of pycocotools with numpy 2
@pytest.mark.parametrize("seed", range(8))
def test_masks_of_every_kind_are_read_by_pycocotools_as_in_the_source(project, capsys, seed):
    source = data_set(project.root, ODD)
    made(project, source, ratio=0.6, seed=str(seed))
    part = COCO(str(Path(os.fsdecode(project.root), "experiments/new/data/instances.json")))
    for one in part.loadAnns(part.getAnnIds(imgIds=[0])):
        assert part.annToMask({**one, "image_id": 0}).sum() == 5


def test_an_absent_list_or_segmentation_is_no_trouble(project):
    made(project, data_set(project.root, {"images": [image(0), image(1)]}))
    assert written(project).keys() == {"images"}


def test_folders_in_file_names_are_kept_so_nothing_collides(project):
    source = data_set(project.root, ODD)
    made(project, source, ratio=0.999)
    assert set(linked(project)) == {f"images/{one['file_name']}" for one in ODD["images"]}


def test_names_that_differ_in_case_only_are_two_images(project):
    source = data_set(project.root, coco([image(0, "a.jpg"), image(1, "a.JPG")], []))
    made(project, source, ratio=0.99)
    assert set(linked(project)) == {"images/a.jpg", "images/a.JPG"}


def test_a_file_that_stands_there_twice_is_linked_once(project):
    images = [image(1, "a.jpg", width=4, height=4), image(2, "a.jpg", width=4, height=4), image(3)]
    source = data_set(project.root, coco(images, [box(1, 1), box(2, 2), box(3, 3)]))
    made(project, source, ratio=0.99)
    assert set(linked(project)) == {"images/a.jpg", "images/003.jpg"}
    assert [one["id"] for one in written(project)["images"]] == [1, 2, 3]


def test_windows_separators_become_folders_and_the_record_stays(project):
    source = data_set(project.root, coco([image(0, "train\\a.jpg"), image(1, "val\\a.jpg")], []))
    made(project, source, ratio=0.99)
    assert set(linked(project)) == {"images/train/a.jpg", "images/val/a.jpg"}
    assert [one["file_name"] for one in written(project)["images"]] == [
        "train\\a.jpg",
        "val\\a.jpg",
    ]


def test_names_that_begin_with_images_lie_in_the_folder_beside_the_file(project):
    folder = build(project.root, "data/raw/set/images/a.jpg", "data/raw/set/images/b.jpg")
    what = coco([image(0, "images/a.jpg"), image(1, "images/b.jpg")], [])
    Path(os.fsdecode(folder), "data/raw/set/instances.json").write_text(json.dumps(what))
    made(project, b"data/raw/set/instances.json", ratio=0.99)
    assert linked(project)["images/a.jpg"] == "../../../../data/raw/set/images/a.jpg"


def test_the_layout_of_coco_itself_is_kept(project):
    build(project.root, *(f"data/raw/coco/train2017/{n:03}.jpg" for n in range(10)))
    folder = Path(os.fsdecode(project.root), "data/raw/coco/annotations")
    folder.mkdir()
    (folder / "instances_train2017.json").write_text(json.dumps(many(10)))
    made(project, b"data/raw/coco/annotations/instances_train2017.json", ratio=0.5)
    dest = Path(os.fsdecode(project.root), "experiments/new/data")
    assert {p.name for p in dest.iterdir()} == {"annotations", "train2017", "subset.json"}
    assert (
        len(json.loads((dest / "annotations/instances_train2017.json").read_bytes())["images"]) == 5
    )


def test_images_elsewhere_are_named(project):
    build(project.root, *(f"data/raw/far/away/from/it/{n:03}.jpg" for n in range(10)))
    path = Path(os.fsdecode(project.root), "data/processed/notes.json")
    path.write_text(json.dumps(many(10)))
    with pytest.raises(UsageError, match="None of its images is there"):
        draft(project, b"data/processed/notes.json", DEST, Wish(0.5))
    found = draft(
        project, b"data/processed/notes.json", DEST, Wish(0.5),
        images=b"data/raw/far/away/from/it",
    )  # fmt: skip
    assert make(project, found, project.run).ok
    assert verify(project, DEST).problems == []
    assert all(path.startswith("images/") for path in linked(project))


def test_images_that_are_not_on_the_disk_are_left_out_and_counted(project):
    gone = ("003.jpg", "005.jpg", "008.jpg")
    source = data_set(project.root, many(10), absent=gone)
    found = made(project, source, ratio=0.999)
    assert {w.reason for w in found.proposal.warnings} == {
        "3 chosen images are not on the disk: they are left out"
    }
    present = {f"{n:03}.jpg" for n in range(10)} - set(gone)
    assert {one["file_name"] for one in written(project)["images"]} == present
    assert set(linked(project)) == {f"images/{name}" for name in present}
    manifest = json.loads(
        Path(os.fsdecode(project.root), "experiments/new/data/subset.json").read_bytes()
    )
    assert manifest["excluded"]["absent"] == 3
    assert {row[1] for row in manifest["chosen"] if row[2] is None} == set(gone)
    build(project.root, "data/processed/full/images/003.jpg")
    again = verify(project, DEST)
    assert again.ok
    assert again.notes == ["1 image that was not there then is there now"]


@pytest.mark.parametrize(
    "by_id", [pytest.param(True, id="image_id"), pytest.param(False, id="file_name")]
)
def test_panoptic_annotations_are_kept_by_their_image(project, by_id):
    def panoptic(number: int) -> dict:
        key = {"image_id": number} if by_id else {}
        segments = [
            {"id": 5, "category_id": 0, "iscrowd": 0, "bbox": [0, 0, 2, 3], "area": 5},
            {"id": 6, "category_id": 7 if number % 2 else 9, "iscrowd": 0, "area": 50},
        ]
        return {**key, "file_name": f"{number:03}.png", "segments_info": segments}

    images = [image(n) for n in range(20)]
    source = data_set(project.root, coco(images, [panoptic(n) for n in range(20)]))
    found = made(project, source, ratio=0.25, classes=("car",))
    out = written(project)
    assert [one["file_name"][:3] for one in out["annotations"]] == [
        one["file_name"][:3] for one in out["images"]
    ]
    assert all(one["id"] % 2 for one in out["images"])
    assert found.subset is not None
    assert found.subset.counts() == ([20, 10, 10], [2, 2, 0])


def panoptic(count: int) -> dict:
    segments = [{"id": 5, "category_id": 0, "iscrowd": 0, "bbox": [0, 0, 2, 3], "area": 5}]
    marks = [
        {"image_id": n, "file_name": f"{n:03}.png", "segments_info": segments} for n in range(count)
    ]
    return coco([image(n) for n in range(count)], marks)


def test_the_masks_of_panoptic_annotations_are_linked_as_a_folder_and_proved(project):
    source = data_set(project.root, panoptic(8))
    build(project.root, *(f"data/processed/full/instances/{n:03}.png" for n in range(8)))
    found = made(project, source)
    assert not found.proposal.warnings
    link = os.path.join(project.root, DEST, b"instances")
    assert os.path.samefile(link, os.path.join(project.root, b"data/processed/full/instances"))
    names = [one["file_name"] for one in written(project)["annotations"]]
    assert len(names) == 4
    assert all(os.path.isfile(os.path.join(link, os.fsencode(name))) for name in names)
    os.unlink(link)
    os.symlink("../../../data/processed/full/images", link)
    assert {problem.what for problem in verify(project, DEST).problems} == {"link"}


def test_masks_that_are_not_found_are_a_warning(project):
    found = draft(project, data_set(project.root, panoptic(8)), DEST, Wish(0.5))
    assert "masks" in str(found.proposal.warnings[0].reason)


def test_an_image_in_the_place_of_the_masks_is_a_conflict(project):
    what = panoptic(2)
    what["images"][0]["file_name"] = "instances/a.jpg"
    source = data_set(project.root, what)
    place = os.path.join(project.root, b"data/processed/full")
    os.rename(place + b"/images/instances", place + b"/instances")
    os.rename(place + b"/images/001.jpg", place + b"/001.jpg")
    found = draft(project, source, DEST, Wish(1.0, classes=("person",)))
    assert [str(c.reason) for c in found.proposal.conflicts] == [
        "an image has the name of a file of the subset"
    ]


def test_a_byte_order_mark_is_no_part_of_the_data(project):
    made(project, data_set(project.root, b"\xef\xbb\xbf" + json.dumps(many(8)).encode()))
    assert len(written(project)["images"]) == 4


REFUSED = {
    "an absolute path": coco([image(0, "/etc/passwd")], []),
    "an absolute path of Windows": coco([image(0, "C:\\data\\a.jpg")], []),
    "a share of Windows": coco([image(0, "\\\\nas\\a.jpg")], []),
    "leaves by ..": coco([image(0, "../a.jpg")], []),
    "leaves inside": coco([image(0, "a/../../b.jpg")], []),
    "leaves by a backslash": coco([image(0, "a\\..\\b.jpg")], []),
    "an empty name": coco([image(0, "x"), {"id": 1, "file_name": ""}], []),
    "a NUL": coco([image(0, "a\0.jpg")], []),
    "a folder": coco([image(0, "a/")], []),
    "two names of one place": coco([image(0, "a/b.jpg"), image(1, "a\\b.jpg")], []),
    "one name, two sizes": coco(
        [image(0, "a.jpg", width=1, height=1), image(1, "a.jpg", width=2, height=2)], []
    ),
    "an image and a folder": coco([image(0, "a"), image(1, "a/b.jpg")], []),
    "no images": {"annotations": [], "categories": []},
    "an empty list of images": coco([], []),
    "images that are no list": {**coco([], []), "images": {"a": 1}},
    "no id": coco([{"file_name": "a.jpg"}], []),
    "one id twice": coco([image(1, "a.jpg"), image(1, "b.jpg")], []),
    "an id that is none": coco([image(0), {"id": [1], "file_name": "a.jpg"}], []),
    "annotations that are no list": {**coco([image(0)], []), "annotations": 5},
}


@pytest.mark.parametrize("what", REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_linked_is_refused_and_nothing_changes(project, what):
    path = Path(os.fsdecode(project.root), "data/processed/bad.json")
    path.write_text(json.dumps(what))
    before, text = seen(project.root), path.read_bytes()
    with pytest.raises(UsageError) as raised:
        draft(project, b"data/processed/bad.json", DEST, Wish(0.5))
    assert raised.value.path == b"data/processed/bad.json" or raised.value.path == os.fsencode(path)
    assert raised.value.hint
    assert (seen(project.root), path.read_bytes()) == (before, text)


MALFORMED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe{\x00}\x00",
    b'{"images": [{"id": NaN, "file_name": "a"}]}',
    b'{"images": ' + b"[" * 100_000,
    b'{"images": [{"id": 1, "file_name": "\\ud800"}]}',
    b'{"images": [{"id": 1, "file_name": 5}]}',
    b'{"images": [{"id": 1, "file_name": "a"}], "annotations": [5]}',
    b'{"images": [{"id": 1, "file_name": "a"}], "categories": [{"id": null}]}',
    b'{"images": [{"id": 99999999999999999999999999, "file_name": "a"}]} x',
    b'{"images": [{"id": 1, "file_name": "a"}]',
]


@pytest.mark.parametrize("text", MALFORMED, ids=range(len(MALFORMED)))
def test_a_file_that_is_none_gives_one_message(project, text):
    path = Path(os.fsdecode(project.root), "data/processed/bad.json")
    path.write_bytes(text)
    with pytest.raises(UsageError):
        draft(project, b"data/processed/bad.json", DEST, Wish(0.5))
    assert path.read_bytes() == text


def test_files_broken_at_random_give_a_message_or_a_subset(project):
    rng = random.Random(7)  # noqa: S311
    good = json.dumps(many(12)).encode()
    source = data_set(project.root, good)
    path = Path(os.fsdecode(project.root), os.fsdecode(source))
    refused = 0
    for _ in range(300):
        text = bytearray(good)
        for _ in range(rng.randrange(1, 4)):
            text[rng.randrange(len(text))] = rng.choice(b'{}[]",:0-e\\\xff ')
        path.write_bytes(text)
        try:
            draft(project, source, DEST, Wish(0.5, min_area=1))
        except CvlinkError:
            refused += 1
    assert refused > 100


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_is_refused_and_never_opened_for_good(project):
    os.mkfifo(os.path.join(project.root, b"data/processed/pipe.json"))
    with pytest.raises(UsageError):
        draft(project, b"data/processed/pipe.json", DEST, Wish(0.5))


def test_an_image_called_as_a_file_of_the_subset_is_a_conflict(project):
    what = coco([image(0, "subset.json"), image(1, "instances.json")], [])
    path = Path(os.fsdecode(project.root), "data/raw/set/instances.json")
    path.parent.mkdir()
    path.write_text(json.dumps(what))
    (path.parent / "subset.json").write_text("x")
    found = draft(project, b"data/raw/set/instances.json", DEST, Wish(0.999))
    assert {c.path for c in found.proposal.conflicts} == {
        DEST + b"/subset.json", DEST + b"/instances.json",
    }  # fmt: skip


def test_what_lies_in_the_place_stays_and_is_a_conflict(project):
    source = data_set(project.root, many(10))
    found = draft(project, source, b"experiments/baseline", Wish(0.5))
    assert [c.reason for c in found.proposal.conflicts] == ["a folder is in this place"]
    found = draft(project, source, b"data/raw/part", Wish(0.5))
    assert {c.reason for c in found.proposal.conflicts} == {"raw data stays as it is"}


# The structure of the seed's COCODatasetManager: raw, processed/full, experiments/NAME/data


def test_a_ratio_of_one_is_one_link_to_the_whole_data_set(project):
    source = data_set(project.root, many(10))
    found = draft(project, source, DEST, check(Wish(1.0)))
    assert make(project, found, project.run).ok
    link = Path(os.fsdecode(project.root), "experiments/new/data")
    assert os.readlink(link) == "../../data/processed/full"
    assert (link / "instances.json").is_file()
    again = verify(project, DEST)
    assert (again.ok, again.whole) == (True, True)


def test_training_code_makes_the_data_of_an_experiment(project):
    source = data_set(project.root, many(20))
    training = TrainingProject(project.root)
    place = training.create_subset("part", source, Wish(0.5))
    assert place == os.fsdecode(project.root) + "/experiments/part/data"
    assert verify(project, b"experiments/part/data").problems == []
    assert os.path.islink(training.create_subset("whole", source))
    before = seen(project.root)
    with pytest.raises(PlanRefused, match="a folder is in this place"):
        training.create_subset("part", source, Wish(0.2))
    with pytest.raises(UsageError):
        training.create_subset("other", source, Wish(2.0))
    assert seen(project.root) == before


def test_a_ratio_below_one_is_a_folder_of_the_same_name(project):
    source = data_set(project.root, many(10))
    made(project, source, b"experiments/new/data", ratio=0.3)
    assert not os.path.islink(os.path.join(project.root, DEST))
    assert len(linked(project)) == 3


def test_a_ratio_of_one_with_a_filter_is_a_subset(project):
    made(project, data_set(project.root, many(30)), ratio=1.0, classes=("dog",))
    assert 0 < len(linked(project)) < 30


def test_a_subset_of_a_subset_is_one_as_well(project):
    source = data_set(project.root, many(40))
    made(project, source, b"data/processed/half", ratio=0.5)
    made(project, b"data/processed/half/instances.json", DEST, ratio=0.5)
    assert len(linked(project)) == 10


# Writing


@pytest.fixture(params=["without a name", "under a name"])
def waiting(request, monkeypatch):
    """Files wait in both ways; lists the paths they are given, `refuse` makes one of them fail."""
    given, refused = [], []

    def followed(real):
        def act(self: Beneath, what: bytes | int, path: bytes) -> None:
            given.append(path)
            if any(path.endswith(name) for name in refused):
                raise OSError(28, "")
            real(self, what, path)

        return act

    for way in ("bring", "name"):
        monkeypatch.setattr(Beneath, way, followed(getattr(Beneath, way)))
    if request.param == "under a name":
        monkeypatch.setattr(Beneath, "make_nameless", lambda _self, _folder: None)
    return SimpleNamespace(given=given, refuse=refused.append)


def test_nothing_is_left_where_the_disk_is_full(project, waiting, full_disk_at):
    source = data_set(project.root, many(20))
    before = seen(project.root)
    found = draft(project, source, DEST, Wish(0.5))
    full_disk_at(found.proposal.plan.steps[-1].path)
    report = make(project, found, project.run)
    assert not report.ok
    assert seen(project.root) == before


def test_nothing_is_left_where_the_files_cannot_get_their_names(project, waiting):
    source = data_set(project.root, many(20))
    before = seen(project.root)
    waiting.refuse(b"subset.json")
    with pytest.raises(StorageError, match="no space left"):
        make(project, draft(project, source, DEST, Wish(0.5)), project.run)
    assert len(waiting.given) == 3
    assert seen(project.root) == before


def test_a_kill_leaves_nothing_of_the_files(project, monkeypatch):
    source = data_set(project.root, many(20))
    before = seen(project.root)
    monkeypatch.setattr(making, "manifest_of", lambda *_: os.kill(os.getpid(), 9))
    pid = os.fork()
    if pid == 0:
        make(project, draft(project, source, DEST, Wish(0.5)), project.run)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 9
    assert seen(project.root) == before


def test_a_plan_that_is_refused_leaves_nothing(project):
    source = data_set(project.root, many(20))
    found = draft(project, source, DEST, Wish(0.5))
    build(project.root, "experiments/new/data/")
    before = seen(project.root)
    with pytest.raises(PlanRefused):
        make(project, found, project.run)
    assert seen(project.root) == before


def test_the_manifest_appears_last_and_both_files_are_others_to_read(project, waiting):
    source = data_set(project.root, many(20))
    made(project, source)
    assert [os.path.basename(path) for path in waiting.given] == [
        b"instances.json", b"subset.json",
    ]  # fmt: skip
    for path in waiting.given:
        assert os.stat(os.path.join(project.root, path)).st_mode & 0o777 == 0o666 & ~umask()


def umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def test_undo_takes_the_links_back_and_redo_brings_them_to_the_files(project):
    source = data_set(project.root, many(20))
    before = seen(project.root)
    made(project, source)
    entry = project.journal.undoable()
    assert entry is not None
    assert project.undo(entry).ok
    left = seen(project.root).keys() - before.keys()
    assert left == {
        b"experiments/new", DEST, DEST + b"/instances.json", DEST + b"/subset.json",
    }  # fmt: skip
    entry = project.journal.redoable()
    assert entry is not None
    assert project.redo(entry).ok
    assert verify(project, DEST).problems == []


# Proof


def test_it_is_made_again_to_the_bit(project):
    source = data_set(project.root, many(60))
    for number, wish in enumerate(
        (
            {"ratio": 0.2, "seed": "42"},
            {"ratio": 0.2, "method": Method.STRATIFIED, "min_per_class": 2},
            {"count": 9, "cap": 3},
            {"ratio": 0.5, "classes": ("car", "9"), "match": Match.ALL},
            {"ratio": 0.5, "min_area": 400.0, "max_area": 3000.0},
            {"ratio": 0.5, "without_annotations": 0.4},
            {"ratio": 0.3, "group": "00"},
            {"ratio": 0.3, "crowd": Crowd.DROP},
        )
    ):
        made(project, source, b"data/processed/part%d" % number, **wish)


def _change(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def tamperings() -> dict:
    """What somebody may do to a subset or its source, and which problems that has to be."""

    def link_of(folder: Path) -> Path:
        return min((folder / "images").iterdir())

    def retarget(folder: Path, root: Path) -> None:
        link, other = link_of(folder), "../../../../data/processed/full/images/000.jpg"
        link.unlink()
        link.symlink_to(other if link.name != "000.jpg" else other.replace("000", "001"))

    def become_file(folder: Path, root: Path) -> None:
        link = link_of(folder)
        data = link.read_bytes()
        link.unlink()
        link.write_bytes(data)

    def full(root: Path) -> Path:
        return root / "data/processed/full"

    return {
        "a link is gone": (lambda f, _r: link_of(f).unlink(), {"link"}),
        "a link leads elsewhere": (retarget, {"link"}),
        "a link became a file": (become_file, {"link"}),
        "a link more": (lambda f, _r: (f / "images/z.jpg").symlink_to("y"), {"extra"}),
        "a file more": (lambda f, _r: (f / "notes.txt").write_text("x"), {"extra"}),
        "an annotation": (
            lambda f, _r: _change(f / "instances.json", b'"iscrowd": 0', b'"iscrowd": 1'),
            {"annotations"},
        ),
        "a blank in the annotations": (
            lambda f, _r: _change(f / "instances.json", b'"iscrowd": 0', b'"iscrowd":  0'),
            {"annotations"},
        ),
        "no annotations": (lambda f, _r: (f / "instances.json").unlink(), {"annotations"}),
        "the seed": (
            lambda f, _r: _change(f / "subset.json", b'"seed": "0"', b'"seed": "1"'), {"choice"},
        ),
        "the ratio": (
            lambda f, _r: _change(f / "subset.json", b'"ratio": 0.5', b'"ratio": 0.6'), {"choice"},
        ),
        "a count": (
            lambda f, _r: _change(f / "subset.json", b'"k": 20', b'"k": 21'), {"manifest"},
        ),
        "the time": (
            lambda f, _r: _change(f / "subset.json", b'"made": "20', b'"made": "19'), {"manifest"},
        ),
        "the real path": (
            lambda f, _r: _change(f / "subset.json", b'"real": "/', b'"real": "/x/'), {"manifest"},
        ),
        "a blank in the manifest": (
            lambda f, _r: _change(f / "subset.json", b'"k": 20', b'"k":  20'), {"manifest"},
        ),
        "the hash of the source": (
            lambda f, _r: _change(f / "subset.json", b'"sha256": "', b'"sha256": "0'),
            {"source", "manifest"},
        ),
        "the source": (
            lambda _f, r: _change(full(r) / "instances.json", b'"year": 2017', b'"year": 2018'),
            {"source", "annotations", "manifest"},
        ),
        "an image more in the source": (
            lambda _f, r: _change(
                full(r) / "instances.json", b'"images": [',
                b'"images": [{"id": 5000, "file_name": "000x.jpg"}, ',
            ),
            {"source", "choice"},
        ),
        "no source": (lambda _f, r: (full(r) / "instances.json").unlink(), {"source"}),
        "an image": (
            lambda f, _r: link_of(f).resolve().write_bytes(b"quite another image"), {"image"},
        ),
        "an image is gone": (lambda f, _r: link_of(f).resolve().unlink(), {"image"}),
        "all images": (lambda _f, r: shutil.rmtree(full(r) / "images"), {"source"}),
    }  # fmt: skip


@pytest.mark.parametrize("name", tamperings())
def test_whatever_was_changed_is_found(project, name):
    tamper, problems = tamperings()[name]
    made(project, data_set(project.root, many(40)))
    folder = Path(os.fsdecode(project.root))
    tamper(folder / "experiments/new/data", folder)
    assert {problem.what for problem in verify(project, DEST).problems} == problems


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"[]", b'{"schema": "cvlink.subset/9"}', b"\xff", b"{" * 100_000]
)
def test_a_manifest_that_is_none_gives_one_message(project, text):
    made(project, data_set(project.root, many(10)))
    path = Path(os.fsdecode(project.root), "experiments/new/data/subset.json")
    path.write_bytes(text)
    with pytest.raises(UsageError):
        verify(project, DEST)
    assert path.read_bytes() == text


def test_a_folder_without_a_manifest_is_no_subset(project):
    with pytest.raises(UsageError, match="it is not there"):
        verify(project, b"experiments/baseline")


def test_dvc_s_hash_of_the_images_is_written_down(project):
    source = data_set(project.root, many(10))
    record = Path(os.fsdecode(project.root), "data/processed/full.dvc")
    record.write_text(f"outs:\n- md5: {'a' * 32}.dir\n  path: full\n  hash: md5\n")
    made(project, source)
    manifest = Path(os.fsdecode(project.root), "experiments/new/data/subset.json")
    assert json.loads(manifest.read_bytes())["images"]["dvc"] == "a" * 32 + ".dir"
    record.write_text(record.read_text().replace("a", "b"))
    again = verify(project, DEST)
    assert (again.ok, len(again.notes)) == (True, 1)
