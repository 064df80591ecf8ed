"""Every process is killed, under load and at either side of a commit: who had a receipt has a referral, once."""

import pytest

from tests.reliability.house import wait_until
from tests.reliability.referring import Load, Outcome, check, filled, find_out, kept, listed

ROUNDS = 2
RECEIPTS_A_ROUND = 12


def test_killed_under_load(house):
    with house.inside():
        clinicians = [house.people.clinician, house.people.colleague]
        assert house.people.service_lead
    sendings = []
    for _ in range(ROUNDS):
        house.start(sender=True)
        load = Load([house.client(actor) for actor in clinicians * 2])
        wait_until("there are receipts", lambda load=load: load.acknowledged() >= RECEIPTS_A_ROUND)
        house.kill()
        sendings += load.stop()
        check(house, sendings)
    house.start(sender=True)
    find_out(house, sendings)
    for_everyone = [reference for actor in clinicians for reference in listed(house.client(actor))]
    assert sorted(for_everyone) == sorted(one.reference for one in sendings)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_the_commit(houses, tmp_path, moment):
    word = tmp_path / "die"
    house = houses(DIE_AT_COMMIT=str(word))
    with house.inside():
        clinician, _ = house.people.clinician, house.people.service_lead
    house.start()
    sending = filled(house.client(clinician))
    word.write_text(moment)
    assert sending.send().outcome is Outcome.UNKNOWN
    house.wait_for_death()
    assert len(kept(house)) == (1 if moment == "after" else 0)
    word.unlink()
    house.start()
    find_out(house, [sending])
    assert listed(sending.client) == [sending.reference]
