"""A build hook of hatchling: compiles `cvlink_gui/fs/_*.c` where a compiler is there.

It also takes the pages of `docs/` along, for the handbook; pictures and examples stay out.

Without one, or where it fails, or with CVLINK_NATIVE=0, the wheel is pure Python and works as
well: the scan has a twin in Python. An editable install gets the compiled file into its sources.
"""

import glob
import os
import shutil
import subprocess
import sys
import sysconfig
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = "cvlink_gui/fs/_*.c"
MADE = "cvlink_gui/fs/_native.abi3.so"  # one for every Python from 3.11 on
_OPTIONS = ("-O2", "-std=gnu11", "-fPIC", "-shared", "-pthread", "-fvisibility=hidden")


class NativeHook(BuildHookInterface[Any]):
    """Adds the compiled twin and the pages of the handbook to a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the pages; compile the twin, if that can be done here.

        version  "editable", or "standard" for a wheel
        """
        if version != "editable":
            build_data["force_include"].update(_pages(self.root))
        if sys.platform != "linux" or os.environ.get("CVLINK_NATIVE") == "0":
            return
        editable = version == "editable"
        made = os.path.join(self.root if editable else self.directory, MADE)
        os.makedirs(os.path.dirname(made), exist_ok=True)
        said = _compile(sorted(glob.glob(os.path.join(self.root, SOURCES))), made)
        if said:
            self.app.display_warning(f"The compiled part is left out: {said}")
        elif not editable:
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["pure_python"] = False
            build_data["tag"] = f"cp311-abi3-{platform}"
            build_data["force_include"][made] = MADE

    def finalize(self, version: str, _data: dict[str, Any], _artifact: str) -> None:
        """Leave nothing beside the wheel."""
        if version != "editable":
            shutil.rmtree(os.path.join(self.directory, "cvlink_gui"), ignore_errors=True)


def _pages(root: str) -> dict[str, str]:
    """Where each page of `docs/` is, and where it goes in the package."""
    found = glob.glob("docs/**/*.md", root_dir=root, recursive=True)
    return {os.path.join(root, page): f"cvlink_gui/{page}" for page in found}


def _compile(sources: list[str], made: str) -> str:
    """Why it could not be compiled; "" if it was."""
    compiler = os.environ.get("CC") or shutil.which("cc")
    if compiler is None:
        return "no compiler is there"
    include = sysconfig.get_path("include")
    command = [*compiler.split(), *_OPTIONS, f"-I{include}", *sources, "-o", f"{made}~"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["it failed"])[0]
    os.replace(f"{made}~", made)  # a process that has it loaded keeps the old one
    return ""
