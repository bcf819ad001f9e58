"""How many files lie behind a path."""

import os
import stat

from cvlink_gui.fs.crossing import Guard


def files_behind(path: bytes, guard: Guard) -> int | None:
    """Files at or below an absolute path, through links; a folder is entered once.

    None where it is not there, cannot be read, or its storage does not answer.
    """
    if guard(path) is not None:
        return None
    try:
        is_folder = stat.S_ISDIR(os.stat(path).st_mode)
        return _below(path, guard) if is_folder else 1
    except OSError:
        return None


def _below(path: bytes, guard: Guard) -> int:
    seen: set[tuple[int, int]] = set()  # device and inode of folders
    count, ahead = 0, [path]
    while ahead:
        folder = ahead.pop()
        found = os.stat(folder)
        if (found.st_dev, found.st_ino) in seen:
            continue
        seen.add((found.st_dev, found.st_ino))
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_symlink() and guard(entry.path) is not None:
                    continue
                if entry.is_dir():
                    ahead.append(entry.path)
                else:
                    count += entry.is_file()
    return count
