"""Every form of the application, found by opening its pages, and answers that each of them takes."""

import itertools
import uuid
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from core.once import new_key
from directory.listings.sections.outline import SECTIONS
from referrals.workflow import STEPS, Status
from tests.security.sending import FORM
from tests.support import asking
from tests.support.people import PASSWORD
from tests.support.referring import AGREEMENT, NEEDS, PERSON
from tests.support.world import CODE
from tests.test_access import address, addresses, holds

# Whoever has most to do with the world's records comes first.
OWNERS = (
    *("link_worker", "service_lead", "clinician", "group_representative", "directory_editor", "administrator"),
    "visitor",
)
UNSEEN = {"csrf_token", "once_key", "version"}

NEW_PASSWORD = "violet tractor seven moons"
GOOD = {
    "email": "somebody.new@footbridge.example",
    "password": NEW_PASSWORD,
    "ods_code": "J82111",
    "telephone": "07700 900123",
    "url": "https://choir.example/",
    "website": "https://choir.example/",
    "postcode": "PO1 2DY",
    "happened_time": "12:01am",
    "minutes": "20",
    "opens_1": "10am",
    "closes_1": "11am",
    "day": "1",
    "month": "1",
    "year": "2026",
    "state": "attending",
    "actions": "some",
    "number": "07700 900123",
    "postal_code": "PO1 2DY",
    "logo": "https://choir.example/logo.png",
    "uri": "https://choir.example/",
    "schedule_link": "https://choir.example/dates",
    "assurer_email": "checker@footbridge.example",
    "identifier": "J82111",
    "identifier_scheme": "GB-NHS",
    "country": "GB",
}
SESSION_DATES = ("begins", "finishes", "closed_from", "closed_to")
# What some forms ask only of some people, or only beside another answer.
LEFT_OUT = {
    *("next_step", "next_step_on-day", "next_step_on-month", "next_step_on-year", "did_not_start", "no_nhs_number"),
    *(
        "no_fixed_abode",
        "days_2",
        "opens_2",
        "closes_2",
        "note_2",
        "pauses_2",
        "note_3",
        "days_3",
        "opens_3",
        "closes_3",
    ),
    *(f"{name}_{number}-{part}" for name in SESSION_DATES for number in "123" for part in ("day", "month", "year")),
    *("amount", "minimum_age", "maximum_age", "remove", "latitude", "longitude", "year_incorporated"),
    *("parent_organization_id", "opens_at", "closes_at", "interval"),
    # What only programs fill in.
    "leave_empty",
}
PARTS, FAR = ("day", "month", "year"), ("1", "6", "2027")
LEAVE = {f"{name}-{part}": value for name in ("begins_on", "ends_on") for part, value in zip(PARTS, FAR, strict=True)}
CHECK = {"pounds": "5 million", "leaders": "4", "until-year": "2027"}
# What a referral says beside that, without one answer against another.
REFERRAL = {
    "carer_telephone": "07700 900124",
    "never_by": "visit",
    "preferred_way": "telephone",
    "no_gp_practice": None,
    "may_leave_message": None,
    "rest_not_known": None,
    "safeguarding_details": "",
    "agreed": "otherwise",
    "access_review_on-day": "1",
    "access_review_on-month": "1",
    "access_review_on-year": "2028",
}
OF_ENDPOINT = {
    "directory.synonyms.new": {"words": "arrears\nowing money"},
    "accounts.sign_in": {"email": "clinician@footbridge.example", "password": PASSWORD, "next": "/privacy"},
    "accounts.change_password": {"current_password": PASSWORD},
    "accounts.administration.change_role": {"role": "information_governance_lead"},
    "referrals.allocation.post": {
        "weekly_hours": "30",
        "base_postcode": "PO1 2DY",
        "most": "40",
        "areas": "PO1, PO4",
        "languages": "Polish",
    },
    "referrals.allocation.leave": LEAVE,
    "referrals.profile.area": {"areas": "PO1, SO"},
    "referrals.profile.numbers": {f"number_{row}": "111" for row in range(1, 5)},
    "referrals.profile.people": {"minimum_age": "16", "maximum_age": "25"},
    "referrals.profile.room": {"state": "taking", "weekly_places": "12"},
    "referrals.promises.renew": {f"promised_on-{part}": value for part, value in zip(PARTS, FAR, strict=True)},
    "referrals.waiting.word": {"method": "telephone"},
    "referrals.concerns.settle": {"outcomes": "mistake"},  # of another outcome it is first said what it is about
    "referrals.triage.answer": {"way": "nothing"},
    **{f"referrals.triage.{name}": {"age_below": "25", "age_above": "18"} for name in ("rule", "new_rule")},
    "referrals.intake.step": {"reason": "unable_to_contact"},  # nobody has spoken with the one that is on hold
    "referrals.intake.draft": {**PERSON, **NEEDS, **AGREEMENT, **REFERRAL},
    "referrals.enquiries.take_in": {**PERSON, **NEEDS, **AGREEMENT, "no_nhs_number": None},
    "referrals.public.ask": {**asking.START, **asking.PERSON, **asking.MATTERS},
    "referrals.public.sent": {"code": CODE},
    **dict.fromkeys(tuple(f"directory.checks.{name}" for name in ("record", "offer", "renew")), CHECK),
    "directory.checks.settle": {"decision": "accept", "tell": None},
    # Without a letter: one that was changed is shown before it goes, so that a decision with it takes two presses.
    "directory.suggestions.show": {"decision": "refused", "tell": None},
    "directory.queue.doubt": {"decision": "confirm", "tell": None},
    "directory.reports.settle": {"tell": None, "to_reporter": "Thank you."},
    "directory.answers.room": {"weeks": ""},
    "directory.claims.refuse": {"tell": None},
    "directory.signups.refuse": {"tell": None},
    "directory.upkeep.room": {"weeks": ""},
    "directory.upkeep.introductions": {"weekly_limit": "2"},
    "directory.signups.new": {"charity_number": "1234567"},
    "directory.tables.match": {"column_0": "name", "column_1": "town"},
}
# A listing's pages are one form drawn from a table, and three of their own: the longest of the many and those three.
ONE_OF_EACH_KIND = tuple(
    number
    for number, section in enumerate(SECTIONS)
    if section.key in {"places", "organisation", "sessions", "topics", "taking-part"}
)
# Forms that take only a record in some state: which of the world's.
# A group's pages are those of editors with fewer questions: one of them stands for all, and by a link the short one.
SUITS = {
    "directory.listings.reopen": {"service_id": 1},
    "directory.listings.section": {"service_id": 0, "section_key": ONE_OF_EACH_KIND},
    "directory.upkeep.section": {"service_id": 0, "section_key": 3},
    "directory.answers.section": {"change_token": 0, "section_key": 3},
    **{f"directory.checks.{name}": {"organization_id": 0} for name in ("settle", "end")},
    "directory.collections.add": {"service_id": 2},
    "referrals.connections.introduce": {"listing_id": 2},
    # One that waits still.
    **{endpoint: {"referral_id": 1} for endpoint in ("referrals.promises.renew", "referrals.waiting.word")},
    "referrals.promises.tell": {"referral_id": 1},
    "referrals.enquiries.checked": {"enquiry_id": 1},
    "referrals.enquiries.take_in": {"enquiry_id": 0},
}

