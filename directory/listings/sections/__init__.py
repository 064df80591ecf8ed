"""The short pages on which editors and groups say what a listing is, and what becomes of the answers."""
