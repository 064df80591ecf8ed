"""The one line in which a service says whom it takes, and where else somebody can go."""

import datetime as dt

from core.templating import day
from referrals.profile.facts import Profile
from referrals.profile.words import Ground, Taking

# Until the service has words of its own: nothing is known of its neighbours.
ALTERNATIVES = {
    Ground.TOO_YOUNG: "look in the directory for groups that take them.",
    Ground.TOO_OLD: "look in the directory for groups that take them.",
    Ground.OUT_OF_AREA: "ask their own GP practice which service it refers to.",
    Ground.REASON: "look in the directory for who helps with this.",
    Ground.CAPACITY: "you can still send a referral, and it waits its turn.",
}
BEGINNINGS = {
    Ground.TOO_YOUNG: "For younger people",
    Ground.TOO_OLD: "For older people",
    Ground.OUT_OF_AREA: "For people from elsewhere",
    Ground.REASON: "Instead",
    Ground.CAPACITY: "Meanwhile",
}
MOST_NAMED = 6


def alternative(profile: Profile, ground: Ground) -> str:
    """Where else somebody can go, in the service's own words if it has any."""
    return f"{BEGINNINGS[ground]}: {profile.alternatives.get(ground) or ALTERNATIVES[ground]}"


def is_open(profile: Profile, *, whom: str | None = None) -> str:
    """That it takes referrals, and how soon somebody is spoken with; of which ages, unless `whom` says more."""
    days = f"{profile.first_contact_days} working day{'s' if profile.first_contact_days > 1 else ''}"
    return f"Taking referrals{_for_ages(profile) if whom is None else whom}. First contact within {days}."


def takes(profile: Profile) -> str:
    """The same before anything is known of the person: from where it takes people is said as well."""
    where = f" who {_from(profile)}" if profile.practices or profile.areas else ""
    return is_open(profile, whom=f"{_for_ages(profile) or ' for people'}{where}" if where else None)


def ages(profile: Profile, _today: dt.date) -> str:
    """Which ages it takes."""
    return f"This service is{_for_ages(profile)}."


def _for_ages(profile: Profile) -> str:
    youngest, oldest = profile.minimum_age, profile.maximum_age
    if oldest is None:
        return f" for people aged {youngest} and over" if youngest else ""
    return f" for people aged {youngest} to {oldest}" if youngest else f" for people aged {oldest} and under"


def catchment(profile: Profile, _today: dt.date) -> str:
    """From where it takes people."""
    return f"This service is for people who {_from(profile)}."


def _from(profile: Profile) -> str:
    ways = []
    if profile.practices:
        ways.append("are registered with a GP practice that it serves")
    if profile.areas:
        few = len(profile.areas) <= MOST_NAMED
        named = f"the postcode begins with {_listed(profile.areas, 'or')}" if few else "it works"
        ways.append(f"live where {named}")
    return " or ".join(ways)


def reasons(profile: Profile, _today: dt.date) -> str:
    """What it does not take."""
    named = _listed([f"“{reason.words}”" for reason in profile.reasons_not_taken], "or")
    return f"This service does not take referrals for {named} alone."


def paused(profile: Profile, _today: dt.date) -> str:
    """That it takes none, or only those that should be soon, until when and why."""
    soon_only = profile.state is Taking.URGENT_ONLY
    what = "takes only referrals that should be soon" if soon_only else "takes no new referrals"
    until = f" until {day(profile.paused_until)}" if profile.paused_until else " at the moment"
    why = profile.state_words.strip().rstrip(".")
    return f"This service {what}{until}{f': {_lowered(why)}' if why else ''}."


def full(profile: Profile, _today: dt.date) -> str:
    """That no place is left this week."""
    places = profile.weekly_places
    taken = "The one place of this week is taken" if places == 1 else f"All {places} places of this week are taken"
    return f"{taken}: a new referral waits longer."


def answered_no(question: str) -> str:
    """Which question was answered with no."""
    return f"You answered no to “{question}”"


def _listed(words, last: str) -> str:
    *rest, final = words
    return f"{', '.join(rest)} {last} {final}" if rest else final


def _lowered(words: str) -> str:
    """A sentence that goes on after a colon; a word in capitals stays one."""
    return words if words[:2].isupper() or words[:2] == "I " else words[:1].lower() + words[1:]
