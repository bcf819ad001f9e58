"""`python -m cvlink_gui`: the window; a helper process in a frozen program."""

import sys

from cvlink_gui.fs import helper


def main() -> int:
    """Start what the command line asks for."""
    if len(sys.argv) > 1 and sys.argv[1] == helper.FLAG:
        helper.main()
        return 0
    from cvlink_gui.gui.app import main as window

    return window()


if __name__ == "__main__":
    sys.exit(main())
