"""Mounts as other programs want them: one function a format, in a table.

A name a format cannot hold, or that it would read as something else, is refused with a UsageError:
a mount of another folder is worse than none. What each format can hold is said beside it.
"""

import json
import re
import shlex
from collections.abc import Callable, Mapping

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.mounts import Mount
from cvlink_gui.core.said import Said, say
from cvlink_gui.features.mounts.smallest import Solution

# Also what YAML takes for a line's end or leaves out.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_CSV_SPECIAL = re.compile(r'[,"]')
# Apptainer before 1.1 splits --bind at these whatever stands before them, and trims blanks.
_BIND_SPECIAL = re.compile(r"[,:^\\]|^\s|\s$")
_CHECK_NAME = "cvlink-preflight"


def written(solution: Solution, form: str) -> str:
    """The mounts of a solution in one of the `FORMATS`, ending in a newline."""
    return FORMATS[form](solution)


def docker(solution: Solution) -> str:
    """For `docker run` and `podman run`: never `-v`, which makes a missing source.

    The value is one record of CSV (docker/cli, opts/mount.go), the whole a word of the shell.
    """
    words = [f"--mount {shlex.quote(_csv(mount))}" for mount in solution.map.mounts]
    return _line(["docker run --rm", *words, "IMAGE"])


def compose(solution: Solution) -> str:
    """The long form of `volumes`, to be merged into a Compose file. `$` is doubled there.

    compose-spec/05-services.md: `create_host_path: false` refuses a source that is not there.
    """
    lines = ["services:", "  train:", "    image: IMAGE", "    volumes:"]
    for mount in solution.map.mounts:
        source, place = (_quoted(text).replace("$", "$$") for text in _texts(mount))
        lines += [
            "      - type: bind",
            f"        source: {source}",
            f"        target: {place}",
            f"        read_only: {_flag(mount)}",
            "        bind:",
            "          create_host_path: false",
        ]
    return _lines(lines)


def devcontainer(solution: Solution) -> str:
    """The `mounts` of a devcontainer.json, in Docker's own form: the other has no `readonly`."""
    for mount in solution.map.mounts:
        _refuse(mount, "${", say("it would be read as a variable"))
    mounts = [_csv(mount) for mount in solution.map.mounts]
    return json.dumps({"mounts": mounts}, indent=2, ensure_ascii=False) + "\n"


def apptainer(solution: Solution) -> str:
    """For `apptainer exec`: `--bind s:d:ro`, and `--mount` for names with `,` or `:`."""
    words = []
    for mount in solution.map.mounts:
        source, place = _texts(mount)
        if _BIND_SPECIAL.search(source) or _BIND_SPECIAL.search(place):
            fields = ["type=bind", f"source={source}", f"destination={place}"]
            words.append(f"--mount {shlex.quote(_record(fields + ['ro'] * mount.read_only))}")
        else:
            mode = "ro" if mount.read_only else "rw"
            words.append(f"--bind {shlex.quote(f'{source}:{place}:{mode}')}")
    return _line(["apptainer exec", *words, "IMAGE COMMAND"])


def pyxis(solution: Solution) -> str:
    """For `srun` with pyxis; it has no way to quote, and enroot splits at blanks."""
    parts = []
    for mount in solution.map.mounts:
        for char in (",", ":", " ", "\\", "$"):
            _refuse(mount, char, say("pyxis has no way to write it"))
        source, place = _texts(mount)
        parts.append(f"{source}:{place}:{'ro' if mount.read_only else 'rw'}")
    mounts = shlex.quote("--container-mounts=" + ",".join(parts))
    return _line(["srun --container-image=IMAGE", mounts, "COMMAND"])


