"""What somebody wrote on the public form, as if it had been typed into the clinician's form."""

from core.identifiers import postcode, telephone
from referrals.public.models import Enquiry
from referrals.public.words import Proof
from referrals.words import GivenHow, NoNhsNumber, Source

Pair = tuple[str, str]
# The names of the clinician's questions that say what somebody asked for, in whose words.
OWN_WORDS, NEED = "own_words", "need"


def posted(enquiry: Enquiry) -> list[Pair]:
    """Pairs of a question's name and what is posted for it; what was not said is left to be asked."""
    found = [*_person(enquiry), *_contact(enquiry), *_needs(enquiry), *_agreement(enquiry)]
    return [(name, value) for name, value in found if value]


def _person(enquiry: Enquiry) -> list[Pair]:
    born, homeless = enquiry.date_of_birth, enquiry.postcode == postcode.NO_FIXED_ABODE
    return [
        ("service_id", str(enquiry.service_id)),
        ("first_name", enquiry.first_name),
        ("family_name", enquiry.family_name),
        *((f"date_of_birth-{part}", str(getattr(born, part))) for part in ("day", "month", "year")),
        ("no_nhs_number", NoNhsNumber.NOT_KNOWN.value),
        ("no_fixed_abode", "y") if homeless else ("postcode", enquiry.postcode),
        *(("urgent_signs", sign) for sign in enquiry.urgent_signs or ["none"]),
        ("stopped_for", " ".join(enquiry.urgent_signs)),
    ]


def _contact(enquiry: Enquiry) -> list[Pair]:
    own_address = enquiry.source is Source.SELF and enquiry.proof is Proof.EMAIL
    return [
        ("telephone", telephone.spoken(enquiry.telephone) if enquiry.telephone else ""),
        ("email", enquiry.asker_email or "" if own_address else ""),
        ("may_leave_message", "y" if enquiry.may_leave_message else ""),
        ("may_text", "y" if enquiry.may_text else ""),
        ("safe_contact", enquiry.safe_contact or ""),
    ]


def _needs(enquiry: Enquiry) -> list[Pair]:
    own = enquiry.source is Source.SELF
    return [
        (OWN_WORDS if own else NEED, enquiry.need),
        *(("access_needs", need) for need in enquiry.access_needs),
        ("access_details", enquiry.access_details or ""),
        ("language", enquiry.language or ""),
        ("needs_interpreter", "y" if enquiry.needs_interpreter else ""),
    ]


def _agreement(enquiry: Enquiry) -> list[Pair]:
    """Only somebody who asks for themselves has agreed in writing: of others the link worker asks how."""
    if enquiry.source is not Source.SELF:
        return []
    day = enquiry.created_at.date()
    dated = [(f"given_on-{part}", str(getattr(day, part))) for part in ("day", "month", "year")]
    return [("agreed", "otherwise"), ("given_by", "person"), ("given_how", GivenHow.WRITTEN.value), *dated]
