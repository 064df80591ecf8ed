"""A taxonomy of two levels and listings that have its terms, made through the operations that editors use."""

from types import SimpleNamespace

import pytest

from core.db import db, transaction
from directory.listings import operations as listings
from directory.listings.models import Service
from directory.taxonomies import operations


@pytest.fixture
def editor(people):
    return people.directory_editor


@pytest.fixture
def hobbies(editor):
    """The taxonomy “Hobbies”: music (singing, choirs) and games."""
    with transaction():
        taxonomy = operations.add_taxonomy(editor, name="Hobbies")
        music = operations.add_term(editor, taxonomy, name="Music")
        made = {
            "taxonomy": taxonomy,
            "music": music,
            "singing": operations.add_term(editor, taxonomy, name="Singing", parent_id=music.id, code="S1"),
            "choirs": operations.add_term(editor, taxonomy, name="Choirs", parent_id=music.id),
            "games": operations.add_term(editor, taxonomy, name="Games"),
        }
    return SimpleNamespace(**made)


@pytest.fixture
def listing(editor):
    """`listing("Tidemark", singing, games)` adds a listing with these terms; returns it."""

    def add(name: str, *terms, **more) -> Service:
        tags = [{"taxonomy_term": {"id": str(term.id)}} for term in terms]
        with transaction():
            return listings.add_listing(editor, document={"name": name, "attributes": tags, **more})

    return add


def names(service: Service) -> list[str]:
    """The names of the terms that a listing has, read anew."""
    db.session.expire_all()
    return [one.taxonomy_term.name for one in service.attributes]
