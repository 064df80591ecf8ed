"""From postcode to point: made-up files in every form, and Ordnance Survey's own where they are at hand."""

import csv
import gzip
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.identifiers import postcode as postcodes
from directory.places import distances
from directory.places.distances import Point
from directory.places.postcodes import Gazetteer, NoPositions, read

SHARED = Path(__file__).parents[4] / "shared" / "data" / "postcodes"

# The water tower at Caister, of Ordnance Survey's worked examples: 651409.903, 313177.270 on the National Grid.
CAISTER = Point(52.658008, 1.716074)
ROWS = '"XP1 1AA",10,464340,100350,"E92000001"\n"XP1 1AB",90,0,0,"E92000001"\n"XP101AC",20,464961,100448\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "xp.csv").write_text(ROWS)
    with gzip.open(tmp_path / "xq.csv.gz", "wt") as file:
        file.write("XQ2 2BB,10,651410,313177\n")
    return tmp_path


def near(found: Point | None, expected: Point, metres: float) -> bool:
    return found is not None and distances.metres_between(found, expected) < metres


def test_a_plain_file_and_a_compressed_one(folder):
    gazetteer = Gazetteer(folder)
    assert near(gazetteer.position("XP1 1AA"), Point(50.79915, -1.08840), 5)
    assert near(gazetteer.position("XP10 1AC"), Point(50.79996, -1.07957), 5)
    assert near(gazetteer.position("XQ2 2BB"), CAISTER, 5)


def test_a_postcode_without_a_position_has_none(folder):
    assert Gazetteer(folder).position("XP1 1AB") is None


def test_a_postcode_or_an_area_that_is_not_there_has_none(folder):
    assert Gazetteer(folder).position("XP1 1ZZ") is None
    assert Gazetteer(folder).position("BT1 1AA") is None


def test_a_new_postcode_is_about_where_its_neighbours_are(tmp_path):
    (tmp_path / "xp.csv").write_text(
        "XP1 1AA,10,464000,100000\nXP1 1AB,10,464200,100400\nXP1 2AA,10,460000,100000\nXP12 1AA,10,400000,300000\n"
    )
    gazetteer = Gazetteer(tmp_path)
    ends = [gazetteer.position(code) for code in ("XP1 1AA", "XP1 1AB", "XP1 2AA")]
    assert gazetteer.position("XP1 1ZZ") is None
    assert near(gazetteer.rough_position("XP1 1ZZ"), middle(ends[:2]), 1)
    assert near(gazetteer.rough_position("XP1 9ZZ"), middle(ends), 1)
    assert gazetteer.rough_position("XP2 1ZZ") is None
    assert gazetteer.rough_position(postcodes.NO_FIXED_ABODE) is None


def middle(points: list[Point]) -> Point:
    return Point(*(sum(axis) / len(points) for axis in zip(*points, strict=True)))


def test_the_district_where_the_file_says_it(tmp_path):
    (tmp_path / "xp.csv").write_text(
        'XP1 1AA,10,464000,100000,"E92","E19","E18","","E06000044","E05"\nXP1 1AB,10,464000,100000,,,,,,\n'
        "XP1 1AC,10,464000,100000\n"
    )
    gazetteer = Gazetteer(tmp_path)
    assert gazetteer.district("XP1 1AA") == "E06000044"
    for code in ("XP1 1AB", "XP1 1AC", "XP1 1ZZ", postcodes.NO_FIXED_ABODE):
        assert gazetteer.district(code) is None


def test_the_middle_of_a_part(tmp_path):
    (tmp_path / "xp.csv").write_text("XP1 1AA,10,464000,100000\nXP1 2AA,10,464200,100400\nXP12 1AA,10,400000,300000\n")
    gazetteer = Gazetteer(tmp_path)
    assert gazetteer.middle("XP1 2") == gazetteer.position("XP1 2AA")
    assert near(gazetteer.middle("XP1"), middle([gazetteer.position("XP1 1AA"), gazetteer.position("XP1 2AA")]), 1)
    assert gazetteer.middle("XP3") is None


def test_an_empty_file_is_an_area_without_postcodes(folder):
    (folder / "xr.csv").write_text("")
    assert Gazetteer(folder).position("XR1 1AA") is None


@pytest.mark.parametrize("code", [postcodes.NO_FIXED_ABODE, postcodes.NOT_KNOWN])
def test_no_fixed_abode_is_no_place_even_without_files(tmp_path, code):
    assert Gazetteer(tmp_path / "nowhere").position(code) is None


def test_missing_files_are_told_in_one_sentence(tmp_path, folder):
    assert Gazetteer(folder).problem() is None
    for empty in (tmp_path / "nowhere", tmp_path / "empty"):
        gazetteer = Gazetteer(empty)
        assert gazetteer.problem().startswith(f"There are no postcode positions in {empty}: set the app up again")
        with pytest.raises(NoPositions, match="POSTCODE_FOLDER"):
            gazetteer.position("XP1 1AA")


def test_files_are_read_once(folder):
    gazetteer = Gazetteer(folder)
    first = gazetteer.position("XP1 1AA")
    (folder / "xp.csv").unlink()
    assert gazetteer.position("XP1 1AA") == first


def test_threads_share_a_gazetteer(folder):
    gazetteer = Gazetteer(folder)
    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(gazetteer.position, ["XP1 1AA", "XQ2 2BB"] * 200))
    assert len(answers) == 2 and None not in answers


def shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/data/postcodes/{name} is not here")
    return path


def test_ordnance_surveys_own_file_agrees_with_positions_worked_out_elsewhere(tmp_path):
    shutil.copyfile(shared("codepoint_open_2025.4_po.csv"), tmp_path / "po.csv")
    gazetteer = Gazetteer(tmp_path)
    with shared("unit_postcodes_PO.csv").open(newline="") as file:
        rows = random.Random(7).sample(list(csv.DictReader(file)), 500)
    for row in rows:
        expected = Point(float(row["latitude"]), float(row["longitude"]))
        assert near(gazetteer.position(row["postcode"]), expected, 5), row


def test_neighbours_are_near(tmp_path):
    shutil.copyfile(shared("codepoint_open_2025.4_po.csv"), tmp_path / "po.csv")
    gazetteer = Gazetteer(tmp_path)
    codes = random.Random(8).sample(sorted(read(tmp_path / "po.csv")), 200)
    away = [_from_neighbours(gazetteer, f"{code[:-3]} {code[-3:]}") for code in codes]
    assert sorted(away)[100] < distances.metres(1)
    assert max(away) < distances.metres(10)


def _from_neighbours(gazetteer: Gazetteer, code: str) -> float:
    return distances.metres_between(gazetteer.position(code), gazetteer.rough_position(code))


def test_every_position_of_ordnance_surveys_file_is_in_the_area():
    places = read(shared("codepoint_open_2025.4_po.csv"))
    portsmouth = distances.box(Point(50.8, -1.09), distances.metres(30))
    assert len(places) > 24_000
    assert all(portsmouth.holds(Point(*place[:2])) for place in places.values())
