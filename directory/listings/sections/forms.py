"""The form of one page about a listing, made from what the page asks, and the document with its answers."""

import copy
import uuid
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import wtforms
from flask import request
from wtforms import SelectChoice
from wtforms.validators import DataRequired

from core.fields import DateField
from core.forms import Form, VersionField
from core.identifiers import NotValid, email_address, postcode, telephone, web_address
from directory.listings import registers, shape, spoken
from directory.listings.answers import answers_of, with_answers
from directory.listings.fields import NumberField, spoken_time, time_of_day
from directory.listings.forms import TakingPartQuestions, TopicQuestions, keeper
from directory.listings.questions import area, at_most, choices, kept, line
from directory.listings.sections import asking
from directory.listings.sections.items import Item, Items, lay_out, named, put_back
from directory.listings.sections.outline import PLACES, Ask, Section, for_whom
from directory.listings.session_questions import SessionQuestions
from directory.listings.shape import SERVICE, Kind, Shape
from directory.listings.where_and_when import AT_A_PLACE, REMOTE, SECRET
from directory.listings.words import LocationType, Status

WHERE = {
    AT_A_PLACE: "An address that people go to",
    SECRET: "An address that must stay confidential, such as a refuge",
    REMOTE: "Online or by telephone",
    asking.POSTAL: "An address for letters only",
}
SEND, PREVIEW = "send", "preview"


class SectionForm(Form):
    """What every page asks besides its own questions, and what it is told: its section, its questions, its items."""

    version = VersionField()
    why = wtforms.StringField(
        "Why you change it", [at_most(300, "The reason")], description="Optional. It stands in the listing’s history"
    )
    go = wtforms.StringField()

    section: Section
    before: dict
    editor: bool
    asks: list[Ask]
    parts: list[Items]

    @property
    def adding(self) -> bool:
        """Whether another item was asked for: nothing is saved, and nothing typed is lost."""
        return self.sent() and (self.go.data or "").startswith("add ")

    @property
    def previewing(self) -> bool:
        """Whether the page is asked for with a look at what people would see."""
        return self.sent() and self.go.data == PREVIEW

    def document(self) -> dict:
        """What the listing says once the answers are in it; everything that the page does not ask stays."""
        after, answers = self._begin(), self.answers()
        for ask in self.asks:
            known = asking.shown(SERVICE, self.before, ask)
            if (answer := answers.get(named(ask.path), known)) != known:
                asking.change(SERVICE, after, ask, answer)
        for items in self.parts:
            put_back(items, after, answers)
        return _without_gone_sessions(self.before, after) if self.section.key == "places" else after

    def _begin(self) -> dict:
        """A document to put the answers in."""
        return copy.deepcopy(self.before)

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        found = [check(self, item) for item in self.items() for check in (_complete, _check)]
        return good and all([*found, self._ages_hold()])

    def items(self) -> Iterator[Item]:
        """Every item of the page that stays, what is inside it too."""
        waiting = [item for items in self.parts for item in items.items]
        while waiting:
            item = waiting.pop(0)
            if not self[f"{item.prefix}-remove"].data:
                yield item
                waiting += [one for items in item.inner for one in items.items]

    def asked(self, ask: Ask, item: Item | None = None) -> wtforms.Field:
        """The question of the form that `ask` became, about an item or about the listing."""
        return self[item.name(ask) if item else named(ask.path)]

    def went_wrong(self, asks: list[Ask], item: Item | None = None) -> bool:
        """Whether one of these questions was answered wrongly, so that the page shows them."""
        return any(self.asked(ask, item).errors for ask in asks)

    def field(self, item: Item, path: str) -> wtforms.Field | None:
        """The question about `path` of an item, if it is asked."""
        return self._fields.get(named(item.prefix, path))

    def says_something(self, item: Item) -> bool:
        """Whether anything was answered about an item, or about what is inside it."""
        fields = (self[item.name(ask)] for ask in item.asks)
        answered = any(field.data != item.shown(ask) for field, ask in zip(fields, item.asks, strict=True))
        return answered or any(self.says_something(one) for items in item.inner for one in items.items)

    def _ages_hold(self) -> bool:
        low, high = self._fields.get("minimum_age"), self._fields.get("maximum_age")
        if low is None or low.errors or high.errors or None in (low.data, high.data) or low.data <= high.data:
            return True
        self.refuse("The oldest age must not be below the youngest", field="maximum_age")
        return False


class SessionsForm(SectionForm, SessionQuestions):
    """The page about sessions: days, times and breaks."""

    def document(self) -> dict:
        return with_answers(self.before, self.answers())


class ShortForm(SectionForm, SessionQuestions):
    """The page of what changes most often: the questions about sessions, and others."""

    def _begin(self) -> dict:
        return with_answers(self.before, self.answers())


class TopicsForm(SectionForm, TopicQuestions):
    """The page about topics: boxes to tick, and others by name."""

    def document(self) -> dict:
        return with_answers(self.before, self.answers())


