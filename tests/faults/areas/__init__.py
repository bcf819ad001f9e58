"""One module a kind of fault; each has functions (cases, seed) -> Tally."""
