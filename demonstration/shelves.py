"""The directory of the demonstration: listings added, confirmed, changed and retired by those who would do it."""

import copy
import datetime as dt
from collections.abc import Iterator, Mapping

from accounts.actors import Actor
from core import clock
from core.clock import LONDON
from demonstration.calendar import at_work
from demonstration.content import read
from directory.collections import operations as collections
from directory.listings import operations
from directory.listings.document import to_document
from directory.listings.models import Service
from directory.search.synonyms import operations as synonyms
from directory.taxonomies import operations as taxonomies
from directory.upkeep.suggestions import operations as suggestions
from directory.upkeep.waiting import operations as waiting

EDITOR = "castell"
KEEPERS = {"capstan": "hobbs", "keystone": "mansour", "keepsake": "frost"}
DATES = {"dtstart", "until", "valid_from", "valid_to"}
FURNISHED = 400  # days ago the editor put in the words that listings are given
GATHERED = 20  # days ago the editor put the collections together
ADDED = 190  # days ago, before the first referral
FILLED_UP = ("keepsake-havant", 75)  # a listing whose representative says that it is full, and how many days ago
ASKED = ("keepsake-cosham", 3)  # a listing whose representative asked for a change that an editor has not looked at


def fill(staff: Mapping[str, Mapping[str, Actor]], today: dt.date) -> dict[str, Service]:
    """Put every listing in the directory. Returns them by their keys, the last parts of their web addresses."""
    (editor,) = staff[EDITOR].values()
    with clock.at(morning(today - dt.timedelta(days=FURNISHED))):
        taxonomies.install_starter(editor)
        synonyms.install_starter(editor)
    shift = today - dt.date.fromisoformat(read("listings")["as_of"])
    services = {}
    for document in _documents(shift):
        key = document["url"].rsplit("/", 1)[1]
        keeper = _keeper(document, staff)
        services[key] = _add(editor, document, keeper, today)
    _say_that_it_is_full(services, staff, today)
    _ask_for_others_too(services, staff, today)
    _suggest_a_topic(services, staff, today)
    with clock.at(morning(today - dt.timedelta(days=GATHERED))):
        _gather(editor, services)
    return services


def _gather(editor: Actor, services: Mapping[str, Service]) -> None:
    """The collections that the editor has put together."""
    for said in read("collections"):
        collection = collections.add_collection(editor, name=said["name"], introduction=said["introduction"])
        for key, line in said["listings"]:
            collections.add_item(editor, collection, services[key], line=line)


def _documents(shift: dt.timedelta) -> Iterator[dict]:
    """The listings, with their dates as old as they were on the day for which they were written."""
    for listing in read("listings")["contents"]:
        document = copy.deepcopy(listing)
        document["assured_date"] = (dt.date.fromisoformat(listing["assured_date"]) + shift).isoformat()
        for schedule in document["schedules"]:
            _shift_by_weeks(schedule, shift)
        yield document


def _shift_by_weeks(schedule: dict, shift: dt.timedelta) -> None:
    """Its dates move with the rest, and stay the weekdays that they are."""
    for name in DATES & schedule.keys():
        day = dt.date.fromisoformat(schedule[name]) + dt.timedelta(weeks=shift.days // 7)
        schedule[name] = day.isoformat()


def _keeper(document: dict, staff) -> Actor | None:
    """The representative of the group whose listing it is, if the group has one here."""
    group = document["organization"]["website"].removeprefix("https://").removesuffix(".example")
    if group not in KEEPERS:
        return None
    (keeper,) = staff[KEEPERS[group]].values()
    return keeper


def _add(editor: Actor, document: dict, keeper: Actor | None, today: dt.date) -> Service:
    """Added by the editor; then confirmed, on the day that it was last known to be right, by whoever keeps it."""
    assured = dt.date.fromisoformat(document.pop("assured_date"))
    added = min(assured, today - dt.timedelta(days=ADDED))
    if document["url"].endswith(FILLED_UP[0]):
        document.pop("alert")
    with clock.at(morning(added)):
        service = operations.add_listing(
            editor, document=document, keeper_id=keeper and keeper.organisation_id, why="Collected from the group"
        )
    with clock.at(morning(assured) + dt.timedelta(hours=1)):
        operations.confirm_listing(keeper or editor, service, version=service.version)
        if document["status"] == "defunct":
            operations.retire_listing(editor, service, version=service.version, reason="The group has closed")
    return service


def _say_that_it_is_full(services: Mapping[str, Service], staff, today: dt.date) -> None:
    key, days_ago = FILLED_UP
    (alert,) = [one["alert"] for one in read("listings")["contents"] if one["url"].endswith(key)]
    (keeper,) = staff[KEEPERS["keepsake"]].values()
    service = services[key]
    with clock.at(morning(today - dt.timedelta(days=days_ago))):
        operations.change_listing(
            keeper, service, version=service.version, document=to_document(service) | {"alert": alert}, why="Full"
        )


def _ask_for_others_too(services: Mapping[str, Service], staff, today: dt.date) -> None:
    key, days_ago = ASKED
    (keeper,) = staff[KEEPERS["keepsake"]].values()
    service = services[key]
    wanted = {"eligibility_description": "Anyone with memory loss, diagnosed or not, and whoever looks after them."}
    with clock.at(morning(today - dt.timedelta(days=days_ago))):
        waiting.offer_change(
            keeper,
            service,
            version=service.version,
            document=to_document(service) | wanted,
            why="Carers kept asking whether they may come",
        )


def _suggest_a_topic(services: Mapping[str, Service], staff, today: dt.date) -> None:
    key, days_ago = ASKED
    (keeper,) = staff[KEEPERS["keepsake"]].values()
    with clock.at(morning(today - dt.timedelta(days=days_ago))):
        said = {"words": "company for carers", "why": "They stay for the tea, and find each other"}
        suggestions.suggest_topics(keeper, services[key], topics=[], **said)


def morning(day: dt.date) -> dt.datetime:
    """Half past nine of that day, or of the last working day before it."""
    return dt.datetime.combine(at_work(day), dt.time(9, 30), LONDON).astimezone(dt.UTC)
