"""The real functions of training frameworks, without the frameworks' heavy dependencies.

Their packages are installed without torch; the functions that look for files are taken out of
the sources and run as they are.
"""

import ast
import functools
import glob
import os
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest


def source(package: str, path: str) -> str:
    """The text of a module of an installed package; skips the test where it is not installed."""
    try:
        return Path(str(distribution(package).locate_file(path))).read_text(encoding="utf-8")
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed: pip install --no-deps {package}")


def taken(text: str, *names: str, **known: object) -> dict[str, Any]:
    """Functions and constants of a module, by name, with nothing else of it run."""
    wanted: dict[str, ast.stmt] = {}
    for node in ast.walk(ast.parse(text)):  # those of the module come before methods
        if _name(node) in names and isinstance(node, ast.stmt):
            wanted.setdefault(_name(node), node)
    future = ast.parse("from __future__ import annotations").body
    module = ast.Module([*future, *wanted.values()], [])
    space: dict[str, Any] = dict(known)
    exec(compile(module, "<taken>", "exec"), space)  # noqa: S102 (the package's own functions)
    return space


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef):
        return node.name
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    return target.id if isinstance(target, ast.Name) else ""


@functools.cache
def _ultralytics() -> dict[str, Any]:
    utils = taken(
        source("ultralytics", "ultralytics/data/utils.py"),
        "img2label_paths", "IMG_FORMATS", "FORMATS_HELP_MSG", "VID_FORMATS", "HELP_URL",
        os=os, Path=Path,
    )  # fmt: skip
    known = {**utils, "glob": glob, "HELP_URL": "", "check_file_speeds": lambda *_a, **_k: None}
    return taken(source("ultralytics", "ultralytics/data/base.py"), "get_img_files", **known)


def ultralytics_sees(split: bytes) -> tuple[int, int]:
    """(images, labels) that ultralytics finds for `train: split` in a data YAML."""
    functions = _ultralytics()
    path = Path(os.fsdecode(split)).resolve()  # as check_det_dataset does
    try:
        images = functions["get_img_files"](SimpleNamespace(prefix="", fraction=1.0), str(path))
    except FileNotFoundError:
        return 0, 0
    labels = functions["img2label_paths"](images)
    return len(images), sum(os.path.isfile(label) for label in labels)


@functools.cache
def _torchvision() -> dict[str, Any]:
    return taken(
        source("torchvision", "torchvision/datasets/folder.py"),
        "find_classes", "make_dataset", "has_file_allowed_extension", "IMG_EXTENSIONS",
        os=os, cast=cast, Callable=Callable,
    )  # fmt: skip


def torchvision_sees(split: bytes) -> tuple[list[str], int]:
    """(classes, images) that `ImageFolder(split, allow_empty=True)` finds."""
    functions = _torchvision()
    folder = os.fsdecode(split)
    try:
        classes, numbers = functions["find_classes"](folder)
    except FileNotFoundError:
        return [], 0
    extensions = functions["IMG_EXTENSIONS"]
    return classes, len(functions["make_dataset"](folder, numbers, extensions, allow_empty=True))
