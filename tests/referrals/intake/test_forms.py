"""The referrer's three screens: nothing typed is lost, nothing strange gets through, everything is sent once."""

import re
import uuid

import pytest
from flask_login import login_user

from core import clock, once
from core.audit import AuditEntry
from core.db import db, transaction
from core.text import printable
from referrals.intake import screens
from referrals.intake.doors import Doors
from referrals.intake.drafts import operations as drafts
from referrals.intake.forms import ReferralForm
from referrals.intake.models import Referral
from referrals.profile.facts import UrgentNumber
from referrals.profile.operations import change_profile
from referrals.words import AGREEMENT_WORDING, UrgentSign
from tests.support.referring import AGREEMENT, NEEDS, PERSON, SCREENS, fill_in

NOTHING = {"Person": 0, "Referral": 0, "Risk": 0, "Agreement": 0, "Event": 0, "Message": 0, "audit": 0}
# What one referral leaves: two agreements, one for the service and one for telling the GP practice.
ONE = dict.fromkeys(NOTHING, 1) | {"Agreement": 2}
NEW = f"/referrals/new/{uuid.uuid4()}/person"


@pytest.fixture
def clinician(browse, people):
    """A clinician's browser, with one service to refer to and somebody there who is told."""
    people.service_lead  # noqa: B018
    return browse(people.clinician)


def typed(page) -> dict:
    """What the form holds, seen or unseen, without what it holds for itself."""
    own = {"csrf_token", "once_key", "screen", "returning", "stopped_for"}
    return {name: sorted(values) for name, values in page.fields().items() if name not in own and any(values)}


def as_typed(*screens_typed) -> dict:
    merged = {name: value for one in screens_typed for name, value in one.items()}
    return {name: sorted(value) if isinstance(value, list) else [value] for name, value in merged.items()}


def only() -> Referral:
    db.session.rollback()
    return db.session.query(Referral).one()


class TestThePaste:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("SMITH, John (Mr)\nLikes gardening", "Filled in from what you pasted. Check it:"),
            ("hello", "Nothing was filled"),
        ],
    )
    def test_the_page_opens_at_what_came_of_it(self, clinician, text, says):
        page = clinician.open(NEW)
        answer = clinician.post(NEW, page.fields() | {"pasted": text, "go": "fill"}, status=303)
        assert answer.location == f"{NEW}#filled"
        panel = clinician.open(NEW).soup.find(id="filled")
        assert panel["tabindex"] == "-1" and says in panel.get_text()


