"""What people type under “Where”, with the names that set-up fetched and postcode files made up for it."""

import contextlib
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places import names, whereabouts
from directory.places.distances import NEAR_THE_UNITED_KINGDOM, Point, metres_between
from directory.places.names import PlaceNames
from directory.places.postcodes import Gazetteer
from directory.places.whereabouts import Found, Kind, NotKnown

BUILD = Path(__file__).parents[3] / "build"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "postcodes"
PORTSMOUTH, HAVANT, GOSPORT, WIGHT = "E06000044", "E07000090", "E07000088", "E06000046"


@pytest.fixture(scope="module")
def understand():
    """The function with this clone's own postcodes and place names."""
    known = {"gazetteer": Gazetteer(BUILD / "postcodes"), "names": names.read(BUILD / "places" / "places.csv")}

    def asked(text: str) -> Found:
        return whereabouts.understand(text, **known)

    return asked


@pytest.mark.parametrize("typed", ["po1 2dy", "PO12DY", " Po1-2dY ", "12 Kings Terrace, Southsea PO1 2DY"])
def test_a_whole_postcode(understand, typed):
    found = understand(typed)
    assert (found.label, found.kind, found.districts) == ("PO1 2DY", Kind.POSTCODE, {PORTSMOUTH})
    assert metres_between(found.point, Point(50.79725, -1.09538)) < 10


@pytest.mark.parametrize(
    ("typed", "label", "districts"),
    [
        ("po1", "PO1", {PORTSMOUTH}),
        ("PO1 2", "PO1 2", {PORTSMOUTH}),
        ("po12", "PO12", {GOSPORT}),
        ("PO123", "PO12 3", {GOSPORT}),
        ("PO9 1", "PO9 1", {HAVANT}),
        ("EH1", "EH1", set()),
    ],
)
def test_a_part_of_a_postcode(understand, typed, label, districts):
    found = understand(typed)
    assert (found.label, found.kind, found.districts) == (label, Kind.PART, districts)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Havant", "Havant"),
        ("southsea", "Southsea"),
        ("ST NEOTS", "St Neots"),
        ("Saint-Neots", "St Neots"),
        ("st. neots", "St Neots"),
        ("Newcastle upon Tyne", "Newcastle upon Tyne"),
        ("newcastle-upon-tyne", "Newcastle upon Tyne"),
        ("kings lynn", "King's Lynn"),
        ("King’s Lynn", "King's Lynn"),
        ("Hull", "Kingston upon Hull"),
        ("Caerdydd", "Cardiff"),
        ("London", "London"),
        ("Portsmouth, Hampshire", "Portsmouth"),
        ("Havant Hants", "Havant"),
        ("richmond yorkshire", "Richmond, North Yorkshire"),
        ("Flat 4, Havant, Hants", "Havant"),
    ],
)
def test_a_town_however_it_is_written(understand, typed, label):
    found = understand(typed)
    assert (found.label, found.kind) == (label, Kind.PLACE)


def test_a_town_has_a_point_and_its_district(understand):
    found = understand("Havant")
    assert found.point == Point(50.8567, -0.98559) and found.districts == {HAVANT} and found.alternatives == ()


def test_a_town_on_the_other_bank_of_the_wye_is_in_no_district_of_england(understand):
    assert understand("Chepstow").districts == frozenset()
    assert "E07000080" in understand("Coleford, Gloucestershire").districts


def test_the_most_populous_of_a_name_and_which_others_there_are(understand):
    found = understand("Newport")
    assert found.label == "Newport, Wales" and found.districts == frozenset()
    assert {"Newport, Isle of Wight", "Newport, Shropshire"} <= set(found.alternatives)


@pytest.mark.parametrize(
    "typed", ["newport, isle of wight", "Newport Isle of Wight", "Newport, Isle of Wight, England", "newport iow"]
)
def test_the_one_in_a_county(understand, typed):
    found = understand(typed)
    assert (found.label, found.districts, found.alternatives) == ("Newport, Isle of Wight", {WIGHT}, ())


@pytest.mark.parametrize("typed", ["Newport", "Whitchurch", "Walton", "Skelton", "Richmond", "Newcastle", "Thornton"])
def test_every_alternative_is_understood_as_itself(understand, typed):
    alternatives = understand(typed).alternatives
    assert alternatives and [understand(label).label for label in alternatives] == list(alternatives)


@pytest.mark.parametrize(
    ("typed", "label", "codes"),
    [
        ("isle of wight", "Isle of Wight (its middle)", {WIGHT}),
        ("Tower Hamlets", "Tower Hamlets (its middle)", {"E09000030"}),
        ("rutland", "Rutland (its middle)", {"E06000017"}),
    ],
)
def test_a_district(understand, typed, label, codes):
    found = understand(typed)
    assert (found.label, found.kind, found.districts) == (label, Kind.AREA, codes)


def test_a_county_is_all_of_its_districts(understand):
    found = understand("Hampshire")
    assert found.label == "Hampshire (its middle)" and len(found.districts) == 13
    assert {PORTSMOUTH, HAVANT} < found.districts


