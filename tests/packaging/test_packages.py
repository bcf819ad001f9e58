"""What people install: complete, the same to the byte each time, and what its documents say.

The long programmes are `packaging/build.py --twice` and `packaging/check_packages.py`; see
docs/packaging.md.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import yaml
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement

from cvlink_gui import __version__
from cvlink_gui.fs import children

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import check_packages
import release_notes
import vulnerabilities
from steps import frozen, linux, notices, tools

_WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def tool(name: str) -> str:
    beside = Path(sys.executable).parent
    found = shutil.which(name) or shutil.which(name, path=str(beside))
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> dict[str, list[Path]]:
    """An sdist and a wheel without the compiled part, each built twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        patch.setenv("CVLINK_NATIVE", "0")
        made: dict[str, list[Path]] = {"sdist": [], "wheel": []}
        for number in "12":
            for kind, builder in (("sdist", SdistBuilder), ("wheel", WheelBuilder)):
                out = tmp_path_factory.mktemp(f"{kind}{number}")
                made[kind] += map(Path, builder(str(ROOT)).build(directory=str(out)))
    return made


@pytest.mark.parametrize("kind", ["sdist", "wheel"])
def test_the_same_sources_and_time_give_the_same_bytes(built, kind):
    first, second = built[kind]
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


def test_the_wheel_has_all_the_program_reads(built):
    names = set(zipfile.ZipFile(built["wheel"][0]).namelist())
    code = {str(path.relative_to(ROOT)) for path in ROOT.glob("cvlink_gui/**/*.py")}
    shipped = [*ROOT.glob("resources/**/*.*"), *ROOT.glob("docs/**/*.md")]
    data = {f"cvlink_gui/{path.relative_to(ROOT)}" for path in shipped}
    assert code | data | {"cvlink_gui/py.typed"} <= names
    licences = [name for name in names if ".dist-info/licenses/" in name]
    assert len(licences) == 4


def test_the_sdist_has_every_file_that_git_has(built):
    git = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no checkout")
    known = {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}
    with tarfile.open(built["sdist"][0]) as tar:
        packed = {name.partition("/")[2] for name in tar.getnames()}
    assert known - packed == set()


