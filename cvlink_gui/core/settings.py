"""Every option in one typed table; `cvlink.toml` and the user's settings are read by it."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from cvlink_gui.core.errors import ConfigError
from cvlink_gui.core.layout import Role
from cvlink_gui.core.mounts import SpelledMap, mount_tables
from cvlink_gui.core.names import normal
from cvlink_gui.core.profiles import Misplaced, Spelled, profile_tables
from cvlink_gui.core.said import Said, say
from cvlink_gui.core.sections import Waiver, kinds_of_data, rule_names, severities, waivers

CONFIG_NAME = b"cvlink.toml"
Value = bool | int | str | tuple[Any, ...]
T = TypeVar("T", bound=Value)


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One option: `key` is `section.name`; the type is that of the default.

    title what it is called in the window
    least for a number: the smallest there can be
    most  the largest that is offered; unit: what it counts; never: True if 0 means never
    read  for a value that is itself a table or a list of tables: makes the option's type of it,
          or raises ValueError with what was expected
    """

    key: str
    default: T
    doc: str
    choices: tuple[T, ...] = ()
    renamed_from: str = ""
    least: int | None = None
    read: Callable[[object], T] | None = None
    title: str = ""
    most: int | None = None
    unit: str = ""
    never: bool = False

    @property
    def section(self) -> str:
        return self.key.partition(".")[0]

    @property
    def variable(self) -> str:
        """What it is called in the environment, where options of the user can be set as well."""
        return f"CVLINK_{self.key}".replace(".", "_").upper()

    def parse(self, value: object) -> T:
        """`value` from TOML or JSON as this option's type; ValueError says what was expected."""
        if self.read:
            return self.default if value in ([], (), {}) else self.read(value)
        if isinstance(self.default, tuple):
            if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
                raise ValueError(say("expected a list of texts"))
            if any("\0" in text for text in value):
                raise ValueError(say("expected texts without NUL"))
            return cast(T, tuple(value))
        if type(value) is not type(self.default):
            raise ValueError(say("expected {type}", type=_TYPE_WORDS[type(self.default)]))
        if self.choices and value not in self.choices:
            known = ", ".join(map(str, self.choices))
            raise ValueError(say("expected one of {choices}", choices=known))
        if self.least is not None and isinstance(value, int) and value < self.least:
            raise ValueError(say("expected {least} or more", least=self.least))
        return cast(T, value)

    def parse_text(self, text: str) -> T:
        """A text of the environment as this option's type; ValueError says what was expected."""
        if isinstance(self.default, bool):
            return self.parse(_SWITCHES.get(text.strip().casefold(), text))
        return self.parse(text)


_SWITCHES = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_TYPE_WORDS = {bool: say("true or false"), int: say("a whole number"), str: say("a text")}

LAYOUT_RAW: Option[tuple[str, ...]] = Option(
    "layout.raw", (), "Folders that hold the originals; never changed.", title="Raw data"
)
LAYOUT_PROCESSED: Option[tuple[str, ...]] = Option(
    "layout.processed", (), "Folders that hold processed versions.", title="Processed data"
)
LAYOUT_SPLITS: Option[tuple[str, ...]] = Option(
    "layout.splits", (), "Folders that hold train/val/test splits.", title="Splits"
)
LAYOUT_EXPERIMENTS: Option[tuple[str, ...]] = Option(
    "layout.experiments", (), "Folders that hold the experiments.", title="Experiments"
)
DATA_KINDS: Option[tuple[tuple[str, str], ...]] = Option(
    "layout.kinds",
    (),
    "What is in a folder of data, where it is taken for something else: COCO, YOLO and so on.",
    read=kinds_of_data,
    title="Kinds of data",
)
LINK_STYLE = Option(
    "links.style",
    "relative",
    "How new links name their target. Targets outside the project are always absolute.",
    choices=("relative", "absolute", "shortest"),
    title="Style of new links",
)
ALLOWED_ROOTS: Option[tuple[str, ...]] = Option(
    "links.allowed_roots",
    (),
    "Other folders that links may lead to.",
    title="Allowed folders outside",
)
SPLIT_NAMES: Option[tuple[str, ...]] = Option(
    "links.splits",
    ("train", "val", "test", "valid", "validation"),
    "A dropped folder with these sub-folders is linked split by split.",
    title="Names of splits",
)
FRAMEWORK = Option(
    "audit.framework",
    "auto",
    "The training framework whose eyes the audit looks with.",
    choices=("auto", "ultralytics", "torchvision", "coco"),
    title="Training framework",
)
AUDIT_OFF: Option[tuple[str, ...]] = Option(
    "audit.off", (), "Rules that are not asked at all.", read=rule_names, title="Rules that are off"
)
AUDIT_SEVERITY: Option[tuple[tuple[str, str], ...]] = Option(
    "audit.severity",
    (),
    "Severity by rule: error, warning or info.",
    read=severities,
    title="Severity of rules",
)
NEGATIVES = Option(
    "audit.allowed_negatives",
    10,
    "Images without labels that are meant so, percent of a split.",
    title="Images without labels",
    least=0,
    most=100,
    unit="%",
)
SINCE_LAST = Option(
    "audit.since_last",
    True,
    "An audit says what changed since the last one that was asked for.",
    title="Say what changed since the last audit",
)
DECODE = Option(
    "audit.decode",
    False,
    "A deep audit also decodes every image as a whole (needs Pillow: extra `decode`).",
    title="Decode every image",
)
WAIVERS: Option[tuple[Waiver, ...]] = Option(
    "audit.waivers",
    (),
    "Findings that are known and accepted: rule, path (a glob), reason, expires (a date).",
    read=waivers,
    title="Accepted findings",
)
SNAPSHOT_STEPS = Option(
    "snapshots.before_steps",
    1000,
    "Before a change of so many steps a snapshot of all links is taken; 0 for never.",
    least=0,
    title="Before large changes",
    unit="steps",
    never=True,
)
SNAPSHOT_HOURS = Option(
    "snapshots.every_hours",
    0,
    "Hours after which the window, and `cvlink backup --if-older-than`, take one; 0 for never.",
    least=0,
    title="By a schedule",
    most=8760,
    unit="h",
    never=True,
)
SNAPSHOTS_KEPT = Option(
    "snapshots.kept",
    30,
    "How many snapshots are kept in the user's data folder.",
    least=1,
    title="How many are kept",
    unit="snapshots",
)
PROJECT_OPTIONS: tuple[Option[Any], ...] = (
    LAYOUT_RAW,
    LAYOUT_PROCESSED,
    LAYOUT_SPLITS,
    LAYOUT_EXPERIMENTS,
    DATA_KINDS,
    LINK_STYLE,
    ALLOWED_ROOTS,
    SPLIT_NAMES,
    FRAMEWORK,
    AUDIT_OFF,
    AUDIT_SEVERITY,
    NEGATIVES,
    SINCE_LAST,
    DECODE,
    WAIVERS,
    SNAPSHOT_STEPS,
    SNAPSHOT_HOURS,
    SNAPSHOTS_KEPT,
)

