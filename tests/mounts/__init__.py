"""The simulation of containers against the kernel: `python -m tests.mounts`, and a quick share.

Every scenario is a real folder with real links, mounted in a mount namespace of its own.
"""
