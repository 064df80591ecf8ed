"""Which of our answers is which element of the standard (PRSB v1.1): one table, in the standard's own names.

What the standard has and we do not hold stands in docs/messages.md. Lengths are the standard's.
"""

import datetime as dt
from collections.abc import Callable

from core import clock
from core.identifiers import telephone
from core.templating import day
from referrals.messages.prsb.shape import Group, Item
from referrals.people.words import ContactWay, Gender
from referrals.words import AccessNeed, GivenBy, Source

SHORT, LONG, OTHER_CONTACT = 70, 150, 255
# PERSON STATED GENDER CODE, which knows fewer answers than the newer code that is asked for here.
STATED_GENDER = {Gender.MALE: "1", Gender.FEMALE: "2", Gender.NON_BINARY: "9", Gender.OTHER: "9"}
CONTACT_METHOD = {
    ContactWay.LETTER: "1",
    ContactWay.VISIT: "2",
    ContactWay.TELEPHONE: "3",
    ContactWay.EMAIL: "4",
    ContactWay.TEXT: "9",
}
NO_TELEPHONE = "8"
# Whether it was the person's own agreement must not be lost on the way.
WHO = {
    GivenBy.PERSON: "agreed by the person",
    GivenBy.ATTORNEY: "agreed by someone with power of attorney or a deputy",
    GivenBy.BEST_INTERESTS: "the person lacks capacity to decide this; a best interests decision was made",
}
STOPS = (".", "!", "?")
# The elements without a limit of length in which the whole stands of what is shortened elsewhere.
WHOLE_CONTACT = "About me › Please do and please don't › Please do and please don't"
WHOLE_OWN_WORDS = "About me › Also worth knowing about me › Also worth knowing about me"
WHOLE_NEED = "Care and support plan › Needs, concerns or problems › Free text"
# SNOMED CT: the person themselves is a carer.
IS_CARER = "224484003"
# There is a number, and nobody here has traced it.
NOT_TRACED = "02"


def of_person(name: str) -> Callable:
    """Reads an attribute of the referral's person."""
    return lambda referral: getattr(referral.person, name)


def _line(number: int) -> Item:
    def of(referral):
        lines = referral.person.address or []
        return lines[number - 1] if len(lines) >= number else None

    return Item(f"Address line {number}", of, 35)


def _preferred_method(referral) -> str | None:
    person = referral.person
    if ContactWay.TELEPHONE in person.forbidden_ways | person.left_out_by_needs:
        return NO_TELEPHONE
    return CONTACT_METHOD.get(person.preferred_way)


def _other_contact(referral) -> str:
    """What is forbidden and who is contacted instead, then who must not know, so that shortening takes the rest."""
    person = referral.person
    # Without a telephone the warnings have the other contact in them.
    further = person.other_contact if person.telephone else None
    said = [*person.contact_forbidden, person.contact_instead, person.safe_contact, *person.contact_warnings, further]
    *before, last = dict.fromkeys(filter(None, said)) or [""]
    return " ".join([*(words if words.endswith(STOPS) else f"{words}." for words in before), last])


def _if_shortened(of: Callable, longest: int) -> Callable:
    """What `of` reads, where it is longer than the element allows in which it stands."""
    return lambda referral: said if len(said := of(referral) or "") > longest else None


def _too_long(referral) -> list[str]:
    """What is needed, why it is asked here and what was said of risks, where their own elements are too short."""
    said = [("", referral.need), ("Why social prescribing: ", referral.reason_for_social_prescribing)]
    said += [("About the risks: ", comment) for comment in referral.risk_comments]
    return [f"{about}{words}" for about, words in said if len(words or "") > LONG]


def minute(moment: dt.datetime) -> str:
    """A moment to the minute, with its distance from Greenwich (YMDHM)."""
    return moment.astimezone(clock.LONDON).isoformat(timespec="minutes")


def _agreed(referral) -> str | None:
    """Who agreed to what, how and when; withdrawn agreements are not agreements."""
    held = [one for one in referral.agreements if one.withdrawn_at is None]
    said = [f"{one.recipient}, for {one.purpose.lower()}: {_by(one)}" for one in held]
    if not referral.tell_gp:
        said.append("Do not tell the GP practice what came of it.")
    return "; ".join(said) or None


