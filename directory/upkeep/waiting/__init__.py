"""What a group changes that an editor looks at first: which fields those are, what waits, and how it is decided."""
