"""What a shell sees: separate streams, exit codes, no traceback, whatever the locale."""

import contextlib
import io
import json
import os
import subprocess
import sys

import pytest

from cvlink_gui.cli import commands, output  # loaded now: `nobody` may not read them later
from cvlink_gui.cli.main import main
from tests.conftest import build
from tests.fs.test_scan import as_nobody, open_folder

__all__ = ["commands", "open_folder", "output"]


def cvlink(*words: str | bytes, **options) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cvlink_gui.cli.main", *words]
    result = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, **options)
    assert b"Traceback" not in result.stderr
    return result


def test_help_and_version_are_at_hand():
    assert cvlink("--help").stdout.startswith(b"usage: cvlink")
    assert b"--dry-run" in cvlink("link", "--help").stdout
    assert cvlink("--version").stdout.startswith(b"cvlink ")


def test_help_loads_no_more_than_it_needs():
    code = (
        "import sys; from cvlink_gui.cli.main import parser; parser().format_help();"
        "print(*(m for m in sys.modules if m.startswith('cvlink_gui')))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    assert set(loaded.split()) == {
        *("cvlink_gui", "cvlink_gui.cli", "cvlink_gui.cli.main"),
        *("cvlink_gui.core", "cvlink_gui.core.errors", "cvlink_gui.core.names"),
        "cvlink_gui.core.said",
    }


def test_the_help_is_as_wide_as_the_terminal():
    for columns in (60, 120):
        said = cvlink("--help", env={**os.environ, "COLUMNS": str(columns)}).stdout
        widest = max(map(len, said.splitlines()))
        assert columns - 20 < widest <= columns - 2


def test_a_command_does_not_load_what_only_its_help_needs(root):
    code = "import sys; from cvlink_gui.cli.main import main; main(sys.argv[1:]);"
    words = [sys.executable, "-c", f"{code} print(*sys.modules)", "scan", os.fsdecode(root)]
    loaded = subprocess.run(words, capture_output=True, text=True).stdout.split()
    assert "argparse" in loaded
    assert "shutil" not in loaded


def test_the_result_is_on_stdout_and_nothing_else_is(root):
    result = cvlink("scan", root, "--format", "json")
    assert (result.returncode, result.stderr) == (0, b"")
    assert json.loads(result.stdout)["schema"] == "cvlink.scan/1"
    plan = cvlink("link", "data/raw", "experiments/baseline/l", "--yes", "--project", root)
    assert (plan.returncode, plan.stdout) == (0, b"Done: 1 x create\n")
    assert b"create    experiments/baseline/l -> ../../data/raw" in plan.stderr


def test_a_mistyped_path_is_an_error_never_no_broken_links():
    result = cvlink("scan", b"/none/\xff\x1b")
    assert (result.returncode, result.stdout) == (2, b"")
    assert rb"There is no such folder: /none/\xff\x1b" in result.stderr


@pytest.mark.parametrize(
    ("locale", "encoding"), [("C.UTF-8", "utf-8"), ("C", "ascii"), ("POSIX", "latin-1")]
)
def test_odd_names_are_shown_in_any_locale(tmp_path, locale, encoding):
    root = build(tmp_path, "ü猫\n\udcff -> none")
    env = os.environ | {"LC_ALL": locale, "PYTHONIOENCODING": encoding}
    text = cvlink("scan", root, env=env)
    assert text.returncode == 0
    assert rb"\n\xff -> none" in text.stdout
    found = json.loads(cvlink("scan", root, "--format", "json", env=env).stdout.decode("utf-8"))
    assert found["links"][0]["path"] == "ü猫\\n\\xff"


def test_links_with_names_of_any_bytes_can_be_made_and_removed(root):
    name = b"experiments/baseline/\xff\n"
    assert cvlink("link", "data/raw", name, "--yes", cwd=root).returncode == 0
    assert os.readlink(root + b"/" + name) == b"../../data/raw"
    assert cvlink("unlink", name, "--yes", cwd=root).returncode == 0
    assert not os.path.lexists(root + b"/" + name)


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    root = build(tmp_path, *(f"l{n} -> none" for n in range(3000)))
    command = [sys.executable, "-m", "cvlink_gui.cli.main", "scan", root]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_result_that_cannot_be_written_is_exit_3(root):
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "cvlink_gui.cli.main", "scan", root]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 3
    assert result.stderr.startswith(b"cvlink: Could not go on: no space left on the device")


def test_a_working_folder_that_is_gone_is_said_to_be(tmp_path):
    code = (
        "import os, sys; os.mkdir('d'); os.chdir('d'); os.rmdir('../d');"
        "from cvlink_gui.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    for words in (["scan"], ["init"], ["unlink", "x"]):
        command = [sys.executable, "-c", code, *words]
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert result.returncode in (2, 3)
        assert result.stderr.startswith("cvlink: ")


def test_a_folder_that_cannot_be_read_is_told_and_the_rest_is_scanned(tmp_path):
    root = build(tmp_path, "l -> none")
    folder = os.open(root, os.O_RDONLY)
    for _ in range(17):  # deeper than any path can be, for root too
        os.mkdir("x" * 250, dir_fd=folder)
        folder, above = os.open("x" * 250, os.O_RDONLY, dir_fd=folder), folder
        os.close(above)
    os.close(folder)
    result = cvlink("scan", root, "--format", "json")
    assert result.returncode == 0
    found = json.loads(result.stdout)
    assert [error["message"] for error in found["errors"]] == ["File name too long"]
    assert found["counts"]["links"] == 1


def test_a_project_that_cannot_be_read_is_one_clear_message(open_folder):
    root = build(open_folder, "shut/", "locked/cvlink.toml")
    os.chmod(root + b"/shut", 0)
    os.chmod(root + b"/locked/cvlink.toml", 0)

    def told(name: str) -> tuple[int, str]:
        with contextlib.redirect_stderr(io.StringIO()) as stderr:
            return main(["scan", f"{os.fsdecode(root)}/{name}"]), stderr.getvalue()

    for name, words in (("shut", "cannot be read"), ("locked", "permission denied")):
        code, err = as_nobody(lambda name=name: told(name))
        assert (code, words in err) == (2, True)
