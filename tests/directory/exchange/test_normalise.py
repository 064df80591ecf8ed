"""Whatever a feed holds, a record becomes a listing that the database can keep, or a refusal with a reason."""

import json
import re
import uuid
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.exchange.crosswalk import PLURALS, RENAMED
from directory.exchange.normalise import Refusal, normalise
from directory.listings import shape
from tests.directory.listings.examples import CHOIR

FEEDS = Path(__file__).resolve().parents[4] / "shared" / "data" / "feeds"
REAL = FEEDS / "oruk-1.0-north-lincolnshire.json"
EXAMPLE = FEEDS / "oruk-3.0-examples" / "service_full.json"


def needs(path: Path):
    return pytest.mark.skipif(not path.exists(), reason=f"needs ../shared/data/feeds/{path.name} beside the repository")


def test_a_good_record_stays_as_it_is():
    assert normalise(CHOIR, "test").document == CHOIR
    assert normalise(CHOIR, "test").notes == []


def test_normalising_twice_is_normalising_once():
    once = normalise({"id": "7", "name": "<b>A</b> &amp; B", "url": "b.example", "languages": [{"name": "x"}]}, "s")
    assert normalise(once.document, "s").document == once.document


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (None, "not a record but nothing"),
        ("text", "not a record but a text"),
        ([1], "not a record but a list"),
        (7, "not a record but a number"),
        ({"name": "No id"}, "it has no id"),
        ({"id": True, "name": "x"}, "it has no id"),
        ({"id": "a\x00b", "name": "x"}, "its id is no id"),
        ({"id": "1"}, "it has no name"),
        ({"id": "1", "name": " <p> </p> "}, "it has no name"),
        ({"id": "1", "name": "x", "description": "y" * 5_000_000}, "larger than 4,000,000 characters"),
    ],
)
def test_refused_with_a_reason(record, reason):
    with pytest.raises(Refusal, match=reason):
        normalise(record, "test")


def test_nested_too_deeply():
    deep: list = []
    for _ in range(50_000):
        deep = [deep]
    with pytest.raises(Refusal, match="nested deeper"):
        normalise({"id": "1", "name": "x", "extra": deep}, "test")


def test_what_makes_no_sense_is_left_out_with_a_note():
    listing = normalise(
        {
            "id": "x-1",
            "name": "Club",
            "email": "club at home",
            "url": "poster",
            "minimum_age": -1,
            "maximum_age": 0,
            "service_at_locations": [{"location": {"latitude": 100, "longitude": 1, "name": "Hall"}}],
        },
        "test",
    )
    told = " ".join(listing.notes)
    for field in ("email", "url", "minimum_age", "maximum_age", "latitude", "position"):
        assert field in told
        assert field not in listing.document
    assert "club at home" not in told
    assert listing.document["service_at_locations"][0]["location"]["name"] == "Hall"


def test_ids_are_the_same_each_time_and_another_in_another_source():
    record = {"id": "group-12", "name": "Club", "phones": [{"number": "1"}]}
    one, again, other = normalise(record, "a"), normalise(record, "a"), normalise(record, "b")
    assert one.source_id == "group-12"
    assert one.document == again.document
    assert uuid.UUID(one.document["id"]) != uuid.UUID(other.document["id"])


def test_a_list_is_known_to_be_shallow():
    assert normalise({"id": "1", "name": "x", "pc_targetAudience": []}, "s").shallow
    assert not normalise({"id": "1", "name": "x", "schedules": []}, "s").shallow


names = st.sampled_from(
    [
        *shape.SERVICE.fields,
        *shape.SERVICE.lists,
        *shape.SERVICE.ones,
        *shape.LOCATION.fields,
        *PLURALS,
        *RENAMED,
        *"location taxonomy taxonomy_term addresses phones pc_targetAudience pc_metadata weekday".split(),
    ]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2026-01-01", "10:00", "weekly", "TH", "a@b.example", "<p>x</p>", "-1", "PO1 2DY", "active"])
)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names | st.text(max_size=8), inner, max_size=6),
    max_leaves=30,
)
records = st.dictionaries(names | st.text(max_size=8), json_values, max_size=12).map(
    lambda record: {"id": "1", "name": "x"} | record
)


@settings(max_examples=300, deadline=None)
@given(json_values | records)
def test_any_json_is_a_listing_or_a_refusal(value):
    try:
        listing = normalise(value, "test")
    except Refusal:
        return
    json.dumps(listing.document, allow_nan=False).encode("ascii")
    assert listing.document["name"]
    assert normalise(listing.document, "test").document == listing.document


@needs(REAL)
def test_every_record_of_a_real_feed_is_a_listing():
    for record in json.loads(REAL.read_text()):
        document = normalise(record, "real").document
        said = json.dumps(document, ensure_ascii=False)
        assert not re.search(r"</?[a-zA-Z]+|&nbsp;|&amp;|\*\*\w", said), document["name"]
        assert document["url"].startswith("http") if "url" in document else True


@needs(EXAMPLE)
def test_the_standards_own_example_loses_only_its_impossible_position():
    listing = normalise(json.loads(EXAMPLE.read_text()), "example")
    assert [note.split(" left out")[0] for note in listing.notes] == [
        "service_at_locations[0].location.latitude",
        "position",
    ]
