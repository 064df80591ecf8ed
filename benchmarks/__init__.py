"""How quick Footbridge is: an invented country of listings, and one command that measures pages over it."""
