"""A clinical system sends a referral once, asks how it stands and is told what to mend; no key opens nothing."""

import datetime as dt
import json
import threading

import pytest
from sqlalchemy import func, select

from accounts.administration.operations import suspend
from accounts.queries import user
from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from referrals.intake.doors import Doors
from referrals.intake.forms import ReferralForm
from referrals.intake.models import Referral
from referrals.messages import answers, api
from referrals.messages.fhir.problems import PLACES
from referrals.messages.keys import operations as keys
from referrals.messages.keys import queries as kept_keys
from referrals.words import Closure, NoNhsNumber, Source
from tests.support.people import SYSTEM


def referrals() -> list[Referral]:
    db.session.rollback()
    return list(db.session.scalars(select(Referral)))


def places(answer) -> dict[str, str]:
    assert answer.json["resourceType"] == "OperationOutcome"
    return {issue.get("expression", [""])[0]: issue["details"]["text"] for issue in answer.json["issue"]}


def test_a_message_becomes_a_referral_of_the_clinician_that_the_key_acts_for(people, key, message, send, letters):
    people.service_lead  # noqa: B018 - somebody to be told
    token = key()
    answer = send(message(need="Wants company"), token)
    assert answer.status == 201 and answer.headers["Content-Type"].startswith("application/fhir+json")
    (referral,) = referrals()
    assert answer.headers["Location"].endswith(f"/api/fhir/ServiceRequest/{referral.id}")
    assert (answer.json["id"], answer.json["status"]) == (str(referral.id), "active")
    assert (referral.referrer_id, referral.practice_id) == (people.clinician.id, people.practice)
    assert (referral.service_id, referral.source, referral.need) == (people.service, Source.CLINICIAN, "Wants company")
    assert referral.person.safe_contact == "Ring in the morning, when her son is out"
    assert [letter[0] for letter in letters() if referral.reference in letter[2]] == [people.service_lead.email]
    actions = set(db.session.scalars(select(AuditEntry.action).where(AuditEntry.actor_id == people.clinician.id)))
    assert {"referral.make", "message.receive"} <= actions


def test_the_same_again_is_the_same_referral_and_a_changed_one_is_refused(people, key, message, send):
    token, sent = key(), message(nhs_number=None, no_nhs_number=NoNhsNumber.NOT_KNOWN)
    first, again = send(sent, token), send(sent, token)
    assert (first.status, again.status) == (201, 200)
    assert first.headers["Location"] == again.headers["Location"]
    changed = send(message(need="Something else"), token)
    assert changed.status == 409 and "ServiceRequest.identifier" in places(changed)
    assert len(referrals()) == 1
    assert send(sent, key(people.other_clinician)).status == 403, "another practice's message"


def test_another_practice_may_use_the_same_identifier(people, key, message, send):
    def forget(resources):
        resources["ServiceRequest"]["requester"] = {"display": "Somebody"}

    assert send(message(change=forget), key()).status == 201
    assert send(message(change=forget), key(people.other_clinician)).status == 201


def test_the_loop_is_closed_for_the_same_practice_and_for_nobody_else(people, key, message, send, step):
    token = key()
    send(message(), token)
    (referral,) = referrals()
    here = f"/api/fhir/ServiceRequest/{referral.id}"
    step(people.link_worker, referral.id, "take")
    told = send.get(f"/api/fhir/Task?focus=ServiceRequest/{referral.id}", token)
    task, *_ = (entry["resource"] for entry in told.json["entry"])
    assert (task["status"], task["businessStatus"]["text"]) == ("accepted", "With a link worker")
    shown = send.get(here, key(people.colleague))
    assert shown.status == 200 and shown.json["status"] == "active"
    assert {"system": "https://system.example/id", "value": "A1"} in shown.json["identifier"], "the sender's own"
    assert not any(said in json.dumps([shown.json, told.json]) for said in ("Wants company", "900123", "PO1 2DY"))
    other = key(people.other_clinician)
    for path in (here, f"/api/fhir/Task?focus=ServiceRequest/{referral.id}"):
        assert send.get(path, other).status == 404
        assert send.get(path).status == 401
    assert send.get("/api/fhir/Task", token).status == 400


def test_a_referral_made_on_the_pages_is_told_to_the_practices_key_and_to_no_other(people, refer, step, key, send):
    case = refer(tell_gp=False)
    here, work = f"/api/fhir/ServiceRequest/{case}", f"/api/fhir/Task?focus=ServiceRequest/{case}"
    answer = send.get(here, key())
    assert answer.status == 200 and len(answer.json["identifier"]) == 1
    contained = {f"#{one['id']}": one for one in answer.json["contained"]}
    assert contained[answer.json["subject"]["reference"]]["name"][0]["family"] == "Lee"
    said = {"outcome": "zebra", "actions_for_referrer": "zebra"}
    step(people.service_lead, case, "accept")
    step(people.service_lead, case, "close", reason=Closure.DIED, **said)
    task = send.get(work, key()).json["entry"][0]["resource"]
    assert (task["status"], task["businessStatus"]["text"]) == ("completed", "Ended"), "they did not want it told"
    for path in (here, work):
        assert send.get(path, key(people.other_clinician)).status == 404


def test_nothing_opens_without_a_key_that_is_good(app, people, key, message, send):
    assert (send(message()).status, send(message(), "fbk_guessed").status) == (401, 401)
    assert send(message()).headers["WWW-Authenticate"] == "Bearer"
    token = key()
    with transaction():
        membership = kept_keys.find_by_token(token).membership
        membership.ended_at = clock.now()
    assert send(message(), token).status == 403
    with transaction():
        kept = kept_keys.find_by_token(token)
        keys.withdraw_key(people.administrator, kept, version=kept.version)
    assert send(message(), token).status == 401
    assert referrals() == []


