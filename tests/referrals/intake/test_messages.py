"""Messages: who is told of what, that they lead to the right page, and that they name nobody."""

import pytest
from flask import url_for

from referrals.intake import messages
from referrals.timeline import BESIDE_STEPS
from referrals.words import NO_ACTIONS
from referrals.workflow import STEPS
from tests.support.referring import PERSONAL

WHO = {
    "first_name": "Wilhelmina",
    "family_name": "Quackenbush",
    "safe_contact": "Mornings only",
    "risk_details": "Walks with two sticks",
}


def told(posted, step) -> set:
    return {message.recipient.partition("@")[0] for message in posted(step)}


def test_the_pages_are_where_the_messages_say(app, refer):
    referral_id = refer()
    with app.test_request_context():
        assert messages.PAGE_OF_REFERRER.format(id=referral_id) == url_for(
            "referrals.feedback.show", referral_id=referral_id
        )
        assert messages.PAGE_OF_SERVICE.format(id=referral_id) == url_for("referrals.show", referral_id=referral_id)
        invite = url_for("accounts.administration.invite", organisation_id=referral_id)
        assert messages.PAGE_OF_ADMINISTRATOR.format(id=referral_id) == invite


def test_every_message_belongs_to_a_step():
    tables = (messages.TO_REFERRER, messages.TO_ASKER, messages.TO_SERVICE, messages.BY_COLLEAGUE)
    for table in (*tables, messages.TO_LINK_WORKER):
        assert set(table) <= set(STEPS) | BESIDE_STEPS
        assert all("{reference}" in message.subject for message in table.values())


def test_a_new_referral_is_told_to_the_leads(refer, posted, people):
    people.service_lead, people.link_worker, people.other_service_lead  # noqa: B018
    refer()
    assert told(posted, "submit") == {"service.lead"}


def test_a_service_without_a_lead_is_told_all_the_same(refer, posted, people):
    people.link_worker, people.second_link_worker  # noqa: B018
    refer()
    assert told(posted, "submit") == {"link.worker", "second.link.worker"}


@pytest.mark.parametrize(
    ("steps", "recipients"),
    [
        (["accept"], {"clinician"}),
        (["take"], {"clinician"}),
        (["ask"], {"clinician"}),
        (["decline"], {"clinician"}),
        (["accept", "allocate"], {"clinician", "second.link.worker"}),
        (["take", "hand_over"], {"clinician", "second.link.worker"}),
        (["take", "ask", "pass_on"], {"clinician", "second.link.worker"}),
        (["take", "begin"], {"clinician"}),
        (["take", "hold"], {"clinician"}),
        (["take", "hold", "resume"], {"clinician"}),
        (["take", "close"], {"clinician"}),
        (["take", "close", "reopen"], {"clinician"}),
        (["ask", "answer"], {"service.lead"}),
        (["take", "ask", "answer"], {"link.worker"}),
        (["withdraw"], {"clinician", "service.lead"}),
        (["take", "withdraw"], {"clinician", "link.worker"}),
        (["take", "void"], {"clinician", "link.worker"}),
    ],
    ids=lambda names: "-".join(sorted(names) if isinstance(names, set) else names),
)
def test_who_is_told_of_a_step_and_nothing_of_the_person(refer, step, get, posted, people, steps, recipients):
    people.service_lead  # noqa: B018
    referral_id = refer(**WHO)
    given = {
        "ask": {"reason": "details", "words": "Where is Wilhelmina?"},
        "decline": {"reason": "no_capacity", "words": "No room for Wilhelmina"},
        "close": {"reason": "moved", "outcome": "Mrs Quackenbush is well", "actions_for_referrer": NO_ACTIONS},
        "allocate": {"link_worker_id": people.second_link_worker.id, "words": "Wilhelmina"},
        "hand_over": {"link_worker_id": people.second_link_worker.id, "words": "Wilhelmina"},
        "pass_on": {"link_worker_id": people.second_link_worker.id},
    }
    actors = {"answer": people.clinician, "withdraw": people.colleague, "void": people.colleague}
    for name in steps:
        actor = actors.get(
            name, people.service_lead if name in {"allocate", "hand_over", "pass_on", "reopen"} else people.link_worker
        )
        step(actor, referral_id, name, **given.get(name, {"words": "Wilhelmina"}))
    assert told(posted, steps[-1]) == recipients
    referral = get(referral_id)
    for message in posted():
        said = message.subject + message.text
        assert referral.reference in message.subject
        assert (
            f"http://localhost/referrals/{'mine/' if message.recipient.startswith('clinician') else ''}{referral_id}"
            in said
        )
        assert not [word for word in PERSONAL if word in said]
        assert (message.about, message.about_id) == ("referral", referral_id)


def test_nobody_is_told_of_what_they_did_themselves(refer, step, posted, people):
    referral_id = refer()
    step(people.service_lead, referral_id, "accept")
    step(people.service_lead, referral_id, "allocate", link_worker_id=people.service_lead.id)
    assert "service.lead" not in told(posted, "allocate")


def test_a_practice_that_is_not_told_who_has_it_is_told_once_that_it_was_accepted(refer, step, posted, people):
    kept = {"tell_gp": False, "gp_practice_name": "Seaview Surgery"}
    for steps in (["take"], ["accept", "take"]):
        referral_id = refer(**kept)
        for name in steps:
            step(people.link_worker, referral_id, name)
        to_clinician = [one for one in posted() if one.recipient.startswith("clinician")]
        (subject,) = [one.subject for one in to_clinician if one.about_id == referral_id]
        assert subject.endswith("has been accepted"), steps


def test_the_receipt_promises_word_of_every_change_and_every_step_has_it():
    assert set(messages.TO_REFERRER) >= set(STEPS)


def test_a_referrer_is_told_for_which_practice_it_was_made_and_the_service_is_not(refer, step, posted, people):
    people.service_lead  # noqa: B018
    referral_id = refer()
    step(people.link_worker, referral_id, "ask", reason="details", words="Which hostel?")
    step(people.colleague, referral_id, "answer", words="The one by the station")
    made_for = "You made it for Seaview Surgery. If you work for several, act for it to open the link."
    texts = {(message.kind, message.recipient.partition("@")[0]): message.text for message in posted()}
    assert made_for in texts["referral.ask", "clinician"] and made_for in texts["referral.answer", "clinician"]
    assert "You made it for" not in texts["referral.submit", "service.lead"]
    assert "You made it for" not in texts["referral.answer", "service.lead"]
