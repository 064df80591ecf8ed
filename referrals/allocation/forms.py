"""What is asked about how a link worker works, and when they are away."""

import wtforms
from wtforms.fields.choices import SelectChoice

from core.fields import Chosen, DateField, IdentifierField
from core.forms import Form, OnceForm, VersionField
from core.identifiers import postcode as postcodes
from referrals.allocation import terms
from referrals.allocation.words import Gender
from referrals.fields import some_of
from referrals.profile import areas as district_codes
from referrals.words import Reason

EXAMPLE = "7 12 2026"
NOT_SAID = "none"


def _gender(label: str, none: str, **kwargs) -> wtforms.RadioField:
    return wtforms.RadioField(
        label,
        choices=[*(SelectChoice(one.value, one.words) for one in Gender), SelectChoice(NOT_SAID, none)],
        coerce=lambda value: Gender(value) if value in list(Gender) else NOT_SAID,
        default=NOT_SAID,
        validate_choice=False,
        **kwargs,
    )


class PostForm(Form):
    """How somebody works: hours, place, skills, languages, how they are shown, and how many people they can carry."""

    weekly_hours = IdentifierField(
        "Hours a week with people and for them",
        [Chosen(terms.ASK_HOURS)],
        parse=terms.hours,
        show=terms.hours_words,
    )
    most = IdentifierField("Most people at once (optional)", parse=terms.people, show=str)
    base_postcode = IdentifierField("Postcode they set out from (optional)", parse=postcodes.parse)
    areas = IdentifierField("Postcode districts they cover (optional)", parse=district_codes.parse, show=terms.listed)
    practices = wtforms.SelectMultipleField("Practices they cover (optional)", validate_choice=False)
    skills = some_of(Reason, "What are they especially good at?", "Choose from the reasons on this page", optional=True)
    languages = IdentifierField("Languages besides English (optional)", parse=terms.languages, show=terms.listed)
    gender = _gender("How should they be shown to people who ask for a woman or a man?", "Do not show")
    version = VersionField()

    def __init__(self, post=None, *, practices=(), **kwargs) -> None:
        super().__init__(obj=post, **kwargs)
        self.practices.choices = [SelectChoice(str(one.id), one.name) for one in practices]

    def answers(self) -> dict:
        """As `keep_post` takes them: nothing where nothing was said, and only practices that were offered."""
        given = super().answers()
        offered = {choice.value for choice in self.practices.choices}
        return given | {
            "most": given["most"] or None,
            "areas": given["areas"] or [],
            "languages": given["languages"] or [],
            "practices": [one for one in given["practices"] or [] if one in offered],
            "gender": None if given["gender"] == NOT_SAID else given["gender"],
        }


class LeaveForm(OnceForm):
    """The first and the last day away."""

    begins_on = DateField("First day away", [Chosen("Enter the first day away")], earliest=2000, example=EXAMPLE)
    ends_on = DateField("Last day away", [Chosen("Enter the last day away")], earliest=2000, example=EXAMPLE)


class CancelForm(OnceForm):
    """Taking leave out again asks nothing."""


class WishForm(Form):
    """Whom the person asked for."""

    gender = _gender("Which link worker did they ask for?", "They do not mind, or were not asked")
    version = VersionField()

    def answers(self) -> dict:
        given = super().answers()
        return given | {"gender": None if given["gender"] == NOT_SAID else given["gender"]}
