"""The field of a service's own questions: one yes or no for each, posted as NAME-KEY."""

from collections.abc import Sequence

import wtforms

from referrals.profile.facts import PreCheck

ANSWERS = {"yes": True, "no": False}


class PreCheckField(wtforms.Field):
    """`data` holds the answers given so far by the keys of the questions, `asked` all questions that may be shown."""

    asked: Sequence[PreCheck] = ()

    def process(self, formdata, data=wtforms.utils.unset_value, extra_filters=None):
        super().process(None, data, extra_filters)
        self.sent = {
            name.removeprefix(f"{self.name}-"): ANSWERS[given]
            for name, given in (formdata.items() if formdata else ())
            if name.startswith(f"{self.name}-") and given in ANSWERS
        }
        self.data = dict(self.sent)

    def ask(self, checks: Sequence[PreCheck]) -> None:
        """Ask these, and forget answers to anything else."""
        self.asked = checks
        self.data = {check.key: self.sent[check.key] for check in checks if check.key in self.sent}

    def said(self) -> str:
        """Every question that was answered, with its answer."""
        answers = [(one.question, self.data[one.key]) for one in self.asked if one.key in self.data]
        return "; ".join(f"{question} {'Yes' if answer else 'No'}" for question, answer in answers)
