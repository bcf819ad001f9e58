"""A soak of the exporter; its shortened share is in `test_quick.py`."""
