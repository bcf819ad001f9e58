import pytest

from cvlink_gui.core.findings import Verdict
from tests.conftest import build
from tests.features.stores import audited, found, rules, write

GOOD = "path: .\ntrain: images/train\nval: images/val\nnc: 2\nnames: [cat, dog]\n"


@pytest.fixture
def root(tmp_path):
    root = build(tmp_path / "p")
    for split in ("train", "val"):
        write(root, f"experiments/e/images/{split}/{split}.jpg", "x")
        write(root, f"experiments/e/labels/{split}/{split}.txt", "0 .5 .5 .1 .1\n")
    write(root, "experiments/e/data.yaml", GOOD)
    return root


def test_a_description_that_fits_is_well(root):
    write(root, "experiments/e/other.yaml", GOOD.replace("[cat, dog]", "{0: cat, 1: dog}"))
    write(root, "experiments/e/notes.yaml", "a: !tag [1")
    assert audited(root).verdict is Verdict.READY
    assert rules(root) == set()


def test_another_count_than_names_is_a_class_shift(root):
    write(root, "experiments/e/data.yaml", GOOD.replace("nc: 2", "nc: 3"))
    (finding,) = found(root, "class-shift")
    assert finding.cause == "experiments/e/data.yaml says 3 classes and names 2"


def test_two_descriptions_with_other_classes_are_a_class_shift(root):
    write(root, "experiments/e/val.yaml", GOOD.replace("[cat, dog]", "[dog, cat]"))
    (finding,) = found(root, "class-shift")
    assert finding.evidence["other_name"] == {"0": ["cat", "dog"], "1": ["dog", "cat"]}


BOMB = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))


@pytest.mark.parametrize(
    "text",
    [
        GOOD + "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + BOMB,
        GOOD + "x: !!python/object/apply:os.system [true]\n",
        GOOD + "x: " + "[" * 100_000,
        GOOD.replace("[cat, dog]", "3"),
        GOOD.replace("[cat, dog]", "[[cat], dog]"),
        GOOD.replace("nc: 2", "nc: many"),
        GOOD + "x: [",
        GOOD.encode() + b"x: \xff\xff",
        GOOD + "x: '" + "x" * (17 << 20) + "'",
    ],
    ids=["bomb", "tag", "deep", "number", "lists", "count", "cut", "bytes", "huge"],
)
def test_a_description_that_cannot_be_read_makes_the_verdict_unknown_never_ready(root, text):
    write(root, "experiments/e/data.yaml", text)
    result = audited(root)
    assert result.verdict is Verdict.UNKNOWN
    assert [f.paths for f in result.findings if f.rule == "unreadable"] == [
        (b"experiments/e/data.yaml",)
    ]


def test_a_byte_order_mark_is_no_mistake(root):
    write(root, "experiments/e/data.yaml", b"\xef\xbb\xbf" + GOOD.encode())
    assert rules(root) == set()


@pytest.fixture
def voc(tmp_path):
    root = build(tmp_path / "v", "experiments/e/VOC2012 -> ../../data/raw/VOC2012")
    base = "data/raw/VOC2012"
    for name in "abc":
        write(root, f"{base}/JPEGImages/{name}.jpg", name)
        write(root, f"{base}/Annotations/{name}.xml", "<annotation>")
    write(root, f"{base}/ImageSets/Main/train.txt", "a\nb\n")
    write(root, f"{base}/ImageSets/Main/val.txt", "c\n")
    write(root, f"{base}/ImageSets/Main/cat_train.txt", "zzz -1\n")
    return root


DESCRIBED = {"annotation-image-missing", "split-leak", "unreadable"}


def test_lists_whose_images_are_all_there_are_well(voc):
    assert rules(voc).isdisjoint(DESCRIBED)


def test_names_without_an_image_are_missing(voc):
    write(voc, "data/raw/VOC2012/ImageSets/Main/train.txt", "a\r\nb\r\nnone\r\n")
    write(voc, "data/raw/VOC2012/Annotations/lost.xml", "<annotation>")
    findings = found(voc, "annotation-image-missing")
    assert [f.evidence["names"] for f in findings] == [["lost"], ["none"]]


def test_a_name_in_two_lists_is_a_leak(voc):
    write(voc, "data/raw/VOC2012/ImageSets/Main/val.txt", "c\nb\n")
    (leak,) = found(voc, "split-leak")
    assert leak.evidence["names"] == ["b"]
