"""What whole journeys leave behind: no person in logs and letters, and markup that is only ever text."""

import io
import json
import logging
import uuid

import pytest

from core import logs
from tests.security.forms import PERSON, read_forms
from tests.security.sending import SCRIPT
from tests.support.house import EVERYBODY, VISITOR
from tests.support.referring import PERSONAL
from tests.support.world import BEGINNING, secrets_in
from tests.test_access import OVER_ALL, addresses, holds

CANARY = f"{BEGINNING}99typed"


@pytest.fixture
def log(house):
    """Everything that is logged meanwhile, as text."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    level = logs.log.level
    logs.log.addHandler(handler)
    logs.log.setLevel(logging.DEBUG)
    house.put_back()
    yield stream.getvalue
    logs.log.removeHandler(handler)
    logs.log.setLevel(level)


def test_no_journey_leaves_a_person_in_the_log(house, forms, log):
    """Every page opened by its own people, and every form sent: well filled in, wrongly, and without its token."""
    for rule in house.rules("GET"):
        for path in addresses(house.world, rule)[:2]:
            those = [who for who in ("clinician", "link_worker", "administrator") if holds(house, who, rule)]
            for who in those or [VISITOR]:
                house.ask(who, path + f"?words={CANARY}", headers={"User-Agent": CANARY, "Referer": f"/{CANARY}"})
    for form in forms:
        texts = {field.name: CANARY for field in form.fields if field.is_text}
        for answers in (form.good(house), form.good(house, **texts), form.good(house, **texts, csrf_token=CANARY)):
            house.ask(form.who, form.action, "POST", answers)
        house.put_back()
    written = log()
    assert written.count('"event": "request"') > 200
    assert not secrets_in(written)
    assert CANARY not in written
    assert not [word for word in (*PERSONAL, "footbridge.example", "lantern", "Shah") if word in written]
    assert not [token for token in house.world.records["token"] if token in written]


def test_nobody_writes_a_line_of_the_log_for_us(house, log):
    forged = 'a\r\n{"event": "forged"}'
    for path in ("/nowhere\r\n{forged}", "/directory/?words=%0d%0a{%22event%22:%22forged%22}"):
        house.ask(VISITOR, path, headers={"User-Agent": forged.replace("\r\n", " ")})
    keys = house.keys(VISITOR)
    house.ask(VISITOR, "/sign-in", "POST", [*keys, ("email", forged), ("password", forged), ("next", forged)])
    events = [json.loads(line) for line in log().splitlines()]
    assert {entry["event"] for entry in events} == {"request"}


def test_no_letter_names_a_person_or_lets_a_header_in(house):
    """The world's letters, written at every step of ten referrals."""
    house.put_back()
    letters = [str(row) for row in house.rows()["outbox_message"]]
    assert len(letters) > 20
    for letter in letters:
        assert not secrets_in(letter)
    answers = [*house.keys("administrator"), ("name", "A\r\nBcc: evil@evil.example"), ("role", "group_representative")]
    group = house.world.people.group
    path = f"/administration/organisations/{group}/invite"
    house.ask("administrator", path, "POST", [*answers, ("email", "a@footbridge.example\r\nBcc: evil@evil.example")])
    house.ask("administrator", path, "POST", [*answers, ("email", "a@footbridge.example")])
    assert not any("\nBcc" in str(row[4]) for row in house.rows()["outbox_message"])


@pytest.mark.page_only
def test_markup_in_every_record_is_only_text_to_everybody(house, forms):
    """Each form is sent with markup wherever it is taken, and then every page is opened by everybody."""
    house.put_back()
    taken = 0
    for form in forms:
        if form.endpoint in ENDING or "/steps/" in form.action:
            continue
        for names in _free(form):
            answer = house.ask(form.who, form.action, "POST", form.good(house, **dict.fromkeys(names, SCRIPT)))
            taken += answer.status_code in {302, 303}
    _refer_with_markup(house)
    assert taken >= 6
    seen = 0
    for who in EVERYBODY:
        for path in _pages(house, who):
            answer = house.ask(who, path)
            page = answer.get_data().decode(errors="replace")  # a document's bytes are no text
            assert str(7919 * 104729) not in page, f"{path} as {who}"
            if answer.mimetype in NO_PAGES:  # no browser draws these, and none may guess that they are pages
                assert answer.headers["X-Content-Type-Options"] == "nosniff", f"{path} as {who}"
                continue
            assert "<script>alert(1)" not in page, f"{path} as {who}"
            assert "<img src=x" not in page, f"{path} as {who}"
            seen += "&lt;script&gt;alert(1)" in page
    assert seen > 5
    house.put_back()


def _pages(house, who: str):
    """What `who` may open; of what a role may open whosever it is, one of that role has opened it before."""
    for rule in house.rules("GET"):
        if holds(house, who, rule) and not (who in SECOND_OF_A_ROLE and house.permission(rule) in OVER_ALL):
            yield from addresses(house.world, rule)[:4]


SECOND_OF_A_ROLE = {
    *("colleague", "second_link_worker", "other_clinician", "other_link_worker", "other_service_lead"),
    "other_group_representative",
}
NO_PAGES = {
    *("application/json", "application/fhir+json", "application/geo+json", "application/x-ndjson"),
    *("application/pdf", "text/csv"),
}
# These put somebody out or end what the other forms need.
ENDING = {
    *("accounts.sign_out", "accounts.change_password", "accounts.act_for", "accounts.sign_out_elsewhere"),
    *("accounts.new_password", "accounts.administration.suspend", "accounts.administration.end_membership"),
    *("accounts.administration.change_role", "accounts.sign_in", "directory.listings.retire"),
}
FREE = (
    *("name", "organisation", "description", "note", "notes", "what_matters", "who_was_there", "words", "next_step"),
    *("place_name", "address", "access", "fees_description", "eligibility_description", "application_process"),
    *("contact_name", "alert", "why", "new_topics"),
)


def _free(form) -> list[list[str]]:
    """Free texts that may be sent together: all of them."""
    names = [
        name for name in FREE if name in form.names and not (name == "next_step" and "next_step_on-day" in form.names)
    ]
    return [names] if names else []


def _refer_with_markup(house) -> None:
    """A referral with markup in every free text, sent through all the screens."""
    path = f"/referrals/new/{uuid.uuid4()}/person"
    texts = {"first_name": SCRIPT[:35], "family_name": SCRIPT[:35], "safe_contact": SCRIPT, "need": SCRIPT}
    texts |= {"risk_details": SCRIPT, "access_details": SCRIPT, "language": SCRIPT[:60], "given_by_name": SCRIPT[:70]}
    response = house.ask("clinician", path)
    for _ in range(3):
        (form,) = [one for one in read_forms(house, "clinician", path, response) if one.action == path]
        said = {name: text for name, text in texts.items() if name in form.names}
        response = house.ask("clinician", path, "POST", form.good(house, **said))
        if response.status_code == 303:
            path = response.headers["Location"]
            response = house.ask("clinician", path)
    assert response.status_code == 302, PERSON
