"""What a group is asked about the topics of its listing, and an editor about what the group suggests."""

import wtforms
from wtforms import SelectChoice

from core.fields import Chosen
from core.forms import OnceForm, VersionField
from directory.listings.questions import area, choices, line
from directory.upkeep.letter_form import LetterQuestions
from directory.upkeep.suggestions.words import Decision


class SuggestForm(OnceForm):
    """Topics of ours, and words of the group's own."""

    topics = wtforms.SelectMultipleField("Topics", description="Choose those that fit best, no more than 10")
    words = line("In your own words", "If no topic fits. Separate them with commas", 200)
    why = area("Why they fit (optional)", "It helps the editor to decide", 500)

    def offer(self, topics: dict[str, str]) -> None:
        """Let these topics be chosen: {id: name}."""
        self.topics.choices = choices(topics)


class DecideForm(LetterQuestions, OnceForm):
    """What the editor makes of it, and the letter that tells the group."""

    version = VersionField()
    decision = wtforms.RadioField(
        "What do you decide?",
        [Chosen("Choose what you decide")],
        choices=[SelectChoice(value, words) for value, words in Decision.choices()],
    )
    topics = wtforms.SelectMultipleField("Other topics to give it", description="Only if you give it other topics")
    reason = area("Why not?", "Only if you give it none. The group reads it", 500)

    def offer(self, topics: dict[str, str]) -> None:
        """Let these topics be chosen: {id: name}."""
        self.topics.choices = choices(topics)