class TestTheWay:
    def test_three_screens_a_last_look_and_a_receipt(self, clinician, kept):
        page = fill_in(clinician)
        assert page.heading == "Check before you send"
        assert kept() == NOTHING
        receipt = clinician.send(page, {"go": "send"})
        assert receipt.heading == "Referral sent"
        referral = only()
        assert referral.reference in receipt.words
        assert (referral.person.name, referral.person.telephone) == ("Wilhelmina Quackenbush", "+447700900123")
        assert (referral.person.postcode, referral.person.nhs_number) == ("PO5 4HG", "9990000018")
        assert (referral.person.may_text, referral.person.may_leave_message) == (True, False)
        assert (referral.main_reason, referral.reasons) == ("housing", ["housing", "loneliness"])
        assert referral.need == NEEDS["need"]
        assert referral.tell_gp is True and referral.urgent_signs == []
        assert kept() == ONE | {"audit": 2}  # made, and its receipt opened

    def test_who_refers_says_once_what_they_are(self, clinician):
        page = fill_in(clinician)
        assert page.fields()["referrer_role"] == [""]
        receipt = clinician.send(page, {"go": "send", "referrer_role": "Physiotherapist"})
        assert "Dr Priya Shah, Physiotherapist" in receipt.words and only().referrer_role == "Physiotherapist"
        again = fill_in(clinician, [PERSON | {"nhs_number": "999 000 0026", "first_name": "Ada"}, NEEDS, AGREEMENT])
        assert again.fields()["referrer_role"] == ["Physiotherapist"]
        assert "Physiotherapist" not in clinician.send(again, {"go": "send", "referrer_role": ""}).words

    def test_the_last_look_shows_every_answer_in_words(self, clinician):
        words = fill_in(clinician).words
        for said in (
            "Wilhelmina", "13 February 1961", "999 000 0018", "07700 900123", "PO5 4HG", "Mornings only",
            "None of these",
            "Housing or homelessness", "Loneliness or isolation", NEEDS["need"], "Falls", "Walks with two sticks",
            "Large print", "4 Beach Road", "Female (including trans woman)", "White: British", "Seaview Surgery",
            "J82999", "Safeguarding concern No", "Dr Priya Shah, clinician, clinician@footbridge.example",
            "Nothing has been sent yet",
        ):  # fmt: skip
            assert said in words, said

    def test_it_says_for_which_practice_it_is(self, clinician):
        page = clinician.open(NEW)
        assert "You are referring for Seaview Surgery" in page.words
        assert page.soup.find("main").find("a", href="/account")
        assert "Referring for Seaview Surgery" in fill_in(clinician).words

    @pytest.mark.parametrize(
        ("reason", "safe_contact", "warned"),
        [("domestic_abuse", "", True), ("domestic_abuse", "Mornings only", False), ("housing", "", False)],
    )
    def test_domestic_abuse_without_a_safe_way_is_warned_of_and_can_be_sent(
        self, clinician, reason, safe_contact, warned
    ):
        page = fill_in(
            clinician,
            [PERSON | {"safe_contact": safe_contact}, NEEDS | {"reasons": [reason], "main_reason": reason}, AGREEMENT],
        )
        assert ("National Domestic Abuse Helpline" in page.words) is warned
        assert ("have not said how to make contact safely" in page.words) is warned
        clinician.send(page, {"go": "send"})
        assert only().main_reason == reason

    def test_a_child_is_told_beside_the_date_of_birth_and_the_setting_decides(self, app, clinician, kept):
        child = PERSON | {"date_of_birth-year": str(clock.today().year - 10)}
        page = clinician.send(clinician.open(NEW), {"go": "next", **child}, status=422)
        words = "This service is for people aged 18 and over. For younger people: look in the directory"
        assert page.errors()["date_of_birth"].startswith(words)
        assert kept() == NOTHING
        app.config["MINIMUM_AGE"] = 5
        assert clinician.send(page, {"go": "next"}, status=200).heading == "What do they need?"

    @pytest.mark.parametrize("contact", ["", "Portsmouth adults’ team, 023 9200 0000 (day and night)"])
    def test_the_page_that_stops_names_the_safeguarding_team_where_it_is_set(self, app, clinician, contact):
        app.config["SAFEGUARDING_CONTACT"] = contact
        page = clinician.send(clinician.open(NEW), {"go": "next", **PERSON, "urgent_signs": ["abuse"]}, status=200)
        assert page.heading == screens.HEADINGS[screens.STOP]
        assert f"safeguarding team today{f': {contact}' if contact else ''}. Follow" in " ".join(page.soup.text.split())
        assert bool(page.soup.select_one("a[href='tel:+442392000000']")) is bool(contact)
        assert "stays among your drafts" in page.words and page.soup.select_one("a[href$='/throw-away']")

    def test_no_answer_ever_stands_in_an_address(self, clinician):
        page = clinician.open(NEW)
        for answers in SCREENS:
            page = clinician.send(page, {"go": "next", **answers}, status=200)
            assert re.fullmatch(r"/referrals/new/[0-9a-f-]{36}/(needs|agreement)\??", page.response.request.full_path)
            assert page.form()["method"] == "post"

    def test_back_and_forth_loses_nothing(self, clinician):
        page = fill_in(clinician)
        everything = as_typed(*SCREENS)
        for heading in ("What do they need?", "Who are you referring?", "Who are you referring?"):
            page = clinician.send(page, {"go": "back"}, status=200)
            assert page.heading == heading
            assert typed(page) == everything
        for _ in SCREENS:
            page = clinician.send(page, {"go": "next"}, status=200)
        assert page.heading == "Check before you send"
        clinician.send(page, {"go": "send"})
        assert only().need == NEEDS["need"]

    def test_back_keeps_what_is_still_wrong(self, clinician):
        page = fill_in(clinician, [PERSON])
        page = clinician.send(page, {"go": "back", "need": "half a sen"}, status=200)
        assert not page.errors()
        page = clinician.send(page, {"go": "next"}, status=200)
        assert page.fields()["need"] == ["half a sen"]

    def test_change_leads_to_its_screen_and_straight_back(self, clinician):
        last_look = fill_in(clinician)
        for screen in screens.BEFORE_LAST:
            page = clinician.send(last_look, {"go": screen}, status=200)
            assert page.heading == screens.HEADINGS[screen]
            assert clinician.send(page, {"go": "next"}, status=200).heading == "Check before you send"

    def test_a_change_is_what_is_sent(self, clinician):
        page = clinician.send(fill_in(clinician), {"go": "person"}, status=200)
        page = clinician.send(page, {"go": "next", "first_name": "Billie"}, status=200)
        clinician.send(page, {"go": "send"})
        assert only().person.first_name == "Billie"

    def test_today_is_offered_as_the_day_of_the_agreement(self, clinician):
        page = fill_in(clinician, [PERSON, NEEDS])
        assert page.fields()["given_on-year"][0].startswith("20")
        cleared = {"given_on-day": "", "given_on-month": "", "given_on-year": ""}
        page = clinician.send(page, {"go": "next", **AGREEMENT, **cleared}, status=422)
        assert page.errors() == {"given_on": "Enter the date of the agreement"}

    def test_the_service_is_asked_only_where_there_are_several_and_the_last_one_is_offered(self, clinician, people):
        assert "service_id" not in clinician.open(NEW).fields()
        people.other_service  # noqa: B018
        page = clinician.send(clinician.open(NEW), {"go": "next", **PERSON}, status=422)
        assert page.errors() == {"service_id": "Choose a service"}
        page = fill_in(clinician, [PERSON | {"service_id": str(people.other_service)}, NEEDS, AGREEMENT])
        clinician.send(page, {"go": "send"})
        assert only().service.name == "Valley Social Prescribing"
        assert clinician.open(NEW).fields()["service_id"] == [str(people.other_service)]

    def test_that_an_interpreter_is_needed_is_asked_in_the_open(self, clinician):
        page = fill_in(clinician, [PERSON])
        for name in ("needs_interpreter", "language"):
            assert page.soup.find(id=name).find_parent("details") is None

    def test_where_there_is_no_service_it_says_so(self, browse, people):
        page = browse(people.clinician).open(NEW)
        assert "no social prescribing service here yet" in page.words


