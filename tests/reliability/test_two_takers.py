"""Two link workers take one referral at the same moment, fifty times: one gets it, the other is told who has it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from core import clock, once
from core.db import transaction
from referrals.intake import queries
from referrals.intake.operations import make_referral, take_step
from referrals.words import GivenBy, GivenHow, NoNhsNumber, Reason, RiskKind
from referrals.workflow import Status
from tests.reliability.client import Client
from tests.support.browsing import Page

TIMES, ANSWERED = 50, 10


def test_two_take_one_referral_fifty_times(house):
    with house.inside():
        takers = [house.people.link_worker, house.people.second_link_worker]
        referrals = [_refer(house.people) for _ in range(TIMES)]
    house.start()
    hands = [Hand(house.client(actor), referrals[0]) for actor in takers]
    winners = {}
    barrier = Barrier(len(hands), timeout=60)
    with ThreadPoolExecutor(len(hands)) as pool:
        for referral in referrals:
            pages = list(pool.map(lambda hand, it=referral: hand.take(it, barrier), hands))
            assert sorted(page.status for page in pages) == [302, 409]
            winner, loser = sorted(range(2), key=lambda one: pages[one].status)
            assert f"{takers[winner].name} has this referral already" in pages[loser].words
            winners[referral] = takers[winner].id
    with house.inside():
        for referral, winner in winners.items():
            found = queries.find(takers[0], referral)
            assert (found.status, found.link_worker_id) == (Status.ALLOCATED, winner)
            assert [event.step for event in found.events] == ["submit", "accept", "take"]


def test_one_is_taken_while_a_lead_gives_it_to_somebody(house):
    """Ten times: either it is taken and the lead is told, or it is given and the taker is told who has it."""
    with house.inside():
        people = house.people
        taker, given, lead = people.link_worker, people.second_link_worker, people.service_lead
        referrals = [_refer(people) for _ in range(10)]
        for referral in referrals:
            with transaction():
                take_step(lead, queries.find(lead, referral), "accept")
    house.start()
    taking = Hand(house.client(taker), referrals[0])
    giving = Giver(house.client(lead), referrals[0], given.id)
    barrier = Barrier(2, timeout=60)
    with ThreadPoolExecutor(2) as pool:
        for referral in referrals:
            pages = list(pool.map(lambda hand, it=referral: hand.take(it, barrier), (taking, giving)))
            assert sorted(page.status for page in pages) == [302, 409]
            has_it = (taker, given)[[page.status for page in pages].index(302)]
            loser = next(page for page in pages if page.status == 409)
            assert f"{has_it.name} has this referral already" in loser.words
            with house.inside():
                found = queries.find(lead, referral)
                assert (found.status, found.link_worker_id) == (Status.ALLOCATED, has_it.id)
                assert [event.step for event in found.events[:2]] == ["submit", "accept"] and len(found.events) == 3


def test_one_accepts_and_one_declines_at_the_same_moment(house):
    """One answer is given; whoever sent the other is told whose it was, and finds their own words on the page."""
    with house.inside():
        people = {"accept": house.people.link_worker, "decline": house.people.second_link_worker}
        referrals = [_refer(house.people) for _ in range(ANSWERED)]
    house.start()
    hands = [Answering(house.client(actor), name, referrals[0]) for name, actor in people.items()]
    barrier = Barrier(len(hands), timeout=60)
    given = {}
    with ThreadPoolExecutor(len(hands)) as pool:
        for referral in referrals:
            pages = list(pool.map(lambda hand, it=referral: hand.give(it, barrier), hands))
            assert sorted(page.status for page in pages) == [302, 409]
            winner, loser = sorted(range(2), key=lambda one: pages[one].status)
            assert f"{people[hands[winner].name].name} was here before this" in pages[loser].words
            assert f"My words to {hands[loser].name}" in str(pages[loser].soup)
            given[referral] = hands[winner].name
    with house.inside():
        for referral, name in given.items():
            found = queries.find(people[name], referral)
            assert [event.step for event in found.events] == ["submit", name]


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


class Giver:
    """A lead's hand on the page where a referral is given to a link worker."""

    def __init__(self, client: Client, first_referral, link_worker_id) -> None:
        self.client = client
        fields = client.open(f"/referrals/{first_referral}/steps/allocate").fields()
        self.fields = fields | {"link_worker_id": str(link_worker_id)}

    def take(self, referral_id, barrier: Barrier) -> Page:
        """Give it at the same moment as the other takes it."""
        fields = self.fields | {"once_key": once.new_key()}
        barrier.wait()
        return self.client.post(f"/referrals/{referral_id}/steps/allocate", fields, follow=False)


class Hand:
    """A link worker's hand on the button; what the button sends is read once, from the page of the first referral."""

    def __init__(self, client: Client, first_referral) -> None:
        self.client = client
        self.fields = client.open(f"/referrals/{first_referral}").fields("/steps/take")

    def take(self, referral_id, barrier: Barrier) -> Page:
        """Press it at the same moment as the other; every referral here is as new as the first."""
        fields = self.fields | {"once_key": once.new_key()}
        barrier.wait()
        return self.client.post(f"/referrals/{referral_id}/steps/take", fields, follow=False)


class Answering:
    """A link worker's hand on the button under the last look at an answer, `name`."""

    def __init__(self, client: Client, name: str, first_referral) -> None:
        self.client, self.name = client, name
        reason = {"accept": "fits", "decline": "no_capacity"}[name]
        self.fields = client.open(f"/referrals/{first_referral}/triage/{name}").fields() | {
            "reason": reason, "way": "nothing", "words": f"My words to {name}", "go": "send",
        }  # fmt: skip

    def give(self, referral_id, barrier: Barrier) -> Page:
        """Press it at the same moment as the other."""
        fields = self.fields | {"once_key": once.new_key()}
        barrier.wait()
        return self.client.post(f"/referrals/{referral_id}/triage/{self.name}", fields, follow=False)
