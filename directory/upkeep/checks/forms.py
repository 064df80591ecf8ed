"""What is asked about a check: of a group that offers it, of an editor who has seen it, and of a service's lead."""

import re
from types import SimpleNamespace

import wtforms
from wtforms.validators import DataRequired, Length

from core import clock
from core.fields import Chosen, DateField, IdentifierField
from core.forms import Form, OnceForm, VersionField
from core.identifiers import NotValid
from directory.listings.questions import choices
from directory.upkeep import letters
from directory.upkeep.checks.kinds import ASKED
from directory.upkeep.checks.states import Check
from directory.upkeep.checks.words import Kind, Level, Register
from directory.upkeep.letter_form import LetterQuestions
from directory.upkeep.wordings import Wording

_SUM = re.compile(r"£?\s*(?P<number>\d{1,9}|\d{1,3}(?:,\d{3}){1,2})\s*(?P<millions>m|million)?", re.ASCII)
MOST_POUNDS = 999_000_000
MOST_LEADERS = 1_000
ACCEPT, TURN_DOWN = "accept", "turn_down"
WARN, STOP = "warn", "stop"


def pounds(text: str) -> int:
    """Whole pounds from "£5,000,000", "5000000" or "5 million". Raises NotValid."""
    found = _SUM.fullmatch(text.strip().lower())
    number = int(found["number"].replace(",", "")) * (1_000_000 if found["millions"] else 1) if found else 0
    if not 0 < number <= MOST_POUNDS:
        raise NotValid("Enter the sum insured in whole pounds, like 5,000,000 or 5 million")
    return number


def leaders(text: str) -> int:
    """How many people lead, from 1 to 1,000. Raises NotValid."""
    if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or not 0 < int(text) <= MOST_LEADERS:
        raise NotValid("Enter how many people, like 4")
    return int(text)


def _line(label: str, ask: str, hint: str = "", longest: int = 200):
    limit = Length(max=longest, message=f"{label} must be {longest} characters or fewer")
    return wtforms.StringField(label, [DataRequired(ask), limit], description=hint)


def _words(label: str, ask: str = "", hint: str = "", longest: int = 1000):
    limit = Length(max=longest, message=f"Use {longest:,} characters or fewer")
    return wtforms.TextAreaField(label, [*([DataRequired(ask)] if ask else []), limit], description=hint)


def _radios(label: str, ask: str, words: dict[str, str], hint: str = ""):
    return wtforms.RadioField(label, [Chosen(ask)], choices=choices(words), description=hint)


def _date(label: str, ask: str = "", hint: str = "For example, 3 5 2027"):
    return DateField(label, [Chosen(ask)] if ask else [], earliest=1900, description=hint, example="3 5 2027")


def _facts() -> dict[str, wtforms.Field]:
    """The question about each fact, by its name."""
    return {
        "insurer": _line("Insurer", "Enter the name of the insurer"),
        "pounds": IdentifierField(
            "Sum insured, in pounds",
            [DataRequired("Enter the sum insured, in pounds")],
            description="For example, 5,000,000",
            parse=pounds,
            show="{:,}".format,
        ),
        "level": _radios("Level of the checks", "Choose the level of the checks", dict(Level.choices())),
        "leaders": IdentifierField(
            "How many people who lead were checked?",
            [DataRequired("Enter how many people who lead were checked")],
            description="A number only. Give no names and no certificate numbers",
            parse=leaders,
            show=str,
        ),
        "name": _line(
            "Name or role of the safeguarding lead",
            "Enter the name or the role of the safeguarding lead",
            "A role is enough, for example “the chair”",
        ),
        "contact": _line("How to reach them", "Enter how to reach the safeguarding lead", "Telephone or email"),
        "public": wtforms.BooleanField("Everybody may see who this is. Without this, only staff see it"),
        "register": _radios("What is the group?", "Choose what the group is", dict(Register.choices())),
        "number": wtforms.StringField(
            "Number",
            [Length(max=20, message="The number must be 20 characters or fewer")],
            description="Its charity or company number, unless it has only a constitution",
        ),
    }


class CheckForm(OnceForm):
    """The facts of one kind of check; `offer_form` and `record_form` give it its questions."""

    version = VersionField()

    @property
    def asked(self) -> list[wtforms.Field]:
        """The questions that people see, in order."""
        return [field for field in self if field.name not in ("csrf_token", "once_key", "version")]


def offer_form(check: Check) -> CheckForm:
    """What a group is asked who says that it has this check: nothing of an earlier one's dates stands there."""
    shown = _words("What can you show us? (optional)", hint="Do not send it here: an editor will ask you for it")
    return _form({**_of_kind(check.kind), "what_was_seen": shown}, check, dates=False)


