"""A growing text that is searched without regard to capitals."""

PIECE = 1 << 16  # bytes
_OVERLAP = 255  # bytes: no name is longer


class Lowered:
    """The ASCII-lowered twin of a text; pieces without a capital letter are not kept twice.

    The text only grows. What is looked for is lowered already, and no longer than a name.
    """

    def __init__(self, text: bytearray) -> None:
        self._text = text
        self._pieces: list[bytes | None] = []  # by number; None where the text itself will do

    def find(self, wanted: bytes, begin: int, end: int) -> int:
        """The first place between two places where `wanted` starts, -1 for none.

        It may reach beyond `end`.
        """
        for number in range(begin // PIECE, -(-end // PIECE)):
            base = number * PIECE
            piece = self._piece(number)
            first = max(begin - base, 0)
            last = min(end - base, PIECE) + len(wanted) - 1
            at = (
                self._text.find(wanted, base + first, base + last) - base
                if piece is None
                else piece.find(wanted, first, last)
            )
            if at >= 0:
                return base + at
        return -1

    def _piece(self, number: int) -> bytes | None:
        while len(self._pieces) <= number and self._is_whole(len(self._pieces)):
            self._pieces.append(self._made(len(self._pieces)))
        return self._pieces[number] if number < len(self._pieces) else self._made(number)

    def _is_whole(self, number: int) -> bool:
        """False for a piece that may still grow."""
        return (number + 1) * PIECE + _OVERLAP <= len(self._text)

    def _made(self, number: int) -> bytes | None:
        piece = bytes(self._text[number * PIECE : (number + 1) * PIECE + _OVERLAP])
        lowered = piece.lower()
        return None if lowered == piece else lowered
