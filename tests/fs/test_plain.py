"""What only the twin in Python can be shown to do."""

import errno
import os

import pytest

from cvlink_gui.core.links import Health
from cvlink_gui.fs import plain
from cvlink_gui.fs.scan import Scanner, scan
from tests.conftest import build


@pytest.fixture(autouse=True)
def only_plain(monkeypatch) -> None:
    monkeypatch.setenv("CVLINK_NATIVE", "0")


@pytest.mark.parametrize(
    ("number", "health"),
    [
        (errno.EIO, Health.NOT_ANSWERING),
        (errno.ESTALE, Health.NOT_ANSWERING),
        (errno.ENOTCONN, Health.NOT_ANSWERING),
        (errno.EACCES, Health.DENIED),
        (errno.EOVERFLOW, Health.UNKNOWN),
    ],
)
def test_no_error_of_the_storage_is_taken_for_a_missing_target(
    tmp_path, monkeypatch, number, health
):
    root = build(tmp_path, "f", *(f"l{n} -> f" for n in range(20)))
    usual = os.stat

    def stat(path, **options):
        if os.path.basename(path).startswith(b"l"):
            raise OSError(number, os.strerror(number))
        return usual(path, **options)

    monkeypatch.setattr(plain.os, "stat", stat)
    assert {e.health for (found,) in [scan(root)] for e in found.entries() if e.target} == {health}


def test_a_target_folder_is_listed_once_for_many_links(tmp_path, monkeypatch):
    root = build(
        tmp_path, *(f"t/f{n}" for n in range(50)), *(f"l/{n} -> ../t/f{n}" for n in range(50))
    )
    asked = []
    usual = plain.ask
    monkeypatch.setattr(plain, "ask", lambda path: asked.append(path) or usual(path))
    scanner = Scanner(root)
    listing = scanner.judged(scanner.names(b"l"))
    assert {entry.health for entry in listing.entries()} == {Health.OK}
    assert len(asked) == 1
