"""A listing is a document: from rows and back it says the same."""

import copy
import uuid

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.db import db
from directory.listings import operations, shape
from directory.listings.document import differences, to_document
from directory.listings.shape import Kind
from tests.directory.listings.examples import CHOIR, EDITOR

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
VALUES = {
    Kind.LINE: words,
    Kind.TEXT: words,
    Kind.LINK: st.just("https://x.example/"),
    Kind.EMAIL: st.just("a@b.example"),
    Kind.NUMBER: st.integers(0, 80) | st.sampled_from([0.5, 51.25]),
    Kind.WHOLE: st.integers(1, 2**31 - 1),
    Kind.DATE: st.dates().map(str),
    Kind.TIME: st.times().map(lambda time: time.isoformat("minutes")),
    Kind.MOMENT: st.just("2026-01-02T03:04:05.678Z"),
    Kind.ID: st.uuids().map(str),
    Kind.YES_NO: st.just(True),
}
NEEDED = {
    "status": "active",
    "location_type": "physical",
    "address_type": "physical",
    "name": "Named",
    "number": "1",
    "identifier": "1",
    "source": "Council",
}


@st.composite
def part(draw, of: shape.Shape):
    """A document in the shape `of`, as full or as bare as chance will have it."""
    found = {"id": draw(st.uuids().map(str))}
    for name, kind in of.fields.items():
        values = VALUES[kind] if kind in VALUES else st.sampled_from(list(kind)).map(lambda word: word.value)
        if name in NEEDED and kind not in (Kind.NUMBER,):
            found[name] = draw(values) if draw(st.booleans()) else NEEDED[name]
        elif name not in ("id", "taxonomy") and draw(st.booleans()):
            found[name] = draw(values)
    for name, inner in {**of.ones, **of.lists}.items():
        if draw(st.booleans()):
            one = name in of.ones
            found[name] = draw(part(inner)) if one else [draw(part(inner)) for _ in range(draw(st.integers(1, 2)))]
    if of is shape.TERM:
        found |= {"taxonomy": "T", "name": found["id"]}
    elif of is not shape.ATTRIBUTE and draw(st.booleans()):
        found["vendor"] = {"colour": ["red", 1]}
    return found


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(part(shape.SERVICE))
def test_a_document_comes_back_as_it_went_in(app, document):
    document["last_modified"] = "2026-01-02T03:04:05.678Z"
    service = operations.add_listing(EDITOR, document=copy.deepcopy(document), source="s", source_id=document["id"])
    db.session.expire_all()
    kept = to_document(service)
    assert differences(_without_positions(document), _without_positions(kept)) == {}
    version = service.version
    operations.change_listing(EDITOR, service, version=version, document=kept)
    assert service.version == version
    assert to_document(service) == kept
    db.session.rollback()


def _without_positions(document):
    """Positions are found from postcodes where a document has none."""
    document = copy.deepcopy(document)
    for place in document.get("service_at_locations", []):
        for name in ("latitude", "longitude"):
            place.get("location", {}).pop(name, None)
    return document


def test_differences_name_the_field_by_its_path():
    after = copy.deepcopy(CHOIR)
    after["schedules"][0]["opens_at"] = "11:00"
    after["last_modified"] = "2026-01-01T00:00:00.000Z"
    del after["minimum_age"]
    session = CHOIR["schedules"][0]["id"]
    assert differences(CHOIR, after) == {
        "minimum_age": [18, None],
        f"schedules[{session}].opens_at": ["10:30", "11:00"],
    }


def test_the_order_of_a_list_is_no_difference():
    one, two = {"id": str(uuid.uuid4()), "name": "a"}, {"id": str(uuid.uuid4()), "name": "b"}
    assert differences({"languages": [one, two]}, {"languages": [two, one]}) == {}
