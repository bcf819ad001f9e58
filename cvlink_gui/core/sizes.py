"""Bytes as a person reads them, in English; the window has its locale for that."""

from cvlink_gui.core.said import Said, say

_STEP = 1000  # as disks are sold, and as `df -H` and Qt count
_UNITS = ("kB", "MB", "GB", "TB", "PB")


def size_text(size: int) -> Said:
    """`1.4 GB`; a negative size has its sign."""
    amount, unit = float(abs(size)), "B"
    for larger in _UNITS:
        if amount < _STEP:
            break
        amount, unit = amount / _STEP, larger
    sign = "-" if size < 0 else ""
    if unit == "B" or amount >= 100:
        return Said(f"{sign}{amount:.0f} {unit}")
    whole, tenth = f"{sign}{amount:.1f}".split(".")
    return say("{whole}.{tenth} {unit}", whole=whole, tenth=tenth, unit=unit)
