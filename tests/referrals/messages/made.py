"""Referrals as they stand in memory, without a database: what messages are written from."""

import datetime as dt
import uuid

from hypothesis import strategies as st

from accounts.models import Organisation, User
from accounts.roles import Kind
from core.identifiers.nhs_number import demonstration_number
from referrals.intake.models import Agreement, Event, Referral, Risk
from referrals.intake.safeguarding.words import Concern
from referrals.people.models import Person
from referrals.people.words import ContactWay, Ethnicity, Gender, InterpreterGender, NoGpPractice
from referrals.words import (
    AccessNeed,
    GivenBy,
    GivenHow,
    InterpreterUsed,
    NoNhsNumber,
    Priority,
    Reason,
    RiskKind,
    Source,
    UrgentSign,
)
from referrals.workflow import Status

SENT = dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC)
PRACTICE = {"name": "Seaview Surgery", "kind": Kind.PRACTICE, "ods_code": "J82999", "telephone": None}
SERVICE = {"name": "Harbour Social Prescribing", "kind": Kind.SERVICE, "ods_code": None, "telephone": "+441632960001"}
OF_PERSON = (
    *("first_name", "family_name", "preferred_name", "date_of_birth", "nhs_number", "no_nhs_number", "telephone"),
    *("other_contact", "email", "postcode", "may_leave_message", "may_text", "safe_contact", "access_details"),
    *("language", "needs_interpreter", "gender", "ethnicity", "gp_practice_name", "gp_practice_code", "no_gp_practice"),
    *("contact_when", "preferred_way", "voicemail_words", "carer_name", "carer_relationship", "carer_telephone"),
    *("contact_carer", "is_carer", "access_review_on", "written_language", "interpreter_gender", "not_interpreting"),
)
FACTS = {
    "first_name": "Ann",
    "family_name": "Lee",
    "preferred_name": "Annie",
    "date_of_birth": dt.date(1960, 2, 1),
    "nhs_number": demonstration_number(1),
    "no_nhs_number": None,
    "telephone": "+447700900123",
    "other_contact": None,
    "email": None,
    "postcode": "PO1 2DY",
    "may_leave_message": False,
    "may_text": True,
    "safe_contact": "Ring in the morning, when her son is out",
    "access_needs": [AccessNeed.LARGE_PRINT],
    "access_details": None,
    "language": None,
    "needs_interpreter": False,
    "gender": Gender.FEMALE,
    "ethnicity": Ethnicity.NOT_STATED,
    "address": "2 Example Street\nSouthsea",
    "gp_practice_name": "Seaview Surgery",
    "gp_practice_code": "J82999",
    "no_gp_practice": None,
    "contact_when": None,
    "preferred_way": None,
    "voicemail_words": None,
    "never_by": [],
    "carer_name": "",
    "carer_relationship": None,
    "carer_telephone": None,
    "contact_carer": False,
    "is_carer": False,
    "access_review_on": None,
    "written_language": None,
    "interpreter_gender": None,
    "not_interpreting": None,
    "priority": Priority.ROUTINE,
    "own_words": "I miss my garden",
    "reason_for_social_prescribing": None,
    "safeguarding": Concern.NOT_KNOWN,
    "safeguarding_details": None,
    "who_was_there": None,
    "interpreter_used": None,
    "decision_reason": None,
    "tell_gp_reason": None,
    "reasons": [Reason.LONELINESS, Reason.HOUSING],
    "main_reason": Reason.LONELINESS,
    "need": "Wants company",
    "risks": [RiskKind.FALLS],
    "risk_details": "Walks with two sticks",
    "urgent_signs": [],
    "given_by": GivenBy.PERSON,
    "given_by_name": None,
    "given_how": GivenHow.SPOKEN,
    "given_on": dt.date(2026, 11, 2),
    "tell_gp": True,
}


def referral(*, status: Status = Status.SUBMITTED, closure=None, events=("submit",), **facts) -> Referral:
    """A referral made of these facts, which are named as `make_referral` takes them."""
    said = FACTS | facts
    person = Person(id=uuid.uuid4(), access_needs=[need.value for need in said["access_needs"]])
    person.address = said["address"].splitlines()
    person.never_by = [way.value for way in said["never_by"]]
    for name in OF_PERSON:
        setattr(person, name, said[name])
    return Referral(
        id=uuid.uuid4(),
        reference="FB-K7M2-Q9X8",
        person=person,
        source=Source.CLINICIAN,
        referrer_name="Dr Priya Shah",
        referrer_organisation=PRACTICE["name"],
        referrer_contact="priya@footbridge.example",
        referrer=User(id=uuid.uuid4(), name="Dr Priya Shah", email="priya@footbridge.example"),
        practice=Organisation(id=uuid.uuid4(), **PRACTICE),
        service=Organisation(id=uuid.uuid4(), **SERVICE),
        status=status,
        closure=closure,
        submitted_at=SENT,
        status_changed_at=SENT,
        main_reason=said["main_reason"],
        reasons=[reason.value for reason in said["reasons"]],
        need=said["need"],
        own_words=said["own_words"],
        reason_for_social_prescribing=said["reason_for_social_prescribing"],
        priority=said["priority"],
        tell_gp_reason=said["tell_gp_reason"],
        urgent_signs=[sign.value for sign in said["urgent_signs"]],
        tell_gp=said["tell_gp"],
        risks=[Risk(kind=kind, comment=said["risk_details"]) for kind in said["risks"]],
        agreements=[_agreement(said)],
        events=[Event(step=step) for step in events],
    )


