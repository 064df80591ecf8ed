"""Asking groups whether their listings are still right: when, in what words, and what became of it."""
