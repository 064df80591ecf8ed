"""The invented people: reachable nowhere, numbered from the range that is never issued, the same for a seed."""

from datetime import date
from random import Random

import pytest

from core.identifiers import nhs_number, telephone
from core.identifiers import postcode as postcodes
from demonstration import people

TODAY = date(2026, 11, 23)


def invent(number=13, seed=1, **changes):
    return people.invent(number, Random(seed), **({"today": TODAY, "ages": [60, 70]} | changes))


def test_the_same_seed_gives_the_same_person_and_another_gives_another():
    assert invent(seed=4) == invent(seed=4)
    assert len({invent(seed=seed).facts["date_of_birth"] for seed in range(20)}) > 15


@pytest.mark.parametrize("number", [1, 2, 119, 120])
def test_numbers_are_the_persons_own_and_nobodys(number):
    facts = invent(number).facts
    assert facts["nhs_number"] is None or nhs_number.parse(facts["nhs_number"], demonstration=True).startswith("999")
    assert telephone.parse(facts["telephone"]).startswith("+447700900")
    assert people.telephone(number) != people.telephone(number + 1)


@pytest.mark.parametrize("seed", range(25))
def test_age_stays_between_the_bounds(seed):
    born = invent(seed=seed, ages=[60, 61]).facts["date_of_birth"]
    age = TODAY.year - born.year - ((TODAY.month, TODAY.day) < (born.month, born.day))
    assert age in {60, 61}


@pytest.mark.parametrize(
    ("pronoun", "age", "name"), [("she", 80, "Doreen"), ("she", 25, "Megan"), ("he", 80, "Norman")]
)
def test_names_follow_the_fashion_of_the_years_of_birth(pronoun, age, name):
    found = {invent(seed=seed, pronoun=pronoun, ages=[age, age]).facts["first_name"] for seed in range(300)}
    assert name in found
    assert not found & {"he": {"Doreen", "Megan"}, "she": {"Norman"}}[pronoun]
    assert not {"Doreen", "Megan"} <= found


def test_somebody_without_a_home_has_the_code_for_it():
    assert invent(homeless=True).facts["postcode"] == postcodes.NO_FIXED_ABODE
    assert invent(homeless=False).district.startswith("PO")


def test_asking_for_a_language_gives_somebody_who_speaks_it_with_an_interpreter():
    facts = invent(speaks="Ukrainian").facts
    assert (facts["language"], facts["needs_interpreter"]) == ("Ukrainian", True)


def test_no_nhs_number_always_has_its_reason():
    for seed in range(200):
        facts = invent(seed=seed).facts
        assert (facts["nhs_number"] is None) == (facts["no_nhs_number"] is not None)
