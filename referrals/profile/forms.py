"""What is asked of a lead about the service's profile: one subject on each page."""

import re
import uuid
from collections.abc import Callable
from types import SimpleNamespace

import wtforms
from wtforms.fields.choices import SelectChoice

from core.fields import DateField, IdentifierField
from core.forms import Form, VersionField
from core.identifiers import NotValid
from referrals.fields import line, one_of, some_of, text
from referrals.profile import areas, rules
from referrals.profile.facts import PreCheck, Profile, UrgentNumber
from referrals.profile.lines import ALTERNATIVES, BEGINNINGS
from referrals.profile.words import Taking
from referrals.words import Reason

STOP = "Stop there, and say where else to go"
TELL = "Say so, and let the referrer decide"


def number(given: str) -> int:
    """A whole number of at most three digits. Raises NotValid."""
    if not re.fullmatch("[0-9]{1,3}", given):
        raise NotValid("Enter a whole number, like 10")
    return int(given)


def _number(label: str, ask: str = "", hint: str = "") -> IdentifierField:
    """A whole number; an answer is needed if there are words to `ask` for it."""
    return IdentifierField(label, [_Given(ask)] if ask else [], parse=number, show=str, description=hint)


class _Given:
    """The validator of a number that must be given: 0 is one."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __call__(self, form, field):
        if field.data in (None, ""):
            raise wtforms.validators.StopValidation(self.words)


def _either(label: str, yes: str, no: str, hint: str = "") -> wtforms.RadioField:
    """One of two answers, as True or False."""
    return wtforms.RadioField(
        label,
        choices=[SelectChoice("yes", yes), SelectChoice("no", no)],
        coerce=lambda answer: answer in (True, "yes"),
        validate_choice=False,
        description=hint,
    )


class PartForm(Form):
    """A page of the profile; `facts` are its answers as `change_profile` takes them."""

    version = VersionField()

    def __init__(self, profile: Profile, **kwargs) -> None:
        super().__init__(obj=profile, **kwargs)

    def questions(self) -> list[wtforms.Field]:
        """What is asked, in order."""
        return [field for field in self if field.name not in {"version", "csrf_token"}]

    def facts(self) -> dict:
        """What was answered; what was left empty is None."""
        answered = {field.name: field.data for field in self.questions()}
        return {name: None if given == "" else given for name, given in answered.items()}


class PeopleForm(PartForm):
    """Whom the service takes."""

    minimum_age = _number("Youngest age", "Enter the youngest age, or 0", "In whole years. 0 if there is none")
    maximum_age = _number("Oldest age (optional)")
    reasons_not_taken = some_of(
        Reason,
        "Reasons that you do not take (optional)",
        "Choose from the list",
        optional=True,
        description="Somebody who is referred for another reason as well is not kept out",
    )
    reason_stops = _either("If a referral is for these reasons alone", STOP, TELL)

    def facts(self) -> dict:
        given = super().facts()
        return given | {"reasons_not_taken": tuple(given["reasons_not_taken"] or ())}


class AreaForm(PartForm):
    """From where: `offered` are the practices that can be chosen."""

    practices = wtforms.SelectMultipleField(
        "GP practices that you serve (optional)",
        coerce=lambda given: given if isinstance(given, uuid.UUID) else uuid.UUID(given),
        validate_choice=False,
        invalid_value_message="Choose from the list",
        description="Leave empty for all of them",
    )
    areas = IdentifierField(
        "Postcodes that you serve (optional)",
        parse=areas.parse,
        show=", ".join,
        description="The first part, like PO1, or PO for all of it, with commas between. Leave empty for everywhere. "
        "If you fill in both, one of the two is enough. No fixed abode is never out of your area.",
    )
    area_stops = _either("If somebody is from elsewhere", STOP, TELL)

    def __init__(self, profile: Profile, *, offered=(), **kwargs) -> None:
        super().__init__(profile, **kwargs)
        self.practices.choices = [SelectChoice(str(one.id), one.name) for one in offered]

    def facts(self) -> dict:
        given = super().facts()
        known = {uuid.UUID(choice.value) for choice in self.practices.choices}
        return given | {
            "practices": frozenset(given["practices"] or ()) & known,
            "areas": tuple(given["areas"] or ()),
        }


class ClocksForm(PartForm):
    """How soon; all but the last in working days."""

    first_contact_days = _number("First contact within", "Enter a number of working days", "Working days")
    urgent_contact_days = _number(
        "First contact where it should be soon", "Enter a number of working days", "Working days"
    )
    answer_days = _number("Accept, return or decline within", "Enter a number of working days", "Working days")
    keep_in_touch_days = _number(
        "Word to somebody who waits, every", "Enter a number of working days", "Working days without any contact"
    )
    draft_days = _number("Keep a referrer’s draft for", "Enter a number of days", "Days, weekends included")


class RoomForm(PartForm):
    """Whether it takes referrals now, and how many."""

    state = one_of(Taking, "Do you take referrals now?", "Choose whether you take referrals")
    state_words = line("Why not, in a few words (optional)", longest=200, description="Referrers read it")
    paused_until = DateField("Until when? (optional)", earliest=2000, example="4 1 2027")
    weekly_places = _number(
        "New referrals a week, at most (optional)",
        hint="Beyond it referrers are told that it takes longer, and can still send",
    )

    def facts(self) -> dict:
        given = super().facts()
        return given | {"state_words": given["state_words"] or ""}


class PublicForm(PartForm):
    """Whether people can ask for themselves."""

    public_form = _either(
        "Can people ask for themselves, and others for them?",
        "Yes, by the public form",
        "No, only clinicians refer",
        "What comes in this way lands apart, until you have checked it",
    )


class _SplitForm(PartForm):
    """A page whose one fact is asked in several questions: `split` says what stands in their boxes at first."""

    split: Callable[[Profile], dict]

    def __init__(self, profile: Profile, **kwargs) -> None:
        super().__init__(SimpleNamespace(version=profile.version, **self.split(profile)), **kwargs)
        self.profile = profile


class NumbersForm(_SplitForm):
    """The local lines of the page that stops a referrer."""

    ROWS = range(1, 5)

    @staticmethod
    def split(profile: Profile) -> dict:
        rows = enumerate(profile.urgent_numbers, 1)
        return {f"{name}_{number}": said for number, row in rows for name, said in row._asdict().items()}

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        for row in self.ROWS:
            label, ring, words = (self[f"{name}_{row}"] for name in UrgentNumber._fields)
            if (ring.data or words.data) and not label.data:
                label.errors, good = ["Enter what it is for"], False
            if label.data and not rules.NUMBER.fullmatch(ring.data or ""):
                ring.errors, good = ["Enter the number, like 111 or 023 9200 0000"], False
        return good

    def facts(self) -> dict:
        given = super().facts()
        rows = [UrgentNumber(*(given[f"{name}_{row}"] or "" for name in UrgentNumber._fields)) for row in self.ROWS]
        return {"urgent_numbers": tuple(row for row in rows if row.label)}


for _row in NumbersForm.ROWS:
    setattr(NumbersForm, f"label_{_row}", line(f"What line {_row} is for (optional)", longest=80))
    setattr(NumbersForm, f"number_{_row}", line(f"Number of line {_row} (optional)", longest=20))
    setattr(NumbersForm, f"words_{_row}", line(f"When line {_row} answers (optional)", longest=80))


class WordsForm(_SplitForm):
    """Where else somebody can go, for each reason why the service is not open to them."""

    @staticmethod
    def split(profile: Profile) -> dict:
        return {ground.value: profile.alternatives.get(ground, "") for ground in ALTERNATIVES}

    def facts(self) -> dict:
        given = super().facts()
        return {"alternatives": {ground: given[ground.value] for ground in ALTERNATIVES if given[ground.value]}}


for _ground, _said in ALTERNATIVES.items():
    _hint = f"Goes on from “{BEGINNINGS[_ground]}:”. If you leave it empty: {_said}"
    setattr(WordsForm, _ground.value, line(f"{_ground.words} (optional)", longest=300, description=_hint))


class QuestionForm(_SplitForm):
    """One question that is asked before a referral; `key` is that of the one to change, None for a new one."""

    question = line("Question", longest=150, ask="Enter the question", description="To be answered with yes or no")
    if_no = text("If the answer is no", longest=300, ask="Say what the referrer should do then")
    stops = _either("And then", STOP, TELL)

    def __init__(self, profile: Profile, key: str | None = None, **kwargs) -> None:
        self.key = key
        super().__init__(profile, **kwargs)

    def split(self, profile: Profile) -> dict:
        found = next((one for one in profile.pre_checks if one.key == self.key), None)
        return found._asdict() if found else {"stops": False}

    def facts(self) -> dict:
        """The profile's questions with this one changed, or added at the end."""
        given = super().facts()
        if self.key is None:
            return {"pre_checks": (*self.profile.pre_checks, PreCheck.asking(**given))}
        return {
            "pre_checks": tuple(
                one._replace(**given) if one.key == self.key else one for one in self.profile.pre_checks
            )
        }


class RemoveForm(PartForm):
    """Taking a question away asks nothing."""
