"""Answering the pages about a listing, for editors and groups alike."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from wtforms import SelectChoice

from core.refusals import Missing
from directory.listings import operations, queries, shown, spoken
from directory.listings.document import to_document
from directory.listings.said import Said, to_public
from directory.listings.sections import asking
from directory.listings.sections.forms import SectionForm, section_form
from directory.listings.sections.outline import BY_KEY, SECTIONS, Section, for_whom
from directory.listings.shape import SERVICE
from directory.listings.taking_part import taking_part


class Doors(NamedTuple):
    """Where the pages stand: endpoints of the list, of one page, and of whatever else this door leads to.

    `at` is how their addresses name the listing, if not by its id; `first` are pages that only this door shows.
    """

    index: str
    section: str
    editor: bool
    confirm: str = ""
    waiting: str = ""
    topics: str = ""
    back: str = ""
    at: dict[str, Any] = {}
    first: tuple[Section, ...] = ()

    @property
    def by_link(self) -> bool:
        """Whether nobody has signed in here: such pages name no person."""
        return bool(self.at)

    def to(self, endpoint: str, listing, **more) -> str:
        """The address of an endpoint of this door, about a listing."""
        return url_for(endpoint, **(self.at or {"service_id": listing.id}), **more)


# Keeps what a page's form says now, of a listing; gives the words that say so.
Save = Callable[[SectionForm, Any], str]


class Task(NamedTuple):
    """A page in the list of pages: whether anything is said there already."""

    section: Section
    filled: bool


def index(listing, doors: Doors) -> str:
    """The list of pages, with what is filled in."""
    document = to_document(listing)
    sections = (*doors.first, *for_whom(SECTIONS, doors.editor))
    tasks = [Task(section, _filled(section, document)) for section in sections]
    return render_template("directory/listings/sections/index.html", listing=listing, tasks=tasks, doors=doors)


def answer(listing, section_key: str, doors: Doors, save: Save):
    """One page: drawn, drawn again with another item or a look at the listing, or saved. Raises Missing, Refused."""
    section = BY_KEY.get(section_key)
    if section is None or (section.editors and not doors.editor):
        raise Missing
    before = to_document(listing)
    keeper_id = listing.organization and listing.organization.keeper_id
    form = section_form(section, before, listing.version, editor=doors.editor, keeper_id=keeper_id)
    names = _give_choices(form)
    if form.adding:
        return _page(form, listing, doors, before, names)
    if form.previewing:
        good = form.validate()
        return _page(form, listing, doors, form.document() if good else before, names), form.status
    if not form.accepted():
        return _page(form, listing, doors, before, names), form.status
    flash(save(form, listing))
    return redirect(doors.to(doors.index, listing), 303)


def save(form: SectionForm, listing) -> str:
    """Write down what an editor says."""
    document = form.document()
    if "organisation" in form and form.organisation.data:
        document["organization"] = organization_called(form.organisation.data)
    why = form.why.data or ""
    operations.change_listing(current_user, listing, version=form.version.data, document=document, why=why)
    if "keeper_id" in form:
        operations.entrust_listing(current_user, listing, keeper_id=form.keeper_id.data)
    return saved(form)


def saved(form: SectionForm) -> str:
    """The words that a page is saved."""
    return f"“{form.section.title}” is saved"


def _page(form: SectionForm, listing, doors: Doors, document: dict, names: dict[str, str]) -> str:
    seen = Said(to_public(document, names))
    return render_template(
        "directory/listings/sections/section.html",
        form=form,
        section=form.section,
        listing=listing,
        doors=doors,
        seen=seen,
        ages=spoken.ages(seen),
        shown=shown,
        session_words=spoken.session,
        in_brief=in_brief,
        sessions_not_asked=shown.sessions_not_asked(listing) if "days_1" in form else [],
    )


def in_brief(item) -> str:
    """What a price or a contact says, in a line, for one that is folded away: "Nell Hart, 01632 960001"."""
    said = Said({item.part.path: [item.said]})
    people = (", ".join(filter(None, (one.name, *(line.words for line in one.phones)))) for one in shown.people(said))
    return next(filter(None, (*shown.prices(said), *people)), "")


def _filled(section: Section, document: dict) -> bool:
    if section.key == "sessions":
        return bool(document.get("schedules"))
    if section.key == "taking-part":
        return any(taking_part(document).values())
    if section.key == "topics":
        return bool(document.get("attributes"))
    said = [asking.shown(SERVICE, document, ask) for ask in section.asks if ask.path != "status"]
    return any(said) or any(asking.at(document, part.path) for part in section.parts)


def _give_choices(form: SectionForm) -> dict[str, str]:
    """Give the form its choices, if it asks for topics or the keeper; the names of the terms that may be chosen."""
    if "keeper_id" in form:
        offer_keepers(form)
    return offer_topics(form) if "new_topics" in form else {}


def offer_keepers(form) -> None:
    """Let a group be chosen to keep the listings."""
    form.keeper_id.choices = [SelectChoice("", "No group: editors keep them"), *_choices(queries.keepers())]


def offer_topics(form) -> dict[str, str]:
    """Let topics, and terms of feeds, be chosen; gives the names of all."""
    topics, imported = queries.topics(), queries.imported_terms()
    for field, names in (("topics", topics), ("imported_terms", imported)):
        if names:
            form[field].choices = _choices(names)
        else:
            del form[field]
    return topics | imported


def organization_called(name: str) -> dict:
    """The organization of that name, or a new one."""
    return queries.organization_named(name) or {"name": name}


def _choices(names: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, name) for value, name in names.items()]
