"""The person as a UK Core Patient: identity, how they are reached, and what must not be done when reaching them."""

import datetime as dt
from typing import Any

from referrals.messages.fhir import carried, systems
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
from referrals.messages.fhir.problems import NotReadable, Problem, of_field
from referrals.messages.fhir.who import named_organisation
from referrals.people.words import ContactWay, Ethnicity, Gender, NoGpPractice
from referrals.words import AccessNeed, NoNhsNumber

# Whoever types a number has not asked the national index: "present but not traced", never "verified".
NOT_TRACED = concept(coding(systems.NHS_NUMBER_STATUS, "02", "Number present but not traced"))
# The written formats and ways of contact of UK Core that are answers of ours.
FORMATS = {"11": AccessNeed.LARGE_PRINT, "12": AccessNeed.BRAILLE}
WAYS = {
    "1": ContactWay.LETTER,
    "2": ContactWay.VISIT,
    "3": ContactWay.TELEPHONE,
    "4": ContactWay.EMAIL,
    "9": ContactWay.TEXT,
}
NO_TELEPHONE = "8"
FORMAT_OF = {need: code for code, need in FORMATS.items()}
WAY_OF = {way: code for code, way in WAYS.items()}
# FHIR's administrative gender is coarser than ours, which stands beside it. Sex at birth is not held here at all.
GENDERS = {Gender.MALE: "male", Gender.FEMALE: "female", Gender.NON_BINARY: "other", Gender.OTHER: "other"}
GENDER_OF = {"male": Gender.MALE, "female": Gender.FEMALE, "other": Gender.OTHER}
ENGLISH = frozenset({"en", "en-gb", "english"})
NO_LONGER = frozenset({"old", "temp"})


def to_patient(person) -> dict:
    """The Patient of a referral's person. Sex at birth is not held here, and so cannot be in it."""
    return filled(
        resourceType="Patient",
        id=str(person.id),
        meta=systems.profile("Patient"),
        extension=_extensions(person),
        identifier=_identifier(person),
        name=_names(person),
        telecom=_telecom(person),
        gender=GENDERS.get(person.gender, "unknown"),
        birthDate=person.date_of_birth.isoformat(),
        address=[filled(use="home", line=list(person.address or []), postalCode=person.postcode)],
        contact=_carer(person),
        communication=person.language and [{"language": concept(text=person.language), "preferred": True}],
        generalPractitioner=_practice(person),
    )


def to_identity(person) -> dict:
    """Only who they are, for an answer whose asker knows them: their NHS number, name and date of birth."""
    return filled(
        resourceType="Patient",
        id=str(person.id),
        meta=systems.profile("Patient"),
        identifier=_identifier(person),
        name=_names(person)[:1],
        birthDate=person.date_of_birth.isoformat(),
    )


def _extensions(person) -> list[dict]:
    national = [*_preferences(person), *_ethnicity(person), *_interpreter(person)]
    return [*national, *_safe_contact(person), *carried.written(carried.OF_PERSON, person)]


def _identifier(person) -> list[dict]:
    status = extension(systems.NHS_NUMBER_STATUS_EXTENSION, valueCodeableConcept=NOT_TRACED)
    number = {"extension": [status], "system": systems.NHS_NUMBER, "value": person.nhs_number}
    return [number] if person.nhs_number else []


def _names(person) -> list[dict]:
    official = {"use": "official", "family": person.family_name, "given": [person.first_name]}
    return [official, *([{"use": "usual", "text": person.preferred_name}] if person.preferred_name else [])]


def _telecom(person) -> list[dict]:
    ways = (("phone", person.telephone), ("email", person.email), ("other", person.other_contact))
    return [{"system": system, "value": number} for system, number in ways if number]


def _safe_contact(person) -> list[dict]:
    return [extension(systems.SAFE_CONTACT, extension=carried.written(carried.SAFELY, person))]


def _ethnicity(person) -> list[dict]:
    ethnic = coding(systems.ETHNIC_CATEGORY, person.ethnicity.value, person.ethnicity.words)
    return [extension(systems.ETHNIC_CATEGORY_EXTENSION, valueCodeableConcept=concept(ethnic))]


def _interpreter(person) -> list[dict]:
    return [extension(systems.INTERPRETER_REQUIRED, valueBoolean=bool(person.needs_interpreter))]


def _preferences(person) -> list[dict]:
    """What UK Core can say of contact and formats, so that whoever reads no extension of ours knows it too."""
    ways = [WAY_OF.get(person.preferred_way), NO_TELEPHONE if ContactWay.TELEPHONE in (person.never_by or ()) else None]
    formats = [FORMAT_OF[need] for need in map(AccessNeed, person.access_needs) if need in FORMAT_OF]
    said = [("PreferredContactMethod", systems.CONTACT_METHOD, code) for code in ways if code]
    said += [("PreferredWrittenCommunicationFormat", systems.WRITTEN_FORMAT, code) for code in formats]
    wanted = [
        extension(part, valueCodeableConcept=concept({"system": system, "code": code})) for part, system, code in said
    ]
    return [extension(systems.CONTACT_PREFERENCE, extension=wanted)] if wanted else []


def _carer(person) -> list[dict]:
    if not person.carer_name:
        return []
    number = person.carer_telephone
    who = filled(
        relationship=[concept(text=person.carer_relationship)] if person.carer_relationship else [],
        name={"text": person.carer_name},
        telecom=[{"system": "phone", "value": number}] if number else [],
    )
    return [who]


def _practice(person) -> list[dict]:
    code = person.gp_practice_code
    identifier = {"system": systems.ODS_CODE, "value": code} if code else {}
    return [filled(identifier=identifier, display=person.gp_practice_name)] if person.gp_practice_name else []


