"""What the actions do with the selection: copy, paste, link to, rename, remove, go to."""

import os
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from cvlink_gui.core.layout import Role
from cvlink_gui.core.links import Kind
from cvlink_gui.core.names import basename, shown
from cvlink_gui.core.plan import Dir
from cvlink_gui.core.tree import LinkTree
from cvlink_gui.features.project import Project
from cvlink_gui.gui.dialogs.asking import ask_choice, ask_text
from cvlink_gui.gui.mime import from_mime, to_mime
from cvlink_gui.gui.notices import Notice, Tone
from cvlink_gui.gui.words import tr

_SPLITS_OFFERED = 20  # of one version; a version is not a folder of images

if TYPE_CHECKING:
    from cvlink_gui.gui.window import MainWindow


def refused(words: str) -> Notice:
    """Why something that was asked for is not done."""
    return Notice(words, Tone.WARNING)


def choose_folder(window: "MainWindow") -> None:
    """Ask for a folder and open it."""
    start = os.fsdecode(window.workbench.project.root) if window.workbench.project else ""
    folder = QFileDialog.getExistingDirectory(window, tr("Open a project folder"), start)
    if folder:
        window.workbench.open(os.fsencode(folder))


def choose_sample(window: "MainWindow") -> None:
    """Ask where the sample project shall be made, make it and open it."""
    folder = QFileDialog.getExistingDirectory(window, tr("Where shall the sample project be made?"))
    if folder:
        window.workbench.open_sample(os.path.join(os.fsencode(folder), b"cvlink-sample"))


def copy(window: "MainWindow") -> None:
    """The selected rows as files on the clipboard: also a file manager takes them."""
    project = window.workbench.project
    if project is not None:
        paths = [project.policy.absolute(path) for path in window.selected_paths()]
        QGuiApplication.clipboard().setMimeData(to_mime(paths))


def paste(window: "MainWindow") -> None:
    """What is on the clipboard as links: the drop of the keyboard."""
    project = window.workbench.project
    sources = from_mime(QGuiApplication.clipboard().mimeData())
    if project is None:
        return
    if not sources:
        message = tr("There are no files or folders on the clipboard. Copy a dataset first.")
        window.notices.show_notice(Notice(message, Tone.WARNING))
        return
    selected = window.selected_paths()
    window.drop(sources, selected[0] if selected else project.layout.experiments_folder)


def link_to(window: "MainWindow") -> None:
    """Choose an experiment for what is selected, or name a new one."""
    project = window.workbench.project
    if project is None:
        return
    names = [shown(basename(path)) for path in _experiments(project)]
    title, label = tr("Link to experiment"), tr("Experiment (a new name makes a new one):")
    name = ask_choice(window, title, label, names)
    if name.strip():
        known = dict(zip(names, _experiments(project), strict=True))
        new = project.layout.experiments_folder + b"/" + name.strip().encode("utf-8")
        sources = [project.policy.absolute(path) for path in window.selected_paths()]
        window.drop(sources, known.get(name, new))


def rename(window: "MainWindow") -> None:
    """Ask for another name of the selected link."""
    (path,) = window.selected_links()
    label = tr("Name of the link:")
    old = shown(basename(path))
    name = ask_text(window, tr("Rename link"), label, old)
    if name.strip() and name != old:
        window.workbench.planner.rename(path, name.strip().encode("utf-8"))


def retarget(window: "MainWindow") -> None:
    """Ask what the selected links shall lead to: a dataset, or any path of the project."""
    project = window.workbench.project
    if project is None:
        return
    links = window.selected_links()
    label = tr("What shall it lead to? A path in the project, or an absolute one:")
    from cvlink_gui.gui.dialogs.preview import typed

    choices = {shown(path): path for path in _datasets(project)}
    name = ask_choice(window, tr("Retarget"), label, list(choices))
    if name.strip():
        target = choices[name] if name in choices else typed(project, name.strip())
        window.workbench.planner.retarget(links, target)


def move(window: "MainWindow") -> None:
    """Ask which folder the selected link shall be in."""
    project = window.workbench.project
    (link,) = window.selected_links()
    if project is not None:
        from cvlink_gui.gui.dialogs.move import MoveDialog

        folders = [path for path in _experiments(project) if _is_real_folder(project, path)]
        MoveDialog(window.workbench.planner, project, link, folders, window).open()


def replace_prefix(window: "MainWindow") -> None:
    """Ask which prefix of targets shall be another one, below what is selected or everywhere."""
    project = window.workbench.project
    if project is not None:
        from cvlink_gui.gui.dialogs.prefix import PrefixDialog

        planner, paths = window.workbench.planner, window.selected_paths()
        PrefixDialog(planner, project, paths, _datasets(project), window).open()


def restyle(window: "MainWindow", style: str) -> None:
    """Propose relative or absolute texts for what is selected; for all links if nothing is."""
    window.workbench.planner.restyle(window.selected_paths(), style)


def repair(window: "MainWindow") -> None:
    """Propose new targets for the broken links in what is selected; for all if nothing is."""
    window.workbench.planner.repair(window.selected_paths())


def unlink(window: "MainWindow") -> None:
    """Propose to remove the selected links."""
    window.workbench.planner.unlink(window.selected_links())


def go_to_target(window: "MainWindow") -> None:
    """Select what the selected link leads to, if the project shows it."""
    project = window.workbench.project
    (path,) = window.selected_links()
    if project is None:
        return
    node = project.tree.find(path)
    reached = project.policy.reached(path, project.tree.target(node) if node else b".")
    if not window.workspace.reveal(reached):
        message = tr("The target is not shown here:") + "\n" + shown(reached)
        window.notices.show_notice(Notice(message, Tone.WARNING))


def _datasets(project: Project) -> list[bytes]:
    """Folders and links in the data folders, and one level below: versions and their splits."""
    tree = project.tree
    found: list[bytes] = []
    for role in (Role.SPLITS, Role.PROCESSED, Role.RAW):
        for folder in project.layout.folders(role):
            node = tree.find(folder)
            for child in tree.children(node) if node is not None else ():
                below = [n for n in tree.children(child)[:_SPLITS_OFFERED] if _is_folder(tree, n)]
                found += [tree.path(n) for n in (child, *below) if _is_folder(tree, n)]
    return found


def _is_folder(tree: LinkTree, node: int) -> bool:
    return Kind.DIR in (tree.kind(node), tree.target_kind(node))


def _is_real_folder(project: Project, path: bytes) -> bool:
    return isinstance(project.remember(path), Dir)


def _experiments(project: Project) -> list[bytes]:
    found = []
    for folder in project.layout.folders(Role.EXPERIMENTS):
        node = project.tree.find(folder)
        children = project.tree.children(node) if node is not None else range(0)
        found += [folder + b"/" + project.tree.name(child) for child in children]
    return found
