"""A referral by somebody without an account: taken in by the service, named everywhere, answered by reference alone."""

import pytest

from core.db import transaction
from core.refusals import Refused
from referrals.concerns import operations as concerns
from referrals.intake.origins import Asker
from referrals.words import Source
from referrals.workflow import Status

JO = Asker(Source.HOUSING, "Jo Marsh", "FB-2345-6789", "tenancy officer", "Portsea Homes", "jo@homes.example")


def test_a_clinician_is_kept_as_their_account_names_them(refer, get, people):
    referral = get(refer())
    assert (referral.source, referral.referrer_contact) == (Source.CLINICIAN, people.clinician.email)
    assert (referral.referrer_words, referral.from_words) == ("Dr Priya Shah", "Seaview Surgery")
    assert referral.referrer_role == "Clinician"


def test_only_the_service_that_was_asked_takes_it_in(refer, people):
    with pytest.raises(Refused):
        refer(asker=JO)
    with pytest.raises(Refused):
        refer(people.other_link_worker, asker=JO)


def test_the_asker_is_named_and_told_by_reference_alone(refer, step, get, posted, people, browse):
    referral_id = refer(people.link_worker, asker=JO, first_name="Wilhelmina")
    referral = get(referral_id)
    assert (referral.reference, referral.has_account) == ("FB-2345-6789", False)
    assert (referral.referrer_words, referral.from_words) == ("Jo Marsh, tenancy officer", "Portsea Homes")
    worker = browse(people.link_worker)
    queue = worker.open("/referrals/queue").words
    assert "Portsea Homes" in queue and "Ask the referrer" not in queue
    assert "Jo Marsh, tenancy officer, Portsea Homes" in worker.open(f"/referrals/{referral_id}").words
    with pytest.raises(Refused, match=r"jo@homes\.example"):
        step(people.link_worker, referral_id, "ask", words="Which flat?")
    step(people.link_worker, referral_id, "take")
    told = [message for message in posted() if message.recipient == "jo@homes.example"]
    assert [message.kind for message in told] == ["referral.submit", "referral.take"]
    for message in told:
        assert "FB-2345-6789" in message.subject
        assert "http" not in message.text and "Wilhelmina" not in message.text


@pytest.mark.parametrize(
    ("name", "reason", "status", "said"),
    [
        ("withdraw", "not_wanted", Status.WITHDRAWN, "Withdrawn : The person no longer wants it"),
        ("void", "wrong_person", Status.ENTERED_IN_ERROR, "Marked as entered in error : It is about the wrong person"),
    ],
)
def test_the_service_does_for_the_asker_what_a_clinician_does_themselves(
    refer, step, get, posted, people, browse, name, reason, status, said
):
    referral_id, theirs = refer(people.link_worker, asker=JO), refer()
    step(people.second_link_worker, referral_id, "take")
    worker = browse(people.link_worker)
    address = f"/referrals/{referral_id}/steps/{name}"
    page = worker.open(f"/referrals/{referral_id}")
    assert page.soup.select_one(f"main a[href='{address}']")
    assert not worker.open("/referrals/queue").soup.select_one(f"main a[href='{address}']")
    page = worker.open(address)
    assert "Jo Marsh, tenancy officer has no account here, so your service does this." in page.words
    assert "it still stands" not in page.words  # a concern hinders the service, and no referrer
    assert set(worker.send(page, {}, status=422).errors()) == {"reason", "words"}
    done = worker.send(page, {"reason": reason, "words": "She rang and said so"})
    event = get(referral_id).events[-1]
    assert (get(referral_id).status, event.reason, event.words) == (status, reason, "She rang and said so")
    assert said in done.words
    told = {message.recipient: message.text for message in posted(name)}
    assert set(told) == {"jo@homes.example", people.second_link_worker.email}
    assert "A colleague of yours says why." in told[people.second_link_worker.email]
    with pytest.raises(Refused):
        step(people.link_worker, theirs, name, reason=reason, words="Not theirs")
    assert "this step cannot be taken" in worker.open(f"/referrals/{theirs}/steps/{name}").words
    assert get(theirs).status is Status.SUBMITTED


@pytest.mark.parametrize("reason", ["", "grown", "no_capacity"])
def test_the_reason_is_one_of_ours_and_no_concern_is_left_open(refer, step, get, people, reason):
    referral_id = refer(people.link_worker, asker=JO)
    with pytest.raises(Refused) as refusal:
        step(people.link_worker, referral_id, "withdraw", reason=reason, words="She rang")
    assert refusal.value.field == "reason"
    with transaction():
        concerns.raise_concern(people.link_worker, get(referral_id))
    for name in ("withdraw", "void"):
        with pytest.raises(Refused, match="open safeguarding concern"):
            step(people.link_worker, referral_id, name, reason="other", words="She rang")
