"""Whole images decoded, with Pillow where it is installed (extra `decode`): every byte counts."""

import struct
import warnings
import zlib
from importlib.util import find_spec
from io import BytesIO

from cvlink_gui.core.said import NOTHING, Said, say
from cvlink_gui.fs.files import read_regular

MISSING = say("images were not decoded: Pillow is not installed (extra `decode`)")
_LIMIT = 256 << 20  # bytes of a file
# What Pillow's readers end with on damaged files: its own errors are OSErrors and SyntaxErrors,
# the others come out of what they are made of (python-pillow/Pillow, Tests/test_file_*.py).
_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    ArithmeticError,
    struct.error,
    zlib.error,
)


def can_decode() -> bool:
    """True where Pillow is installed."""
    return find_spec("PIL") is not None


def undecodable(path: bytes) -> Said:
    """Why an image (absolute) does not decode whole; "" where it does, or is of no known format.

    OSError for a file that cannot be read.
    """
    from PIL import Image, UnidentifiedImageError

    data = read_regular(path, _LIMIT)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata is no damage
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                image.load()
    except UnidentifiedImageError:
        return NOTHING  # its first bytes have been looked at; Pillow knows not all formats
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return say("it says that it has more pixels than are decoded here")
    except _ERRORS as error:
        return say("it does not decode: {why}", why=str(error)[:80] or type(error).__name__)
    return NOTHING
