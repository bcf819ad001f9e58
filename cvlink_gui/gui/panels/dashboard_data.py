"""What the charts of the dashboard show: values with their words, as a table and as CSV, too."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QLocale

from cvlink_gui.core.links import HEALTH_WORDS, Health
from cvlink_gui.core.names import shown
from cvlink_gui.core.trends import Moment
from cvlink_gui.gui.running import number
from cvlink_gui.gui.theme import HEALTH_MARKS
from cvlink_gui.gui.words import clock, size_text, tr, tr_core

_MOST_BARS = 12
_FIELDS = ("accent", "good", "unknown", "warning", "quiet")  # of lines, in their order
_SAID = 6  # lines or bars that are read out


@dataclass(frozen=True, slots=True)
class Line:
    """Values over time: (seconds since 1970, value), the oldest first."""

    name: str
    field: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    value: float
    field: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over time, or bars; one of the two.

    names   what the first column of the table is
    values  what the other one is
    words   a value in words
    empty   what is said where there is nothing to show
    """

    id: str
    title: str
    names: str
    values: str
    words: Callable[[float], str]
    empty: str
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.bars

    @property
    def is_log(self) -> bool:
        """True for access times: a disk answers in microseconds, a network in milliseconds."""
        return self.words is duration

    @property
    def times(self) -> list[float]:
        """Every moment some line has a value of, the oldest first."""
        return sorted({at for line in self.lines for at, _ in line.points})

    def at(self, time: float) -> list[tuple[Line, float]]:
        """The lines that have a value of a moment, and it."""
        found = [(line, dict(line.points).get(time)) for line in self.lines]
        return [(line, value) for line, value in found if value is not None]

    def said_at(self, time: float) -> str:
        """One moment in words."""
        values = [f"{line.name}: {self.words(value)}" for line, value in self.at(time)]
        return " · ".join([clock(time), *values])

    def said(self) -> str:
        """All of it in words, for who cannot see it."""
        if self.is_empty:
            return self.empty
        bars = [f"{bar.name}: {self.words(bar.value)}" for bar in self.bars[:_SAID]]
        lines = [self._said_of(line) for line in self.lines[:_SAID]]
        return ". ".join([*bars, *lines]) + "."

    def _said_of(self, line: Line) -> str:
        values = [value for _, value in line.points]
        words = tr("{0}: now {1}, at least {2}, at most {3}")
        shown_values = (self.words(value) for value in (values[-1], min(values), max(values)))
        return words.format(line.name, *shown_values)

    def header(self) -> list[str]:
        return [self.names, *([line.name for line in self.lines] or [self.values])]

    def rows(self) -> list[list[str]]:
        """The table: the newest moment first."""
        if self.bars:
            return [[bar.name, self.words(bar.value)] for bar in self.bars]
        known = [dict(line.points) for line in self.lines]
        return [
            [clock(time), *(self.words(p[time]) if time in p else "" for p in known)]
            for time in reversed(self.times)
        ]

    def csv(self) -> bytes:
        """Plain numbers (counts, bytes, seconds), times as ISO 8601 in UTC."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180
        writer.writerow(self.header())
        known = [dict(line.points) for line in self.lines]
        for bar in self.bars:
            writer.writerow([bar.name, _plain(bar.value)])
        for time in self.times:
            moment = datetime.fromtimestamp(time, UTC).isoformat(timespec="seconds")
            writer.writerow([moment, *(_plain(p[time]) if time in p else "" for p in known)])
        return text.getvalue().encode("utf-8")


def count(value: float) -> str:
    return number(round(value))


def duration(seconds: float) -> str:
    """Seconds as milliseconds or microseconds, with three figures that say something."""
    value, unit = (seconds * 1e6, "µs") if seconds < 1e-3 else (seconds * 1e3, "ms")
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{QLocale().toString(value, 'f', digits)} {unit}"


def charts(
    moments: Sequence[Moment], uses: Mapping[bytes, int], savings: Mapping[bytes, int]
) -> list[Chart]:
    """All charts, in their order.

    moments  the oldest first
    uses     experiments by the path of a dataset
    savings  bytes saved by the path of a dataset
    """
    return [
        _broken(moments),
        _links(moments),
        _health(moments),
        _used(uses),
        _saved(savings),
        _access(moments),
    ]


def _broken(moments: Sequence[Moment]) -> Chart:
    points = tuple((moment.at, float(moment.broken)) for moment in moments)
    line = Line(tr("Broken links"), "bad", points)
    return Chart(
        "broken",
        tr("Broken links over time"),
        tr("When"),
        tr("Broken links"),
        count,
        tr("Nothing was scanned yet."),
        lines=(line,) if points else (),
    )


def _links(moments: Sequence[Moment]) -> Chart:
    points = tuple((moment.at, float(moment.links)) for moment in moments)
    return Chart(
        "links",
        tr("Links over time"),
        tr("When"),
        tr("Links"),
        count,
        tr("Nothing was scanned yet."),
        lines=(Line(tr("Links"), "accent", points),) if points else (),
    )


def _health(moments: Sequence[Moment]) -> Chart:
    now = moments[-1].by_health if moments else ()
    bars = [
        Bar(tr_core(HEALTH_WORDS[health]), float(now[health]), HEALTH_MARKS[health][1])
        for health in reversed(Health)
        if health is not Health.OK and now and now[health]
    ]
    links = moments[-1].links if moments else 0
    well = tr("All links are well.") if links else tr("There are no links here yet.")
    return Chart(
        "health",
        tr("Links that are not well, by cause"),
        tr("State"),
        tr("Links"),
        count,
        well if moments else tr("Nothing was scanned yet."),
        bars=tuple(bars),
    )


def _used(uses: Mapping[bytes, int]) -> Chart:
    bars = [Bar(name, value, "accent") for name, value in _largest(uses)]
    return Chart(
        "used",
        tr("Most used datasets"),
        tr("Dataset"),
        tr("Experiments"),
        count,
        tr("No experiment uses a dataset yet."),
        bars=tuple(bars),
    )


def _saved(savings: Mapping[bytes, int]) -> Chart:
    bars = [Bar(name, value, "good") for name, value in _largest(savings)]
    return Chart(
        "saved",
        tr("Disk saved per dataset"),
        tr("Dataset"),
        tr("Saved"),
        size_text,
        tr("Links save nothing here yet: no data is used twice."),
        bars=tuple(bars),
    )


def _access(moments: Sequence[Moment]) -> Chart:
    points: dict[str, list[tuple[float, float]]] = {}
    for moment in moments:
        for name, access in moment.access.items():
            points.setdefault(name, []).append((moment.at, access.median))
    silent = (
        {name for name, access in moments[-1].access.items() if access.is_silent}
        if (moments)
        else set()
    )
    not_answering = tr("{0} (not answering)")
    lines = [
        Line(
            not_answering.format(name) if name in silent else name,
            _FIELDS[place % len(_FIELDS)],
            tuple(found),
        )
        for place, (name, found) in enumerate(sorted(points.items()))
    ]
    return Chart(
        "access",
        tr("Access time of storage"),
        tr("When"),
        tr("Median of a call"),
        duration,
        tr("No storage was asked yet."),
        lines=tuple(lines),
    )


def _largest(values: Mapping[bytes, int]) -> list[tuple[str, float]]:
    """The largest ones above nothing, with their names as they are shown."""
    ordered = sorted(values.items(), key=lambda item: (-item[1], item[0]))
    return [(shown(path), float(value)) for path, value in ordered if value > 0][:_MOST_BARS]


def _plain(value: float) -> str:
    return f"{value:.9f}".rstrip("0").rstrip(".")