class TestAgreeing:
    """Hazard 20: that somebody could not decide, or was pressed, and nobody noticed."""

    def agreed(self, clinician, needs=NEEDS, **answers):
        page = fill_in(clinician, [PERSON, needs])
        return clinician.send(page, {"go": "send", "tell_gp": "yes", **answers})

    def test_one_choice_says_who_agreed_how_and_when(self, clinician):
        assert self.agreed(clinician, agreed="alone").heading == "Referral sent"
        service, practice = only().agreements
        assert (service.given_by, service.given_how, service.given_on) == ("person", "spoken", clock.today())
        assert (service.who_was_there, service.interpreter_used) == ("Nobody else", None)
        assert (service.recipient, service.purpose) == ("Harbour Social Prescribing", "Social prescribing")
        assert (practice.recipient, practice.purpose) == ("Seaview Surgery", "Telling what came of it")
        assert service.wording == practice.wording == AGREEMENT_WORDING

    def test_who_was_there_and_who_interpreted_are_kept(self, clinician):
        polish = NEEDS | {"needs_interpreter": "y", "language": "Polish", "not_interpreting": "Her son"}
        said = {"agreed": "accompanied", "who_was_there": "Her sister", "interpreter_used": "professional"}
        self.agreed(clinician, polish, **said)
        agreement = only().agreements[0]
        assert (agreement.who_was_there, agreement.interpreter_used) == ("Her sister", "professional")
        assert "May not interpret: Her son" in only().person.communication_words

    def test_a_best_interests_decision_says_who_made_it_and_why(self, clinician, browse, people):
        why = "He cannot keep it in mind; his daughter and the care home agree"
        made = {"given_by": "best_interests", "given_by_name": "Dr Shah", "decision_reason": why, "given_how": "spoken"}
        self.agreed(clinician, agreed="otherwise", **made)
        assert (only().agreements[0].given_by_name, only().agreements[0].decision_reason) == ("Dr Shah", why)
        assert why in browse(people.service_lead).open(f"/referrals/{only().id}").words

    def test_whoever_does_not_want_the_gp_told_says_why_and_nothing_is_agreed_for_it(self, clinician):
        self.agreed(clinician, agreed="telephone", tell_gp="no", tell_gp_reason="Knows the receptionist")
        referral = only()
        assert (referral.tell_gp, referral.tell_gp_reason) == (False, "Knows the receptionist")
        assert [one.purpose for one in referral.agreements] == ["Social prescribing"]


