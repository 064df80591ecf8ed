"""Warnings that go with a referral, as Flags: risks, access needs and how contact may be made safely."""

import uuid
from collections.abc import Iterator
from typing import Any

from referrals.intake.safeguarding.words import Concern
from referrals.messages.fhir import systems
from referrals.messages.fhir.elements import (
    codes,
    coding,
    concept,
    extension,
    filled,
    reference,
    text_of,
    value,
    words_of,
)
from referrals.words import AccessNeed, RiskKind

RISK = concept(coding(systems.OWN_CATEGORY, "risk", "Risk"))
SAFE_CONTACT = concept(coding(systems.OWN_CATEGORY, "safe-contact", "Safe contact"))
ADJUSTMENT = concept(coding(systems.FLAG_CATEGORY, "RA", "Reasonable Adjustment"))
SAFEGUARDING = "SG"
NEEDS_ADJUSTMENT = coding(systems.SNOMED, *systems.REASONABLE_ADJUSTMENT)
# Somebody else's codes of a risk, and which of ours each is.
SNOMED_RISKS = {
    "401206008": RiskKind.SELF_HARM,
    "707087005": RiskKind.FROM_OTHERS,
    "761571000000106": RiskKind.FROM_OTHERS,
}
NO_RISKS = "no known risks"


def to_flags(referral) -> list[dict]:
    """Every risk, every access need, and a warning in words for whoever reads no extension of ours."""
    return [_flag(referral, number, **said) for number, said in enumerate(_said(referral))]


def _flag(referral, number: int, **elements) -> dict:
    return filled(
        resourceType="Flag",
        id=str(uuid.uuid5(referral.id, f"flag {number}")),
        status="active",
        subject=reference(referral.person.id),
        period={"start": referral.submitted_at.date().isoformat()},
        **elements,
    )


def _said(referral) -> Iterator[dict[str, Any]]:
    yield from map(_risk, referral.risks)
    for code in referral.person.access_needs:
        need = AccessNeed(code)
        yield {"category": [ADJUSTMENT], "code": concept(coding(systems.OWN_ACCESS_NEED, need.value, need.words))}
    if details := referral.person.access_details:
        yield {"category": [ADJUSTMENT], "code": concept(NEEDS_ADJUSTMENT, text=details)}
    if warnings := referral.person.contact_warnings:
        yield {"category": [SAFE_CONTACT], "code": concept(text="\n".join(warnings))}


def _risk(risk) -> dict[str, Any]:
    """The comment stands in the text too, for whoever reads no extension of ours."""
    text = f"{risk.kind.words}: {risk.comment}" if risk.comment else risk.kind.words
    comment = [extension(systems.COMMENT, valueString=risk.comment)] if risk.comment else []
    code = concept(coding(systems.OWN_RISK, risk.kind.value, risk.kind.words), text=text)
    return {"category": [RISK], "code": code, "extension": comment}


def from_flags(flags: list[dict], notes: list[dict]) -> dict:
    """Risks and access needs of a message, named as `make_referral` takes them.

    That no risks are known may also be said by a note that begins so; where nothing is said there is no risk in the
    answer, which is then refused: silence is not "none".
    """
    active = [flag for flag in flags if flag.get("status") == "active"]
    risks, details = _risks([flag for flag in active if _is_risk(flag)])
    if not risks and any(text_of(note.get("text")).casefold().startswith(NO_RISKS) for note in notes):
        risks = [RiskKind.NONE_KNOWN]
    adjustments = [flag["code"] for flag in active if "RA" in codes(flag.get("category"), systems.FLAG_CATEGORY)]
    return {"risks": risks, "risk_details": details, **_needs(adjustments), **_concern(active)}


def _is_risk(flag: dict) -> bool:
    coded = "risk" in codes(flag.get("category"), systems.OWN_CATEGORY) or codes(flag["code"], systems.OWN_RISK)
    return bool(coded) or any(code in SNOMED_RISKS for code in codes(flag["code"], systems.SNOMED))


def _risks(flags: list[dict]) -> tuple[list[RiskKind], str | None]:
    """Their kinds, each once, and everything that was said of them."""
    kinds = list(dict.fromkeys(_kind(flag["code"]) for flag in flags))
    return kinds, "\n".join(dict.fromkeys(filter(None, map(_comment, flags)))) or None


def _kind(code: dict) -> RiskKind:
    own = [RiskKind(one) for one in codes(code, systems.OWN_RISK) if one in list(RiskKind)]
    others = [SNOMED_RISKS[one] for one in codes(code, systems.SNOMED) if one in SNOMED_RISKS]
    return next(iter([*own, *others]), RiskKind.OTHER)


def _comment(flag: dict) -> str:
    """What was said of a risk beyond its kind."""
    kind = _kind(flag["code"])
    said = value(flag, systems.COMMENT, "valueString")
    words = words_of(flag["code"])
    return text_of(said) if said is not None else ("" if words in {kind.words, NO_RISKS} else words)


def _needs(adjustments: list[dict]) -> dict:
    own = [one for code in adjustments for one in codes(code, systems.OWN_ACCESS_NEED)]
    other = [words_of(code) for code in adjustments if not codes(code, systems.OWN_ACCESS_NEED)]
    return {
        "access_needs": [AccessNeed(code) for code in dict.fromkeys(own) if code in list(AccessNeed)],
        "access_details": "\n".join(dict.fromkeys(other)) or None,
    }


def _concern(flags: list[dict]) -> dict:
    """Whether there is a safeguarding concern, which only those will read whom it concerns."""
    told = [words_of(flag["code"]) or "Safeguarding" for flag in safeguarding(flags)]
    if told:
        return {"safeguarding": Concern.YES, "safeguarding_details": "\n".join(dict.fromkeys(told))}
    none = any(systems.NO_SAFEGUARDING_ISSUES in codes(flag["code"], systems.SNOMED) for flag in flags)
    return {"safeguarding": Concern.NO if none else Concern.NOT_KNOWN, "safeguarding_details": None}


def safeguarding(flags: list[dict]) -> list[dict]:
    """The Flags of a message that tell of a safeguarding matter."""
    return [
        flag
        for flag in flags
        if flag.get("status") == "active"
        and SAFEGUARDING in codes(flag.get("category"), systems.FLAG_CATEGORY)
        and systems.NO_SAFEGUARDING_ISSUES not in codes(flag["code"], systems.SNOMED)
    ]
