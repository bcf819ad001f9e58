"""`docs/cli.md` speaks of the commands there are."""

import re
import shlex
from pathlib import Path

import pytest

from cvlink_gui.cli.main import COMMANDS, parser

TEXT = (Path(__file__).parents[2] / "docs/cli.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    (cvlink .+?)(?: &&.*)?$", TEXT, re.MULTILINE)
HEADINGS = re.findall(r"^### (.+)$", TEXT, re.MULTILINE)


def test_every_command_has_a_heading_with_its_options_and_no_other_has_one():
    named = [name for heading in HEADINGS for name in re.findall(r"`cvlink (\w+)", heading)]
    assert sorted(named) == sorted(command.name for command in COMMANDS)
    for command in COMMANDS:
        (heading,) = (h for h in HEADINGS if re.search(rf"`cvlink {command.name}\b", h))
        options = {name for argument in command.arguments for name in argument.names}
        said = set(re.findall(r"--[a-z-]+", heading)) - {"--dry-run", "--yes"}
        assert said == {option for option in options if option.startswith("--")}


def test_every_command_has_an_example():
    assert {line.split()[1] for line in EXAMPLES} == {command.name for command in COMMANDS}


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_can_be_typed(line):
    assert parser().parse_args(shlex.split(line)[1:]).command == line.split()[1]


def test_the_common_options_are_all_said():
    for option in ("--project", "--format", "--quiet", "--color", "--dry-run", "--yes"):
        assert f"| `{option}" in TEXT
