"""Introductions and signposts to listed groups, and what became of them."""
