"""What an administrator is asked about places."""

import wtforms

from core.fields import Chosen
from core.forms import Form, VersionField
from directory.places.words import Geocoding


class SettingsForm(Form):
    """Whether addresses may be looked up online."""

    geocoding = wtforms.RadioField(
        "May addresses be looked up online?",
        choices=[wtforms.SelectChoice(choice.value, choice.words) for choice in Geocoding],
        validators=[Chosen("Choose whether addresses may be looked up online")],
        invalid_choice_message="Choose whether addresses may be looked up online",
    )
    version = VersionField()
