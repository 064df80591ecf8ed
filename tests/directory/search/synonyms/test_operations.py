"""Groups of words added, changed and removed; the starter is whole."""

import json

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from core.db import db, transaction
from core.refusals import Missing, Refused, Stale
from directory.search.query import plain_words
from directory.search.synonyms import operations, queries


@pytest.fixture
def group(people):
    with transaction():
        return operations.add_group(people.directory_editor, words=["Café", " tea   room ", "cafe", "of the"])


def test_words_are_kept_plain_and_each_once(group):
    assert queries.groups() == (("cafe", "tea room"),)


def test_a_change_and_a_removal_are_written_down(group, people):
    editor = people.directory_editor
    with transaction():
        operations.change_group(editor, group, version=group.version, words=["tea", "coffee"])
        operations.change_group(editor, group, version=group.version, words=["tea", "coffee"])
    assert queries.groups() == (("tea", "coffee"),)
    with transaction():
        operations.remove_group(editor, group, version=group.version)
    assert queries.groups() == ()
    actions = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("synonyms.%")))
    assert sorted(actions) == ["synonyms.added", "synonyms.changed", "synonyms.removed"]


@pytest.mark.parametrize("words", [[], ["tea"], ["tea", "Tea!"], ["one two three four five six seven", "tea"]])
def test_too_few_or_too_long(app, people, words):
    with pytest.raises(Refused) as refused:
        operations.add_group(people.directory_editor, words=words)
    assert refused.value.field == "words"


def test_only_editors_and_only_what_they_saw(group, people):
    with pytest.raises(Missing):
        operations.add_group(people.link_worker, words=["a1", "b2"])
    with pytest.raises(Stale):
        operations.remove_group(people.directory_editor, group, version=group.version + 1)
    with pytest.raises(Refused, match="20"):
        operations.add_group(people.directory_editor, words=[f"w{number}" for number in range(21)])


def test_the_starter_goes_in_once_and_is_plain_already(app, people):
    said = json.loads(operations.STARTER.read_text())
    with transaction():
        assert operations.install_starter(people.directory_editor) == len(said)
        assert operations.install_starter(people.directory_editor) == 0
    assert sorted(queries.groups()) == sorted(map(tuple, said))
    assert all(phrase == " ".join(plain_words(phrase)) for words in said for phrase in words)
    firsts = [words[0] for words in said]
    assert len(set(firsts)) == len(firsts) >= 40