PROFILES: Option[tuple[Spelled, ...]] = Option(
    "profiles",
    (),
    "Named sets of links to switch between: a table for each profile, a line for each link.",
    read=profile_tables,
    title="Profiles",
)
MOUNTS: Option[tuple[SpelledMap, ...]] = Option(
    "mounts",
    (),
    "Named maps of mounts, one for each kind of machine: HOST = CONTAINER, at, image.",
    read=mount_tables,
    title="Maps of mounts",
)
_WHOLE = (PROFILES, MOUNTS)  # options that are a section, with names of the user's own in it

THEME = Option(
    "window.theme", "system", "Light or dark.", choices=("system", "light", "dark"), title="Theme"
)
LANGUAGE = Option(
    "window.language",
    "system",
    "Language of the window.",
    choices=("system", "en", "tr"),
    title="Language",
)
MOTION = Option(
    "window.motion",
    "system",
    "Whether things move by themselves: bars of work with no known end, cursors, menus.",
    choices=("system", "full", "reduced"),
    title="Movement",
)
DROP_AT_ONCE = Option(
    "window.drop_at_once",
    False,
    "A drop links at once, without the popover.",
    title="Link at once when dropped",
)
LIVE = Option(
    "window.live",
    True,
    "Follow changes that others make while a project is open.",
    title="Follow changes made by others",
)
NOTIFY = Option(
    "window.notify",
    True,
    "The desktop says when long work ends while another window has the focus.",
    title="Tell the end of long work",
)
TOURED = Option("window.toured", False, "The tour was taken, or offered.", title="Tour was offered")
RECENT: Option[tuple[str, ...]] = Option(
    "window.recent", (), "Projects opened lately, the newest first.", title="Recent projects"
)
USER_OPTIONS: tuple[Option[Any], ...] = (
    THEME,
    LANGUAGE,
    MOTION,
    DROP_AT_ONCE,
    LIVE,
    NOTIFY,
    TOURED,
    RECENT,
)
OPTIONS: tuple[Option[Any], ...] = (*USER_OPTIONS, *PROJECT_OPTIONS, *_WHOLE)

