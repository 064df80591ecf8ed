"""The clinicians of these tests believe nothing but a receipt, and refer nobody twice."""

import datetime as dt
from itertools import combinations
from types import SimpleNamespace

import pytest

from referrals.intake.likeness import Who, reasons
from tests.reliability.client import NoAnswer
from tests.reliability.referring import Outcome, Sending, somebody

FORM = "http://127.0.0.1/referrals/new/5f1c/agreement"
RECEIPT = "http://127.0.0.1/referrals/5f1c/receipt"
MANY = 300


class Answering:
    """A client that gets one answer to what it posts, and can open where that leads unless the server is gone then."""

    def __init__(self, status: int, location: str | None, *, gone: bool = False) -> None:
        self.answer, self.gone = SimpleNamespace(status=status, location=location), gone

    def post(self, *_, **__):
        return self.answer

    def open(self, path: str):
        if self.gone:
            raise NoAnswer
        return SimpleNamespace(status=200, opened=path)


@pytest.mark.parametrize(
    ("status", "location", "outcome"),
    [
        (302, RECEIPT, Outcome.OK),
        (303, RECEIPT, Outcome.OK),
        (303, FORM, Outcome.FAILED),
        (422, None, Outcome.FAILED),
        (503, None, Outcome.FAILED),
    ],
)
def test_nothing_but_a_receipt_says_sent(status, location, outcome):
    sending = Sending(Answering(status, location), "Mark 00001", {}).send()
    assert sending.outcome is outcome
    assert sending.receipt == ("/referrals/5f1c/receipt" if outcome is Outcome.OK else None)


def test_why_it_was_not_sent_stands_on_the_page_that_it_came_back_to():
    assert Sending(Answering(303, FORM), "Mark 00001", {}).send().answer.opened == "/referrals/new/5f1c/agreement"
    assert Sending(Answering(303, FORM, gone=True), "Mark 00001", {}).send().outcome is Outcome.FAILED


def test_nobody_is_like_anybody_else():
    people = [_who(somebody(number)) for number in range(1, MANY)]
    alike = [pair for pair in combinations(people, 2) if reasons(*pair)]
    assert alike == []


def _who(typed: dict[str, str]) -> Who:
    born = dt.date(*(int(typed[f"date_of_birth-{part}"]) for part in ("year", "month", "day")))
    return Who(typed["first_name"], typed["family_name"], born, typed["nhs_number"], "PO1 2DA")
