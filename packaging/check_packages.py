"""Install what is in `dist/` on bare systems, and do the main job with it, as root.

    python packaging/check_packages.py [ARTEFACT...] [--write] [--keep FOLDER]

Each artefact gets a fresh minimal Debian (debootstrap, minbase). The commands are those of its
section in docs/packaging.md. Then: the sample project, its audit by `cvlink`, a picture of the
window by `cvlink-gui --screenshot`, how long `cvlink` and the window take to start, and, where the
section says how to remove it, that nothing is left. `--write` puts the table into the document.
"""

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "packaging.md"
SUITE = os.environ.get("SUITE", "bookworm")
_KEPT = ROOT / "build" / "packaging"  # the fresh system as a tar: made once, unpacked for each
_TABLE = re.compile(r"(<!-- table -->\n).*?(<!-- end -->)", re.DOTALL)
_JOB = """
cvlink sample street
cvlink audit street --fail-on never >audit.txt
cvlink-gui street --screenshot street.png --language tr
printenv PATH >path.txt
"""
_HEADLESS_JOB = """
cvlink sample street
cvlink audit street --fail-on never >audit.txt
"""
_VERDICT = "Verdict: Not ready"  # of the sample, whose third experiment is faulty on purpose
_FULL = 120_000  # bytes of the picture; of a window without its project it has half of them
_STARTS = 4
_WAIT_SECONDS = 120


@dataclass(frozen=True)
class Artefact:
    """One row of the table. `section` is its heading in the document."""

    name: str
    section: str
    files: str
    leaves: tuple[str, ...] = ()  # what must be gone after it was removed


ARTEFACTS = (
    Artefact("wheel", "From the wheel, with pipx", "cvlink_gui-*.whl", ("root/.local/bin/cvlink",)),
    Artefact("sdist", "From the sdist", "cvlink_gui-*.tar.gz"),
    Artefact("folder", "One folder", "cvlink-gui-*-linux-*.tar.xz"),
    Artefact("onefile", "One file", "cvlink-gui-*-onefile"),
    Artefact(
        "deb",
        "Debian package",
        "cvlink-gui_*.deb",
        ("usr/lib/cvlink-gui", "usr/bin/cvlink", "usr/share/applications/cvlink-gui.desktop"),
    ),
    Artefact("appdir", "AppDir", "cvlink-gui-*.AppDir.tar.xz"),
)


class CheckFailed(Exception):
    """Says what did not do on the bare system."""


