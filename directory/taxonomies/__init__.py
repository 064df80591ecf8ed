"""Taxonomies as editors keep them: terms added, renamed, moved and merged, and lists taken in from files."""
