"""What a message asks: the answers of a referral, from a Bundle or a ServiceRequest with what it contains."""

from dataclasses import dataclass, field
from typing import Any

from referrals.messages.fhir import systems, valid
from referrals.messages.fhir.agreement import from_consents
from referrals.messages.fhir.elements import text_of, value
from referrals.messages.fhir.flags import from_flags, safeguarding
from referrals.messages.fhir.patient import from_patient
from referrals.messages.fhir.problems import NotReadable, Problem, of_field
from referrals.messages.fhir.request import from_request
from referrals.messages.fhir.who import named_organisation
from referrals.words import UrgentSign

BUNDLES = frozenset({"collection", "message", "transaction", "batch"})
INTENTS = frozenset({"order", "original-order", "proposal", "plan"})
TELEPHONE = (
    "Nobody reads this before the next working day. Use the telephone: 999 for danger to life, otherwise the person’s "
    "GP, NHS 111 (option 2 for a mental health crisis) or the safeguarding team."
)
SOON = (
    "If it is to be soon and is no emergency, send priority urgent with "
    f"ServiceRequest.extension {systems.NO_EMERGENCY} as true."
)
BESIDE = (
    f"If that has been done and this is sent beside it, say so: ServiceRequest.extension {systems.URGENT_SIGN} "
    f"with one of {', '.join(UrgentSign)}."
)


@dataclass(frozen=True)
class Asked:
    """A message as it was understood.

    `facts` are named as `make_referral` takes them, without the service; `service` and `practice` are how the message
    names them; `identifiers` are its own, as (system, value).
    """

    facts: dict[str, Any]
    identifiers: list[tuple[str, str]]
    service: dict[str, str]
    practice: dict[str, str]


@dataclass
class Opened:
    """The resources of a message, each under every name that a reference may call it by."""

    resources: list[dict] = field(default_factory=list)
    named: dict[str, dict] = field(default_factory=dict)

    def add(self, resource: dict, *names: str) -> None:
        self.resources.append(resource)
        if resource.get("id"):
            names = (*names, f"{resource['resourceType']}/{resource['id']}", f"#{resource['id']}")
        self.named |= dict.fromkeys(filter(None, names), resource)
        for one in resource.get("contained") or []:
            self.add(one)

    def of(self, kind: str) -> list[dict]:
        """Every resource of this type."""
        return [one for one in self.resources if one["resourceType"] == kind]

    def follow(self, reference: dict | None) -> dict:
        """What a reference leads to; itself where it names by identifier or display what is not in the message."""
        reference = reference or {}
        return self.named.get(reference.get("reference", ""), reference)


def read(document: Any) -> Asked:
    """Understand a message. Raises NotReadable with everything that is to be mended, each with its place."""
    valid.check(document)
    opened = _opened(document)
    request, patient = _only(opened, "ServiceRequest"), _only(opened, "Patient")
    _hold(opened, request, patient)

    def is_patient(who: dict) -> bool:
        return opened.follow(who) is patient

    warned = from_flags(opened.of("Flag"), request.get("note") or [])
    facts = from_request(request, is_patient) | _joined(from_patient(patient, opened.follow), warned)
    facts |= from_consents(opened.of("Consent"), is_patient)
    _stop_if_urgent(opened, request, facts["urgent_signs"])
    return Asked(
        facts=facts,
        identifiers=_identifiers(request),
        service=_service(opened, request),
        practice=_practice(opened, request),
    )


def _opened(document: dict) -> Opened:
    opened = Opened()
    if document["resourceType"] == "ServiceRequest":
        opened.add(document)
        return opened
    if document["resourceType"] != "Bundle" or document.get("type") not in BUNDLES:
        words = f"Send a ServiceRequest, or a Bundle of type {', '.join(sorted(BUNDLES))}"
        raise NotReadable([Problem("Bundle.type", words, "not-supported")])
    for entry in document.get("entry") or []:
        opened.add(entry["resource"], entry.get("fullUrl", ""))
    return opened


def _only(opened: Opened, kind: str) -> dict:
    found = opened.of(kind)
    if len(found) != 1:
        words = f"Send exactly one {kind}: there {'is none' if not found else f'are {len(found)}'}"
        raise NotReadable([Problem(kind, words, "required" if not found else "structure")])
    return found[0]


def _joined(person: dict, warned: dict) -> dict:
    """Access needs may be said of the person and by flags."""
    needs = list(dict.fromkeys([*warned["access_needs"], *person["access_needs"]]))
    return person | warned | {"access_needs": needs}


def _hold(opened: Opened, request: dict, patient: dict) -> None:
    """What must be so for the message to be a new request at all."""
    wrong = [Problem(place, words, "value") for place, words, holds in _rules(opened, request, patient) if not holds]
    if wrong:
        raise NotReadable(wrong)


def _rules(opened: Opened, request: dict, patient: dict):
    status = "A new request has the status active. To change or end one, use its page or the telephone"
    yield "ServiceRequest.status", status, request.get("status") == "active"
    yield "ServiceRequest.intent", f"Must be one of {', '.join(sorted(INTENTS))}", request.get("intent") in INTENTS
    yield "ServiceRequest.doNotPerform", "This asks that something be not done", request.get("doNotPerform") is not True
    yield (
        "ServiceRequest.subject",
        "Must lead to the Patient in this message",
        opened.follow(request.get("subject")) is patient,
    )
    for number, task in enumerate(opened.of("Task")):
        place = f"Task[{number}]"
        yield f"{place}.status", "The Task of a new request has the status requested", task.get("status") == "requested"
        yield f"{place}.intent", "Must be order", task.get("intent") == "order"


def _stop_if_urgent(opened: Opened, request: dict, dealt_with: list[UrgentSign]) -> None:
    """Refuse what says that it cannot wait, unless the message says that this has been dealt with."""
    if dealt_with:
        return
    wrong = []
    soon = request.get("priority") == "urgent" and value(request, systems.NO_EMERGENCY, "valueBoolean") is True
    if request.get("priority") in {"urgent", "asap", "stat"} and not soon:
        words = f"This is marked {request['priority']}, and was not taken. {TELEPHONE} {SOON} {BESIDE}"
        wrong.append(of_field("urgent_signs", words))
    if safeguarding(opened.of("Flag")):
        wrong.append(
            Problem("Flag.category", f"A safeguarding matter was not taken. {TELEPHONE} {BESIDE}", "business-rule")
        )
    if wrong:
        raise NotReadable(wrong)


def _identifiers(request: dict) -> list[tuple[str, str]]:
    found = [(text_of(one.get("system")), text_of(one.get("value"))) for one in request.get("identifier") or []]
    return [(system, value) for system, value in found if system and value]


def _service(opened: Opened, request: dict) -> dict[str, str]:
    performers = [opened.follow(one) for one in request.get("performer") or []]
    return named_organisation(performers[0]) if performers else named_organisation({})


def _practice(opened: Opened, request: dict) -> dict[str, str]:
    """The organisation of whoever asks, whether they are named as a role or as the organisation itself."""
    requester = opened.follow(request.get("requester"))
    return named_organisation(
        opened.follow(requester.get("organization")) if "organization" in requester else requester
    )
