"""The listing form's questions about sessions: days, times, how often."""

import wtforms
from wtforms import SelectChoice

from core.forms import Form
from directory.listings.fields import spoken_time, time_of_day
from directory.listings.questions import choices, kept, line
from directory.listings.where_and_when import REPEATS, SESSIONS

DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}


def _questions(number: int) -> type[Form]:
    """A form of the questions about one session, their names ending in its number."""
    fields = {
        f"days_{number}": wtforms.SelectMultipleField(f"Session {number}: days", choices=choices(DAYS)),
        f"opens_{number}": kept("Starts at", time_of_day, "For example, 10am or 2:30pm", spoken_time),
        f"closes_{number}": kept("Ends at", time_of_day, "", spoken_time),
        f"repeats_{number}": wtforms.SelectField(
            "How often", choices=[SelectChoice(name, name.capitalize()) for name in REPEATS]
        ),
        f"note_{number}": line("Note about this session", "For example, term time only"),
    }
    return type(Form)(f"Session{number}Questions", (Form,), fields)


class SessionQuestions(*map(_questions, SESSIONS)):
    """The questions about up to three sessions: three of them, so that nobody needs a script to add one."""

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        held = [self._session_holds(number) for number in SESSIONS]  # every one, so that each says what is wrong
        return good and all(held)

    def holds_session(self, number: str) -> bool:
        """Whether anything was said, or is wrong, about a session, so that the page shows its questions at once."""
        fields = [self[f"{name}_{number}"] for name in ("days", "opens", "closes", "note")]
        return any(field.data or field.errors for field in fields)

    def _session_holds(self, number: int) -> bool:
        days, opens, closes = (self[f"{name}_{number}"] for name in ("days", "opens", "closes"))
        if not days.data and (opens.data or closes.data or self[f"note_{number}"].data):
            self.refuse(f"Choose the days of session {number}", field=days.name)
            return False
        if opens.errors or closes.errors or not (opens.data and closes.data) or closes.data > opens.data:
            return True
        self.refuse("The end must be after the start", field=closes.name)
        return False
