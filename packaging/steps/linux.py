"""What a Linux desktop and its packagers want: a `.deb`, and an AppDir for an AppImage."""

import gzip
import os
import re
import shutil
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from steps import frozen, icons, tools

SHIPPED = tools.ROOT / "packaging" / "linux"
# Where no desktop says what opens folders, the first name of all that can does: this is the last.
FOR_FOLDERS = "zz-cvlink-gui-folder.desktop"
_ID = "io.github.cvlink_gui.cvlink_gui"
_RELEASE = re.compile(r"^## \[?(\d+\.\d+\.\d+)\]? - (\d{4}-\d\d-\d\d)", re.MULTILINE)
_GLIBC = re.compile(r"GLIBC_(2\.\d+)")
_PLACE = Path("usr", "lib", tools.NAME)
_REVISION = 1  # of the package; its own changelog says what is new in it
_MAINTAINER = "The cvlink-gui authors <cvlink-gui@localhost>"
_CHANGES = """\
cvlink-gui ({version}-{revision}) unstable; urgency=medium

  * cvlink-gui {version}; changelog.gz says what is new.

 -- {maintainer}  {day}
"""
_PAGES = {
    "cvlink": "links of a computer-vision project, as a command",
    "cvlink-gui": "links of a computer-vision project, in a window",
}
_CONTROL = """\
Package: cvlink-gui
Version: {version}-{revision}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kib}
Depends: {depends}, fontconfig-config, xkb-data
Recommends: git, xdg-utils
Suggests: dvc, git-annex, git-lfs
Section: science
Priority: optional
Description: See, make, mend and audit the links of a computer-vision project
 Big image sets are kept once, and experiments reach them through symbolic
 links. cvlink-gui shows that tree, flags the links that lead nowhere or
 somewhere else, and says before a training run whether the data is what you
 think it is. The same functions serve cvlink, the headless command.
 .
 Python and Qt are part of this package.
"""


