"""Invented listings in any number, the same at every run: clustered like towns, tagged like a council's directory."""

import random
import uuid
from collections.abc import Iterator

from sqlalchemy import insert

from core import clock
from core.db import db, transaction
from directory.listings.models import Service, listing_text
from directory.listings.parts import Location, Organization, ServiceAtLocation
from directory.listings.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.places.distances import Point

TOWNS = 40
TAGS = 60
MOST_AT_ONCE = 2_000
COMMON = "group people community support weekly friendly welcome meet help learn share local volunteers tea".split()
RARE = (
    "choir dementia debt garden walking carers stroke knitting chess boxing benefits veterans swimming cooking "
    "allotment autism bereavement cycling dance fishing guitar history housing interpreting jobs language memory "
    "mending nature painting parents photography pottery reading recovery refugee running sewing sheds theatre yoga"
).split()


class Directory:
    """What was made: enough to ask questions about it."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.size, self.choose = size, random.Random(f"{seed} {size}")  # noqa: S311 - it must give the same again
        self.towns = [Point(self.choose.uniform(50.8, 54.9), self.choose.uniform(-2.9, 0.4)) for _ in range(TOWNS)]
        self.tags = [self._id() for _ in range(TAGS)]

    def _id(self) -> uuid.UUID:
        return uuid.UUID(int=self.choose.getrandbits(128), version=4)

    def fill(self) -> None:
        """Write the listings, past the operations: they would take minutes, and are not what is measured."""
        taxonomy = self._id()
        with transaction():
            db.session.execute(insert(Taxonomy), [{"id": taxonomy, "name": "Topics", "extra": {}}])
            terms = [
                {"id": tag, "taxonomy_id": taxonomy, "name": f"Topic {n}", "extra": {}}
                for n, tag in enumerate(self.tags)
            ]
            db.session.execute(insert(TaxonomyTerm), terms)
        rows: dict = {}
        for number in range(self.size):
            for table, row in self._listing(number):
                rows.setdefault(table, []).append(row)
            if number % MOST_AT_ONCE == MOST_AT_ONCE - 1 or number == self.size - 1:
                self._write(rows)
                rows = {}

    def _write(self, rows: dict) -> None:
        with transaction():
            for table in (Organization, Service, Location, ServiceAtLocation, Attribute, listing_text):
                db.session.execute(insert(table), rows[table])

    def _listing(self, number: int) -> Iterator[tuple]:
        organization, service = self._id(), self._id()
        name = f"{self.choose.choice(RARE)} {self.choose.choice(COMMON)} {number}".capitalize()
        words = self.choose.choices(COMMON, k=45) + self.choose.sample(RARE, 15)
        self.choose.shuffle(words)
        description = " ".join(words)
        now = clock.now()
        yield Organization, {"id": organization, "name": f"Organisation {number % 997}", "extra": {}}
        yield (
            Service,
            {
                "id": service,
                "organization_id": organization,
                "name": name,
                "description": description,
                "status": "active",
                "last_modified": now,
                "version": 1,
                "extra": {},
            },
        )
        for _ in range(self.choose.choice((1, 1, 1, 2, 3))):
            yield from self._place(service)
        for tag in set(self.choose.choices(self.tags, weights=range(TAGS, 0, -1), k=3)):
            said = {"link_id": service, "link_entity": "service", "taxonomy_term_id": tag}
            yield Attribute, said | {"id": self._id(), "sequence": 0, "extra": {}}
        text = {"name": name, "organisation": f"Organisation {number % 997}", "description": description}
        yield listing_text, text | {"service_id": service, "tags": "", "place": ""}

    def _place(self, service: uuid.UUID) -> Iterator[tuple]:
        location, town = self._id(), self.choose.choice(self.towns)
        yield (
            Location,
            {
                "id": location,
                "location_type": "physical",
                "confidential": False,
                "latitude": town.latitude + self.choose.gauss(0, 0.03),
                "longitude": town.longitude + self.choose.gauss(0, 0.05),
                "extra": {},
            },
        )
        yield (
            ServiceAtLocation,
            {"id": self._id(), "service_id": service, "location_id": location, "sequence": 0, "extra": {}},
        )
