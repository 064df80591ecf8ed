"""What a result's card says of a listing in few words: what it is, when it is on, what it costs."""

from collections.abc import Iterable
from textwrap import shorten

from core import clock
from directory.listings.models import Service
from directory.listings.parts import CostOption
from directory.listings.spoken import in_pounds, pounds, session
from directory.listings.taxonomies import TOPICAL
from directory.places.distances import in_words

LONGEST = 180
MOST_SESSIONS = 3


def summary(service: Service) -> str:
    """The beginning of its description, cut between two words."""
    first = next((line for line in (service.description or "").splitlines() if line.strip()), "")
    return shorten(first, LONGEST, placeholder=" …")


def when(service: Service) -> str:
    """Its sessions, such as "Tuesdays 10:30am to midday"; nothing where it names none that people can go to now."""
    today = clock.today()
    current = [one for one in service.schedules if not any(end and end < today for end in (one.valid_to, one.until))]
    sessions = list(dict.fromkeys(filter(None, map(session, current))))
    return "; ".join(sessions[:MOST_SESSIONS]) + (" and more" if len(sessions) > MOST_SESSIONS else "")


def cost(service: Service) -> str:
    """What it costs: "Free", "£2 per session", "£1 to £5"; its own words on fees where it names no amount."""
    priced = [one for one in service.cost_options if one.amount is not None and in_pounds(one)]
    amounts = sorted({one.amount for one in priced})
    if not amounts:
        return shorten(service.fees_description or service.fees or "", 60, placeholder=" …")
    if amounts == [0]:
        return "Free"
    if len(amounts) == 1:
        return " ".join(filter(None, (pounds(amounts[0]), _per(priced))))
    return f"{'Free' if amounts[0] == 0 else pounds(amounts[0])} to {pounds(amounts[-1])}"


def _per(priced: Iterable[CostOption]) -> str:
    """How the amount is reckoned, where every option says the same."""
    said = {one.amount_description for one in priced}
    return shorten(said.pop() or "", 40, placeholder=" …") if len(said) == 1 else ""


def distance(miles: float) -> str:
    """How far it is, such as "0.4 miles"."""
    return in_words(miles)


def counted(total: int) -> str:
    """How many answer: "1 group", "1,204 groups"."""
    return f"{total:,} {'group' if total == 1 else 'groups'}"


def topics(service: Service) -> list[str]:
    """The names of its topics, each once."""
    terms = (one.taxonomy_term for one in service.attributes if one.taxonomy_term)
    return list(dict.fromkeys(term.label for term in terms if term.taxonomy in TOPICAL))
