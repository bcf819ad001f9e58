"""Names of any bytes in JSON: as text where they are UTF-8, else as `{"base64": ...}`."""

import msgspec


class Odd(msgspec.Struct):
    """A name, a path or a link's text that is no valid UTF-8: its bytes, in base64."""

    base64: bytes


Name = str | Odd


def name_of(path: bytes) -> Name:
    try:
        return path.decode("utf-8")
    except UnicodeDecodeError:
        return Odd(path)


def bytes_of(name: Name) -> bytes:
    return name.encode("utf-8", "surrogatepass") if isinstance(name, str) else name.base64
