"""What somebody without an account is asked, on three short pages whose answers travel together in one form's body."""

from datetime import timedelta

import wtforms
from wtforms.fields.choices import SelectChoice

from core import clock
from core.fields import Chosen, DateField, IdentifierField
from core.forms import Form, OnceForm
from core.identifiers import NotValid, email_address, postcode, telephone
from core.settings import setting
from referrals import screened
from referrals.fields import line, one_of, options, some_of, text
from referrals.people import identity
from referrals.profile.eligibility import Eligibility
from referrals.profile.facts import Profile
from referrals.public import codes, rules, screens, stamps, texting
from referrals.public.words import Proof
from referrals.screened import BACK, NEXT, SEND, Screened
from referrals.words import AccessNeed, Source

# Who answers reads of themselves; everybody else reads “The person themselves”.
WITHOUT_ACCOUNT = [
    SelectChoice(source.value, "I am asking for myself" if source is Source.SELF else source.words)
    for source in Source
    if source is not Source.CLINICIAN
]
NOT_ANSWERS = {"screen", "go", "stopped_for", "begun", "leave_empty", "no_fixed_abode", "agreed"}
I_AGREE = "I agree that the service keeps what I have written and uses it to help me"
THEY_AGREE = "The person knows that I am asking, and agrees that the service gets what I have written"


class Start:
    """The first page: is anything urgent, and who is asking."""

    urgent_signs = screened.urgent_signs()
    source = one_of(Source, "Who are you?", "Say who you are")


class Person:
    """The second page: who it is for, and how they can be reached safely."""

    first_name = line("First name", longest=35, ask="Enter the first name")
    family_name = line("Family name", longest=35, ask="Enter the family name")
    date_of_birth = DateField("Date of birth", [Chosen("Enter the date of birth")])
    postcode = IdentifierField("Postcode", parse=postcode.parse)
    no_fixed_abode = wtforms.BooleanField("No fixed abode")
    telephone = IdentifierField("Telephone number (optional)", parse=telephone.parse, show=telephone.spoken)
    may_leave_message = wtforms.BooleanField("It is safe to leave a message")
    may_text = wtforms.BooleanField("It is safe to send text messages")
    safe_contact = text("What must we know to make contact safely? (optional)", longest=500)

    def validate_date_of_birth(self, field):
        """Nobody is born tomorrow, or 200 years ago."""
        try:
            identity.born(field.data)
        except NotValid as problem:
            raise wtforms.validators.ValidationError(str(problem)) from None


class Matters:
    """The third page: what matters, what they need, who asks, and how we can tell that it is them."""

    need = text("What would help?", longest=2000, ask="Say in a few words what would help")
    access_needs = some_of(AccessNeed, "Access needs (optional)", "Choose from the list", optional=True)
    access_details = text("More about access needs (optional)", longest=500)
    language = line("Language, if not English (optional)", longest=60)
    needs_interpreter = wtforms.BooleanField("An interpreter is needed")
    asker_name = line("Your name", longest=100)
    asker_role = line("Your job, or what you are to the person (optional)", longest=100)
    asker_organisation = line("Your organisation", longest=150)
    asker_telephone = IdentifierField("Your telephone number", parse=telephone.parse, show=telephone.spoken)
    asker_email = IdentifierField("Your email address", parse=email_address.parse)
    proof = one_of(Proof, "How can we check that it is you?", "Choose how we can check that it is you")
    agreed = wtforms.BooleanField(THEY_AGREE)


class Travelling:
    """What the form carries for itself, and what only a program fills in."""

    screen = wtforms.HiddenField(filters=[lambda here: here if here in {*screens.FIELDS, screens.STOP} else "start"])
    go = wtforms.HiddenField(filters=[lambda button: button if button in {BACK, SEND} else NEXT])
    stopped_for = screened.stopped_for()
    begun = wtforms.HiddenField()
    leave_empty = wtforms.StringField("Leave this box empty: it is there to catch programs that fill in forms")


class PublicForm(Travelling, Start, Person, Matters, Screened, OnceForm):
    """The whole request."""

    order = screens.ORDER
    told_everywhere = frozenset({"leave_empty"})

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self.profile = profile
        self.shown = screens.START
        self.source.choices = list(WITHOUT_ACCOUNT)
        if self.source.data is Source.CLINICIAN:
            self.source.data = None
        self.proof.choices = options(one for one in Proof if one is not Proof.TEXT or texting.is_on())
        if self.proof.data is Proof.TEXT and not texting.is_on():
            self.proof.data = None
        if self.own:
            self.agreed.label.text = I_AGREE
        if not self.sent():
            self.begun.data = stamps.make(clock.now(), setting("SECRET_KEY"))

    def is_spoiled(self) -> bool:
        return super().is_spoiled() or bool(self.leave_empty.errors)

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        for name, words in (
            *self.urgent_or_not(),
            *self._home(),
            *rules.problems(self._said(), self.profile, today=clock.today()),
        ):
            if not self[name].errors:
                self[name].errors = [words]
                good = False
        return self._by_a_person() and good

    def _said(self) -> dict:
        return self.data | {"postcode": None if self.postcode.errors else self.postcode.data or None}

    @property
    def told(self) -> list[Eligibility]:
        """What speaks against this service for the person, and lets whoever asks go on."""
        return rules.told(self._said(), self.profile, today=clock.today())

    def _home(self):
        if not self.postcode.data and not self.no_fixed_abode.data:
            yield "postcode", "Enter a postcode, or choose “No fixed abode”"
        if self.no_fixed_abode.data and self.postcode.data not in {"", None, postcode.NO_FIXED_ABODE}:
            yield "postcode", "Enter a postcode or choose “No fixed abode”, not both"

    def _by_a_person(self) -> bool:
        """Whether nothing tells of a program: the box that nobody sees, and more haste than anybody has."""
        quickest = timedelta(seconds=setting("PUBLIC_FORM_SECONDS"))
        words = stamps.problem(self.begun.data or "", clock.now(), setting("SECRET_KEY"), quickest=quickest)
        if words == stamps.TOO_OLD:
            self.begun.data = stamps.make(clock.now(), setting("SECRET_KEY"))
        if words and self.go.data == SEND:
            self.refuse(words)
        if self.leave_empty.data and not self.leave_empty.errors:
            self.leave_empty.errors = ["Leave this box empty: only programs fill it in"]
        return not (words or self.leave_empty.errors)

    @property
    def own(self) -> bool:
        """Whether somebody asks for themselves."""
        return self.source.data is Source.SELF

    @property
    def professional(self) -> bool:
        """Whether somebody asks for an organisation."""
        return self.source.data is not None and self.source.data.is_professional

    @property
    def heading(self) -> str:
        """What the shown page is called."""
        return screens.heading(self.shown, self.source.data)

    def answers(self) -> dict:
        """The answers, named as `operations.ask` takes them."""
        said = {name: value for name, value in super().answers().items() if name not in NOT_ANSWERS}
        home = postcode.NO_FIXED_ABODE if self.no_fixed_abode.data else said["postcode"]
        return said | {"postcode": home, "urgent_signs": self.signs}


class CodeForm(Form):
    """The code that was sent."""

    code = wtforms.StringField("Your code", [Chosen("Enter the code")], description="6 digits")

    def validate_code(self, field):
        """Six digits, however they are grouped."""
        if not codes.typed(field.data or ""):
            raise wtforms.validators.ValidationError("Enter the 6 digits of the code")


class AgainForm(Form):
    """Nothing but the wish for another code, or for a ring instead of one."""
