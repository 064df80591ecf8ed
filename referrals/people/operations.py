"""What may be done with a person's record: add one."""

import datetime as dt
from collections.abc import Sequence

from core import clock
from core.db import db
from core.identifiers import NotValid
from core.refusals import Refused
from referrals.people.models import REVIEW_AFTER, Person
from referrals.people.reading import READERS
from referrals.people.words import ContactWay, Ethnicity, Gender, InterpreterGender, NoGpPractice
from referrals.words import AccessNeed, NoNhsNumber


def add_person(
    *,
    first_name: str,
    family_name: str,
    date_of_birth: dt.date,
    postcode: str,
    preferred_name: str | None = None,
    nhs_number: str | None = None,
    no_nhs_number: NoNhsNumber | None = None,
    gender: Gender = Gender.NOT_KNOWN,
    ethnicity: Ethnicity = Ethnicity.NOT_KNOWN,
    address: str = "",
    gp_practice_name: str | None = None,
    gp_practice_code: str | None = None,
    no_gp_practice: NoGpPractice | None = None,
    telephone: str | None = None,
    other_contact: str | None = None,
    email: str | None = None,
    may_leave_message: bool = False,
    may_text: bool = False,
    safe_contact: str | None = None,
    contact_when: str | None = None,
    preferred_way: ContactWay | None = None,
    voicemail_words: str | None = None,
    never_by: Sequence[ContactWay] = (),
    carer_name: str | None = None,
    carer_relationship: str | None = None,
    carer_telephone: str | None = None,
    contact_carer: bool = False,
    is_carer: bool = False,
    access_needs: Sequence[AccessNeed] = (),
    access_details: str | None = None,
    access_review_on: dt.date | None = None,
    language: str | None = None,
    written_language: str | None = None,
    needs_interpreter: bool = False,
    interpreter_gender: InterpreterGender | None = None,
    not_interpreting: str | None = None,
) -> Person:
    """A new person, for the referral that is being made: who acts, and the audit entry, are the referral's.

    Identifiers are kept in their normal forms; `address` is typed text, a line each. What is not said of gender,
    ethnicity and GP practice is not known. Access needs are asked about again after a year, unless `access_review_on`
    says when. Raises Refused beside the field that cannot be read.
    """
    if not gp_practice_name:
        gp_practice_code, no_gp_practice = None, no_gp_practice or NoGpPractice.NOT_KNOWN
    person = Person(
        first_name=first_name,
        family_name=family_name,
        preferred_name=preferred_name or None,
        date_of_birth=_read("date_of_birth", date_of_birth),
        nhs_number=_read("nhs_number", nhs_number),
        no_nhs_number=no_nhs_number or None,
        gender=Gender(gender),
        ethnicity=Ethnicity(ethnicity),
        address=_read("address", address) or [],
        gp_practice_name=gp_practice_name or None,
        gp_practice_code=_read("gp_practice_code", gp_practice_code),
        no_gp_practice=no_gp_practice or None,
        telephone=_read("telephone", telephone),
        other_contact=other_contact or None,
        email=_read("email", email),
        postcode=_read("postcode", postcode),
        may_leave_message=may_leave_message,
        may_text=may_text,
        safe_contact=safe_contact or None,
        contact_when=contact_when or None,
        preferred_way=preferred_way or None,
        voicemail_words=voicemail_words or None,
        never_by=[ContactWay(way).value for way in never_by],
        carer_name=carer_name or None,
        carer_relationship=carer_relationship or None,
        carer_telephone=_read("carer_telephone", carer_telephone),
        contact_carer=contact_carer,
        is_carer=is_carer,
        access_needs=[AccessNeed(need).value for need in access_needs],
        access_details=access_details or None,
        access_review_on=access_review_on or _review(access_needs, access_details),
        language=language or None,
        written_language=written_language or None,
        needs_interpreter=needs_interpreter,
        interpreter_gender=interpreter_gender or None,
        not_interpreting=not_interpreting or None,
    )
    db.session.add(person)
    return person


def _review(*said) -> dt.date | None:
    """When access needs are to be asked about again; None where there are none."""
    return clock.today() + REVIEW_AFTER if any(said) else None


def _read(field: str, given):
    """What was given in the form in which it is kept, or None where nothing was."""
    try:
        return READERS[field](given) if given else None
    except NotValid as problem:
        raise Refused(str(problem), field=field) from None
