"""The pages of a claim: from the listing to the account, and the editor's decision with its letter."""

import pytest

from accounts import queries as accounts
from directory.upkeep.claims import queries

OWN = "secretary@choir.example"
WHO = {"name": "Gail Green", "email": "gail@footbridge.example"}


def claim_of(service_id) -> str:
    return f"/directory/listings/{service_id}/claim"


def test_a_listing_is_claimed_by_its_own_address(browse, listed, link_sent):
    service_id = listed(email=OWN)
    visitor = browse()
    page = visitor.open(f"/directory/listings/{service_id}")
    assert page.soup.find("a", string="Is this your group?")["href"] == claim_of(service_id)
    page = visitor.open(claim_of(service_id))
    assert "s…@choir.example" in page.words
    assert OWN not in page.words
    page = visitor.send(page)
    assert page.heading == "Look for our email"
    path = link_sent(OWN)
    page = visitor.open(path)  # as a mail scanner does
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.fields()["email"] == [OWN]
    page = visitor.send(page, {"name": "", "email": "nobody"}, status=422)
    assert set(page.errors()) == {"name", "email"}
    page = visitor.send(page, WHO)
    assert page.heading == "The listing is yours to keep"
    assert accounts.by_email(WHO["email"]).memberships[0].organisation.name == "Organisation of Choir"
    page = visitor.open(path, status=410)
    assert "it has been used" in page.words


def test_what_the_page_says_does_not_tell_who_has_an_account(browse, people, listed, link_sent):
    """Whoever reads the group's mail types an address; what they are shown is the same for any."""
    told = []
    for number, email in enumerate((people.clinician.email, "new@footbridge.example")):
        address = f"mail.{number}@choir.example"
        service_id = listed(f"Choir {number}", email=address)
        visitor = browse()
        visitor.send(visitor.open(claim_of(service_id)))
        page = visitor.send(visitor.open(link_sent(address)), WHO | {"email": email})
        told.append(page.words.replace(f"Choir {number}", ""))
    assert told[0] == told[1]


def test_rubbish_is_no_link(browse, listed, link_sent):
    service_id = listed(email=OWN)
    visitor = browse()
    visitor.send(visitor.open(claim_of(service_id)))
    path = link_sent(OWN)
    for wrong in (path[:-1], path + "x", path.replace("/claim/", "/claim/x"), "/directory/keep/claim/%00"):
        assert visitor.open(wrong, status=404).heading == "This link opens nothing"
        visitor.post(wrong, WHO, status=404)
    assert accounts.by_email(WHO["email"]) is None


def test_an_editor_checks_and_refuses_with_a_letter_that_is_shown_first(browse, people, listed, letters):
    service_id = listed()
    visitor = browse()
    page = visitor.open(claim_of(service_id))
    assert "shows no email address" in page.words
    page = visitor.open(f"{claim_of(service_id)}/check")
    page = visitor.send(page, {"name": "", "email": "", "words": ""}, status=422)
    assert set(page.errors()) == {"name", "email", "words"}
    page = visitor.send(page, WHO | {"words": "<b>Ring</b> us"})
    assert page.heading == "An editor will look at it"
    editor = browse(people.directory_editor)
    page = editor.open("/directory/queue")
    page = editor.open(page.soup.select_one(".app-results a")["href"])
    assert "<b>Ring</b> us" in page.words
    page = editor.open(page.soup.find("a", string=lambda words: words and words.strip() == "Refuse")["href"])
    page = editor.send(page, {"reason": "Nobody knew Gail."}, status=200)
    assert "This is why: Nobody knew Gail." in page.words
    assert letters() == []
    page = editor.send(page)
    assert "Nothing waits here" in page.words
    ((to, _, subject, text),) = letters()
    assert (to, subject) == (WHO["email"], "You asked to keep Choir")
    assert "This is why: Nobody knew Gail." in text


def test_an_editor_approves(browse, people, listed, letters):
    service_id = listed()
    visitor = browse()
    visitor.send(visitor.open(f"{claim_of(service_id)}/check"), WHO | {"words": "Ring us"})
    (claim_id,) = [one.id for one in queries.waiting()]
    editor, other = browse(people.directory_editor), browse(people.directory_editor)
    page, late = (one.open(f"/directory/claims/{claim_id}/approve") for one in (editor, other))
    assert "Gail Green can keep Choir now" in editor.send(page).words
    assert {kind for _, kind, *_ in letters(WHO["email"])} == {"invitation", "editors_letter"}
    other.send(late, status=409)
    assert "Approved" in editor.open(f"/directory/claims/{claim_id}").words


@pytest.mark.parametrize("field", ["name", "part", "words"])
def test_an_answer_too_long_is_refused_beside_its_question(browse, listed, field):
    visitor = browse()
    page = visitor.open(f"{claim_of(listed())}/check")
    page = visitor.send(page, WHO | {"words": "Ring"} | {field: "a" * 2_000}, status=422)
    assert list(page.errors()) == [field]
    assert page.fields()[field] == ["a" * 2_000]
