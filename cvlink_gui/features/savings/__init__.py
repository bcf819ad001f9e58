"""What links save, and what they could save: the ledger, and files that are there twice."""

from cvlink_gui.features.savings.accounts import ledger
from cvlink_gui.features.savings.book import Amount, Flow, Ledger, PlaceKind, Row, Uncounted

__all__ = ["Amount", "Flow", "Ledger", "PlaceKind", "Row", "Uncounted", "ledger"]
