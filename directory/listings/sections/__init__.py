"""The short pages on which editors and groups say what a listing is: what each asks, and what becomes of the answers."""
