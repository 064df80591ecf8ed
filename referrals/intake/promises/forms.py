"""What is asked about a promise: a new day, and how the person is told."""

from wtforms.fields.choices import SelectChoice

from core.fields import Chosen, DateField
from core.forms import OnceForm, VersionField
from referrals.fields import one_of, text
from referrals.letters import ways
from referrals.words import Way


class RenewForm(OnceForm):
    """The new day, and words to the referrer."""

    promised_on = DateField("New date for first contact", [Chosen("Enter the new date")], earliest=2000)
    words = text("What should the referrer know?", longest=2000, ask="Say why in a few words")
    version = VersionField()


class TellForm(OnceForm):
    """By which of the ways that they allow the person is told."""

    way = one_of(Way, "How would they like to be told?", "Choose how they are told")

    def __init__(self, person) -> None:
        may = ways.open_to(person)
        super().__init__(way=next((way for way in may if way == person.preferred_way), None))
        if person.contacts_carer:
            self.way.label.text = f"How would {person.reached.name} like to be told?"
        self.way.choices = [SelectChoice(way.value, way.words) for way in may]