# The active one has an open concern, beside which it cannot be closed.
SUITED_BY = {"close": Status.ON_HOLD}


@dataclass(frozen=True)
class Field:
    """One question: its name, kind and choices, and what the page sends of it if nobody touches it."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether somebody types into it."""
        return self.kind in {"text", "textarea", "email", "tel", "url", "search", "password", "number"}


@dataclass(frozen=True)
class FoundForm:
    """A form on a page that `who` opened at `page`; `action` is where it is sent."""

    who: str
    page: str
    action: str
    endpoint: str
    fields: tuple[Field, ...]
    button: tuple[str, str] | None = None

    def __str__(self) -> str:
        return f"{self.endpoint} ({self.action} as {self.who}, {len(self.fields)} fields)"

    @property
    def names(self) -> list[str]:
        """The names of its fields."""
        return [field.name for field in self.fields]

    def good(self, house, **instead) -> list[tuple[str, object]]:
        """Answers that it takes, as pairs; `instead` replaces the answers of a field, None takes them out."""
        fresh = {"csrf_token": house.token(self.who), "once_key": new_key()}
        pairs = [self.button] if self.button and self.button[0] not in instead else []
        for field in self.fields:
            told = instead[field.name] if field.name in instead else self._answer(field, fresh)
            pairs += [(field.name, one) for one in _listed(told)]
        return pairs + [(n, one) for n, told in instead.items() if n not in self.names for one in _listed(told)]

    def _answer(self, field: Field, fresh: dict):
        own = OF_ENDPOINT.get(self.endpoint, {})
        if field.name in fresh or field.name in own:
            return fresh.get(field.name) or own[field.name]
        part = field.name.rpartition("-")[2]
        if field.name in LEFT_OUT or part in LEFT_OUT:
            return "" if field.is_text else None
        if field.kind == "hidden":
            return field.untouched
        if any(field.untouched) and field.kind != "password":
            return field.untouched
        if field.choices:
            return self._choice(field)
        return GOOD.get(field.name.partition("-")[0], GOOD.get(part, GOOD.get(field.name, "Some words")))

    def _choice(self, field: Field) -> str:
        wanted = GOOD.get(field.name.rpartition("-")[2])
        real = [choice for choice in field.choices if choice]
        return wanted if wanted is not None and (wanted in real or not wanted) else real[0] if real else ""