class TestMustHaves:
    def test_what_was_not_asked_is_not_known_by_one_choice_only(self, clinician):
        rest = dict.fromkeys(("address", "gender", "ethnicity"), "")
        page = clinician.send(clinician.open(NEW), {"go": "next", **PERSON | rest}, status=422)
        assert set(page.errors()) == set(rest)
        page = clinician.send(page, {"go": "next", "rest_not_known": "y"}, status=200)
        page = clinician.send(page, {"go": "next", **NEEDS | {"need": "", "access_needs": ["none"]}}, status=200)
        clinician.send(page, {"go": "send", "agreed": "alone", "tell_gp": "yes"})
        referral = only()
        assert (referral.person.gender, referral.person.ethnicity, referral.person.address) == ("X", "99", [])
        assert referral.need == "Housing or homelessness; Loneliness or isolation"
        assert referral.person.access_needs == []

    def test_the_referrers_practice_is_offered_and_gives_way(self, clinician):
        page = clinician.open(NEW)
        assert page.fields()["gp_practice_name"] == ["Seaview Surgery"]
        assert page.fields()["gp_practice_code"] == ["J82999"]
        page = clinician.send(page, {"go": "next", **PERSON, "no_gp_practice": "not_registered"}, status=200)
        for answers in (NEEDS, AGREEMENT):
            page = clinician.send(page, {"go": "next", **answers}, status=200)
        clinician.send(page, {"go": "send"})
        person = only().person
        assert (person.gp_practice_name, person.gp_practice_code) == (None, None)
        assert person.no_gp_practice == "not_registered"

    def test_everything_that_few_need_is_kept_and_shown_to_the_service(self, clinician, browse, people):
        person = {"never_by": ["letter"], "preferred_way": "text", "contact_when": "Before 11", "is_carer": "y"}
        carer = {"carer_name": "Bo Lee", "carer_relationship": "brother", "carer_telephone": "07700 900 124"}
        needs = {"own_words": "I want my life back", "reason_for_social_prescribing": "Pills do not help"}
        fill = [PERSON | person | carer | {"contact_carer": "y"}, NEEDS | needs, AGREEMENT]
        clinician.send(fill_in(clinician, fill), {"go": "send"})
        words = browse(people.service_lead).open(f"/referrals/{only().id}").words
        for said in (
            "Never by: letter.", "Best by: text message.", "When: Before 11", "The person cares for somebody",
            "Contact Bo Lee (brother), 07700 900124 instead.", "I want my life back", "Pills do not help",
            "4 Beach Road, PO5 4HG", "Female (including trans woman)", "White: British", "Seaview Surgery (J82999)",
        ):  # fmt: skip
            assert said in words, said


def test_what_is_wrong_is_listed_in_the_order_of_the_page(clinician):
    page = clinician.send(clinician.open(NEW), {"go": "next"}, status=422)
    on_the_page = [one["id"] for one in page.soup.select("main form [id]")]
    listed = [one["href"][1:] for one in page.soup.select(".nhsuk-error-summary a")]
    assert len(listed) > 8 and listed == sorted(listed, key=on_the_page.index)


def test_a_draft_that_is_gone_is_no_success(clinician):
    page = clinician.open(f"/referrals/new/{uuid.uuid4()}/needs")
    assert "This draft is not there any more" in page.words
    assert "Important" in page.words and "Success" not in page.words


def test_a_draft_goes_on_where_its_writer_was_and_is_thrown_away_by_name(clinician, monkeypatch):
    page = clinician.send(clinician.open(NEW), {"go": "next", **PERSON}, status=200)
    here = page.response.request.path
    assert clinician.open("/referrals/mine").soup.select_one(f"a[href='{here}']")
    page = clinician.open(here.replace("/needs", "/throw-away"))
    assert "Your draft about Wilhelmina Quackenbush of" in page.words and page.soup.select_one(f"a[href='{here}']")
    monkeypatch.setattr(drafts, "MOST", 1)
    answer = clinician.open("/referrals/new", status=302)
    assert answer.location == "/referrals/mine" and "Throw one away before" in clinician.open("/referrals/mine").words


