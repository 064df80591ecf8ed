"""What somebody is asked who found nothing."""

import wtforms
from wtforms.validators import Length

from core.forms import OnceForm

LONGEST = 300  # characters


def _words(label: str, hint: str):
    limit = Length(max=LONGEST, message=f"Use {LONGEST} characters or fewer")
    return wtforms.TextAreaField(label, [limit], description=hint)


class TellForm(OnceForm):
    """What was needed, and what would have helped; both may be left empty."""

    need = _words("What did you need? (optional)", "For example, somewhere to sit with other people over lunch")
    would_help = _words("What would have helped? (optional)", "For example, a group that meets in the evening")

    def answers(self) -> dict:
        """What was not answered is no words."""
        return {name: said or "" for name, said in super().answers().items()}


class MonthForm(wtforms.Form):
    """Which month is looked at, in the address of the page."""

    month = wtforms.SelectField("Month", validate_choice=False)
