"""Where the installation's gazetteer is, and that there is one."""

import pytest

from directory.places import queries
from directory.places.distances import Point
from directory.places.postcodes import NoPositions


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
