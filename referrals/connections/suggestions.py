"""Which topics of the directory may help with each reason for a referral: codes of our own taxonomy of topics."""

from collections.abc import Iterable

from referrals.words import Reason

MOST = 8

R = Reason
TOPICS: dict[Reason, tuple[str, ...]] = {
    R.LONELINESS: ("loneliness", "befriending", "peer", "lunch-clubs-and-cafes"),
    R.MENTAL_WELLBEING: ("wellbeing", "peer", "nature", "arts"),
    R.LONG_TERM_CONDITION: ("conditions", "pain", "peer", "sport"),
    R.PHYSICAL_ACTIVITY: ("walking", "sport", "dance", "weight-and-eating-well"),
    R.MONEY: ("debt", "benefits", "energy"),
    R.HOUSING: ("housing", "homelessness"),
    R.FOOD_OR_FUEL: ("food", "food-banks-and-pantries", "energy"),
    R.WORK: ("employment", "volunteering", "learning"),
    R.CARER: ("carers", "peer", "dementia"),
    R.BEREAVEMENT: ("bereavement", "loneliness"),
    R.RELATIONSHIPS: ("relationships", "parents"),
    R.DOMESTIC_ABUSE: ("abuse",),
    R.SUBSTANCES: ("recovery", "stopping-smoking"),
    R.DIGITAL: ("digital",),
    R.TRANSPORT: ("transport",),
    R.DAILY_LIVING: ("home", "equipment-and-adaptations"),
    R.NEURODIVERSITY: ("learning-disability",),
    R.MEMORY: ("dementia", "carers"),
    R.IMMIGRATION: ("migration", "learning"),
    R.LEGAL: ("legal-advice", "advocacy"),
    # These say nothing of what would help.
    R.FREQUENT_ATTENDANCE: (),
    R.OTHER: (),
}


def codes_for(reasons: Iterable[Reason]) -> list[str]:
    """The codes for these reasons, the most telling of each first, each once, at most MOST."""
    columns = [TOPICS[reason] for reason in reasons]
    longest = max(map(len, columns), default=0)
    in_turn = (column[place] for place in range(longest) for column in columns if place < len(column))
    return list(dict.fromkeys(in_turn))[:MOST]
