"""What lies below a folder, as a value, and what a plan should make of it."""

import os
import stat

from cvlink_gui.core.plan import Absent, Dir, Link, Plan, State, Step, Twin

# ("link", inode, text), ("dir", inode, mode), ("file", inode, what is in it), ("other", inode, b"")
Node = tuple[str, int, bytes]
Tree = dict[bytes, Node]
ANY = 0  # the inode of something that a plan made or restored
_ANY_MODE = b""  # of a folder that a plan made, and did not say which mode it shall have


def snapshot(root: bytes) -> Tree:
    """Everything below a folder, links not followed."""
    found: Tree = {}
    ahead = [b""]
    while ahead:
        folder = ahead.pop()
        with os.scandir(os.path.join(root, folder)) as entries:
            for entry in entries:
                path = os.path.join(folder, entry.name)
                found[path] = _node(entry)
                if found[path][0] == "dir":
                    ahead.append(path)
    return found


def _node(entry: "os.DirEntry[bytes]") -> Node:
    inode = entry.inode()
    if entry.is_symlink():
        return "link", inode, os.readlink(entry.path)
    if entry.is_dir(follow_symlinks=False):
        return "dir", inode, b"%o" % stat.S_IMODE(entry.stat(follow_symlinks=False).st_mode)
    if not entry.is_file(follow_symlinks=False):
        return "other", inode, b""
    fd = os.open(entry.path, os.O_RDONLY)
    try:
        return "file", inode, os.read(fd, 1 << 16)
    finally:
        os.close(fd)


def before(tree: Tree, plan: Plan) -> Tree:
    """The tree with the plan not done; what the plan is about may have come back anew."""
    return _with(tree, [(step, step.before) for step in plan.steps])


def after(tree: Tree, plan: Plan) -> Tree:
    """The tree with all of the plan done."""
    return _with(tree, [(step, step.after) for step in plan.steps])


def _with(tree: Tree, states: list[tuple[Step, State]]) -> Tree:
    wanted = dict(tree)
    for step, state in states:
        if step.twin is not None:
            places = (step.path, step.twin.kept)
            (file,) = (tree[path] for path in places if tree.get(path, ("",))[0] == "file")
            wanted.pop(step.twin.kept, None)
            wanted[step.path if isinstance(state, Twin) else step.twin.kept] = file
        if isinstance(state, Absent):
            wanted.pop(step.path, None)
        elif not isinstance(state, Twin):
            wanted[step.path] = _wanted(tree, step.path, state)
    return wanted


def _wanted(tree: Tree, path: bytes, state: Dir | Link) -> Node:
    if isinstance(state, Link):
        return "link", ANY, state.text
    return "dir", ANY, _mode(tree, path, state)


def _mode(tree: Tree, path: bytes, state: Dir) -> bytes:
    """The mode a folder shall have: the one the plan names, or that it had before."""
    if state.mode is not None:
        return b"%o" % state.mode
    known = tree.get(path)
    return known[2] if known is not None and known[0] == "dir" else _ANY_MODE


def differences(found: Tree, wanted: Tree) -> list[str]:
    """How a tree is not as it should be; empty if it is."""
    return [
        f"{path!r} is {found.get(path)} and should be {wanted.get(path)}"
        for path in sorted(found.keys() | wanted.keys())
        if not alike(found.get(path), wanted.get(path))
    ]


def alike(found: Node | None, wanted: Node | None) -> bool:
    """True if what was found is what should be there, which may leave inode and mode open."""
    if found is None or wanted is None:
        return found is wanted
    any_mode = (found[0], wanted[0], wanted[2]) == ("dir", "dir", _ANY_MODE)
    return (any_mode or found[::2] == wanted[::2]) and wanted[1] in (ANY, found[1])
