"""`python -m cvlink_gui`: the window; a helper process in a frozen program."""

import sys

from cvlink_gui.fs import children


def main() -> int:
    """Start what the command line asks for."""
    if len(sys.argv) > 2 and sys.argv[1] == children.FLAG:
        children.main()
        return 0
    from cvlink_gui.gui.app import main as window

    return window()


if __name__ == "__main__":
    sys.exit(main())
