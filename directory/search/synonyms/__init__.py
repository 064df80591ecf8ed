"""Synonyms: groups of words that mean the same to whoever searches, kept by editors."""