class Start(NamedTuple):
    """Seconds by the clock, and of those the processor worked for it."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:.2f} ({self.processor:.2f})"


@dataclass(frozen=True)
class Result:
    artefact: Artefact
    file: Path
    installed: int  # bytes more than the bare system has
    command: Start
    window: Start


def blocks(section: str) -> list[str]:
    """The shell commands below a heading of the document: to install, and perhaps to remove."""
    text = DOCUMENT.read_text(encoding="utf-8")
    found = re.search(
        rf"^### {re.escape(section)}\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL
    )
    if not found:
        raise CheckFailed(f"docs/packaging.md has no section {section!r}")
    return re.findall(r"^```sh\n(.*?)^```", found[1], re.MULTILINE | re.DOTALL)


def _sh(words: str, chroot: Path, *arguments: str, **more: str) -> str:
    """Run a line with the functions of chroot.sh; what it wrote."""
    line = f"set -eu; . {ROOT}/packaging/chroot.sh; chroot={chroot}; suite={SUITE}; {words}"
    # A mount namespace of its own: what is mounted there ends with it.
    command = ["unshare", "--mount", "sh", "-c", line, "sh", *arguments]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env={**os.environ, **more}
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-25:])
        raise CheckFailed(f"{words} {' '.join(arguments)[-400:]}\n{said}")
    return done.stdout


def inside(chroot: Path, script: str) -> str:
    """Run a script of the shell in a bare system; what it wrote. CheckFailed where it fails."""
    return _sh('mount_kernel; inside sh -euc "$1"', chroot, script)


@contextlib.contextmanager
def bare_system(place: Path) -> Iterator[Path]:
    """A fresh minimal Debian below a folder, gone afterwards."""
    kept = _KEPT / f"minbase-{SUITE}.tar"
    chroot = Path(tempfile.mkdtemp(prefix="cvlink-bare-", dir=place))
    try:
        if kept.exists():
            subprocess.run(["tar", "-xpf", kept, "-C", chroot], check=True)
        else:
            _sh("make_system", chroot)
            kept.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["tar", "-cf", kept, "-C", chroot, "."], check=True)
        _sh("copy_configuration", chroot)
        yield chroot
    finally:
        shutil.rmtree(chroot)


def check(artefact: Artefact, dist: Path, place: Path, keep: Path | None) -> Result:
    """Install one, do the job, time it, remove it."""
    (file,) = dist.glob(artefact.files)
    install, *remove = blocks(artefact.section)
    with bare_system(place) as chroot:
        home = chroot / "root"
        shutil.copy2(file, home)
        before = _used(chroot)
        inside(chroot, install + _JOB)
        if _VERDICT not in (home / "audit.txt").read_text(encoding="utf-8"):
            raise CheckFailed(f"{artefact.name}: the audit says something else")
        picture = home / "street.png"
        if not picture.read_bytes().startswith(b"\x89PNG") or picture.stat().st_size < _FULL:
            raise CheckFailed(f"{artefact.name}: no picture of the window")
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(picture, keep / f"{artefact.name}.png")
        path = (home / "path.txt").read_text(encoding="utf-8").strip()
        (home / file.name).unlink(missing_ok=True)
        installed = _used(chroot) - before + file.stat().st_size
        command = min(_of_command(chroot, path) for _ in range(_STARTS))
        window = min(_of_window(chroot, path) for _ in range(_STARTS))
        for script in remove:
            inside(chroot, script)
            left = [name for name in artefact.leaves if os.path.lexists(chroot / name)]
            if left:
                raise CheckFailed(f"{artefact.name}: left behind: {', '.join(left)}")
    return Result(artefact, file, installed, command, window)


def _used(chroot: Path) -> int:
    """Bytes of all files but what apt and pip keep."""
    skipped = ("var/cache", "var/lib/apt", "root/.cache", "proc", "dev")
    words = ["du", "-sxb", *(f"--exclude={chroot}/{name}" for name in skipped), str(chroot)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return int(done.stdout.split()[0])


def _started(chroot: Path, path: str, *words: str, **env: str) -> subprocess.Popen[bytes]:
    variables = [f"PATH={path}", "HOME=/root", *(f"{n}={v}" for n, v in env.items())]
    return subprocess.Popen(
        ["/usr/bin/env", "-i", *variables, "/usr/sbin/chroot", chroot, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _of_command(chroot: Path, path: str) -> Start:
    began = time.perf_counter()
    process = _started(chroot, path, "cvlink", "--version")
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CheckFailed(f"cvlink --version ended with {process.returncode}")
    return Start(time.perf_counter() - began, used.ru_utime + used.ru_stime)


def _of_window(chroot: Path, path: str) -> Start:
    """From the start of the program to its window, on a display of its own."""
    with _display() as display:
        began = time.perf_counter()
        program = _started(chroot, path, "cvlink-gui", "--new-window", DISPLAY=display)
        try:
            return Start(_when_shown(display, program) - began, _processor_time(program.pid))
        finally:
            program.terminate()
            program.wait(_WAIT_SECONDS)


@contextlib.contextmanager
def _display() -> Iterator[str]:
    reader, writer = os.pipe()
    words = [
        "Xvfb",
        "-displayfd",
        str(writer),
        "-screen",
        "0",
        "1600x1000x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(words, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def _processor_time(pid: int) -> float:
    """Seconds it has worked so far, proc_pid_stat(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _when_shown(display: str, program: subprocess.Popen[bytes]) -> float:
    end = time.monotonic() + _WAIT_SECONDS
    command = ["xdotool", "search", "--onlyvisible", "--class", "cvlink-gui"]
    env = {"DISPLAY": display, "PATH": os.environ["PATH"]}
    while time.monotonic() < end and program.poll() is None:
        seen = subprocess.run(command, env=env, check=False, capture_output=True)
        if seen.stdout:
            return time.perf_counter()
    raise CheckFailed(f"no window was shown; the program ended with {program.poll()}")


def table(results: Sequence[Result]) -> str:
    """As Markdown; sizes in MB of 10^6 bytes."""
    lines = [
        "| artefact | file, MB | installed, MB | `cvlink --version`, s | window, s |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += (
        f"| {result.artefact.section} | {result.file.stat().st_size / 1e6:.1f} "
        f"| {result.installed / 1e6:.0f} | {result.command} | {result.window} |"
        for result in results
    )
    return "\n".join(lines) + "\n"


def _with_rows_of_others(made: str, text: str) -> str:
    """The rows just made, and after them those the document has of artefacts not checked now."""
    new = {line.split("|")[1] for line in made.splitlines()}
    found = _TABLE.search(text)
    old = found[0].splitlines() if found else []
    others = [line for line in old if line.startswith("| ") and line.split("|")[1] not in new]
    return made + "".join(f"{line}\n" for line in others)


def main() -> int:
    """Check what is asked for; returns an exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = {artefact.name: artefact for artefact in ARTEFACTS}
    parser.add_argument("artefacts", nargs="*", metavar="ARTEFACT", help=", ".join(known))
    parser.add_argument("--dist", type=Path, default=ROOT / "dist")
    parser.add_argument("--place", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--keep", type=Path, help="put the pictures of the windows there")
    parser.add_argument("--write", action="store_true", help="put the table into the document")
    arguments = parser.parse_args()
    chosen = [known[name] for name in arguments.artefacts or known]
    results = []
    try:
        for artefact in chosen:
            sys.stderr.write(f"check: {artefact.name}\n")
            results.append(check(artefact, arguments.dist, arguments.place, arguments.keep))
    except CheckFailed as error:
        sys.stderr.write(f"check: {error}\n")
        return 1
    made = table(results)
    sys.stdout.write(made)
    if arguments.write:
        text = DOCUMENT.read_text(encoding="utf-8")
        kept = _with_rows_of_others(made, text)
        DOCUMENT.write_text(_TABLE.sub(rf"\g<1>{kept}\g<2>", text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
