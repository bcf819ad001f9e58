"""What tests of several features start with."""

from pathlib import Path

import pytest

from tests.features.real_git import OWN


@pytest.fixture
def own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let git know nothing of this machine."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in OWN.items():
        monkeypatch.setenv(name, value)