def _by(agreement) -> str:
    name = f" ({agreement.given_by_name})" if agreement.given_by_name else ""
    said = [f"{WHO[agreement.given_by]}{name}, {agreement.given_how.words.lower()}, {day(agreement.given_on)}"]
    for label, words in (
        ("There", agreement.who_was_there),
        ("Interpreter", agreement.interpreter_used and agreement.interpreter_used.words.lower()),
        ("Why", agreement.decision_reason),
    ):
        said += [f"{label}: {words}"] if words else []
    return f"{'. '.join(said)} (wording {agreement.wording})"


def _spoken(number: str | None) -> str | None:
    return telephone.spoken(number) if number else None


def _organisation_words(referral) -> str:
    """The name, with the code that the standard's five characters cannot hold."""
    practice = referral.practice
    return f"{practice.name} ({practice.ods_code})" if practice and practice.ods_code else referral.from_words


def _complaints(referral) -> list[str]:
    """The reasons, of several the main one marked, and in words what is needed."""
    main, *rest = referral.reason_words
    return list(dict.fromkeys([f"{main} (main reason)" if rest else main, *rest, referral.need]))


def _access(referral) -> list[str]:
    return [AccessNeed(code).words for code in referral.person.access_needs]


DEMOGRAPHICS = Group(
    "Person demographics",
    (
        Group(
            "Person name",
            (
                Item("Person first name", lambda referral: [referral.person.first_name], 35, many=True),
                Item("Person family name", lambda referral: [referral.person.family_name], 35, many=True),
                Item("Person preferred name", of_person("preferred_name"), 70),
            ),
        ),
        Item("Date of birth", lambda referral: referral.person.date_of_birth.isoformat(), needed=True),
        Item("Gender", lambda referral: STATED_GENDER.get(referral.person.gender, "X"), 1, code=True),
        Item("Ethnicity", lambda referral: referral.person.ethnicity.value, 2, code=True),
        Item("Carer Status", lambda referral: IS_CARER if referral.person.is_carer else None, code=True),
        Item("NHS number", of_person("nhs_number"), 10, code=True),
        Item("NHS number status indicator", lambda referral: referral.person.nhs_number and NOT_TRACED, 2, code=True),
        Group(
            "Person's address",
            (*map(_line, range(1, 6)), Item("Postcode", of_person("postcode"), 8, code=True)),
        ),
        Group(
            "Person's contact details",
            (
                Item("Preferred contact method", _preferred_method, 1, code=True),
                Group(
                    "Person's telephone number details",
                    (Item("Person's telephone number", lambda number: number, 35),),
                    each=lambda referral: filter(None, [referral.person.telephone_words]),
                ),
                Group(
                    "Person's email address details",
                    (Item("Person's email address", lambda address: address, 255),),
                    each=lambda referral: filter(None, [referral.person.email]),
                ),
                Item("Other contact information", _other_contact, OTHER_CONTACT, whole=WHOLE_CONTACT),
            ),
        ),
        Item("Relevant contacts", of_person("carer_words")),
    ),
)
PRACTICE = Group(
    "GP practice",
    (
        Group(
            "GP practice record entry",
            (
                Item("GP practice details", of_person("gp_practice_words"), LONG),
                Item("GP practice identifier", of_person("gp_practice_code"), 6, code=True, needed=True),
            ),
            each=lambda referral: [referral],
        ),
    ),
)
COMMUNICATING = "How I communicate and how to communicate with me"
WHOLE_ACCESS = f"About me › {COMMUNICATING} › {COMMUNICATING}"


def _own_words(referral) -> str | None:
    return referral.own_words


def _alone(name: str, of: Callable, *, repeats: bool = False) -> Group:
    """A heading of "About me" with the one element of the same name that stands below it."""
    return Group(name, (Item(name, of),), repeats=repeats)


