import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QKeySequence

import cvlink_gui
from cvlink_gui.core.links import Health
from cvlink_gui.core.totals import Totals
from cvlink_gui.gui import words
from cvlink_gui.gui.dialogs.plan import LinkDialog
from cvlink_gui.gui.models.levels import DETAIL, STATE
from cvlink_gui.gui.panels.status import StatusBar

SCRIPT = Path(cvlink_gui.__file__).parents[1] / "packaging" / "translations.py"
HORIZONTAL = Qt.Orientation.Horizontal


@pytest.fixture
def script(monkeypatch):
    """packaging/translations.py as a module."""
    monkeypatch.syspath_prepend(SCRIPT.parent)
    return importlib.import_module("translations")


@pytest.fixture
def speak(qapp):
    """A function that has the application speak a language, until the end of the test."""
    before = QLocale()
    yield lambda language: words.speak(qapp, language)
    while words._installed:
        qapp.removeTranslator(words._installed.pop())
    QLocale.setDefault(before)


# The catalogues


def test_all_texts_are_translated_and_compiled():
    checked = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True)
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("cvlink_tr.ts", "<source>Chain</source>", "<source>Chains</source>", "missing: Inspector"),
        ("cvlink_tr.ts", "<source>Chain</source>", "<source>Chains</source>", "no longer in the"),
        ("cvlink_tr.ts", "<translation>Zincir", "<translation type='unfinished'>Zincir", "unfinis"),
        ("cvlink_tr.ts", "<translation>Zincir", "<translation>", "unfinished: Inspector: 'Chain'"),
        (
            "cvlink_tr.ts",
            "<translation>Yeniden yapıldı: {0}",
            "<translation>Yeniden yapıldı",
            "placeholders",
        ),
        ("cvlink_en.ts", "%Ln entry", "one entry", "other placeholders: StatusBar"),
        ("cvlink_en.ts", "%Ln entry", "%Ln thing", "cvlink_en.qm: not compiled"),
    ],
)
def test_the_check_names_what_is_wrong(script, tmp_path, file, old, new, said):
    shutil.copytree(script.FOLDER, tmp_path, dirs_exist_ok=True)
    text = (tmp_path / file).read_text("utf-8")
    assert text.count(old) == 1
    (tmp_path / file).write_text(text.replace(old, new), "utf-8")
    assert [words for words in script.problems(tmp_path) if said in words and file[:9] in words]


def test_the_check_misses_a_file(script, tmp_path):
    shutil.copytree(script.FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "cvlink_en.qm").unlink()
    (tmp_path / "cvlink_tr.ts").unlink()
    assert list(script.problems(tmp_path)) == [
        "cvlink_en.qm: not compiled from the cvlink_en.ts of today",
        "cvlink_tr.ts: is not there",
    ]


# English


@pytest.mark.parametrize(
    ("context", "text", "one", "many"),
    [
        ("TreeModel", "%Ln item(s)", "1 item", "{} items"),
        ("TreeModel", "Ready, %n warning(s)", "Ready, 1 warning", "Ready, {} warnings"),
        ("TreeModel", "Not ready: %n problem(s)", "Not ready: 1 problem", "Not ready: {} problems"),
        ("TreeModel", "%Ln broken", "1 broken", "{} broken"),
        ("StatusBar", "%Ln entries", "1 entry", "{} entries"),
        ("StatusBar", "%Ln links", "1 link", "{} links"),
        ("StatusBar", "%Ln broken", "1 broken", "{} broken"),
        ("Workspace", "used by %n", "used by 1", "used by {}"),
        ("Inspector", "… and %n more", "… and 1 more", "… and {} more"),
        ("", "%n conflict(s)", "1 conflict", "{} conflicts"),
    ],
)
def test_english_plurals(speak, context, text, one, many):
    speak("en")
    said = [QCoreApplication.translate(context, text, "", n) for n in (0, 1, 2)]
    assert said == [many.format(0), one, many.format(2)]


@pytest.mark.parametrize("language", ["de", "C"])
def test_a_language_that_is_not_there_is_english(speak, language):
    speak(language)
    assert QCoreApplication.translate("TreeModel", "%Ln item(s)", "", 1) == "1 item"
    assert words.tr_core("target missing") == "target missing"


def test_screen_readers_hear_english(speak, open_window):
    speak("en")
    ui = open_window()
    space = ui.space
    panels = (space.datasets, space.experiments, space.inspector, space.problems.view)
    heard = [
        panel.accessibleName() for panel in (*panels, space.history.list, ui.window.filter_bar.edit)
    ]
    assert heard == ["Datasets", "Experiments", "Inspector", "Problems", "History", "Filter"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "1,204,331 entries  ·  1 link"),
        ("tr", "1.204.331 öğe  ·  1 bağlantı"),
    ],
)
def test_counts_are_written_as_the_language_does(speak, qtbot, language, said):
    healthy = (1, *[0] * (len(Health) - 1))
    speak(language)
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_totals(Totals(1_204_331, 0, healthy), 1.0, scanning=True)
    assert bar.counts.text().strip() == said


# Turkish


def test_a_turkish_window(speak, open_window, sample):
    speak("tr")
    ui = open_window(sample)
    window, model = ui.window, ui.experiments.model()
    menus = [action.text() for action in window.menuBar().actions()]
    assert menus[:3] == ["Dosya", "Düzen", "Görünüm"]
    assert window.actions_by_id["rescan"].text() == "Yeniden tara"
    assert window.actions_by_id["undo"].toolTip() == "Geri alınacak bir şey yok."
    headers = [model.headerData(column, HORIZONTAL) for column in range(3)]
    assert headers == ["Ad", "Ayrıntılar", "Durum"]
    assert ui.space.tabs.tabText(0).startswith("Sorunlar (")
    assert window.filter_bar.edit.placeholderText() == "Ada göre filtrele…"
    faulty = ui.at(ui.experiments, "faulty")
    assert faulty.siblingAtColumn(STATE).data().startswith("Hazır değil: ")
    train = ui.at(ui.experiments, "faulty", "train")
    assert train.siblingAtColumn(STATE).data() == "hedef yok"
    heard = train.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "train, kırık bağlantı, hedef yok"
    assert ui.at(ui.datasets, "raw").siblingAtColumn(DETAIL).data() == "1 öğe"
    assert ui.datasets.accessibleName() == "Veri kümeleri"


def test_a_turkish_plan(speak, open_window, sample):
    speak("tr")
    ui = open_window(sample)
    (source,) = ui.inside("data/processed/v2")
    ui.window.drop([source], b"experiments/baseline")
    ui.until(lambda: bool(ui.dialogs(LinkDialog)))
    (dialog,) = ui.dialogs(LinkDialog)
    assert dialog.accept_button.text() == "Bağlantıları oluştur"
    assert dialog._counts.text() == "3 çakışma"  # a plural, in a class that inherits
    assert {row[1] for row in ui.planned(dialog)} == {"yeri dolu"}


def test_keys_are_called_what_keyboards_say(speak, open_window):
    speak("tr")
    ui = open_window()
    redo = ui.window.actions_by_id["redo"].shortcut()
    assert redo.toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+Shift+Z"


def test_another_language_replaces_the_one_before(speak):
    speak("tr")
    assert words.tr_core("Undo") == "Geri al"
    speak("en")
    assert words.tr_core("Undo") == "Undo"
