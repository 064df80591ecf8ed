"""The pages on which editors keep words that mean the same."""

from core.db import transaction
from directory.search.synonyms import operations, queries

SYNONYMS = "/directory/synonyms"


def test_words_are_added_changed_and_removed(app, people, browse):
    browser = browse(people.directory_editor)
    done = browser.send(browser.open(f"{SYNONYMS}/new"), {"words": "Debt\nOwing money\n\n"})
    assert "debt, owing money" in done.words and "1 group" in done.words
    (group,) = queries.every()
    path = f"{SYNONYMS}/{group.id}"
    form = browser.open(f"{path}/change")
    assert form.fields()["words"] == ["debt\nowing money"]
    wrong = browser.send(form, {"words": "debt"}, status=409)
    assert "Enter two words" in wrong.errors()["words"] and wrong.fields()["words"] == ["debt"]
    for typed, told in (
        ("the\nand", "“the” and “and” are not searched for."),
        ("🎸\nukulele", "“🎸” is not searched for."),
    ):
        assert f"{told} Enter two words" in browser.send(form, {"words": typed}, status=409).errors()["words"]
    assert "debt, arrears" in browser.send(form, {"words": "debt\narrears"}).words
    assert "There are none yet" in browser.send(browser.open(f"{path}/remove")).words


def test_two_editors_at_once_are_told(app, people, browse):
    with transaction():
        group_id = operations.add_group(people.directory_editor, words=["debt", "arrears"]).id
    browser = browse(people.directory_editor)
    form = browser.open(f"{SYNONYMS}/{group_id}/change")
    with transaction():
        group = queries.find(group_id)
        operations.change_group(people.directory_editor, group, version=group.version, words=["debt", "bailiffs"])
    stale = browser.send(form, {"words": "debt\nowing"}, status=409)
    assert "debt bailiffs" in stale.words and stale.fields()["words"] == ["debt\nowing"]
