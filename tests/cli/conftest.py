"""Commands in this process, in a project of one's own."""

import json
import os

import pytest

from cvlink_gui.cli.main import main
from tests.conftest import build


@pytest.fixture
def cvlink(capsys, monkeypatch, root):
    """Run a command in the project; gives the exit code, stdout and stderr."""
    monkeypatch.chdir(os.fsdecode(root))
    build(root, "cvlink.toml")

    def run(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def told(cvlink):
    """Run a command with `--format json`; gives the exit code and the one object on stdout."""

    def run(*words: str) -> tuple[int, dict]:
        code, out, _ = cvlink(*words, "--format", "json")
        found = json.loads(out)
        assert isinstance(found, dict)
        return code, found

    return run
