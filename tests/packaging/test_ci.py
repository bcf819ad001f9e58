"""The files of `packaging/ci`: they keep to the schemas, and their steps do what they say.

The steps are taken out of the YAML and run by the shells GitHub and GitLab run them with, on a
sample project. pip is told to stay offline and to change nothing.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import distribution, requires
from pathlib import Path
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
import yaml

from cvlink_gui.features.sample import create_sample

ROOT = Path(__file__).parents[2]
CI = ROOT / "packaging/ci"
BIN = os.path.dirname(sys.executable)
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
GITLAB_SHELLS = [BASH, ["sh", "-ec"]]


def loaded(name: str) -> dict:
    return yaml.safe_load((CI / name).read_text(encoding="utf-8"))


def schema(name: str) -> dict:
    """One of the schemas that check-jsonschema ships."""
    path = f"check_jsonschema/builtin_schemas/vendor/{name}.json"
    return json.loads(Path(str(distribution("check-jsonschema").locate_file(path))).read_text())


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("github-workflow.yml", "github-workflows"),
        ("action.yml", "github-actions"),
        ("gitlab.yml", "gitlab-ci"),
    ],
)
def test_the_files_keep_to_the_schemas_of_those_who_read_them(file, kind):
    text = (CI / file).read_text(encoding="utf-8")
    document = yaml.load(text, Loader=_Plain)  # noqa: S506 (a loader of the safe one's kind)
    checker = jsonschema.validators.validator_for(schema(kind))(schema(kind))
    assert [error.message for error in checker.iter_errors(document)] == []


class _Plain(yaml.SafeLoader):
    """YAML 1.2 in that `on` is a word and no boolean, as GitHub reads it."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if tag != "tag:yaml.org,2002:bool"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture
def project(tmp_path) -> Path:
    """The sample, as a git repository."""
    create_sample(os.fsencode(tmp_path / "work"))
    git(tmp_path / "work", "init", "--quiet")
    git(tmp_path / "work", "add", "--all")
    git(tmp_path / "work", "commit", "--quiet", "--message", "all")
    return tmp_path / "work"


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    return subprocess.run(
        ["git", *who, *words], cwd=folder, capture_output=True, text=True, env=environment()
    )


def environment(**more: str) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_DRY_RUN": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **more,
    }


def run(shell: list[str], script: str, folder: Path, **env: str):
    return subprocess.run(
        [*shell, script], cwd=folder, capture_output=True, text=True, env=environment(**env)
    )


class Action:
    """The composite action, run step by step on a project."""

    def __init__(self, project: Path, tmp_path: Path, **inputs: str) -> None:
        self.out, self.summary = tmp_path / "output", tmp_path / "summary"
        self.said = ""
        action = loaded("action.yml")
        given = {name: known["default"] for name, known in action["inputs"].items()} | inputs
        known = {f"inputs.{name}": value for name, value in given.items()}
        known |= {"github.action_path": str(CI), "runner.temp": str(tmp_path)}
        for step in action["runs"]["steps"]:
            assert step["shell"] == "bash"
            env = {name: _filled(value, known) for name, value in step.get("env", {}).items()}
            paths = {"GITHUB_OUTPUT": str(self.out), "GITHUB_STEP_SUMMARY": str(self.summary)}
            folder = project / _filled(step.get("working-directory", "."), known)
            done = run(BASH, step["run"], folder, **env, **paths)
            self.code, self.said = done.returncode, self.said + done.stdout + done.stderr
            if self.code:
                break

    @property
    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.out.read_text().splitlines())


def _filled(text: str, known: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: known[found[1]], text)


def test_the_action_passes_a_sound_experiment_and_hands_out_its_files(project, tmp_path):
    action = Action(project, tmp_path, experiments="baseline improved")
    assert (action.code, action.outputs.keys()) == (0, {"sarif", "report"}), action.said
    assert "data: no Git LFS, DVC or git-annex here" in action.said
    assert "::notice title=cvlink%3A improved::Ready" in action.said
    (results,) = json.loads(Path(action.outputs["sarif"]).read_text())["runs"]
    assert {result["level"] for result in results["results"]} == {"note"}
    assert "improved" in Path(action.outputs["report"]).read_text()
    assert "Verdict: Ready" in action.summary.read_text()


def test_the_action_fails_for_findings_and_says_them_all_the_same(project, tmp_path):
    action = Action(project, tmp_path)
    assert action.code == 1
    assert "::error file=experiments/faulty/train,title=cvlink dangling::" in action.said
    assert "Not ready" in action.summary.read_text()
    assert Path(action.outputs["sarif"]).is_file()
    assert Action(project, tmp_path, **{"fail-on": "never"}).code == 0


def test_the_action_stops_where_git_made_text_files_of_links(project, tmp_path):
    git(project, "config", "core.symlinks", "false")
    action = Action(project, tmp_path)
    assert action.code == 1
    assert "::error::git checked the links out as text files" in action.said


def test_inputs_never_become_part_of_a_script(project, tmp_path):
    for step in loaded("action.yml")["runs"]["steps"]:
        assert "${{" not in step["run"]
    action = Action(project, tmp_path, experiments='$(touch${IFS}owned) "; touch owned; "')
    assert action.code == 2
    assert not list(tmp_path.rglob("owned"))


