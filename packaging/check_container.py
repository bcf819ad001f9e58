"""Carry out packaging/container/Dockerfile without an engine, as root.

    python packaging/check_container.py [--place FOLDER] [--write]

The first stage's steps are done in a fresh minimal Debian. The second's base, distroless Python, is
put together as its makers do: packages of Debian, unpacked without their scripts, without a shell.
Then the images' own ENTRYPOINT runs as their USER on a root that is mounted read-only: the audit of
the sample, and the exporter, which is asked for its metrics. Prints the size of both layers.
"""

import argparse
import contextlib
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import dockerfile
from check_packages import DOCUMENT, CheckFailed, bare_system, inside

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "packaging" / "container" / "Dockerfile"
# What gcr.io/distroless/python3-debian12 is made of (GoogleContainerTools/distroless, python3).
_DISTROLESS = [
    "base-files",
    "netbase",
    "tzdata",
    "ca-certificates",
    "libc6",
    "libssl3",
    "libgcc-s1",
    "libstdc++6",
    "libbz2-1.0",
    "libcom-err2",
    "libcrypt1",
    "libdb5.3",
    "libexpat1",
    "libffi8",
    "libgssapi-krb5-2",
    "libk5crypto3",
    "libkeyutils1",
    "libkrb5-3",
    "libkrb5support0",
    "liblzma5",
    "libncursesw6",
    "libnsl2",
    "libpython3.11-minimal",
    "libpython3.11-stdlib",
    "libreadline8",
    "libsqlite3-0",
    "libtinfo6",
    "libtirpc3",
    "libuuid1",
    "python3.11-minimal",
    "python3-minimal",
    "zlib1g",
]
_WAIT_SECONDS = 120
_LINE = re.compile(r"(<!-- container -->\n).*?(<!-- end container -->)", re.DOTALL)

Command = dockerfile.Command


def stages() -> dict[str, list[Command]]:
    """The instructions of each stage, those of the stages it is built on first."""
    found: dict[str, list[Command]] = {}
    current: list[Command] = []
    for command in dockerfile.parse_file(str(FILE)):
        if command.cmd.upper() == "FROM":
            base, _, name = command.value
            current = found[name] = list(found.get(base, ()))
        else:
            current.append(command)
    return found


def build(chroot: Path) -> Path:
    """Do the steps of the stage `build`; returns what the other stages copy of it."""
    where = "/"
    for command in stages()["build"]:
        match command.cmd.upper():
            case "WORKDIR":
                (where,) = command.value
                (chroot / where.lstrip("/")).mkdir(parents=True, exist_ok=True)
            case "COPY":
                _copy_context(chroot / where.lstrip("/"))
            case "RUN":
                inside(chroot, f"cd {where}; {command.value[0]}")
            case other:
                raise CheckFailed(f"the stage `build` does {other}: teach this script how")
    return chroot / "opt" / "cvlink"


def _copy_context(target: Path) -> None:
    """What the file beside the Dockerfile lets in of what git knows."""
    rules = FILE.with_name("Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = [rule[1:] for rule in rules if rule.startswith("!")]
    words = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run([*words, *let_in], check=True, capture_output=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place)


def distroless(chroot: Path, image: Path) -> None:
    """Unpack its packages; the ones `chroot` can download."""
    names = shlex.join(_DISTROLESS)
    inside(chroot, f"mkdir -p /debs; cd /debs; apt-get update; apt-get download {names}")
    for package in sorted((chroot / "debs").glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", package, image], check=True)
    for name in ("proc", "cache", "tmp", "data"):
        (image / name).mkdir(exist_ok=True)
    if (image / "bin/sh").exists():
        raise CheckFailed("a shell is in the image")


class Image:
    """One stage, ready to run in `root`."""

    def __init__(self, root: Path, stage: str) -> None:
        self._root = root
        last = {command.cmd.upper(): command.value for command in stages()[stage]}
        self._entry = list(last["ENTRYPOINT"])
        (self._user,) = last["USER"]
        names, values = last["ENV"][::2], last["ENV"][1::2]
        self._env = [f"{name}={value}" for name, value in zip(names, values, strict=True)]

    def start(self, project: Path, *words: str) -> subprocess.Popen[str]:
        """Run its command on a project that can only be read, as everything else."""
        entry = shlex.join([*self._entry, *words])
        script = f"""set -eu
mount --bind {self._root} {self._root}; cd {self._root}
mount -t proc proc proc
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o uid=65534,gid=65534,mode=0700 tmpfs cache
mount --bind {project} data; mount -o remount,bind,ro data
mount -o remount,bind,ro {self._root}
exec env -i {shlex.join(self._env)} /usr/sbin/chroot --userspec={self._user} {self._root} {entry}"""
        return subprocess.Popen(
            ["unshare", "--mount", "sh", "-c", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


def check_audit(root: Path, project: Path) -> float:
    """The audit as the image does it; seconds it took."""
    began = time.perf_counter()
    process = Image(root, "cvlink").start(project, "audit", "/data", "--fail-on", "never")
    said, _ = process.communicate(timeout=_WAIT_SECONDS)
    if process.returncode or "Verdict: Not ready" not in said:
        raise CheckFailed(f"the audit ended with {process.returncode}:\n{said}")
    return time.perf_counter() - began


def check_exporter(root: Path, project: Path) -> None:
    """Its metrics, as Prometheus would ask for them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ("--address", "127.0.0.1", "--port", str(port), "--project", "/data")
    process = Image(root, "exporter").start(project, *words)
    try:
        text = _asked(f"http://127.0.0.1:{port}/metrics", process)
        if "cvlink_links_broken" not in text:
            raise CheckFailed(f"the exporter says:\n{text}")
    finally:
        process.terminate()
        process.wait(_WAIT_SECONDS)


def _asked(url: str, process: subprocess.Popen[str]) -> str:
    end = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError):
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 (ours)
                text: str = answer.read().decode()
            if "cvlink_links_broken" in text:
                return text
        time.sleep(0.2)
    raise CheckFailed(f"the exporter does not answer: {process.poll()}")


def _size(folder: Path) -> str:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB"


@contextlib.contextmanager
def _folder(place: Path) -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="cvlink-image-", dir=place))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made)


def main() -> int:
    """Build, run, measure; returns an exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--place", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--write", action="store_true", help="put the line into the document")
    arguments = parser.parse_args()
    place = arguments.place
    try:
        with bare_system(place) as chroot, _folder(place) as image, _folder(place) as data:
            layer = build(chroot)
            distroless(chroot, image)
            base = _size(image)
            shutil.copytree(layer, image / "opt" / "cvlink", symlinks=True)
            project = data / "street"
            sample = [sys.executable, "-m", "cvlink_gui.cli.main", "sample", str(project)]
            subprocess.run(sample, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
            seconds = check_audit(image, project)
            check_exporter(image, project)
            line = (
                f"The base has {base}, cvlink adds {_size(layer)}; the audit of the sample takes "
                f"{seconds:.2f} s with the start of Python.\n"
            )
    except CheckFailed as error:
        sys.stderr.write(f"check: {error}\n")
        return 1
    sys.stdout.write(line)
    if arguments.write:
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(_LINE.sub(rf"\g<1>{line}\g<2>", text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
