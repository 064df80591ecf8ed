"""Every field of Open Referral UK 3.0 has a home in the database and a question on a page."""

import json

import pytest

from directory.listings import shape
from directory.listings.models import Service
from directory.listings.sections.outline import SECTIONS, Part
from tests.directory.exchange.schemas import SPEC

# Ids and links between objects follow from where an answer was given; so does what a term's own page says of the term.
OF_THEMSELVES = {"id"}
NOT_ASKED = {
    "last_modified",  # when it was saved
    "organization_id",  # the organisation chosen on its page
}
TERM_PAGES = "attributes."


def properties(schema: dict):
    """Each field of the schema with its path, "schedules.byday", and whether it holds an object."""
    for name, inner in (schema.get("items") or schema).get("properties", {}).items():
        below = list(properties(inner))
        yield name, bool(below)
        yield from ((f"{name}.{path}", held) for path, held in below)


def questions(section_or_part, before=""):
    for ask in section_or_part.asks:
        if ask.path == "where":
            yield from (f"{before}location.location_type", f"{before}location.confidential")
        yield before + ask.path
    for part in section_or_part.parts:
        yield from questions(part, f"{before}{part.path}.")


ASKED = {path for section in SECTIONS for path in questions(section)} | {"attributes"}


def home(path: str):
    """The shape in which the field stands, its name, and the class of its row; None where there is none."""
    of, kind = shape.SERVICE, Service
    *way, name = path.split(".")
    for one in way:
        of = of.ones.get(one) or of.lists.get(one)
        if of is None:
            return None
        kind = getattr(kind, one).property.mapper.class_
    return of, name, kind


@pytest.mark.skipif(not SPEC.exists(), reason="needs ../shared/spec/oruk-3.0 beside the repository")
def test_every_field_has_a_home_and_a_question():
    schema = json.loads((SPEC / "service.json").read_text())
    homeless, unasked = [], []
    for path, holds in properties(schema):
        found = home(path)
        of, name, kind = found or (shape.SERVICE, "", Service)
        known = name in of.fields or name in of.lists or name in of.ones or name in of.repeats
        if not known or not (hasattr(kind, name) or name in of.repeats):
            homeless.append(path)
        of_itself = name in OF_THEMSELVES or name in of.repeats or path in NOT_ASKED
        asked = path in ASKED or TERM_PAGES in path or path == "schedules.service_at_location_id"
        if not holds and not of_itself and not asked:
            unasked.append(path)
    assert (homeless, unasked) == ([], [])
    assert len(list(properties(schema))) > 100


def test_every_question_leads_somewhere():
    for path in ASKED:
        of, name, _ = home(path)
        assert name in of.fields or name in of.lists or name in ("where", "attributes"), path


def parts(section_or_part):
    for part in section_or_part.parts:
        yield part
        yield from parts(part)


def test_words_are_plain_and_each_page_asks_a_thing_once():
    for section in SECTIONS:
        paths = list(questions(section))
        assert len(paths) == len(set(paths)), section.key
    every: list[Part] = [part for section in SECTIONS for part in parts(section)]
    assert all(part.one == part.one.lower() for part in every)
    assert len({section.key for section in SECTIONS}) == len(SECTIONS)
