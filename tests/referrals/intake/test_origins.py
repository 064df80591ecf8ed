"""A referral by somebody without an account: taken in by the service, named everywhere, answered by reference alone."""

import pytest

from core.refusals import Refused
from referrals.intake.origins import Asker
from referrals.words import Source

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
