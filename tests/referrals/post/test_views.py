"""The post: what nobody has sent stands there until somebody says that it has gone, whatever became of the referral."""

import pytest

from core.audit import AuditEntry
from core.db import db, transaction
from core.refusals import Refused
from referrals.intake.models import Referral
from referrals.letters import operations, queries
from referrals.triage.operations import answer
from referrals.words import LetterKind, PostOutcome, Way


@pytest.fixture
def declined(people, refer):
    """The letter that tells a person that they were not accepted."""
    referral = db.session.get(Referral, refer(address="4 Beach Road"))
    said = {"reason": "no_capacity", "words": "No room", "way": Way.LETTER, "words_to_person": "We have no room."}
    with transaction():
        answer(people.link_worker, referral, "decline", version=referral.version, **said)
    return queries.of_referral(people.link_worker, referral.id)[0].id


def test_the_letter_of_a_referral_that_is_in_no_list_any_more_waits_until_it_has_gone(declined, browse, people):
    worker, path = browse(people.link_worker), f"/referrals/letters/{declined}"
    for page in ("/referrals/queue", "/referrals/caseload"):
        assert "1 letter or text message waits for somebody to send it" in worker.open(page).words
    waiting = worker.open("/referrals/letters")
    assert "Letter to Ann Lee" in waiting.words
    assert waiting.soup.select_one("h2 a")["href"] == path
    done = worker.send(waiting, action=f"{path}/sent")
    assert "has gone" in done.words and "Nothing waits" in done.words
    assert "waits for somebody" not in worker.open("/referrals/queue").words
    gone = worker.open(path)
    assert "It has gone: Jo Marsh" in gone.words
    again = worker.send(gone, action=f"{path}/waits")
    assert "has ended since" not in again.words, "that it ended is what this letter says"
    assert "Nothing waits" in worker.send(again, action=f"{path}/dropped").words
    assert "It will not be sent: Jo Marsh" in worker.open(path).words
    said = [entry.details["outcome"] for entry in db.session.query(AuditEntry).filter_by(action="letter.settle")]
    assert said == ["sent", None, "dropped"]


def test_a_letter_that_may_not_be_true_any_more_says_so(people, refer, step, browse):
    case = refer(address="4 Beach Road")
    referral = db.session.get(Referral, case)
    said = {"reason": "fits", "words": "We ring", "way": Way.LETTER, "words_to_person": "We ring you soon."}
    with transaction():
        answer(people.link_worker, referral, "accept", version=referral.version, **said)
    worker = browse(people.link_worker)
    assert "has ended since" not in worker.open("/referrals/letters").words
    step(people.clinician, case, "withdraw", words="She moved away")
    assert "The referral has ended since this was written" in worker.open("/referrals/letters").words


def test_somebody_elses_post_is_nobodys_business(declined, browse, people):
    for who in ("other_link_worker", "clinician", "other_clinician"):
        assert "Nothing waits" in browse(getattr(people, who)).open("/referrals/letters").words
        browse(getattr(people, who)).open(f"/referrals/letters/{declined}", status=404)
        assert queries.how_many_wait(getattr(people, who)) == 0


def test_of_two_who_say_what_became_of_it_the_first_is_believed_and_an_email_goes_by_itself(declined, refer, people):
    letter = queries.find(people.link_worker, declined)
    with transaction():
        for who, outcome in ((people.link_worker, PostOutcome.SENT), (people.service_lead, PostOutcome.DROPPED)):
            operations.settle(who, letter, outcome)
    assert (letter.post.outcome, letter.post.author_name) == (PostOutcome.SENT, people.link_worker.name)
    case = db.session.get(Referral, refer(email="ann@footbridge.example"))
    with transaction():
        email = operations.write(
            people.clinician, case.id, case.person, kind=LetterKind.PROMISE, way=Way.EMAIL, words="Soon."
        )
    assert queries.waiting(people.clinician) == [] and not email.waits
    with pytest.raises(Refused, match="by itself"), transaction():
        operations.settle(people.clinician, email, PostOutcome.SENT)
