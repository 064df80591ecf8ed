"""What pasted demographics say: each field's answer, what was left over, and what could not be told for certain."""

import bisect
import datetime as dt
import re
from typing import Any, NamedTuple

from core.identifiers.date_of_birth import age_on
from core.identifiers.postcode import NO_FIXED_ABODE
from referrals.intake.paste import beside, facts, labels, numbers, pieces, places, unsaid
from referrals.intake.paste.facts import Found
from referrals.intake.paste.names import Name
from referrals.intake.paste.pieces import Piece

LONGEST = 20_000
CALLED = {
    labels.NHS: "NHS number",
    labels.BORN: "date of birth",
    labels.POSTCODE: "postcode",
    labels.EMAIL: "email address",
    labels.TELEPHONE: "telephone number",
    labels.NAME: "name",
    labels.FIRST: "first name",
    labels.FAMILY: "family name",
    labels.KNOWN_AS: "preferred name",
    labels.GENDER: "gender",
    labels.ETHNICITY: "ethnicity",
    labels.ADDRESS: "address",
    labels.PRACTICE: "GP practice",
    labels.PRACTICE_CODE: "code of the GP practice",
}
# Of these, even one that is labelled does not stand against another that is not.
EVERY_ONE_COUNTS = frozenset({labels.NHS, labels.POSTCODE})
WHO = ("NHS number", "date of birth", "first name", "name")
OFTEN_SOMEBODY_ELSES = (labels.NHS, labels.BORN, labels.NAME, labels.POSTCODE, labels.TELEPHONE)
INSTEAD = {labels.NAME: (labels.FIRST, labels.FAMILY), labels.POSTCODE: ("no_fixed_abode",)}


class Read(NamedTuple):
    """`found`: answers by the names of the form's fields, each as it would be typed, a date as a date.

    `left` is the text without them; `doubts` are sentences about what was not filled in, or must be looked at.
    """

    found: dict[str, Any]
    left: str
    doubts: list[str]


def read(text: str, *, demonstration: bool, today: dt.date) -> Read:
    """Read demographics as clinical systems print them. Where two answers are possible none is given.

    `demonstration` takes NHS numbers that begin with 999 and no others. A text of more than 20,000 characters is
    no demographics screen and is not read.
    """
    text = pieces.clean(text)
    if len(text) > LONGEST:
        return Read({}, text, [f"This is more than {LONGEST:,} characters. Paste the person’s details only"])
    cut = pieces.cut(text)
    context = facts.Context(text, demonstration=demonstration, today=today, one_date=facts.has_one_date(text))
    given = [found for piece in cut for found in facts.of(context, piece)]
    settled = _Settled(text, given, today)
    settled.address(context, cut)
    settled.withheld(context, cut)
    return Read(settled.answers, _left(text, settled.taken), list(dict.fromkeys(settled.doubts)))


