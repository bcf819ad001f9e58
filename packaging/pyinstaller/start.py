"""What the frozen programs `cvlink` and `cvlink-gui` run: this file, told apart by name."""

import dataclasses
import gc
import marshal
import os
import sys

# libGL, libX11 and their like belong to a system: its own fit its drivers and its X server. Where
# it has none (a container, a server), those that lie beside this program serve as well.
_FALLBACK = "fallback"
_FONTS = "/etc/fonts/fonts.conf"
_COMPILED = "methods.marshal"  # written by parts.py


def main() -> int:
    """Be one of the processes of the program, the command line or the window."""
    _leave_no_library_path()
    _take_compiled_methods(os.path.join(os.path.dirname(__file__), _COMPILED))
    from cvlink_gui.fs.children import FLAG

    if sys.argv[1:2] == [FLAG]:
        from cvlink_gui.fs import children

        children.main()
        return 0
    name = os.path.basename(sys.argv[0])
    if name.partition(".")[0] == "cvlink":
        from cvlink_gui.cli.main import main as command

        return command()
    if sys.platform == "linux":
        _load_what_is_missing(os.path.join(os.path.dirname(__file__), _FALLBACK))
    gc.disable()  # the window says when it collects; until then, looking through all is lost time
    from cvlink_gui.gui.app import main as window

    return window()


def _leave_no_library_path() -> None:
    """Git and other programs must not load our libraries.

    The loader of this process has read the variable already, so nothing changes for it.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before


def _take_compiled_methods(file: str) -> None:
    """Data classes write their methods as text and compile it, at every start a seventh of it.

    A text that is not in the file is compiled as ever.
    """
    if not os.path.exists(file):
        return  # run from its source
    with open(file, "rb") as stream:
        known = marshal.load(stream)  # noqa: S302 (it lies beside this program, like all its code)

    def run(text: str, names: dict[str, object], made: dict[str, object]) -> None:
        code = marshal.loads(known[text]) if text in known else text  # noqa: S302 (the same)
        exec(code, names, made)  # noqa: S102 (what `dataclasses` does)

    setattr(dataclasses, "exec", run)  # noqa: B010 (it has none of its own)


def _load_what_is_missing(folder: str) -> None:
    """A library that is loaded already is not looked for when others ask for it, dlopen(3)."""
    order = os.path.join(folder, "order.txt")
    if not os.path.exists(order):
        return  # a package that depends on the system's own
    import ctypes

    with open(order, encoding="ascii") as file:
        for name in file.read().split():
            try:
                ctypes.CDLL(name)
            except OSError:
                ctypes.CDLL(os.path.join(folder, name))
    if not os.path.exists(_FONTS):
        os.environ.setdefault("FONTCONFIG_FILE", os.path.join(folder, "fonts.conf"))


if __name__ == "__main__":
    sys.exit(main())
