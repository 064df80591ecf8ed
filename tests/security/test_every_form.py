"""Whatever is sent to any form: a clear answer, nothing typed is lost, nothing is stored twice, and no failure."""

import datetime as dt
import itertools
import re
import uuid

import pytest

from tests.security.forms import NEW_PASSWORD, UNSEEN
from tests.security.sending import SCRIPT, after, send
from tests.support.house import NOWHERE
from tests.test_access import KEYED

LONG = 60_000
MOST_AT_ONCE = 12  # long texts in one body, which may hold 1 MB
TEXTS = {
    "control characters": "a\x00b\x07c\x1b[31m\r\nd",
    "markup": SCRIPT,
    "a turned sentence": "ab\u202edc",
    "a lone surrogate": b"\xed\xa0\x80 and \xff",
    # A formula, words from right to left and an emoji: what may be kept is kept, so that one hides no other.
    "words of everywhere": "=1+1|' OR 1=1 -- שלום عالم\u200f 👩🏽‍⚕️ Zoë",
}
# To a database these are letters like any others; what they could spoil is a page.
ONLY_SHOWN = {"markup", "a turned sentence"}
EXTRA = {
    "role": "administrator",
    "is_admin": "1",
    "owner": "1",
    "organisation_id": str(NOWHERE),
    "practice_id": str(NOWHERE),
    "user_id": str(NOWHERE),
    "id": str(NOWHERE),
    "status": "closed",
    "created_at": "2001-01-01",
    "password_hash": "x",
    "confirmed_at": "2001-01-01",
    "retired_at": "",
}
# Here anything may be written that can be printed, so that it is stored and shown.
FREE = {"words", "note", "notes", "need", "description", "what_matters", "outcome", "reason", "why", "name"}
# Asking again is meant: each of these sends another letter and makes the links of earlier ones void.
MEANT_TWICE = {
    "accounts.forgotten_password",
    "accounts.administration.invite_again",
    "directory.answers.ask",
    "referrals.public.again",
}
# Chance decides over these columns, or the clock.
CHANCE = {
    "token_hash",
    "code_hash",
    "key",
    "fingerprint",
    "reference",
    "location",
    "password_hash",
    "text",
    "html",
    "stop",
    "subject",
    "dates",
    "sealed",
}
# An answer of triage is looked at before it is sent.
# Three of the referrer's screens and two of the public form's lead on, no test asks a server on the internet,
# a file is sent as one, two listings are named by their addresses, and the answer to a letter's form is the letter.
TAKEN_ELSEWHERE = {
    *(
        "referrals.intake.draft",
        "referrals.public.ask",
        "referrals.enquiries.take_in",
        "referrals.triage.answer",
        "directory.listings.locate",
        "directory.tables.new",
    ),
    *("directory.shortlists.letter", "directory.taxonomies.upload", "directory.feeds.upload"),
    "referrals.attachments.index",
    *("directory.duplicates.new", "referrals.keys.new"),  # a key is shown on the page that answers, and never again
    "referrals.allocation.moving.move",  # its first look leads to a second
}
# What is looked at before it is sent counts only when it is sent.
LAST_PRESS = {"referrals.triage.answer": {"go": "send"}}
# Made from the rows of other tables, in an order that chance decides.
DERIVED = {"listing_entry"}
NEW_ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture
def wrong(house):
    """What went wrong with any form; told together at the end, so that the first hides no other."""
    found: list[str] = []
    house.put_back()
    yield found
    assert not found, "\n".join(found)


def test_every_door_that_takes_answers_has_a_form(house, forms):
    """So that a form which no page shows is not forgotten here."""
    assert {form.endpoint for form in forms} == {rule.endpoint for rule in house.rules("POST")} - KEYED
    assert all("csrf_token" in form.names for form in forms)


