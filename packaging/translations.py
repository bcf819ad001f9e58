"""Keep the catalogues in step with the texts of the window.

    python packaging/translations.py            texts -> resources/translations/*.ts -> *.qm
    python packaging/translations.py --check    changes nothing; names what is wrong, exits with 1

A new text arrives in `cvlink_tr.ts` marked as unfinished: translate it there and run this again.
`cvlink_en.ts` holds plurals only ("1 item", "2 items"); all other English is in the source.
"""

import argparse
import ast
import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

from cvlink_gui.core.links import HEALTH_WORDS
from cvlink_gui.core.remedies import REMEDIES
from cvlink_gui.core.rules import RULES
from cvlink_gui.core.sections import SEVERITY_WORDS
from cvlink_gui.core.settings import OPTIONS
from cvlink_gui.core.tabular import Place, table_of
from cvlink_gui.gui.actions import ACTIONS, MENUS
from cvlink_gui.gui.dialogs.option_editors import CHOICE_WORDS
from cvlink_gui.gui.dialogs.settings import SECTION_WORDS

ROOT = Path(__file__).resolve().parents[1]
WINDOW = ROOT / "cvlink_gui" / "gui"
FOLDER = ROOT / "resources" / "translations"
CATALOGUES = {
    "cvlink_en.ts": ("-target-language", "en", "-pluralonly"),
    "cvlink_tr.ts": ("-target-language", "tr"),
}
# Qt's own Turkish calls these Kontrol and Üst Karakter, which is on no keyboard.
KEYS = ("Ctrl", "Shift", "Alt", "Del", "Return")
# Which argument of a function is the text that is translated.
PLACES = {"say": 0, "say_count": 2, "from_os_error": 1}
PLACEHOLDER = re.compile(r"%L?n|\{\w*\}")


@dataclass(frozen=True, slots=True)
class Message:
    """One text of a catalogue; `forms` are its translations, more than one for plurals."""

    context: str
    source: str
    forms: tuple[str, ...]
    finished: bool

    def __str__(self) -> str:
        return f"{self.context or 'functions'}: {self.source!r}"


def unseen() -> list[tuple[str, str]]:
    """Contexts and texts lupdate cannot see: those the window gives to `tr_core`, names of keys."""
    rules = [text for rule in RULES.values() for text in (rule.title, rule.meaning)]
    actions = [text for action in ACTIONS for text in (action.text, action.short) if text]
    texts = [*HEALTH_WORDS.values(), *rules, *REMEDIES.values(), *actions, *MENUS, *settings()]
    return [*(("core", text) for text in texts), *(("QShortcut", key) for key in KEYS)]


def settings() -> Iterator[str]:
    """What the dialog of settings says by its tables."""
    yield from SECTION_WORDS.values()
    for option in OPTIONS:
        yield from filter(None, (option.title, option.doc, option.unit))
        yield from CHOICE_WORDS.get(option.key, {}).values()
        table = table_of(option)
        for column in table.columns if table else ():
            yield column.title
    yield from (*SEVERITY_WORDS, *Place)


def sentences() -> Iterator[tuple[str, bool]]:
    """Templates of the sentences made outside of the window; True for those with a number."""
    for path in sorted(WINDOW.parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                words = node.args[PLACES.get(node.func.id, len(node.args)) :]
                if words and isinstance(words[0], ast.Constant) and words[0].value:
                    yield str(words[0].value), node.func.id == "say_count"


def update(folder: Path) -> None:
    """Bring the catalogues of a folder up to the texts of today, keeping what is translated."""
    with TemporaryDirectory() as scratch:
        tables = Path(scratch, "tables.py")
        calls = [
            f"translate({json.dumps(where)}, {json.dumps(text)})\n" for where, text in unseen()
        ]
        for text, counts in sorted(set(sentences())):
            number = ', "", 2' if counts else ""
            calls.append(f'translate("core", {json.dumps(text)}{number})\n')
        tables.write_text("".join(calls), encoding="utf-8")
        window = sorted(WINDOW.rglob("*.py"))  # named: lupdate looks for no .py itself
        for name, options in CATALOGUES.items():
            # English plurals of the core are its own: the sentence has them in it.
            files = window if "-pluralonly" in options else [*window, tables]
            words = ("-silent", "-no-obsolete", "-locations", "none", "-source-language", "en")
            _run("pyside6-lupdate", *words, *options, *files, "-ts", folder / name)


def compile_into(ts: Path, qm: Path) -> None:
    _run("pyside6-lrelease", "-silent", ts, "-qm", qm)


def messages(ts: Path) -> list[Message]:
    """The texts of a catalogue, in its order."""
    found = []
    for context in ET.parse(ts).getroot().iter("context"):  # noqa: S314 (our own file)
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None:
                continue
            parts = translation.findall("numerusform") or [translation]
            forms = tuple(part.text or "" for part in parts)
            finished = translation.get("type") is None and all(forms)
            source = message.findtext("source", "")
            found.append(Message(context.findtext("name", ""), source, forms, finished))
    return found


def problems(folder: Path) -> Iterator[str]:
    """What is missing, superfluous, unfinished, inconsistent or not compiled."""
    with TemporaryDirectory() as scratch:
        fresh = Path(scratch)
        for name in CATALOGUES:
            if (folder / name).exists():
                shutil.copy(folder / name, fresh)
        update(fresh)
        for name in CATALOGUES:
            if not (folder / name).exists():
                yield f"{name}: is not there"
                continue
            yield from (f"{name}: {words}" for words in _differences(folder / name, fresh / name))
            qm = (folder / name).with_suffix(".qm")
            compile_into(folder / name, fresh / qm.name)
            if not qm.exists() or qm.read_bytes() != (fresh / qm.name).read_bytes():
                yield f"{qm.name}: not compiled from the {name} of today"


def _differences(kept: Path, fresh: Path) -> Iterator[str]:
    have = messages(kept)
    known = {(message.context, message.source) for message in have}
    wanted = {(message.context, message.source): message for message in messages(fresh)}
    yield from (f"missing: {message}" for key, message in wanted.items() if key not in known)
    for message in have:
        if (message.context, message.source) not in wanted:
            yield f"no longer in the program: {message}"
        elif not message.finished:
            yield f"unfinished: {message}"
        elif any(_placeholders(form) != _placeholders(message.source) for form in message.forms):
            yield f"other placeholders: {message} -> {message.forms}"


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _run(tool: str, *words: str | Path) -> None:
    """One of Qt's tools, as PySide6 installs it beside Python."""
    command = [str(Path(sysconfig.get_path("scripts"), tool)), *map(str, words)]
    subprocess.run(command, check=True)


def main() -> int:
    """Update, or check; returns an exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, name what is wrong")
    if not parser.parse_args().check:
        FOLDER.mkdir(exist_ok=True)
        update(FOLDER)
        for name in CATALOGUES:
            compile_into(FOLDER / name, (FOLDER / name).with_suffix(".qm"))
    found = list(problems(FOLDER))
    sys.stdout.writelines(f"{words}\n" for words in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
