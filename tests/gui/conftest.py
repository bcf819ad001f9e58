"""A window without a display, with settings of its own, that leaves nothing behind."""

import logging
import os
import tempfile
import threading
import time

# Before Qt reads them: no display, and nobody's own settings.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="cvlink-tests-")
os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"]
os.environ["XDG_CACHE_HOME"] = os.environ["XDG_CONFIG_HOME"]
os.environ.pop("QT_SCALE_FACTOR", None)

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from cvlink_gui.features.sample import create_sample
from cvlink_gui.gui import theme, words
from tests.gui.driver import Driver

THREAD_SECONDS = 10.0  # a thread may be at work on a busy disk, when its window is closed


@pytest.fixture(scope="session")
def qapp(qapp_cls, pytestconfig):
    """The application as `app.main` makes it, in English."""
    app = QApplication.instance() or QApplication(["cvlink-gui"])
    app.setApplicationName("cvlink-gui")
    app.setOrganizationName("cvlink-gui")
    theme.choose(app, "light")
    return app


@pytest.fixture(autouse=True)
def _own_qt_settings(tmp_path_factory, qapp):
    folder = str(tmp_path_factory.mktemp("qsettings"))
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, folder)


@pytest.fixture(autouse=True)
def _light(qapp):
    """Every test begins in the light theme, in English, with an empty clipboard."""
    if theme.current() is not theme.LIGHT:
        theme.choose(qapp, "light")
    if not words._installed:
        words.speak(qapp, "en")
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def _nothing_is_logged(caplog):
    """A warning in the log is a failure; a test that provokes one clears it."""
    yield
    logged = [r for when in ("setup", "call") for r in caplog.get_records(when)]
    assert [r.getMessage() for r in logged if r.levelno >= logging.WARNING] == []


@pytest.fixture(autouse=True)
def _no_thread_outlives():
    yield
    end = time.monotonic() + THREAD_SECONDS
    for thread in threading.enumerate():
        if thread.name.startswith("cvlink"):
            thread.join(max(0.0, end - time.monotonic()))
            assert not thread.is_alive(), thread.name


@pytest.fixture(scope="session")
def _sample_made_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "street"
    create_sample(os.fsencode(folder))
    return folder


@pytest.fixture
def sample(_sample_made_once, tmp_path):
    """A sample project of one's own, as `cvlink sample` makes it."""
    import shutil

    shutil.copytree(_sample_made_once, tmp_path / "street", symlinks=True)
    return os.path.realpath(os.fsencode(tmp_path / "street"))


@pytest.fixture
def open_window(qtbot):
    """A function that opens a folder in a new window and waits until all is scanned and audited."""

    def opened(folder: bytes | None = None, *, live: bool = False) -> Driver:
        driver = Driver(qtbot, live=live)
        if folder is not None:
            driver.open(folder)
        return driver

    return opened


@pytest.fixture
def ui(open_window, sample):
    """A window with the sample project, scanned and audited."""
    return open_window(sample)
