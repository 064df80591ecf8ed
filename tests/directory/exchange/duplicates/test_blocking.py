"""What is compared: every pair that is alike, and far from all pairs."""

import random

from directory.exchange.duplicates.blocking import candidates, pairs, without_common
from directory.exchange.duplicates.score import ALIKE, Facts, score

WORDS = "kite tea chess walking carers singing swimming garden memory lunch craft sewing cycling poetry".split()


def town(many: int) -> list[Facts]:
    chance = random.Random(5)
    return [
        Facts(
            f"{number:06}",
            " ".join(chance.sample(WORDS, 3)),
            f"Friends {number % 50}",
            postcodes=frozenset({f"PO{number % 90}1AA"}),
            telephones=frozenset({f"016329{number % 300:05}"}),
        )
        for number in range(many)
    ]


def test_the_same_pairs_as_comparing_all_with_all():
    facts = town(150)
    all_pairs = {(a.id, b.id) for a in facts for b in facts if a.id < b.id and score(a, b).points >= ALIKE}
    assert all_pairs
    assert {(one.id, other.id) for one, other, _ in candidates(facts)} == all_pairs


def test_the_work_grows_with_the_listings_and_not_with_their_square():
    few, many = (sum(1 for _ in pairs(town(number))) for number in (1000, 4000))
    assert many < 4 * 2 * few
    assert many < 4000 * 200


def test_what_many_share_is_no_reason():
    facts = [Facts(str(number), "x", "", domains=frozenset({"council.example"})) for number in range(70)]
    assert not any(one.domains for one in without_common(facts))
