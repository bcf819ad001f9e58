"""The window; the only place with Qt."""

import builtins

import PySide6.QtCore  # noqa: F401 (it is what takes the place of `__import__`)

# PySide6 looks at the source of every module that is imported, for `from __feature__ import`.
# Nothing here has that, and it is a tenth of the start: imports are Python's own again.
if hasattr(builtins, "__orig_import__"):
    builtins.__import__ = builtins.__orig_import__
