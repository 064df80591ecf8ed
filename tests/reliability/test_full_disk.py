"""The disk is full: sixty forms are answered "Not saved" with what was typed; reading goes on, and then everything."""

from tests.reliability.referring import Outcome, check, filled, listed, walk_through
from tests.reliability.test_lock import assert_not_saved, send_again

POSTS = 60
READ_WITHOUT_TRACE = ("/referrals/new", "/account", "/accessibility")


def test_sixty_forms_on_a_full_disk(houses, disk):
    house = houses(disk.watched, **disk.environment())
    with house.inside():
        clinician, _ = house.people.clinician, house.people.service_lead
    house.start(sender=True)
    client = house.client(clinician)
    kept_before = filled(client).send().read_receipt()
    checked = walk_through(client)
    disk.fill()
    sendings = [filled(client, checked).send() for _ in range(POSTS)]
    assert [one.answer.status for one in sendings] == [503] * POSTS
    for one in sendings:
        assert_not_saved(one)
    assert {path: client.open(path).status for path in READ_WITHOUT_TRACE} == dict.fromkeys(READ_WITHOUT_TRACE, 200)
    assert client.open("/referrals/mine").status == 503, "nobody's data is shown where that cannot be written down"
    disk.make_room()
    check(house, [kept_before, *sendings])
    again = [send_again(one) for one in sendings[:3]]
    assert [one.outcome for one in again] == [Outcome.OK] * 3
    check(house, [kept_before, *(one.read_receipt() for one in again)])
    assert sorted(listed(client)) == sorted(one.reference for one in [kept_before, *again])
