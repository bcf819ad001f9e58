"""What is read of a COCO file (cocodataset.org/#format-data); all other keys are skipped.

In a module of its own, so that only who reads such a file loads msgspec.
"""

import msgspec


class Image(msgspec.Struct):
    file_name: str


class Annotation(msgspec.Struct):
    category_id: int | None = None


class Category(msgspec.Struct):
    id: int
    name: str


class Coco(msgspec.Struct):
    images: list[Image]
    annotations: list[Annotation] = []
    categories: list[Category] = []


DECODER = msgspec.json.Decoder(Coco)
OTHER = msgspec.ValidationError
ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
