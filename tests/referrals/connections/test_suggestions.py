"""Every reason has its topics, and every topic named is one of the directory's own."""

import pytest

from directory.listings.taxonomies import OWN
from directory.taxonomies import starter
from referrals.connections.suggestions import MOST, TOPICS, codes_for
from referrals.words import Reason


@pytest.mark.parametrize("reason", Reason, ids=str)
def test_every_reason_leads_to_topics_that_there_are(reason):
    assert set(TOPICS[reason]) <= starter.codes(OWN)
    assert TOPICS[reason] or reason in {Reason.OTHER, Reason.FREQUENT_ATTENDANCE}


def test_several_reasons_take_turns_and_repeat_nothing():
    assert codes_for([Reason.MEMORY, Reason.CARER]) == ["dementia", "carers", "peer"]
    assert codes_for([]) == [] == codes_for([Reason.OTHER])
    assert len(codes_for(Reason)) == MOST
