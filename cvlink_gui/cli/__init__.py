"""The headless command `cvlink`."""
