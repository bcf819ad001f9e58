"""`python -m tests.soak`: the window is open for hours while its project changes under it."""
