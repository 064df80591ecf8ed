"""What editors are asked about a listing: a short form for a new one, and what is done to one as a whole."""

import uuid

import wtforms
from wtforms import SelectChoice
from wtforms.validators import DataRequired, StopValidation

from core.fields import Chosen
from core.forms import Form, OnceForm, VersionField
from directory.listings.answers import with_answers
from directory.listings.questions import area, at_most, choices, line
from directory.listings.ways import Attendance, Joining
from directory.listings.words import Status


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


class NewListingForm(OnceForm):
    """A listing that is not there yet: what nobody can do without. Everything else has a short page of its own."""

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
        description="Choose “Paused” to keep it out of search until you have filled in the rest",
        default=Status.ACTIVE.value,
    )
    keeper_id = keeper()

    def document(self) -> dict:
        """What the listing says."""
        return with_answers({}, self.answers())


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
