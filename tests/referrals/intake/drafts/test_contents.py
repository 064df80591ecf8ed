"""What a draft holds: nothing of an answer is lost on the way in and out, and an old page undoes nothing elsewhere."""

from hypothesis import given, settings
from hypothesis import strategies as some

from referrals.intake import screens
from referrals.intake.drafts.contents import Contents, merged, of_form, read, written

pairs = some.lists(some.tuples(some.text(max_size=5), some.text(max_size=20)), max_size=4).map(tuple)
names = some.lists(some.text(max_size=5), max_size=3).map(tuple)


@settings(max_examples=50)
@given(some.builds(Contents, pairs, some.booleans(), names, names, pairs))
def test_what_is_written_is_read_again(contents):
    assert read(written(contents)) == contents


def test_only_answers_are_kept():
    sent = (
        ("first_name", "Ann"),
        ("date_of_birth-day", "1"),
        ("csrf_token", "x"),
        ("role", "administrator"),
        ("go", "next"),
    )
    assert of_form(sent, of=screens.ORDER.of_part) == sent[:2]


def test_the_screen_that_was_sent_counts_and_the_others_stay_as_they_were_kept():
    kept = (("first_name", "Ann"), ("may_text", "y"), ("need", "Company"), ("pasted", "rest"))
    sent = (("first_name", "Anna"), ("need", ""), ("screen", "person"))
    answer = dict(merged(kept, sent, here="person", of=screens.ORDER.of_part))
    assert answer == {"need": "Company", "pasted": "rest", "first_name": "Anna", "screen": "person"}
