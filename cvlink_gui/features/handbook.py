"""The handbook: the pages of `docs/`, their sections, what is found in them.

A page in another language lies in a folder of its name (`docs/tr/`); what is not there is read in
English. The order is that of the links in `index.md`; pages that have none there come last.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cvlink_gui.core.errors import from_os_error
from cvlink_gui.resources import documents

INDEX = "index.md"
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_ANCHOR = re.compile(r'<a id="([^"]+)"></a>$')
_FENCE = re.compile(r"\s*(```|~~~)")
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_MARKS = re.compile(r"[`*]")
_LINES = re.compile(r"^[\s|:-]{4,}$|\|", re.MULTILINE)  # of tables
_AROUND = 60  # characters shown on each side of what was found
# Capitals of Turkish have no lower letter of their own in `casefold`.
_FOLDED = str.maketrans({"İ": "i", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it up to the next one.

    anchor  what a link calls it: GitHub's way, or an `<a id="..."></a>` on the line before it
    text    its words without Markdown's marks
    """

    level: int
    title: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """`name` is the file's name; `markdown` has only links that lead somewhere from here."""

    name: str
    title: str
    markdown: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section with all the words that were looked for, and some of the text around the first."""

    page: Page
    section: Section
    excerpt: str


def read_handbook(language: str, folder: Path | None = None) -> tuple[Page, ...]:
    """All pages in a language, in order; raises StorageError."""
    files = _files(folder or documents(), language)
    try:
        texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    except OSError as error:
        place = str(folder or documents()).encode("utf-8", "surrogateescape")
        raise from_os_error(error, "read the handbook", place) from error
    return tuple(_page(name, texts[name], texts) for name in _ordered(texts))


def find(pages: Iterable[Page], wanted: str) -> list[Hit]:
    """The sections with all words of `wanted`; those that have them in their heading first."""
    words = folded(wanted).split()
    if not words:
        return []
    found: list[tuple[bool, Hit]] = []
    for page in pages:
        for section in page.sections:
            title = folded(section.title)
            text = folded(f"{section.title}\n{section.text}")
            if all(word in text for word in words):
                is_named = all(word in title for word in words)
                found.append((not is_named, Hit(page, section, _excerpt(section.text, words))))
    found.sort(key=lambda pair: pair[0])  # else as they stand in the handbook
    return [hit for _, hit in found]


def folded(text: str) -> str:
    """Text for comparing, whatever is capital; every letter stays at its place."""
    lowered = text.translate(_FOLDED).casefold()
    return lowered if len(lowered) == len(text) else text.translate(_FOLDED).lower()


def sections_of(text: str) -> Iterator[Section]:
    """The sections of a page, its first heading included."""
    found: list[tuple[int, str, str, list[str]]] = []
    known: dict[str, int] = {}
    anchor, fence = "", ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if mark and (not fence or fence == mark[1]):
            fence = "" if fence else mark[1]
            continue
        heading = None if fence else _HEADING.match(line)
        if named := None if fence else _ANCHOR.match(line):
            anchor = named[1]
        elif heading:
            title = _plain(heading[2])
            found.append((len(heading[1]), title, anchor or _slug(title, known), []))
            anchor = ""
        elif found:
            found[-1][3].append(line)
    for level, title, name, lines in found:
        yield Section(level, title, name, _LINES.sub(" ", _plain("\n".join(lines))).strip())


def _files(folder: Path, language: str) -> dict[str, Path]:
    """The file of each page: of the language where there is one."""
    english = {file.name: file for file in sorted(folder.glob("*.md"))}
    own = {file.name: file for file in sorted((folder / language).glob("*.md"))}
    return english | own


def _ordered(texts: dict[str, str]) -> list[str]:
    """As the index names them, itself first; then the others by name."""
    named = [target.partition("#")[0] for _, _, target in _LINK.findall(texts.get(INDEX, ""))]
    wanted = dict.fromkeys([INDEX, *named, *sorted(texts)])
    return [name for name in wanted if name in texts]


def _page(name: str, text: str, known: Iterable[str]) -> Page:
    sections = tuple(sections_of(text))
    title = sections[0].title if sections else name
    lines = [line for line in text.splitlines() if not _ANCHOR.match(line)]
    return Page(name, title, _LINK.sub(lambda link: _kept(link, known), "\n".join(lines)), sections)


def _kept(link: "re.Match[str]", known: Iterable[str]) -> str:
    """A link as it is, or only its words where it leads out of the handbook into the sources."""
    picture, words, target = link.groups()
    page = target.partition("#")[0].removeprefix("../")
    if target.startswith(("https://", "http://", "#")):
        return link[0]
    if not picture and page in known:
        return f"[{words}]({target.removeprefix('../')})"
    return words


def _plain(text: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\2", text))


def _slug(title: str, known: dict[str, int]) -> str:
    slug = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    count = known.get(slug, 0)
    known[slug] = count + 1
    return f"{slug}-{count}" if count else slug


def _excerpt(text: str, words: list[str]) -> str:
    """The text around the first of the words, in one line."""
    line = " ".join(text.split())
    lowered = folded(line)
    places = [place for word in words if (place := lowered.find(word)) >= 0]
    begin = max(min(places, default=0) - _AROUND, 0)
    end = begin + 2 * _AROUND
    return ("… " if begin else "") + line[begin:end].strip() + (" …" if end < len(line) else "")