def test_whoever_is_signed_out_reads_what_they_typed_in_words(browse):
    page = browse(None).post(f"/referrals/new/{uuid.uuid4()}/needs", NEEDS | {"go": "next"}, status=401)
    said = page.soup.find("dl").get_text(" ", strip=True)
    assert "Is there a safeguarding concern? No" in said and "Access and communication needs Large print" in said
    assert "access_needs" not in said and "Go" not in said.split()


class TestUrgent:
    @pytest.mark.parametrize("sign", UrgentSign)
    def test_each_sign_stops_before_anything_else_is_asked(self, clinician, kept, sign):
        """Hazard 3: an urgent need, or one of safeguarding, sent as routine."""
        page = clinician.send(clinician.open(NEW), {"go": "next", "urgent_signs": [sign.value]}, status=200)
        assert page.heading == "Stop: get help for this now"
        assert not page.errors()
        for way in ("999", "111", "option 2", "116 123", "safeguarding team"):
            assert way in page.words
        assert db.session.query(AuditEntry).filter_by(action="referral.stop").one().details == {"signs": [sign]}

    def test_999_stands_before_the_numbers_of_the_service(self, clinician, people):
        crisis = UrgentNumber("The crisis house", "023 9200 0000", "from 6pm")
        with transaction():
            change_profile(people.service_lead, version=0, urgent_numbers=(crisis,))
        page = clinician.send(clinician.open(NEW), {"go": "next", "urgent_signs": ["emergency"]}, status=200)
        assert "It may be some days before a link worker reads this" in page.words
        assert page.words.index("Call 999") < page.words.index("The crisis house")

    def test_a_legitimate_referral_goes_on_and_says_so(self, clinician):
        page = clinician.open(NEW)
        page = clinician.send(page, {"go": "next", **PERSON, "urgent_signs": ["abuse", "child"]}, status=200)
        page = clinician.send(page, {"go": "next"}, status=200)
        assert page.heading == "What do they need?"
        page = clinician.send(page, {"go": "next", **NEEDS}, status=422)
        assert "Choose “Yes”, or say below why there is no concern" in page.errors()["safeguarding"]
        for answers in ({"safeguarding_details": "Known to the council, and settled"}, AGREEMENT):
            page = clinician.send(page, {"go": "next", **answers}, status=200)
        clinician.send(page, {"go": "send"})
        assert only().urgent_signs == ["abuse", "child"]

    def test_another_sign_stops_again(self, clinician):
        page = clinician.send(clinician.open(NEW), {"go": "next", **PERSON, "urgent_signs": ["abuse"]}, status=200)
        page = clinician.send(page, {"go": "next"}, status=200)
        page = clinician.send(page, {"go": "back"}, status=200)
        page = clinician.send(page, {"go": "next", "urgent_signs": ["abuse", "danger"]}, status=200)
        assert page.heading == "Stop: get help for this now"

    def test_it_cannot_be_sent_past_the_page(self, clinician, kept):
        page = fill_in(clinician)
        page = clinician.post(NEW, page.fields() | {"go": "send", "urgent_signs": "emergency"}, status=200)
        assert page.heading == "Stop: get help for this now"
        assert kept() == NOTHING

    def test_none_excludes_the_others(self, clinician):
        page = clinician.open(NEW)
        page = clinician.send(page, {"go": "next", **PERSON, "urgent_signs": ["none", "abuse"]}, status=200)
        page = clinician.send(page, {"go": "next"}, status=422)
        assert page.errors() == {"urgent_signs": "Choose what is urgent or “None of these”, not both"}


