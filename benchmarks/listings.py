"""One invented listing, whole, by its number: the same number is the same listing in a directory of any size."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from benchmarks.country import Country, Spot
from benchmarks.vocabulary import HOME_WORDS, words
from directory.listings.taxonomies import FOR_WHOM, OWN
from directory.listings.ways import JOINING, TAKING_PART
from directory.listings.words import Frequency, LocationType, Status

SEED = 1
# The listings of the home county: questions about them have the same answers however large the country is.
AT_HOME = 1_000
TO_AN_ORGANIZATION = 3
WORDS_EACH = 60
FIRST_CHANGE = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
TAGS = {
    OWN: (
        "Mental health|Long term conditions|Physical activity|Arts and crafts|Money advice|Housing advice|Dementia|"
        "Cancer|Bereavement|Befriending|Gardening|Walking|Cooking|Computers|Reading|Singing|Volunteering|Work skills|"
        "Transport|Food banks|Fuel bills|Legal advice|Addiction|Domestic abuse|Sight loss|Hearing loss|Stroke|Diabetes|"
        "Parkinsons|Weight|Smoking|Sleep|Pain|Falls|Nature|Animals|Faith|Culture|Languages|History"
    ).split("|"),
    FOR_WHOM: (
        "Older people|Carers|Parents|Men|Women|Young people|Disabled people|Learning disabilities|Autism|Veterans|"
        "LGBTQ+|Refugees|Homeless people|Students|Grandparents|Care leavers|Unemployed people|Low income|Travellers|"
        "Wheelchair users"
    ).split("|"),
    JOINING: ["Drop in", "Appointment", "Referral", "Members only"],
    TAKING_PART: ["Online", "Telephone", "Home visit"],
}
# How many tags a listing has, and of how many listings: 2.8 on average, as in the trial's directory.
TAGS_EACH = {1: 22, 2: 28, 3: 24, 4: 13, 5: 7, 6: 3, 8: 2, 12: 1}
ACCESS = ("Step-free entrance", "Accessible toilet", "Hearing loop", "Blue badge parking", "Lift to all floors")
LANGUAGES = ("Polish", "Urdu", "Bengali", "Romanian", "Arabic", "Punjabi", "British Sign Language")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Row(dict):
    """A row before it is one, and what hangs on it: a field that it does not have is None, as in a model."""

    __getattr__ = dict.get


def _id(choose: random.Random) -> uuid.UUID:
    return uuid.UUID(int=choose.getrandbits(128), version=4)


def taxonomies() -> list[Row]:
    """The taxonomies, each with its `terms`."""
    choose = random.Random(f"{SEED} taxonomies")  # noqa: S311 - it must give the same again
    found = []
    for name, terms in TAGS.items():
        taxonomy = Row(id=_id(choose), name=name, revision=1)
        taxonomy["terms"] = [
            Row(id=_id(choose), name=term, taxonomy=name, taxonomy_id=taxonomy.id, version=1) for term in terms
        ]
        found.append(taxonomy)
    return found


class Maker:
    """Makes listings of one country."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.terms = {taxonomy.name: taxonomy["terms"] for taxonomy in taxonomies()}
        self.tags = self.terms[OWN] + self.terms[FOR_WHOM]
        # The commonest is in a tenth of all listings, the rarest in one of a hundred: older people stand near the top.
        self.tags.sort(key=lambda term: term.id)
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(1, len(self.tags) + 1)))

    def listing(self, number: int) -> Row:
        """The listing of this number, from 0 on, with its parts under the names of the model's relationships."""
        choose = random.Random(f"{SEED} {number}")  # noqa: S311 - it must give the same again
        at_home = number < AT_HOME
        service = Row(id=_id(choose), status=Status.ACTIVE, version=1, organization=self.organization(number))
        service["organization_id"] = service["organization"].id
        service["name"] = " ".join(
            [*words(choose, 2), "group", *([choose.choice(HOME_WORDS)] if at_home else [])]
        ).title()
        service["description"] = " ".join(words(choose, WORDS_EACH)).capitalize()
        service["email"] = f"group{number}@example.org"
        service["url"] = f"https://example.org/groups/{number}"
        service["last_modified"] = FIRST_CHANGE + dt.timedelta(minutes=number)
        service["assured_date"] = service["last_modified"].date()
        service["wait_time"] = choose.choice((None, "Places free", "Waiting list"))
        if choose.random() < 0.3:
            service["minimum_age"], service["maximum_age"] = choose.choice(((18, None), (50, None), (16, 25), (0, 11)))
        spots = [self.country.any(choose, at_home=at_home) for _ in range(choose.choice((1, 1, 1, 2, 3)))]
        service["service_at_locations"] = [_place(choose, service.id, at, spot) for at, spot in enumerate(spots)]
        service["schedules"] = list(_schedules(choose, service.id))
        service["cost_options"] = list(_costs(choose, service.id))
        service["phones"] = [_part(choose, service.id, number=f"01632 960{number % 1000:03}")]
        service["contacts"] = [_part(choose, service.id, name="The organiser")] if choose.random() < 0.5 else []
        service["languages"] = [
            _part(choose, service.id, at, name=name)
            for at, name in enumerate(choose.sample(LANGUAGES, choose.choice((0, 0, 0, 0, 0, 1, 2))))
        ]
        service["attributes"] = list(self._attributes(choose, service.id))
        service["service_areas"] = []
        return service

    def organization(self, number: int) -> Row:
        """Who offers the listing of this number."""
        return _organization(number // TO_AN_ORGANIZATION)

    def _attributes(self, choose: random.Random, service_id: uuid.UUID) -> Iterator[Row]:
        many = choose.choices(list(TAGS_EACH), list(TAGS_EACH.values()))[0]
        drawn: dict[uuid.UUID, Row] = {}
        while len(drawn) < many:
            term = choose.choices(self.tags, cum_weights=self._weights)[0]
            drawn[term.id] = term
        if choose.random() < 0.6:
            drawn |= {(term := choose.choice(self.terms[JOINING])).id: term}
        if choose.random() < 0.1:
            drawn |= {(term := choose.choice(self.terms[TAKING_PART])).id: term}
        for at, term in enumerate(drawn.values()):
            said = Row(link_id=service_id, link_entity="service", taxonomy_term_id=term.id, taxonomy_term=term)
            yield Row(said, id=_id(choose), sequence=at)


@lru_cache(maxsize=4)
def _organization(number: int) -> Row:
    choose = random.Random(f"{SEED} organization {number}")  # noqa: S311 - it must give the same again
    name = " ".join([*words(choose, 2), "trust"]).title()
    return Row(
        id=_id(choose), name=name, website=f"https://example.org/{number}", description=" ".join(words(choose, 12))
    )


def _part(choose: random.Random, service_id: uuid.UUID, at: int = 0, **facts) -> Row:
    return Row(facts, id=_id(choose), service_id=service_id, sequence=at)


def _place(choose: random.Random, service_id: uuid.UUID, at: int, spot: Spot) -> Row:
    location = Row(id=_id(choose), location_type=LocationType.PHYSICAL, confidential=False)
    location["name"] = choose.choice(("Hall", "Centre", "Library", "Church", "Surgery"))
    location["latitude"], location["longitude"] = spot.point
    location["addresses"] = [
        Row(
            id=_id(choose),
            location_id=location.id,
            sequence=0,
            address_1=f"{choose.randint(1, 200)} {choose.choice(('High', 'Station', 'Church', 'Mill'))} Street",
            city=f"Newtown {spot.district}",
            postal_code=spot.postcode,
            country="GB",
            address_type=LocationType.PHYSICAL,
        )
    ]
    location["accessibility"] = [
        Row(id=_id(choose), location_id=location.id, sequence=line, description=words_of_it)
        for line, words_of_it in enumerate(choose.sample(ACCESS, choose.choice((0, 1, 1, 2, 3))))
    ]
    return _part(choose, service_id, at, location_id=location.id, location=location)


def _schedules(choose: random.Random, service_id: uuid.UUID) -> Iterator[Row]:
    """One session a week or two; of a tenth of the listings one a month."""
    for at in range(choose.choice((1, 1, 1, 2))):
        opens = choose.choice((9, 10, 11, 13, 14, 16, 18, 19))
        hours = {"opens_at": dt.time(opens), "closes_at": dt.time(opens + choose.choice((1, 2, 3)))}
        day = choose.choice(DAYS)
        when = (
            {"freq": Frequency.MONTHLY, "byday": f"{choose.randint(1, 4)}{day}"}
            if choose.random() < 0.1
            else {"freq": Frequency.WEEKLY, "byday": day}
        )
        yield _part(choose, service_id, at, **when, **hours)


def _costs(choose: random.Random, service_id: uuid.UUID) -> Iterator[Row]:
    """Half of them are free, a third costs something, of the others nobody knows."""
    drawn = choose.random()
    if drawn < 0.85:
        amount = 0.0 if drawn < 0.5 else float(choose.choice((1, 2, 2.5, 3, 5, 5, 8, 10, 15)))
        yield _part(choose, service_id, amount=amount, currency="GBP", amount_description="per session")
