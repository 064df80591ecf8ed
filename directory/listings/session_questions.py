"""The listing form's questions about when: days, times, how often, from when to when, and breaks."""

import wtforms
from wtforms import SelectChoice

from core.fields import DateField
from core.forms import Form
from directory.listings.fields import spoken_time, time_of_day
from directory.listings.questions import choices, kept, line
from directory.listings.session_answers import BREAKS, REPEATS, SESSIONS

DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
PAUSES = {"bank holidays": "Not on bank holidays", "out of term": "In school term time only"}
_MORE = ("begins", "finishes", "pauses", "note")
_EARLIEST = 1900


def _questions(number: int) -> type[Form]:
    """A form of the questions about one session, their names ending in its number."""
    fields = {
        f"days_{number}": wtforms.SelectMultipleField(f"Session {number}: days", choices=choices(DAYS)),
        f"opens_{number}": kept("Starts at", time_of_day, "For example, 10am or 2:30pm", spoken_time),
        f"closes_{number}": kept("Ends at", time_of_day, "", spoken_time),
        f"repeats_{number}": wtforms.SelectField(
            "How often",
            choices=[SelectChoice(name, name.capitalize()) for name in REPEATS],
            default=next(iter(REPEATS)),
        ),
        f"begins_{number}": DateField(
            "First day",
            earliest=_EARLIEST,
            description="If it starts later, or runs every other week: people can then see which weeks",
        ),
        f"finishes_{number}": DateField("Last day", earliest=_EARLIEST, description="If it comes to an end"),
        f"pauses_{number}": wtforms.SelectMultipleField("When it does not run", choices=choices(PAUSES)),
        f"note_{number}": line("Note about this session", "For example, bring your own mug"),
    }
    return type(Form)(f"Session{number}Questions", (Form,), fields)


def _break_questions(number: int) -> type[Form]:
    """A form of the first and the last day of a time in which nothing is on."""
    fields = {
        f"closed_from_{number}": DateField(f"Break {number}: first day closed", earliest=_EARLIEST),
        f"closed_to_{number}": DateField(f"Break {number}: last day closed", earliest=_EARLIEST),
    }
    return type(Form)(f"Break{number}Questions", (Form,), fields)


class SessionQuestions(*map(_questions, SESSIONS), *map(_break_questions, BREAKS)):
    """The questions about sessions and breaks: the page shows those there are and an empty one, without a script."""

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        held = [self._session_holds(number) for number in SESSIONS]  # every one, so that each says what is wrong
        held += [self._break_holds(number) for number in BREAKS]
        return good and all(held)

    def sessions_shown(self) -> list[int]:
        """The numbers of the sessions that the page asks about: those that hold something, and one more."""
        return _shown([number for number in SESSIONS if self.holds_session(number)], SESSIONS)

    def breaks_shown(self) -> list[int]:
        """The numbers of the breaks that the page asks about: those that hold something, and one more."""
        return _shown([number for number in BREAKS if self._holds(number, "closed_from", "closed_to")], BREAKS)

    def holds_session(self, number: int) -> bool:
        """Whether anything was said, or is wrong, about a session, so that the page shows its questions at once."""
        return self._holds(number, "days", "opens", "closes", *_MORE)

    def holds_more(self, number: int) -> bool:
        """Whether anything was said, or is wrong, about what few sessions have: a first day, a pause, a note."""
        return self._holds(number, *_MORE)

    def _holds(self, number: int, *names: str) -> bool:
        fields = [self[f"{name}_{number}"] for name in names]
        return any(field.data or field.errors or (field.raw_data and any(field.raw_data)) for field in fields)

    def _session_holds(self, number: int) -> bool:
        days, opens, closes = (self[f"{name}_{number}"] for name in ("days", "opens", "closes"))
        if not days.data and self.holds_session(number):
            self.refuse(f"Choose the days of session {number}", field=days.name)
            return False
        in_order = self._in_order(f"begins_{number}", f"finishes_{number}")
        if opens.errors or closes.errors or not (opens.data and closes.data) or _follows(opens.data, closes.data):
            return in_order
        self.refuse("The end must be after the start", field=closes.name)
        return False

    def _in_order(self, first: str, last: str) -> bool:
        """Whether the first day is not after the last; otherwise the last says so."""
        if not self[first].data or not self[last].data or self[first].data <= self[last].data:
            return True
        self.refuse("The last day must not be before the first", field=last)
        return False

    def _break_holds(self, number: int) -> bool:
        first, last = f"closed_from_{number}", f"closed_to_{number}"
        for one, other, words in ((first, last, "first"), (last, first, "last")):
            if self[other].data and not self[one].data and not self[one].errors:
                self.refuse(f"Enter the {words} day of break {number}", field=one)
                return False
        return self._in_order(first, last)


def _follows(opens: str, closes: str) -> bool:
    """Whether a session may run between these times: an evening may go on past midnight."""
    return opens < closes or (opens >= "17:00" and closes <= "06:00")


def _shown(held: list[int], numbers: tuple[int, ...]) -> list[int]:
    return sorted({*held, *[number for number in numbers if number not in held][:1]})