def test_good_answers_are_taken_and_the_same_form_twice_is_stored_once(house, forms, wrong):
    for form in forms:
        pairs = form.good(house)
        first = send(house, form, pairs, wrong, "good answers")
        if first.status_code not in {302, 303} and form.endpoint not in TAKEN_ELSEWHERE:
            wrong.append(f"{form}: good answers were not taken: {first.status_code}")
        kept = house.counts()
        send(house, form, pairs, wrong, "the same twice")
        if house.counts() != kept and form.endpoint not in MEANT_TWICE:
            wrong.append(f"{form}: the same form twice is stored twice")
        house.put_back()


@pytest.mark.page_only
def test_empty(house, forms, wrong):
    for form in forms:
        keys = [(name, value) for name, value in form.good(house) if name in UNSEEN]
        after(house, send(house, form, keys, wrong, "nothing but keys"))
        emptied = [(name, value if name in UNSEEN else "") for name, value in form.good(house)]
        after(house, send(house, form, emptied, wrong, "empty answers"))
        after(house, send(house, form, [], wrong, "no body"))


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.page_only) if kind in ONLY_SHOWN else kind for kind in TEXTS]
)
def test_strange_texts(house, forms, wrong, kind):
    for form in forms:
        texts = {field.name: TEXTS[kind] for field in form.fields if field.is_text}
        if texts:
            after(house, send(house, form, form.good(house, **texts), wrong, kind))
            free = {name: text for name, text in texts.items() if name in FREE}
            if free:
                after(house, send(house, form, form.good(house, **free), wrong, f"{kind} in free text"))


def test_too_long(house, forms, wrong):
    before = house.counts()
    for form in forms:
        names = [field.name for field in form.fields if field.is_text]
        for start in range(0, len(names), MOST_AT_ONCE):
            texts = dict.fromkeys(names[start : start + MOST_AT_ONCE], "A" * LONG)
            answer = send(house, form, form.good(house, **texts), wrong, "60,000 letters")
            if answer.status_code < 400 and form.endpoint != "referrals.intake.draft":
                wrong.append(f"{form}: 60,000 letters were taken")
            after(house, answer)
    assert house.counts() == before


@pytest.mark.page_only
def test_strange_texts_where_nobody_types(house, forms, wrong):
    """In choices, hidden fields, versions and keys."""
    before = house.counts()
    for form in forms:
        for text in ("A" * 3000, b"\x00\xed\xa0\x80" + SCRIPT.encode(), "99999999999999999999"):
            unseen = {field.name: text for field in form.fields if not field.is_text and field.name != "csrf_token"}
            if unseen:
                answer = send(house, form, form.good(house, **unseen), wrong, f"{text[:8]!r} unseen")
                if answer.status_code >= 400 and house.counts() != before:
                    wrong.append(f"{form}: refused, and stored all the same")
                after(house, answer)


@pytest.mark.page_only
def test_another_s_record_is_not_to_be_chosen(house, forms, wrong):
    """Ids of another organisation in every choice and hidden field: refused, or not listened to."""
    world = house.world
    strangers = {
        "referral": world.others["referral_id"],
        "link worker": world.people.other_link_worker.id,
        "membership": world.people.other_clinician.membership_id,
    }
    before = _told(house)
    for form in forms:
        unseen = [field.name for field in form.fields if not field.is_text and field.name not in UNSEEN]
        ids = [name for name in unseen if name.endswith("_id") or name == "topics"]
        for whose, stranger in strangers.items():
            for names in [unseen, *([name] for name in ids)] if unseen else []:
                told = f"{whose} in {', '.join(names)[:60]}"
                answer = send(house, form, form.good(house, **dict.fromkeys(names, str(stranger))), wrong, told)
                if answer.status_code < 400 and any(str(stranger) in one for one in _told(house) - before):
                    wrong.append(f"{form}: {told} is taken")
                after(house, answer)


def _told(house) -> set[str]:
    """Every value of every row, the record that holds it beside it."""
    return {f"{name} {row[0]} {value}" for name, rows in house.rows().items() for row in rows for value in row}


