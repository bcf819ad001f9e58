"""Places, times and archives that all builds share.

Every artefact is a function of the sources and of `SOURCE_DATE_EPOCH`: files get that time, root as
their owner, one of two modes, and lie in archives in the order of their names.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "packaging"  # environments and half-made things, kept for the next time
LOCKS = ROOT / "packaging" / "locks"
NAME = "cvlink-gui"
_EPOCH = "1580601600"  # 2020-02-02, what hatchling takes: for a source that is no checkout


class BuildFailed(Exception):
    """Says in one line what could not be made, and why."""


def say(text: str) -> None:
    sys.stderr.write(f"build: {text}\n")


def epoch() -> int:
    """Seconds since 1970: SOURCE_DATE_EPOCH, else the time of the last commit."""
    known = os.environ.get("SOURCE_DATE_EPOCH")
    if known is None:
        git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        known = _said(git) if (ROOT / ".git").exists() else _EPOCH
    return int(known)


def _said(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def environment(**more: str) -> dict[str, str]:
    """The environment of every program that builds: nothing in it changes what is made."""
    fixed = {
        "SOURCE_DATE_EPOCH": str(epoch()),
        "PYTHONHASHSEED": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    return {**os.environ, **fixed, **more}


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, **env: str) -> str:
    """What a program wrote; BuildFailed with its last lines where it fails."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env=environment(**env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise BuildFailed(f"{words[0]} is not installed") from error
    if done.returncode:
        last = "\n".join(done.stdout.splitlines()[-30:])
        raise BuildFailed(f"{' '.join(words)} failed:\n{last}")
    return done.stdout


def version() -> str:
    """As `cvlink --version` says it."""
    for line in (ROOT / "cvlink_gui" / "__init__.py").read_text(encoding="utf-8").splitlines():
        if line.startswith("__version__ = "):
            return line.split('"')[1]
    raise BuildFailed("cvlink_gui/__init__.py has no __version__")


def project() -> dict[str, object]:
    """The table `project` of pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: dict[str, object] = tomllib.load(file)["project"]
    return found


def emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def python_of(env: Path) -> Path:
    """The interpreter of a virtual environment."""
    return env / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def locked_environment(name: str) -> Path:
    """A virtual environment of what a lock file says, made once for each of its states."""
    lock = LOCKS / f"requirements-{name}.txt"
    env, stamp = BUILD / f"env-{name}", BUILD / f"env-{name}.stamp"
    wanted = f"{sys.version}\n{lock.read_text(encoding='utf-8')}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return env
    say(f"an environment of {lock.relative_to(ROOT)}")
    stamp.unlink(missing_ok=True)
    run([sys.executable, "-m", "venv", "--clear", env])
    run([python_of(env), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock])
    stamp.write_text(wanted, encoding="utf-8")
    return env


def members(folder: Path) -> Iterator[Path]:
    """All below a folder, in the order of names; a folder before what is in it."""
    for path in sorted(folder.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from members(path)


def settle(folder: Path) -> None:
    """Give everything below a folder, and itself, the one time and the modes of an installation."""
    when = epoch()
    for path in [*members(folder), folder]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)


def archive(folder: Path, made: Path, top: str) -> Path:
    """A compressed tar of a folder, which is called `top` in it."""
    when = epoch()

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = when
        return member

    with tarfile.open(made, "w:xz", format=tarfile.GNU_FORMAT, preset=3) as tar:
        tar.add(folder, top, recursive=False, filter=plain)
        for path in members(folder):
            name = f"{top}/{path.relative_to(folder)}"
            tar.add(path, name, recursive=False, filter=plain)
    return made


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree_digest(folder: Path) -> dict[str, str]:
    """What lies below a folder: of a file its mode and content, of a link where it leads."""
    found = {}
    for path in members(folder):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            found[name] = f"{path.stat().st_mode & 0o777:o} {digest(path)}"
    return found


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(p.lstat().st_size for p in members(path) if p.is_file() or p.is_symlink())
