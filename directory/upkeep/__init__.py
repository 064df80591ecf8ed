"""Keeping listings true: what a group says of its own, and when it last said that it is right."""
