"""What a referrer is asked, on three screens whose answers travel together in the body of one form."""

from functools import cached_property
from types import SimpleNamespace

import wtforms
from flask import g
from wtforms.fields.choices import SelectChoice

from core import clock, once
from core.forms import Form, OnceForm
from core.identifiers import postcode
from referrals import screened
from referrals.fields import text
from referrals.intake import agreeing, rules, screens, summary
from referrals.intake.doors import Door, Doors
from referrals.intake.questions import NO_NEEDS, Agreement, Needs, Person
from referrals.people.words import Ethnicity, Gender
from referrals.screened import BACK, NEXT, SEND, Screened
from referrals.words import Reason

FILL, KEEP = "fill", "keep"
# The answers that say who somebody is.
WHO = ("nhs_number", "first_name", "family_name", "date_of_birth", "postcode", "telephone")


class Travelling:
    """What the form carries for itself: which screen, which button, and what the referrer was stopped for.

    `pasted` is the box for text of a clinical system; what no field takes stays in it and is never sent.
    """

    pasted = text("Paste from your clinical system (optional)", longest=20_000)
    screen = wtforms.HiddenField(filters=[lambda here: here if here in screens.HEADINGS else screens.PERSON])
    go = wtforms.HiddenField(filters=[lambda button: button if button in {BACK, SEND, FILL, *screens.ASKED} else NEXT])
    returning = wtforms.HiddenField(filters=[lambda told: "y" if told == "y" else ""])
    stopped_for = screened.stopped_for()


class ReferralForm(Travelling, Person, Needs, Agreement, Screened, OnceForm):
    """The whole referral; `doors` are those who may get it.

    `usual` is the id of the service that is chosen unless another is; `practice` is offered as the person's GP practice
    if the NHS knows it as an organisation. `typed` is everything that was typed, of this request or of a draft. `alike`
    finds the practice's open referrals of somebody who may be the same person.
    """

    order = screens.ORDER

    def __init__(self, doors: Doors, *, typed=None, practice=None, usual=None, alike=lambda who: []) -> None:
        self.typed, self.alike, self.told = typed, alike, False
        self.offered = {"service_id": str(usual)} if usual in {service.id for service in doors.services} else {}
        if practice and practice.ods_code:
            self.offered |= {"gp_practice_name": practice.name, "gp_practice_code": practice.ods_code}
        super().__init__(**self.offered)
        self.doors, self.services = doors, doors.services
        self.shown = screens.PERSON
        self.service_id.choices = [SelectChoice(str(service.id), service.name) for service in self.services]
        self.pre_checks.ask(doors.pre_checks())
        if len(self.services) == 1:
            self.service_id.data = self.services[0].id
            self.service_id.process_errors = []
        if (body := self.body()) is not None and self.go.data != SEND and "given_on-day" not in body:
            self.given_on.data = self.given_on.object_data

    def body(self):
        return super().body() if self.typed is None else self.typed

    def draw(self, screen: str, *, told: bool) -> None:
        """Show a screen of a draft; what is wrong on it is told if it had been told when the draft was kept."""
        self.told = told
        self.validate()
        self.form_errors = []
        self.shown = screens.PERSON if screen == screens.STOP and not self.signs else screen
        self._tell_only(self.shown if told else None)

    @property
    def refused(self) -> bool:
        """Whether it is not the answers that are wrong: the page was too old, or a rule of the house says no."""
        return bool(self.form_errors or g.get("refusal"))

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        found = (*self._first(), *self.urgent_or_not(), *self._home(), *self._again(), *rules.asked(self.data))
        together = rules.problems(self._together(), today=clock.today())
        for name, words in (*found, *together, *self.doors.problems(self.said)):
            if not self[name].errors:
                self[name].errors = [words]
                good = False
        return good

    def _together(self) -> dict:
        """The answers as they stand beside each other: a practice that was only offered gives way to “none”."""
        said = self.data
        if said["no_gp_practice"] and said["gp_practice_name"] == self.gp_practice_name.object_data:
            return said | {"gp_practice_name": ""}
        return said

    def _first(self):
        if self.doors.unanswered(self.data):
            yield "pre_checks", "Answer yes or no"

    def _home(self):
        if not self.postcode.data and not self.no_fixed_abode.data:
            yield "postcode", "Enter a postcode, or choose “No fixed abode”"
        if self.no_fixed_abode.data and self.postcode.data not in {"", None, postcode.NO_FIXED_ABODE}:
            yield "postcode", "Enter a postcode or choose “No fixed abode”, not both"

    def _again(self):
        """Whoever sends a second referral of one person has seen the first and says why. Sent twice it is the same.

        The key is looked for last: it and its referral appear together, perhaps while this one looks.
        """
        asked = (self.go.data == SEND or self.told) and not self.why_again.data
        if asked and self.already_open and not once.was_used(self.once_key.data):
            yield "why_again", "Say why you are sending another one, or open the one that you have sent"

    @cached_property
    def already_open(self) -> list:
        """The practice's open referrals of somebody who may be the same person, with the reasons.

        Nobody is looked for by an answer that cannot be read: it may be text that no database takes.
        """
        return [] if any(self[name].errors for name in WHO) else self.alike(self.who)

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
    def who(self) -> SimpleNamespace:
        """Who the person is, once the first screen is good."""
        return SimpleNamespace(**{name: self[name].data for name in WHO})

    @property
    def unsafe_to_ring(self) -> bool:
        """Whether domestic abuse is a reason and nothing was said of how to make contact safely."""
        return Reason.DOMESTIC_ABUSE in (self.reasons.data or []) and not self.safe_contact.data

    def _move(self) -> str | None:
        if self.go.data == FILL:
            self.shown = screens.PERSON
        elif self.go.data in screens.ASKED:
            self.shown, self.returning.data = self.go.data, "y"
        else:
            return super()._move()
        return None

    def _forward(self, here: str) -> str | None:
        """Whoever came from the last look goes back to it, if nothing before it is wrong."""
        if not self.returning.data:
            return super()._forward(here)
        wrong = self._first_wrong(screens.BEFORE_LAST)
        self.shown = wrong or screens.AGREEMENT
        return wrong

    @property
    def heading(self) -> str:
        """What the shown screen is called."""
        return screens.HEADINGS[self.shown]

    def parts(self) -> list[summary.Part]:
        """Every answer of the screens before the last, in words."""
        return summary.parts(self)

    def answers(self) -> dict:
        """The answers, named as `make_referral` takes them."""
        said = {name: self[name].data for names in screens.FIELDS.values() for name in names}
        homeless, agreed = said.pop("no_fixed_abode"), said.pop("agreed")
        del said["rest_not_known"]
        if said["no_gp_practice"]:
            said |= {"gp_practice_name": None, "gp_practice_code": None}
        return (
            said
            | agreeing.as_answers(agreed, today=clock.today())
            | {
                "postcode": postcode.NO_FIXED_ABODE if homeless else said["postcode"],
                "gender": said["gender"] or Gender.NOT_KNOWN,
                "ethnicity": said["ethnicity"] or Ethnicity.NOT_KNOWN,
                "access_needs": [need for need in said["access_needs"] if need != NO_NEEDS],
                "tell_gp": said["tell_gp"] == "yes",
                "urgent_signs": self.signs,
            }
        )


class KeepForm(Form):
    """Keeping a draft asks nothing."""


class ThrowAwayForm(OnceForm):
    """Throwing a draft away asks nothing."""