AGREED = (
    *("given_by", "given_by_name", "given_how", "given_on", "who_was_there", "interpreter_used", "decision_reason"),
)


def _agreement(said: dict) -> Agreement:
    given = {name: said[name] for name in AGREED}
    about = {"recipient": SERVICE["name"], "purpose": "Social prescribing", "items": ["referral"], "wording": "2026-11"}
    return Agreement(**given, **about)


# What a person may type: FHIR strings carry no control characters, and blanks around them mean nothing.
LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))


def words(longest: int):
    """Text without spaces at its ends."""
    return st.text(LETTERS | st.just(" "), min_size=1, max_size=longest).map(str.strip).filter(bool)


def _some_of(codes):
    return st.lists(st.sampled_from(codes), unique=True, max_size=3)


@st.composite
def facts(draw) -> dict:
    """The answers of a referral as the form may leave them."""
    reasons = draw(st.lists(st.sampled_from(Reason), unique=True, min_size=1, max_size=4))
    risks = draw(
        st.just([RiskKind.NONE_KNOWN]) | st.lists(st.sampled_from(list(RiskKind)[1:]), unique=True, min_size=1)
    )
    number = draw(st.none() | st.integers(1, 5000).map(demonstration_number))
    by = draw(st.sampled_from(GivenBy))
    gp = draw(st.none() | words(70))
    tell_gp = draw(st.booleans())
    return {
        "first_name": draw(words(35)),
        "family_name": draw(words(35)),
        "preferred_name": draw(st.none() | words(70)),
        "date_of_birth": draw(st.dates(dt.date(1910, 1, 1), dt.date(2008, 1, 1))),
        "nhs_number": number,
        "no_nhs_number": None if number else draw(st.sampled_from(NoNhsNumber)),
        "telephone": draw(st.sampled_from([None, "+447700900123"])),
        "other_contact": draw(st.none() | words(200)),
        "email": draw(st.sampled_from([None, "ann@footbridge.example"])),
        "postcode": draw(st.sampled_from(["PO1 2DY", "ZZ99 3VZ"])),
        "may_leave_message": draw(st.booleans()),
        "may_text": draw(st.booleans()),
        "safe_contact": draw(st.none() | words(200)),
        "access_needs": draw(_some_of(list(AccessNeed))),
        "access_details": draw(st.none() | words(200)),
        "language": draw(st.sampled_from([None, "Polski", "British Sign Language", "ਪੰਜਾਬੀ"])),
        "needs_interpreter": draw(st.booleans()),
        "reasons": reasons,
        "main_reason": reasons[0],
        "need": draw(words(500)),
        "risks": risks,
        "risk_details": draw(st.none() | words(500)),
        "urgent_signs": draw(_some_of(list(UrgentSign))),
        "given_by": by,
        "given_by_name": draw(st.none() | words(70)),
        "given_how": draw(st.sampled_from(GivenHow)),
        "given_on": draw(st.dates(dt.date(2020, 1, 1), dt.date(2026, 11, 2))),
        "tell_gp": tell_gp,
        "tell_gp_reason": None if tell_gp else draw(st.none() | words(70)),
        "gender": draw(st.sampled_from(Gender)),
        "ethnicity": draw(st.sampled_from(Ethnicity)),
        "address": draw(st.sampled_from(["", "2 Example Street", "Flat 1\n2 Example Street\nSouthsea"])),
        "gp_practice_name": gp,
        "gp_practice_code": "J82999" if gp and draw(st.booleans()) else None,
        "no_gp_practice": None if gp else draw(st.sampled_from(NoGpPractice)),
        "contact_when": draw(st.none() | words(70)),
        "preferred_way": draw(st.none() | st.sampled_from(ContactWay)),
        "voicemail_words": draw(st.none() | words(70)),
        "never_by": draw(_some_of(list(ContactWay))),
        "carer_name": (carer := draw(st.just("") | words(70))),
        "carer_relationship": draw(words(70)) if carer else None,
        "carer_telephone": "+447700900124" if carer and draw(st.booleans()) else None,
        "contact_carer": draw(st.booleans()),
        "is_carer": draw(st.booleans()),
        "access_review_on": draw(st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1))),
        "written_language": draw(st.none() | words(60)),
        "interpreter_gender": draw(st.none() | st.sampled_from(InterpreterGender)),
        "not_interpreting": draw(st.none() | words(70)),
        "priority": draw(st.sampled_from(Priority)),
        "own_words": draw(st.none() | words(500)),
        "reason_for_social_prescribing": draw(st.none() | words(500)),
        "safeguarding": Concern.NOT_KNOWN,
        "safeguarding_details": None,
        "who_was_there": draw(st.none() | words(70)),
        "interpreter_used": draw(st.none() | st.sampled_from(InterpreterUsed)),
        "decision_reason": draw(st.none() | words(70)),
    }
