"""That a letter has gone, or has not gone after all, asks nothing."""

from core.forms import OnceForm


class SentForm(OnceForm):
    """One click."""