def test_the_workflow_names_the_links_that_leave_the_checkout(project, tmp_path):
    (job,) = loaded("github-workflow.yml")["jobs"].values()
    (step,) = (step for step in job["steps"] if "run" in step)
    shutil.move(project, tmp_path / job["env"]["PROJECT"])
    (tmp_path / "project/up").symlink_to("../../datasets/coco")
    done = run(BASH, step["run"], tmp_path, **job["env"])
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.splitlines()) == [
        "leaves the checkout: ./experiments/faulty/labels -> /mnt/nas/labels/street",
        "leaves the checkout: ./up -> ../../datasets/coco",
    ]


def gitlab(shell: list[str], project: Path, **env: str):
    (job,) = loaded("gitlab.yml").values()
    script = "\n".join([*job["before_script"], *job["script"]])
    variables = {**job["variables"], "CI_PROJECT_DIR": str(project), **env}
    return run(shell, script, project, **variables)


@pytest.mark.parametrize("shell", GITLAB_SHELLS, ids=["bash", "sh"])
def test_the_job_of_gitlab_passes_and_fails_and_leaves_its_artifacts(project, shell):
    done = gitlab(shell, project, CVLINK_EXPERIMENTS="baseline")
    assert done.returncode == 0, done.stderr
    assert "Verdict: Ready" in done.stdout
    done = gitlab(shell, project)
    assert done.returncode == 1
    assert "Verdict: Not ready" in done.stdout
    (job,) = loaded("gitlab.yml").values()
    for name in (*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]):
        assert (project / name).is_file()
    junit = Xml.parse(project / "cvlink-junit.xml")  # noqa: S314 (our own output)
    assert len(junit.findall(".//failure")) > 3


@pytest.mark.parametrize("shell", GITLAB_SHELLS, ids=["bash", "sh"])
def test_the_job_of_gitlab_fails_for_what_could_not_be_done(project, shell):
    assert gitlab(shell, project, CVLINK_EXPERIMENTS="none").returncode == 2


def test_gitlab_fetches_data_with_the_same_lines_as_github():
    (job,) = loaded("gitlab.yml").values()
    (block,) = (line for line in job["script"] if "fetch()" in line)
    script = (CI / "fetch-data.sh").read_text().splitlines()
    lines = [line for line in script if not line.startswith("#")]
    assert block.strip().splitlines() == lines


def fetched(folder: Path, path: str) -> list[str]:
    done = subprocess.run(
        ["/bin/sh", CI / "fetch-data.sh"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**environment(), "PATH": path},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_data_is_fetched_by_the_programs_that_are_there_and_the_others_are_named(project, tmp_path):
    (project / ".gitattributes").write_text("*.jpg filter=lfs\n")
    (project / ".dvc").mkdir()
    (project / ".git/annex").mkdir()
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("git", "grep"):
        (tools / name).symlink_to(str(shutil.which(name)))
    said = fetched(project, str(tools))
    assert said == [
        "data: not fetched: Git LFS is used here, and git-lfs is not installed",
        "data: not fetched: DVC is used here, and dvc is not installed",
        "data: the branch git-annex could not be fetched",
        "data: not fetched: git-annex is used here, and git-annex is not installed",
    ]
    for code, words in (
        (0, "data: fetched with DVC"),
        (1, "data: not all fetched: `dvc pull` failed"),
    ):
        (tools / "dvc").write_text(f'#!/bin/sh\ntest "$1" = pull && exit {code}\n')
        (tools / "dvc").chmod(0o755)
        assert fetched(project, str(tools))[1] == words


def test_the_jobs_install_all_dependencies_but_those_of_the_window(tmp_path):
    known = requires("cvlink-gui") or []
    needed = [n for n in known if "extra" not in n and not n.startswith(("pyside6", "pyqtgraph"))]
    (install,) = (s["run"] for s in loaded("action.yml")["runs"]["steps"] if "SOURCE" in s["run"])
    done = run(BASH, install, tmp_path, SOURCE="cvlink-gui", OUT=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert needed
    assert (tmp_path / "cvlink-needs.txt").read_text().splitlines() == needed
    (job,) = loaded("gitlab.yml").values()
    code = re.compile(r"python -c '.*?'", re.DOTALL)
    assert code.findall("\n".join(job["before_script"])) == code.findall(install)


def pre_commit(folder: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words, "--color", "never"],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment(PRE_COMMIT_HOME=str(home)),
    )


@pytest.fixture
def hooked(project, tmp_path) -> Path:
    """The project with the configuration of `packaging/ci`, the hook taken from a repository."""
    source = tmp_path / "cvlink-gui"
    source.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", source)
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "a")):
        git(source, *words)
    git(source, "tag", "v0.1.0")
    text = (CI / "pre-commit-config.yaml").read_text()
    text = text.replace("https://github.com/OWNER/cvlink-gui", str(source))
    (project / ".pre-commit-config.yaml").write_text(text)
    git(project, "add", ".pre-commit-config.yaml")
    return project


def test_pre_commit_runs_the_hook_and_lets_a_sound_project_pass(hooked, tmp_path):
    done = pre_commit(hooked, tmp_path / "home", "run", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Verdict: Ready" in done.stdout


def test_a_commit_is_refused_while_an_experiment_is_not_ready(hooked, tmp_path):
    link = hooked / "experiments/baseline/train"
    link.unlink()
    link.symlink_to("../../data/splits/v9/train")
    git(hooked, "add", "--all")
    done = pre_commit(hooked, tmp_path / "home", "run")
    assert done.returncode == 1
    assert "The target is missing: experiments/baseline/train" in done.stdout
