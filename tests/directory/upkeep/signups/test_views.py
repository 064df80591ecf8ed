"""A group that signs itself up: form, letter, proof, the editor's answer, and what its link says all the while."""

from datetime import timedelta

import pytest

from accounts import queries as accounts
from core import clock
from core.db import db, transaction
from directory.listings.models import Service
from directory.upkeep.signups import operations, queries
from directory.upkeep.signups.models import GroupSignUp

FORM = "/directory/sign-up"
WHO = "kites@kites.example"
KITES = {
    "name": "Kite Makers",
    "description": "We make kites.\nFree.",
    "times": "Every Tuesday, 10am",
    "place": "St Brendan’s Hall",
    "postcode": "po40aa",
    "telephone": "02392 123456",
    "website": "kites.example",
    "charity_number": "",
    "contact_name": "Kit Fly",
    "email": WHO,
}


def sign_up(visitor, **facts):
    return visitor.send(visitor.open(FORM), KITES | facts)


def prove(visitor, link_sent):
    path = link_sent(WHO)
    return path, visitor.send(visitor.open(path))


def test_from_the_form_to_the_directory(browse, people, letters, link_sent):
    visitor, editor = browse(), browse(people.directory_editor)
    assert sign_up(visitor).heading == "Look for our email"
    ((to, _, subject, text),) = letters()
    assert to == WHO
    assert "Kite" not in subject + text  # what anybody may type is not sent to anybody
    assert "Nothing waits here" in editor.open("/directory/queue").words
    path = link_sent(WHO)
    page = visitor.open(path)  # as a mail scanner does
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert queries.for_editors() == []
    page = visitor.send(page)
    assert "An editor will look at it" in page.words
    assert [row.words for row in queries.for_editors()] == ["Kite Makers"]
    page = editor.open("/directory/queue")
    page = editor.open(page.soup.select_one(".app-results a")["href"])
    assert "No listing has a name like it" in page.words
    assert "Every Tuesday, 10am" in page.words
    page = editor.open(page.soup.find("a", string=lambda words: words and words.strip() == "Approve")["href"])
    page = editor.send(page)
    assert "Kite Makers is in the directory" in page.words
    assert editor.open(page.soup.find("a", string="Give it topics, and check what it says")["href"])
    assert "Your group is in the directory" in visitor.open(path).words
    assert "Kite Makers" in browse().open("/directory/?words=kites").words
    (membership,) = accounts.by_email(WHO).memberships
    assert membership.organisation.name == "Kite Makers"
    (service,) = db.session.query(Service).filter_by(name="Kite Makers")
    assert service.organization.keeper_id == membership.organisation_id
    assert {kind for _, kind, *_ in letters(WHO)} == {"sign_up", "invitation", "editors_letter"}


def test_an_editor_answers_with_a_reason(browse, people, letters, link_sent):
    visitor, editor = browse(), browse(people.directory_editor)
    sign_up(visitor)
    path, _ = prove(visitor, link_sent)
    (row,) = queries.for_editors()
    page = editor.open(f"/directory/sign-ups/{row.id}/refuse")
    page = editor.send(page, {"reason": ""}, status=422)
    page = editor.send(page, {"reason": "It is a business."}, status=200)
    editor.send(page)
    assert "This is why: It is a business." in letters(WHO)[0][3]
    assert "Your group is not put into the directory. It is a business." in visitor.open(path).words
    assert db.session.query(Service).count() == 0


def test_bad_answers_are_refused_beside_their_questions_and_kept(browse, letters):
    visitor = browse()
    page = visitor.open(FORM)
    bad = dict.fromkeys(KITES, "") | {"postcode": "nowhere", "website": "javascript:alert(1)", "charity_number": "x"}
    page = visitor.send(page, bad, status=422)
    asked = {"name", "description", "postcode", "telephone", "website", "charity_number", "contact_name", "email"}
    assert set(page.errors()) == asked
    assert page.fields()["website"] == ["javascript:alert(1)"]
    assert letters() == []


def test_a_group_is_reached_by_telephone_or_by_mail(browse, people):
    sign_up(browse(), telephone="", shows_email="y")


def test_the_same_form_six_times_is_one(browse, letters):
    visitor = browse()
    page = visitor.open(FORM)
    for _ in range(6):
        visitor.post(FORM, page.fields() | KITES, status=303)
    assert len(letters()) == 1


def test_no_heading_stands_over_nothing(browse, link_sent):
    visitor = browse()
    sign_up(visitor, times="", place="", postcode="")
    page = visitor.open(link_sent(WHO))
    assert "Details" not in page.words and "Get in touch" in page.words


def test_three_a_day_to_one_address(browse):
    visitor = browse()
    for number in range(operations.MOST_TO_ONE_ADDRESS):
        sign_up(visitor, name=f"Kites {number}")
    visitor.send(visitor.open(FORM), KITES, status=429)


def test_a_week_later_the_link_opens_nothing_unless_it_was_used(browse, link_sent):
    visitor = browse()
    sign_up(visitor)
    path = link_sent(WHO)
    with clock.at(clock.now() + timedelta(days=8)):
        browse().open(path, status=404)
    prove(visitor, link_sent)
    with clock.at(clock.now() + timedelta(days=8)):
        assert "An editor will look at it" in browse().open(path).words
    browse().open(f"{FORM}/nonsense", status=404)
    browse().post(f"{FORM}/nonsense", {}, status=404)


@pytest.mark.parametrize(("proved", "days", "left"), [(False, 29, 1), (False, 31, 0), (True, 400, 1)])
def test_what_nobody_proved_is_forgotten(browse, link_sent, proved, days, left):
    visitor = browse()
    sign_up(visitor)
    if proved:
        prove(visitor, link_sent)
    with transaction():
        operations.forget(clock.now() + timedelta(days=days))
    assert db.session.query(GroupSignUp).count() == left


def test_a_listing_with_a_name_like_it_is_shown_to_the_editor(browse, people, listed, link_sent):
    listed("The Kite Makers of Southsea")
    visitor = browse()
    sign_up(visitor)
    prove(visitor, link_sent)
    (row,) = queries.for_editors()
    page = browse(people.directory_editor).open(f"/directory/sign-ups/{row.id}")
    assert "The Kite Makers of Southsea" in page.words
