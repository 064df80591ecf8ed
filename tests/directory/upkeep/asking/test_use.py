"""How much a listing is used, and that it is asked about more often then."""

from core import clock
from core.db import transaction
from core.once import new_key
from directory.search.shortlists import operations as shortlists
from directory.search.shortlists.words import Handed
from directory.upkeep.asking import queries, use
from directory.upkeep.asking.rhythm import BUSY
from directory.upkeep.looks import operations as looks
from directory.upkeep.looks.tally import Tally
from tests.directory.upkeep.nights import after, kept, nightly


def look_at(service_id, times: int) -> None:
    tally = Tally()
    for _ in range(times):
        tally.add(service_id, clock.today(), now=clock.now())
    assert looks.write(tally)


def test_looks_and_what_is_handed_over_are_points_for_90_days(asked_of, people):
    used, unused = asked_of("Used"), asked_of("Unused", email="other@example.org")
    look_at(used, 3)
    with transaction():
        for _ in range(2):
            shortlists.hand_over(people.link_worker, [kept(used)], how=Handed.ORDINARY, key=new_key())
    assert use.points()[used] == use.points([used])[used] == 13
    assert not use.points()[unused] and not use.points([unused])
    with after(91):
        assert not use.points()


def test_a_much_used_listing_is_asked_about_sooner(asked_of):
    service_id = asked_of(days=80)
    assert nightly() == {}
    look_at(service_id, BUSY)
    assert queries.stand_of(service_id).next.why == ("It is looked up and handed out a lot",)
    assert nightly() == {"asked": 1}
