"""What became of a letter is one of three buttons, and asks nothing else."""

from core.forms import OnceForm


class SentForm(OnceForm):
    """One click."""
