"""An audit as a file to share or to keep: a page (HTML), or JSON."""

import json

from cvlink_gui.core.errors import from_os_error
from cvlink_gui.features.audit.as_json import audit_json
from cvlink_gui.features.audit.page import page
from cvlink_gui.features.audit.report import Audit
from cvlink_gui.features.project import Project
from cvlink_gui.features.speech import speech
from cvlink_gui.fs.files import write_atomic

JSON = b".json"


def save_page(project: Project, audit: Audit, path: bytes, language: str = "en") -> None:
    """Write the page; StorageError if that cannot be.

    language  of its words: `tr`, or as the environment says it, `tr_TR.UTF-8`
    """
    _write(project, path, page(project, audit, speech=speech(language)))


def save_json(project: Project, audit: Audit, path: bytes) -> None:
    """Write the `cvlink.audit/1` object; StorageError if that cannot be."""
    text = json.dumps(audit_json(project, audit), indent=2, ensure_ascii=False)
    _write(project, path, text.encode("utf-8") + b"\n")


def save(project: Project, audit: Audit, path: bytes, language: str) -> None:
    """Write JSON into a file that is called so, a page into any other."""
    if path.lower().endswith(JSON):
        save_json(project, audit, path)
    else:
        save_page(project, audit, path, language)


def _write(project: Project, path: bytes, data: bytes) -> None:
    project.storage.check([path])
    try:
        write_atomic(path, data)
    except OSError as error:
        raise from_os_error(error, "write the report", path) from error