class TakingPartForm(SectionForm, TakingPartQuestions):
    """The page about how people take part and join."""

    def document(self) -> dict:
        return with_answers(self.before, self.answers())


OWN_FORMS = {"sessions": SessionsForm, "topics": TopicsForm, "taking-part": TakingPartForm}
BASES = {"short": ShortForm}


def section_form(section: Section, before: dict, version: int, *, editor: bool, keeper_id=None) -> SectionForm:
    """The form of the page `section` about the listing that `before` describes."""
    posted = request.form if Form.sent() else {}
    parts = [lay_out(part, SERVICE, before, editor, posted) for part in for_whom(section.parts, editor)]
    asks = list(for_whom(section.asks, editor))
    values = {"version": version, "keeper_id": keeper_id, "organisation": ""}
    if section.key in OWN_FORMS or section.key in BASES:
        values |= answers_of(before)
    kind = OWN_FORMS.get(section.key)
    if kind is None:
        fields = dict(_fields(asks, parts, before)) | (_ownership() if section.key == "organisation" and editor else {})
        kind = type(Form)("SectionForm", (BASES.get(section.key, SectionForm),), fields)
        values |= dict(_values(asks, parts, before))
    form = kind(obj=SimpleNamespace(**values))
    form.section, form.before, form.editor, form.asks, form.parts = section, before, editor, asks, parts
    return form


def _ownership() -> dict[str, Any]:
    return {
        "organisation": line(
            "Another organisation runs it", "Leave this empty to keep the one above. Type a name, new or known"
        ),
        "keeper_id": keeper(),
    }


def _fields(asks: list[Ask], parts: list[Items], document: dict) -> Iterator[tuple[str, Any]]:
    for ask in asks:
        yield named(ask.path), _field(SERVICE, ask, document)
    for items in parts:
        yield from _fields_of(items, document)


def _fields_of(items: Items, document: dict) -> Iterator[tuple[str, Any]]:
    for item in items.items:
        for ask in item.asks:
            yield item.name(ask), _field(item.of, ask, document)
        hint = _goes_too(item, document)
        yield f"{item.prefix}-remove", wtforms.BooleanField(f"Remove this {item.part.one}", description=hint)
        for inner in item.inner:
            yield from _fields_of(inner, document)


def _values(asks: list[Ask], parts: list[Items], document: dict) -> Iterator[tuple[str, Any]]:
    for ask in asks:
        yield named(ask.path), asking.shown(SERVICE, document, ask)
    for items in parts:
        yield from _values_of(items)


def _values_of(items: Items) -> Iterator[tuple[str, Any]]:
    for item in items.items:
        yield from ((item.name(ask), item.shown(ask)) for ask in item.asks)
        for inner in item.inner:
            yield from _values_of(inner)


def _dialled(text: str) -> str:
    return telephone.spoken(telephone.parse(text, short=True))