class _Settled:
    """Of all that was found, what is certain; everything else becomes a doubt."""

    def __init__(self, text: str, given: list[Found], today: dt.date) -> None:
        self.given, self.today = given, today
        self.answers: dict[str, Any] = {}
        self.taken: list[tuple[int, int]] = []
        self.doubts: list[str] = []
        # The fields of which something has been said.
        self.spoken: set[str] = set()
        for field in (labels.NHS, labels.BORN, labels.POSTCODE, labels.KNOWN_AS, labels.GENDER,
                      labels.ETHNICITY, labels.ADDRESS, labels.PRACTICE, labels.PRACTICE_CODE):  # fmt: skip
            self._settle(field)
        self._check_age()
        self._address_lines()
        self._name()
        self.taken += [(one.start, one.end) for one in given if one.field == labels.TITLE]
        self._ways(text)
        self._settle(labels.EMAIL)
        self._telephone()
        self._no_fixed_abode()
        self._one_person()

    def _say(self, field: str, *doubts: str) -> None:
        self.doubts += doubts
        self.spoken |= {field} if doubts else set()

    def _settle(self, field: str) -> None:
        all_given = [one for one in self.given if one.field == field]
        self._say(field, *(one.doubt for one in all_given if one.doubt))
        best = max((one.level for one in all_given), default=0)
        heard = all_given if field in EVERY_ONE_COUNTS else [one for one in all_given if one.level == best]
        if all(one.value for one in heard):
            self._keep(field, heard)

    def _keep(self, field: str, heard: list[Found]) -> None:
        values = {_same(one.value): one.value for one in heard}
        if len(values) > 1:
            self._say(field, f"There is more than one {CALLED[field]}: none was filled in")
        elif values:
            self.answers[field] = heard[0].value
            self.taken += [(one.start, one.end) for one in heard]

    def _check_age(self) -> None:
        born = self.answers.get(labels.BORN)
        for one in self.given:
            if one.field == labels.AGE and born:
                if int(one.value) == age_on(born, self.today):
                    self.taken.append((one.start, one.end))
                else:
                    self._take_back(labels.BORN)
                    self._say(labels.BORN, f"The date of birth and the age of {one.value} do not fit each other")
                    return

    def _take_back(self, field: str) -> None:
        self.answers.pop(field)
        spans = {(one.start, one.end) for one in self.given if one.field == field}
        self.taken = [span for span in self.taken if span not in spans]

    def _address_lines(self) -> None:
        """The other lines of an address with a field for each; the number of a house goes before its street."""
        more = [one for one in self.given if one.field == labels.LINE]
        if labels.ADDRESS in self.spoken or not more:
            return
        lines = self.answers.get(labels.ADDRESS, []) + [line for one in more for line in one.value]
        if len(lines) > 1 and re.fullmatch(r"\d{1,4}[A-Za-z]?", lines[0]):
            lines = [f"{lines[0]} {lines[1]}", *lines[2:]]
        self.answers[labels.ADDRESS] = places.lines("\n".join(lines))
        self.taken += [(one.start, one.end) for one in more]

    def _ways(self, text: str) -> None:
        """Of telephones and e-mail addresses without a label only those stay that stand beside what is the person's."""
        ends, stays = sorted(end for _, end in self.taken), []
        for one in self.given:
            bare = one.level == facts.BARE and one.field in {labels.EMAIL, labels.TELEPHONE}
            if not bare or beside.is_beside(text, one.start, ends):
                stays.append(one)
                if bare:
                    bisect.insort(ends, one.end)
        self.given = stays

    def _telephone(self) -> None:
        """A mobile before a landline; labelled ones before those that are not."""
        given = [one for one in self.given if one.field in labels.PHONES]
        self._say(labels.TELEPHONE, *(one.doubt for one in given if one.doubt))
        best = max((one.level for one in given), default=0)
        given = [one for one in given if one.level == best and one.value]
        mobile = [one for one in given if one.value.startswith("07")]
        self._keep(labels.TELEPHONE, mobile or given)
        if labels.TELEPHONE in self.answers and len({one.value for one in given}) > 1:
            self.doubts.append("There is another telephone number: the mobile was filled in, the other was not")

    def _name(self) -> None:
        """The parts where they are labelled, else a whole name; they must not gainsay each other."""
        for field in (labels.FIRST, labels.FAMILY):
            self._settle(field)
        whole = [one for one in self.given if one.field == labels.NAME]
        best = max((one.level for one in whole), default=0)
        whole = [one for one in whole if one.level == best]
        said: list[Name] = [one.value for one in whole if one.value]
        if not said:
            return
        parts = [self.answers[labels.FAMILY]] if labels.FAMILY in self.answers else []
        families = {_same(family) for family in (*parts, *(one.family for one in said))}
        if len(families) > 1 or len({_same(one.first) for one in said}) > 1:
            self._say(labels.NAME, "There is more than one name: none was filled in")
        elif labels.FAMILY not in self.answers and labels.FIRST not in self.answers:
            self._keep_name(said[0], whole)

    def _keep_name(self, name: Name, whole: list[Found]) -> None:
        self.answers |= {labels.FIRST: name.first, labels.FAMILY: name.family}
        if name.known_as:
            self.answers.setdefault(labels.KNOWN_AS, name.known_as)
        if not name.sure:
            self.doubts.append(f"Check the name: “{name.family}” was taken as the family name")
        self.taken += [(one.start, one.end) for one in whole]

    def _one_person(self) -> None:
        """Two numbers and two names, or two births, are two people: then nothing can be told of either."""
        rows = {one.value for one in self.given if one.field == labels.NHS and one.level == facts.BARE and one.value}
        if len(rows) > 1 or sum(f"There is more than one {one}: none was filled in" in self.doubts for one in WHO) > 1:
            self.answers, self.taken = {}, []
            self.spoken = {*OFTEN_SOMEBODY_ELSES}
            self.doubts = ["This seems to be about more than one person: nothing was filled in"]

    def _no_fixed_abode(self) -> None:
        if self.answers.get(labels.POSTCODE) == NO_FIXED_ABODE:
            self.answers["no_fixed_abode"] = bool(self.answers.pop(labels.POSTCODE))

    def address(self, context: facts.Context, cut: list[Piece]) -> None:
        """Where no address was labelled: the lines that lead to the postcode."""
        if labels.ADDRESS in self.answers or labels.POSTCODE not in self.answers:
            return
        for one in [one for one in self.given if one.field == labels.POSTCODE][: numbers.MOST]:
            if one.level == facts.BARE:
                lines, spans = facts.before_postcode(context, cut, one.start, self.taken)
                if lines:
                    self.answers[labels.ADDRESS] = lines
                    self.taken += spans

    def withheld(self, context: facts.Context, cut: list[Piece]) -> None:
        """Say what was seen and not filled in, and why, where it might be missed."""
        for field in OFTEN_SOMEBODY_ELSES:
            kinds = labels.PHONES if field == labels.TELEPHONE else {field}
            labelled = [one for one in cut if one.theirs and one.kind in kinds]
            seen = [one.theirs for one in labelled if context.text[one.at : one.end].strip()]
            if seen and self._is_open(field):
                self._say(field, f"{_a(CALLED[field])} may be {seen[0]}, and was not filled in")
        still = {field for field in unsaid.ALIKE if self._is_open(field)}
        for field, written, why in unsaid.seen(context, cut, self.taken, still):
            if self._is_open(field):
                self._say(field, f"“{written}” was not filled in as the {CALLED[field]}: {why}")

    def _is_open(self, field: str) -> bool:
        """Whether nothing was filled in there and nothing said of it."""
        return field not in self.spoken and self.answers.keys().isdisjoint({field, *INSTEAD.get(field, ())})


def _a(name: str) -> str:
    return f"An {name}" if name.startswith(("NHS", "address", "email")) else f"A {name}"


def _same(value: Any) -> Any:
    """What two writings of one answer have in common."""
    if isinstance(value, list):
        value = " ".join(value)
    return re.sub(r"[\s.,'’-]+", " ", value).strip().casefold() if isinstance(value, str) else value


def _left(text: str, taken: list[tuple[int, int]]) -> str:
    """The text without what was taken, and without the separators and empty lines that then stand alone."""
    kept, at = [], 0
    for start, end in sorted(taken):
        if start >= at:
            kept.append(text[at:start])
        at = max(at, end)
    rest = "".join([*kept, text[at:]])
    lines = [re.sub(r"(?:^[\s,;|.\"-]+|[\s,;|\"-]+$)", "", line) for line in rest.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
