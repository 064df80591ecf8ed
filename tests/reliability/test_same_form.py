"""The same form six times at once: one referral, and every answer leads to the same receipt."""

from concurrent.futures import ThreadPoolExecutor

from tests.reliability.referring import Outcome, Sending, check, filled, listed

TIMES = 6
ROUNDS = 3


def test_same_form_six_times_at_once(house):
    with house.inside():
        clinician, _ = house.people.clinician, house.people.service_lead
    house.start()
    client = house.client(clinician)
    references = [_six_at_once(house, filled(client)) for _ in range(ROUNDS)]
    assert sorted(listed(client)) == sorted(references)


def _six_at_once(house, sending: Sending) -> str:
    copies = [Sending(sending.client, sending.mark, sending.fields, path=sending.path) for _ in range(TIMES)]
    with ThreadPoolExecutor(TIMES) as pool:
        assert [one.outcome for one in pool.map(Sending.send, copies)] == [Outcome.OK] * TIMES
    check(house, copies)
    references = {one.read_receipt().reference for one in copies}
    assert len({one.receipt for one in copies}) == len(references) == 1
    return references.pop()
