"""That somebody has looked through the queue asks nothing."""

from core.forms import OnceForm


class LookForm(OnceForm):
    """One click."""
