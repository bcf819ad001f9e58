"""What is written for other programs, read back by their own parsers, with names that are hard."""

import json
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from cvlink_gui.core.errors import UsageError
from cvlink_gui.core.mounts import Mount, MountMap
from cvlink_gui.features.mounts.outputs import FORMATS, written
from cvlink_gui.features.mounts.smallest import Solution
from tests.features.engines import compose_mounts, devcontainer_mounts, docker_mounts

PLAIN = ((b"/srv/project", b"/work", False), (b"/mnt/nas/coco", b"/data/coco", True))
HARD = (
    "with space",
    "com,ma",
    'quo"te',
    "apo'strophe",
    "dollar$HOME${X}$(id)",
    "back\\slash",
    "per%cent#hash;semi&amp|pipe`tick`",
    "ünï-ç😀",
    "*star?[x]~ -dash",
    "<<EOF",
    '","src=/etc,dst=/x',
)
Read = list[tuple[str, str, bool]]


def solution(*mounts: tuple[bytes, bytes, bool]) -> Solution:
    made = tuple(Mount(*mount) for mount in mounts)
    alive = {made[0].place: made[0].place + b"/exp/train"}
    return Solution("remap", MountMap(made, made[0].place), (), {}, alive)


def hard(name: str) -> tuple[bytes, bytes, bool]:
    return b"/srv/" + name.encode() + b"/a", b"/data/" + name.encode(), True


def expected(*mounts: tuple[bytes, bytes, bool]) -> Read:
    return [(source.decode(), place.decode(), ro) for source, place, ro in mounts]


def _docker(text: str, folder: Path) -> Read:
    words = shlex.split(text)
    assert (words[:3], words[-1]) == (["docker", "run", "--rm"], "IMAGE")
    return docker_mounts(words[3:-1], folder)


def _devcontainer(text: str, folder: Path) -> Read:
    strings = devcontainer_mounts(text, folder)
    return docker_mounts([word for one in strings for word in ("--mount", one)], folder)


def _compose(text: str, folder: Path) -> Read:
    return compose_mounts(text, folder)


def _kubernetes(text: str, _folder: Path) -> Read:
    validate = pytest.importorskip("kubernetes_validate")
    pod = yaml.safe_load(text)
    validate.validate(pod, "1.30", strict=True)
    paths = {v["name"]: v["hostPath"] for v in pod["spec"]["volumes"]}
    assert all(path["type"] == "Directory" for path in paths.values())
    mounts = pod["spec"]["containers"][0]["volumeMounts"]
    return [(paths[m["name"]]["path"], m["mountPath"], m["readOnly"]) for m in mounts]


PARSERS = {
    "docker": _docker,
    "compose": _compose,
    "devcontainer": _devcontainer,
    "kubernetes": _kubernetes,
}


@pytest.mark.parametrize("form", PARSERS)
def test_its_own_parser_reads_the_mounts_that_were_meant(form, tmp_path):
    assert PARSERS[form](written(solution(*PLAIN), form), tmp_path) == expected(*PLAIN)


@pytest.mark.parametrize("form", ["docker", "compose", "kubernetes"])
def test_hard_names_arrive_as_they_are(form, tmp_path):
    mounts = [hard(name) for name in HARD]
    assert PARSERS[form](written(solution(*mounts), form), tmp_path) == expected(*mounts)


def test_hard_names_arrive_in_a_devcontainer_but_for_its_variables(tmp_path):
    mounts = [hard(name) for name in HARD if "${" not in name]
    text = written(solution(*mounts), "devcontainer")
    assert _devcontainer(text, tmp_path) == expected(*mounts)
    with pytest.raises(UsageError, match="variable"):
        written(solution(hard("a${localEnv:HOME}")), "devcontainer")


def test_a_compose_file_follows_the_published_schema():
    vendor = pytest.importorskip("check_jsonschema").__path__[0] + "/builtin_schemas/vendor"
    import jsonschema

    schema = json.loads(Path(vendor, "compose-spec.json").read_text(encoding="utf-8"))
    jsonschema.validate(yaml.safe_load(written(solution(*PLAIN), "compose")), schema)