def test_a_stale_version(house, forms, wrong):
    before = house.counts()
    for form in (form for form in forms if "version" in form.names):
        # Where there is no record yet the page sends no version, and what is no number says the same.
        none_yet = next(field for field in form.fields if field.name == "version").untouched == ("",)
        for version in ("0", "999999999") if none_yet else ("999999999", "", "-٣"):
            pairs = form.good(house, version=version, **LAST_PRESS.get(form.endpoint, {}))
            answer = send(house, form, pairs, wrong, f"version {version!r}")
            if answer.status_code not in {409, 422, 429} or house.counts() != before:
                wrong.append(f"{form}: version {version!r} was taken: {answer.status_code}")
                house.put_back()


# One function looks at every token, so of what is none each form is sent one or another; that none is asked for at all
# would be a form's own fault.
NO_TOKENS = ("20991231000000##" + "0" * 40, "é", b"\xff\x00")


@pytest.mark.page_only
@pytest.mark.parametrize("tokens", [(None,), NO_TOKENS], ids=["none", "malformed"])
def test_without_a_good_token_nothing_is_kept(house, forms, wrong, tokens):
    before = house.counts()
    for form, token in zip(forms, itertools.cycle(tokens), strict=False):
        answer = send(house, form, form.good(house, csrf_token=token), wrong, f"token {token!r}")
        if answer.status_code not in {422}:
            wrong.append(f"{form}: token {token!r} was answered {answer.status_code}")
    assert house.counts() == before


@pytest.mark.page_only
def test_somebody_elses_token_is_not_good(house, forms, wrong):
    before = house.counts()
    for form in forms:
        other = "colleague" if form.who != "colleague" else "commissioner"
        answer = send(house, form, form.good(house, csrf_token=house.token(other)), wrong, "another's token")
        if answer.status_code != 422:
            wrong.append(f"{form}: another's token was answered {answer.status_code}")
    assert house.counts() == before


@pytest.mark.page_only
def test_answers_that_nobody_asked_for_change_nothing(house, forms, wrong):
    """What is stored is the same, to the last column, with and without them."""
    before = house.rows()
    for form in forms:
        stored = []
        for more in ({}, {name: value for name, value in EXTRA.items() if name not in form.names}):
            answer = send(house, form, form.good(house, **more), wrong, "extra answers")
            stored.append((answer.status_code, _changed(house, before)))
            house.put_back()
        if stored[0] != stored[1]:
            tables = [name for name in stored[0][1] | stored[1][1] if stored[0][1].get(name) != stored[1][1].get(name)]
            wrong.append(f"{form}: extra answers changed what is stored in {tables}")


def _changed(house, before: dict) -> dict[str, list]:
    """The rows of changed tables without what chance and clock decide; ids that were there before stay as they are."""
    known = {value for rows in before.values() for row in rows for value in row if isinstance(value, uuid.UUID)}
    tables = house.app.extensions["sqlalchemy"].metadata.tables
    told = {}
    for name, rows in house.rows().items():
        if name in DERIVED or rows == before[name]:
            continue
        columns = [column.name for column in tables[name].columns]
        told[name] = sorted(repr([_plain(c, v, known) for c, v in zip(columns, row, strict=True)]) for row in rows)
    return told


def _plain(column: str, value, known: set):
    if column in CHANCE or isinstance(value, dt.datetime):
        return value is None
    return NEW_ID.sub(lambda found: found[0] if uuid.UUID(found[0]) in known else "new", str(value))


@pytest.mark.page_only
@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x"])
def test_a_body_that_is_no_form_is_no_form(house, forms, wrong, kind):
    before = house.counts()
    body = b'{"csrf_token": "x", "role": "administrator", "password": "%s"}' % NEW_PASSWORD.encode()
    for form in forms:
        answer = house.ask(form.who, form.action, "POST", body, content_type=kind)
        if answer.status_code not in {400, 415, 422}:
            wrong.append(f"{form}: {kind} was answered {answer.status_code}")
    assert house.counts() == before
