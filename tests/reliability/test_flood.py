"""Whatever programs send to the public form from one address, the service's lists stay clean and its pages answer."""

from referrals.public.allowances import SENT, TO_RING
from tests.reliability.flood import flood

POSTS = 120
LONGEST_SECONDS = 5


def test_a_flood_from_one_address_reaches_nobody(house):
    found = flood(house, posts=POSTS)
    assert sum(found.statuses.values()) == POSTS
    assert set(found.statuses) <= {200, 303, 409, 413, 422, 429}
    assert found.statuses[413] == POSTS // 10 and found.statuses[429] > POSTS / 3
    assert found.reached == found.rows["referral"] == 0
    assert found.to_ring <= TO_RING[0].most
    assert found.rows["enquiry"] <= SENT[0].most
    assert found.rows["attempt"] < POSTS
    assert max(found.staff) < LONGEST_SECONDS
    assert found.rows_after_tidying["enquiry"] == found.to_ring
    assert found.rows_after_tidying["attempt"] == 0
