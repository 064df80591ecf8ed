"""A feed and an editor change the same field: the editor sees both side by side, and chooses once."""

import json

import pytest

from tests.journeys.cast import EDITOR, sign_in

KITES = {
    "id": "9b1c9d3e-0c4f-4f0e-8d53-2f3f6f1f0a01",
    "name": "Kite Flyers of Southsea",
    "description": "We fly kites on the common.",
    "alert": "No meeting in January.",
}


@pytest.fixture
def say(site, tmp_path):
    """The council's feed speaks: `say(alert="…")`."""

    def said(**changed) -> None:
        path = tmp_path / "feed.json"
        path.write_text(json.dumps([KITES | changed]))
        result = site.test_cli_runner().invoke(args=["directory", "import", str(path), "--source", "Southsea Council"])
        assert result.exit_code == 0, result.output

    return said


def test_a_conflict_is_settled_side_by_side_once(window, say):
    say()
    editor = sign_in(window(), EDITOR).open(f"/directory/listings/{KITES['id']}").follow("Change this listing")
    editor.follow("What it is").fill("Notice", "We meet in January after all.").press("Save")
    say(alert="No meeting in January or February.", description="We fly kites on the common every Sunday.")

    editor.open("/directory/listings").follow("Feeds").sees("Southsea Council").follow("Southsea Council")
    editor.sees("different things of 1 listing").follow("Kite Flyers of Southsea")
    editor.sees("We meet in January after all.", "Changed here by", "No meeting in January or February.")
    editor.answer("Notice", "Keep what we say").press("Save").sees("What you chose is saved")
    editor.sees("From Southsea Council", "We fly kites on the common every Sunday.")
    editor.open(f"/directory/listings/{KITES['id']}").sees("We meet in January after all.")

    say(alert="No meeting in January or February.", description="We fly kites.")
    editor.open("/directory/conflicts").sees("Nothing is waiting")
