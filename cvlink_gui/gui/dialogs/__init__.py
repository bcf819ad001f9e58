"""Dialogs: one style for every plan."""
