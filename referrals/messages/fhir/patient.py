"""The person as a UK Core Patient: identity, how they are reached, and what must not be done when reaching them."""

import datetime as dt

from referrals.messages.fhir import systems
from referrals.messages.fhir.elements import (
    codes,
    coding,
    concept,
    extension,
    extensions,
    filled,
    text_of,
    value,
    words_of,
)
from referrals.messages.fhir.problems import NotReadable, of_field
from referrals.words import AccessNeed, NoNhsNumber

# Whoever types a number has not asked the national index: "present but not traced", never "verified".
NOT_TRACED = concept(coding(systems.NHS_NUMBER_STATUS, "02", "Number present but not traced"))
# The written formats of UK Core that are access needs of ours.
FORMATS = {"11": AccessNeed.LARGE_PRINT, "12": AccessNeed.BRAILLE}
FORMAT_OF = {need: code for code, need in FORMATS.items()}
ENGLISH = frozenset({"en", "en-gb", "english"})
NO_LONGER = frozenset({"old", "temp"})


def to_patient(person) -> dict:
    """The Patient of a referral's person. Sex at birth is not held here, and so cannot be in it."""
    return filled(
        resourceType="Patient",
        id=str(person.id),
        meta=systems.profile("Patient"),
        extension=[*_formats(person), *_safe_contact(person), *_interpreter(person), *_no_number(person)],
        identifier=_identifier(person),
        name=_names(person),
        telecom=_telecom(person),
        birthDate=person.date_of_birth.isoformat(),
        address=[{"use": "home", "postalCode": person.postcode}],
        communication=person.language and [{"language": concept(text=person.language), "preferred": True}],
    )


def _identifier(person) -> list[dict]:
    status = extension(systems.NHS_NUMBER_STATUS_EXTENSION, valueCodeableConcept=NOT_TRACED)
    number = {"extension": [status], "system": systems.NHS_NUMBER, "value": person.nhs_number}
    return [number] if person.nhs_number else []


def _no_number(person) -> list[dict]:
    why = person.no_nhs_number
    return [extension(systems.NO_NHS_NUMBER, valueCode=why.value)] if why else []


def _names(person) -> list[dict]:
    official = {"use": "official", "family": person.family_name, "given": [person.first_name]}
    return [official, *([{"use": "usual", "text": person.preferred_name}] if person.preferred_name else [])]


def _telecom(person) -> list[dict]:
    ways = (("phone", person.telephone), ("email", person.email), ("other", person.other_contact))
    return [{"system": system, "value": number} for system, number in ways if number]


def _safe_contact(person) -> list[dict]:
    said = [
        extension("mayLeaveMessage", valueBoolean=person.may_leave_message),
        extension("mayText", valueBoolean=person.may_text),
    ]
    if person.safe_contact:
        said.append(extension("words", valueString=person.safe_contact))
    return [extension(systems.SAFE_CONTACT, extension=said)]


def _interpreter(person) -> list[dict]:
    return [extension(systems.INTERPRETER_REQUIRED, valueBoolean=bool(person.needs_interpreter))]


def _formats(person) -> list[dict]:
    needs = [AccessNeed(code) for code in person.access_needs]
    wanted = [
        extension(
            "PreferredWrittenCommunicationFormat",
            valueCodeableConcept=concept(coding(systems.WRITTEN_FORMAT, FORMAT_OF[need], need.words)),
        )
        for need in needs
        if need in FORMAT_OF
    ]
    return [extension(systems.CONTACT_PREFERENCE, extension=wanted)] if wanted else []


def from_patient(patient: dict) -> dict:
    """What a Patient says of a person, named as `people.operations.add_person` takes it.

    An NHS number that is not there is "not known"; whether a message may be left or a text be sent is "no" unless it
    is said. Raises NotReadable for somebody who has died and for a date of birth that is not a whole date.
    """
    if patient.get("deceasedBoolean") is True or patient.get("deceasedDateTime"):
        raise NotReadable(
            [
                of_field(None, "This person is said to have died, so no referral was made")._replace(
                    place="Patient.deceased"
                )
            ]
        )
    return {
        **_named(patient.get("name") or []),
        "date_of_birth": _born(patient.get("birthDate")),
        **_numbered(patient),
        **_reached(patient.get("telecom") or []),
        "postcode": _lives(patient.get("address") or []),
        **_safely(patient),
        **_spoken(patient),
        "access_needs": _wanted_formats(patient),
    }


