"""What may be done with a message: take it in as a referral, once."""

import hashlib
import hmac
from collections.abc import Sequence

from core import audit, clock
from core.constraints import explain
from core.db import db, hold
from core.refusals import Refused
from core.settings import setting
from referrals.intake import doors
from referrals.intake import operations as intake
from referrals.intake import queries as services
from referrals.intake.models import Referral
from referrals.messages import answers, queries
from referrals.messages.fhir.problems import NotReadable, Problem, of_field
from referrals.messages.fhir.reading import Asked
from referrals.messages.keys.models import ApiKey
from referrals.messages.models import ReceivedMessage

explain(
    "uq_received_message_organisation_id_system_identifier",
    "This message was sent twice at the same moment, and one of the two was taken. Send it again to see the referral.",
)
LONGEST_IDENTIFIER = 500


def receive(actor, key: ApiKey, asked: Asked) -> tuple[Referral, bool]:
    """The referral that a message asks for, and whether it is new: sent again unchanged, it is the one made before.

    Whoever the key acts for is the referrer. Raises NotReadable with all that is to be mended: status 403 for another
    practice's message, 409 where another message had this identifier.
    """
    system, identifier = _identifier(asked)
    _own(actor, key, asked)
    hold(key)  # the same message twice at once: the second waits here, and then finds what the first has made
    fingerprint = _fingerprint(asked)
    if before := queries.came_before(actor, system, identifier):
        return _same(before, fingerprint), False
    facts = answers.tidied(asked.facts)
    wrong = [*answers.problems(facts, today=clock.today())]
    service, unclear = _service(actor, asked)
    closed = _closed(actor, service, facts) if service else []
    if found := [*wrong, *unclear, *(one for one in closed if one.place not in {problem.place for problem in wrong})]:
        raise NotReadable(found)
    referral = _made(actor, service_id=service.id, **facts)
    message = ReceivedMessage(
        organisation_id=actor.organisation_id,
        key_id=key.id,
        referral_id=referral.id,
        system=system,
        identifier=identifier,
        fingerprint=fingerprint,
    )
    db.session.add(message)
    db.session.flush()
    audit.record(actor, "message.receive", message, referral=str(referral.id), key=str(key.id))
    return referral, True


def _identifier(asked: Asked) -> tuple[str, str]:
    """The identifier that the sender gave the request, the first if there are several."""
    place = "ServiceRequest.identifier"
    if not asked.identifiers:
        words = "Give the request an identifier with system and value, so that sending it twice does no harm"
        raise NotReadable([Problem(place, words, "required")])
    if max(map(len, asked.identifiers[0])) > LONGEST_IDENTIFIER:
        raise NotReadable([Problem(place, f"Must be {LONGEST_IDENTIFIER} characters or fewer", "too-long")])
    return asked.identifiers[0]


def _own(actor, key: ApiKey, asked: Asked) -> None:
    """A key speaks for its own practice."""
    code, own = asked.practice["ods_code"], key.organisation.ods_code
    if code and own and code != own:
        words = f"This key is of {actor.organisation_name} ({own}), and the message comes from {code[:20]}"
        raise NotReadable([Problem("ServiceRequest.requester", words, "forbidden")], 403)


def _fingerprint(asked: Asked) -> str:
    """A keyed hash of what was asked: it tells two messages apart without keeping what they said.

    Answers that were not given are left out, so that a question which is new here does not make an old message new.
    """
    given = sorted((name, repr(said)) for name, said in asked.facts.items() if said not in (None, "", [], False))
    said = repr((given, sorted(asked.service.items()))).encode("utf-8", "surrogatepass")
    return hmac.new(setting("SECRET_KEY").encode(), said, hashlib.sha256).hexdigest()


def _same(before: ReceivedMessage, fingerprint: str) -> Referral:
    if not hmac.compare_digest(before.fingerprint, fingerprint):
        words = (
            f"A message with this identifier was taken before, and said something else: {before.referral.reference}. "
            "To change a referral, use its page or the telephone; to make another, give it an identifier of its own."
        )
        raise NotReadable([Problem("ServiceRequest.identifier", words, "duplicate")], 409)
    return before.referral


def _service(actor, asked: Asked):
    """The service that the message names by our id, its ODS code or its name; the only one where it names none."""
    open_to = services.services_open_to(actor)
    fitting = [one for one in open_to if _is_named(one, asked.service)]
    if len(fitting) == 1:
        return fitting[0], []
    return None, [of_field("service_id", _nobody_at(asked) + _which(open_to), "value")]


def _nobody_at(asked: Asked) -> str:
    """That nobody works at the service that was named, if that is why it takes nothing; otherwise nothing."""
    if not any(asked.service.values()):
        return ""
    named = (one.name for one in services.unstaffed_services() if _is_named(one, asked.service))
    return next((f"{name} takes no referrals now: nobody works there. " for name in named), "")


def _is_named(service, named: dict[str, str]) -> bool:
    for given, own in (("id", str(service.id)), ("ods_code", service.ods_code), ("name", service.name.casefold())):
        if said := named[given]:
            return said.casefold() == (own or "").casefold()
    return True


def _which(open_to: Sequence) -> str:
    names = "; ".join(f"{one.name} ({one.id})" for one in open_to[:20])
    return f"Say which service is asked, as performer with its name or its id: {names or 'there is none yet'}"


def _closed(actor, service, facts: dict) -> list[Problem]:
    """Why the service does not take this person."""
    return [of_field(name, words) for name, words in doors.to(service, actor.organisation_id).problems(facts)]


def _made(actor, **facts) -> Referral:
    """Make it; what the rules refuse is told at its place in the message."""
    try:
        return intake.make_referral(actor, **facts)
    except Refused as refusal:
        raise NotReadable([of_field(refusal.field, refusal.words)], 422 if refusal.field else refusal.status) from None
