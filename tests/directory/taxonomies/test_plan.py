"""What taking in a list would do: terms known by code, address or name, parents found, and no ring ever made."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from directory.taxonomies.plan import Known, plan
from directory.taxonomies.sheet import Row


def applied(known, found) -> list[Known]:
    """The terms as they stand after the plan."""
    terms = {term.id: term for term in known}
    for step in (*found.added, *found.renamed, *found.changed):
        terms[step.term_id] = (terms.get(step.term_id) or Known(step.term_id, ""))._replace(**step.says)
    return list(terms.values())


def first(rows) -> list[Known]:
    """The terms after taking `rows` into nothing."""
    return applied([], plan(rows, []))


MUSIC = [Row(2, "Music", "m", ""), Row(3, "Singing", "s", "m"), Row(4, "Choirs", "c", "Singing")]


def test_parents_are_codes_or_names_and_may_come_later():
    terms = {term.name: term for term in first(reversed(MUSIC))}
    assert terms["Choirs"].parent_id == terms["Singing"].id
    assert terms["Singing"].parent_id == terms["Music"].id and terms["Music"].parent_id is None


def test_a_new_name_or_place_keeps_the_id():
    known = first(MUSIC)
    found = plan([Row(2, "Song", "s", ""), Row(3, "Choirs", "c", "m")], known)
    assert [(step.known.name, step.says["name"]) for step in found.renamed] == [("Singing", "Song")]
    assert [step.known.name for step in found.changed] == ["Choirs"]
    assert found.left == 1 and not found.added
    address = [Known(uuid.uuid4(), "Old", term_uri="http://a.example/1")]
    (step,) = plan([Row(2, "New", None, None, None, "http://a.example/1")], address).renamed
    assert step.term_id == address[0].id


def test_what_a_file_has_no_column_for_stays():
    known = [Known(uuid.uuid4(), "Singing", "s", uuid.uuid4(), "Choirs and so on", "http://a.example")]
    assert plan([Row(2, "Singing", "s")], known).unchanged
    (step,) = plan([Row(2, "Singing", "s", None, "")], known).changed
    assert step.changes == {"description": None}


def test_terms_called_alike_are_told_apart_by_their_parents():
    rows = [
        Row(2, "Food", None, ""),
        Row(3, "Work", None, ""),
        Row(4, "Help", None, "Food"),
        Row(5, "Help", None, "Work"),
    ]
    known = first(rows)
    assert len(known) == 4 and len(plan(rows, known).unchanged) == 4
    ambiguous = plan([Row(2, "More", None, "help")], known)
    assert ambiguous.refused[0].why == "Several terms are called “help” for it to stand under"


def test_a_term_that_a_feed_brought_gets_its_code():
    known = [Known(uuid.uuid4(), "singing")]
    (step,) = plan([Row(2, "Singing", "s", "")], known).renamed
    assert step.term_id == known[0].id and step.says["code"] == "s"


def test_a_merged_term_stays_merged_and_is_a_parent_through_the_other():
    kept = Known(uuid.uuid4(), "Music", "m")
    merged = Known(uuid.uuid4(), "Tunes", "t", merged_into_id=kept.id)
    found = plan([Row(2, "Tunes", "t", ""), Row(3, "Jazz", "j", "t")], [kept, merged])
    assert [step.known for step in found.merged] == [merged] and found.left == 1
    assert found.added[0].says["parent_id"] == kept.id


def test_what_is_left_out_and_why():
    rows = [
        Row(2, "", "x", ""),
        Row(3, "A", "a", "b"),
        Row(4, "B", "b", "a"),
        Row(5, "C", "c", "nowhere"),
        Row(6, "D", "d", "c"),
        Row(7, "E", "e", ""),
        Row(8, "E", "e", ""),
        Row(9, "F" * 300, "f", ""),
    ]
    found = plan(rows, [])
    assert [(one.row.number, one.why) for one in found.refused] == [
        (2, "It has no name"),
        (3, "It would stand under itself"),
        (4, "What it stands under was refused"),
        (5, "There is no term “nowhere” for it to stand under"),
        (6, "What it stands under was refused"),
        (8, "Row 7 is the same term"),
        (9, "Its name is longer than 200 characters"),
    ]
    assert [step.says["name"] for step in found.added] == ["E"]


def test_a_code_printed_twice_is_the_first_row_s():
    """As in Open Eligibility 2014, where “Primary Care” has the code of what it stands under."""
    rows = [Row(2, "Medical Care", "1206", ""), Row(3, "Primary Care", "1206", "1206")]
    known = {term.name: term for term in first(rows)}
    assert known["Primary Care"].parent_id == known["Medical Care"].id and known["Primary Care"].code is None
    again = plan(rows, known.values())
    assert len(again.unchanged) == 2
    assert [(row.number, why) for row, why in again.uncoded] == [(3, "Row 2 has its code, 1206, already")]


def test_a_term_cannot_move_under_what_is_under_it_already():
    known = first(MUSIC)
    found = plan([Row(2, "Music", "m", "s")], known)
    assert [one.why for one in found.refused] == ["It would stand under itself"] and not found.writes


NAMES = st.sampled_from("abcde")
ROWS = st.lists(
    st.tuples(NAMES, st.none() | st.sampled_from(["", *"vwxyz"]), st.none() | st.sampled_from(["", *"abcdevw"])),
    max_size=8,
).map(lambda rows: [Row(number, *row) for number, row in enumerate(rows, start=2)])


@given(ROWS, ROWS)
def test_the_same_list_again_changes_nothing_and_no_ring_is_made(earlier, rows):
    known = first(earlier)
    once = applied(known, plan(rows, known))
    assert {term.id for term in known} <= {term.id for term in once}
    parents = {term.id: term.parent_id for term in once}
    for term in once:
        passed = set()
        above = term.id
        while above:
            assert above not in passed
            passed.add(above)
            above = parents[above]
