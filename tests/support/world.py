"""One of every record, made through the operations that people use, with words in it that only its own may read."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from sqlalchemy import select

from accounts import links, sessions
from accounts import operations as accounts
from accounts.actors import Visitor
from accounts.administration import operations as administration
from accounts.models import Membership, Purpose, User
from accounts.roles import Role
from core import clock
from core.db import db, transaction
from core.identifiers.nhs_number import demonstration_number
from core.outbox import operations as outbox
from core.settings import setting
from directory.collections import operations as collections
from directory.exchange.duplicates import operations as duplicates
from directory.exchange.feeds import operations as feeds
from directory.exchange.feeds.queries import find as find_feed
from directory.exchange.feeds.queries import find_run
from directory.exchange.feeds.words import RunState
from directory.exchange.operations import take_in
from directory.exchange.tables import operations as tables
from directory.listings import operations as listings
from directory.listings import queries
from directory.listings.document import to_document
from directory.listings.models import Service
from directory.listings.sections.outline import BY_KEY
from directory.places import operations as places
from directory.search.shortlists import operations as shortlists
from directory.search.shortlists.models import Shortlist
from directory.search.synonyms import operations as synonyms
from directory.taxonomies import importing
from directory.taxonomies import operations as taxonomies
from directory.upkeep import stopping
from directory.upkeep.answers import operations as answers
from directory.upkeep.checks import operations as checks
from directory.upkeep.checks.words import Kind as CheckKind
from directory.upkeep.claims import operations as claims
from directory.upkeep.claims.models import ListingClaim
from directory.upkeep.health.measures import Measure
from directory.upkeep.links import operations as group_links
from directory.upkeep.links.queries import find as find_link
from directory.upkeep.links.words import Purpose as LinkPurpose
from directory.upkeep.notes import operations as notes
from directory.upkeep.reports import operations as reports
from directory.upkeep.reports.words import Reason as Problem
from directory.upkeep.signups import operations as signups
from directory.upkeep.signups.queries import hashed
from directory.upkeep.suggestions import operations as suggestions
from directory.upkeep.waiting import operations as waiting
from directory.upkeep.waiting.queries import waiting_of
from directory.upkeep.watching import operations as watching
from referrals.allocation import operations as allocation
from referrals.attachments import operations as attachments
from referrals.caseload import operations as caseload
from referrals.concerns import operations as concerns
from referrals.connections import operations as connections
from referrals.intake import operations as intake
from referrals.intake.drafts import handover
from referrals.intake.drafts import operations as drafts
from referrals.intake.drafts.contents import Contents
from referrals.intake.models import Referral
from referrals.intake.safeguarding.words import Concern
from referrals.intake.screens import HEADINGS
from referrals.letters import operations as letters
from referrals.messages.keys import operations as keys
from referrals.profile.facts import PreCheck
from referrals.profile.operations import change_profile
from referrals.public import codes
from referrals.public import operations as public
from referrals.public.words import Proof
from referrals.public.words import State as Asked
from referrals.triage import operations as triage
from referrals.words import (
    AccessNeed,
    AskedFor,
    Attendance,
    Closure,
    ConnectionState,
    GivenBy,
    GivenHow,
    LetterKind,
    Method,
    NotAccepted,
    PassedOnBecause,
    PostOutcome,
    Reason,
    RiskKind,
    Shared,
    Source,
    Way,
)
from referrals.workflow import Status
from tests.support.documents import a_pdf
from tests.support.people import PASSWORD, SYSTEM, People

# What is known of the person. Every one begins alike, so that a search can ask for all of them and repeat none.
BEGINNING = "Zanary"
CANARIES = {
    name: f"{BEGINNING}{number:02}{name.replace('_', '')[:12]}"
    for number, name in enumerate(
        (
            *("first_name", "family_name", "preferred_name", "other_contact", "safe_contact", "access_details"),
            *("language", "need", "risk_details", "given_by_name", "question", "answer", "declined", "outcome"),
            *("actions", "who_was_there", "what_matters", "notes", "next_step", "connection_note", "became", "held"),
            *("own_words", "reason_for_social_prescribing", "safeguarding_details", "contact_when", "voicemail_words"),
            *("carer_name", "carer_relationship", "written_language", "not_interpreting", "address"),
            *("worry", "letter"),
        )
    )
}
EMAIL = f"{BEGINNING.lower()}.person@footbridge.example"
TELEPHONE = "07700 900461"
# What the choir's listing shows.
OWN_ADDRESS = "choir@footbridge.example"
NHS_NUMBERS = [demonstration_number(number) for number in range(1, 12)]
# Each of these gives the person away; the numbers are looked for however they are grouped.
SECRETS = (
    *CANARIES.values(),
    EMAIL,
    "900461",
    "900 461",
    *(n[-6:] for n in NHS_NUMBERS),
    "SO14 7LY",
    "13 February 1961",
)
SOMEBODY_ELSE = {"first_name": "Other", "family_name": "Person", "need": "Another need", "postcode": "PO1 2DY"} | {
    "nhs_number": demonstration_number(40),
    "date_of_birth": dt.date(1990, 4, 5),
    "telephone": "07700 900999",
}
SOMEBODY_ELSE_ASKS = {"first_name": "Other", "family_name": "Person", "need": "Another need", "safe_contact": ""}
# What the e-mail to somebody who asked without an account said.
CODE = "271828"
HIDDEN_PLACE = f"{BEGINNING} Hidden Lane"
# All that is known of a place that nobody may find.
HIDDEN_LOCATION = {
    "confidential": True,
    "name": f"{BEGINNING} Hidden House",
    "description": f"{BEGINNING} Hidden door",
    "transportation": f"{BEGINNING} Hidden bus",
    "url": "https://zanaryhidden.example/",
    "external_identifier": "100098765432",
    "latitude": 50.98761,
    "longitude": -1.23459,
    "addresses": [{"address_1": HIDDEN_PLACE, "city": f"{BEGINNING} Hidden Town", "postal_code": "SO51 0QX"}],
    "accessibility": [{"description": f"{BEGINNING} Hidden ramp"}],
    "languages": [{"name": f"{BEGINNING} Hidden tongue"}],
}
# What a worker notes for the colleagues of one service, and the address of somebody who reported a problem.
NOTE = f"{BEGINNING} Noted for colleagues"
REPORTER = "zanary.reporter@elsewhere.example"
HIDDEN = (f"{BEGINNING} Hidden", "zanaryhidden", "100098765432", "50.987", "1.2345", "SO51 0QX", "SO51%200QX")

ANSWERED = (LinkPurpose.CONFIRM, LinkPurpose.CHANGE, LinkPurpose.ROOM, LinkPurpose.STOPPED)

STAFF = (
    *("clinician", "colleague", "link_worker", "second_link_worker", "service_lead", "group_representative"),
    *("directory_editor", "commissioner", "information_governance_lead", "administrator"),
    *("other_clinician", "other_link_worker", "other_service_lead", "other_group_representative"),
)


def secrets_in(text: str) -> set[str]:
    """Which of the person's secrets stand in `text`."""
    squeezed = text.replace(" ", "").replace("&nbsp;", "")
    return {secret for secret in SECRETS if secret in text or secret in squeezed}


