"""Names of towns: how they are compared, which of a name comes first, and which a misspelt one may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places.distances import Point
from directory.places.names import Place, PlaceNames, key, read

TYNE = Place("Newcastle upon Tyne", Point(54.97, -1.61), 300_000, "England")
DOWN = Place("Newcastle", Point(54.2, -5.9), 7_000, "Northern Ireland")
VILLE = Place("Waterlooville", Point(50.88, -1.03), 64_000, "England")
LOO = Place("Waterloo", Point(53.47, -3.03), 1_000, "England")
NAMES = PlaceNames([(DOWN, [""]), (TYNE, ["Newcastle", "Neuchâté"]), (LOO, [""]), (VILLE, ["Waterloo"])])


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Saint Neots", "st neots"),
        ("ST. NEOTS", "st neots"),
        ("Weston-super-Mare", "weston super mare"),
        ("King’s Lynn", "kings lynn"),
        ("Ynys Môn", "ynys mon"),
        ("Basingstoke & Deane", "basingstoke and deane"),
        ("  ", ""),
    ],
)
def test_how_names_are_compared(written, compared):
    assert key(written) == compared


@given(st.text())
def test_a_compared_name_stays_as_it_is(text):
    assert key(key(text)) == key(text)


def test_a_short_form_counts_for_a_bigger_town_and_comes_first():
    assert NAMES.named("newcastle") == [TYNE, DOWN]


def test_a_chance_likeness_in_another_language_does_not():
    assert NAMES.named("Waterloo") == [LOO]
    assert NAMES.named("Neuchate") == [TYNE]


def test_a_misspelt_name():
    assert NAMES.alike("Waterlovile") == "Waterlooville"
    assert NAMES.alike("Paris") is None and NAMES.alike("") is None


def test_the_file_that_set_up_writes(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text(
        "name,latitude,longitude,population,admin1code,alternatives\n"
        "Saint Neots,52.21667,-0.26667,30811,ENG,Neots|Sant Neots\nNewport,51.58774,-2.99835,161506,WLS,\n"
    )
    names = read(path)
    assert names.named("neots") == [Place("St Neots", Point(52.21667, -0.26667), 30811, "England")]
    assert names.named("Newport")[0].country == "Wales"


def test_without_a_file_no_name_is_known(tmp_path):
    assert read(tmp_path / "places.csv").named("Havant") == []
