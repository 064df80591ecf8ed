"""What a waiting change meets in the listing as it stands now."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from directory.listings.document import HIDDEN, differences
from directory.upkeep.waiting.meeting import applied, asked, can_apply, masked

NOW = {
    "name": "Thursday Choir",
    "organization": {"id": "o1", "name": "Harbour Voices"},
    "contacts": [{"id": "c1", "name": "Marian", "phones": [{"id": "t1", "number": "01632 960001"}]}],
    "service_at_locations": [{"id": "p1", "location": {"id": "l1", "name": "The Hall"}}],
}


def changed(**facts) -> dict:
    """The differences that make NOW say this."""
    return differences(NOW, copy.deepcopy(NOW) | facts)


def test_a_field_nobody_touched_shows_before_and_after():
    [one] = asked(changed(name="Friday Choir"), NOW)
    assert (one.key, one.label, one.lines) == (
        "name",
        "Name",
        [("Name", "Thursday Choir", "Thursday Choir", "Friday Choir")],
    )
    assert not (one.moved or one.done or one.gone)


def test_what_somebody_changed_meanwhile_is_shown_beside_both():
    [one] = asked(changed(name="Friday Choir"), NOW | {"name": "Choir of the Harbour"})
    assert one.moved and one.lines[0][1:] == ("Thursday Choir", "Choir of the Harbour", "Friday Choir")


def test_what_says_so_already_is_done():
    [one] = asked(changed(name="Friday Choir"), NOW | {"name": "Friday Choir"})
    assert one.done and not one.moved


def test_what_is_about_something_gone_cannot_be_accepted():
    places = [{"id": "p1", "location": {"id": "l1", "name": "The Barn"}}]
    wanted, now = changed(service_at_locations=places), NOW | {"service_at_locations": []}
    [one] = asked(wanted, now)
    assert one.gone and not can_apply(wanted, now)
    assert can_apply(wanted, NOW)


def test_a_new_item_needs_nothing_there():
    wanted = changed(phones=[{"id": "t2", "number": "01632 960002"}])
    assert can_apply(wanted, NOW)
    assert applied(NOW, wanted)["phones"] == [{"id": "t2", "number": "01632 960002"}]


def test_what_is_to_go_goes_with_all_that_was_added_to_it_meanwhile_and_the_editor_sees_that():
    wanted = changed(contacts=[])
    now = copy.deepcopy(NOW)
    now["contacts"][0]["email"] = "marian@choir.example"
    [one] = asked(wanted, now)
    assert one.moved and ("Contact: email", "", "marian@choir.example", "") in one.lines
    assert "contacts" not in applied(now, wanted)


def test_words_for_another_organisation_do_not_land_on_this_one():
    wanted = {"organization.description": [None, "We sing."]}
    assert can_apply(wanted, NOW)
    assert not can_apply(wanted, NOW, same_organization=False)
    assert asked(wanted, NOW, same_organization=False)[0].gone


def test_a_confidential_place_is_told_to_nobody():
    path = "service_at_locations[p1].location.name"
    wanted = {path: ["The Hall", "Elm House"]}
    hidden = {path: [HIDDEN, HIDDEN]}
    secret = copy.deepcopy(NOW)
    secret["service_at_locations"][0]["location"]["confidential"] = True
    assert masked(wanted, secret, wanted, []) == hidden
    assert masked(wanted, NOW, wanted, ["p1"]) == hidden
    both = wanted | {"service_at_locations[p1].location.confidential": [None, True]}
    assert masked(both, NOW, both, [])[path] == hidden[path]
    for one in (*asked(wanted, secret), *asked(wanted, NOW, secret_places=["p1"])):
        assert "Elm House" not in str(one) and "The Hall" not in str(one)


TEXTS = st.text(min_size=1, max_size=5)
PARTS = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from(["a", "b", "c"])}, optional={"number": TEXTS, "type": TEXTS}),
    unique_by=lambda part: part["id"],
    max_size=3,
)
DOCUMENTS = st.fixed_dictionaries({"name": TEXTS}, optional={"alert": TEXTS, "phones": PARTS.filter(bool)})


@given(DOCUMENTS, DOCUMENTS)
def test_all_of_it_accepted_at_once_is_what_was_wanted(before, after):
    assert differences(applied(before, differences(before, after)), after) == {}


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_what_is_accepted_changes_nothing_else(before, after, now):
    wanted = differences(before, after)
    if not can_apply(wanted, now):
        return
    changed_paths = set(differences(now, applied(now, wanted)))
    going = tuple(path.removesuffix("id") for path, (_, new) in wanted.items() if new is None and path.endswith("].id"))
    assert all(path in wanted or (going and path.startswith(going)) for path in changed_paths)
