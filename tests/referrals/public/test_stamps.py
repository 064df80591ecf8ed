"""The signed moment on a page."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from referrals.public import stamps

NOW, SECRET, QUICKEST = datetime(2026, 3, 2, 10, tzinfo=UTC), "a secret", timedelta(seconds=5)


@given(st.integers(0, 2 * 12 * 3600))
def test_only_between_too_quick_and_too_old_is_taken(seconds):
    stamp = stamps.make(NOW - timedelta(seconds=seconds), SECRET)
    told = stamps.problem(stamp, NOW, SECRET, quickest=QUICKEST)
    assert told == (stamps.TOO_QUICK if seconds < 5 else stamps.TOO_OLD if seconds > 12 * 3600 else "")


@given(st.text())
def test_nothing_that_we_did_not_sign_is_taken(text):
    assert stamps.problem(text, NOW, SECRET, quickest=QUICKEST) == stamps.TOO_OLD
    good = stamps.make(NOW - timedelta(minutes=1), "another secret")
    assert stamps.problem(good, NOW, SECRET, quickest=QUICKEST) == stamps.TOO_OLD
