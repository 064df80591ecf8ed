"""The coded facts of a person: the codes of the NHS Data Dictionary, and every access need in one group."""

from referrals.people.words import GROUPS, AccessGroup, Ethnicity, Gender
from referrals.words import AccessNeed


def test_the_codes_are_those_of_the_data_dictionary():
    assert "".join(Gender) == "1234ZX"
    assert "".join(Ethnicity) == "ABCDEFGHJKLMNPRSZ99"


def test_every_access_need_is_in_one_group():
    assert sorted(need for needs in GROUPS.values() for need in needs) == sorted(AccessNeed)
    assert list(GROUPS) == list(AccessGroup)
