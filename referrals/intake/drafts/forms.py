"""What is asked before something that was handed over becomes a draft."""

from core.forms import OnceForm


class TakeOverForm(OnceForm):
    """Taking it over asks nothing but the press of a button: an address that is only looked at uses nothing up."""
