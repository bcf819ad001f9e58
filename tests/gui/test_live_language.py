"""Another language while the window is open: all says the other one, and all is where it was."""

import errno
import importlib
import pkgutil
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

import cvlink_gui.gui
from cvlink_gui.core.errors import from_os_error
from cvlink_gui.gui import words
from cvlink_gui.gui.notices import Notice, Tone
from cvlink_gui.resources import resource
from tests.gui import every_dialog
from tests.gui.every_dialog import NAMES, look_at
from tests.gui.said import said

# The same in both: names of things and formats, and the language's own name in the menu.
_NAMES = {"cvlink", "Türkçe", "English"}


@pytest.fixture
def speak(qapp):
    before = QLocale()
    yield lambda language: words.speak(qapp, language)
    words.speak(qapp, "en")
    QLocale.setDefault(before)


def live(ui, language: str) -> None:
    """Switch the language of the open window as its menu does, and wait until all is said."""
    if words.language() != language:
        ui.run("language")
    ui.until(lambda: ui.window.retelling.spoken == language)
    ui.come_forward()
    ui.settle()
    ui.until(lambda: not ui.window.selection.rest.isActive())
    ui.settle()


def spoken(language: str, others: bool) -> Iterator[re.Pattern[str]]:
    """Patterns of the texts of a language; of those that are the same in the other one or not."""
    tree = ET.parse(resource("translations", "cvlink_tr.ts"))  # noqa: S314 (our own)
    for message in tree.iter("message"):
        source = message.findtext("source", "")
        given = message.find("translation")
        assert given is not None
        own = [form.text or "" for form in given.iter("numerusform")] or [given.text or ""]
        english, turkish = [source], own
        texts = (english, turkish)[language == "tr"]
        twins = (turkish, english)[language == "tr"]
        for text in texts:
            if (text in twins) is others and _is_telling(text):
                yield re.compile(_pattern(text), re.DOTALL)


def _is_telling(text: str) -> bool:
    """Whether a text has a word of its own, beside what is filled in."""
    return bool(re.search(r"[^\W\d_]{2,}", re.sub(r"\{\w*\}|%L?n", "", text)))


def _pattern(text: str) -> str:
    parts = re.split(r"(\{\w*\}|%L?n)", text.replace("&", ""))
    return "".join(".+" if number % 2 else re.escape(part) for number, part in enumerate(parts))


@pytest.fixture(scope="module")
def foreign():
    """By language: whether a text is one of the other language, and none of this one."""
    texts = {name: list(spoken(name, others=False)) for name in ("en", "tr")}

    def judge(language: str, text: str) -> bool:
        text = text.replace("&", "").replace("\u200b", "").strip()
        if text in _NAMES:
            return False
        other = "en" if language == "tr" else "tr"
        is_own = any(p.fullmatch(text) for p in texts[language])
        return not is_own and any(p.fullmatch(text) for p in texts[other])

    return judge


def strangers(root, language: str, judge) -> list[str]:
    found = dict.fromkeys(said(root))
    return [f"{where}: {text!r}" for where, text in found if judge(language, text)]


def arrange(ui) -> None:
    ui.select(ui.experiments, "faulty", "train")
    ui.until(lambda: ui.space.inspector.path == b"experiments/faulty/train")


def without_times(root) -> list[tuple[tuple[str, str], str]]:
    """What is said, but for how long something took."""
    took = re.compile(r"\d+[.,]\d+ s|\d+[.,]?\d* (ms|µs)")
    # What is counted while one looks, and where the keys were when a drawing was made.
    late = {("TickBar", "accessibleDescription"), ("LineageView", "accessibleDescription")}
    return [(where, took.sub("…", text)) for where, text in said(root) if where not in late]


def every_tab(ui) -> list[tuple[tuple[str, str], str]]:
    found = []
    for tab in range(ui.space.tabs.count()):
        ui.space.tabs.setCurrentIndex(tab)
        ui.settle()
        board = ui.space.dashboard
        ui.until(lambda: not board.isVisible() or (board._is_loaded and not board.turns.is_busy))  # noqa: B023
        ui.window.recent.name()  # as it is when its menu is opened
        found += without_times(ui.window)
    return sorted(found)


def test_a_window_switched_live_says_what_one_does_that_began_so(
    open_window, sample, speak, foreign
):
    ui = open_window(sample)
    arrange(ui)
    english = every_tab(ui)
    live(ui, "tr")
    assert ui.space.tabs.currentIndex() == ui.space.tabs.count() - 1
    turkish = every_tab(ui)
    live(ui, "en")
    assert every_tab(ui) == english
    ui.close()
    speak("tr")
    fresh = open_window(sample)
    arrange(fresh)
    assert every_tab(fresh) == turkish
    assert [text for _, text in turkish if foreign("tr", text)] == []
    assert [text for _, text in english if foreign("en", text)] == []
    assert len([text for _, text in english if foreign("tr", text)]) > 200


def test_the_start_page_is_switched_as_well(open_window, speak, foreign):
    ui = open_window()
    live(ui, "tr")
    assert strangers(ui.window, "tr", foreign) == []
    live(ui, "en")
    assert strangers(ui.window, "en", foreign) == []


def test_recent_projects_found_after_a_switch_are_on_the_page_of_now(
    open_window, speak, monkeypatch
):
    ui = open_window()
    asked = []
    monkeypatch.setattr(ui.bench.recent, "find_present", lambda _paths, then: asked.append(then))
    ui.window._show_recent()
    live(ui, "tr")
    asked[0]([(b"/nowhere/street", False)])
    assert ui.window.start.recent == [(b"/nowhere/street", False)]


