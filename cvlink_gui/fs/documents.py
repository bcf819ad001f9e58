"""YAML and INI files of other tools, read as plain texts, lists and tables, and nothing else.

A YAML file may ask to make objects (tags), to repeat itself without end (aliases), or be nested
until the stack is full. None of that is in the files of DVC or of a data set: it is refused.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from cvlink_gui.core.errors import CvlinkError, from_os_error
from cvlink_gui.core.said import say
from cvlink_gui.fs.files import read_regular

T = TypeVar("T")

LIMIT = 16 << 20  # bytes; a lock file of 10,000 stages has 4 MB
_DEPTH = 100
_NODES = 5_000_000
_HINT = say("Mend the file, or make it anew.")
_BOM = b"\xef\xbb\xbf"


def read_yaml(path: bytes, wanted: type[T]) -> T:
    """A YAML file as a typed value.

    path    absolute
    wanted  what msgspec makes of it, texts taken for numbers where numbers are wanted

    Raises CvlinkError with what is wrong: too large, too deep, tags, aliases, other types.
    """
    import msgspec  # only who has such a file loads it

    try:
        plain = parse_yaml(read_regular(path, LIMIT), path)
    except OSError as error:
        raise from_os_error(error, "read it", path) from error
    try:
        return msgspec.convert(plain, wanted, strict=False, str_keys=True)
    except (msgspec.ValidationError, RecursionError) as error:
        raise CvlinkError(
            say("not as expected: {why}", why=str(error)), path=path, hint=_HINT
        ) from None


def parse_yaml(data: bytes, path: bytes) -> Any:  # noqa: ANN401 (texts, lists and tables)
    """The one document of a YAML text: str, list and dict only; CvlinkError."""
    import yaml

    from cvlink_gui.fs import plain_yaml

    try:
        return plain_yaml.load(data, depth=_DEPTH, nodes=_NODES)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        mark = getattr(error, "problem_mark", None)
        words = say("no plain YAML: {why}", why=problem)
        if mark:
            words = say("no plain YAML: {why} (line {line})", why=problem, line=mark.line + 1)
        raise CvlinkError(words, path=path, hint=_HINT) from None


def read_ini(path: bytes) -> Mapping[str, Mapping[str, str]]:
    """An INI file as values by section and name; none for a file that is not there; CvlinkError."""
    import configparser

    parser = configparser.ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    try:
        text = read_regular(path, LIMIT).removeprefix(_BOM).decode("utf-8", "surrogateescape")
        parser.read_string(text)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise from_os_error(error, "read it", path) from error
    except configparser.Error as error:
        words = str(error).partition("\n")[0]
        raise CvlinkError(say("no INI file: {why}", why=words), path=path, hint=_HINT) from None
    return {
        section: {name: (value or "").strip("'\"") for name, value in parser.items(section)}
        for section in parser.sections()
    }