_LAYOUT_ROLES = {
    LAYOUT_RAW: Role.RAW,
    LAYOUT_PROCESSED: Role.PROCESSED,
    LAYOUT_SPLITS: Role.SPLITS,
    LAYOUT_EXPERIMENTS: Role.EXPERIMENTS,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Values by option; what was not set has its default."""

    values: Mapping[str, object] = field(default_factory=dict)

    def __getitem__(self, option: Option[T]) -> T:
        return cast(T, self.values.get(option.key, option.default))

    def roles(self) -> dict[bytes, Role]:
        """The roles of folders as the user named them."""
        return {
            normal(os.fsencode(folder)): role
            for option, role in _LAYOUT_ROLES.items()
            for folder in self[option]
        }

    def kinds(self) -> dict[bytes, str]:
        """Kinds of data by folder, as the user named them."""
        return {normal(os.fsencode(folder)): kind for folder, kind in self[DATA_KINDS]}

    def paths(self, option: Option[tuple[str, ...]]) -> tuple[bytes, ...]:
        """A list option that names paths, as bytes."""
        return tuple(os.fsencode(text) for text in self[option])


def parse_toml(data: bytes, path: bytes) -> Settings:
    """The settings in the text of a `cvlink.toml`.

    Raises ConfigError with the line and what is wrong: not UTF-8, not TOML, an unknown option,
    a value of the wrong type.
    """
    import tomllib  # a project without the file starts without it

    try:
        text = data.decode("utf-8-sig")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        bad_line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(say("not valid UTF-8"), path=path, line=bad_line, hint=_HINT) from None
    except tomllib.TOMLDecodeError as error:
        raise _toml_error(error, path, text) from None
    except ValueError:  # Python's limit on the digits of a number
        raise ConfigError(say("a number is too long"), path=path, hint=_HINT) from None
    except RecursionError:
        raise ConfigError(say("nested too deeply"), path=path, hint=_HINT) from None
    options = (*PROJECT_OPTIONS, *_WHOLE)
    known = {name: option for option in options for name in _names(option)}
    values = {}
    for key, value in _flat(tables):
        option = known.get(key)
        line = line_of(text, key)
        if option is None:
            raise ConfigError(_unknown(key, known), path=path, line=line, hint=_HINT)
        try:
            values[option.key] = checked(option, value)
        except Misplaced as error:
            line = line_of(text, error.key)
            message = say("{key}: {why}", key=error.key, why=error.args[0])
            raise ConfigError(message, path=path, line=line, hint=_HINT) from None
        except ValueError as error:
            why = error.args[0]
            if why.startswith("expected"):
                why = say("{expected}, not {given}", expected=why, given=f"{value!r:.60}")
            message = say("{key}: {why}", key=key, why=why)
            raise ConfigError(message, path=path, line=line, hint=_HINT) from None
    return Settings(values)


_HINT = say("Mend that line. To go on without the file, move it aside: every option has a default.")


def checked(option: Option[T], given: object) -> T:
    """What is given as a value of an option; ValueError says what was expected.

    A role folder outside the project is refused: the role would protect nothing. Nor would it where
    the parts of its path are separated as on Windows.
    """
    value = option.parse(given)
    if option in _LAYOUT_ROLES and isinstance(value, tuple):
        if any("\\" in folder and "/" not in folder for folder in value):
            raise ValueError(say("expected / between the parts of a path, on every system"))
        for folder in map(normal, map(os.fsencode, value)):
            if folder.startswith(b"/") or folder.split(b"/")[0] == b"..":
                raise ValueError(say("expected folders inside the project"))
    return value


def _names(option: Option[Any]) -> tuple[str, ...]:
    return (option.key, option.renamed_from) if option.renamed_from else (option.key,)


def _flat(tables: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    whole = {option.key for option in _WHOLE}
    for section, content in tables.items():
        if section in whole:
            yield section, content
        elif isinstance(content, dict):
            yield from ((f"{section}.{name}", value) for name, value in content.items())
        else:
            yield section, content


def _unknown(key: str, known: Mapping[str, object]) -> Said:
    import difflib  # a tenth of a command's start, needed only here

    close = difflib.get_close_matches(key, known, n=1)
    if not close:
        return say("unknown option {key}", key=repr(key))
    return say("unknown option {key}; did you mean {close}?", key=repr(key), close=repr(close[0]))


def _toml_error(error: ValueError, path: bytes, text: str) -> ConfigError:
    message = str(error)
    line: int | None = None
    if found := re.search(r" \(at line (\d+), column \d+\)$", message):
        message, line = message[: found.start()], int(found[1])
    elif message.endswith("(at end of document)"):
        line = text.rstrip().count("\n") + 1
    return ConfigError(message, path=path, line=line, hint=_HINT)


def line_of(text: str, key: str) -> int | None:
    """The line (from 1) that sets `section.name`, for the message."""
    section, _, name = key.rpartition(".")
    current = ""
    fallback = None  # an inline table: `section = {name = ...}`
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[\[?\s*([^]]+?)\s*\]", line):
            current = _bare(header[1])
            if current == key:
                return number
        elif assigned := re.match(r"\s*([^=#]+?)\s*=", line):
            named = _bare(assigned[1])
            full = f"{current}.{named}" if current else named
            if full == key or full.startswith(f"{key}."):
                return number
            if full == section and name in line:
                fallback = fallback or number
    return fallback


def _bare(key: str) -> str:
    """A TOML key without its quotes and spaces: `"a" . b` as `a.b`."""
    return ".".join(part.strip().strip("\"'") for part in key.split("."))
