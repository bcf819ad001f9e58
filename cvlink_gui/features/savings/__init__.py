"""What links save, and what they could save: the ledger, and files that are there twice."""

from cvlink_gui.features.savings.accounts import ledger
from cvlink_gui.features.savings.book import Amount, Flow, Ledger, Row, Uncounted
from cvlink_gui.features.savings.duplicates import Copy, Same, duplicates, propose_links
from cvlink_gui.features.savings.emptying import Emptied, Kept, empty, kept

__all__ = [
    "Amount",
    "Copy",
    "Emptied",
    "Flow",
    "Kept",
    "Ledger",
    "Row",
    "Same",
    "Uncounted",
    "duplicates",
    "empty",
    "kept",
    "ledger",
    "propose_links",
]
