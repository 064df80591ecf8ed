"""A check in words: the line for those who work here, the line for everybody, and why it is not as good as required."""

from core.templating import day
from directory.upkeep.checks.kinds import ASKED
from directory.upkeep.checks.states import Check, State
from directory.upkeep.checks.words import Act, Kind, Level, Register

# Of these the public learns that they were seen. Who was checked, and what was agreed about data, is for staff.
PUBLIC = (Kind.INSURANCE, Kind.POLICY, Kind.LEAD, Kind.REGISTRATION)


def line(check: Check) -> str:
    """How it stands, in a line: "Public liability insurance seen, to 3 May 2027"."""
    if check.state.holds:
        return _holding(check)
    return f"{check.kind.words}: {why(check)}"


def why(check: Check) -> str:
    """Why a check is not good today: "not seen", "ran out on 3 May 2026"; nothing where it holds."""
    if check.state.holds:
        return ""
    ended = f"{ASKED[check.kind].ended} {day(check.until)}" if check.seen else ""
    if check.state is State.OFFERED:
        newer = "a newer one " if ended else ""
        offer = f"{newer}offered on {day(check.offered.created_at)}, waits for an editor’s look"
        return ", ".join(filter(None, (ended, offer)))
    return ended or "not seen"


def public_line(check: Check) -> str:
    """What everybody may know of it; nothing of a check that does not hold, or that is not for everybody."""
    if check.kind not in PUBLIC or not check.state.holds:
        return ""
    if check.kind is Kind.LEAD and check.seen.facts.get("public"):
        return f"Safeguarding lead: {check.seen.facts['name']}, {check.seen.facts['contact']}"
    return _holding(check)


def lines(checks: list[Check], *, staff: bool) -> list[str]:
    """A line for each check that these readers may know of."""
    return [words for check in checks if (words := line(check) if staff else public_line(check))]


def _holding(check: Check) -> str:
    """A registered number says more than that it was seen."""
    name = check.kind.words
    if check.kind is Kind.REGISTRATION:
        return registered(check.seen.facts)
    if check.until is None:
        return f"{name} {'named' if check.kind is Kind.LEAD else 'seen'}"
    asked = ASKED[check.kind]
    return f"{name} seen, {asked.ends if check.state is State.EXPIRING else asked.holds} {day(check.until)}"


def registered(facts: dict) -> str:
    """ "Charity number 1234567 seen", "Constitution seen"."""
    register = Register(facts["register"])
    if register.scheme is None:
        return "Constitution seen"
    return f"{NUMBERS[register]} {facts['number']} seen"


NUMBERS = {
    Register.CHARITY: "Charity number",
    Register.SCOTTISH_CHARITY: "Scottish charity number",
    Register.NORTHERN_IRISH_CHARITY: "Northern Irish charity number",
    Register.COMPANY: "Company number",
    Register.CIC: "Community interest company, number",
}


def rows(kind: Kind, one) -> list[tuple[str, str]]:
    """What a line of a check's history says, as labels and words, for those who work here and for the group."""
    asked = ASKED[kind]
    told = [*_facts(one.facts), (asked.since, day(one.since)), (asked.until, day(one.until))]
    told += [("What was seen", one.what_was_seen or ""), ("Reason", one.reason or "")]
    return [(label, words) for label, words in told if words]


def by(one) -> str:
    """Who wrote the line and when: "Seen on 3 May 2026 by Edie Page"."""
    on = one.seen_on if one.act == Act.SEEN and one.seen_on else one.created_at
    return f"{one.act.words} on {day(on)}, by {one.by_name}"


def _facts(facts: dict) -> list[tuple[str, str]]:
    return [(label, say(facts[name])) for name, (label, say) in FACTS.items() if facts.get(name) is not None]


FACTS = {
    "insurer": ("Insurer", str),
    "pounds": ("Sum insured", lambda value: f"£{value:,.0f}"),
    "level": ("Level", lambda value: Level(value).words),
    "leaders": ("For how many who lead", str),
    "name": ("Name or role", str),
    "contact": ("How to reach them", str),
    "public": ("May everybody see it?", lambda value: "Yes" if value else "No"),
    "register": ("What the group is", lambda value: Register(value).words),
    "number": ("Number", str),
}
