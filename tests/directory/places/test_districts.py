"""Districts of postcodes and points: our tables, and how often they hold the district that Ordnance Survey names."""

import csv
import gzip
import random
import re
from pathlib import Path

import pytest

from core.identifiers import postcode as postcodes
from directory.places import districts
from directory.places.distances import NEAR_THE_UNITED_KINGDOM, Point

ENGLAND = Path(__file__).parents[4] / "shared" / "data" / "postcodes" / "unit_postcodes_england.csv.gz"
PORTSMOUTH, HAVANT = "E06000044", "E07000090"


def test_every_district_of_england_has_a_name_and_a_county():
    found = set(districts.by_code().values())
    assert len(found) == 296
    assert all(re.fullmatch("E0[6-9][0-9]{6}", one.code) and one.name and one.county for one in found)
    assert districts.by_code()[HAVANT] == (HAVANT, "Havant", "Hampshire")
    assert districts.by_code()["E08000019"].code == "E08000039"  # Sheffield's, until 2025


def test_every_sector_is_in_this_country_and_in_known_districts():
    for sector in districts.sectors().values():
        assert postcodes.parse(f"{sector.name}AA") == f"{sector.name}AA"
        assert NEAR_THE_UNITED_KINGDOM.holds(sector.middle)
        assert all(districts.by_code()[code].code == code for code in sector.districts)
    assert {code for sector in districts.sectors().values() for code in sector.districts} == {
        one.code for one in districts.by_code().values()
    }


def test_districts_of_parts_of_postcodes():
    assert districts.of_part("PO1 2") == {PORTSMOUTH}
    assert HAVANT in districts.of_part("PO9")
    assert len(districts.of_part("PO7")) > 1
    assert districts.of_part("EH1") == districts.of_part("XX1") == frozenset()


def test_middles():
    assert districts.middle_of_part("PO1 2") == Point(50.793, -1.099)
    assert districts.middle_of_part("PO99") is None
    assert districts.middle_of([]) is None
    middle = districts.middle_of(districts.of_county("hampshire"))
    assert 50.8 < middle.latitude < 51.2 and -1.5 < middle.longitude < -1


def test_points():
    assert districts.near(Point(50.8, -1.09)) == {PORTSMOUTH}
    assert districts.likely(Point(50.8567, -0.9856)).name == "Havant"
    for outside_england in (Point(55.95, -3.19), Point(51.48, -3.18), Point(54.6, -5.93), Point(50.0, 2.0)):
        assert districts.near(outside_england) == frozenset() and districts.likely(outside_england) is None


@pytest.fixture(scope="module")
def units():
    """Some of England's postcodes, each with its position and district."""
    if not ENGLAND.exists():
        pytest.skip("../shared/data/postcodes/unit_postcodes_england.csv.gz is not here")
    chosen = random.Random(9)
    with gzip.open(ENGLAND, "rt", encoding="utf-8", newline="") as file:
        lines = [line for line in file if chosen.random() < 0.001]
    names = ["postcode", "latitude", "longitude", "quality", "district"]
    return [row for row in csv.DictReader(lines, names) if row["district"].startswith("E")]


def test_postcodes_are_in_the_districts_of_their_sector(units):
    hits = [row["district"] in districts.of_part(row["postcode"][:-2]) for row in units]
    assert len(hits) > 1000 and sum(hits) / len(hits) > 0.998


def test_a_point_is_in_one_of_the_districts_near_it(units):
    answers = [districts.near(Point(float(row["latitude"]), float(row["longitude"]))) for row in units]
    hits = [row["district"] in answer for row, answer in zip(units, answers, strict=True)]
    assert sum(hits) / len(hits) > 0.995
    assert sum(map(len, answers)) / len(answers) < 1.5