def debian(out: Path, made: Path) -> list[Path]:
    """`cvlink-gui_VERSION-REVISION_ARCH.deb` from the folder `made`."""
    stage = tools.emptied(tools.BUILD / "deb")
    _lay_out(stage, made)
    depends = _depends(stage / _PLACE)
    shutil.rmtree(stage / _PLACE / "_internal" / "fallback")  # what is in Depends
    _document(stage)
    _explain(stage, made)
    tools.settle(stage)
    kib = sum(-(-path.lstat().st_size // 1024) for path in tools.members(stage))
    architecture = tools.run(["dpkg", "--print-architecture"]).strip()
    sums = _sums(stage)
    control = stage / "DEBIAN"
    control.mkdir()
    text = _CONTROL.format(**_named(), architecture=architecture, kib=kib, depends=depends)
    (control / "control").write_text(text, encoding="utf-8")
    (control / "md5sums").write_text(sums, encoding="utf-8")
    tools.settle(control)
    file = out / f"{tools.NAME}_{tools.version()}-{_REVISION}_{architecture}.deb"
    tools.run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", stage, file])
    return [file]


def appdir(out: Path, made: Path) -> list[Path]:
    """A tar of the AppDir; an AppImage of it needs the runtime, which is a file of its own."""
    stage = tools.emptied(tools.BUILD / f"{tools.NAME}.AppDir")
    _lay_out(stage, made)
    (stage / "AppRun").symlink_to(Path("usr", "bin", tools.NAME))
    for name in (f"{tools.NAME}.desktop", f"{tools.NAME}.svg"):
        (source,) = (path for path in stage.glob(f"usr/share/**/{name}") if path.is_file())
        (stage / name).symlink_to(source.relative_to(stage))
    (stage / ".DirIcon").symlink_to(f"{tools.NAME}.svg")
    tools.settle(stage)
    name = f"{tools.NAME}-{tools.version()}-{os.uname().machine}.AppDir"
    return [tools.archive(stage, out / f"{name}.tar.xz", f"{tools.NAME}.AppDir")]


def _lay_out(stage: Path, made: Path) -> None:
    """The folder under /usr/lib, its two commands, and what desktops show of it."""
    shutil.copytree(made, stage / _PLACE, symlinks=True)
    bin_ = stage / "usr" / "bin"
    bin_.mkdir()
    for name in ("cvlink", tools.NAME):
        (bin_ / name).symlink_to(Path("..", "lib", tools.NAME, name))
    share = stage / "usr" / "share"
    for name in (f"{tools.NAME}.desktop", FOR_FOLDERS):
        _put(SHIPPED / name, share / "applications" / name)
    described = share / "metainfo" / f"{_ID}.metainfo.xml"
    described.parent.mkdir(parents=True)
    described.write_text(metainfo(), encoding="utf-8")
    hicolor = share / "icons" / "hicolor"
    _put(icons.SVG, hicolor / "scalable" / "apps" / f"{tools.NAME}.svg")
    for size in icons.SIZES:
        place = hicolor / f"{size}x{size}" / "apps" / f"{tools.NAME}.png"
        _put(tools.BUILD / "icons" / f"{size}.png", place)


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def metainfo() -> str:
    """With the releases of the changelog; before the first, this version at the build's time."""
    text = (SHIPPED / "cvlink-gui.metainfo.xml").read_text(encoding="utf-8")
    changes = (tools.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    dated = [f'version="{v}" date="{day}"' for v, day in _RELEASE.findall(changes)]
    known = dated or [f'version="{tools.version()}" timestamp="{tools.epoch()}"']
    lines = "\n".join(f"    <release {one}/>" for one in known)
    return text.replace("</component>", f"  <releases>\n{lines}\n  </releases>\n</component>")


def _depends(place: Path) -> str:
    """Packages of the libraries that are left to the system, and of the C library."""
    names = (place / "_internal" / "fallback" / "order.txt").read_text(encoding="ascii").split()
    said = tools.run(["dpkg-query", "-S", *(f"*/{name}" for name in names)])
    packages = {line.partition(":")[0] for line in said.splitlines()}
    elf = [path for path in tools.members(place) if frozen.is_elf(path)]
    versions = _GLIBC.findall(tools.run(["readelf", "--version-info", "--wide", *elf]))
    least = max(tuple(map(int, version.split("."))) for version in versions)
    return ", ".join([f"libc6 (>= {least[0]}.{least[1]})", *sorted(packages)])


def _named() -> dict[str, object]:
    return {"version": tools.version(), "revision": _REVISION, "maintainer": _MAINTAINER}


def _document(stage: Path) -> None:
    place = stage / "usr" / "share" / "doc" / tools.NAME
    place.mkdir(parents=True)
    licence = (tools.ROOT / "LICENSE").read_text(encoding="utf-8")
    others = (stage / _PLACE / "NOTICES.txt").read_text(encoding="utf-8")
    where = f"The texts lie in /{_PLACE}/licenses; those of the GPL and the LGPL as well in\n"
    common = "".join(f"/usr/share/common-licenses/{name}\n" for name in ("GPL-3", "LGPL-3"))
    text = f"{licence}\n{others}\n{where}{common}"
    (place / "copyright").write_text(text, encoding="utf-8")
    _pack((tools.ROOT / "CHANGELOG.md").read_bytes(), place / "changelog.gz")
    _pack(changes().encode(), place / "changelog.Debian.gz")


def changes() -> str:
    """The package's own changelog, deb-changelog(5)."""
    day = format_datetime(datetime.fromtimestamp(tools.epoch(), UTC))
    return _CHANGES.format(**_named(), day=day)


def _explain(stage: Path, made: Path) -> None:
    """A manual page of each command, from what it says to `--help`; why lintian is overruled."""
    pages = stage / "usr" / "share" / "man" / "man1"
    pages.mkdir(parents=True)
    for name, says in _PAGES.items():
        words = ["help2man", "--no-info", "--include", SHIPPED / "manual.h2m", "--name", says]
        page = tools.run([*words, made / name], COLUMNS="80")
        _pack(page.encode(), pages / f"{name}.1.gz")
    _put(SHIPPED / "lintian-overrides", stage / "usr/share/lintian/overrides" / tools.NAME)


def _pack(content: bytes, target: Path) -> None:
    with target.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(content)


def _sums(stage: Path) -> str:
    files = [path for path in tools.members(stage) if path.is_file() and not path.is_symlink()]
    return tools.run(["md5sum", *(path.relative_to(stage) for path in files)], cwd=stage)
