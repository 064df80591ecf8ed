"""What a group's representative is asked about a listing that they keep."""

from core.forms import OnceForm, VersionField


class ConfirmForm(OnceForm):
    """Nothing but the yes: the listing, as this person was shown it, is right."""

    version = VersionField()
