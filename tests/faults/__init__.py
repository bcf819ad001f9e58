"""The fault programme: the edit engine killed, cut off, refused, raced and lied to.

`python -m tests.faults` runs all areas in full, `--quick` a share of each, and names pick areas.
Every case is made from a seed; a fault that is found names it.
"""
