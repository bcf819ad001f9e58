"""What the core says, in another language and without Qt: for files that are shared.

The translations are those of the window: the context `core` of its catalogues (Qt's TS format,
doc.qt.io/qt-6/linguist-ts-file-format.html), which are shipped beside what Qt itself reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from cvlink_gui.core.said import Said, Value
from cvlink_gui.resources import resource

LANGUAGES = ("en", "tr")
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts: locale(7)
# Signs between thousands and before decimals (Unicode CLDR, root and tr).
_SIGNS = {"en": str.maketrans({}), "tr": str.maketrans(",.", ".,")}


@dataclass(frozen=True, slots=True)
class Speech:
    """One language. What it has no words for stays English.

    words  translations by what is translated: one for every number, where it has a number in it
    """

    language: str = "en"
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __call__(self, text: str) -> str:
        """A sentence, or a text out of a table, in this language."""
        if not isinstance(text, Said):
            return self._known(text, -1) or text
        template = self._known(text.template, text.number) or text.english
        values = {name: self._value(value) for name, value in text.values.items()}
        return template.format_map(values) if values else template

    def number(self, number: int) -> str:
        return f"{number:,}".translate(_SIGNS[self.language])

    def _known(self, template: str, number: int) -> str:
        """A translation; of several for one and for more, the one for this number."""
        forms = self.words.get(template)
        if not forms:
            return ""
        form = forms[0] if number == 1 else forms[-1]
        return form if number < 0 else form.replace("%Ln", self.number(number))

    def _value(self, value: Value) -> str:
        if isinstance(value, str):
            return self(value) if isinstance(value, Said) else value
        return f"{value:{',.2f' if isinstance(value, float) else ','}}".translate(
            _SIGNS[self.language]
        )


ENGLISH = Speech()


def speech(language: str) -> Speech:
    """The language that is meant by `tr`, `tr_TR.UTF-8` and the like; English where it has none."""
    short = language.replace("-", "_").partition("_")[0].partition(".")[0]
    if short == "en" or short not in LANGUAGES:
        return ENGLISH
    return Speech(short, _catalogue(short))


def spoken(environment: Mapping[str, str]) -> str:
    """The language the environment names; "" where it names none."""
    return next((found for name in _VARIABLES if (found := environment.get(name))), "")


def _catalogue(language: str) -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    document = ET.parse(resource("translations", f"cvlink_{language}.ts"))  # noqa: S314 (our own)
    for context in document.getroot().iter("context"):
        if context.findtext("name") != "core":
            continue
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") is not None:
                continue
            forms = translation.findall("numerusform") or [translation]
            if texts := [form.text for form in forms if form.text]:
                found[message.findtext("source", "")] = texts
    return found
