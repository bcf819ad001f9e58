"""Private names out of a text that is shown to others: paths, the user, the machine."""

import re
from collections.abc import Sequence

# An absolute path, up to a blank or a sign that ends one in a sentence or in a traceback.
_PART = r"""[^\s/:,;"'()\[\]<>|]+"""
_PATH = re.compile(rf"(?<![\w.~>/])(?<!http:)(?<!https:)/(?:{_PART}/)*{_PART}")
_PUBLIC = ("/usr/", "/opt/", "/lib", "/etc/", "/proc/", "/sys/", "/dev/", "/bin/", "/org/")
# Sources of the program, of its libraries and of Python: what is read in a traceback.
_CODE = re.compile(r"/(?:site-packages|dist-packages|lib/python3\.\d+|cvlink_gui)/")


class Veil:
    """Replaces private names; the same name becomes the same word all over, so texts stay readable.

    known  pairs of a private text and the word for it, such as ("/home/ada", "~")
    """

    def __init__(self, known: Sequence[tuple[str, str]]) -> None:
        self._known = {private: word for private, word in known if len(private) > 1}
        # A project before the home folder it lies in, which is before the user's name.
        private = sorted(self._known, key=len, reverse=True)
        self._private = re.compile("|".join(map(_whole, private)) or r"\Z.")
        self._paths: dict[str, str] = {}

    def over(self, text: str) -> str:
        """The text without private names."""
        known = self._private.sub(lambda found: self._known[found[0]], text)
        return _PATH.sub(self._word, known)

    def _word(self, found: "re.Match[str]") -> str:
        path = found[0]
        if code := _CODE.search(path):
            return "…" + path[code.start() :]
        if path.startswith(_PUBLIC) or path.count("/") < 2:
            return path
        return self._paths.setdefault(path, f"<path {len(self._paths) + 1}>")


def _whole(private: str) -> str:
    """A pattern of a name where it stands by itself: `ada` is not hidden in `metadata`."""
    return rf"(?<!\w){re.escape(private)}(?!\w)"
