"""What is asked of a word with somebody who waits."""

from core import clock
from core.fields import Chosen, DateField
from core.forms import OnceForm
from referrals.fields import one_of, text
from referrals.words import Method


class WordForm(OnceForm):
    """How and when, a note for the service, and what a letter, text message or email says."""

    method = one_of(Method, "How?", "Choose how you were in touch")
    had_on = DateField("When?", [Chosen("Enter the date")], earliest=1900, default=clock.today)
    words = text("What was said, for your own service", longest=2000, ask="Say in a few words what was said")
    to_person = text("What the letter, text message or email says", longest=4000)
