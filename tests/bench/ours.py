"""`ours.py FOLDER HELPERS`: our scan with so many helper processes, none for 0."""

import os
import sys

from cvlink_gui.core.columns import ROOT
from cvlink_gui.features.project import Project


def main() -> None:
    """Print the number of entries."""
    project = Project.open(os.fsencode(sys.argv[1]))
    if helpers := int(sys.argv[2]):
        for batch in project.scan(helpers=helpers):
            for listing in batch:
                project.take(listing)
    else:
        project.load()
    print(project.tree.totals(ROOT).entries)


if __name__ == "__main__":
    main()
