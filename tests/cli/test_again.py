"""A second `cvlink scan` or `audit` says what a fresh one says, and is quicker."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import build

BROKEN = ("data/raw/broken\udcff -> none", "experiments/baseline/circle -> circle")


def without_seconds(text: str) -> str:
    return re.sub(r"\(\d+\.\d\d s\)", "", text)


@pytest.mark.parametrize("command", ["scan", "audit"])
def test_the_second_time_says_the_same_as_a_fresh_one(cvlink, root, command):
    build(root, *BROKEN)
    said = [cvlink(command), cvlink(command), cvlink(command, "--fresh")]
    assert len({(code, without_seconds(out), err) for code, out, err in said}) == 1


@pytest.mark.parametrize("command", ["scan", "audit"])
def test_the_second_time_says_what_has_changed_since(told, root, command, tmp_path):
    told(command)
    build(root, *BROKEN)
    os.unlink(root + b"/data/raw/a.jpg")
    state = os.environ["XDG_STATE_HOME"]  # where an audit leaves what the next one compares with
    os.makedirs(state, exist_ok=True)
    shutil.copytree(state, tmp_path / "aside")
    first = told(command)
    shutil.rmtree(state)
    shutil.copytree(tmp_path / "aside", state)
    again = told(command, "--fresh")
    first[1].pop("seconds", None), again[1].pop("seconds", None)
    assert first == again
    assert "broken" in json.dumps(first[1])


ONLY_OTHERS_NEED = {
    "scan": ("fs.journal", "fs.apply", "features.project", "core.settings", "cli.output"),
    "audit": ("fs.apply", "fs.junctions", "features.linking", "features.moves", "cli.commands"),
}


@pytest.mark.parametrize("command", ONLY_OTHERS_NEED)
def test_nothing_is_loaded_that_only_other_commands_need(root, command):
    code = (
        "import sys; from cvlink_gui.cli.main import main; "
        f"main([{command!r}, {os.fsdecode(root)!r}]);"
        "main(sys.argv[1:]); print(sorted(m for m in sys.modules if m.startswith('cvlink_gui.')))"
    )
    words = [command, "--quiet", os.fsdecode(root)]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.splitlines()[-1]
    assert "cvlink_gui.core.tree" in loaded
    for name in ONLY_OTHERS_NEED[command]:
        assert f"'cvlink_gui.{name}'" not in loaded, name
