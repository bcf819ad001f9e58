"""One module a capability; the window and the command line call the same functions."""
