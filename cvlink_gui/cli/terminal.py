"""Where the words of a command go: the result on stdout, messages and progress on stderr."""

import io
import os
import sys
from collections.abc import Iterable, Mapping
from itertools import islice

_PORTION = 1_000  # lines printed at once: unbuffered, each print is a call of the system


class Output:
    """Where a command's words go; `json_wanted` for the formats that are one JSON object."""

    def __init__(
        self, *, form: str = "text", quiet: bool, color: str, verbose: bool = False
    ) -> None:
        """`form` is one of `main.FORMATS`."""
        json_wanted = form in ("json", "sarif")
        self.form = form
        self.json_wanted = json_wanted
        self.quiet = quiet
        self.verbose = verbose and not quiet
        if isinstance(sys.stdout, io.TextIOWrapper):  # JSON is UTF-8 in any locale
            sys.stdout.reconfigure(
                encoding=None if form == "text" else "utf-8",
                errors="backslashreplace" if form == "text" else "strict",
            )
        self._color = color == "always" or (color == "auto" and sys.stdout.isatty())

    def result(self, text: Iterable[str], data: Mapping[str, object]) -> None:
        """The result of the command, as lines or as one JSON object."""
        if self.json_wanted:
            import msgspec  # nobody else has a use for it; of a million links `json` takes a minute

            print(
                msgspec.json.format(msgspec.json.encode(data, enc_hook=_plain), indent=2).decode(
                    "utf-8"
                )
            )
        elif not self.quiet or self.form != "text":
            lines = iter(text)
            while portion := list(islice(lines, _PORTION)):
                print("\n".join(portion))

    def say(self, message: str) -> None:
        """A message to the person at the terminal."""
        if not self.quiet:
            print(message, file=sys.stderr)

    def detail(self, message: str) -> None:
        """A message for who wants to know it all."""
        if self.verbose:
            print(message, file=sys.stderr)

    def fail(self, message: str) -> None:
        """An error; never silenced."""
        print(f"cvlink: {message}", file=sys.stderr)

    def progress(self, text: str) -> None:
        """A line that is overwritten by the next one; nothing in a pipe."""
        if not self.quiet and sys.stderr.isatty():
            width = (os.get_terminal_size(sys.stderr.fileno()).columns or 80) - 1  # or it wraps
            print(f"\r\x1b[K{text[:width]}", end="", file=sys.stderr, flush=True)

    def colored(self, text: str, color: str) -> str:
        """`text` in a colour, by its number in ECMA-48, on a terminal."""
        return f"\x1b[{color}m{text}\x1b[0m" if self._color else text


def _plain(value: object) -> str:
    """Sentences of this program as JSON has them."""
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} is nothing JSON has")
    return str(value)
