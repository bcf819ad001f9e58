"""The files of `packaging/monitoring`: those who read them would take them, and they fit together.

What Prometheus says of its own files, and the dashboard's queries, are in tests/metrics.
"""

import json
import re
import shlex
import shutil
import subprocess
from importlib.metadata import distribution
from pathlib import Path

import jsonschema
import kubernetes_validate
import pytest
import yaml

from cvlink_gui.cli.main import parser

MONITORING = Path(__file__).parents[2] / "packaging/monitoring"
DOCKERFILE = (MONITORING / "../container/Dockerfile").read_text(encoding="utf-8")
EXPORTER = re.search(r" AS exporter$(.*?)^FROM ", DOCKERFILE, re.MULTILINE | re.DOTALL)[1]
# Words after those that start Python: the program's name, and what it is told.
ENTRY = json.loads(re.search(r"^ENTRYPOINT (.*)$", EXPORTER, re.MULTILINE)[1])[3:]


def loaded(name: str) -> dict:
    return yaml.safe_load((MONITORING / name).read_text(encoding="utf-8"))


def manifests() -> list[dict]:
    text = (MONITORING / "kubernetes.yaml").read_text(encoding="utf-8")
    return list(yaml.safe_load_all(text))


def unit() -> dict[str, list[str]]:
    """The lines of the unit, by what they set."""
    found: dict[str, list[str]] = {}
    for line in (MONITORING / "cvlink-exporter.service").read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_systemd_takes_the_unit_and_finds_it_confined():
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("systemd-analyze is not installed")
    path = MONITORING / "cvlink-exporter.service"
    verified = subprocess.run([tool, "verify", path], capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")
    judged = subprocess.run(
        [tool, "security", "--offline=true", "--threshold=25", path], capture_output=True, text=True
    )
    assert judged.returncode == 0, judged.stdout


def test_the_command_of_the_unit_is_one_there_is():
    (line,) = unit()["ExecStart"]
    words = line.replace("${CVLINK_PROJECT}", "/p").replace(
        "$CVLINK_OPTIONS", "--port 8000 --interval 60"
    )
    program, *rest = shlex.split(words.removeprefix("/usr/bin/env "))
    arguments = parser().parse_args(rest)
    assert (program, arguments.command, arguments.serve) == ("cvlink", "metrics", True)
    assert arguments.address == "127.0.0.1"
    assert unit()["ProtectSystem"] == ["strict"]
    assert float(unit()["TimeoutStopSec"][0]) >= 2


def test_the_compose_file_keeps_to_the_schema_and_mounts_the_project_read_only():
    path = "check_jsonschema/builtin_schemas/vendor/compose-spec.json"
    place = Path(str(distribution("check-jsonschema").locate_file(path)))
    known = json.loads(place.read_text(encoding="utf-8"))
    found = loaded("compose.yml")
    checker = jsonschema.validators.validator_for(known)(known)
    assert [error.message for error in checker.iter_errors(found)] == []
    exporter = found["services"]["exporter"]
    (volume,) = exporter["volumes"]
    assert (volume["read_only"], exporter["read_only"]) == (True, True)
    assert volume["source"] == volume["target"]
    assert parser().parse_args([*ENTRY[1:], *exporter["command"]]).serve
    assert (MONITORING / exporter["build"]["context"] / "pyproject.toml").exists()
    dockerfile = MONITORING / exporter["build"]["context"] / exporter["build"]["dockerfile"]
    assert dockerfile.samefile(MONITORING / "../container/Dockerfile")
    assert exporter["build"]["target"] == "exporter"


def test_what_the_compose_file_hands_out_are_the_files_beside_it():
    found = loaded("compose.yml")
    for config in found["configs"].values():
        if "file" in config:
            assert (MONITORING / config["file"]).exists()
    used = {entry["source"] for service in found["services"].values()
            for entry in service.get("configs", [])}  # fmt: skip
    assert used == set(found["configs"])
    scrape = yaml.safe_load(found["configs"]["prometheus"]["content"])
    own = loaded("prometheus.yml")
    assert scrape["rule_files"] == own["rule_files"]
    jobs = [[job["job_name"] for job in config["scrape_configs"]] for config in (scrape, own)]
    assert jobs == [["cvlink"], ["cvlink"]]
    for name in ("datasource", "dashboards"):
        assert yaml.safe_load(found["configs"][name]["content"])["apiVersion"] == 1


@pytest.mark.parametrize("version", ["1.25", "1.31"])
def test_kubernetes_takes_the_manifest(version):
    for manifest in manifests():
        kubernetes_validate.validate(manifest, version, strict=True)


def test_the_pod_reads_the_data_writes_only_its_cache_and_has_no_rights():
    deployment, service = manifests()
    spec = deployment["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    mounts = {mount["name"]: mount for mount in container["volumeMounts"]}
    assert mounts["project"]["readOnly"] is True
    writable = {name for name, mount in mounts.items() if not mount.get("readOnly")}
    assert writable == {"cache", "tmp"}
    assert {volume["name"] for volume in spec["volumes"]} == set(mounts)
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert mounts["cache"]["mountPath"] == re.search(r"XDG_CACHE_HOME=(\S+)", DOCKERFILE)[1]
    arguments = parser().parse_args([*ENTRY[1:], *container["args"]])
    assert arguments.project == mounts["project"]["mountPath"]
    assert container["ports"][0]["containerPort"] == arguments.port
    assert container["livenessProbe"]["httpGet"]["path"] == "/-/healthy"
    assert service["spec"]["selector"].items() <= (
        deployment["spec"]["template"]["metadata"]["labels"].items()
    )
    assert service["metadata"]["annotations"]["prometheus.io/port"] == str(arguments.port)


def test_the_panels_of_the_dashboard_have_places_of_their_own_and_say_what_they_show():
    board = json.loads((MONITORING / "cvlink-dashboard.json").read_text(encoding="utf-8"))
    taken: set[tuple[int, int]] = set()
    for panel in board["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert place["x"] + place["w"] <= 24
        assert not cells & taken, panel["title"]
        taken |= cells
        assert panel["description"]
        assert panel["datasource"]["uid"] == "${datasource}"
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    assert {v["name"] for v in board["templating"]["list"]} == {"datasource", "project"}
