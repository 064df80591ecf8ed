"""What a card keeps of a listing's record: prices, first lines, places and topics."""

import pytest

from directory.listings.cards import LONGEST, card_of, cost, summary, topics


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], ""),
        ([(0, None)], "Free"),
        ([(0, None), (0, "always")], "Free"),
        ([(2, "per session")], "£2 per session"),
        ([(2.5, None)], "£2.50"),
        ([(0.5, None)], "50p"),
        ([(1, None), (5, None)], "£1 to £5"),
        ([(0, None), (5, None)], "Free to £5"),
        ([(1200, None)], "£1,200"),
    ],
)
def test_costs(options, words):
    assert cost({"cost_options": [{"amount": amount, "amount_description": per} for amount, per in options]}) == words


def test_fees_in_words_and_other_currencies():
    assert cost({"cost_options": [{"amount": 3, "currency": "EUR"}], "fees": "Ask us"}) == "Ask us"
    assert cost({"fees_description": "Free to members, £2 otherwise"}) == "Free to members, £2 otherwise"


def test_the_first_line_is_cut_between_words():
    assert summary("\n\nFirst line\nSecond") == "First line"
    long = summary("word " * 100)
    assert len(long) <= LONGEST
    assert long.endswith("word …")
    assert summary(None) == ""


def test_topics_are_the_last_parts_of_names_and_of_topical_taxonomies():
    terms = [
        ("Topics", "Singing"),
        ("Audience", "Parents>Grandparents"),
        ("How to join", "Phone"),
        ("Topics", "Singing"),
    ]
    record = {"attributes": [{"taxonomy_term": {"name": name, "taxonomy": where}} for where, name in terms]}
    assert topics({"attributes": [*record["attributes"], {"value": "no term"}]}) == ["Singing", "Grandparents"]


def test_a_card_leaves_out_what_it_does_not_know():
    assert card_of({"name": "Choir", "organization": {"name": "Choir"}, "status": "active"}) == {"name": "Choir"}
    whole = card_of(
        {
            "name": "Choir",
            "organization": {"name": "Singers"},
            "service_at_locations": [
                {"location": {"name": "Hall", "addresses": [{"city": "Havant"}]}},
                {"location": {"addresses": [{"address_1": "1 High Street", "city": ""}]}},
                {"location": {"addresses": [{"postal_code": "PO1 2DY"}]}},
                {"id": "confidential"},
            ],
            "wait_time": "About 3 weeks",
        }
    )
    assert whole["places"] == [["Hall", "Havant"], ["1 High Street", ""], ["", "PO1 2DY"], ["", ""]]
    assert (whole["organization"], whole["room"]) == ("Singers", "About 3 weeks")
