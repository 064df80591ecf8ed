"""Writing to groups: one letter an address, never too often, never to anybody whose address is not public."""

from datetime import timedelta

import pytest

from core import clock
from core.db import transaction
from core.outbox import operations as outbox
from core.refusals import Missing, Refused, Stale
from directory.listings import operations as listings
from directory.upkeep.asking import operations, queries
from directory.upkeep.asking.operations import TOLD_OF
from directory.upkeep.asking.queries import FIRST_VERSION
from directory.upkeep.asking.words import Answer, Step, Told
from tests.directory.upkeep.nights import DAY, ROUND, after, kept, letters, nightly


def stand(service_id):
    return queries.stand_of(service_id)


def test_a_letter_shows_the_listing_and_the_links_that_answer(asked_of):
    asked_of(description="We sing on Thursdays.", assurer_email="checker@council.example")
    assert nightly() == {"asked": 1}
    (letter,) = letters()
    assert letter.recipient == "choir@example.org"
    assert letter.subject == "Is “Choir” still right?"
    for part in (letter.text, letter.html):
        assert "We sing on Thursdays." in part
        assert all(f"/directory/keep/{way}/" in part for way in ("confirm", "change", "stopped", "room"))
        assert letter.stop in part
        assert "checker@council.example" not in part


def test_nobody_is_asked_before_it_is_time(asked_of):
    asked_of(days=104)
    assert nightly() == {}
    with after(1):
        assert nightly() == {"asked": 1}
        assert nightly() == {}


def test_what_nobody_has_confirmed_is_asked_at_once_and_what_is_over_never(asked_of, people):
    retired, defunct = asked_of("Retired"), asked_of("Defunct", status="defunct")
    with transaction():
        service = kept(retired)
        listings.retire_listing(people.directory_editor, service, version=service.version, reason="Ended")
    assert nightly() == {}
    assert stand(retired) is None and stand(defunct) is None
    asked_of("New", days=None)
    assert nightly() == {"asked": 1}


def test_listings_of_one_address_are_asked_in_one_letter_however_it_is_written(asked_of):
    asked_of("Choir", email="Choir@Example.org")
    asked_of("Band", email="choir@example.org")
    asked_of("Soon", days=90)
    asked_of("Later", days=60)
    asked_of("Theirs", email="other@example.org")
    assert nightly() == {"asked": 4}
    ours, theirs = sorted(letters(), key=lambda one: one.recipient)
    assert ours.subject == "Is “Choir” and 2 more still right?" or ours.subject == "Is “Band” and 2 more still right?"
    assert ours.text.count("/directory/keep/confirm/") == 3
    assert "Later" not in ours.text and "Theirs" not in ours.text and "Theirs" in theirs.text


def test_silence_is_reminded_of_twice_and_then_an_editor_is_told_once(asked_of, people):
    service_id = asked_of()
    assert people.directory_editor
    done = {}
    for day in range(200):
        with after(day):
            if found := nightly():
                done[day] = found
    assert done == {0: {"asked": 1}, 14: {"reminded": 1}, 42: {"reminded": 1}, 56: {"told to the editors": 1}}
    assert [one.subject for one in letters()] == ["Is “Choir” still right?"] + ["Reminder: is “Choir” still right?"] * 2
    (told,) = letters(TOLD_OF)
    assert told.recipient == people.directory_editor.email
    assert "Choir. Nobody answers." in told.text and "choir@example.org" not in told.text
    (waiting,) = queries.for_editors()
    assert (waiting.service_id, waiting.words) == (service_id, Told.SILENT.words)


@pytest.mark.parametrize("answer", [Answer.YES, Answer.CHANGED, Answer.ROOM])
def test_an_answer_ends_the_letters(asked_of, people, answer):
    service_id = asked_of()
    nightly()
    with after(3), transaction():
        if answer is Answer.YES:
            listings.confirm_listing(people.directory_editor, kept(service_id), version=kept(service_id).version)
        operations.note_answer(kept(service_id), answer)
    with after(14):
        assert nightly() == {}
    with after(31):
        assert nightly() == ({} if answer is Answer.YES else {"asked": 1})
    assert not queries.for_editors()


def test_confirming_ends_the_letters_even_if_nobody_noted_an_answer(asked_of, people):
    service_id = asked_of()
    nightly()
    with after(3), transaction():
        listings.confirm_listing(people.directory_editor, kept(service_id), version=kept(service_id).version)
    with after(60):
        assert nightly() == {}


def test_yes_is_counted_as_long_as_it_goes_on(asked_of):
    service_id = asked_of()
    with transaction():
        for answer in (Answer.YES, Answer.YES, Answer.CHANGED, Answer.YES):
            row = operations.note_answer(kept(service_id), answer)
    assert row.yeses == 1


def test_an_address_of_a_contact_or_the_organization_will_do(asked_of):
    asked_of("By contact", email=None, contacts=[{"name": "Jo"}, {"name": "Bo", "email": "bo@example.org"}])
    asked_of("By society", email="no address", organization={"name": "Society", "email": "society@example.org"})
    assert nightly() == {"asked": 2}
    assert {one.recipient for one in letters()} == {"bo@example.org", "society@example.org"}


@pytest.mark.parametrize("service_facts", [{"email": None}, {"email": "ring us"}])
def test_address_of_says_what_the_round_says(asked_of, service_facts):
    with_contact = asked_of(contacts=[{"email": "Bo@example.org"}], **service_facts)
    nothing = asked_of("Nothing", assurer_email="checker@council.example", **service_facts)
    for service_id, address in ((with_contact, "bo@example.org"), (nothing, None)):
        assert queries.address_of(kept(service_id)) == stand(service_id).email == address


