"""What is read of the YAML of a YOLO data set; in a module of its own, as it loads msgspec."""

from typing import Any

import msgspec


class Description(msgspec.Struct):
    names: dict[int, str] | list[str]
    nc: int | None = None
    kpt_shape: Any = None
