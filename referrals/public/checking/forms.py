"""What a link worker is asked when checking a request from the public form."""

import wtforms
from werkzeug.datastructures import MultiDict

from core.fields import Chosen
from core.forms import OnceForm, VersionField
from referrals.fields import text
from referrals.intake import screens
from referrals.intake.doors import Doors
from referrals.intake.forms import ReferralForm
from referrals.public.checking import prefilled


class CheckedForm(OnceForm):
    """Nothing but the word that whoever asked was rung, and is who they say."""

    version = VersionField()


class AnswerForm(OnceForm):
    """An answer instead of a referral."""

    version = VersionField()
    words = text("Your answer", longest=2000, ask="Enter your answer")


class DiscardForm(OnceForm):
    """Throwing it away; nothing is left of it."""

    version = VersionField()
    sure = wtforms.BooleanField("This is no real request: delete it", [Chosen("Say that it is no real request")])

    def answers(self) -> dict:
        """The yes is all that it was for."""
        return {name: said for name, said in super().answers().items() if name != "sure"}


class TakeInForm(ReferralForm):
    """The clinician's questions, which begin with what whoever asked has said; the link worker fills in the rest."""

    version = VersionField()

    def __init__(self, enquiry, doors: Doors) -> None:
        self.enquiry = enquiry
        super().__init__(doors)
        self.version.object_data = enquiry.version
        if not self.sent():
            self._begin(enquiry)

    def _begin(self, enquiry) -> None:
        key = self.once_key.data
        self.process(MultiDict(prefilled.posted(enquiry)))
        self.once_key.data, self.version.data = key, enquiry.version
        self.pre_checks.ask(self.doors.pre_checks())

    def carried(self) -> list[tuple[str, str]]:
        """What is not on the shown screen: as it was sent, or as whoever asked wrote it."""
        if self.sent():
            return super().carried()
        return [(name, value) for name, value in prefilled.posted(self.enquiry) if self._is_elsewhere(name)]

    def _is_elsewhere(self, name: str) -> bool:
        return screens.ORDER.of_part(name) not in {None, self.shown}

    def answers(self) -> dict:
        """The answers, with the version of the request that they were given to."""
        return super().answers() | {"version": self.version.data}