def _listed(told) -> list:
    if told is None:
        return []
    return list(told) if isinstance(told, list | tuple) else [told]


def read_forms(house, who: str, path: str, response) -> list[FoundForm]:
    """The forms of a page that post."""
    found = []
    for markup in FORM.findall(response.get_data(as_text=True)):
        form = BeautifulSoup(markup, "html.parser").form
        if (form.get("method") or "get").lower() != "post":
            continue
        action = urlsplit(urljoin(path, form.get("action") or path)).path
        endpoint = house.app.url_map.bind("localhost").match(action, "POST")[0]
        found.append(FoundForm(who, path, action, endpoint, _fields(form), _button(form)))
    return found


def _button(form) -> tuple[str, str] | None:
    buttons = [(button["name"], button.get("value", "")) for button in form.find_all("button", attrs={"name": True})]
    return next((one for one in buttons if one[1] in {"next", "send"}), buttons[0] if buttons else None)


def _fields(form) -> tuple[Field, ...]:
    fields: dict[str, Field] = {}
    for tag in form.find_all(["input", "textarea", "select"]):
        if tag.get("name") and tag.get("type") not in {"submit", "button"}:
            field = _field(tag)
            known = fields.get(field.name, Field(field.name, field.kind))
            joined = (known.choices + field.choices, known.untouched + field.untouched)
            fields[field.name] = Field(field.name, field.kind, *joined)
    return tuple(fields.values())


def _field(tag) -> Field:
    name, kind = tag["name"], tag.get("type", "text") if tag.name == "input" else tag.name
    if kind == "textarea":
        return Field(name, kind, (), (tag.get_text().removeprefix("\n"),))
    if kind == "select":
        values = [option.get("value", option.get_text()) for option in tag.find_all("option")]
        chosen = [o.get("value", o.get_text()) for o in tag.find_all("option", selected=True)] or values[:1]
        return Field(name, kind, tuple(values), () if tag.has_attr("multiple") and not chosen else tuple(chosen))
    if kind in {"checkbox", "radio"}:
        value = tag.get("value", "on")
        return Field(name, kind, (value,), (value,) if tag.has_attr("checked") else ())
    return Field(name, kind, (), (tag.get("value", ""),))


def every_form(answers) -> list[FoundForm]:
    """Each different form that the people of the world are shown, found by opening every page that they may open."""
    house, found = answers.house, {}
    for who, path in _pages(house):
        response = answers.of(who, path)
        if response.status_code == 200 and response.mimetype == "text/html":
            for form in read_forms(house, who, path, response):
                key = (form.endpoint, form.action.rpartition("/")[2] if "/steps/" in form.action else "", *form.names)
                found.setdefault(key, form)
    for form in _screens(house):
        found.setdefault((form.endpoint, *form.names), form)
    return list(found.values())


def _pages(house):
    """Who opens which address."""
    for rule in house.rules("GET"):
        for who in OWNERS:
            if not holds(house, who, rule):
                continue
            if "step_name" not in rule.arguments:
                yield from ((who, path) for path in _suitable(house.world, rule))
                continue
            for step in STEPS.values():
                statuses = [status for status in house.world.referrals if status in step.sources]
                if step.by_hand:
                    wanted = SUITED_BY.get(step.name, Status.ACTIVE)
                    suits = wanted if wanted in statuses else statuses[0]
                    referral_id = house.world.referrals[suits]
                    yield who, address(house.world, rule, referral_id=referral_id, step_name=step.name)


def _suitable(world, rule) -> list[str]:
    if rule.endpoint not in SUITS:
        return addresses(world, rule)
    wanted = {name: at if isinstance(at, tuple) else (at,) for name, at in SUITS[rule.endpoint].items()}
    return [
        address(world, rule, **{name: world.records[name][at] for name, at in zip(wanted, chosen, strict=True)})
        for chosen in itertools.product(*wanted.values())
    ]


def _screens(house):
    """The screens of a referral and of requests that only come after others."""
    public = f"/referrals/public/{house.world.people.service}"
    taken_in = f"/referrals/enquiries/{house.world.records['enquiry_id'][0]}/take-in"
    new = f"/referrals/new/{uuid.uuid4()}/person"
    for who, path in (("clinician", new), ("visitor", public), ("link_worker", taken_in)):
        response = house.ask(who, path)
        for _ in range(2):
            (form,) = _of(read_forms(house, who, path, response), path)
            response = house.ask(who, path, "POST", form.good(house))
            if response.status_code == 303:  # the next screen has an address of its own
                path = response.headers["Location"]
                response = house.ask(who, path)
            yield from _of(read_forms(house, who, path, response), path)


def _of(forms, path: str) -> list:
    return [one for one in forms if one.action == path]
