"""Bytes as a person reads them, in English; the window has its locale for that."""

_STEP = 1000  # as disks are sold, and as `df -H` and Qt count
_UNITS = ("kB", "MB", "GB", "TB", "PB")


def size_text(size: int) -> str:
    """`1.4 GB`; a negative size has its sign."""
    amount, unit = float(abs(size)), "B"
    for larger in _UNITS:
        if amount < _STEP:
            break
        amount, unit = amount / _STEP, larger
    number = f"{amount:.0f}" if unit == "B" or amount >= 100 else f"{amount:.1f}"
    return f"{'-' if size < 0 else ''}{number} {unit}"
