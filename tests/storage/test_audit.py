"""An audit of what was scanned before its storage died: it asks the storage before any file."""

import os
import subprocess
import time

import pytest

from cvlink_gui.core.errors import NotAnswering
from cvlink_gui.core.findings import Verdict
from cvlink_gui.features import audit as auditing
from cvlink_gui.features.project import Project
from cvlink_gui.fs import storage
from cvlink_gui.fs.attended import attended
from tests.conftest import build

LONG = 60.0  # seconds; a call that hangs would never end
HASH = "d41d8cd98f00b204e9800998ecf8427e"
COCO = '{"images": [{"file_name": "a.jpg"}], "annotations": [], "categories": []}'


@pytest.fixture
def dying(volume, tmp_path, monkeypatch):
    """A project with a repository of git and of DVC on a volume inside of it, scanned."""
    monkeypatch.setattr(storage, "_FIRST_WAIT", 0.1)
    monkeypatch.setattr(storage, "_JITTER", 0.0)
    monkeypatch.setattr(storage, "_TRUST", 0.0)  # what answered just now may hang already
    on = build(volume.inside, "data/train/a.jpg", "data/val/b.jpg", ".dvc/tmp/", "link -> data")
    write = {
        b".dvc/config": "[cache]\n    dir = /nowhere\n",
        b"own.dvc": f"outs:\n- md5: {HASH}\n  path: own\n",
        b".gitattributes": "*.jpg filter=lfs\n",
        b"data/train/instances_train.json": COCO,
    }
    for name, text in write.items():
        with open(os.path.join(on, name), "w", encoding="utf-8") as file:
            file.write(text)
    for words in (["init", "--quiet"], ["add", "link"]):
        subprocess.run(["git", *words], cwd=on, check=True)
    name = volume.point.name
    build(tmp_path, f"experiments/one/train -> ../../{name}/data/train")
    build(tmp_path, f"experiments/one/val -> ../../{name}/data/val")
    project = Project.open(os.fsencode(tmp_path))
    project.load()
    return project


def test_it_ends_and_is_not_sure(volume, dying):
    before = auditing.audit(dying)
    assert before.verdict is not Verdict.UNKNOWN
    assert not {finding.rule for finding in before.findings} & {"unreadable", "not-checked"}
    volume.order(hang=True)
    begin = time.monotonic()
    found = auditing.audit(dying)
    assert time.monotonic() - begin < LONG
    assert found.verdict is Verdict.UNKNOWN
    told = {path for f in found.findings if f.rule == "unreadable" for path in f.paths}
    name = os.fsencode(volume.point.name)
    assert told >= {name + b"/own.dvc", name + b"/.git"}


def test_storage_that_stops_right_after_it_answered_does_not_hold_it_up(volume, dying, monkeypatch):
    for name in ("_TRUST", "_FRESH_SECONDS"):
        monkeypatch.setattr(storage, name, 1e6)
    dying.storage.check([volume.place])
    volume.order(hang=True)
    begin = time.monotonic()
    found = attended(lambda: auditing.audit(dying), dying.storage)
    assert time.monotonic() - begin < LONG
    assert found.verdict is Verdict.UNKNOWN
    assert dying.storage.dead == {volume.place}


def test_a_manifest_and_a_report_are_not_written_to_it(volume, dying):
    found = auditing.audit(dying)
    volume.order(hang=True)
    path = os.path.join(volume.place, b"manifest.json")
    with pytest.raises(NotAnswering):
        auditing.write_manifest(dying, found, path)
    from cvlink_gui.features.audit.saving import save_page

    with pytest.raises(NotAnswering):
        save_page(dying, found, path)