@dataclass
class World:
    """Who there is and where each record is: `records` by the name that addresses give it, the first the richest."""

    people: People = field(default_factory=People)
    records: dict[str, list] = field(default_factory=dict)
    referrals: dict[Status, uuid.UUID] = field(default_factory=dict)
    others: dict[str, uuid.UUID] = field(default_factory=dict)
    chosen: list[str] = field(default_factory=list)

    def staff(self) -> "World":
        """People, listings and another organisation's referral: all that strangers may have to do with."""
        for name in STAFF:
            getattr(self.people, name)
        self.people.third_service  # noqa: B018
        self._accounts()
        self._team()
        self._listings()
        self._problems(self.records["service_id"][0])
        self._links(self.records["service_id"][0])  # the latest: a letter about a problem makes earlier links void
        self._taxonomies()
        self._feeds()
        self._rules()
        self._requests()
        self._profile()
        with transaction():
            made = self._refer(self.people.other_clinician, self.people.other_service, **SOMEBODY_ELSE)
            self.others["referral_id"] = made.id
        self.others |= self._drafts(self.people.other_clinician, first_name="Other")
        return self

    def furnish(self) -> "World":
        """A referral in every state; the active one has a conversation, a correction and connections."""
        for number, status in enumerate(Status):
            with transaction():
                self.referrals[status] = self._referral(NHS_NUMBERS[number], worrying=status is Status.ACTIVE).id
            self._lead_to(status)
        rich = self.referrals[Status.ACTIVE]
        self._connect(rich)
        self._write(rich)
        begun = self._drafts(self.people.clinician, **{n: CANARIES[n] for n in ("first_name", "family_name")})
        self.records |= {name: [one] for name, one in begun.items()}
        self.records["screen"] = list(HEADINGS)
        self.records["referral_id"] = [rich, *(one for one in self.referrals.values() if one != rich)]
        return self

    def _profile(self) -> None:
        """What the service asks before a referral."""
        question = PreCheck("0a0b0c0d", "Do they know of this referral?", "Tell them first.")
        with transaction():
            change_profile(self.people.service_lead, version=1, pre_checks=(question,))
        self.records["question_key"], self.records["proposal_topic"] = [question.key], ["need"]
        self.records["practice_id"] = [self.people.practice]

    def _feeds(self) -> None:
        """A feed that says something else of the choir, and one that is read from files."""
        editor, own = self.people.directory_editor, self.records["service_id"][0]
        said = [{"id": str(own), "name": "Thursday Choir", "description": "Singing."}, {"id": "nameless"}]
        with transaction():
            feed = feeds.add_feed(editor, name="Another council", url="https://feeds.example/v3")
            files = feeds.add_feed(editor, name="A county’s files")
            self.records["feed_id"] = [feed.id, files.id]
            run = feeds.begin_run(editor, feed)
            source, run_id = feed.source, run.id
        refused = [one for one in take_in(editor, said, source=source) if one.reason]
        with transaction():
            feed, run = find_feed(self.records["feed_id"][0]), find_run(run_id)
            feeds.end_run(feed, run, RunState.COMPLETE, counts={"read": 2, "refused": 1}, refused=refused)

    def _requests(self) -> None:
        """What people without an account ask of two services: one that waits for its code, and one that is proved."""
        said = {
            "source": Source.HOUSING,
            "proof": Proof.EMAIL,
            "date_of_birth": dt.date(1961, 2, 13),
            "asker_name": "Jo Tenant",
            "asker_organisation": "Portsea Homes",
            "asker_email": "jo@homes.example",
            "asker_telephone": "+441632960007",
            "postcode": "SO14 7LY",
            "telephone": TELEPHONE,
            "may_leave_message": False,
            "may_text": False,
            **{name: CANARIES[name] for name in ("first_name", "family_name", "need", "safe_contact")},
            "needs_interpreter": False,
            "network": "here",
        }
        with transaction():
            for lead in (self.people.service_lead, self.people.other_service_lead):
                change_profile(lead, version=0, public_form=True)
            unproved, proved = (public.ask(Visitor(), service_id=self.people.service, **said).enquiry for _ in range(2))
            other = public.ask(Visitor(), service_id=self.people.other_service, **said | SOMEBODY_ELSE_ASKS).enquiry
            to_ring = public.ask(Visitor(), service_id=self.people.service, **said | {"proof": Proof.CALL}).enquiry
            for one in (proved, other):
                one.state, one.proved_at = Asked.WAITING, clock.now()
            unproved.token_hash = codes.hashed("the-token-of-a-request")
            unproved.code_hash = codes.sealed(CODE, unproved.token_hash, setting("SECRET_KEY"))
            self.records |= {"enquiry_token": ["the-token-of-a-request"], "enquiry_id": [proved.id, to_ring.id]}
            self.others["enquiry_id"] = other.id

    def _rules(self) -> None:
        """Rules of triage that a lead has made their own."""
        with transaction():
            own = triage.begin_own_rules(self.people.service_lead)
            self.records["rule_id"] = [own[1].id]
        with transaction():
            self.others["rule_id"] = triage.begin_own_rules(self.people.other_service_lead)[0].id

    def _accounts(self) -> None:
        people, kept = self.people, self.records
        with transaction():
            invited = administration.invite(
                SYSTEM,
                name="Ivy New",
                email="ivy@footbridge.example",
                organisation_id=people.group,
                role=Role.GROUP_REPRESENTATIVE,
            )
            gone = accounts.open_account(
                SYSTEM,
                name="Gus Gone",
                email="gus@footbridge.example",
                password=PASSWORD,
                organisation_id=people.practice,
                role=Role.CLINICIAN,
            )
            administration.suspend(SYSTEM, gone.user)
            ada = db.session.get(User, people.administrator.id)
            accounts.add_membership(SYSTEM, ada, organisation_id=people.authority, role=Role.IG_LEAD)
            sessions.begin(db.session.get(Membership, people.link_worker.membership_id))  # in another browser
            kept["token"] = [links.make(db.session.get(User, people.colleague.id), Purpose.RESET)]
            kept["user_id"] = [people.clinician.id, invited.user_id, gone.user_id]
            kept["membership_id"] = [people.clinician.membership_id, people.link_worker.membership_id]
            kept["representative_id"] = [invited.id, people.group_representative.membership_id]
            self.others["representative_id"] = people.other_group_representative.membership_id
            kept["organisation_id"] = [people.service, people.practice, people.group, people.authority]
            message = outbox.post(to="nobody@footbridge.example", subject="Test", text="A test.", kind="trial")
            db.session.flush()
            for _ in range(len(outbox.WAITS) + 1):
                outbox.note_failure(message, "refused")
            kept["message_id"] = [message.id]
            for_system = {"organisation_id": people.practice, "membership_id": people.colleague.membership_id}
            key, _token = keys.make_key(people.administrator, name="The practice’s system", **for_system)
            kept["key_id"] = [key.id]

    def _team(self) -> None:
        """How two link workers of two services work, and when they are away."""
        away = {"begins_on": clock.today() + dt.timedelta(days=30), "ends_on": clock.today() + dt.timedelta(days=43)}
        with transaction():
            for actor, kept in ((self.people.link_worker, {}), (self.people.other_link_worker, self.others)):
                user = db.session.get(User, actor.id)
                allocation.keep_post(actor, user, weekly_hours=30, areas=["SO14"], most=40)
                leave = allocation.add_leave(actor, user, **away)
                kept |= {"link_worker_id": user.id, "leave_id": leave.id}
                if actor is self.people.link_worker:
                    self.records |= {name: [one] for name, one in kept.items()}

    def _listings(self) -> None:
        people = self.people
        own = self._list("Thursday Choir", people.group)
        other = self._list("Friday Garden", people.other_group)
        retired = self._list("Old Lunch Club", people.group)
        hidden = self._list("Safe House", None, confidential=True)
        with transaction():
            places.switch_geocoding(people.administrator, geocoding="online", version=None)
            listings.retire_listing(
                people.directory_editor, db.session.get(Service, retired), version=1, reason="Ended"
            )
        with transaction():
            service = queries.find(own)
            self.records["change_id"] = [queries.history(service)[0].id]
            document = to_document(service) | {"description": "What we do on Thursdays.", "email": OWN_ADDRESS}
            listings.change_listing(people.directory_editor, service, version=service.version, document=document)
        self.records["measure"] = list(Measure)
        self.records["section_key"] = list(BY_KEY)
        self.records["service_id"] = self.records["listing_id"] = [own, retired, hidden]
        for name in ("organization_id", "service_at_location_id"):
            self.records[name] = [_published(one)[name] for one in (own, retired, hidden)]
        self.others |= {"service_id": other, "listing_id": other}
        self.others["organization_id"] = _published(other)["organization_id"]
        self._checks(own)
        with transaction():
            waiting = {"file": b"Name,Town\nKite Makers,Southsea\n", "file_name": "kites.csv", "source": "Kites"}
            pair = duplicates.pair_up(people.directory_editor, one=own, other=hidden)
            self.records["pair_id"] = [pair.id]
            self.records["table_id"] = [tables.keep_table(people.directory_editor, **waiting).id]
            said = {"topics": [], "words": "close harmony", "why": "We sing in four parts."}
            suggested = suggestions.suggest_topics(people.group_representative, queries.find(own), **said)
            self.records["suggestion_id"] = [suggested.id]
        self._shortlist(own, other)
        self._waiting(own)
        self._asking(other)

    def _waiting(self, own) -> None:
        """What the group asked for, and an editor has not looked at."""
        with transaction():
            service = queries.find(own)
            wanted = to_document(service) | {"eligibility_description": "Anyone who likes to sing."}
            waiting.offer_change(
                self.people.group_representative, service, version=service.version, document=wanted, why="So it is"
            )
            self.records["waiting_id"] = [waiting_of(own)[0].id]

    def _checks(self, service_id: uuid.UUID) -> None:
        """What an editor has seen of a group, a newer one that it offers, and what the service asks for."""
        insured = {"insurer": "Harbour Mutual", "pounds": 5_000_000, "until": clock.today() + dt.timedelta(days=300)}
        seen = {"what_was_seen": "The certificate", "seen_on": clock.today()}
        with transaction():
            group = db.session.get(Service, service_id).organization
            of = {"kind": CheckKind.INSURANCE}
            checks.record(self.people.directory_editor, group, version=0, **of, **insured, **seen)
            made = checks.offer(self.people.group_representative, group, version=1, **of, **insured)
            self.records["check_id"] = [made.id]
            to = {"email": OWN_ADDRESS, "about_id": group.id}
            token = group_links.make(LinkPurpose.CHECK, db.session.get(Service, service_id), **to)
        self.records["check_kind"], self.records["check_token"] = [CheckKind.INSURANCE.value], [token]

    def _links(self, own) -> None:
        """Links for a group without an account, to the one listing that it may answer for; and one that has stopped."""
        stopped = self._list("Kite Club", None)
        with transaction():
            service = queries.find(own)
            for purpose in (*ANSWERED, LinkPurpose.NO_MAIL):
                token = group_links.make(purpose, service, email=OWN_ADDRESS)
                self.records[f"{purpose}_token"] = [token]
            ended = queries.find(stopped)
            token = group_links.make(LinkPurpose.STOPPED, ended, email="kites@footbridge.example")
            word = {"reason": "Our hall is sold", "who_now": "", "version": ended.version}
            ending = answers.say_stopped(find_link(LinkPurpose.STOPPED, token), **word)
            self.records["ending_id"] = [ending.id]

    def _shortlist(self, *ids) -> None:
        """A shortlist that the link worker shared, and its listings on the shortlist of everybody's browser."""
        self.chosen = [one.hex for one in ids]
        with transaction():
            chosen = [db.session.get(Service, one) for one in ids]
            said = {"note": "", "notes": {}, "key": "one key of a form", "network": "here"}
            token = shortlists.share(self.people.link_worker, chosen, **said)
            db.session.flush()
            self.records["shortlist_token"] = [token]
            self.records["shortlist_id"] = list(db.session.scalars(select(Shortlist.id)))

    def _asking(self, service_id) -> None:
        """Somebody who claims the garden, and a group that is not in the directory yet."""
        visitor, who = Visitor(), {"email": "gail@footbridge.example", "network": "here"}
        said = dict.fromkeys(("times", "place", "postcode", "website", "charity_number"), "")
        with transaction():
            garden = db.session.get(Service, service_id)
            claims.ask_editor(visitor, garden, name="Gail Green", part="", words="Ring us", **who)
            self.records["claim_token"] = [group_links.make(LinkPurpose.CLAIM, garden, email=who["email"])]
            group = {"name": "Kite Makers", "description": "Kites.", "telephone": "02392 123456", "shows_email": False}
            made, unproved = (signups.sign_up(visitor, contact_name="Gail", **group, **said, **who) for _ in range(2))
            signups.prove(visitor, made)
            self.records["claim_id"] = list(db.session.scalars(select(ListingClaim.id)))
            self.records["sign_up_id"] = [made.id]
            self.records["sign_up_token"] = ["the-token-of-a-sign-up"]
            unproved.token_hash = hashed(self.records["sign_up_token"][0])

    def _problems(self, own) -> None:
        """What is said of a listing: a report of a problem, a note for one service; and somebody who watches it."""
        worker, editor = self.people.link_worker, self.people.directory_editor
        with transaction():
            listing = db.session.get(Service, own)
            said = {"words": "Nobody answers.", "email": REPORTER, "network": "here"}
            made = reports.report(worker, listing, reason=Problem.NUMBER_DEAD, **said)
            self.records["report_id"] = [made.id]
            about = {"email": OWN_ADDRESS, "about_id": made.id}
            self.records["report_token"] = [group_links.make(LinkPurpose.REPORT, listing, **about)]
            self.records["reader_token"] = [stopping.token(REPORTER)]
            self.records["note_id"] = [notes.add_note(worker, listing, text=NOTE).id]
            self.records["watch_token"] = [watching.stop_token(worker.id)]
            for who in (worker, editor):
                watching.watch(who, listing)

    def _list(self, name: str, keeper, *, confidential: bool = False):
        open_place = {"addresses": [{"address_1": "1 Hall Road", "city": "Southsea"}]}
        document = {
            "name": name,
            "description": f"What {name} is.",
            "organization": {"name": f"Friends of {name}"},
            "service_at_locations": [{"location": HIDDEN_LOCATION if confidential else open_place}],
            "schedules": [{"freq": "WEEKLY", "interval": 1, "byday": "TU", "opens_at": "10:30", "closes_at": "12:15"}],
            "attributes": [{"taxonomy_term": {"name": "Singing"}}],
        }
        with transaction():
            return listings.add_listing(self.people.directory_editor, document=document, keeper_id=keeper).id

    def _taxonomies(self) -> None:
        editor = self.people.directory_editor
        with transaction():
            taxonomy = taxonomies.add_taxonomy(editor, name="Sports", attribution="Sports by the council.")
            term = taxonomies.add_term(editor, taxonomy, name="Bowls")
            other = taxonomies.add_term(editor, taxonomy, name="Lawn bowls", parent_id=term.id)
            self.records["taxonomy_id"], self.records["term_id"] = [taxonomy.id], [term.id, other.id]
            file = importing.keep_file(editor, content=b"name,parent\nTennis,Bowls\n", name="Sports")
            self.records["file_id"] = [file.id]
            collection = collections.add_collection(editor, name="After a loss", introduction="Company.")
            listing = db.session.get(Service, self.records["service_id"][0])
            item = collections.add_item(editor, collection, listing, line="Tea first.")
            self.records["collection_id"], self.records["item_id"] = [collection.id], [item.id]
            self.records["group_id"] = [synonyms.add_group(editor, words=["bowls", "boules"]).id]

    def _refer(self, actor, service, **facts) -> Referral:
        asked = {"reasons": [Reason.LONELINESS], "risks": [RiskKind.FALLS]}
        agreed = {"given_by": GivenBy.PERSON, "given_how": GivenHow.SPOKEN, "given_on": clock.today()}
        return intake.make_referral(actor, service_id=service, **asked | agreed | facts)

    def _referral(self, nhs_number: str, *, worrying: bool) -> Referral:
        """A referral with all that can be said in it; with a safeguarding concern it cannot be closed."""
        said = ("first_name", "family_name", "preferred_name", "other_contact", "safe_contact", "access_details")
        contact = ("contact_when", "voicemail_words", "carer_name", "carer_relationship", "address")
        needs = ("own_words", "reason_for_social_prescribing", "written_language", "not_interpreting")
        return self._refer(
            self.people.clinician,
            self.people.service,
            **{name: CANARIES[name] for name in (*said, "language", "need", "risk_details", "given_by_name")},
            **{name: CANARIES[name] for name in (*contact, *needs)},
            safeguarding_details=CANARIES["safeguarding_details"] if worrying else None,
            safeguarding=Concern.YES if worrying else Concern.NOT_KNOWN,
            given_by=GivenBy.ATTORNEY,
            nhs_number=nhs_number,
            date_of_birth=dt.date(1961, 2, 13),
            telephone=TELEPHONE,
            email=EMAIL,
            postcode="SO14 7LY",
            access_needs=[AccessNeed.LARGE_PRINT],
        )

    def _lead_to(self, status: Status) -> None:
        """Take the steps that lead from a new referral to `status`."""
        for who, step, given in WAYS[status]:
            with transaction():
                referral = db.session.get(Referral, self.referrals[status])
                if step == "record":
                    self._converse(referral)
                else:
                    given = given | (self._passing_on() if step == "redirect" else {})
                    intake.take_step(getattr(self.people, who), referral, step, **given)

    def _passing_on(self) -> dict:
        """Where a referral is passed, and that the person has agreed."""
        agreed = {"given_by": GivenBy.PERSON, "given_how": GivenHow.SPOKEN, "given_on": clock.today()}
        return {"service_id": self.people.third_service, "agreed": agreed}

    def _converse(self, referral: Referral) -> None:
        said = ("who_was_there", "what_matters", "notes", "next_step")
        held = caseload.record(
            self.people.link_worker,
            referral,
            happened_at=clock.now() - dt.timedelta(minutes=2),
            method=Method.TELEPHONE,
            attendance=Attendance.ATTENDED,
            minutes=20,
            next_step_on=clock.today() + dt.timedelta(days=7),
            **{name: CANARIES[name] for name in said},
        )
        self.records.setdefault("conversation_id", []).append(held.id)

    def _write(self, referral_id: uuid.UUID) -> None:
        """A letter of the service, which waits to be sent, and one of the practice, which has gone."""
        people = self.people
        with transaction():
            to = db.session.get(Referral, referral_id).person
            said = {"kind": LetterKind.OTHER, "way": Way.LETTER, "words": CANARIES["letter"]}
            both = [letters.write(who, referral_id, to, **said) for who in (people.link_worker, people.clinician)]
            letters.settle(people.clinician, both[1], PostOutcome.SENT)
            self.records["letter_id"] = [letter.id for letter in both]

    def _drafts(self, who, **names) -> dict:
        """What a clinician has begun to write, and what their practice's system has handed over."""
        typed = {"screen": "person", "urgent_signs": "none"} | names
        kept = Contents(items=tuple(typed.items()))
        with transaction():
            begun = drafts.keep(who, uuid.uuid4(), kept).id
            return {"draft_id": begun, "handover_token": handover.hand_over(who, kept)}

    def _connect(self, referral_id: uuid.UUID) -> None:
        agreed = {"given_by": GivenBy.PERSON, "given_how": GivenHow.SPOKEN, "given_on": clock.today()}
        with transaction():
            referral = db.session.get(Referral, referral_id)
            listing = db.session.get(Service, self.records["listing_id"][0])
            made = connections.introduce(
                self.people.link_worker,
                referral,
                listing,
                items=[Shared.NAME],
                note=CANARIES["connection_note"],
                **agreed,
            )
            connections.follow_up(
                self.people.link_worker,
                made,
                state=ConnectionState.STARTED,
                happened_on=clock.today(),
                version=made.version,
                words=CANARIES["became"],
            )
            self.records["connection_id"] = [made.id]
            worry = concerns.raise_concern(self.people.link_worker, referral, words=CANARIES["worry"])
            self.records["concern_id"] = [worry.id]
            letter = attachments.attach(self.people.clinician, referral, name="Letter.pdf", data=a_pdf())
            self.records["attachment_id"] = [letter.id]


