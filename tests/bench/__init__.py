"""The benchmark: our scan beside named peers, on corpora that every machine can make anew.

`python -m tests.bench` runs all tables, `--quick` a small share of each, names pick tables.
"""
