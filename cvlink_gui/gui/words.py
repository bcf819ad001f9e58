"""The language of the window, and its texts that belong to no class.

`self.tr` finds a text under its class, also from a subclass; one with %n from a subclass it does
not, so a class that is inherited says those by `tr`. No text is seen inside an f-string.
"""

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, QTranslator

from cvlink_gui.core.said import Said, Value
from cvlink_gui.resources import resource

_installed: list[QTranslator] = []


def tr(text: str, meaning: str = "", number: int = -1) -> str:
    """A text of a plain function; lupdate files it under no class. `number` stands for %n."""
    return QCoreApplication.translate("", text, meaning, number)


def tr_core(text: str) -> str:
    """A text out of a table, which no file for lupdate holds: packaging/translations.py lists it.

    The tables are those of the core (health, rules) and the actions with their menus.
    """
    return QCoreApplication.translate("core", text)


def tr_said(text: str) -> str:
    """A sentence of the core in the language of the window; what is no `Said` stays as it is.

    English needs no catalogue: it is what the sentence was made in.
    """
    if not isinstance(text, Said):
        return text
    known = QCoreApplication.translate("core", text.template) != text.template
    template = text.english
    if known:
        template = QCoreApplication.translate("core", text.template, "", text.number)
    values = {name: _value(value) for name, value in text.values.items()}
    return template.format_map(values) if values else template


def _value(value: Value) -> str:
    if isinstance(value, str):
        return tr_said(value)
    locale = QLocale()
    return locale.toString(value, "f", 2) if isinstance(value, float) else locale.toString(value)


def clock(seconds: float) -> str:
    """A moment, in seconds since 1970, as the language writes it."""
    at = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)


def size_text(size: float) -> str:
    """Bytes in the units of the language, with a sign where they are less than none."""
    sign = "-" if size < 0 else ""
    kind = QLocale.DataSizeFormat.DataSizeSIFormat
    return sign + QLocale().formattedDataSize(round(abs(size)), 1, kind)


def language() -> str:
    """The language spoken now, as in the names of the catalogues."""
    return _installed[-1].language() if _installed else "en"


def speak(app: QCoreApplication, language: str) -> None:
    """Speak `en`, `tr` or, for `system`, what the system does; English where that is unknown.

    Numbers and dates follow the system all the same. A window that is open says itself anew.
    """
    while _installed:
        app.removeTranslator(_installed.pop())
    locale = QLocale.system() if language == "system" else QLocale(language)
    QLocale.setDefault(locale)
    own = str(resource("translations"))
    spoken = locale if QTranslator().load(locale, "cvlink", "_", own) else QLocale("en")
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt), ("cvlink", own)):
        translator = QTranslator(app)
        if translator.load(spoken, name, "_", folder):
            app.installTranslator(translator)
            _installed.append(translator)