def test_without_an_address_an_editor_is_told_instead(asked_of, people):
    assert people.directory_editor
    asked_of(email=None, assurer_email="checker@council.example")
    assert nightly() == {"told to the editors": 1}
    assert nightly() == {}
    assert not letters()
    assert [one.words for one in queries.for_editors()] == [Told.NO_ADDRESS.words]


def test_a_letter_that_came_back_is_told_at_once_and_a_new_address_is_asked(asked_of, people):
    service_id = asked_of()
    nightly()
    with transaction():
        outbox.note_bounce(letters()[0], "5.1.1")
    with after(1):
        assert nightly() == {"came back": 1, "told to the editors": 1}
        assert nightly() == {}
    assert [one.words for one in queries.for_editors()] == [Told.BOUNCED.words]
    with transaction():
        document = {
            "name": "Choir",
            "email": "new@example.org",
            "assured_date": kept(service_id).assured_date.isoformat(),
        }
        document |= {"organization": {"name": "Society of Choir"}}
        listings.change_listing(
            people.directory_editor, kept(service_id), version=kept(service_id).version, document=document
        )
    assert not queries.for_editors()
    with after(2):
        assert nightly() == {"asked": 1}
    assert letters()[-1].recipient == "new@example.org"


def test_whoever_wants_no_mail_gets_none(asked_of, people):
    assert people.directory_editor
    asked_of()
    with transaction():
        outbox.stop("Choir@example.org")
    assert nightly() == {"told to the editors": 1}
    assert not letters()
    assert [one.words for one in queries.for_editors()] == [Told.NO_MAIL.words]


def test_one_night_begins_to_ask_about_so_many_and_no_more(app, asked_of):
    app.config["ASK_MOST_A_NIGHT"] = 2
    late, soon = asked_of("Late", email="late@example.org", days=170), asked_of("Soon", email="soon@example.org")
    for number in range(3):
        asked_of(f"Never {number}", email=f"never{number}@example.org", days=None)
    assert nightly() == {"asked": 2}
    assert nightly() == {}
    assert {stand(one).facts.asked_on for one in (late, soon)} == {clock.today()}
    with after(1):
        assert nightly() == {"asked": 2}
    with after(2):
        assert nightly() == {"asked": 1}


def test_an_editor_pauses_asking_and_lets_it_go_on(asked_of, people):
    service_id, editor = asked_of(), people.directory_editor
    with transaction():
        row = operations.pause(editor, kept(service_id), until=clock.today() + 30 * DAY, version=FIRST_VERSION)
        version = row.version
    assert nightly() == {}
    with pytest.raises(Stale), transaction():
        operations.resume(editor, kept(service_id), version=version + 7)
    with after(10), transaction():
        operations.resume(editor, kept(service_id), version=queries.version_of(service_id))
    assert nightly() == {"asked": 1}
    for days in (0, 400):
        with pytest.raises(Refused, match="Choose a date"), transaction():
            operations.pause(editor, kept(service_id), until=clock.today() + days * DAY, version=1)


def test_an_editor_asks_at_once_but_not_too_often(asked_of, people):
    service_id, editor = asked_of(days=1), people.directory_editor
    with transaction():
        operations.ask_now(editor, kept(service_id), version=FIRST_VERSION)
    assert len(letters()) == 1
    with after(13), pytest.raises(Refused, match="Write again from"), transaction():
        operations.ask_now(editor, kept(service_id), version=queries.version_of(service_id))
    with after(14), transaction():
        operations.ask_now(editor, kept(service_id), version=queries.version_of(service_id))
    assert stand(service_id).next.step is Step.REMIND


def test_asking_at_once_tries_an_address_again_that_mail_came_back_from(asked_of, people):
    service_id = asked_of()
    nightly()
    with transaction():
        outbox.note_bounce(letters()[0])
    with after(1):
        nightly()
    with after(20):
        with transaction():
            operations.ask_now(people.directory_editor, kept(service_id), version=queries.version_of(service_id))
        assert not queries.for_editors()
        assert stand(service_id).next == (Step.REMIND, clock.today() + timedelta(days=14), ("Nobody has answered",))
        assert nightly() == {}


def test_nobody_is_asked_at_once_who_cannot_or_will_not_be(asked_of, people):
    editor = people.directory_editor
    without, unwilling = asked_of(email=None), asked_of("Unwilling", email="no@example.org")
    with transaction():
        outbox.stop("no@example.org")
    for service_id, words in ((without, "no email address"), (unwilling, "wants no mail")):
        with pytest.raises(Refused, match=words), transaction():
            operations.ask_now(editor, kept(service_id), version=FIRST_VERSION)


def test_only_editors_change_a_rhythm(asked_of, people):
    service = kept(asked_of())
    for actor in (people.group_representative, people.link_worker):
        for act in (operations.ask_now, operations.resume):
            with pytest.raises(Missing):
                act(actor, service, version=FIRST_VERSION)
        with pytest.raises(Missing):
            operations.pause(actor, service, until=clock.today() + DAY, version=FIRST_VERSION)


def test_a_second_round_at_the_same_moment_finds_nothing_left(asked_of):
    """It has read what is due before the first one wrote: looking again, it finds that the letter has gone."""
    asked_of()
    posts = queries.tonight().letters
    for done in ({"asked": 1}, {}):
        with transaction():
            assert operations.write_to(ROUND, posts) == done
    assert len(letters()) == 1
