"""What editors are asked about a listing: a short form for a new one, and what is done to one as a whole."""

import uuid

import wtforms
from wtforms import SelectChoice
from wtforms.validators import DataRequired, StopValidation

from core.fields import Chosen
from core.forms import Form, OnceForm, VersionField
from core.identifiers import email_address, postcode, telephone, web_address
from directory.listings.answers import AS_IS, FREE, PAID, with_answers
from directory.listings.fields import NumberField
from directory.listings.questions import area, at_most, choices, kept, line
from directory.listings.session_questions import SessionQuestions
from directory.listings.ways import Attendance, Joining
from directory.listings.where_and_when import AT_A_PLACE, REMOTE, SECRET
from directory.listings.words import Status


def _dialled(text: str) -> str:
    return telephone.spoken(telephone.parse(text, short=True))


def keeper():
    """The question who keeps the listings of an organization; the view gives the choices."""
    return wtforms.SelectField(
        "Group that keeps this organisation’s listings",
        description="Its representatives can change and confirm them",
        coerce=lambda value: uuid.UUID(value) if isinstance(value, str) and value else value or None,
    )


class TopicQuestions(Form):
    """What a listing is about; the view gives the topics and the imported terms their choices."""

    topics = wtforms.SelectMultipleField("Topics", description="Choose all that fit")
    imported_terms = wtforms.SelectMultipleField("Terms that came with imported listings")
    new_topics = line("Other topics", "Separate them with commas", 500)

    def validate_topics(self, field):
        if len(field.data or []) > 40:
            raise StopValidation("Choose 40 topics or fewer")

    validate_imported_terms = validate_topics


class TakingPartQuestions(Form):
    """How people take part, and how they join: what search lets them choose by."""

    attendance = wtforms.SelectMultipleField(
        "How do people take part?",
        description="Choose all that fit. A group with an address is found as one in person by itself",
        choices=[SelectChoice(one.value, one.words) for one in Attendance],
    )
    joining = wtforms.SelectMultipleField(
        "How do people join?",
        description="Choose all that fit",
        choices=[SelectChoice(one.value, one.words) for one in Joining],
    )


class NewListingForm(OnceForm, SessionQuestions, TopicQuestions, TakingPartQuestions):
    """A listing that is not there yet: what most listings say, on one page; everything else is asked later."""

    name = wtforms.StringField(
        "Name of the listing", [DataRequired("Enter the name of the listing"), at_most(200, "The name")]
    )
    organisation = wtforms.StringField(
        "Organisation",
        [DataRequired("Enter the name of the organisation"), at_most(200, "The name")],
        description="Who runs it. Type the name as it stands in the directory, or a new one",
    )
    description = area("What it is", "What happens there, in words that anyone understands", 10_000)
    running = wtforms.RadioField(
        "Is it running?",
        [Chosen("Choose whether it is running")],
        choices=[SelectChoice(status.value, status.words) for status in Status],
        default=Status.ACTIVE.value,
    )
    where = wtforms.RadioField(
        "Where does it happen?",
        [Chosen("Choose where it happens")],
        choices=choices(
            {
                AT_A_PLACE: "At an address",
                SECRET: "At an address that must stay confidential, such as a refuge",
                REMOTE: "Online or by telephone only",
            }
        ),
        default=AT_A_PLACE,
    )
    place_name = line("Name of the place", "For example, St Brendan’s Hall")
    address = line("Address")
    town = line("Town or city")
    postcode = kept("Postcode", postcode.parse, "We find the place on the map from this")
    access = area("Access", "A line for each: step-free entrance, accessible toilet, hearing loop, parking")
    cost = wtforms.RadioField(
        "What does it cost?",
        [Chosen("Choose what it costs")],
        choices=choices(
            {FREE: "Nothing, it is free", PAID: "A price", AS_IS: "Not said, or the prices listed already"}
        ),
        default=AS_IS,
    )
    amount = NumberField("Price in pounds")
    amount_description = line("What the price is for", "For example, per session")
    fees_description = area("More about the cost")
    minimum_age = NumberField("Youngest age", highest=120, whole=True)
    maximum_age = NumberField("Oldest age", highest=120, whole=True)
    eligibility_description = area("Who it is for", "For example, carers who live in Havant")
    application_process = area("How to join", "For example, just come, or ring first")
    contact_name = line("Name of the contact", "Anyone can see this")
    telephone = kept("Telephone number", _dialled)
    email = kept("Email address", email_address.parse)
    url = kept("Website", web_address.parse)
    languages = line("Languages", "Separate them with commas", 500)
    alert = area("Notice", "Something people must know now. It stands at the top of the page")
    keeper_id = keeper()

    def document(self) -> dict:
        """What the listing says."""
        return with_answers({}, self.answers())

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        return all([self._place_holds(), self._price_holds(), self._ages_hold()]) and good

    def _place_holds(self) -> bool:
        boxes = (self.place_name, self.address, self.town, self.postcode)
        if self.where.data != AT_A_PLACE or any(box.data for box in boxes):
            return True
        self.refuse("Enter the address or the postcode, or choose online or by telephone", field="address")
        return False

    def _price_holds(self) -> bool:
        if self.cost.data != PAID or self.amount.data or self.amount.errors:
            return True
        self.refuse("Enter the price", field="amount")
        return False

    def _ages_hold(self) -> bool:
        low, high = self.minimum_age, self.maximum_age
        if low.errors or high.errors or low.data is None or high.data is None or low.data <= high.data:
            return True
        self.refuse("The oldest age must not be below the youngest", field="maximum_age")
        return False


class RetireForm(Form):
    """Taking a listing out of the directory."""

    version = VersionField()
    reason = wtforms.TextAreaField(
        "Why is this listing retired?",
        [DataRequired("Say why this listing is retired"), at_most(500, "The reason")],
        description="Everyone can read this. For example, the group has closed",
    )
    words = line("Name of another listing (optional)", "The retired listing’s page leads people there")
    forwarding_id = wtforms.RadioField("Where should people go now?")
    go = wtforms.StringField()

    def offer(self, names: dict[str, str]) -> None:
        """Let one of these listings be chosen to go to instead: {id: name}."""
        self.forwarding_id.choices = choices({"": "Nowhere else"} | names)
        self.forwarding_id.data = self.forwarding_id.data or ""

    @property
    def finding(self) -> bool:
        """Whether the button that finds listings was pressed, not the one that retires."""
        return self.go.data == "find"

    def answers(self) -> dict:
        onward = self.forwarding_id.data
        return {
            "version": self.version.data,
            "reason": self.reason.data,
            "forwarding_id": uuid.UUID(onward) if onward else None,
        }


class ReopenForm(Form):
    """Putting a listing back."""

    version = VersionField()


class LocateForm(Form):
    """Looking the listing's address up online."""

    version = VersionField()


class FindForm(wtforms.Form):
    """Words to find listings by, in the address of the page."""

    words = wtforms.StringField("Words in the name", [at_most(200, "The words")])
    page = wtforms.IntegerField(default=1)
