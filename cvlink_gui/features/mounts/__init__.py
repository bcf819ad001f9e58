"""Containers: which links live in one, the smallest mounts for them, and how these are written."""
