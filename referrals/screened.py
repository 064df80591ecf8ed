"""A form on several screens whose answers travel together, and which stops whoever names something urgent."""

import wtforms
from flask import g
from wtforms.fields.choices import SelectChoice

from core.fields import Chosen
from referrals.fields import options
from referrals.screens import STOP, Screens
from referrals.words import UrgentSign

BACK, NEXT, SEND = "back", "next", "send"
NONE_URGENT = "none"


def urgent_signs() -> wtforms.SelectMultipleField:
    """Whether anything is urgent: it is asked before anything else, and that nothing is must be said."""
    return wtforms.SelectMultipleField(
        "Is anything urgent?",
        [Chosen("Say whether anything is urgent, or choose “None of these”")],
        choices=[*options(UrgentSign), SelectChoice(NONE_URGENT, "None of these")],
        validate_choice=False,
        filters=[lambda chosen: [one for one in chosen or [] if one in {*UrgentSign, NONE_URGENT}]],
    )


def stopped_for() -> wtforms.HiddenField:
    """The signs for which it was shown already where urgent things go."""
    return wtforms.HiddenField(
        filters=[lambda told: " ".join(sign for sign in (told or "").split() if sign in {*UrgentSign})]
    )


class Screened:
    """Stands before OnceForm among a form's bases, and beside its fields `screen`, `go` and `stopped_for`.

    `order` are its screens; `shown` is the one to show while it is not accepted. `told_everywhere` are fields whose
    errors are told on whichever screen is shown.
    """

    order: Screens
    shown: str
    told_everywhere: frozenset[str] = frozenset()

    def accepted(self) -> bool:
        """Whether it was sent from the last screen with every answer good."""
        if not self.sent():
            return False
        if self.go.data == SEND and not self.must_stop():
            return super().accepted() or self._show_wrong()
        self.validate()
        self._tell_only(self._move())
        if refusal := g.get("refusal"):
            self._show(refusal)
        if self.is_spoiled():
            self.shown = self.screen.data
            self._tell_only(self.shown)
        return False

    def _show_wrong(self) -> bool:
        wrong = self._first_wrong(self.order.asked)
        self.shown = wrong or self.order.last
        self._tell_only(wrong)
        return False

    def is_spoiled(self) -> bool:
        """Whether it is the page that is wrong and not its answers: then nobody is led on."""
        return bool(self.form_errors)

    @property
    def signs(self) -> list[UrgentSign]:
        """What is urgent."""
        return [UrgentSign(sign) for sign in self.urgent_signs.data if sign != NONE_URGENT]

    def must_stop(self) -> bool:
        """Whether something is urgent for which it has not yet been shown where that goes."""
        return not set(self.signs) <= set(self.stopped_for.data.split())

    def urgent_or_not(self):
        """That nothing is urgent cannot be said beside something that is."""
        if NONE_URGENT in self.urgent_signs.data and len(self.urgent_signs.data) > 1:
            yield "urgent_signs", "Choose what is urgent or “None of these”, not both"

    def _move(self) -> str | None:
        """Settle which screen is shown; the answer is the one whose errors are told, if any are."""
        if self.go.data == BACK:
            self.shown = self.order.before(self.screen.data)
        elif self.must_stop():
            self.shown = STOP
        else:
            return self._forward(self.screen.data)
        return None

    def _forward(self, here: str) -> str | None:
        wrong = self._first_wrong(self.order.up_to(here))
        self.shown = wrong or self.order.after(here)
        return wrong

    def _first_wrong(self, asked: tuple[str, ...]) -> str | None:
        return next((one for one in asked if any(self[name].errors for name in self.order.fields[one])), None)

    def _tell_only(self, screen: str | None) -> None:
        """Leave the errors of one screen: one that is not shown, or was not reached yet, has nothing to be told."""
        told = self.told_everywhere | set(self.order.fields.get(screen, ()))
        for field in self:
            if field.name not in told:
                field.errors = []

    @property
    def number(self) -> int | None:
        """Which of the asking screens is shown, counted from 1; None on the page that stops."""
        return self.order.asked.index(self.shown) + 1 if self.shown in self.order.fields else None

    def carried(self) -> list[tuple[str, str]]:
        """What was typed on the screens that are not shown, exactly as it was typed."""
        body = self.body()
        typed = () if body is None else body.items(multi=True)
        return [(name, value) for name, value in typed if self.order.of_part(name) not in {None, self.shown}]