# What is wrong on each screen, and the field beside which that is told.
WRONG = (
    (
        ({"nhs_number": "999 000 0019"}, "nhs_number"),
        ({"nhs_number": "401 023 2137"}, "nhs_number"),
        ({"no_nhs_number": "overseas"}, "no_nhs_number"),
        ({"no_nhs_number": "lost"}, "no_nhs_number"),
        ({"date_of_birth-year": "2999"}, "date_of_birth"),
        ({"date_of_birth-day": "31"}, "date_of_birth"),
        ({"telephone": "ring me"}, "telephone"),
        ({"telephone": ""}, "telephone"),
        ({"telephone": "", "other_contact": "At the hostel"}, "may_text"),
        ({"postcode": "Southsea"}, "postcode"),
        ({"postcode": ""}, "postcode"),
        ({"no_fixed_abode": "y"}, "postcode"),
        ({"email": "nobody"}, "email"),
        ({"first_name": "x" * 36}, "first_name"),
        ({"gender": "9"}, "gender"),
        ({"ethnicity": "Q"}, "ethnicity"),
        ({"ethnicity": ""}, "ethnicity"),
        ({"address": "x" * 36}, "address"),
        ({"gp_practice_name": ""}, "gp_practice_name"),
        ({"gp_practice_code": "J82-999-999-999"}, "gp_practice_code"),
        ({"gp_practice_name": "Another", "no_gp_practice": "not_known"}, "no_gp_practice"),
        ({"never_by": ["text"]}, "may_text"),
        ({"never_by": ["by owl"]}, "never_by"),
        ({"preferred_way": "letter", "never_by": ["letter"]}, "preferred_way"),
        ({"carer_telephone": "07700 900 124"}, "carer_name"),
        ({"carer_name": "Bo", "contact_carer": "y"}, "carer_telephone"),
    ),
    (
        ({"main_reason": "money"}, "main_reason"),
        ({"main_reason": ""}, "main_reason"),
        ({"main_reason": "no such"}, "main_reason"),
        ({"reasons": ["housing", "no such"]}, "reasons"),
        ({"risks": ["none_known", "falls"]}, "risks"),
        ({"risks": ["no such"]}, "risks"),
        ({"risks": ["other"], "risk_details": ""}, "risk_details"),
        ({"needs_interpreter": "y"}, "language"),
        ({"reasons": ["other"], "main_reason": "other", "need": ""}, "need"),
        ({"safeguarding": "yes"}, "safeguarding_details"),
        ({"safeguarding_details": "Bruises"}, "safeguarding"),
        ({"safeguarding": "perhaps"}, "safeguarding"),
        ({"access_needs": ["none", "bsl"]}, "access_needs"),
        ({"access_needs": ["no such"]}, "access_needs"),
    ),
    (
        ({"given_on-year": "2999"}, "given_on"),
        ({"given_on-day": "x"}, "given_on"),
        ({"given_by": "attorney"}, "given_by_name"),
        ({"given_by": "the cat"}, "given_by"),
        ({"given_how": "by telepathy"}, "given_how"),
        ({"given_by": "best_interests", "given_by_name": "Dr Shah"}, "decision_reason"),
        ({"agreed": "alone"}, "agreed"),
        ({"tell_gp": "no"}, "tell_gp_reason"),
        ({"tell_gp": None}, "tell_gp"),
    ),
)


