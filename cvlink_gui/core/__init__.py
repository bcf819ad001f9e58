"""Values and rules: no disk, no threads, no Qt; the standard library only."""
