"""Invented people, the same ones each time for the same seed and day: who they are and how to reach them."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from core.identifiers import date_of_birth, nhs_number, postcode
from demonstration.content import read

PRONOUNS = {
    "he": {"he": "he", "him": "him", "his": "his", "He": "He", "His": "His"},
    "she": {"he": "she", "him": "her", "his": "her", "He": "She", "His": "Her"},
}
WOMEN_SHARE = 0.58  # of referrals in England the larger part is for women
FIRST_DRAMA_NUMBER = 301
OLDER = 58
GENDERS = {"he": "1", "she": "2"}
# Streets of no town on earth.
STREETS = ("Tidewaiter Street", "Lantern Row", "Caulkers Lane", "Quarterdeck Road", "Saltpan Terrace", "Gannet Walk")


@dataclass(frozen=True)
class Invented:
    """An invented person: `facts` are what a referral form asks, the rest is for the one who tells the story."""

    number: int
    facts: dict
    practice: str
    pronouns: dict

    @property
    def district(self) -> str:
        """The first half of the postcode."""
        return postcode.outward(self.facts["postcode"])


def telephone(number: int) -> str:
    """A mobile number of the range that Ofcom keeps for drama, so that it rings nowhere. `number` is 1 to 699."""
    return f"07700 900{FIRST_DRAMA_NUMBER + number - 1:03d}"


def invent(
    number: int,
    rng: Random,
    *,
    today: dt.date,
    ages: list[int],
    pronoun: str | None = None,
    speaks: str | None = None,
    homeless: bool = False,
) -> Invented:
    """The `number`th person, aged within `ages` on `today`.

    `pronoun` and `speaks` ask for he or she and for somebody of that first language.
    """
    group = _group(rng, speaks)
    pronoun = pronoun or ("she" if rng.random() < WOMEN_SHARE else "he")
    practice, home = _home(rng)
    born = _birthday(rng, today, ages)
    facts = {
        "first_name": rng.choice(_first_names(group, pronoun, date_of_birth.age_on(born, today))),
        "family_name": rng.choice(group["families"]),
        "date_of_birth": born,
        "telephone": telephone(number),
        "postcode": postcode.NO_FIXED_ABODE if homeless else home,
        "address": "" if homeless else f"{2 + number % 83} {STREETS[number % len(STREETS)]}",
        "gender": GENDERS[pronoun],
        **nhs(number, missing="not_known" if rng.random() < 0.02 else None),
        **_language(rng, group["speaks"], wanted=speaks is not None),
        **_contact(rng),
        **_access(rng),
    }
    return Invented(number, facts, practice, PRONOUNS[pronoun])


def _first_names(group: dict, pronoun: str, age: int) -> list[str]:
    """The names that people of that age were given, where the group's fashions are known."""
    names = "women" if pronoun == "she" else "men"
    return group.get(f"older_{names}", group[names]) if age >= OLDER else group[names]


def nhs(number: int, *, missing: str | None) -> dict:
    """An NHS number from the range that is never issued, or why there is none."""
    if missing:
        return {"nhs_number": None, "no_nhs_number": missing}
    return {"nhs_number": nhs_number.demonstration_number(number), "no_nhs_number": None}


def _group(rng: Random, speaks: str | None) -> dict:
    groups = [group for group in read("words")["names"] if speaks in (None, group["speaks"])]
    return rng.choices(groups, weights=[group["weight"] for group in groups])[0]


def _home(rng: Random) -> tuple[str, str]:
    practices = [one for one in read("house")["organisations"] if one["kind"] == "practice"]
    practice = rng.choice(practices)
    return practice["key"], rng.choice(read("words")["homes"][rng.choice(practice["patch"])])


def _birthday(rng: Random, today: dt.date, ages: list[int]) -> dt.date:
    """A birthday that leaves the person at least the first and at most the second of `ages` years old."""
    days = rng.randint(int(ages[0] * 365.25) + 1, int((ages[1] + 1) * 365.25) - 1)
    return today - dt.timedelta(days=days)


def _language(rng: Random, language: str | None, *, wanted: bool) -> dict:
    if language is None or (not wanted and rng.random() < 0.4):
        return {"language": None, "needs_interpreter": False}
    return {"language": language, "needs_interpreter": wanted or rng.random() < 0.5}


def _contact(rng: Random) -> dict:
    if rng.random() > 0.3:
        return {"safe_contact": None, "may_leave_message": rng.random() < 0.85, "may_text": rng.random() < 0.8}
    wish = rng.choice(read("words")["safe_contact"])
    return {
        "safe_contact": wish["words"],
        "may_leave_message": wish["may_leave_message"],
        "may_text": wish["may_text"],
    }


def _access(rng: Random) -> dict:
    if rng.random() > 0.35:
        return {"access_needs": [], "access_details": None}
    need = rng.choice(read("words")["access"])
    return {"access_needs": need["needs"], "access_details": need["details"]}
