"""A listing's past, for editors: what changed, two moments side by side, and putting back what it said."""
