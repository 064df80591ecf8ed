"""What is asked before a referral is answered, with a look at what will be sent; and what makes a rule."""

import uuid

import wtforms
from flask import request
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from core import clock
from core.fields import Chosen, DateField, IdentifierField
from core.forms import Form, OnceForm, VersionField
from core.identifiers import NotValid
from referrals.fields import line, one_of, options, some_of, text
from referrals.intake.rules import passing_on
from referrals.letters import neutral, ways
from referrals.profile.words import Ground
from referrals.triage import wording
from referrals.triage.words import Mark, Suggested
from referrals.words import GivenBy, GivenHow, PassedOnBecause, Reason, RiskKind, Way
from referrals.workflow import REASONS, told_as

LOOK, BACK, SEND = "next", "back", "send"
NOTHING = "nothing"
SHIPPED_AGAIN = "shipped"
OLDEST = 120
NO_CONCERN = "Raise a safeguarding concern first: it goes with the referral, and says there what must be known"


class AnswerForm(OnceForm):
    """An answer to a referral: filled in, looked at, sent. `looking` says that the look is what is shown."""

    version = VersionField()
    go = wtforms.HiddenField(filters=[lambda button: button if button in {BACK, SEND} else LOOK])
    reason = wtforms.RadioField(
        "Why?", [Chosen("Choose a reason")], validate_choice=False, invalid_value_message="Choose a reason"
    )
    words = text("What should the referrer know?", longest=2000)
    way = wtforms.RadioField(
        "Is the person written to?", [Chosen("Choose whether and how they are written to")], validate_choice=False
    )
    words_to_person = text("What should the person read?", longest=4000)

    def __init__(self, referral, answer: str, *, suggested: str | None = None) -> None:
        super().__init__(version=referral.version, reason=None if self.sent() else suggested)
        self.answer, self.person, self.looking = answer, referral.person, False
        self.reason.choices = options(REASONS[answer])
        self.way.choices = [*_ways(referral.person), SelectChoice(NOTHING, "No")]
        if self.person.contacts_carer:
            self.way.label.text = f"Is {self.person.reached.name} written to?"
            self.words_to_person.label.text = f"What should {self.person.reached.name} read?"

    def accepted(self) -> bool:
        """Whether it was sent after the look with every answer good."""
        if self.sent() and self.go.data == SEND:
            return super().accepted()
        if self.sent():
            good = self.validate()
            self.looking = good and self.go.data == LOOK
            if self.go.data == BACK:
                self._forget_errors()
        return False

    def overtake(self, words: str) -> None:
        """Show, in place of the look, that somebody was here before; whoever has read that may go on."""
        if words:
            self.looking = False
            self.refuse(words)
            self.version.renew()

    def _forget_errors(self) -> None:
        self.form_errors = []
        for field in self:
            field.errors = []

    def validate(self, extra_validators=None) -> bool:
        self._propose()
        good = super().validate(extra_validators)
        for name, words in self.problems():
            if not self[name].errors:
                self[name].errors, good = [words], False
        return good

    def _propose(self) -> None:
        """Where nobody's own words stand, put those that are proposed for the reason that is chosen now."""
        proposed = wording.proposed(self.answer, self.reason.data)
        if wording.is_ours(self.answer, self.words.data or ""):
            self.words.data = proposed.referrer.strip()
        if self.way.data in (None, NOTHING):
            self.words_to_person.data = "" if self._unwritten() else self.words_to_person.data
        elif self._unwritten():
            self.words_to_person.data = getattr(proposed, self._reader)

    @property
    def _reader(self) -> str:
        """Whose proposed words they are, as `Wording` calls them."""
        return "carer" if self.person.contacts_carer else "person"

    def _unwritten(self) -> bool:
        return wording.is_ours(self.answer, self.words_to_person.data or "", to=self._reader)

    def problems(self):
        """What cannot stand beside the other answers, as (field, words)."""
        if self.reason.data and self.reason.data not in list(REASONS[self.answer]):
            yield "reason", "Choose a reason"
        elif self.reason.data and not (self.words.data or "").strip():
            yield "words", "Say it in your own words: we have no wording for this reason"
        if self.way.data and self.way.data not in {choice.value for choice in self.way.choices}:
            yield "way", "Choose whether and how they are written to"
        if self.way.data not in (None, NOTHING):
            yield from self._letter_problems()

    def _letter_problems(self):
        if not (self.words_to_person.data or "").strip():
            yield "words_to_person", "Enter what it says"
        telling = neutral.gives_away(self.words_to_person.data or "") if self.way.data != Way.LETTER else []
        if telling:
            yield "words_to_person", f"Others may read this. Leave out: {', '.join(telling)}"
        if self.way.data in list(Way) and len((self.words_to_person.data or "").strip()) > self._room():
            yield "words_to_person", f"This must be {self._room():,} characters or fewer"

    def _room(self) -> int:
        """How many characters may be written, beside all that is put before and after them when it is sent."""
        room = ways.room(self.person, Way(self.way.data), by=ways.sender(self.person, current_user))
        return room - (wording.room_for_day() if self.answer == "redirect" else 0)

    def carried(self) -> list[tuple[str, str]]:
        """What was typed, for the way from the look to the sending, with the words as they will be sent."""
        own = {"csrf_token", "once_key", "version", "go", "words", "words_to_person"}
        typed = [(name, value) for name, value in request.form.items(multi=True) if name not in own]
        return [*typed, ("words", self.words.data or ""), ("words_to_person", self.words_to_person.data or "")]

    def read_as(self, words: str) -> str:
        """What is written, as it is read: with who writes, to a carer about whom; nothing if nothing is written."""
        by = ways.sender(self.person, current_user)
        return ways.headed(self.person, Way(self.way.data), words, by=by) if self.way_words else ""

    @property
    def way_words(self) -> str:
        """How the person is written to, as people read it; empty where they are not."""
        return "" if self.way.data in (None, NOTHING) else Way(self.way.data).words

    @property
    def reason_words(self) -> str:
        """The chosen reason as people read it."""
        codes = REASONS[self.answer]
        return codes(self.reason.data).words if self.reason.data in list(codes) else ""

    @property
    def told_as(self) -> str:
        """The reason as everybody else reads it."""
        codes, code = REASONS[self.answer], told_as(self.answer, self.reason.data)
        return codes(code).words if code in list(codes) else ""

    @property
    def asked(self) -> list[wtforms.Field]:
        """The questions in their order."""
        unseen = {"CSRFTokenField", "OnceKeyField", "VersionField", "HiddenField"}
        return [field for field in self if field.type not in unseen]

    def answers(self) -> dict:
        said = super().answers()
        said.pop("go")
        way = said.pop("way")
        return said | {"way": None if way == NOTHING else Way(way)}


