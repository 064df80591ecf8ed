"""A group suggests topics for its listing, and an editor decides: nobody tags themselves (docs/decisions/topics.md)."""

from collections.abc import Iterable
from datetime import timedelta

from accounts.roles import Permission, may
from core import audit, clock, limits
from core.db import check_version, db
from core.refusals import Missing, Refused
from directory.listings import operations as listings
from directory.listings import queries as listing_queries
from directory.listings.answers import answers_of, with_answers
from directory.listings.document import to_document
from directory.listings.models import Service
from directory.upkeep import letters
from directory.upkeep.letters import Draft
from directory.upkeep.suggestions import queries
from directory.upkeep.suggestions.models import TopicSuggestion
from directory.upkeep.suggestions.words import Decision, State

MOST_TOPICS = 10
MOST_IN_A_DAY = 10


def suggest_topics(actor, service: Service, *, topics: Iterable[str], words: str, why: str = "") -> TopicSuggestion:
    """Tell the editors what the listing is about: ids of our own topics, or words of the group's own.

    What the group suggested before, and nobody has decided on, says this instead. Raises Refused, TooMany, Missing.
    """
    listing_queries.find_for_change(actor, service.id)
    wanted = _new_ones(service, topics)
    _check(service, wanted, words)
    limits.hold("topics", str(service.id), most=MOST_IN_A_DAY, within=timedelta(days=1), words=TOO_OFTEN)
    limits.count_here("topics", str(service.id))
    suggestion = queries.waiting(service) or TopicSuggestion(service_id=service.id)
    suggestion.topics, suggestion.words, suggestion.why = wanted, words.strip(), why.strip()
    suggestion.suggested_by_id, suggestion.suggested_by_name = actor.id, actor.name
    suggestion.email = actor.email or None
    db.session.add(suggestion)
    db.session.flush()
    audit.record(actor, "topics.suggested", suggestion, listing=str(service.id))
    return suggestion


def decide_on_topics(
    actor,
    suggestion: TopicSuggestion,
    *,
    version: int,
    decision: str,
    topics: Iterable[str] = (),
    reason: str = "",
    letter: Draft | None = None,
) -> TopicSuggestion:
    """Give the listing what the group suggests, or the `topics` chosen instead, or nothing for a `reason`.

    The letter, if there is one, goes to whoever suggested it. Raises Stale, Refused, Missing.
    """
    if not may(actor, Permission.EDIT_DIRECTORY):
        raise Missing
    check_version(suggestion, version)
    if suggestion.state != State.OPEN:
        raise Refused("Another editor has decided on this already")
    given = _given(suggestion, Decision(decision), list(topics), reason)
    _give(actor, suggestion, given)
    suggestion.state, suggestion.given, suggestion.reason = State(decision), given, reason.strip()
    suggestion.decided_at, suggestion.decided_by_id, suggestion.decided_by_name = clock.now(), actor.id, actor.name
    letters.send(letter, to=suggestion.email, service=suggestion.service, about=suggestion)
    audit.record(actor, f"topics.{decision}", suggestion, listing=str(suggestion.service_id))
    db.session.flush()
    return suggestion


def _new_ones(service: Service, topics: Iterable[str]) -> list[str]:
    """The topics that are ours, and that the listing does not have yet."""
    there = set(answers_of(to_document(service))["topics"])
    return [one for one in dict.fromkeys(topics) if one in listing_queries.topics() and one not in there]


def _check(service: Service, topics: list[str], words: str) -> None:
    if service.retired_at:
        raise Refused("This listing is retired. Ask the directory’s editors if it should come back")
    if not topics and not words.strip():
        raise Refused(
            "Choose a topic that your listing does not have yet, or write it in your own words", field="topics"
        )
    if len(topics) > MOST_TOPICS:
        raise Refused(f"Choose {MOST_TOPICS} topics or fewer: the ones that fit best", field="topics")


def _given(suggestion: TopicSuggestion, decision: Decision, topics: list[str], reason: str) -> list[str]:
    """The ids of the topics that the listing is to have besides its own."""
    if decision is Decision.REFUSE:
        if not reason.strip():
            raise Refused("Say why. The group reads it", field="reason")
        return []
    if decision is Decision.OTHER:
        if not topics:
            raise Refused("Choose the topics that the listing is to have", field="topics")
        return topics
    if not (there := [one for one in suggestion.topics if one in listing_queries.topics()]):
        raise Refused("There is no topic of ours in it to give. Choose other topics", field="decision")
    return there


def _give(actor, suggestion: TopicSuggestion, topics: list[str]) -> None:
    """The listing's own topics stay."""
    if not topics:
        return
    service, document = suggestion.service, to_document(suggestion.service)
    together = sorted({*answers_of(document)["topics"], *topics})
    after = with_answers(document, {"topics": together})
    why = f"Topics suggested by {suggestion.suggested_by_name or 'the group'}"
    listings.change_listing(actor, service, version=service.version, document=after, why=why)


TOO_OFTEN = "You have suggested topics many times today. Try again tomorrow."
