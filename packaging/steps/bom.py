"""`python bom.py INVENTORY FILE VERSION SECONDS`: an inventory as CycloneDX, checked."""

import json
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL


def component(owner: dict[str, str]) -> Component:
    namespace = {"deb": "debian"}.get(owner["kind"])
    url = PackageURL(owner["kind"], namespace, owner["name"], owner["version"])
    licence = DisjunctiveLicense(name=owner["licence"])
    return Component(
        type=ComponentType.LIBRARY,
        name=owner["name"],
        version=owner["version"],
        purl=url,
        bom_ref=str(url),
        licenses=[licence],
    )


def main(inventory: str, file: str, version: str, seconds: str) -> int:
    bom = Bom()
    program = Component(
        type=ComponentType.APPLICATION, name="cvlink-gui", version=version, bom_ref="cvlink-gui"
    )
    bom.metadata.component = program
    bom.metadata.timestamp = datetime.fromtimestamp(int(seconds), UTC)
    parts = [component(o) for o in json.loads(Path(inventory).read_text(encoding="utf-8"))]
    bom.components.update(parts)
    bom.register_dependency(program, parts)
    names = " ".join(sorted(str(part.purl) for part in parts))
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, f"{version} {seconds} {names}")
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    Path(file).write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