def _id(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise NotValid("Enter an id, like 5d0c7d2c-2f0e-4a57-9a53-000000000001") from None


def _number(highest: float, **more) -> Callable:
    return lambda ask: NumberField(ask.label, description=ask.hint, highest=highest, **more)


BY_KIND: dict[Any, Callable[[Ask], Any]] = {
    Kind.LINE: lambda ask: line(ask.label, ask.hint, 500),
    Kind.TEXT: lambda ask: area(ask.label, ask.hint, 10_000),
    Kind.LINK: lambda ask: kept(ask.label, web_address.parse, ask.hint),
    Kind.EMAIL: lambda ask: kept(ask.label, email_address.parse, ask.hint),
    Kind.TIME: lambda ask: kept(ask.label, time_of_day, ask.hint, spoken_time),
    Kind.ID: lambda ask: kept(ask.label, _id, ask.hint),
    Kind.DATE: lambda ask: DateField(ask.label, description=ask.hint, earliest=1900),
    Kind.NUMBER: _number(1_000_000),
    Kind.WHOLE: _number(3_000, whole=True),
    "attributes": lambda ask: area(ask.label, ask.hint),
}
BY_PATH: dict[str, Callable[[Ask], Any]] = {
    "number": lambda ask: kept(ask.label, _dialled, ask.hint),
    "postal_code": lambda ask: kept(ask.label, postcode.parse, ask.hint),
    "minimum_age": _number(120, whole=True),
    "maximum_age": _number(120, whole=True),
    "location.latitude": _number(90, lowest=-90, decimals=6),
    "location.longitude": _number(180, lowest=-180, decimals=6),
    "where": lambda ask: wtforms.RadioField(ask.label, description=ask.hint, choices=choices(WHERE)),
    "identifier": lambda ask: kept(ask.label, str.strip, ask.hint),
}


def _field(of: Shape, ask: Ask, document: dict) -> Any:
    kind = asking.kind_of(of, ask)
    if ask.path in OF_THE_LISTING:
        return wtforms.SelectField(ask.label, choices=choices(OF_THE_LISTING[ask.path](document)))
    if ask.path == "name" and of is SERVICE:
        return wtforms.StringField(ask.label, [DataRequired(ask.needed), at_most(200, "The name")])
    if make := BY_PATH.get(ask.path) or BY_KIND.get(kind):
        return make(ask)
    return _words_field(ask, kind)


def _words_field(ask: Ask, kind) -> Any:
    """One of a few words; what never is empty cannot be answered with nothing."""
    if kind is Status:
        names = [SelectChoice(status.value, status.words) for status in Status]
        return wtforms.RadioField(ask.label, choices=names, description=ask.hint)
    nothing = [] if kind is LocationType else [SelectChoice("", "Not said")]
    names = [SelectChoice(word.value, word.value.capitalize()) for word in kind]
    return wtforms.SelectField(ask.label, choices=nothing + names, description=ask.hint)


def _places(document: dict) -> dict[str, str]:
    """The places of a listing to choose from; one that a session names and that is gone may stay."""
    gone = {one["service_at_location_id"]: "A place that is gone" for one in _known(document, "schedules")}
    names = {}
    for number, place in enumerate(_known(document, "service_at_locations", "id"), 1):
        location = place.get("location") or {}
        secret = location.get("confidential")
        names[place["id"]] = f"Place {number}" if secret or not location.get("name") else location["name"]
    return {"": "Not said"} | gone | names


def _registers(document: dict) -> dict[str, str]:
    """The registers to choose from; one that we do not know may stay by its code."""
    numbers = _known(document.get("organization") or {}, "organization_identifiers", "identifier_scheme")
    others = {one["identifier_scheme"]: one["identifier_scheme"] for one in numbers}
    return {"": "Another register"} | others | {code: one.words for code, one in registers.REGISTERS.items()}


def _known(part: dict, name: str, having: str = "service_at_location_id") -> list[dict]:
    return [one for one in part.get(name, []) if one.get(having)]


OF_THE_LISTING = {"service_at_location_id": _places, "identifier_scheme": _registers}


def _complete(form: SectionForm, item: Item) -> bool:
    """An item of which anything is said has what it is nothing without."""
    good = True
    for ask in item.asks:
        field = form[item.name(ask)]
        if ask.needed and not field.data and not field.errors and (item.known or form.says_something(item)):
            form.refuse(ask.needed, field=field.name)
            good = False
    return good


def _check(form: SectionForm, item: Item) -> bool:
    """What the answers about one item have to do with each other."""
    check = {PLACES.path: _place_holds, "cost_options": _dates_hold}.get(item.part.path)
    check = _number_holds if item.of is shape.IDENTIFIER else check
    return check is None or check(form, item)


def _place_holds(form: SectionForm, item: Item) -> bool:
    """A new place that people go to can be found."""
    where, was = form.field(item, "where").data, item.shown(item.asks[0]) if item.known else None
    if where != AT_A_PLACE or was == AT_A_PLACE or not (item.known or form.says_something(item)):
        return True
    boxes = [
        "location.name",
        *(f"location.addresses-{n}-{box}" for n in range(1, 9) for box in ("address_1", "postal_code")),
    ]
    if any(field.data for path in boxes if (field := form.field(item, path)) is not None):
        return True
    form.refuse("Enter the address or the postcode", field=named(item.prefix, "location.addresses-1-address_1"))
    return False


def _dates_hold(form: SectionForm, item: Item) -> bool:
    first, last = form.field(item, "valid_from"), form.field(item, "valid_to")
    if not first.data or not last.data or first.data <= last.data:
        return True
    form.refuse("The last day must not be before the first", field=last.name)
    return False


def _number_holds(form: SectionForm, item: Item) -> bool:
    """A registered number has the shape of its register; one that stands there already may stay."""
    scheme, number = form.field(item, "identifier_scheme"), form.field(item, "identifier")
    if not number.data or (scheme.data, number.data) == (scheme.object_data, number.object_data):
        return True
    try:
        number.data = registers.parse(scheme.data, number.data)
    except NotValid as problem:
        form.refuse(str(problem), field=number.name)
        return False
    return True


def _goes_too(item: Item, document: dict) -> str:
    """What is said beside the box that removes a place: which sessions go with it."""
    if item.part is not PLACES or not item.known:
        return ""
    sessions = [spoken.session(one) for one in _sessions_at({item.said["id"]}, document)]
    return f"Its sessions go too: {'; '.join(filter(None, sessions))}" if any(sessions) else ""


def _without_gone_sessions(before: dict, after: dict) -> dict:
    """Sessions at a place that goes go with it: none is left behind without its place."""
    was, stays = ({place.get("id") for place in one.get("service_at_locations", [])} for one in (before, after))
    going = _sessions_at(was - stays, after)
    if not going:
        return after
    return after | {"schedules": [one for one in after["schedules"] if one not in going]}


def _sessions_at(places: set[str], document: dict) -> list[dict]:
    return [one for one in document.get("schedules", []) if one.get("service_at_location_id") in places]
