"""Which parts of a difference between two documents of a listing wait for an editor, and which go live at once."""

import re
from collections.abc import Collection, Iterable

from directory.listings import past
from directory.listings.sections.outline import Section
from directory.listings.ways import JOINING, TAKING_PART
from directory.upkeep.waiting.words import Outcome, Part

Changes = dict[str, list]

# Where a change can send somebody to a door that is not theirs, or let a group say of itself what others must judge.
WAIT_AT_FIRST = frozenset({Part.NAME, Part.AUDIENCE, Part.PLACES, Part.TOPICS, Part.OTHER})

# No table makes a group its own judge of topics: see docs/decisions/topics.md.
ALWAYS = frozenset({Part.TOPICS})

# By how a path begins, the first that fits.
_BEGINNINGS = (
    (Part.NAME, "name alternate_name organization.name organization.alternate_name"),
    (Part.AUDIENCE, "minimum_age maximum_age eligibility_description service_areas"),
    (Part.PLACES, "service_at_locations"),
    (Part.TOPICS, "attributes"),
    (Part.STATUS, "status"),
    (Part.NOTICE, "alert"),
    (Part.DESCRIPTION, "description"),
    (Part.TIMES, "schedules"),
    (Part.COST, "cost_options fees fees_description"),
    (Part.JOINING, "application_process wait_time"),
    (Part.CONTACT, "contacts phones email url"),
    (Part.LANGUAGES, "languages interpretation_services"),
    (Part.ORGANISATION, "organization"),
    (Part.QUALITY, "accreditations licenses funding assured_date assurer_email"),
)
_ENDS = r"(?=$|[.\[])"
_PARTS = [(part, re.compile(rf"(?:{'|'.join(map(re.escape, names.split()))}){_ENDS}")) for part, names in _BEGINNINGS]
_TIE = re.compile(r"(schedules\[[^\]]*\])\.service_at_location_id$")
_MADE_SECRET = re.compile(r"service_at_locations\[[^\]]*\]\.location\.confidential$")
_ITEM = re.compile(r"\[[^\]]*\]")


# What pages ask that have questions of their own, see listings.sections.forms.
_OWN_QUESTIONS = {
    "sessions": {Part.TIMES},
    "short": {Part.TIMES},
    "topics": {Part.TOPICS},
    "taking-part": {Part.JOINING},
}


def part_of(path: str) -> Part:
    """The part of a listing to which the field at `path` belongs; a field that nobody thought of is OTHER."""
    return next((part for part, beginning in _PARTS if beginning.match(path)), Part.OTHER)


def split(changes: Changes, wait: Collection[Part]) -> tuple[Changes, Changes]:
    """The differences that go live at once, and those that wait because their part is one of `wait`.

    That a session is at another place belongs to the places. An address that is to be hidden is hidden at once:
    somebody's safety may hang on it.
    """
    waiting = {path: pair for path, pair in changes.items() if _waits(path, changes, wait)}
    return {path: pair for path, pair in changes.items() if path not in waiting}, waiting


def _waits(path: str, changes: Changes, wait: Collection[Part]) -> bool:
    if _MADE_SECRET.match(path) and changes[path][1] is True and not _comes_or_goes(path, changes):
        return False
    return part_among(path, changes) in wait


def part_among(path: str, changes: Changes) -> Part:
    """Like `part_of`, for a path that is understood only together with the other differences."""
    if (tie := _TIE.match(path)) and f"{tie[1]}.id" not in changes:
        return Part.PLACES
    part = part_of(path)
    return Part.JOINING if part is Part.TOPICS and _says_how_to_join(path, changes) else part


def _says_how_to_join(path: str, changes: Changes) -> bool:
    """Whether it is an attribute of one of the two taxonomies that say how people take part."""
    item = path.partition("]")[0] + "]"
    return any(name in (TAKING_PART, JOINING) for name in changes.get(f"{item}.taxonomy_term.taxonomy", ()))


def _comes_or_goes(path: str, changes: Changes) -> bool:
    return any(f"{item}.id" in changes for item in items_of(path))


def parts_asked(section: Section) -> set[Part]:
    """The parts of a listing that a page asks about."""
    paths = [*(ask.path for ask in section.asks), *(part.path for part in section.parts)]
    return {part_of(path) for path in paths if path} | _OWN_QUESTIONS.get(section.key, set())


def items_of(path: str) -> list[str]:
    """The items of lists through which a path leads, from the outside in: `phones[1]`, `phones[1].languages[2]`."""
    return [path[: found.end()] for found in _ITEM.finditer(path)]


def units(changes: Changes) -> set[str]:
    """What is changed, as whole as it is: an item that comes or goes is one thing, whatever stands in it."""
    return {next((item for item in items_of(path) if f"{item}.id" in changes), path) for path in changes}


def overlapping(changes: Changes, later: Changes) -> set[str]:
    """The paths of `changes` that `later` speaks of too, with all that comes or goes together with them."""
    again = units(later)
    met = {unit for unit in units(changes) if any(_meet(unit, other) for other in again)}
    return {path for path in changes if any(_within(path, unit) for unit in met)}


def groups_of(changes: Changes, keys: Collection[str]) -> Changes:
    """Those of the differences that belong to these groups, see `past.groups`."""
    return {path: pair for key, inside in past.groups(changes).items() if key in keys for path, pair in inside.items()}


def _meet(one: str, other: str) -> bool:
    return _within(one, other) or _within(other, one)


def _within(path: str, of: str) -> bool:
    return path == of or path.startswith((f"{of}.", f"{of}["))


def sum_up(outcomes: Iterable[str]) -> Outcome:
    """What became of the whole of which these things became: what an editor decided counts first."""
    kinds = {Outcome(one) for one in outcomes}
    if Outcome.WAITING not in kinds and Outcome.REFUSED in kinds and kinds & {Outcome.ACCEPTED, Outcome.CHANGED}:
        return Outcome.PARTLY
    return next(one for one in _COUNTS if one in kinds)


# Of several, the first of these says most.
_COUNTS = (
    *(Outcome.WAITING, Outcome.CHANGED, Outcome.ACCEPTED, Outcome.REFUSED),
    *(Outcome.TAKEN_BACK, Outcome.REPLACED),
)
