"""What may stand in the place of a typed word: the rule, and that it loses nothing."""

from hypothesis import given
from hypothesis import strategies as st

from directory.search.synonyms.expansion import alike, expand

GROUPS = (
    ("lonely", "making friends", "befriending"),
    ("befriending", "company"),
    ("job", "out of work", "work club"),
)


def test_the_typed_words_come_first_and_every_group_of_theirs_follows():
    assert expand(("befriending",), GROUPS) == [
        [("befriending",), ("lonely",), ("making", "friends"), ("company",)],
    ]
    assert expand(("lonely", "dog"), GROUPS) == [
        [("lonely",), ("making", "friends"), ("befriending",)],
        [("dog",)],
    ]


def test_the_longest_phrase_counts_with_its_empty_words_left_out():
    assert expand(("out", "work"), GROUPS) == [[("out", "work"), ("job",), ("work", "club")]]
    assert expand(("work", "club", "work"), GROUPS) == [
        [("work", "club"), ("job",), ("out", "of", "work")],
        [("work",)],
    ]


def test_a_plural_is_its_singular():
    assert expand(("jobs",), GROUPS) == [[("jobs",), ("out", "of", "work"), ("work", "club")]]
    assert expand(("making", "friend"), GROUPS)[0][0] == ("making", "friend")
    assert expand(("pass",), (("pas", "step"),)) == [[("pass",)]]


def test_without_groups_every_word_means_itself():
    assert expand(("choir", "tea"), ()) == [[("choir",)], [("tea",)]]
    assert expand((), GROUPS) == []


def test_a_search_s_phrases_keep_each_word_wanted_by_itself():
    assert alike([("work",), ("club",), ("tea",)], GROUPS) == (
        (("work",), ("job",), ("out", "of", "work")),
        (("club",), ("job",), ("out", "of", "work")),
        (("tea",),),
    )
    assert alike([("making", "friends"), ("tea", "club")], GROUPS) == (
        (("making", "friends"), ("lonely",), ("befriending",)),
        (("tea", "club"),),
    )
    assert alike([], GROUPS) == ()


WORDS = st.sampled_from(["lonely", "making", "friends", "befriending", "work", "out", "club", "jobs", "tea"])


@given(st.lists(WORDS, max_size=8).map(tuple))
def test_the_typed_words_come_whole_and_no_alternative_comes_twice(terms):
    found = expand(terms, GROUPS)
    assert sum((alternatives[0] for alternatives in found), ()) == terms
    for alternatives in found:
        assert len(set(alternatives)) == len(alternatives)
