"""What a referrer is asked, on three screens whose answers travel together in the body of one form."""

import re
import uuid
from types import SimpleNamespace

import wtforms
from flask import g, request
from wtforms.fields.choices import SelectChoice

from core import clock
from core.fields import Chosen, DateField, IdentifierField
from core.forms import OnceForm
from core.identifiers import NotValid, email_address, postcode, telephone
from core.identifiers.nhs_number import spaced
from referrals.fields import line, one_of, options, some_of, text
from referrals.intake import rules, screens, summary
from referrals.intake.doors import Door, Doors
from referrals.intake.pre_check_field import PreCheckField
from referrals.people import identity
from referrals.words import AccessNeed, GivenBy, GivenHow, NoNhsNumber, Priority, Reason, RiskKind, UrgentSign

NONE_URGENT = "none"
# A field that is posted in parts: a date in three, a service's own questions by their keys.
PART = re.compile("(?<=.)-(day|month|year|[0-9a-f]{8})$")
BACK, NEXT, SEND = "back", "next", "send"
YES_NO = [SelectChoice("yes", "Yes"), SelectChoice("no", "No")]


class Person:
    """The first screen: which service is it for, is anything urgent, who is it, how are they reached."""

    service_id = wtforms.RadioField(
        "Which service?",
        [Chosen("Choose a service")],
        choices=[],
        coerce=uuid.UUID,
        validate_choice=False,
        invalid_value_message="Choose a service",
    )
    pre_checks = PreCheckField("Before you begin")
    urgent_signs = wtforms.SelectMultipleField(
        "Is anything urgent?",
        [Chosen("Say whether anything is urgent, or choose “None of these”")],
        choices=[*options(UrgentSign), SelectChoice(NONE_URGENT, "None of these")],
        validate_choice=False,
        filters=[lambda chosen: [one for one in chosen or [] if one in {*UrgentSign, NONE_URGENT}]],
    )
    first_name = line("First name", longest=35, ask="Enter the person’s first name")
    family_name = line("Family name", longest=35, ask="Enter the person’s family name")
    preferred_name = line("What they like to be called (optional)", longest=70)
    date_of_birth = DateField("Date of birth", [Chosen("Enter the person’s date of birth")])
    nhs_number = IdentifierField("NHS number", parse=identity.nhs_number, show=spaced)
    no_nhs_number = one_of(
        NoNhsNumber, "If there is no NHS number, why not?", "Choose why there is none", optional=True
    )
    telephone = IdentifierField("Telephone number", parse=telephone.parse, show=telephone.spoken)
    other_contact = line("If there is no telephone, how else can they be reached?", longest=255)
    email = IdentifierField("Email address (optional)", parse=email_address.parse)
    postcode = IdentifierField("Postcode", parse=postcode.parse)
    no_fixed_abode = wtforms.BooleanField("No fixed abode")
    may_leave_message = wtforms.BooleanField("We may leave a message or voicemail")
    may_text = wtforms.BooleanField("We may send text messages")
    safe_contact = text("What else must we know to make contact safely? (optional)", longest=500)

    def validate_date_of_birth(self, field):
        """Nobody is born tomorrow, or 200 years ago."""
        try:
            identity.born(field.data)
        except NotValid as problem:
            raise wtforms.validators.ValidationError(str(problem)) from None


class Needs:
    """The second screen: why, what risks, what they need so as to take part."""

    reasons = some_of(Reason, "Why are you referring them?", "Choose at least one reason")
    main_reason = wtforms.SelectField(
        "Main reason, if you chose more than one",
        choices=[SelectChoice("", "Choose the main reason"), *options(Reason)],
        coerce=lambda code: Reason(code) if code else None,
        validate_choice=False,
        invalid_value_message="Choose the main reason from the list",
    )
    need = text("What is needed, in a sentence or two", longest=2000, ask="Say in a sentence what is needed")
    priority = one_of(
        Priority, "How soon should somebody speak with them?", "Choose how soon", default=Priority.ROUTINE
    )
    risks = some_of(RiskKind, "Risks", f"Choose the risks, or “{RiskKind.NONE_KNOWN.words}”")
    risk_details = text("What should a link worker know about the risks? (optional)", longest=2000)
    access_needs = some_of(AccessNeed, "Access needs (optional)", "Choose from the list", optional=True)
    access_details = text("More about access needs (optional)", longest=1000)
    language = line("Language, if not English (optional)", longest=60)
    needs_interpreter = wtforms.BooleanField("They need an interpreter")