@pytest.mark.parametrize("language", ["tr", "en"])
def test_a_dialog_after_a_switch_has_no_text_of_the_other_language(ui, speak, foreign, language):
    live(ui, "tr")
    live(ui, language)
    found = {
        name: look_at(ui, name, lambda dialog: strangers(dialog, language, foreign))
        for name in NAMES
    }
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_every_kind_of_dialog_is_looked_at():
    for module in pkgutil.walk_packages(cvlink_gui.gui.__path__, "cvlink_gui.gui."):
        importlib.import_module(module.name)

    def below(kind: type) -> set[type]:
        return {kind, *(found for sub in kind.__subclasses__() for found in below(sub))}

    own = {kind for kind in below(QDialog) if kind.__module__.startswith("cvlink_gui")}
    opened = {kind for kind in own if not (below(kind) - {kind})}  # not what these are made of
    known = {kind for kind in vars(every_dialog).values() if isinstance(kind, type)}
    assert opened - known == set()


def test_all_is_where_it_was(ui, speak):
    ui.select(ui.experiments, "faulty", "train")
    ui.until(lambda: ui.space.inspector.path is not None)
    ui.experiments.collapse(ui.at(ui.experiments, "baseline"))
    ui.space.columns.setSizes([300, 700, 400])
    sizes = ui.space.columns.sizes()
    ui.window.filter_bar.edit.setText("train")
    ui.settle()
    before = ui.space.seen()
    ui.experiments.setFocus()
    live(ui, "tr")
    assert ui.space.seen() == before
    assert ui.space.columns.sizes() == sizes
    assert ui.window.filter_bar.edit.text() == "train"
    assert ui.window.focusWidget() is ui.experiments
    ui.window.filter_bar.edit.clear()
    ui.settle()
    assert not ui.experiments.isExpanded(ui.at(ui.experiments, "baseline"))
    assert ui.window.selected_paths() == [b"experiments/faulty/train"]


def test_what_follows_the_switch_is_heard_once(ui, speak):
    """The parts that were made anew follow the workbench, and the old ones are gone."""
    live(ui, "tr")
    live(ui, "en")
    ui.select(ui.experiments, "faulty", "train")
    ui.run("unlink")
    ui.dialog(every_dialog.PlanDialog).accept_button.click()
    ui.settle()
    assert ui.link("experiments/faulty/train") is None
    assert ui.noticed == [ui.window.notices.text]
    assert ui.space.history.list.topLevelItemCount() == 1
    ui.act("undo")
    assert ui.link("experiments/faulty/train") is not None
    assert len(ui.window.findChildren(type(ui.space))) == 1


def test_nothing_calls_what_spoke_before(ui, speak):
    """The parts that were there are gone: whoever still told them something would fail."""
    ui.select(ui.experiments, "baseline", "train")
    ui.until(lambda: ui.space.inspector.path is not None)
    before = ui.space
    live(ui, "tr")
    ui.until(lambda: not isValid(before))
    ui.select(ui.datasets, "raw", "street")
    ui.until(lambda: ui.bench.gallery.path == b"data/raw/street")
    ui.until(lambda: ui.space.inspector.thumbnails.view.images.count)
    ui.act("rescan")


def test_the_settings_stay_open_and_speak_the_other_language(ui, speak, foreign):
    dialog = every_dialog.DIALOGS["settings"](ui)
    dialog.search.setText("theme")
    live(ui, "tr")
    ui.until(lambda: dialog not in ui.dialogs(type(dialog)))
    (fresh,) = ui.dialogs(type(dialog))
    assert fresh.search.text() == "theme"
    assert strangers(fresh, "tr", foreign) == []


def test_the_wish_is_kept_for_the_next_start(ui, speak):
    live(ui, "tr")
    from cvlink_gui.core.settings import LANGUAGE
    from cvlink_gui.fs import config

    ui.until(lambda: config.read_user()[LANGUAGE] == "tr")


def test_undo_is_named_in_the_language_of_today(ui, speak):
    ui.select(ui.experiments, "faulty", "train")
    ui.run("unlink")
    ui.dialog(every_dialog.PlanDialog).accept_button.click()
    ui.settle()
    live(ui, "tr")
    undo = ui.window.actions_by_id["undo"].text()
    assert undo.startswith("Geri al: ")
    assert "Remove" not in undo


def test_notices_are_kept_and_errors_are_said_anew(open_window, root, speak):
    ui = open_window(root)
    done = []
    ui.bench.tell(from_os_error(PermissionError(errno.EACCES, ""), "read the folder", b"a/b"))
    ui.bench.noticed.emit(Notice("Changed.", Tone.WARNING, "Read", lambda: done.append(1)))
    in_english = ui.window.notices._covered[0].text
    live(ui, "tr")
    bar = ui.window.notices
    assert (bar.text, bar._more.text()) == ("Changed.", "1 tane daha")
    bar._action.click()
    assert done == [1]
    in_turkish = bar.text.splitlines()
    assert (in_turkish[0].startswith("Yapılamadı"), in_turkish[1]) == (True, "a/b")
    live(ui, "en")
    assert ui.window.notices.text == in_english


def test_an_undo_is_offered_in_the_other_language_and_the_keys_stay_there(open_window, root, speak):
    ui = open_window(root)
    ui.bench.noticed.emit(Notice("linked", Tone.GOOD, "Undo", lambda: None, is_undo=True))
    ui.window.notices.take_focus()
    live(ui, "tr")
    assert ui.window.focusWidget().text() == "Geri al"
    ui.key(Qt.Key.Key_Escape, widget=ui.window.focusWidget())
    assert ui.window.notices.text == ""
