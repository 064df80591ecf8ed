"""The browser's mark: ours only, for the accounts that were used there."""

import uuid

import pytest

from accounts import devices

ONE, OTHER = uuid.uuid4(), uuid.uuid4()


def test_a_marked_browser_has_one_name_for_all_its_people(app):
    mark = devices.marked(devices.marked(None, ONE), OTHER)
    assert devices.place_name(mark, ONE) == devices.place_name(mark, OTHER) is not None


def test_it_says_nothing_of_an_account_that_was_not_used_there(app):
    assert devices.place_name(devices.marked(None, ONE), OTHER) is None
    assert devices.place_name(devices.marked(None, ONE), None) is None


@pytest.mark.parametrize("forged", [None, "", "x", "e30.x.y", "ж", "a" * 10_000])
def test_a_mark_that_is_not_ours_is_no_mark(app, forged):
    assert devices.place_name(forged, ONE) is None


def test_a_mark_signed_with_another_secret_is_no_mark(app):
    mark = devices.marked(None, ONE)
    app.config["SECRET_KEY"] = "another secret, as long as the first one was"
    assert devices.place_name(mark, ONE) is None


def test_the_people_of_a_shared_computer_are_remembered_up_to_a_dozen(app):
    users, mark = [uuid.uuid4() for _ in range(15)], None
    for user in users:
        mark = devices.marked(mark, user)
    known = [devices.place_name(mark, user) is not None for user in users]
    assert known == [False] * 3 + [True] * 12
    assert len(mark) < 1500
