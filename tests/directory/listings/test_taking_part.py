"""How people take part and join: chosen, taken back, and read again as it was chosen."""

from hypothesis import given
from hypothesis import strategies as st

from directory.listings.taking_part import put_taking_part, taking_part
from directory.listings.ways import Attendance, Joining

CHOICES = st.fixed_dictionaries(
    {
        "attendance": st.lists(st.sampled_from([one.value for one in Attendance]), unique=True).map(sorted),
        "joining": st.lists(st.sampled_from([one.value for one in Joining]), unique=True).map(sorted),
    }
)
TOPIC = {"taxonomy_term": {"name": "Online safety", "taxonomy": "Topics"}}


@given(CHOICES, CHOICES)
def test_what_is_chosen_is_read_again_and_nothing_else_is_touched(first, second):
    document = {"attributes": [dict(TOPIC)]}
    for chosen in (first, second):
        put_taking_part(document, chosen)
        assert taking_part(document) == chosen
        assert TOPIC in document["attributes"]
    again = [dict(one) for one in document["attributes"]]
    put_taking_part(document, taking_part(document))
    assert document["attributes"] == again


def test_a_feeds_own_words_are_understood_and_stay_while_they_fit():
    feed = {"taxonomy_term": {"id": "t1", "name": "Telephone helpline", "taxonomy": "How to take part"}}
    document = {"attributes": [feed]}
    assert taking_part(document) == {"attendance": ["phone"], "joining": []}
    put_taking_part(document, {"attendance": ["online", "phone"], "joining": []})
    assert document["attributes"][0] is feed
    put_taking_part(document, {"attendance": ["online"], "joining": []})
    assert taking_part(document) == {"attendance": ["online"], "joining": []}
    put_taking_part(document, {"attendance": [], "joining": []})
    assert document == {}
