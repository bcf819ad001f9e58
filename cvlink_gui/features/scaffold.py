"""`cvlink init`: the folders of a project and its settings file, where they are missing."""

import json
import os

from cvlink_gui.core.errors import NotAProject, from_os_error
from cvlink_gui.core.layout import Role
from cvlink_gui.core.names import join
from cvlink_gui.core.said import say
from cvlink_gui.core.settings import CONFIG_NAME, PROFILES, PROJECT_OPTIONS
from cvlink_gui.features.project import detect_layout
from cvlink_gui.fs import config
from cvlink_gui.fs.files import write_atomic


def init_paths(root: bytes) -> list[bytes]:
    """What `init` would make in a folder: missing role folders and `cvlink.toml`.

    A project that has `data/` keeps its data there; experiments stay beside it. A role that some
    folder plays already, under whichever name, needs no other; `data` that is a link stays alone.
    """
    data = join(root, b"data")
    base = b"data" if os.path.isdir(data) and not os.path.islink(data) else b""
    layout = detect_layout(root, config.read_project(root))
    folders = [
        join(base if role is not Role.EXPERIMENTS else b"", role.value.encode())
        for role in Role
        if not layout.folders(role)
    ]
    return [path for path in [*folders, CONFIG_NAME] if not os.path.lexists(join(root, path))]


def init(root: bytes) -> list[bytes]:
    """Make what is missing; returns what was made. Never touches what is there."""
    if os.path.lexists(root) and not os.path.isdir(root):
        hint = say("Name a folder.")
        raise NotAProject(say("This is a file, not a folder"), path=root, hint=hint)
    made = init_paths(root)
    for path in made:
        full = join(root, path)
        try:
            if path == CONFIG_NAME:
                write_atomic(full, default_config().encode("utf-8"))
            else:
                os.makedirs(full, exist_ok=True)
        except OSError as error:
            raise from_os_error(error, "create it", full) from error
    return made


def default_config() -> str:
    """A `cvlink.toml` with every option, its meaning and its default, commented out."""
    lines = ["# Settings of cvlink for this project. Every option has the default shown."]
    section = ""
    for option in PROJECT_OPTIONS:
        head, _, name = option.key.partition(".")
        if head != section:
            section = head
            lines += ["", f"[{section}]"]
        lines.append(f"# {option.doc}")
        if option.choices:
            lines.append("# One of: " + ", ".join(map(str, option.choices)))
        value = list(option.default) if isinstance(option.default, tuple) else option.default
        lines.append(f"# {name} = {json.dumps(value)}")
    lines += ["", f"# {PROFILES.doc}", "# [profiles.dev]", '# "data/current"="data/processed/dev"']
    return "\n".join(lines) + "\n"
