"""What to know about a listing before sending somebody there: over, not running, or long unconfirmed."""

import datetime as dt

# A listing that nobody has confirmed for this long may be about a group that is gone.
STALE_AFTER = dt.timedelta(days=365)


def is_over(listing) -> bool:
    """Whether the listing was retired: nobody can be sent there any more."""
    return listing.retired_at is not None


def cautions(listing, now: dt.datetime) -> list[str]:
    """Warnings in words, most serious first; empty if the listing is running and was confirmed in the last year."""
    if is_over(listing):
        return ["This listing has been retired. Nobody can be introduced or signposted to it."]
    state = listing.status.words.lower()
    found = [] if listing.public else [f"This group is marked as {state}. Check before you use it."]
    if listing.alert:
        found.append(listing.alert)
    if listing.confirmed_at is None:
        found.append("Nobody at the group has confirmed that this listing is right. Check with them first.")
    elif now - listing.confirmed_at > STALE_AFTER:
        found.append("The group last confirmed this listing more than a year ago. Check with them first.")
    return found
