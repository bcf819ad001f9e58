"""What is read of a COCO file to choose from it (cocodataset.org/#format-data).

Records stay as they are: `Raw` is their very bytes in the file. In a module of its own, so that
only who makes subsets loads msgspec.
"""

import msgspec

Raw = msgspec.Raw
Id = int | str
# Every value on top, its records apart where it is a list.
Top = dict[str, list[Raw] | dict[str, Raw] | str | int | float | bool | None]


class Image(msgspec.Struct, gc=False):
    id: Id
    file_name: str
    width: float | None = None
    height: float | None = None


class Segment(msgspec.Struct, gc=False):
    """One of the segments of a panoptic annotation."""

    category_id: Id | None = None


class Annotation(msgspec.Struct, gc=False):
    image_id: Id | None = None
    category_id: Id | None = None
    file_name: str | None = None
    segments_info: list[Segment] | None = None


class Plain(msgspec.Struct, gc=False):
    """An annotation of one image, of one class; there is no `Plain` of any other."""

    image_id: Id
    category_id: Id | None = None
    segments_info: None = None


class Measures(msgspec.Struct, gc=False):
    """iscrowd  0 or 1; some write true, or nothing."""

    iscrowd: int | bool | None = None
    area: float | None = None
    bbox: list[float] | None = None
    segments_info: "list[Measures] | None" = None


class Category(msgspec.Struct, gc=False):
    id: Id
    name: str = ""


class Keyed(msgspec.Struct, gc=False):
    """A record of a list beside the annotations."""

    image_id: Id | None = None


TOP = msgspec.json.Decoder(Top)
IMAGE = msgspec.json.Decoder(Image)
ANNOTATION = msgspec.json.Decoder(Annotation)
MEASURES = msgspec.json.Decoder(Measures)
PLAIN_LIST = msgspec.json.Decoder(list[Plain])
MEASURES_LIST = msgspec.json.Decoder(list[Measures])
RAW_LIST = msgspec.json.Decoder(list[Raw])
CATEGORY = msgspec.json.Decoder(Category)
KEYED = msgspec.json.Decoder(Keyed)
ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def encode(value: object) -> bytes:
    """A key, or a value that is no list of records."""
    return msgspec.json.encode(value)