ABOUT_ME = Group(
    "About me",
    (
        _alone(COMMUNICATING, lambda referral: "; ".join(referral.person.communication_words)),
        _alone("Please do and please don't", _if_shortened(_other_contact, OTHER_CONTACT), repeats=True),
        _alone("Also worth knowing about me", _if_shortened(_own_words, LONG), repeats=True),
    ),
)
REQUIREMENTS = Group(
    "Individual requirements",
    (
        Group(
            "Reasonable adjustment",
            (
                Group(
                    "Reasonable adjustment record entry",
                    (
                        Item("Reasonable adjustment flag", lambda words: True),
                        Group("Reasonable adjustment", (Item("Free text", lambda words: words, LONG),)),
                    ),
                    each=_access,
                ),
            ),
        ),
        Group(
            "Other individual requirements",
            (Item("Other individual requirement", lambda words: words, LONG, whole=WHOLE_ACCESS),),
            each=lambda referral: filter(None, [referral.person.access_details]),
        ),
    ),
)
CONSENT = Group("Consent", (Item("Consent for information sharing", _agreed),))
DETAILS = Group(
    "Referral details",
    (
        Group(
            "Referral details record entry",
            (
                Item("Date", lambda referral: minute(referral.submitted_at)),
                Group(
                    "Referrer details",
                    (
                        Item("Name", lambda referral: referral.referrer_name, SHORT, needed=True),
                        Item("Role", lambda referral: referral.referrer_role),
                        Group("Service", (Item("Free text", lambda referral: referral.from_words, LONG, needed=True),)),
                        Group("Organisation", (Item("Free text", _organisation_words, LONG, needed=True),)),
                        Item("Contact details", lambda referral: referral.referrer_contact, SHORT, needed=True),
                    ),
                ),
                Item(
                    "Referral method",
                    lambda referral: "Self referral" if referral.source is Source.SELF else None,
                ),
                Group(
                    "Reason for referral",
                    (
                        Item(
                            "Free text",
                            lambda referral: referral.reason_for_social_prescribing,
                            LONG,
                            whole=WHOLE_NEED,
                        ),
                    ),
                ),
                Group(
                    "Referral to",
                    (
                        Item("Name", lambda referral: referral.link_worker and referral.link_worker.name, SHORT),
                        Group("Service", (Item("Free text", lambda referral: "Social prescribing", LONG),)),
                        Group("Organisation", (Item("Free text", lambda referral: referral.service.name, LONG),)),
                        Item("Contact details", lambda referral: _spoken(referral.service.telephone), SHORT),
                    ),
                ),
                Item("Return response to", lambda referral: referral.referrer_contact, SHORT),
            ),
            each=lambda referral: [referral],
        ),
    ),
)
COMPLAINTS = Group(
    "Presenting complaints or issues",
    (
        Group(
            "Presenting complaint or issue",
            (Item("Free text", lambda words: words, LONG, whole=WHOLE_NEED),),
            each=_complaints,
        ),
        Item(
            "Person reported complaints or issues",
            lambda referral: list(filter(None, [_own_words(referral)])),
            LONG,
            many=True,
            whole=WHOLE_OWN_WORDS,
        ),
    ),
)
SUMMARY = Group("Clinical Summary", (Item("Clinical summary", lambda referral: referral.outcome),))
RISKS = Group(
    "Risks",
    (
        Group(
            "Risks record entry",
            (
                Group("Risk", (Item("Free text", lambda risk: risk.kind.words, LONG, needed=True),)),
                Item("Comment", lambda risk: risk.comment, LONG, whole=WHOLE_NEED),
            ),
            each=lambda referral: referral.risks,
        ),
    ),
)
PLAN = Group(
    "Plan and requested actions",
    (
        Group(
            "Plan and requested actions record entry",
            (Item("Actions for professionals", lambda words: words),),
            each=lambda referral: filter(None, [referral.actions_for_referrer]),
        ),
    ),
)
CARE_PLAN = Group(
    "Care and support plan",
    (Group("Needs, concerns or problems", (Item("Free text", lambda words: words),), each=_too_long, repeats=True),),
)
# What somebody is asked to do stands at the top (the standard's guidance); the rest in the standard's order.
SECTIONS: tuple[Group, ...] = (
    PLAN, DEMOGRAPHICS, PRACTICE, ABOUT_ME, REQUIREMENTS, CONSENT, DETAILS, COMPLAINTS, SUMMARY, RISKS, CARE_PLAN,
)  # fmt: skip
