"""The pages on which a group's people are: invite, come, and go."""

from accounts.groups import queries

PEOPLE = "/directory/my-listings/people"


def test_somebody_is_invited_and_taken_off(browse, people):
    representative = browse(people.group_representative)
    page = representative.open(f"{PEOPLE}/invite")
    page = representative.send(page, {"name": "", "email": "nobody"}, status=422)
    assert set(page.errors()) == {"name", "email"}
    page = representative.send(page, {"name": "Ivy New", "email": "ivy@footbridge.example"})
    assert "We have written to ivy@footbridge.example" in page.words
    assert "They have not signed in for the group yet" in page.words
    (other,) = [one for one in queries.people(people.group) if not one.acted]
    page = representative.send(representative.open(f"{PEOPLE}/{other.id}/end"))
    assert "ivy@footbridge.example no longer keeps the listings" in page.words


def test_the_last_is_told_why_they_cannot_go(browse, people):
    representative = browse(people.group_representative)
    page = representative.open(f"{PEOPLE}/{people.group_representative.membership_id}/end")
    assert "You will be signed out" in page.words
    assert "Invite somebody else first" in representative.send(page, status=409).errors()[""]


def test_whoever_goes_is_signed_out(browse, people):
    representative, other = browse(people.group_representative), browse(people.group_representative)
    page = representative.open(f"{PEOPLE}/invite")
    representative.send(page, {"name": "Olu", "email": people.other_group_representative.email})
    (olu,) = [str(one.id) for one in queries.people(people.group) if not one.acted]
    olus = browse(people.other_group_representative)
    account = olus.open("/account")
    olus.send(account, {"membership_id": olu}, action="/act-for")
    own = people.group_representative.membership_id
    page = representative.send(representative.open(f"{PEOPLE}/{own}/end"))
    assert page.heading == "You have signed out"
    assert other.open(PEOPLE, status=302).location.startswith("/sign-in")
