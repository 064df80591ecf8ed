"""A group keeps its own listing true, and the public sees it; an editor adds one and retires it."""

from tests.journeys.cast import EDITOR, GROUP, sign_in


def test_a_groups_change_is_seen_by_the_public(window):
    public = window().open("/directory/")
    public.fill("What are you looking for?", "dementia").press("Search").sees("dementia")
    group = sign_in(window(), GROUP)
    group.sees("My listings")
