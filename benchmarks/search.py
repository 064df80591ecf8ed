"""How quick is search? One run, three ways to ask the same, as ratios and growth. See README.md beside this file."""

import argparse
import contextlib
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from flask_migrate import upgrade
from geopy.distance import geodesic
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import selectinload

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app import create_app
from benchmarks.generate import RARE, Directory
from core.db import db
from directory.listings import queries as listings
from directory.listings.models import Service, listing_text
from directory.listings.parts import Location, ServiceAtLocation
from directory.listings.taxonomies import Attribute
from directory.places.distances import Point, box, metres, metres_between
from directory.search import index, queries
from directory.search.query import SearchQuery
from tests.support.postgres import temporary_postgres

HEADS = ("ours ms", "bare ms", "naive ms", "÷ bare", "naive ÷", "growth")
ASKED = 60
ASKED_NAIVELY = 2


def questions(directory: Directory) -> dict[str, list[SearchQuery]]:
    """The same kinds of question at every size, about words, tags and towns that are there."""
    choose = directory.choose

    def near(**facts) -> SearchQuery:
        return SearchQuery(point=choose.choice(directory.towns), near="a town", within_miles=5, **facts)

    return {
        "5 miles and a topic": [near(tags=(choose.choice(directory.tags),)) for _ in range(ASKED)],
        "one word, ranked": [SearchQuery(words=choose.choice(RARE)) for _ in range(ASKED)],
        "word, topic and 5 miles": [
            near(words=choose.choice(RARE), tags=(choose.choice(directory.tags[:20]),)) for _ in range(ASKED)
        ],
        "everything by name": [SearchQuery(page=n % 20 + 1) for n in range(ASKED)],
    }


def ours(query: SearchQuery) -> int:
    return queries.search(query).total


def bare(query: SearchQuery) -> int:
    """The ids in their order, and how many: what the database alone needs for this question."""
    if not query.point:
        rows = _bare_words(query)
        ids = [row[0] for row in db.session.execute(rows.limit(queries.PAGE_SIZE))]
        return len(ids)
    around = box(query.point, metres(query.within_miles))
    rows = (
        select(ServiceAtLocation.service_id, Location.latitude, Location.longitude)
        .join(Location, Location.id == ServiceAtLocation.location_id)
        .where(
            Location.latitude.between(around.south, around.north), Location.longitude.between(around.west, around.east)
        )
    )
    for tag in query.tags:
        tagged = select(Attribute.link_id).where(Attribute.taxonomy_term_id == tag)
        rows = rows.where(ServiceAtLocation.service_id.in_(tagged))
    if query.terms:
        rows = rows.where(ServiceAtLocation.service_id.in_(select(_bare_words(query).subquery().c.service_id)))
    nearest: dict[UUID, float] = {}
    for service_id, latitude, longitude in db.session.execute(rows):
        away = metres_between(query.point, Point(latitude, longitude))
        if away <= metres(query.within_miles):
            nearest[service_id] = min(away, nearest.get(service_id, away))
    return len(sorted(nearest, key=nearest.get))


def _bare_words(query: SearchQuery):
    if not query.terms:
        return select(listing_text.c.service_id).order_by(listing_text.c.name)
    matched = index.current().matching(query.terms, all_of_them=True, prefix_from=None).cte("matched")
    rows = select(listing_text.c.service_id).join(matched, matched.c.number == listing_text.c.number)
    return rows.order_by(matched.c.rank)


def naive(query: SearchQuery) -> int:
    """Everything through the ORM, a look at each, a geodesic for each place."""
    found = {}
    whole = select(Service).options(
        selectinload(Service.service_at_locations).selectinload(ServiceAtLocation.location),
        selectinload(Service.attributes),
    )
    for service in db.session.scalars(whole.where(Service.id.in_(listings.public().with_only_columns(Service.id)))):
        words = f"{service.name} {service.description}".lower().split()
        if not all(term in words for term in query.terms):
            continue
        if not set(query.tags) <= {attribute.taxonomy_term_id for attribute in service.attributes}:
            continue
        spots = [(at.location.latitude, at.location.longitude) for at in service.service_at_locations]
        away = min(geodesic(query.point, spot).miles for spot in spots) if query.point else 0
        if not query.point or away <= query.within_miles:
            found[service.id] = away
    return len(sorted(found, key=found.get))


def timed(way: Callable[[SearchQuery], int], asked: list[SearchQuery]) -> float:
    """The median milliseconds of one question; each begins with nothing remembered."""
    took = []
    for query in asked:
        db.session.remove()
        gc.collect()
        started = time.perf_counter()
        way(query)
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


def check(asked: dict[str, list[SearchQuery]]) -> None:
    """Stop where ours and naive do not find as many."""
    for name, some in asked.items():
        if (got := ours(some[0])) != (wanted := naive(some[0])):
            sys.exit(f"{name}: ours finds {got} and the naive reading {wanted}; nothing was timed")


def measure(size: int, url: str, folder: Path) -> dict[str, tuple[float, float, float]]:
    """Milliseconds of ours, bare and naive, by kind of question, at this size."""
    settings = {"MODE": "testing", "SECRET_KEY": "x" * 40, "OUTBOX_FOLDER": str(folder)}
    app = create_app(settings | {"SQLALCHEMY_DATABASE_URI": url})
    with app.app_context():
        upgrade()
        directory = Directory(size)
        directory.fill()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("analyze"))
        asked = questions(directory)
        check(asked)
        found = {}
        for name, some in asked.items():
            found[name] = timed(ours, some), timed(bare, some), timed(naive, some[:ASKED_NAIVELY])
        db.session.remove()
        db.engine.dispose()
    return found


@contextlib.contextmanager
def database(on_postgres: bool, folder: Path) -> Iterator[Callable[[int], str]]:
    """A function that gives a fresh database's address for a size."""
    if not on_postgres:
        yield lambda size: f"sqlite:///{folder / f'{size}.db'}"
        return
    with temporary_postgres() as server:
        yield lambda size: _fresh(server, f"listings_{size}")


def _fresh(server: str, name: str) -> str:
    with create_engine(server, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"create database {name}"))
    return server.replace("/postgres?", f"/{name}?")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--postgresql", action="store_true")
    chosen = parser.parse_args()
    print(f"{'listings':>9}  {'question':<26}" + "".join(f"{head:>10}" for head in HEADS))
    first: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, database(chosen.postgresql, Path(folder)) as address:
        for size in chosen.sizes:
            for name, (our, raw, slow) in measure(size, address(size), Path(folder)).items():
                growth = our / first.setdefault(name, our)
                numbers = f"{our:>10.1f}{raw:>10.2f}{slow:>10.0f}{our / raw:>10.1f}{slow / our:>10.1f}{growth:>10.1f}"
                print(f"{size:>9,}  {name:<26}{numbers}", flush=True)


if __name__ == "__main__":
    main()
