"""Sentences that are made here and read in any language.

A `Said` is its English text, for a terminal and for JSON; and it keeps what it was made of, so
that the window says it in its own language (`gui/words.tr_said`). Templates are literals in the
source: packaging/translations.py finds them there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Value = str | int | float  # what stands in a sentence: names, numbers, other sentences


class Said(str):
    """A sentence in English.

    template  what a translation is looked up by; of a text out of a table the text itself
    english   the template in English: with the number in it, in the singular where there is one
    values    by the names of their places in the template
    number    what %Ln stands for; -1 for a template without it
    """

    __slots__ = ("english", "number", "template", "values")

    english: str
    number: int
    template: str
    values: Mapping[str, Value]

    def __new__(
        cls,
        text: str,
        template: str = "",
        english: str = "",
        values: Mapping[str, Value] | None = None,
        number: int = -1,
    ) -> "Said":
        made = super().__new__(cls, text)
        made.template, made.english = template or text, english or text
        made.values, made.number = values or {}, number
        return made


NOTHING = Said("")


def said(text: str) -> Said:
    """A text as a sentence: one that is none yet is looked up as it is."""
    return text if isinstance(text, Said) else Said(text)


def say(template: str, /, **values: Value) -> Said:
    """A sentence with values in the places that have their names."""
    return Said(_filled(template, values), template, template, values) if values else Said(template)


def say_count(number: int, one: str, many: str, /, **values: Value) -> Said:
    """A sentence about a number of things, which stands for %Ln: for one of them, and for more."""
    english = (one if number == 1 else many).replace("%Ln", f"{number:,}")
    return Said(_filled(english, values), many, english, values, number)


def say_all(parts: Iterable[str], between: str = "; ") -> Said:
    """Several sentences, one after the other."""
    values = {f"part{at}": part for at, part in enumerate(parts)}
    template = between.join(f"{{{name}}}" for name in values)
    return Said(between.join(values.values()), template, template, values) if values else NOTHING


def packed(text: str) -> str:
    """A sentence with what it was made of, as one plain text: for the journal, for a message."""
    import json  # a command that prints help has no use for it

    is_made = isinstance(text, Said) and text.template != text
    return f"{text}\0{json.dumps(_parts(said(text)))}" if is_made or "\0" in text else str(text)


def unpacked(text: str) -> Said:
    """The sentence in such a text; of a plain one the text itself. ValueError."""
    import json

    _plain, mark, parts = text.rpartition("\0")  # JSON has none in it
    return _whole(json.loads(parts)) if mark else Said(text)


def _parts(text: Said) -> list[object]:
    values = {
        name: _parts(value) if isinstance(value, Said) else value
        for name, value in text.values.items()
    }
    return [str(text), text.template, text.english, values, text.number]


def _whole(parts: list[Any]) -> Said:
    text, template, english, values, number = parts
    whole = {
        name: _whole(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Said(text, template, english, whole, number)


def _filled(template: str, values: Mapping[str, Value]) -> str:
    """The template with its values."""
    words = {name: _written(value) for name, value in values.items()}
    return template.format_map(words) if words else template


def _written(value: Value) -> str:
    """A value in English: long numbers with commas, others than whole ones with two decimals."""
    if isinstance(value, str):
        return value
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}"