def test_a_service_at_which_nobody_works_says_so(people, key, message, send):
    token, said = key(), message()
    people.other_service  # noqa: B018 - another one that takes them
    with transaction():
        suspend(SYSTEM, user(people.link_worker.id))
    answer = send(said, token)
    assert answer.status == 422 and referrals() == []
    words = answer.json["issue"][0]["details"]["text"]
    assert words.startswith("Harbour Social Prescribing takes no referrals now: nobody works there. Say which")
    assert "Valley Social Prescribing" in words and words.count("Harbour") == 1


def test_guessing_and_flooding_are_stopped(monkeypatch, key, message, send):
    monkeypatch.setattr(api, "MOST_WRONG", 2)
    monkeypatch.setattr(api, "MOST_SENT", 1)
    token = key()
    assert send(message(), token).status == 201
    held = send(message(), token)
    assert held.status == 429 and int(held.headers["Retry-After"]) > 0
    assert held.json["issue"][0]["code"] == "throttled"
    statuses = [send(message(), f"fbk_{number}").status for number in range(3)]
    assert statuses == [401, 401, 429]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"", 400, "not JSON"),
        (b"{", 400, "not JSON"),
        (b"\xff\xfe", 400, "not JSON"),
        (b'{"resourceType": "Bundle", "resourceType": "Patient"}', 400, "stands twice"),
        (b'{"resourceType": NaN}', 400, "NaN"),
        (b'{"a": ' + b"9" * 6000 + b"}", 400, "too long"),
        (b"[" * 100_000 + b"]" * 100_000, 400, "deeper"),
        (b"[" * 60 + b"]" * 60, 400, "deeper"),
        (b'"' + b"x" * (300 * 1024) + b'"', 413, "larger"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,
)
def test_what_is_no_message_is_answered_and_does_no_harm(key, send, body, status, words):
    answer = send(body, key())
    assert answer.status == status
    assert answer.json["resourceType"] == "OperationOutcome"
    assert words in answer.json["issue"][0]["details"]["text"]


def test_every_other_refusal_is_an_outcome_too(key, message, send, app):
    token = key()
    assert send(message(), token, content_type="text/html").status == 415
    client = app.test_client()
    for method, path, status in (("PUT", "/api/fhir/ServiceRequest", 405), ("GET", "/api/fhir/Nothing", 404)):
        answer = client.open(path, method=method)
        assert (answer.status_code, answer.json["resourceType"]) == (status, "OperationOutcome")


def test_everything_that_is_to_be_mended_is_told_at_once(key, message, send):
    def spoil(resources):
        resources["Patient"]["name"] = [{"use": "official", "family": "x" * 36}]
        resources["Patient"].pop("address")
        resources["Consent"]["extension"] = []
        resources["ServiceRequest"]["note"] = []
        resources["ServiceRequest"]["performer"] = [{"display": "Nobody"}]

    document = message(change=spoil)
    document["entry"] = [one for one in document["entry"] if one["resource"]["resourceType"] != "Flag"]
    document["entry"][0]["resource"]["supportingInfo"] = []
    document["entry"][0]["resource"].pop("supportingInfo")
    document["entry"][0]["resource"].pop("note")
    for consent in (one["resource"] for one in document["entry"]):
        consent.pop("extension") if consent.get("extension") == [] else None
    answer = send(document, key())
    assert answer.status == 422
    found = places(answer)
    assert {
        PLACES[name] for name in ("first_name", "family_name", "postcode", "risks", "given_how", "service_id")
    } <= set(found)
    assert "Harbour Social Prescribing" in found["ServiceRequest.performer"]
    assert "No known risks" in found["Flag.code"]
    assert referrals() == []


def test_a_real_number_is_refused_in_a_demonstration_at_its_place(key, message, send):
    answer = send(message(nhs_number="9434765919"), key())
    assert answer.status == 422 and PLACES["nhs_number"] in places(answer)


def test_whom_the_service_does_not_take_is_told_with_all_else_that_is_wrong(key, message, send):
    child = {"date_of_birth": dt.date(clock.today().year - 10, 1, 1)}
    answer = send(message(nhs_number="9434765910", email="ann", **child), key())
    assert answer.status == 422
    assert {PLACES[name] for name in ("date_of_birth", "nhs_number", "email")} <= set(places(answer))
    assert referrals() == []


def test_something_urgent_is_told_to_use_the_telephone(key, message, send):
    def press(resources):
        resources["ServiceRequest"]["priority"] = "stat"

    answer = send(message(change=press), key())
    assert answer.status == 422 and "999" in places(answer)["ServiceRequest.priority"]
    assert referrals() == []


def test_the_same_message_twice_at_once_is_one_referral(app, key, message):
    token, body, statuses = key(), json.dumps(message()), []
    db.session.remove()

    def post():
        headers = {"Authorization": f"Bearer {token}"}
        answer = app.test_client().post(
            "/api/fhir/ServiceRequest", data=body, headers=headers, content_type="application/fhir+json"
        )
        statuses.append(answer.status_code)

    senders = [threading.Thread(target=post) for _ in range(3)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    assert sorted(statuses) == [200, 200, 201]
    assert db.session.scalar(select(func.count()).select_from(Referral)) == 1


def test_answers_are_as_long_as_the_form_lets_them_be(app):
    with app.test_request_context():
        form = ReferralForm(Doors([]))
        asked = {
            field.name: validator.max
            for field in form
            for validator in field.validators
            if getattr(validator, "max", -1) > 0 and field.name in answers.LONGEST
        }
    assert asked == answers.LONGEST
