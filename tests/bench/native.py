"""The two C files of the benchmark, compiled when they are needed and a compiler is there."""

import os
import shutil
import subprocess
from functools import cache

_HERE = os.path.dirname(os.path.abspath(__file__))
_OPTIONS = {"baseline": (), "slow": ("-shared", "-fPIC")}


@cache
def compiled(name: str, folder: str) -> str | None:
    """The path of `name`.c compiled into `folder`; None without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    made = os.path.join(folder, name)
    source = os.path.join(_HERE, name + ".c")
    subprocess.run([compiler, "-O2", *_OPTIONS[name], "-o", made, source, "-ldl"], check=True)
    return made
