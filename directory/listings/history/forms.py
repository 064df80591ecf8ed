"""What editors are asked about a listing's past: which moments to compare, and what to put back."""

import wtforms
from wtforms import SelectChoice
from wtforms.validators import DataRequired

from core.forms import Form, VersionField
from directory.listings.questions import at_most

NOW = "now"


class CompareForm(wtforms.Form):
    """Two moments, in the address of the page; the view gives the choices."""

    earlier = wtforms.SelectField("The listing as it was", validate_choice=False)
    later = wtforms.SelectField("Compared with", validate_choice=False, default=NOW)

    def offer(self, moments: dict[str, str]) -> None:
        """Let both moments be chosen from `moments`, the newest first: {id of the change: words}."""
        self.earlier.choices = [SelectChoice(key, words) for key, words in moments.items()]
        self.later.choices = [SelectChoice(NOW, "Today"), *self.earlier.choices]
        if self.earlier.data not in moments:
            self.earlier.data = next(reversed(moments))
        if self.later.data not in moments:
            self.later.data = NOW


class RestoreForm(Form):
    """What to let the listing say again, and why; the view gives the choices."""

    version = VersionField()
    groups = wtforms.SelectMultipleField("What should be put back?", validate_choice=False)
    why = wtforms.TextAreaField(
        "Why do you put it back?",
        [DataRequired("Say why you put this back"), at_most(300, "The reason")],
        description="It stands in the listing’s history",
    )

    def offer(self, names: dict[str, str]) -> None:
        """Let these groups of differences be chosen; all of them are, until somebody says otherwise."""
        self.groups.choices = [SelectChoice(key, words) for key, words in names.items()]
        if not self.sent():
            self.groups.data = list(names)

    def validate_groups(self, field):
        if not field.data:
            raise wtforms.validators.StopValidation("Choose what to put back")