class TestErrors:
    def test_each_screen_asks_for_what_is_missing_there(self, clinician, kept):
        page = clinician.send(clinician.open(NEW), {"go": "next"}, status=422)
        assert set(page.errors()) == {
            "urgent_signs", "first_name", "family_name", "date_of_birth", "nhs_number", "telephone", "postcode",
            "address", "gender", "ethnicity",
        }  # fmt: skip
        page = clinician.send(page, {"go": "next", **PERSON}, status=200)
        page = clinician.send(page, {"go": "next"}, status=422)
        assert set(page.errors()) == {"reasons", "risks", "safeguarding", "access_needs"}
        page = clinician.send(page, {"go": "next", **NEEDS}, status=200)
        page = clinician.send(page, {"go": "next"}, status=422)
        assert set(page.errors()) == {"agreed", "tell_gp"}
        assert kept() == NOTHING

    @pytest.mark.parametrize("place", range(3), ids=screens.ASKED)
    def test_a_wrong_answer_is_told_beside_it_on_its_own_screen(self, clinician, kept, place):
        page = fill_in(clinician, SCREENS[:place])
        for changes, field in WRONG[place]:
            answer = clinician.send(page, {"go": "next", **SCREENS[place], **changes}, status=422)
            assert list(answer.errors()) == [field], changes
            assert answer.heading == screens.HEADINGS[screens.ASKED[place]]
            assert not [words for words in answer.errors().values() if "nvalid" in words or "Not a" in words]
        assert kept() == NOTHING

    @pytest.mark.parametrize(("name", "wrong", "screen"), [("postcode", "x", "person"), ("risks", "", "needs")])
    def test_what_goes_wrong_behind_the_last_look_leads_to_its_screen(self, clinician, kept, name, wrong, screen):
        page = fill_in(clinician)
        page = clinician.post(NEW, page.fields() | {"go": "send", name: wrong}, status=422)
        assert page.heading == screens.HEADINGS[screen]
        assert list(page.errors()) == [name]
        assert kept() == NOTHING

    def test_no_fixed_abode_is_an_answer(self, clinician):
        page = clinician.open(NEW)
        page = clinician.send(page, {"go": "next", **PERSON, "postcode": "", "no_fixed_abode": "y"}, status=200)
        for answers in (NEEDS, AGREEMENT):
            page = clinician.send(page, {"go": "next", **answers}, status=200)
        clinician.send(page, {"go": "send"})
        assert only().person.place_words == "No fixed abode"

    def test_no_telephone_is_an_answer(self, clinician):
        page = clinician.open(NEW)
        other = {"telephone": "", "may_text": None, "other_contact": "Through the hostel"}
        page = clinician.send(page, {"go": "next", **PERSON, **other}, status=200)
        assert page.heading == "What do they need?"


TEXTS = {
    "markup": "<script>alert(1)</script><b>x</b> &amp; {{ 7*7 }} ${7*7}",
    "right to left": "שלום مرحبا",
    "emoji": "👩🏽‍🦽 needs 🏠",
    "sql": "'; drop table referral; --",
    "lines": "one\ntwo\n\nthree",
}
# The fields on each screen that take any text, and those that take an identifier.
FREE = (
    ("first_name", "family_name", "preferred_name", "safe_contact", "other_contact", "contact_when", "carer_name"),
    ("need", "own_words", "risk_details", "access_details", "language", "not_interpreting"),
    ("given_by_name", "who_was_there"),
)
EVERY = ((*FREE[0], "nhs_number", "telephone", "email", "postcode"), *FREE[1:])
UNPRINTABLE = ("\x00", "\x1b[31m", "pay\u202eee", "\x85", "\ufffe")


class TestStrangeTexts:
    @pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
    def test_printable_text_is_kept_and_shown_as_it_is(self, clinician, text):
        short = text[:35].strip()
        lines = {"language", "contact_when", "not_interpreting", "who_was_there"}
        said = {name: short if "_name" in name or name in lines else text for one in FREE for name in one}
        filled = [one | {name: said[name] for name in names} for one, names in zip(SCREENS, FREE, strict=True)]
        page = fill_in(clinician, filled)
        assert page.words.count(" ".join(short.split())) >= len(said) - len(
            FREE[2]
        )  # the last screen's stand in its boxes
        assert not page.soup.find("main").find_all("script")
        receipt = clinician.send(page, {"go": "send"})
        assert " ".join(short.split()) in receipt.words
        referral = only()
        agreement = referral.agreements[0]
        rows = {"need": referral, "own_words": referral, "risk_details": referral.risks[0]}
        rows |= {"given_by_name": agreement, "who_was_there": agreement}
        for name, value in said.items():
            column = "comment" if name == "risk_details" else name
            assert getattr(rows.get(name, referral.person), column) == value

    @pytest.mark.parametrize("place", range(3), ids=screens.ASKED)
    def test_what_cannot_be_printed_or_is_too_long_is_refused_beside_its_field(self, clinician, kept, place):
        page = fill_in(clinician, SCREENS[:place])
        for bad in (*(f"a{sign}b" for sign in UNPRINTABLE), "w" * 20_000):
            typed_in = dict.fromkeys(EVERY[place], bad)
            answer = clinician.send(page, {"go": "next", **SCREENS[place], **typed_in}, status=422)
            assert set(answer.errors()) == set(EVERY[place]), ascii(bad[:20])
        assert {name: answer.fields()[name] for name in EVERY[place]} == {
            name: [printable(bad)] for name in EVERY[place]
        }
        assert kept() == NOTHING

    def test_what_the_form_carries_for_itself_cannot_break_it(self, clinician, kept):
        page = fill_in(clinician)
        for name in ("screen", "go", "returning", "stopped_for"):
            for junk in ("", "\x00", "../../etc/passwd", "<b>", "x" * 5000, "stop", "شاشة"):
                answer = clinician.post(NEW, page.fields() | {"go": "next", name: junk})
                assert answer.status in {303, 422}
        assert kept() == NOTHING

    def test_a_page_that_was_open_too_long_is_told_that_alone_and_keeps_what_was_typed(self, clinician, kept):
        page = fill_in(clinician, SCREENS[:1])
        bare = {name: value for name, value in page.fields().items() if name not in SCREENS[0]}
        sent = bare | {"go": "next", "csrf_token": "old", "screen": "x", "need": "Company"}
        answer = clinician.post(f"/referrals/new/{uuid.uuid4()}/needs", sent, status=422)
        assert answer.fields()["need"] == ["Company"]
        assert all(answer.soup.find(id=name) for name in answer.errors() if name)
        assert kept() == NOTHING

    def test_an_empty_body_is_the_first_screen(self, clinician, kept):
        assert clinician.post(NEW, {}, status=422).heading == "Who are you referring?"
        assert clinician.post(NEW, {"go": "send"}, status=422).heading == "Who are you referring?"
        assert kept() == NOTHING


