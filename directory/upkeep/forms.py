"""The questions that have no answer but yes: a listing is right, no more letters are wanted."""

from flask import request

from core.forms import Form, OnceForm, VersionField


class ConfirmForm(OnceForm):
    """Nothing but the yes: the listing, as this person was shown it, is right."""

    version = VersionField()


class StopForm(Form):
    """Nothing but the yes: no more of these letters.

    A mail program says it for its reader with a body of its own and no token (RFC 8058): the address is proof enough.
    """

    def accepted(self) -> bool:
        return self.one_click or super().accepted()

    @property
    def one_click(self) -> bool:
        """Whether a mail program sent this."""
        return self.sent() and request.form.get("List-Unsubscribe") == "One-Click"
