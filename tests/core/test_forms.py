"""Forms: only from our own pages, carried out once, nothing typed is lost, refusals stand beside their field."""

import pytest

from core.text import unprintable
from tests.support.checks import check_page

TYPED = {
    "name": "Siân",
    "story": "One line\r\nand <b>another</b>",
    "colour": "green",
    "day-day": "31",
    "day-month": "2",
    "day-year": "2026",
}
GOOD = {"name": "Siân", "story": "A story", "colour": "green", "day-day": "1", "day-month": "2", "day-year": "2026"}


def typed_into(page) -> dict:
    return {name: values[-1] for name, values in page.fields().items() if name not in {"csrf_token", "once_key"}}


def test_a_good_form_is_carried_out(browse, kept):
    visitor = browse()
    visitor.send(visitor.open("/trial/plain"), GOOD)
    assert kept().names == ["Siân"]


def test_a_bad_date_is_explained_beside_it_and_nothing_typed_is_lost(browse, kept):
    visitor = browse()
    page = visitor.send(visitor.open("/trial/plain"), TYPED, status=422)
    assert page.errors() == {"day": "Day must be a real date, like 27 3 1985"}
    assert typed_into(page) == {**TYPED, "story": "One line\nand <b>another</b>"}
    assert page.soup.title.get_text().startswith("Error: ")
    assert kept().names == []


def test_an_empty_form_is_explained_in_our_words(browse):
    visitor = browse()
    page = visitor.send(visitor.open("/trial/plain"), {"name": "   "}, status=422)
    assert page.errors() == {"name": "Enter a name"}


@pytest.mark.parametrize("bad", ["\x00", "a\x1bb", "pay\u202eee", "\x85"])
def test_unprintable_text_is_taken_out_and_shown_before_it_is_kept(browse, kept, bad):
    visitor = browse()
    page = visitor.send(visitor.open("/trial/plain"), {"name": f"Ann {bad} Lee"}, status=422)
    words = "Name had characters that cannot be printed. We have taken them out: check it, then send again"
    assert page.errors() == {"name": words}
    assert kept().names == []
    assert not unprintable(typed_into(page)["name"])
    visitor.send(page)
    assert len(kept().names) == 1


@pytest.mark.parametrize("token", ["", "no", "é" * 20, "\x00", "2026##", "##" * 30, "١٢٣##abc", "9" * 5000])
@pytest.mark.parametrize("path", ["/trial/plain", "/trial/once"])
def test_a_wrong_token_is_refused_and_nothing_typed_is_lost(browse, kept, path, token):
    visitor = browse()
    page = visitor.send(visitor.open(path), {**GOOD, "csrf_token": token}, status=422)
    assert "Nothing was saved" in page.errors()[""]
    assert typed_into(page) == GOOD
    assert kept().names == []
    visitor.send(page)
    assert kept().names == ["Siân"]


@pytest.mark.parametrize("path", ["/trial/plain", "/trial/once"])
def test_a_missing_token_is_refused(browse, kept, path):
    visitor = browse()
    visitor.send(visitor.open(path), {**GOOD, "csrf_token": None}, status=422)
    assert kept().names == []


def test_another_browsers_token_is_refused(browse, kept):
    theirs = browse().open("/trial/plain").fields()["csrf_token"]
    visitor = browse()
    visitor.send(visitor.open("/trial/plain"), {**GOOD, "csrf_token": theirs}, status=422)
    assert kept().names == []


def test_the_same_form_six_times_is_carried_out_once(browse, kept):
    visitor = browse()
    page = visitor.open("/trial/once")
    sent = page.fields() | GOOD
    answers = [visitor.post("/trial/once", sent) for _ in range(6)]
    assert {answer.status for answer in answers} <= {302, 303}
    assert len({answer.location for answer in answers}) == 1
    now = kept()
    assert now.names == ["Siân"]
    assert len(now.audit) == len(now.messages) == len(now.keys) == 1


def test_the_same_key_with_other_answers_is_told_and_can_be_sent_as_well(browse, kept):
    visitor = browse()
    page = visitor.open("/trial/once")
    first = visitor.post("/trial/once", page.fields() | GOOD)
    second = visitor.post("/trial/once", page.fields() | GOOD | {"name": "Bob"}, status=409)
    assert "You have already sent this form, with different answers" in second.errors()[""]
    assert second.soup.find("a", href=first.location) is not None
    assert typed_into(second) == GOOD | {"name": "Bob"}
    assert second.fields()["once_key"] != page.fields()["once_key"]
    assert kept().names == ["Siân"]
    visitor.send(second)
    assert sorted(kept().names) == ["Bob", "Siân"]


