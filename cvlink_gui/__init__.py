"""cvlink-gui: see, make, mend and audit the symbolic links of a computer-vision project.

For training code: `open_project(path).preflight("baseline")`, see docs/training.md.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cvlink_gui.features.training import NotReady, TrainingProject

__version__ = "0.1.0"
__all__ = ["NotReady", "TrainingProject", "__version__", "open_project"]
_IN_TRAINING = frozenset({"NotReady", "TrainingProject"})


def open_project(path: str | bytes | os.PathLike[str] | os.PathLike[bytes]) -> "TrainingProject":
    """The project in a folder, for training code; nothing of the window is loaded.

    Raises NotAProject for a path that cannot be opened, ConfigError for a `cvlink.toml` with a
    mistake, NotAnswering where its storage does not answer: all of them CvlinkError.
    """
    from cvlink_gui.features.training import TrainingProject

    return TrainingProject(os.fsencode(path))


def __getattr__(name: str) -> object:
    if name in _IN_TRAINING:  # loaded by who asks for them: a command starts without
        from cvlink_gui.features import training

        return getattr(training, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
