"""Topics that a group suggests for its own listing, and what an editor decides."""
