"""Projects with planted faults, and sound ones: an audit finds every fault, and nothing else.

`python -m tests.plants --write docs/audit.md` makes all of them and writes the tables of the
document; a share is among the tests. A rule gets its rows in `table.py`.
"""