class RedirectForm(AnswerForm):
    """Passing on also asks to whom, and what the person agreed to; safeguarding alone needs no agreement."""

    service_id = wtforms.RadioField(
        "To which service?",
        [Chosen("Choose the other service")],
        coerce=uuid.UUID,
        validate_choice=False,
        invalid_value_message="Choose the other service",
    )
    given_by = one_of(GivenBy, "Who agreed that it is passed on?", "Choose who agreed", optional=True)
    given_by_name = line("Their name, if not the person", longest=70)
    decision_reason = text("If it was decided in their best interests, why?", longest=2000)
    given_how = one_of(GivenHow, "How did they agree?", "Choose how they agreed", optional=True)
    given_on = DateField("When did they agree?", default=clock.today)

    def __init__(self, referral, answer: str, *, suggested=None, services=(), to=None, along=False) -> None:
        super().__init__(referral, answer, suggested=suggested)
        self.along, self.made_on = along, referral.sent_on
        self.service_id.choices = [SelectChoice(str(one.id), one.name) for one, _ in services]
        self.lines = {str(one.id): line for one, line in services}
        if to and not self.sent():
            self.service_id.data = to

    def problems(self):
        yield from super().problems()
        if self.reason.data == PassedOnBecause.SAFEGUARDING and not self.along:
            yield "reason", NO_CONCERN
        if self.reason.data != PassedOnBecause.SAFEGUARDING or self.given_by.data:
            if not self.given_by.data:
                yield "given_by", "Choose who agreed: without that it cannot be passed on"
            if not self.given_how.data:
                yield "given_how", "Choose how they agreed"
            if not self.given_on.data:
                yield "given_on", "Enter the date of the agreement"
        if self.given_by.data:
            yield from passing_on(self.data, made_on=self.made_on, today=clock.today())

    @property
    def service_line(self) -> str:
        """Whether the other service takes the person, in one line: said, and up to whoever passes on."""
        return self.lines.get(str(self.service_id.data), "")

    @property
    def service_words(self) -> str:
        """The name of the other service."""
        chosen = str(self.service_id.data)
        return next((choice.label for choice in self.service_id.choices if choice.value == chosen), "")


