"""How the parameters of a question are read."""

import datetime as dt
import uuid
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.exchange.published.parameters import PARAMETERS, Asked, NotUnderstood, understand

ONE = "5d0c7d2c-2f0e-4a57-9a53-000000000001"


def asked(**given) -> Asked:
    return understand(
        PARAMETERS, {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    )


@pytest.mark.parametrize(
    ("given", "size", "first"),
    [
        ({}, 50, 0),
        ({"page": "3"}, 50, 100),
        ({"page": "3", "per_page": "7"}, 7, 14),
        ({"per_page": "1000"}, 1000, 0),
        ({"per_page": "1001"}, 1000, 0),
        ({"minimal": "true"}, 100_000, 0),
        ({"minimal": "true", "per_page": "5000"}, 5000, 0),
    ],
)
def test_pages(given, size, first):
    found = asked(**given)
    assert (found.size, found.here) == (size, slice(first, first + size))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"day": "mo,Tuesday"}, {"day": ("MO", "TU")}),
        ({"day": ["MO", "WE"]}, {"day": ("MO", "WE")}),
        ({"start_time": "9:30"}, {"start_time": dt.time(9, 30)}),
        ({"end_time": "17:00Z"}, {"end_time": dt.time(17, 0)}),
        ({"modified_after": "2026-07-01"}, {"modified_after": dt.datetime(2026, 6, 30, 23, tzinfo=dt.UTC)}),
        (
            {"modified_after": "2026-07-01T12:00:00 01:00"},
            {"modified_after": dt.datetime(2026, 7, 1, 11, tzinfo=dt.UTC)},
        ),
        ({"postcode": "po12dy", "proximity": "500.5"}, {"postcode": "PO1 2DY", "proximity": 500.5}),
        ({"taxonomy_term_id": f"{ONE},{ONE.upper()}"}, {"taxonomy_term_id": (uuid.UUID(ONE),)}),
        ({"full": "TRUE", "minimal": "0"}, {"full": True, "minimal": False}),
        ({"format": "NDJSON"}, {"format": "ndjson"}),
    ],
)
def test_values(given, expected):
    found = asked(**given)
    assert {name: getattr(found, name) for name in expected} == expected


def test_every_problem_is_told():
    with pytest.raises(NotUnderstood) as refused:
        asked(page="0", day="Someday", full="maybe")
    assert [problem.parameter for problem in refused.value.problems] == ["page", "day", "full"]


def test_what_an_address_cannot_filter_by():
    with pytest.raises(NotUnderstood):
        understand(["page"], {"day": ["MO"]})


@given(st.dictionaries(st.sampled_from(list(PARAMETERS)), st.lists(st.text(max_size=30), max_size=3), max_size=4))
def test_any_text_is_read_or_refused(given):
    with suppress(NotUnderstood):
        found = understand(PARAMETERS, given)
        assert found.page >= 1 and found.size >= 1