def kubernetes(solution: Solution) -> str:
    """A Pod with `hostPath` volumes: the API refuses a `:` in a mountPath."""
    mounts, volumes = [], []
    for number, mount in enumerate(solution.map.mounts):
        _refuse(mount._replace(source=b""), ":", say("Kubernetes allows no such mountPath"))
        source, place = map(_quoted, _texts(mount))
        name = f"data-{number}"
        mounts += [
            f"        - name: {name}",
            f"          mountPath: {place}",
            f"          readOnly: {_flag(mount)}",
        ]
        kind = "File" if mount.place in solution.files else "Directory"
        volumes += [
            f"    - name: {name}",
            "      hostPath:",
            f"        path: {source}",
            f"        type: {kind}",
        ]
    return _lines(
        [
            "# Mount whole folders: subPath resolves links, and these must stay in the volume.",
            *("apiVersion: v1", "kind: Pod", "metadata:", "  name: train", "spec:"),
            *("  containers:", "    - name: train", "      image: IMAGE"),
            *("      volumeMounts:", *mounts, "  volumes:", *volumes),
        ]
    )


def dockerfile(solution: Solution) -> str:
    """A fragment: mount points in the image, and a start that refuses where data is missing.

    Both instructions have the exec form, which is JSON: no shell and no variable of the build.
    """
    places = [_text(mount.place) for mount in solution.map.mounts]
    folders = [_text(m.place) for m in solution.map.mounts if m.place not in solution.files]
    tested = [_text(place) for place in dict.fromkeys(solution.witnesses.values())]
    wanted = " ".join(shlex.quote(path) for path in [*places, *tested])
    script = (
        f"for path in {wanted}; do "
        f'[ -e "$path" ] || {{ echo "{_CHECK_NAME}: $path is not there: see the mounts" >&2; '
        'exit 1; }; done; exec "$@"'
    )
    return _lines(
        [
            "# COPY keeps every link as it is, broken ones too: data comes by mounts at run time.",
            f"RUN {_json_words(['mkdir', '-p', '--', *folders])}",
            f"ENTRYPOINT {_json_words(['/bin/sh', '-c', script, _CHECK_NAME])}",
        ]
    )


FORMATS: Mapping[str, Callable[[Solution], str]] = {
    "docker": docker,
    "compose": compose,
    "devcontainer": devcontainer,
    "apptainer": apptainer,
    "pyxis": pyxis,
    "kubernetes": kubernetes,
    "dockerfile": dockerfile,
}


def _texts(mount: Mount) -> tuple[str, str]:
    """Source and place as text. No format is sure to hold control characters or other bytes."""
    return _text(mount.source), _text(mount.place)


def _text(path: bytes) -> str:
    try:
        text = path.decode("utf-8")
    except UnicodeDecodeError:
        raise _refusal(path, say("it is not valid UTF-8")) from None
    if _CONTROLS.search(text):
        raise _refusal(path, say("it has a control character in it"))
    return text


def _refuse(mount: Mount, part: str, why: Said) -> None:
    for path in (mount.source, mount.place):
        if part.encode("ascii") in path:
            raise _refusal(path, why)


def _refusal(path: bytes, why: Said) -> UsageError:
    words = say("This name cannot be written in that format: {why}", why=why)
    return UsageError(words, path=path, hint=say("Mount a folder above it, or rename it."))


def _csv(mount: Mount) -> str:
    source, place = _texts(mount)
    fields = ["type=bind", f"src={source}", f"dst={place}"]
    return _record(fields + ["readonly"] * mount.read_only)


def _record(fields: list[str]) -> str:
    """One record of CSV (RFC 4180)."""
    return ",".join(map(_field, fields))


def _field(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _CSV_SPECIAL.search(text) else text


def _quoted(text: str) -> str:
    """A text as JSON has it, which YAML 1.2 reads alike."""
    return json.dumps(text, ensure_ascii=False)


def _json_words(words: list[str]) -> str:
    return json.dumps(words, ensure_ascii=False)


def _flag(mount: Mount) -> str:
    return "true" if mount.read_only else "false"


def _line(words: list[str]) -> str:
    return " ".join(words) + "\n"


def _lines(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
