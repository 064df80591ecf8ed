"""What is asked before a step is taken."""

import uuid

import wtforms
from wtforms.fields.choices import SelectChoice

from core.fields import Chosen
from core.forms import OnceForm, VersionField
from referrals.fields import one_of, text
from referrals.words import NO_ACTIONS, Closure, EnteredInErrorBecause, WithdrawnBecause

SOME_ACTIONS = "some"


class StepForm(OnceForm):
    """A step that asks nothing; `version` is that of the referral which the person was looking at.

    `hints` are words under choices, by the choice.
    """

    hints: dict[str, str] = {}
    version = VersionField()


class AnswerForm(StepForm):
    words = text("Your answer", longest=2000, ask="Enter your answer")


class WhyForm(StepForm):
    words = text("Why?", longest=2000, ask="Say why in a few words")


class WithdrawForm(StepForm):
    """Taking back what somebody without an account asked for, as the person wishes."""

    reason = one_of(WithdrawnBecause, "Why is it withdrawn?", "Choose a reason")
    words = text("What was said, and by whom?", longest=2000, ask="Say in a few words what was said, and by whom")


class VoidForm(StepForm):
    """Saying what was wrong with what the service itself took in."""

    reason = one_of(EnteredInErrorBecause, "What was wrong?", "Choose a reason")
    words = text("How do you know?", longest=2000, ask="Say in a few words how you know")


class GiveForm(StepForm):
    """Which link worker gets it; `colleagues` (giving.Colleague) are those who can, the one that is advised chosen."""

    link_worker_id = wtforms.RadioField(
        "Who should have it?",
        [Chosen("Choose a link worker")],
        coerce=uuid.UUID,
        validate_choice=False,
        invalid_value_message="Choose a link worker",
    )
    words = text("A note for them (optional)", longest=2000)

    def __init__(self, *, colleagues=(), **kwargs) -> None:
        super().__init__(**kwargs)
        self.link_worker_id.choices = [SelectChoice(str(one.id), _named(one)) for one in colleagues]
        self.hints = {str(one.id): one.advice.words for one in colleagues}
        if not self.sent():
            self.link_worker_id.data = next((one.id for one in colleagues if one.advice.best), None)


def _named(colleague) -> str:
    return f"{colleague.name} (suggested)" if colleague.advice.best else colleague.name


class CloseForm(StepForm):
    """How it ended, and what is left for the referrer: that nothing is must be said, not left empty."""

    reason = one_of(Closure, "How did it end?", "Choose how it ended")
    outcome = text("What came of it?", longest=5000, ask="Say what came of it")
    actions = wtforms.RadioField(
        "Is there anything for the referrer to do?",
        [Chosen("Say whether there is anything for the referrer to do")],
        choices=[SelectChoice(NO_ACTIONS, NO_ACTIONS), SelectChoice(SOME_ACTIONS, "Yes")],
        validate_choice=False,
        filters=[lambda answer: answer if answer in {NO_ACTIONS, SOME_ACTIONS} else None],
    )
    actions_for_referrer = text("What should the referrer do?", longest=2000)

    def validate_actions_for_referrer(self, field):
        """The actions and the answer that there are some stand or fall together."""
        if self.actions.data == SOME_ACTIONS and not field.data:
            raise wtforms.validators.ValidationError("Enter what the referrer should do")
        if self.actions.data == NO_ACTIONS and field.data:
            raise wtforms.validators.ValidationError(
                f"Choose “Yes” to send this, or delete it: “{NO_ACTIONS}” is chosen"
            )

    def answers(self) -> dict:
        said = super().answers()
        actions = said.pop("actions")
        return said | {"actions_for_referrer": NO_ACTIONS if actions == NO_ACTIONS else said["actions_for_referrer"]}


FORMS: dict[str, type[StepForm]] = {
    "answer": AnswerForm,
    "allocate": GiveForm,
    "hand_over": GiveForm,
    "hold": WhyForm,
    "reopen": WhyForm,
    "withdraw": WhyForm,
    "void": WhyForm,
    "close": CloseForm,
}


# Those of a step that the service takes where the referrer has no account.
STANDING_IN: dict[str, type[StepForm]] = {"withdraw": WithdrawForm, "void": VoidForm}


def gives(step_name: str) -> bool:
    """Whether the step asks which colleague gets the referral."""
    return FORMS.get(step_name) is GiveForm


def step_form(referral, step_name: str = "", colleagues=()) -> StepForm:
    """The form of a step; one that asks nothing has only its unseen fields."""
    forms = FORMS if referral.has_account else FORMS | STANDING_IN
    kind = forms.get(step_name, StepForm)
    if kind is GiveForm:
        return GiveForm(version=referral.version, colleagues=colleagues)
    return kind(version=referral.version)
