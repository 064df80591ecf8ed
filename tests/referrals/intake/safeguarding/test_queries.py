"""A safeguarding note is read by those alone who need it, and stands nowhere else that the referral is shown."""

import pytest
from sqlalchemy import select

from core.audit import AuditEntry
from core.db import db
from core.outbox.models import Message
from referrals.concerns.models import Concern as Raised
from referrals.intake import queries as intake
from referrals.intake.safeguarding import queries
from referrals.intake.safeguarding.models import SafeguardingNote
from referrals.intake.safeguarding.words import Concern

WORDS = "Bruises that nobody explains; the council’s team was told"
CONCERN = {"safeguarding": Concern.YES, "safeguarding_details": WORDS}
# Whoever reads the note of a referral that the link worker has, whoever must ask, and whoever learns nothing of it.
READERS = ("clinician", "link_worker", "service_lead")
ASKING = ("second_link_worker",)
OTHERS = ("colleague",)
LINE = "There is a safeguarding concern"


@pytest.fixture
def case(taken, people):
    people.service_lead  # noqa: B018 — somebody to ask
    return taken(**CONCERN)


@pytest.mark.parametrize("who", [*READERS, *ASKING, *OTHERS])
def test_who_reads_it_and_who_is_told_to_ask(case, people, browse, who):
    """Hazard 9: safeguarding disclosed to those who need not know."""
    browser = browse(getattr(people, who))
    page = browser.open(f"/referrals/{case}/safeguarding").words
    assert (WORDS in page) is (who in READERS)
    assert ("Ask Rosa Bell before you make contact" in page) is (who in ASKING)
    record = f"/referrals/{'mine/' if who in ('clinician', 'colleague') else ''}{case}"
    shown = browser.open(record).words
    assert WORDS not in shown
    assert (LINE in shown) is (who not in OTHERS)
    assert ("ask the lead of your service" in shown) is (who in ASKING)


def test_only_its_own_service_and_practice_know_of_the_page(case, people, browse):
    for who in ("other_link_worker", "other_service_lead", "other_clinician"):
        browse(getattr(people, who)).open(f"/referrals/{case}/safeguarding", status=404)
    for who in ("commissioner", "administrator", "information_governance_lead", "group_representative"):
        browse(getattr(people, who)).open(f"/referrals/{case}/safeguarding", status=403)


def test_it_stands_on_no_other_page_no_print_and_in_no_message(case, people, browse):
    """Hazard 9: exports, prints and letters."""
    pages = {
        "clinician": (f"/referrals/mine/{case}/printout", f"/referrals/{case}/receipt", "/referrals/mine"),
        "service_lead": ("/referrals/queue", "/referrals/caseload?whose=everyone", f"/referrals/{case}/steps/hold"),
        "link_worker": ("/referrals/caseload", f"/referrals/caseload/{case}/record"),
    }
    for who, addresses in pages.items():
        for address in addresses:
            assert "Bruises" not in browse(getattr(people, who)).open(address).response.text, address
    printed = browse(people.clinician).open(f"/referrals/mine/{case}/printout").words
    assert "afeguarding" not in printed
    on_screen = (
        browse(people.link_worker).open(f"/referrals/{case}").soup.select_one("p:-soup-contains('Safeguarding:')")
    )
    assert "app-screen-only" in on_screen["class"]
    assert not db.session.query(Message).filter(Message.text.contains("Bruises")).count()


def test_a_handed_over_case_is_read_by_whoever_has_it_now(case, people, step):
    step(people.service_lead, case, "hand_over", link_worker_id=people.second_link_worker.id)
    referral = intake.find(people.service_lead, case)
    assert queries.notes_for(people.second_link_worker, referral) and not queries.notes_for(
        people.link_worker, referral
    )
    assert queries.is_withheld(people.link_worker, referral)


@pytest.mark.parametrize("answer", [Concern.NO, Concern.NOT_KNOWN])
def test_without_a_concern_nobody_is_sent_to_ask(taken, people, answer):
    referral = intake.find(people.link_worker, taken(safeguarding=answer))
    assert not queries.is_withheld(people.second_link_worker, referral)
    assert queries.line_for(people.second_link_worker, referral) == ""
    assert queries.line_for(people.link_worker, referral) == queries.SAID[answer]


SIGN = "Being abused or neglected"


@pytest.fixture
def signed(taken, people):
    people.service_lead  # noqa: B018 — somebody to ask
    return taken(urgent_signs=["abuse", "danger"], safeguarding=Concern.NO, safeguarding_details="Settled in May")


@pytest.mark.parametrize("who", [*READERS, *ASKING, *OTHERS])
def test_an_urgent_sign_of_it_is_read_by_the_same(signed, people, browse, who):
    """Hazard 9: the sign goes no way round the note."""
    browser = browse(getattr(people, who))
    page = browser.open(f"/referrals/{'mine/' if who in ('clinician', 'colleague') else ''}{signed}")
    assert (SIGN in page.words) is (who in READERS)
    assert "In danger now" in page.words and (who in READERS or "Urgent need named" in page.words)
    if who in READERS:
        assert all(one["class"] == ["app-screen-only"] for one in page.soup.select(f"li:-soup-contains('{SIGN}')"))
    else:
        assert (LINE in page.words) is (who in ASKING)


def test_an_urgent_sign_of_it_is_a_concern_whatever_was_answered(signed, people, browse):
    (concern,) = db.session.scalars(select(Raised))
    assert concern.notes[0].words.endswith("at risk of it. Is there a safeguarding concern? No: Settled in May")
    (told,) = db.session.query(Message).filter_by(kind="referral.concern")
    assert told.recipient == people.service_lead.email
    assert LINE in browse(people.service_lead).open(f"/referrals/{signed}").words
    assert SIGN not in browse(people.service_lead).open("/referrals/queue").words


def test_writing_and_reading_it_are_written_down_without_its_words(case, people, browse):
    browse(people.link_worker).open(f"/referrals/{case}/safeguarding")
    entries = db.session.query(AuditEntry).filter(AuditEntry.action.startswith("safeguarding")).all()
    assert sorted(entry.action for entry in entries) == ["safeguarding.note", "safeguarding.read"]
    assert "Bruises" not in repr([entry.details for entry in entries])


def test_what_was_said_cannot_be_changed(case):
    note = db.session.query(SafeguardingNote).one()
    note.words = "Nothing"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()
    db.session.rollback()
