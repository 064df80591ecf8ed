"""A file's records come one at a time, whole, however the file is cut into pieces."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.exchange import reading
from directory.exchange.reading import NotReadable, records

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(values, max_size=6), st.sampled_from([1, 2, 3, 7, 64]), st.sampled_from([None, 1]), st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_list_in_any_pieces(tmp_path, monkeypatch, found, piece, indent, enveloped):
    monkeypatch.setattr(reading, "PIECE", piece)
    path = tmp_path / "feed.json"
    content = {"total_items": 1, "contents": found, "last_page": True} if enveloped else found
    path.write_text(json.dumps(content, indent=indent))
    assert list(records(path)) == found


def test_lines_of_records(tmp_path):
    path = tmp_path / "feed.ndjson"
    path.write_text('{"id": 1}\n{"id": 2}\n\n{"id": 3}\n')
    assert [one["id"] for one in records(path)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ('[{"id": 1},\n {"id": 2}\n,, 3]', "line 3, column 2"),
        ('{"contents": [{"id": 1}]', "line 1, column 25"),
        ("[1] 2", "line 1, column 5"),
        ('[1, "abc', "line 1, column 5"),
        ("{1: 2}", "line 1, column 2"),
    ],
)
@pytest.mark.parametrize("piece", [1, 5, 1000])
def test_where_it_is_broken(tmp_path, monkeypatch, content, where, piece):
    monkeypatch.setattr(reading, "PIECE", piece)
    path = tmp_path / "feed.json"
    path.write_text(content)
    with pytest.raises(NotReadable, match=where):
        list(records(path))


def test_a_record_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_RECORD", 10_000)
    monkeypatch.setattr(reading, "PIECE", 1000)
    path = tmp_path / "feed.json"
    path.write_text('["' + "x" * 100_000)
    with pytest.raises(NotReadable, match="has a record of more than"):
        list(records(path))