class Agreement:
    """The third screen: who agreed that this is shared, how and when."""

    given_by = one_of(GivenBy, "Who agreed?", "Choose who agreed")
    given_by_name = line("Their name, if not the person", longest=70)
    given_how = one_of(GivenHow, "How did they agree?", "Choose how they agreed")
    given_on = DateField("When did they agree?", [Chosen("Enter the date of the agreement")], default=clock.today)
    tell_gp = wtforms.RadioField(
        "May their GP practice be told what happened?",
        choices=YES_NO,
        default="yes",
        validate_choice=False,
        filters=[lambda answer: answer if answer in {"yes", "no"} else "yes"],
    )


class Travelling:
    """What the form carries for itself: which screen, which button, and what the referrer was stopped for."""

    screen = wtforms.HiddenField(filters=[lambda here: here if here in screens.HEADINGS else screens.PERSON])
    go = wtforms.HiddenField(filters=[lambda button: button if button in {BACK, SEND, *screens.ASKED} else NEXT])
    returning = wtforms.HiddenField(filters=[lambda told: "y" if told == "y" else ""])
    stopped_for = wtforms.HiddenField(
        filters=[lambda told: " ".join(s for s in (told or "").split() if s in {*UrgentSign})]
    )


class ReferralForm(Travelling, Person, Needs, Agreement, OnceForm):
    """The whole referral. `shown` is the screen to show while it is not accepted; `doors` are those who may get it."""

    def __init__(self, doors: Doors) -> None:
        super().__init__()
        self.doors, self.services = doors, doors.services
        self.shown = screens.PERSON
        self.service_id.choices = [SelectChoice(str(service.id), service.name) for service in self.services]
        self.pre_checks.ask(doors.pre_checks())
        if len(self.services) == 1:
            self.service_id.data = self.services[0].id
            self.service_id.process_errors = []
        if self.sent() and self.go.data != SEND and "given_on-day" not in request.form:
            self.given_on.data = self.given_on.object_data

    def accepted(self) -> bool:
        """Whether it was sent from the last page with every answer good."""
        if not self.sent():
            return False
        if self.go.data == SEND and not self.must_stop():
            if super().accepted():
                return True
            wrong = self._first_wrong()
            self.shown = wrong or screens.CHECK
            self._tell_only(wrong)
            return False
        self.validate()
        self._tell_only(self._move())
        if refusal := g.get("refusal"):
            self._show(refusal)
        if self.form_errors:
            self.shown = self.screen.data
        return False

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        together = rules.problems(self.data, today=clock.today())
        for name, words in (*self._own_rules(), *together, *self.doors.problems(self.said)):
            if not self[name].errors:
                self[name].errors = [words]
                good = False
        return good

    def _own_rules(self):
        if self.doors.unanswered(self.data):
            yield "pre_checks", "Answer yes or no"
        if NONE_URGENT in self.urgent_signs.data and len(self.urgent_signs.data) > 1:
            yield "urgent_signs", "Choose what is urgent or “None of these”, not both"
        if not self.postcode.data and not self.no_fixed_abode.data:
            yield "postcode", "Enter a postcode, or choose “No fixed abode”"
        if self.no_fixed_abode.data and self.postcode.data not in {"", None, postcode.NO_FIXED_ABODE}:
            yield "postcode", "Enter a postcode or choose “No fixed abode”, not both"

    @property
    def said(self) -> dict:
        """The answers that can be read so far: what a service wants to know before it says whether it is open."""
        return {name: None if self[name].errors else value for name, value in self.data.items()}

    @property
    def door(self) -> Door | None:
        """The service that was chosen, or the only one, as it says whom it takes."""
        return self.doors.chosen(self.service_id.data)

    @property
    def wrong_pre_checks(self) -> list[str]:
        """The keys of the chosen service's questions beside which an error stands: unanswered ones come before a no."""
        if not self.pre_checks.errors:
            return []
        unanswered = self.doors.unanswered(self.data)
        return [one.key for one in unanswered or self.door.stopping(self.data)]

    @property
    def signs(self) -> list[UrgentSign]:
        """What is urgent."""
        return [UrgentSign(sign) for sign in self.urgent_signs.data if sign != NONE_URGENT]

    @property
    def who(self) -> SimpleNamespace:
        """Who the person is, once the first screen is good."""
        names = ("nhs_number", "first_name", "family_name", "date_of_birth")
        return SimpleNamespace(**{name: self[name].data for name in names})

    @property
    def unsafe_to_ring(self) -> bool:
        """Whether domestic abuse is a reason and nothing was said of how to make contact safely."""
        return Reason.DOMESTIC_ABUSE in (self.reasons.data or []) and not self.safe_contact.data

    def must_stop(self) -> bool:
        """Whether something is urgent for which the referrer has not yet been shown where it goes."""
        return not set(self.signs) <= set(self.stopped_for.data.split())

    def _move(self) -> str | None:
        """Settle which screen is shown; the answer is the one whose errors are told, if any are."""
        here, go = self.screen.data, self.go.data
        if go == BACK:
            self.shown = screens.before(here)
        elif go in screens.ASKED:
            self.shown, self.returning.data = go, "y"
        elif self.must_stop():
            self.shown = screens.STOP
        else:
            return self._forward(screens.PERSON if here == screens.STOP else here)
        return None

    def _forward(self, here: str) -> str | None:
        wrong = self._first_wrong(screens.ASKED if self.returning.data else screens.up_to(here))
        self.shown = wrong or (screens.CHECK if self.returning.data else screens.after(here))
        return wrong

    def _first_wrong(self, asked: tuple[str, ...] = screens.ASKED) -> str | None:
        return next((one for one in asked if any(self[name].errors for name in screens.FIELDS[one])), None)

    def _tell_only(self, screen: str | None) -> None:
        """Leave the errors of one screen: one that is not shown, or was not reached yet, has nothing to be told."""
        for field in self:
            if screen is None or screens.of_field(field.name) != screen:
                field.errors = []

    @property
    def heading(self) -> str:
        """What the shown screen is called."""
        return screens.HEADINGS[self.shown]

    @property
    def number(self) -> int | None:
        """Which of the asking screens is shown, counted from 1; None on the others."""
        return screens.ASKED.index(self.shown) + 1 if self.shown in screens.ASKED else None

    def parts(self) -> list[summary.Part]:
        """Every answer in words."""
        return summary.parts(self)

    def carried(self) -> list[tuple[str, str]]:
        """What was typed on the screens that are not shown, exactly as it was typed."""
        elsewhere = {name for screen, names in screens.FIELDS.items() if screen != self.shown for name in names}
        sent = request.form.items(multi=True) if self.sent() else ()
        return [(name, value) for name, value in sent if PART.sub("", name) in elsewhere]

    def answers(self) -> dict:
        """The answers, named as `make_referral` takes them."""
        said = {name: self[name].data for names in screens.FIELDS.values() for name in names}
        homeless = said.pop("no_fixed_abode")
        return said | {
            "postcode": postcode.NO_FIXED_ABODE if homeless else said["postcode"],
            "tell_gp": said["tell_gp"] == "yes",
            "urgent_signs": self.signs,
        }