class TestOnce:
    def test_sent_six_times_it_is_one_referral(self, clinician, kept):
        page = fill_in(clinician)
        sent = page.fields() | {"go": "send"}
        answers = [clinician.post(NEW, sent) for _ in range(6)]
        assert {answer.status for answer in answers} <= {302, 303}
        assert len({answer.location for answer in answers}) == 1
        assert kept() == ONE

    def test_the_same_form_with_other_answers_is_told(self, clinician, kept):
        page = fill_in(clinician)
        first = clinician.post(NEW, page.fields() | {"go": "send"})
        page = clinician.post(NEW, page.fields() | {"go": "send", "need": "Something else"}, status=409)
        assert "already sent this form, with different answers" in page.errors()[""]
        assert page.soup.find("a", href=first.location)
        assert page.fields()["need"] == ["Something else"]
        assert kept()["Referral"] == 1
        clinician.send(page, {"go": "send", "why_again": "Another need"})
        assert kept()["Referral"] == 2

    @pytest.mark.parametrize("go", ["next", "send", "back"])
    def test_a_wrong_token_saves_nothing_and_loses_nothing(self, clinician, kept, go):
        page = fill_in(clinician)
        page = clinician.post(NEW, page.fields() | {"go": go, "csrf_token": "wrong"}, status=422)
        assert "Nothing was saved" in page.errors()[""]
        assert typed(page) == as_typed(*SCREENS)
        assert kept() == NOTHING
        clinician.send(page, {"go": "send"})
        assert kept()["Referral"] == 1

    def test_somebody_elses_form_is_not_theirs_to_send(self, clinician, browse, people, kept):
        sent = fill_in(clinician).fields() | {"go": "send"}
        browse(people.colleague).post(NEW, sent, status=422)
        browse(people.link_worker).post(NEW, sent, status=403)
        assert kept() == NOTHING

    def test_sent_again_while_the_first_is_being_kept_it_asks_for_no_reason(self, app, people, monkeypatch):
        """The first is there for whoever looks a moment later: as somebody's referral and as a form that was sent."""
        kept = []
        monkeypatch.setattr(once, "was_used", lambda key: bool(kept))
        with app.test_request_context(method="POST", data=PERSON | {"go": "send"}):
            login_user(people.clinician)
            form = ReferralForm(Doors([]), alike=lambda who: kept.append("the first") or kept)
            form.validate()
        assert kept and not form.why_again.errors


def test_every_question_has_its_screen(app, people):
    """A question on no screen could never be answered, and would be lost on the way."""
    with app.test_request_context():
        login_user(people.clinician)
        names = set(ReferralForm(Doors([]))._fields)
    unseen = {"csrf_token", "once_key", "screen", "go", "returning", "stopped_for", "pasted"}
    assert names - unseen == {name for one in screens.FIELDS.values() for name in one}
