"""Boxes are read out of the labels of YOLO and of Pascal VOC, and nothing else is taken for one."""

import pytest

from cvlink_gui.core.boxes import MOST, Box, voc_boxes, yolo_boxes

VOC = b"""<annotation><size><width>%d</width><height>100</height></size>
<object><name> cat </name><bndbox><xmin>10</xmin><ymin>20</ymin><xmax>40</xmax><ymax>90</ymax>
</bndbox></object><object><name>dog</name></object></annotation>"""


def sides(box: Box) -> tuple[float, ...]:
    return tuple(round(one, 4) for one in (box.x, box.y, box.width, box.height))


def test_a_row_of_yolo_is_a_box_around_its_middle():
    found = yolo_boxes(b"1 0.5 0.4 0.2 0.4\n\n7 0.1 0.1 0.2 0.2 0.93\n", {1: "car"})
    assert found is not None
    assert found.sides == (1, 1)
    assert [(sides(b), b.name, b.kind) for b in found.boxes] == [
        ((0.4, 0.2, 0.2, 0.4), "car", 1),
        ((0.0, 0.0, 0.2, 0.2), "7", 7),
    ]


def test_an_outline_of_yolo_is_the_box_around_it():
    found = yolo_boxes(b"0 0.1 0.2 0.5 0.2 0.5 0.6", {})
    assert found is not None
    assert sides(found.boxes[0]) == (0.1, 0.2, 0.4, 0.4)


def test_key_points_behind_a_box_are_left_out():
    found = yolo_boxes(b"0 0.5 0.5 0.2 0.2 0.9 0.9 2", {}, poses=True)
    assert found is not None
    assert sides(found.boxes[0]) == (0.4, 0.4, 0.2, 0.2)


def test_an_empty_label_file_says_that_there_is_no_box():
    found = yolo_boxes(b"", {})
    assert found is not None
    assert found.boxes == ()


@pytest.mark.parametrize("data", [b"a caption of an image", b"0 0.1", b"0 1 1 1 -.-"])
def test_what_is_no_label_of_yolo_has_no_boxes(data):
    assert yolo_boxes(data, {}) is None


def test_of_very_many_boxes_some_are_read():
    found = yolo_boxes(b"0 0.5 0.5 0.1 0.1\n" * (MOST + 5), {})
    assert found is not None
    assert len(found.boxes) == MOST


def test_voc_tells_corners_in_pixels_and_names():
    found = voc_boxes(VOC % 200)
    assert found is not None
    assert found.sides == (200, 100)
    (box,) = found.boxes
    assert (sides(box), box.name) == ((10, 20, 30, 70), "cat")


def test_voc_without_a_size_is_in_pixels_of_the_image():
    found = voc_boxes(VOC % 0)
    assert found is not None
    assert found.sides is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<annotation>",
        b"<html/>",
        b"<annotation><object><bndbox><xmin>left</xmin></bndbox></object></annotation>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><annotation/>',
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_annotation_of_voc_has_no_boxes(data):
    assert voc_boxes(data) is None
