"""`from cvlink_gui import open_project`: the check that training code makes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cvlink_gui
from cvlink_gui import NotReady, open_project
from cvlink_gui.core.errors import NotAProject, PlanRefused, UsageError
from cvlink_gui.features.sample import create_sample
from tests.conftest import build, seen

TEXT = (Path(__file__).parents[2] / "docs/training.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


def test_a_sound_experiment_gives_its_verdict(root):
    for path in (os.fsdecode(root), root, Path(os.fsdecode(root))):
        assert open_project(path).preflight("baseline") == "ready"
    build(root, f"experiments/warned/l -> {os.fsdecode(root)}/data/processed/v1")
    assert open_project(root).preflight(b"warned") == "ready_with_warnings"


def test_an_experiment_that_is_not_ready_raises_with_the_findings(root):
    build(root, "experiments/bad/l -> none", "experiments/bad/m -> /etc")
    project = open_project(root)
    with pytest.raises(NotReady, match="bad: Not ready\n  The target is missing") as caught:
        project.preflight("bad")
    assert caught.value.verdict == "not_ready"
    assert [(f.rule, f.paths) for f in caught.value.findings] == [
        ("dangling", (b"experiments/bad/l",))
    ]
    assert project.preflight("baseline") == "ready"


def test_what_could_not_be_checked_is_not_ready_either(root):
    build(root, "experiments/odd/train/a.jpg")
    file = Path(os.fsdecode(root), "experiments/odd/train/instances.json")
    file.write_text('{"images": 1, "annotations": [], "categories": []}')
    with pytest.raises(NotReady) as caught:
        open_project(root).preflight("odd", framework="coco")
    assert caught.value.verdict == "unknown"
    assert [f.rule for f in caught.value.findings] == ["unreadable"]


def test_an_experiment_without_data_is_not_ready_and_says_so(root):
    build(root, "experiments/new/models/")
    with pytest.raises(NotReady, match="new: Unknown\n  The experiment has no data yet") as caught:
        open_project(root).preflight("new")
    assert caught.value.verdict == "unknown"


def test_a_second_check_sees_what_changed_since_the_first(root):
    project = open_project(root)
    assert project.preflight("baseline") == "ready"
    os.rename(root + b"/data/splits", root + b"/data/gone")
    with pytest.raises(NotReady):
        project.preflight("baseline")
    os.rename(root + b"/data/gone", root + b"/data/splits")
    assert project.preflight("baseline") == "ready"


def test_the_framework_and_what_is_waived_count(tmp_path):
    lines = (
        *(f"data/raw/coco/train2017/{n}.jpg" for n in range(4)),
        *(f"experiments/e/labels/train/{n}.txt" for n in range(4)),
        "experiments/e/images/train -> ../../../data/raw/coco/train2017",
    )
    root = build(tmp_path, *lines)
    for framework in ("ultralytics", "coco"):
        with pytest.raises(NotReady, match=f"{framework} finds 4 images and 0 labels"):
            open_project(root).preflight("e", framework=framework)
    assert open_project(root).preflight("e", framework="torchvision").value.startswith("ready")
    (tmp_path / "cvlink.toml").write_text(
        '[[audit.waivers]]\nrule = "labels-unreachable"\npath = "*"\nreason = "a test"\n'
    )
    assert open_project(root).preflight("e", framework="ultralytics").value.startswith("ready")


def test_an_experiment_is_made_from_code_and_made_again_as_it_is(root):
    project = open_project(root)
    links = project.create_experiment("new", data="v1")
    folder = os.path.join(os.fsdecode(root), "experiments/new")
    assert links == [f"{folder}/train", f"{folder}/val"]
    assert project.create_experiment("new", data="v1") == links
    assert project.preflight("new") == "ready"
    assert project.create_experiment("odd", "v1", splits=["val"]) == [
        f"{os.fsdecode(root)}/experiments/odd/val"
    ]


def test_an_experiment_that_cannot_be_made_is_refused_with_the_reasons(root):
    project = open_project(root)
    before = seen(root)
    with pytest.raises(PlanRefused, match="a link is already in this place"):
        project.create_experiment("baseline", data="v2")
    with pytest.raises(PlanRefused, match="the source is not there"):
        project.create_experiment("new", data="v9")
    assert seen(root) == before
    project.create_experiment("baseline", data="v2", replace=True)
    assert os.readlink(root + b"/experiments/baseline/val") == b"../../data/processed/v2/val"


def test_the_pipeline_of_the_documents_trains_on_the_sample(tmp_path):
    create_sample(os.fsencode(tmp_path / "s"))
    pipeline = Path(__file__).parents[2] / "docs/examples/pipeline.py"
    command = [sys.executable, "-W", "error", str(pipeline), str(tmp_path / "s")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "pipeline: ready, 3 links"
    told = re.fullmatch(r"pipeline: (\d+)% of the boxes of val are told right", lines[1])
    assert told
    assert int(told[1]) > 60  # the commonest of the five classes alone would be 54
    assert (tmp_path / "s/experiments/pipeline/models/means.json").stat().st_size > 1000
    os.rename(tmp_path / "s/data/raw", tmp_path / "s/data/gone")
    stopped = subprocess.run(command, capture_output=True, text=True)
    assert stopped.returncode == 1
    assert "pipeline: Not ready" in stopped.stderr


def test_names_that_are_not_there_are_said(root, tmp_path):
    with pytest.raises(UsageError, match="no experiment basline"):
        open_project(root).preflight("basline")
    with pytest.raises(NotAProject):
        open_project(tmp_path / "none")


def test_only_names_there_are_can_be_imported():
    assert cvlink_gui.TrainingProject.__name__ == "TrainingProject"
    with pytest.raises(AttributeError, match="no attribute 'open_projects'"):
        cvlink_gui.open_projects  # noqa: B018


def python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_nothing_of_the_window_is_loaded_for_a_check(root):
    code = (
        "import sys; from cvlink_gui import open_project; "
        "print(len([m for m in sys.modules if m.startswith('cvlink_gui.')])); "
        "open_project('.').preflight('baseline'); "
        "print({m.split('.')[0] for m in sys.modules} & {'PySide6', 'shiboken6', 'numpy'})"
    )
    result = python(code, Path(os.fsdecode(root)))
    assert (result.stderr, result.stdout.split()) == ("", ["0", "set()"])


def test_the_examples_of_the_document_do_what_it_says(tmp_path):
    create_sample(os.fsencode(tmp_path / "s"))
    ready, faulty, made = (python(code, tmp_path / "s") for code in EXAMPLES)
    assert (made.returncode, made.stdout) == (0, "2 links\n")
    assert (ready.returncode, ready.stdout) == (0, "training starts: ready\n")
    assert faulty.returncode == 0
    assert "dangling 1 The target is missing: experiments/faulty/train" in faulty.stdout
    stopped = python(EXAMPLES[0].replace("baseline", "faulty"), tmp_path / "s")
    assert stopped.returncode == 1
    assert "faulty: Not ready" in stopped.stderr
