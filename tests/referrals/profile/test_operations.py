"""A lead sets what the service takes; what cannot stand is refused beside its field, and two at once are told."""

import datetime as dt

import pytest

from core import clock
from core.audit import AuditEntry
from core.db import db, transaction
from core.refusals import Refused, Stale
from referrals.profile.facts import PreCheck, UrgentNumber
from referrals.profile.operations import change_profile
from referrals.profile.queries import profile_of, profiles_of
from referrals.profile.words import Ground, Taking
from referrals.words import Reason

QUESTION = PreCheck("a1", "Have they said that they want this?", "Ask them first.")


def change(actor, version=0, **facts):
    with transaction():
        return change_profile(actor, version=version, **facts)


def test_without_a_row_the_installation_decides(app, people):
    app.config["MINIMUM_AGE"] = 16
    profile = profile_of(people.service)
    assert (profile.minimum_age, profile.first_contact_days, profile.state) == (16, 10, Taking.TAKING)
    assert (profile.practices, profile.areas, profile.pre_checks, profile.version) == (frozenset(), (), (), 0)


def test_every_fact_comes_back_as_it_was_set_and_the_rest_stays_the_default(app, people):
    facts = {
        "maximum_age": 25,
        "practices": frozenset({people.practice}),
        "areas": ("PO1", "SO"),
        "reasons_not_taken": (Reason.DOMESTIC_ABUSE,),
        "state": Taking.PAUSED,
        "state_words": "Two of us are away",
        "paused_until": clock.today() + dt.timedelta(days=20),
        "weekly_places": 12,
        "urgent_numbers": (UrgentNumber("The crisis house", "023 9200 0000", "day and night"),),
        "public_form": True,
        "pre_checks": (QUESTION,),
        "alternatives": {Ground.TOO_YOUNG: "Ring the youth service."},
    }
    profile = change(people.service_lead, **facts)
    assert {name: getattr(profile, name) for name in facts} == facts
    assert profile_of(people.service) == profile and profile.version == 1
    app.config["MINIMUM_AGE"] = 11
    both = profiles_of([people.service, people.other_service])
    assert both[people.service].minimum_age == 11 and both[people.other_service].maximum_age is None
    (entry,) = db.session.query(AuditEntry).filter_by(action="profile.change")
    assert entry.details["areas"] == [[], ["PO1", "SO"]] and entry.organisation_id == people.service


def test_the_second_of_two_is_told(people):
    change(people.service_lead, weekly_places=3)
    with pytest.raises(Stale):
        change(people.service_lead, weekly_places=4)
    assert change(people.service_lead, version=1, weekly_places=4).weekly_places == 4


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("minimum_age", {"minimum_age": -1}),
        ("maximum_age", {"minimum_age": 18, "maximum_age": 17}),
        ("first_contact_days", {"first_contact_days": 0}),
        ("urgent_contact_days", {"urgent_contact_days": 11}),
        ("weekly_places", {"weekly_places": 0}),
        ("state_words", {"state": Taking.PAUSED}),
        ("paused_until", {"state": Taking.PAUSED, "state_words": "Away", "paused_until": dt.date(2020, 1, 1)}),
        ("areas", {"areas": ("Portsmouth",)}),
        ("question", {"pre_checks": (QUESTION,) * 6}),
        ("urgent_numbers", {"urgent_numbers": (UrgentNumber("Crisis", "ring us"),)}),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field(people, field, facts):
    with pytest.raises(Refused) as refusal:
        change(people.service_lead, **facts)
    assert refusal.value.field == field
    assert profile_of(people.service).version == 0


def test_only_a_lead_changes_it(people):
    for actor in (people.link_worker, people.clinician):
        with pytest.raises(Refused):
            change(actor, weekly_places=3)
