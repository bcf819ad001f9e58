"""The only place with system calls on a project."""
