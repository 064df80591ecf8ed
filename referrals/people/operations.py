"""What may be done with a person's record: add one."""

import datetime as dt
from collections.abc import Callable, Sequence

from core.db import db
from core.identifiers import NotValid, email_address
from core.identifiers import postcode as postcodes
from core.identifiers import telephone as telephones
from core.refusals import Refused
from referrals.people import identity
from referrals.people.models import Person
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
    telephone: str | None = None,
    other_contact: str | None = None,
    email: str | None = None,
    may_leave_message: bool = False,
    may_text: bool = False,
    safe_contact: str | None = None,
    access_needs: Sequence[AccessNeed] = (),
    access_details: str | None = None,
    language: str | None = None,
    needs_interpreter: bool = False,
) -> Person:
    """A new person, for the referral that is being made: who acts, and the audit entry, are the referral's.

    Identifiers are kept in their normal forms. Raises Refused beside the field that cannot be read.
    """
    person = Person(
        first_name=first_name,
        family_name=family_name,
        preferred_name=preferred_name or None,
        date_of_birth=_read("date_of_birth", identity.born, date_of_birth),
        nhs_number=_read("nhs_number", identity.nhs_number, nhs_number),
        no_nhs_number=no_nhs_number or None,
        telephone=_read("telephone", telephones.parse, telephone),
        other_contact=other_contact or None,
        email=_read("email", email_address.parse, email),
        postcode=_read("postcode", postcodes.parse, postcode),
        may_leave_message=may_leave_message,
        may_text=may_text,
        safe_contact=safe_contact or None,
        access_needs=[AccessNeed(need).value for need in access_needs],
        access_details=access_details or None,
        language=language or None,
        needs_interpreter=needs_interpreter,
    )
    db.session.add(person)
    return person


def _read(field: str, parse: Callable, given):
    """What `parse` makes of what was given, or None where nothing was."""
    try:
        return parse(given) if given else None
    except NotValid as problem:
        raise Refused(str(problem), field=field) from None
