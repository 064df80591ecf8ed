"""Writing to a person: kept as it was said, never by a forbidden way (hazard 8), in the forms they need (hazard 12)."""

import pytest

from core.db import db, transaction
from core.outbox.models import Message
from core.refusals import Missing, Refused
from referrals.intake.models import Referral
from referrals.letters import queries
from referrals.letters.operations import SUBJECT, write
from referrals.words import LetterKind, Way

SAID = "Somebody will be in touch with you by Thursday."


@pytest.fixture
def send(people):
    def write_to(referral_id, way, words=SAID, actor=None):
        with transaction():
            to = db.session.get(Referral, referral_id).person
            kind = LetterKind.PROMISE
            return write(actor or people.clinician, referral_id, to, kind=kind, way=way, words=words).id

    return write_to


@pytest.mark.parametrize("way", [Way.TEXT, Way.EMAIL])
def test_no_way_that_the_person_forbids_or_that_does_not_exist(send, refer, way):
    """Hazard 8: what is sent by a forbidden way tells an abuser."""
    with pytest.raises(Refused) as refusal:
        send(refer(may_text=False, email=None), way)
    assert refusal.value.field == "way"
    assert db.session.query(Message).filter_by(kind="letter.person").count() == 0


def test_a_letter_is_kept_with_the_form_that_it_is_needed_in(send, refer, people):
    """Hazard 12: the need travels with the letter."""
    case = refer()
    letter = queries.find(people.clinician, send(case, Way.LETTER))
    assert (letter.words, letter.is_large, letter.author_name) == (SAID, True, "Dr Priya Shah")
    assert queries.of_referral(people.clinician, case) == [letter]
    for stranger in (people.link_worker, people.other_clinician, people.administrator):
        with pytest.raises(Missing):
            queries.find(stranger, letter.id)


def test_an_email_goes_without_a_word_of_what_it_is_about(send, refer):
    send(refer(email="ann@footbridge.example", safe_contact=""), Way.EMAIL)
    mail = db.session.query(Message).filter_by(kind="letter.person").one()
    assert (mail.recipient, mail.subject) == ("ann@footbridge.example", SUBJECT)
    assert (
        f"This is from Priya Shah. {SAID}" in mail.text
        and "Surgery" not in mail.text
        and "Ann" not in mail.text
        and "Social Prescribing" not in mail.text
    )


def test_a_carer_who_is_contacted_instead_is_written_to_and_told_about_whom(send, refer, people, browse):
    """Hazard 8: nothing goes to the person, and to the carer no more than a name."""
    carer = {"carer_name": "Bo Lee", "carer_relationship": "brother", "carer_telephone": "07700 900124"}
    case = refer(**carer, contact_carer=True, may_text=True, email="ann@footbridge.example", address="4 Beach Road")
    with pytest.raises(Refused, match="no email address of Bo Lee"):
        send(case, Way.EMAIL)
    with pytest.raises(Refused, match="This must be 440 characters or fewer"):
        send(case, Way.TEXT, "a" * 441)
    letter, text = send(case, Way.LETTER), send(case, Way.TEXT, "a" * 440)
    assert db.session.query(Message).filter_by(kind="letter.person").count() == 0
    page = browse(people.clinician).open(f"/referrals/letters/{letter}")
    assert page.heading == "Letter to Bo Lee, about Ann Lee"
    assert "Do not send it to Ann Lee" in page.words and "ring 07700 900124" in page.words
    written = page.soup.select_one(".app-letter").get_text(" ", strip=True)
    assert written.startswith("Bo Lee ") and f"Dear Bo Lee This is about Ann Lee.\n\n{SAID}" in written
    assert "Beach" not in written and "PO1" not in written and "Needed as" not in page.words
    page = browse(people.clinician).open(f"/referrals/letters/{text}").words
    assert "Send this to Bo Lee (brother), 07700 900124." in page and "This is about Ann. aaa" in page


@pytest.mark.parametrize(
    ("way", "words"),
    [(Way.LETTER, " "), (Way.TEXT, "a" * 460), (Way.TEXT, "Your GP asked us"), (Way.EMAIL, "About your referral")],
)
def test_what_it_says_is_checked(send, refer, way, words):
    with pytest.raises(Refused) as refusal:
        send(refer(may_text=True, email="ann@footbridge.example"), way, words)
    assert refusal.value.field == "words"


def test_a_letter_in_an_envelope_says_which_service_writes_and_who_asked(send, refer, people, browse):
    safe = {"safe_contact": "", "voicemail_words": ""}
    facts = {}, {"voicemail_words": "A first name and a number"}, {"safe_contact": "Her brother must not know"}
    letters = [send(refer(**safe | said), Way.LETTER, actor=people.link_worker) for said in facts]
    said, *silent = (
        browse(people.link_worker).open(f"/referrals/letters/{one}").soup.select_one(".app-letter").text
        for one in letters
    )
    asked, service = "Dr Priya Shah, Seaview Surgery, asked us to get in touch with you.", "Harbour Social Prescribing"
    assert asked in said and service in said and "Jo Marsh" in said
    for one in silent:
        assert "Seaview" not in one and service not in one and "Jo Marsh" in one


def test_a_text_message_says_who_writes_where_nothing_was_said_of_what_is_safe(send, refer, people):
    case = refer(may_text=True, safe_contact="")
    assert queries.find(people.clinician, send(case, Way.TEXT)).words == f"This is from Priya Shah. {SAID}"
