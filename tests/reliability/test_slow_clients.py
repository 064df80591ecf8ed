"""Twenty clients sit in requests that they never finish: everybody else is served as before."""

import contextlib
import time

from tests.reliability.client import half_sent

SITTING = 20
LONGEST_SECONDS = 2


def test_half_sent_requests_hold_nobody_up(house):
    with house.inside():
        clinician = house.people.clinician
    house.start()
    with contextlib.ExitStack() as sitting:
        for _ in range(SITTING):
            sitting.enter_context(half_sent(house.port))
        time.sleep(1)  # until the server has noticed them all
        client = house.client(clinician)
        for _ in range(3):
            begun = time.monotonic()
            assert client.open("/referrals/mine").status == 200
            assert time.monotonic() - begun < LONGEST_SECONDS