def answer_form(referral, answer: str, *, suggested=None, services=(), to=None, along=False) -> AnswerForm:
    """The form of one answer; `suggested` is the reason that stands chosen, `to` the service.

    `along`: whether a safeguarding concern goes with a referral that is passed on; `services` are those that it can be
    passed to, each with a line on whether it takes the person.
    """
    if answer == "redirect":
        return RedirectForm(referral, answer, suggested=suggested, services=services, to=to, along=along)
    return AnswerForm(referral, answer, suggested=suggested)


def _ways(person) -> list[SelectChoice]:
    return [SelectChoice(way.value, f"Yes: {way.words.lower()}") for way in ways.open_to(person)]


def _age(text: str) -> int:
    """An age in whole years. Raises NotValid."""
    if not (text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= OLDEST):
        raise NotValid(f"Enter an age from 1 to {OLDEST}")
    return int(text)


class RuleForm(OnceForm):
    """A rule: what must hold, and what is suggested then."""

    version = VersionField()
    age_below = IdentifierField("Younger than (optional)", parse=_age, show=str)
    age_above = IdentifierField("Older than (optional)", parse=_age, show=str)
    grounds = some_of(Ground, "Outside what you take (optional)", "Choose from the list", optional=True)
    marks = some_of(Mark, "What else must be so (optional)", "Choose from the list", optional=True)
    reasons = some_of(Reason, "Reasons (optional)", "Choose from the list", optional=True)
    risks = some_of(RiskKind, "Risks (optional)", "Choose from the list", optional=True)
    suggested = wtforms.SelectField(
        "What is suggested then?", [Chosen("Choose what is suggested")], validate_choice=False
    )
    redirect_to_id = wtforms.SelectField(
        "To which service, if it is passed on? (optional)",
        coerce=lambda given: uuid.UUID(str(given)) if given else None,
        validate_choice=False,
        invalid_value_message="Choose the other service",
    )
    words = text("What should your colleague know? (optional)", longest=500)

    def __init__(self, rule=None, *, services=()) -> None:
        kept = {"suggested": _suggested(rule.answer, rule.reason), **rule.conditions} if rule else {}
        super().__init__(obj=rule, **kept)
        if rule is None:
            del self.version
        self.suggested.choices = SUGGESTIONS
        self.redirect_to_id.choices = [
            SelectChoice("", "Whoever answers chooses"),
            *(SelectChoice(str(one.id), one.name) for one in services),
        ]

    def validate_suggested(self, field):
        """One of the answers with one of its reasons."""
        if field.data not in {choice.value for choice in SUGGESTIONS}:
            raise wtforms.validators.ValidationError("Choose what is suggested")

    def answers(self) -> dict:
        said = super().answers()
        for name in ("grounds", "marks", "reasons", "risks"):
            said[name] = [code.value for code in said[name] or []]
        answer, _, reason = said.pop("suggested").partition(":")
        ages = {name: said[name] or None for name in ("age_below", "age_above")}
        return said | ages | {"answer": Suggested(answer), "reason": reason or None}


def _suggested(answer: Suggested, reason: str | None) -> str:
    """An answer with its reason, as one choice."""
    return f"{answer}:{reason}" if reason else str(answer)


SUGGESTIONS = [
    SelectChoice(Suggested.LOOK.value, Suggested.LOOK.words),
    *(
        SelectChoice(_suggested(answer, code.value), f"{answer.words}: {code.words}")
        for answer in Suggested
        for code in REASONS.get(answer.value, ())
    ),
]


class OwnForm(Form):
    """Make the shipped rules one's own, or let them count again."""

    go = wtforms.HiddenField(filters=[lambda button: button if button == SHIPPED_AGAIN else ""])


class ButtonForm(Form):
    """A button for one rule, with the version that was looked at."""

    version = VersionField()