def from_patient(patient: dict, follow=lambda reference: reference) -> dict[str, Any]:
    """What a Patient says of a person, named as `people.operations.add_person` takes it.

    What is not said of NHS number, gender, ethnicity and GP practice is "not known"; whether a message may be left or
    a text be sent is "no" unless it is said. `follow` gives what a reference leads to. Raises NotReadable for somebody
    who has died and for a date of birth that is not a whole date.
    """
    if patient.get("deceasedBoolean") is True or patient.get("deceasedDateTime"):
        words = "This person is said to have died, so no referral was made"
        raise NotReadable([Problem("Patient.deceased", words, "business-rule")])
    own = carried.read(carried.OF_PERSON, patient)
    return {
        **own,
        **_named(patient.get("name") or []),
        "date_of_birth": _born(patient.get("birthDate")),
        **_numbered(patient, own["no_nhs_number"]),
        "gender": own["gender"] or GENDER_OF.get(patient.get("gender"), Gender.NOT_KNOWN),
        "ethnicity": _ethnic(patient),
        **_registered([follow(one) for one in patient.get("generalPractitioner") or []], own["no_gp_practice"]),
        **_reached(patient.get("telecom") or []),
        **_lives(patient.get("address") or []),
        **_cared_for(patient.get("contact") or []),
        **_safely(patient),
        **_spoken(patient),
        "access_needs": [FORMATS[code] for code in _preferred(patient, systems.WRITTEN_FORMAT) if code in FORMATS],
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


def _numbered(patient: dict, why_none: NoNhsNumber | None) -> dict:
    found = {
        text_of(one.get("value")).replace(" ", "")
        for one in patient.get("identifier") or []
        if one.get("system") == systems.NHS_NUMBER
    } - {""}
    if len(found) > 1:
        raise NotReadable([of_field("nhs_number", "Two NHS numbers are given: leave the one that is this person’s")])
    number = next(iter(found), None)
    return {"nhs_number": number, "no_nhs_number": None if number else why_none or NoNhsNumber.NOT_KNOWN}


def _ethnic(patient: dict) -> Ethnicity:
    concepts = [one.get("valueCodeableConcept") or {} for one in extensions(patient, systems.ETHNIC_CATEGORY_EXTENSION)]
    known = [code for code in codes(concepts, systems.ETHNIC_CATEGORY) if code in list(Ethnicity)]
    return Ethnicity(known[0]) if known else Ethnicity.NOT_KNOWN


def _registered(practices: list[dict], why_none: NoGpPractice | None) -> dict:
    named = [one for one in map(named_organisation, practices) if one["name"] or one["ods_code"]]
    if not named:
        return {
            "gp_practice_name": None,
            "gp_practice_code": None,
            "no_gp_practice": why_none or NoGpPractice.NOT_KNOWN,
        }
    name, code = named[0]["name"] or named[0]["ods_code"], named[0]["ods_code"] or None
    return {"gp_practice_name": name, "gp_practice_code": code, "no_gp_practice": None}


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


def _lives(addresses: list[dict]) -> dict:
    """Where they live; ZZ99 3VZ is the postcode of no fixed abode."""
    current = [one for one in addresses if one.get("use") not in NO_LONGER and text_of(one.get("postalCode"))]
    home = current[0] if current else {}
    postcode = text_of(home.get("postalCode"))
    parts = [*(home.get("line") or []), home.get("city"), home.get("district")]
    lines = list(dict.fromkeys(filter(None, map(text_of, parts))))
    return {"postcode": postcode or None, "address": "\n".join(lines)}


def _cared_for(contacts: list[dict]) -> dict:
    """The first whom the Patient names as a contact."""
    first = contacts[0] if contacts else {}
    name = first.get("name") or {}
    numbers = [text_of(way.get("value")) for way in first.get("telecom") or [] if way.get("system") == "phone"]
    return {
        "carer_name": text_of(name.get("text")) or " ".join(filter(None, [_given(name), text_of(name.get("family"))])),
        "carer_relationship": next(filter(None, map(words_of, first.get("relationship") or [])), None),
        "carer_telephone": next(filter(None, numbers), None),
    }


def _safely(patient: dict) -> dict:
    said = carried.read(carried.SAFELY, next(iter(extensions(patient, systems.SAFE_CONTACT)), {}))
    methods = _preferred(patient, systems.CONTACT_METHOD)
    never = [*said["never_by"], *([ContactWay.TELEPHONE] if NO_TELEPHONE in methods else [])]
    preferred = said["preferred_way"] or next((WAYS[code] for code in methods if code in WAYS), None)
    return said | {"never_by": list(dict.fromkeys(never)), "preferred_way": preferred}


def _preferred(patient: dict, system: str) -> list[str]:
    """The codes of UK Core's contact preferences that are of `system`."""
    preferred = [one for said in extensions(patient, systems.CONTACT_PREFERENCE) for one in said.get("extension") or []]
    return codes([one["valueCodeableConcept"] for one in preferred if "valueCodeableConcept" in one], system)


def _spoken(patient: dict) -> dict:
    ways = sorted(patient.get("communication") or [], key=lambda way: way.get("preferred") is not True)
    spoken = ways[0]["language"] if ways else {}
    named, tags = words_of(spoken), codes(spoken, systems.LANGUAGES)
    english = {named.casefold(), *(tag.casefold() for tag in tags)} & ENGLISH
    return {
        "language": None if english else named or next(iter(tags), None),
        "needs_interpreter": value(patient, systems.INTERPRETER_REQUIRED, "valueBoolean") is True,
    }
