"""The same questions as the shortest SQL that measured best, over indexes of the benchmark's own beside ours.

What it makes: `bench_cell`, the places of every tag in cells of 0.1 by 0.16 degrees, in an index that covers the
question (docs/performance.md), and `bench_tag`, the tags of every listing. Words are read from our own index.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from math import floor

from geopy.distance import geodesic

from benchmarks.asking import MILES, Question, Truth
from directory.places.distances import Point, box, metres, metres_between

CELL = (0.1, 0.16)
PAGE = 20

SQLITE = (
    """create table bench_cell (tag integer, cell_y integer, cell_x integer, number integer, lat real, lon real,
        primary key (tag, cell_y, cell_x, number, lat, lon)) without rowid""",
    "create table bench_tag (number integer, tag integer, primary key (number, tag)) without rowid",
)
POSTGRESQL = (
    """create table bench_cell (tag integer, cell_y integer, cell_x integer, number integer,
        lat double precision, lon double precision)""",
    "create index on bench_cell (tag, cell_y, cell_x, number) include (lat, lon)",
    "create table bench_tag (number integer, tag integer, primary key (number, tag))",
)
CELLS = "select number, lat, lon from bench_cell where tag = ? and cell_y in ({}) and cell_x between ? and ?"
WORDS = {
    "sqlite": (
        "select rowid from listing_fts where listing_fts match ? order by rank limit 20",
        "select count(*) from listing_fts where listing_fts match ?",
        " and number in (select rowid from listing_fts where listing_fts match ?)",
        "select tag, count(*) from bench_tag where number in (select value from json_each(?)) group by tag",
    ),
    "postgresql": (
        """select number from listing_fts, to_tsquery('listing_fts_words', ?) asked
            where document @@ asked order by ts_rank(document, asked) desc limit 20""",
        "select count(*) from listing_fts where document @@ to_tsquery('listing_fts_words', ?)",
        " and number in (select number from listing_fts where document @@ to_tsquery('listing_fts_words', ?))",
        "select tag, count(*) from bench_tag where number = any(?) group by tag",
    ),
}

TEXT = " || ' ' || ".join(("name", "organisation", "tags", "place", "description"))

Answer = tuple[int, list[int]]


class Bare:
    """Asks a database over its driver's own connection."""

    def __init__(self, connection, dialect: str) -> None:
        self.dialect, self._cursor = dialect, connection.cursor()
        self.ranked, self.counted, self.having, self.facets = map(self.sql, WORDS[dialect])

    def sql(self, text: str) -> str:
        """A statement with its marks as this driver writes them."""
        return text if self.dialect == "sqlite" else text.replace("?", "%s")

    def prepare(self, truth: Truth) -> None:
        """Make its tables. On PostgreSQL they are vacuumed, so that the covering index alone answers."""
        for statement in SQLITE if self.dialect == "sqlite" else POSTGRESQL:
            self._cursor.execute(statement)
        cells = {
            (tag, *cell(spot.point), number, *spot.point)
            for number, (tags, spots) in enumerate(zip(truth.tagged, truth.spots, strict=True), 1)
            for tag in tags
            for spot in spots
        }
        self._insert("bench_cell", sorted(cells))
        self._insert("bench_tag", sorted({(n, tag) for n, tags in enumerate(truth.tagged, 1) for tag in tags}))
        self._cursor.execute("analyze" if self.dialect == "sqlite" else "vacuum analyze")

    def _insert(self, table: str, rows: list[tuple]) -> None:
        marks = ", ".join("?" * len(rows[0]))
        self._cursor.execute("begin")
        self._cursor.executemany(self.sql(f"insert into {table} values ({marks})"), rows)  # noqa: S608 - our own names
        self._cursor.execute("commit")

    def answer(self, question: Question) -> Answer:
        """How many answer, and the first twenty by their numbers."""
        return self._near(question) if question.spot else self._words(question.word)

    def _words(self, word: str) -> Answer:
        numbers = [row[0] for row in self.all(self.ranked, [self.asked(word)])]
        return self.all(self.counted, [self.asked(word)])[0][0], numbers

    def _near(self, question: Question) -> Answer:
        """With a word the tags of what is found are counted too: a page of all three shows them."""
        around = box(question.spot.point, metres(MILES))
        south, west = cell(Point(around.south, around.west))
        north, east = cell(Point(around.north, around.east))
        rows = range(south, north + 1)
        statement = self.sql(CELLS).format(",".join(map(str, rows)))
        values: list = [question.tag, west, east]
        if question.word:
            statement, values = statement + self.having, [*values, self.asked(question.word)]
        nearest: dict[int, float] = {}
        for number, latitude, longitude in self.all(statement, values):
            away = metres_between(question.spot.point, Point(latitude, longitude))
            if away <= metres(MILES) and away < nearest.get(number, away + 1):
                nearest[number] = away
        if question.word:
            self.all(self.facets, [self._list(nearest)])
        return len(nearest), list(islice(sorted(nearest, key=nearest.get), PAGE))

    def _list(self, numbers) -> str | list[int]:
        return json.dumps(list(numbers)) if self.dialect == "sqlite" else list(numbers)

    def asked(self, word: str) -> str:
        return f'"{word}"' if self.dialect == "sqlite" else f"'{word}'"

    def all(self, statement: str, values: Sequence = ()) -> list[tuple]:
        """Every row that a statement gives."""
        return self._cursor.execute(statement, values).fetchall()


def cell(point: Point) -> tuple[int, int]:
    """The cell that a point is in: (row from south to north, column from west to east)."""
    return floor(point.latitude / CELL[0]), floor(point.longitude / CELL[1])


def naive(bare: Bare, question: Question) -> Answer:
    """What a small directory program does: load every listing with its places and tags, and measure each place."""
    texts = dict(bare.all(f"select number, {TEXT} from listing_text"))  # noqa: S608 - our own columns
    tags: dict[int, set[int]] = defaultdict(set)
    for number, tag in bare.all("select number, tag from bench_tag"):
        tags[number].add(tag)
    found: dict[int, float] = {}
    for number, latitude, longitude in bare.all("select distinct number, lat, lon from bench_cell"):
        away = geodesic(question.spot.point, (latitude, longitude)).meters
        having = question.word in texts[number].lower().split() and question.tag in tags[number]
        if having and away <= metres(MILES):
            found[number] = min(away, found.get(number, away))
    return len(found), list(islice(sorted(found, key=found.get), PAGE))
