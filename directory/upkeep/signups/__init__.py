"""Groups that are not in the directory yet and ask to be: what they say, and what an editor answers."""
