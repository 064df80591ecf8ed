"""Two link workers take one referral at the same moment, fifty times: one gets it, the other is told who has it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from core import clock
from core.db import transaction
from referrals.intake import queries
from referrals.intake.operations import make_referral
from referrals.words import GivenBy, GivenHow, NoNhsNumber, Reason, RiskKind
from referrals.workflow import Status
from tests.reliability.client import Client

TIMES = 50


def test_two_take_one_referral_fifty_times(house):
    with house.inside():
        takers = [house.people.link_worker, house.people.second_link_worker]
        referrals = [_refer(house.people) for _ in range(TIMES)]
    house.start()
    clients = [house.client(actor) for actor in takers]
    winners = {}
    barrier = Barrier(len(clients), timeout=60)
    with ThreadPoolExecutor(len(clients)) as pool:
        for referral in referrals:
            pages = list(pool.map(lambda client, path=referral: _take(client, path, barrier), clients))
            assert sorted(page.status for page in pages) == [302, 409]
            winner, loser = sorted(range(2), key=lambda one: pages[one].status)
            assert f"{takers[winner].name} has this referral already" in pages[loser].words
            winners[referral] = takers[winner].id
    with house.inside():
        for referral, winner in winners.items():
            found = queries.find(takers[0], referral)
            assert (found.status, found.link_worker_id) == (Status.ALLOCATED, winner)
            assert [event.step for event in found.events] == ["submit", "accept", "take"]


def _refer(people):
    """A referral that waits for the service, made in the test's own process; its id."""
    with transaction():
        referral = make_referral(
            people.clinician,
            service_id=people.service,
            reasons=[Reason.LONELINESS],
            need="Somebody to walk with.",
            risks=[RiskKind.NONE_KNOWN],
            given_by=GivenBy.PERSON,
            given_how=GivenHow.SPOKEN,
            given_on=clock.today(),
            first_name="Robin",
            family_name="Sandpiper",
            date_of_birth=clock.today().replace(year=1961, day=1),
            postcode="PO1 2DA",
            no_nhs_number=NoNhsNumber.NOT_KNOWN,
            telephone="023 9246 0123",
        )
        return referral.id


def _take(client: Client, referral_id, barrier: Barrier):
    """Open the record, and press the button at the same moment as the other."""
    page = client.open(f"/referrals/{referral_id}")
    barrier.wait()
    return client.send(page, action="/steps/take", follow=False)