def test_an_archive_is_the_same_whoever_made_its_files_and_when(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = []
    for name, mode, when in (("one", 0o600, 1), ("two", 0o664, 2_000_000_000)):
        folder = tmp_path / name
        (folder / "sub").mkdir(parents=True)
        for file in ("b", "a") if name == "one" else ("a", "b"):
            (folder / "sub" / file).write_text("x", encoding="utf-8")
            (folder / "sub" / file).chmod(mode)
            os.utime(folder / "sub" / file, (when, when))
        (folder / "link").symlink_to("sub/a")
        tools.settle(folder)
        made.append(tools.archive(folder, tmp_path / f"{name}.tar.xz", "top").read_bytes())
    assert made[0] == made[1]


def started(tmp_path: Path, name: str, *words: str, **env: str) -> str:
    """What the frozen program's file says, called by a name."""
    link = tmp_path / name
    link.symlink_to(ROOT / "packaging/pyinstaller/start.py")
    done = subprocess.run(
        [sys.executable, "-P", link, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="latin-1",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_frozen_program_is_the_command_the_window_or_a_helper_by_how_it_is_called(tmp_path):
    assert started(tmp_path, "cvlink", "--version") == f"cvlink {__version__}\n"
    assert started(tmp_path, "cvlink-gui", "--version") == f"cvlink-gui {__version__}\n"
    stamp_of_nothing = started(tmp_path, "cvlink.exe", "--cvlink-child", "fs.stamps")
    assert len(stamp_of_nothing) == 4 * 8


def test_programs_that_a_frozen_one_starts_load_their_own_libraries(tmp_path):
    start = ROOT / "packaging/pyinstaller/start.py"
    show = f"import os, runpy; made = runpy.run_path({str(start)!r}, run_name='start')"
    show += "; made['_leave_no_library_path'](); print(os.environ.get('LD_LIBRARY_PATH'))"

    def left(**env: str) -> str:
        command = [sys.executable, "-c", show]
        return subprocess.check_output(command, env={**os.environ, **env}, text=True).strip()

    assert left(LD_LIBRARY_PATH="/opt/x", LD_LIBRARY_PATH_ORIG="/home/y") == "/home/y"
    assert left(LD_LIBRARY_PATH="/opt/x") == "None"


def test_a_helper_of_a_frozen_program_finds_the_libraries_beside_it(tmp_path, monkeypatch):
    program = tmp_path / "cvlink-gui"
    program.write_text('#!/bin/sh\necho "$1 $2 $LD_LIBRARY_PATH $LD_LIBRARY_PATH_ORIG"\n')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/cvlink/_internal", raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setenv("LD_LIBRARY_PATH", "/home/y")
    pipe = subprocess.PIPE
    child = children._fresh("fs.stamps", bare=True, stdin=pipe, stdout=pipe)
    with child.stdin, child.stdout as said:
        assert said.read() == b"--cvlink-child fs.stamps /opt/cvlink/_internal /home/y\n"
    children.abandon(child)


def test_data_classes_take_methods_that_were_compiled_before_and_compile_others(tmp_path):
    start = ROOT / "packaging/pyinstaller/start.py"
    noted = tmp_path / "methods.marshal"
    make = "import dataclasses\nmade = dataclasses.make_dataclass('Made', [('a', int)])"
    note = "texts = []; dataclasses.exec = lambda t, *more: (texts.append(t), exec(t, *more))"
    # The known text of `__init__` is given another code, to be told from what is compiled anew.
    other = "t.replace('self.a=a', 'self.a=-a') if '__init__' in t else t + ' '"
    save = f"import marshal; marshal.dump({{t: marshal.dumps(compile({other}, '', 'exec')) "
    save += f"for t in texts if '__init__' in t}}, open({str(noted)!r}, 'wb'))"
    first = f"import dataclasses; {note}\n{make}\n{save}"
    subprocess.run([sys.executable, "-c", first], check=True)
    take = f"import runpy; start = runpy.run_path({str(start)!r}, run_name='start')"
    take += f"; start['_take_compiled_methods']({str(noted)!r})"
    second = f"{take}\n{make}\nprint(made(3).a, made(3) == made(3), made(3) == made(4))"
    assert subprocess.check_output([sys.executable, "-c", second], text=True) == "-3 True False\n"


@pytest.mark.parametrize("name", ["cvlink-gui.desktop", linux.FOR_FOLDERS])
def test_a_desktop_entry_is_valid_and_names_programs_there_are(name):
    path = ROOT / "packaging/linux" / name
    assert "\nExec=cvlink-gui %f\n" in path.read_text(encoding="utf-8")
    done = subprocess.run(
        [tool("desktop-file-validate"), path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_folders_are_offered_to_the_program_after_every_file_manager(tmp_path):
    """Where no list of defaults names one, GIO takes the first of this cache."""
    managers = ("org.gnome.Nautilus", "nemo", "org.kde.dolphin", "pcmanfm", "thunar", "xfe")
    for name in managers:
        entry = f"[Desktop Entry]\nType=Application\nName={name}\nExec={name}\n"
        (tmp_path / f"{name}.desktop").write_text(f"{entry}MimeType=inode/directory;\n")
    for path in (ROOT / "packaging/linux").glob("*.desktop"):
        shutil.copy(path, tmp_path)
    subprocess.run([tool("update-desktop-database"), tmp_path], check=True)
    cache = (tmp_path / "mimeinfo.cache").read_text(encoding="utf-8")
    (line,) = (line for line in cache.splitlines() if line.startswith("inode/directory="))
    names = line.partition("=")[2].rstrip(";").split(";")
    assert len(names) == len(managers) + 1
    assert names[-1] == linux.FOR_FOLDERS


def test_the_metainfo_is_valid_with_the_releases_of_the_changelog(tmp_path):
    file = tmp_path / "io.github.cvlink_gui.cvlink_gui.metainfo.xml"
    file.write_text(linux.metainfo(), encoding="utf-8")
    assert f'version="{__version__}"' in linux.metainfo()
    done = subprocess.run(
        [tool("appstreamcli"), "validate", "--no-net", file], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_package_has_a_changelog_of_its_own_that_its_tools_read(tmp_path):
    file = tmp_path / "changelog"
    file.write_text(linux.changes(), encoding="utf-8")
    said = subprocess.check_output([tool("dpkg-parsechangelog"), "-l", file], text=True)
    assert f"Version: {__version__}-1\n" in said


def test_the_dockerfile_follows_the_rules_of_hadolint():
    path = ROOT / "packaging/container/Dockerfile"
    done = subprocess.run([tool("hadolint"), path], capture_output=True, text=True)
    assert done.stdout == ""
    assert done.returncode == 0


def test_workflows_are_valid_and_run_scripts_there_are():
    for path in _WORKFLOWS:
        jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
        steps = [step for job in jobs.values() for step in job.get("steps", ())]
        words = " ".join(step.get("run", "") for step in steps).split()
        scripts = {word for word in words if word.startswith("packaging/")}
        assert scripts
        assert all((ROOT / script).exists() for script in scripts)
    done = subprocess.run([tool("actionlint"), *_WORKFLOWS], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_secrets_are_named_in_one_place_and_never_become_part_of_a_script():
    for path in _WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        for job in yaml.safe_load(text)["jobs"].values():
            for step in job.get("steps", ()):
                assert "secrets." not in step.get("run", "")
                assert "github.ref" not in step.get("run", "")


def test_renovate_takes_its_configuration():
    words = ["--builtin-schema", "vendor.renovate", str(ROOT / ".github/renovate.json")]
    done = subprocess.run([tool("check-jsonschema"), *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def direct(extra: str) -> set[str]:
    """Lines of pyproject.toml that an extra asks for, through extras of our own as well."""
    table = tools.project()
    found, todo = set(table["dependencies"]), [extra]
    while todo:
        for line in table["optional-dependencies"].get(todo.pop(), ()):
            wanted = Requirement(line)
            todo += wanted.extras if wanted.name == "cvlink-gui" else ()
            found |= {line} if wanted.name != "cvlink-gui" else set()
    return found


@pytest.mark.parametrize("lock", ["dev", "bundle", "headless"])
def test_a_lock_file_has_all_that_pyproject_asks_for_in_versions_it_allows(lock):
    file = tools.LOCKS / f"requirements-{lock}.txt"
    text = file.read_text(encoding="utf-8")
    pinned = vulnerabilities.pins_in(text)
    lines = direct(lock)
    if lock == "headless":
        lines = {line for line in lines if not line.startswith(("pyside6", "pyqtgraph"))}
    for wanted in map(Requirement, lines):
        versions = {version for name, version in pinned if name == wanted.name}
        assert versions, wanted
        assert any(version in wanted.specifier for version in versions), wanted
    assert "://" not in text
    assert text.count("\n    --hash=sha256:") >= len(pinned)


ADVISORY = """
id: PYSEC-0000-1
details: |
  It trusts what it should not.
  More words.
affected:
- package: {name: thing, ecosystem: PyPI}
  ranges:
  - type: ECOSYSTEM
    events: [{introduced: "1.2"}, {fixed: "1.4.1"}, {introduced: "2.0"}, {last_affected: "2.3"}]
  versions: ["0.9"]
"""


def test_without_pip_audit_nothing_is_called_safe(monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert vulnerabilities.ask_pip_audit() == 2
    assert "pip-audit is not installed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("version", "is_vulnerable"),
    [("0.9", True), ("1.0", False), ("1.2", True), ("1.4", True), ("1.4.1", False), ("1.9", False),
     ("2.0", True), ("2.3", True), ("2.10", False)],
)  # fmt: skip
def test_a_locked_version_is_held_against_the_ranges_of_an_advisory(
    tmp_path, version, is_vulnerable
):
    place = tmp_path / "vulns/thing"
    place.mkdir(parents=True)
    (place / "PYSEC-0000-1.yaml").write_text(ADVISORY, encoding="utf-8")
    found = list(vulnerabilities.advisories(tmp_path, {("thing", version), ("other", "1.3")}))
    says = "It trusts what it should not."
    assert found == [("thing", version, "PYSEC-0000-1", says)] * is_vulnerable


def test_each_artefact_has_its_commands_in_the_document():
    for artefact in check_packages.ARTEFACTS:
        install, *remove = check_packages.blocks(artefact.section)
        assert "install" in install or "PATH" in install
        assert bool(remove) == bool(artefact.leaves)


def test_a_version_of_the_changelog_has_notes_and_another_has_none():
    text = (
        "## Unreleased\nx\n\n## 0.2.0 - 2026-01-02\n\n### Added\n- y\n\n## 0.1.0 - 2025-01-02\nz\n"
    )
    assert release_notes.notes(text, "0.2.0") == "### Added\n- y"
    assert release_notes.notes(text, "0.1.0") == "z"
    assert release_notes.notes(text, "0.1") == ""
    assert release_notes.notes(text, "Unreleased") == "x"


def test_a_library_is_loaded_after_those_it_needs():
    needs = {"libGL": ["libGLX", "libc"], "libGLX": ["libX11", "libxcb"], "libxcb": [], "a": []}
    order = frozen.first_what_others_need(needs)
    assert sorted(order) == sorted(needs)
    assert order.index("libxcb") < order.index("libGLX") < order.index("libGL")


def test_what_lies_below_usr_is_not_called_python_where_python_lies_there(monkeypatch):
    tool("dpkg-query")
    shell = Path("/bin/sh").resolve()
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    assert notices.owners([shell])[0].kind == "deb"


def test_a_file_that_nobody_owns_is_not_bundled(tmp_path):
    tool("dpkg-query")
    stray = tmp_path / "libstray.so.1"
    stray.touch()
    shell = Path("/bin/sh").resolve()
    assert notices.owners([shell])[0].kind == "deb"
    with pytest.raises(tools.BuildFailed, match="libstray"):
        notices.owners([shell, stray])
