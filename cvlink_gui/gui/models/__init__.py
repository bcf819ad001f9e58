"""Qt models over the packed tree and the findings."""
