"""Real repositories, made by the real git, away from the settings of whoever runs the tests."""

import os
import subprocess

OWN = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def git(folder: bytes, *words: str) -> bytes:
    """What git says in a folder; the test fails with its complaint."""
    result = subprocess.run(["git", *words], cwd=folder, capture_output=True)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout


def commit_all(folder: bytes) -> None:
    git(folder, "add", "-A", "-f", ".")
    git(folder, "commit", "-q", "-m", "all")