@pytest.mark.parametrize("typed", ["50.8567,-0.9856", " 50.8567, -0.9856 "])
def test_the_position_of_a_browser(understand, typed):
    assert understand(typed) == Found(Point(50.8567, -0.9856), "your position", Kind.POSITION, frozenset({HAVANT}))


@pytest.mark.parametrize("typed", ["40.7,-74", "0,0", "999,999", "50.8,3.1"])
def test_a_position_elsewhere_is_refused(understand, typed):
    with pytest.raises(NotKnown, match="not in the United Kingdom"):
        understand(typed)


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("Havent", "Havant"),
        ("Portsmuth", "Portsmouth"),
        ("Sothsea, Hampshire", "Southsea"),
        ("Havannt", "Havant"),
        ("P01 2DY", "PO1 2DY"),
        ("p01", "PO1"),
    ],
)
def test_a_slip_of_the_pen_is_only_asked_about(understand, typed, suggestion):
    with pytest.raises(NotKnown) as refused:
        understand(typed)
    assert refused.value.suggestion == suggestion
    assert refused.value.words == f"We do not know {typed}. Did you mean {suggestion}?"


@pytest.mark.parametrize(
    "typed", [None, "", "  ", "\0", "ZZ99 3VZ", "BT1 1AA", "BT1", "PO", "PO1 2D", "Qwertyuiop", ",,,"]
)
def test_what_nobody_knows(understand, typed):
    with pytest.raises(NotKnown) as refused:
        understand(typed)
    assert refused.value.suggestion is None
    assert refused.value.words.endswith("Enter a postcode, the first part of one, or the name of a town or village")


SCRAPS = st.sampled_from(
    ["PO1", " 2DY", "0", ",", "-", ".", "Newport", " ", "St", "ß", "İ", "٣", "\n", "é", "A1", "E0"]
)


@given(st.one_of(st.text(max_size=200), st.lists(SCRAPS, max_size=12).map("".join)))
def test_any_text_is_a_place_or_not_known(understand, text):
    with contextlib.suppress(NotKnown):
        found = understand(text)
        assert found.label and NEAR_THE_UNITED_KINGDOM.holds(found.point)


def test_an_answer_takes_a_few_milliseconds_once_files_are_read(understand):
    asked = ["PO1 2DY", "Newport", "Walton", "Qwertyuiopasdfghjkl " * 5, "a " * 50, "a," * 50, "Hampshire"]
    for typed in asked:
        assert min(seconds(understand, typed) for _ in range(3)) < 0.05


def seconds(understand, typed: str) -> float:
    began = time.perf_counter()
    with contextlib.suppress(NotKnown):
        understand(typed)
    return time.perf_counter() - began


def test_without_any_files_the_sectors_are_known_and_no_towns(tmp_path):
    known = {"gazetteer": Gazetteer(tmp_path), "names": PlaceNames([])}
    found = whereabouts.understand("PO1 2DY", **known)
    assert found.label == "PO1 2DY" and found.districts == {PORTSMOUTH}
    assert metres_between(found.point, Point(50.79725, -1.09538)) < 1000
    assert whereabouts.understand("PO1", **known).kind is Kind.PART
    for typed in ("Havnt", "BT1 1AA", "PO99 9"):
        with pytest.raises(NotKnown):
            whereabouts.understand(typed, **known)


def test_ordnance_surveys_own_file_says_the_district(tmp_path):
    (tmp_path / "po.csv").write_text(
        '"PO1 2DY",10,464340,100350,"E92000001","E19000002","E18000009","","E07000090","E05002443"\n'
        '"PO1 2ZZ",10,464340,100350,"E92000001","E19000002","E18000009","","","E05002443"\n'
    )
    gazetteer = Gazetteer(tmp_path)
    assert whereabouts.understand("PO1 2DY", gazetteer=gazetteer, names=PlaceNames([])).districts == {HAVANT}
    assert whereabouts.districts_of("PO1 2ZZ", gazetteer) == {PORTSMOUTH}
    assert whereabouts.districts_of("PO1 9ZZ", gazetteer) == {PORTSMOUTH}
    assert whereabouts.districts_of("EH1 1AA", gazetteer) == frozenset()


def test_ordnance_surveys_districts_are_among_those_of_the_table(tmp_path):
    source = SHARED / "codepoint_open_2025.4_po.csv"
    if not source.exists():
        pytest.skip("../shared/data/postcodes/codepoint_open_2025.4_po.csv is not here")
    shutil.copyfile(source, tmp_path / "po.csv")
    exact, nothing = Gazetteer(tmp_path), Gazetteer(tmp_path / "nowhere")
    for postcode in ("PO1 2DY", "PO9 1AA", "PO12 1AA", "PO30 1AA", "GU1 1AA"):
        assert whereabouts.districts_of(postcode, exact) <= whereabouts.districts_of(postcode, nothing)
