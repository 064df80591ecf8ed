"""The people of a community group: let in by an editor or by each other, and out again."""