def renew_form(check: Check) -> CheckForm:
    """What a group is asked by a link: the new dates, and nothing of what was seen before stands there."""
    dates = {name: field for name, field in _of_kind(check.kind).items() if name in ("since", "until")}
    changed = _words("Has anything else changed? (optional)", hint="For example, another insurer")
    return _form({**dates, "what_was_seen": changed}, check, dates=False)


def record_form(check: Check) -> CheckForm:
    """What an editor is asked who has seen it."""
    seen = {
        "what_was_seen": _words("What did you see?", "Say what was seen", "For example, the certificate, by email"),
        "seen_on": _date("When did you see it?", "Enter the day on which you saw it"),
    }
    return _form({**_of_kind(check.kind), **seen}, check, dates=True)


def _of_kind(kind: Kind) -> dict[str, wtforms.Field]:
    asked, facts = ASKED[kind], _facts()
    until = (
        _date(asked.until, f"Enter the date: {asked.until.lower()}")
        if asked.must_end
        else _date(f"{asked.until} (optional)")
    )
    dates = {"since": _date(f"{asked.since} (optional)"), "until": until}
    return {name: facts[name] for name in asked.facts} | dates


def _form(questions: dict[str, wtforms.Field], check: Check, *, dates: bool) -> CheckForm:
    known = check.offered or check.seen
    facts = dict(known.facts) if known else {}
    facts |= {"since": known.since, "until": known.until} if known and dates else {}
    saved = {"seen_on": clock.today(), "version": check.turn} | facts
    return type("FormOfThisKind", (CheckForm,), questions)(obj=SimpleNamespace(**saved))


class SettleForm(LetterQuestions, OnceForm):
    """An editor's look at what a group has offered, and the letter that tells the group of it."""

    version = VersionField()
    decision = _radios(
        "What do you say?",
        "Choose whether you have seen it",
        {ACCEPT: "I have seen it, and it is as the group says", TURN_DOWN: "It cannot be accepted"},
    )
    what_was_seen = _words("What did you see?", hint="If you have seen it. For example, the certificate, by email")
    seen_on = _date("When did you see it?")
    reason = _words("Why can it not be accepted?", hint="If it cannot. The group reads this")


class EndForm(OnceForm):
    """An editor has learnt that what was seen no longer holds."""

    version = VersionField()
    reason = _words("Why does it no longer hold?", "Say why it no longer holds", "The group reads this")


LETTERS = {ACCEPT: Wording.CHECK_ACCEPTED, TURN_DOWN: Wording.CHECK_REFUSED}


def settle_form(check: Check, *, group: str, to: str | None, listing) -> SettleForm:
    """The form about what waits now; its letter goes to the address `to`, if there is one, about `listing`."""
    form = SettleForm(obj=SimpleNamespace(version=check.turn, seen_on=clock.today()))
    begun = {
        decision: letters.begin(wording, listing=group, about=check.kind.inside)
        for decision, wording in LETTERS.items()
    }
    form.write_one_of(begun, form.decision.data, to=to, listing=listing)
    return form


def end_form(check: Check) -> EndForm:
    """The form about what was seen last."""
    return EndForm(obj=SimpleNamespace(version=check.turn))


class RuleForm(Form):
    """What a service asks for before an introduction."""

    version = VersionField()
    needed = wtforms.SelectMultipleField(
        "Before any introduction, which checks must a group have?",
        choices=choices(dict(Kind.choices())),
        description="Choose all that you ask for, or none",
    )
    needed_at_home = wtforms.SelectMultipleField(
        "And if somebody from the group visits people at home?",
        choices=choices(dict(Kind.choices())),
        description="These are asked for as well",
    )
    if_missing = _radios(
        "What happens where a check is missing?",
        "Choose what happens where a check is missing",
        {STOP: "Nobody can be introduced to the group", WARN: "The link worker is warned, and decides"},
    )

    def answers(self) -> dict:
        """The operation's keywords."""
        said = super().answers()
        return said | {"warn_only": said.pop("if_missing") == WARN}


def rule_form(rule) -> RuleForm:
    """The form of a service's rule, or of one that asks for nothing yet."""
    saved = SimpleNamespace(version=None, needed=[], needed_at_home=[], if_missing=STOP)
    if rule:
        how = WARN if rule.warn_only else STOP
        saved = SimpleNamespace(
            version=rule.version, needed=rule.needed, needed_at_home=rule.needed_at_home, if_missing=how
        )
    return RuleForm(obj=saved)
