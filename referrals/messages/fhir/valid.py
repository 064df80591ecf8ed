"""Whether something is FHIR R4, as the library `fhir.resources` knows it, with what we hold beside."""

from collections.abc import Iterator
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from referrals.messages.fhir.problems import NotReadable, Problem

# What a referral is made of here. Anything else is refused: what nobody reads would be lost without a word.
READ = frozenset(
    {"Bundle", "Consent", "Flag", "HealthcareService", "MessageHeader", "Organization", "Patient", "Practitioner"}
    | {"PractitionerRole", "Provenance", "ServiceRequest", "Task"}
)
MOST_PROBLEMS = 20
# Elements that change the meaning of what stands beside them: who does not know them must not read on (FHIR R4, 2.4).
CHANGES_MEANING = ("modifierExtension", "implicitRules")


def check(document: Any) -> None:
    """Raise NotReadable, with every problem, unless `document` is good FHIR R4 of which everything is read here."""
    problems = list(_unknown(document, "")) or list(_changed(document, ""))
    if problems:
        raise NotReadable(problems[:MOST_PROBLEMS], 400)
    kind = document["resourceType"]
    try:
        get_fhir_model_class(kind).model_validate(document)
    except ValidationError as wrong:
        found = dict.fromkeys(_problem(kind, error) for error in wrong.errors(include_url=False, include_input=False))
        raise NotReadable(list(found)[:MOST_PROBLEMS], 400) from None


def _unknown(resource: Any, place: str) -> Iterator[Problem]:
    """Resources of kinds that we do not read, which the library would fail on."""
    kind = resource.get("resourceType") if isinstance(resource, dict) else None
    if not isinstance(kind, str) or kind not in READ:
        said = f"“{kind[:40]}” is not read here" if isinstance(kind, str) else "This is no FHIR resource"
        yield Problem(place or "Resource", f"{said}: send {', '.join(sorted(READ))}", "not-supported")
        return
    here = place or kind
    for number, one in enumerate(_list(resource, "contained")):
        yield from _unknown(one, f"{here}.contained[{number}]")
    for number, entry in enumerate(_list(resource, "entry")):
        inside = entry.get("resource") if isinstance(entry, dict) else None
        yield from _unknown(inside, f"{here}.entry[{number}].resource")


def _list(resource: dict, name: str) -> list:
    found = resource.get(name)
    return found if isinstance(found, list) else []


def _changed(element: Any, place: str) -> Iterator[Problem]:
    if isinstance(element, dict):
        place = place or element.get("resourceType", "")
        for name, inside in element.items():
            if name in CHANGES_MEANING:
                yield Problem(
                    f"{place}.{name}", "This may change what the message means and is not known here", "extension"
                )
            yield from _changed(inside, f"{place}.{name}")
    elif isinstance(element, list):
        for number, inside in enumerate(element):
            yield from _changed(inside, f"{place}[{number}]")


def _problem(kind: str, error: dict) -> Problem:
    """One of the library's errors, its place as FHIRPath writes it and without what was sent."""
    place = kind
    for part in error["loc"]:
        place += f"[{part}]" if isinstance(part, int) else f".{part}"
    words = error["msg"].removeprefix("Value error, ")
    return Problem(place, f"Not valid FHIR R4: {words}", "required" if "missing" in error["type"] else "structure")