def _named(names: list[dict]) -> dict:
    current = [name for name in names if name.get("use") != "old"]
    official = next((name for name in current if name.get("use") == "official"), None)
    official = official or next((name for name in current if name.get("family")), {})
    usual = next((name for name in current if name.get("use") in {"usual", "nickname"} and name is not official), {})
    return {
        "first_name": _given(official),
        "family_name": text_of(official.get("family")),
        "preferred_name": text_of(usual.get("text")) or _given(usual) or None,
    }


def _given(name: dict) -> str:
    return " ".join(filter(None, map(text_of, name.get("given") or [])))


def _born(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise NotReadable([of_field("date_of_birth", "Give the whole date of birth, as YYYY-MM-DD")]) from None


def _numbered(patient: dict) -> dict:
    found = {
        text_of(one.get("value")).replace(" ", "")
        for one in patient.get("identifier") or []
        if one.get("system") == systems.NHS_NUMBER
    } - {""}
    if len(found) > 1:
        raise NotReadable([of_field("nhs_number", "Two NHS numbers are given: leave the one that is this person’s")])
    if found:
        return {"nhs_number": found.pop(), "no_nhs_number": None}
    why = value(patient, systems.NO_NHS_NUMBER, "valueCode")
    return {
        "nhs_number": None,
        "no_nhs_number": NoNhsNumber(why) if why in list(NoNhsNumber) else NoNhsNumber.NOT_KNOWN,
    }


def _reached(telecom: list[dict]) -> dict:
    """The first number and address by rank; every further way is kept in words, so that none is lost."""
    current = sorted(
        (way for way in telecom if way.get("use") != "old" and text_of(way.get("value"))),
        key=lambda way: way.get("rank") or 99,
    )
    of = {
        system: [text_of(way["value"]) for way in current if way.get("system") in kinds]
        for system, kinds in (("phone", {"phone", "sms"}), ("email", {"email"}))
    }
    further = [text_of(way["value"]) for way in current if way.get("system") not in {"phone", "sms", "email"}]
    further += of["phone"][1:] + of["email"][1:]
    return {
        "telephone": next(iter(of["phone"]), None),
        "email": next(iter(of["email"]), None),
        "other_contact": "; ".join(further) or None,
    }


def _lives(addresses: list[dict]) -> str | None:
    current = [one for one in addresses if one.get("use") not in NO_LONGER and text_of(one.get("postalCode"))]
    return text_of(current[0]["postalCode"]) if current else None


def _safely(patient: dict) -> dict:
    said = next(iter(extensions(patient, systems.SAFE_CONTACT)), {})
    return {
        "may_leave_message": value(said, "mayLeaveMessage", "valueBoolean") is True,
        "may_text": value(said, "mayText", "valueBoolean") is True,
        "safe_contact": text_of(value(said, "words", "valueString")) or None,
    }


def _spoken(patient: dict) -> dict:
    ways = sorted(patient.get("communication") or [], key=lambda way: way.get("preferred") is not True)
    spoken = ways[0]["language"] if ways else {}
    named, tags = words_of(spoken), codes(spoken, systems.LANGUAGES)
    english = {named.casefold(), *(tag.casefold() for tag in tags)} & ENGLISH
    return {
        "language": None if english else named or next(iter(tags), None),
        "needs_interpreter": value(patient, systems.INTERPRETER_REQUIRED, "valueBoolean") is True,
    }


def _wanted_formats(patient: dict) -> list[AccessNeed]:
    preferred = [one for said in extensions(patient, systems.CONTACT_PREFERENCE) for one in said.get("extension") or []]
    concepts = [one["valueCodeableConcept"] for one in preferred if "valueCodeableConcept" in one]
    return [FORMATS[code] for code in codes(concepts, systems.WRITTEN_FORMAT) if code in FORMATS]