ASK = ("link_worker", "ask", {"reason": AskedFor.DETAILS, "words": CANARIES["question"]})
ANSWER = ("clinician", "answer", {"words": CANARIES["answer"]})
TAKE = ("link_worker", "take", {})
TALK = ("link_worker", "record", {})
CLOSE = {"reason": Closure.GOALS_MET, "outcome": CANARIES["outcome"], "actions_for_referrer": CANARIES["actions"]}
WAYS = {
    Status.SUBMITTED: [ASK, ANSWER],
    Status.RETURNED: [ASK],
    Status.DECLINED: [("link_worker", "decline", {"reason": NotAccepted.INSUFFICIENT, "words": CANARIES["declined"]})],
    Status.ACCEPTED: [("link_worker", "accept", {})],
    Status.ALLOCATED: [TAKE],
    Status.ACTIVE: [TAKE, TALK],
    Status.ON_HOLD: [TAKE, ("link_worker", "hold", {"words": CANARIES["held"]})],
    Status.CLOSED: [TAKE, TALK, ("link_worker", "close", CLOSE)],
    Status.WITHDRAWN: [("clinician", "withdraw", {"words": CANARIES["answer"]})],
    Status.ENTERED_IN_ERROR: [("clinician", "void", {"words": CANARIES["answer"]})],
    Status.REDIRECTED: [("link_worker", "redirect", {"reason": PassedOnBecause.AREA, "words": CANARIES["declined"]})],
}


def _published(service_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """The ids of what the published directory says beside a listing."""
    service = queries.find(service_id)
    return {"organization_id": service.organization_id, "service_at_location_id": service.service_at_locations[0].id}