def test_colons_are_fit_for_all_that_can_write_them(tmp_path):
    mounts = [hard("co:lon:ro")]
    for form in ("docker", "compose"):
        folder = tmp_path / form
        folder.mkdir()
        assert PARSERS[form](written(solution(*mounts), form), folder) == expected(*mounts)
    with pytest.raises(UsageError, match="mountPath"):
        written(solution(*mounts), "kubernetes")
    source = (b"/srv/co:lon", b"/data", True)
    assert _kubernetes(written(solution(source), "kubernetes"), tmp_path) == expected(source)


def test_apptainer_gets_binds_and_its_csv_form_for_names_that_binds_split():
    """apptainer(1): --bind src:dest:opts, split at commas; --mount has the quoting of CSV."""
    words = shlex.split(
        written(solution(*PLAIN, hard("a b"), hard('c,o"x'), hard("y:z")), "apptainer")
    )
    assert words[:2] + words[-2:] == ["apptainer", "exec", "IMAGE", "COMMAND"]
    options = list(zip(words[2:-2:2], words[3:-2:2], strict=True))
    assert options == [
        ("--bind", "/srv/project:/work:rw"),
        ("--bind", "/mnt/nas/coco:/data/coco:ro"),
        ("--bind", "/srv/a b/a:/data/a b:ro"),
        ("--mount", 'type=bind,"source=/srv/c,o""x/a","destination=/data/c,o""x",ro'),
        ("--mount", "type=bind,source=/srv/y:z/a,destination=/data/y:z,ro"),
    ]


def test_pyxis_gets_one_option_or_none():
    """Srun --help of pyxis: --container-mounts=SRC:DST[:FLAGS][,SRC:DST...]."""
    words = shlex.split(written(solution(*PLAIN, hard("quo'te")), "pyxis"))
    option, _, value = words[2].partition("=")
    assert (words[0], option, words[3]) == ("srun", "--container-mounts", "COMMAND")
    assert [tuple(part.split(":")) for part in value.split(",")] == [
        ("/srv/project", "/work", "rw"),
        ("/mnt/nas/coco", "/data/coco", "ro"),
        ("/srv/quo'te/a", "/data/quo'te", "ro"),
    ]
    for name in ("a b", "a,b", "a:b", "a\\b", "a$b"):
        with pytest.raises(UsageError, match="pyxis"):
            written(solution(hard(name)), "pyxis")


@pytest.mark.parametrize("name", ["", *HARD], ids=range(len(HARD) + 1))
def test_a_dockerfile_is_read_as_it_was_meant(name):
    dockerfile = pytest.importorskip("dockerfile")
    mounts = [hard(name)] if name else PLAIN
    found = dockerfile.parse_string("FROM image\n" + written(solution(*mounts), "dockerfile"))
    run, entry = found[1:]
    assert [command.cmd.lower() for command in found] == ["from", "run", "entrypoint"]
    assert (run.json, entry.json) == (True, True)
    assert list(run.value) == ["mkdir", "-p", "--", *(place.decode() for _, place, _ in mounts)]
    assert entry.value[:2] == ("/bin/sh", "-c")


@pytest.mark.parametrize("name", ["", *HARD], ids=range(len(HARD) + 1))
def test_the_preflight_starts_where_all_is_there_and_refuses_where_not(tmp_path, name):
    place = tmp_path / name if name else tmp_path
    (place / "exp").mkdir(parents=True, exist_ok=True)
    text = written(solution((b"/srv", str(place).encode(), True)), "dockerfile")
    entry = json.loads(text.splitlines()[2].partition(" ")[2])
    command = [*entry, "printf", "%s", "started $1"]
    refused = subprocess.run(command, capture_output=True, text=True)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"{place}/exp/train is not there" in refused.stderr
    (place / "exp" / "train").mkdir()
    started = subprocess.run(command, capture_output=True, text=True)
    assert (started.returncode, started.stdout, started.stderr) == (0, "started $1", "")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", [b"new\nline", b"tab\t", b"odd\xff", b"\xc2\x85", b"\xe2\x80\xa8"])
def test_names_no_format_is_sure_to_hold_are_refused(form, name):
    if form != "dockerfile":  # which has no sources in it
        with pytest.raises(UsageError, match="cannot be written in that format"):
            written(solution((b"/srv/" + name, b"/data", True)), form)
    with pytest.raises(UsageError, match="cannot be written in that format"):
        written(solution((b"/srv", b"/data/" + name, True)), form)
