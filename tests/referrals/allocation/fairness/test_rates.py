"""Practices beside each other: each rate with the number it stands on, and what the service did not decide left out."""

import datetime as dt

from core.db import db, transaction
from referrals.allocation.fairness.rates import WITHOUT, Sent, line, lines
from referrals.caseload import operations as caseload
from referrals.intake.models import Referral
from referrals.words import Attendance, Method
from referrals.workflow import Status

FRIDAY = dt.date(2026, 11, 13)


def sent(practice="Hill", status=Status.ACTIVE, days=None, **facts) -> Sent:
    return Sent(practice, status, FRIDAY, None if days is None else FRIDAY + dt.timedelta(days=days), **facts)


def test_waiting_withdrawn_and_mistaken_ones_are_decided_by_nobody():
    rows = [sent(status=status) for status in Status]
    one = line("Hill", rows)
    undecided = {Status.SUBMITTED, Status.RETURNED, Status.WITHDRAWN, Status.ENTERED_IN_ERROR}
    assert one.decided == len(Status) - len(undecided)
    assert one.decided - one.accepted == len({Status.DECLINED, Status.REDIRECTED})


def test_days_are_working_days_and_the_median_is_theirs():
    one = line("Hill", [sent(days=3), sent(days=4), sent(days=14), sent()])
    assert (one.days, one.median_days, one.referred) == ((1, 2, 10), 2, 4)
    none = line("Hill", [sent(status=Status.SUBMITTED)])
    assert (none.median_days, none.accepted_percent, none.few) == (None, None, True)


def test_the_most_come_first_and_requests_without_a_practice_last():
    rows = [sent("Hill")] + [sent("Sea")] * 2 + [sent(None)] * 3
    assert [(one.practice, one.referred) for one in lines(rows)] == [("Sea", 2), ("Hill", 1), (WITHOUT, 3)]


def test_a_lead_sees_the_practices_of_their_own_service_and_no_person(browse, people, refer, taken, step):
    declined = refer()
    step(people.link_worker, declined, "decline", reason="no_capacity", words="Full")
    with transaction():
        referral = db.session.get(Referral, taken())
        moment = referral.submitted_at
        said = {"method": Method.TELEPHONE, "attendance": Attendance.ATTENDED}
        caseload.record(people.link_worker, referral, happened_at=moment, **said)
    refer(people.other_clinician)
    page = browse(people.service_lead).open("/referrals/team/fairness")
    heads = [head.text for head in page.soup.select("thead th")][1:]
    rows = {row.th.get_text(" ", strip=True): [cell.text.strip() for cell in row("td")] for row in page.soup("tr")[1:]}
    assert rows == {
        who: [f"{head} {cell}" for head, cell in zip(heads, cells, strict=True)]
        for who, *cells in (
            ("Seaview Surgery (too few to compare)", "2", "0", "50% (1 of 2)", "0 working days (1 person)"),
            ("Hilltop Practice (too few to compare)", "1", "0", "none decided", "nobody yet"),
            ("All practices", "3", "0", "50% (1 of 2)", "0 working days (1 person)"),
        )
    }
    assert "Ann Lee" not in page.words
    assert "Nobody has been referred" in browse(people.other_service_lead).open("/referrals/team/fairness").words
    browse(people.link_worker).open("/referrals/team/fairness", status=403)