def test_the_fingerprint_keeps_nothing_of_what_was_said(browse, kept):
    visitor = browse()
    visitor.send(visitor.open("/trial/once"), GOOD)
    (key,) = kept().keys
    assert "Siân" not in f"{key.fingerprint}{key.location}{key.endpoint}"


def test_a_key_used_by_somebody_else_gives_nothing_of_theirs_away(browse, kept, people):
    first = browse(people.clinician)
    page = first.open("/trial/once")
    first.send(page, GOOD)
    second = browse(people.link_worker)
    answer = second.send(second.open("/trial/once"), {**GOOD, "once_key": page.fields()["once_key"][0]}, status=409)
    assert "Open what you sent before" not in answer.words
    assert kept().names == ["Siân"]


@pytest.mark.parametrize("key", ["", "short", "x" * 23, "é" * 22, "x" * 21 + "\x00", None])
def test_a_broken_key_is_refused_with_a_new_one(browse, kept, key):
    visitor = browse()
    page = visitor.send(visitor.open("/trial/once"), {**GOOD, "once_key": key}, status=422)
    assert page.errors() == {"": "This page was not complete. Nothing was saved. Check your answers and send again."}
    assert kept().names == []
    visitor.send(page)
    assert kept().names == ["Siân"]


def test_a_form_that_was_refused_may_be_sent_again_with_the_same_key(browse, kept):
    visitor = browse()
    page = visitor.send(visitor.open("/trial/once"), {**GOOD, "name": "refused"}, status=409)
    assert page.errors() == {"name": "That name is taken."}
    assert kept().keys == []
    visitor.send(page, {"name": "Siân"})
    assert kept().names == ["Siân"]


def test_a_refusal_stands_beside_its_field_with_everything_typed(browse, kept):
    visitor = browse()
    page = visitor.send(visitor.open("/trial/plain"), {**GOOD, "name": "refused"}, status=409)
    assert page.errors() == {"name": "That name is taken."}
    assert typed_into(page) == {**GOOD, "name": "refused"}
    assert page.soup.title.get_text().startswith("Error: ")
    assert kept().names == []


def test_a_refusal_of_the_whole_stands_over_the_form(browse):
    visitor = browse()
    page = visitor.send(visitor.open("/trial/plain"), {**GOOD, "name": "refused whole"}, status=409)
    assert page.errors() == {"": "Not today."}
    assert typed_into(page) == {**GOOD, "name": "refused whole"}


class TestVersions:
    """Two people change one record: the second is told, shown what was saved, and may then save."""

    def test_the_second_is_shown_what_the_first_saved(self, browse, people):
        one, two = browse(), browse()
        path = f"/trial/rename/{people.practice}"
        opened = two.open(path)
        one.send(one.open(path), {"name": "First"})
        page = two.send(opened, {"name": "Second"}, status=409)
        assert "Someone else changed this" in page.errors()[""]
        assert "Saved now: First" in page.words
        assert page.fields()["name"] == ["Second"]
        two.send(page)
        assert one.open(path).fields()["name"] == ["Second"]

    @pytest.mark.parametrize("version", [None, "", "0", "-1", "one", "١", "9" * 30, "1.0"])
    def test_a_version_that_is_not_the_rows_saves_nothing(self, browse, people, version):
        visitor = browse()
        path = f"/trial/rename/{people.practice}"
        visitor.send(visitor.open(path), {"name": "Other", "version": version}, status=409)
        assert visitor.open(path).fields()["name"] == ["Seaview Surgery"]

    def test_nothing_is_told_to_somebody_alone(self, browse, people):
        visitor = browse()
        path = f"/trial/rename/{people.practice}"
        for name in ("First", "Second"):
            visitor.send(visitor.open(path), {"name": name})
        assert visitor.open(path).fields()["name"] == ["Second"]


def test_a_page_that_never_ends_is_still_a_page(browse):
    """The longest answers, in every field at once, come back whole."""
    visitor = browse()
    long = "w" * 60_000
    page = visitor.send(visitor.open("/trial/plain"), {**GOOD, "name": long, "story": long}, status=422)
    assert page.fields()["story"] == [long]
    check_page(page)
