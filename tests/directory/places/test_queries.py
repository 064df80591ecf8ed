"""Where the installation's gazetteer is, and that there is one."""

import pytest

from directory.places import queries
from directory.places.distances import Point
from directory.places.postcodes import NoPositions
from directory.places.whereabouts import NotKnown


def test_positions_come_from_the_configured_folder(app, tmp_path):
    (tmp_path / "xp.csv").write_text('"XP1 1AA",10,464340,100350\n')
    app.config["POSTCODE_FOLDER"] = str(tmp_path)
    assert queries.position("XP1 1AA") == Point(50.799149, -1.088401)
    assert queries.position("XP1 1AB") is None
    assert queries.rough_position("XP1 1AB") == Point(50.799149, -1.088401)
    assert queries.gazetteer() is queries.gazetteer()


def test_a_missing_folder_is_told(app, tmp_path):
    app.config["POSTCODE_FOLDER"] = str(tmp_path / "nowhere")
    assert "POSTCODE_FOLDER" in queries.gazetteer().problem()
    with pytest.raises(NoPositions):
        queries.position("XP1 1AA")


def test_a_place_is_found_with_the_configured_files(app, tmp_path):
    (tmp_path / "po.csv").write_text('"PO1 2DY",10,464340,100350,"","","","","E07000090",""\n')
    (tmp_path / "places.csv").write_text(
        "name,latitude,longitude,population,admin1code,alternatives\nHavant,50.8567,-0.98559,45574,ENG,\n"
    )
    app.config["POSTCODE_FOLDER"] = app.config["PLACES_FOLDER"] = str(tmp_path)
    assert queries.find_place("po1 2dy").districts == queries.districts_of("PO1 2DY") == {"E07000090"}
    assert queries.find_place("Havant").point == Point(50.8567, -0.98559)


def test_without_place_names_a_town_is_not_known(app, tmp_path):
    app.config["PLACES_FOLDER"] = str(tmp_path)
    with pytest.raises(NotKnown, match="We do not know Southsea"):
        queries.find_place("Southsea")
