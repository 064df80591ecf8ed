"""Who works at this service and how: the questions asked of posts, leave and wishes."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from accounts.models import Organisation, User
from accounts.roles import Permission, may
from core import clock
from core.db import db
from core.identifiers import postcode as postcodes
from core.refusals import Missing
from core.working_days import add_working_days
from referrals.allocation import held
from referrals.allocation.load import Load, load
from referrals.allocation.models import Leave, Post, Wish
from referrals.allocation.ranking import Asked, Candidate, Ranked, rank
from referrals.allocation.terms import UNSAID, Away, Terms
from referrals.allocation.words import Gender
from referrals.caseload.queries import HELD
from referrals.intake import clocks
from referrals.intake.giving import Advice
from referrals.intake.models import Referral
from referrals.intake.queries import leads_of, link_workers_of, visible_to
from referrals.people.models import Person
from referrals.profile.queries import profile_of

AHEAD = dt.timedelta(weeks=8)


@dataclass(frozen=True)
class Suggestion:
    """Somebody who might have a referral: why or why not, in words, and the load that they would have with it.

    `best` is the one to give it to, where somebody is there who can take it.
    """

    link_worker: User
    reasons: tuple[str, ...]
    load: Load
    best: bool = False

    @property
    def words(self) -> str:
        """Every reason in one line."""
        return ". ".join(self.reasons)


def team(actor) -> list[User]:
    """Everybody who can be given a referral at the actor's service, and whoever still has one, by name."""
    holding = visible_to(actor).where(*HELD).with_only_columns(Referral.link_worker_id)
    here = {one.id: one for one in link_workers_of(actor.organisation_id)}
    others = db.session.scalars(select(User).where(User.id.in_(holding), User.id.not_in(list(here))))
    return sorted([*here.values(), *others], key=lambda one: (one.name, one.id))


def find_member(actor, user_id: uuid.UUID) -> User:
    """Somebody of the team: oneself, or for a lead anybody; raises Missing."""
    if user_id != actor.id and not may(actor, Permission.LEAD_SERVICE):
        raise Missing
    if (found := next((one for one in team(actor) if one.id == user_id), None)) is None:
        raise Missing
    return found


def post_of(service_id: uuid.UUID, user_id: uuid.UUID) -> Post | None:
    """What is written down of how this person works at this service, if anything is."""
    return db.session.scalar(select(Post).where(Post.service_id == service_id, Post.user_id == user_id))


def terms_of(service_id: uuid.UUID, user_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Terms]:
    """How each of these works at this service; full-time hours are taken of whom nothing is known."""
    ids = list(user_ids)
    posts = db.session.scalars(select(Post).where(Post.service_id == service_id, Post.user_id.in_(ids)))
    return dict.fromkeys(ids, UNSAID) | {post.user_id: post.terms for post in posts}


def find_leave(actor, leave_id: uuid.UUID) -> tuple[User, Leave]:
    """Some leave and whose it is: one's own, or for a lead anybody's of the service; raises Missing."""
    rows = select(Leave, Post).join(Post, Leave.post_id == Post.id)
    row = db.session.execute(rows.where(Leave.id == leave_id, Post.service_id == actor.organisation_id)).first()
    if row is None:
        raise Missing
    leave, post = row
    return find_member(actor, post.user_id), leave


def practices_known(actor) -> list[Organisation]:
    """The practices that have sent this service somebody, by name."""
    sent = visible_to(actor).with_only_columns(Referral.practice_id).distinct()
    rows = select(Organisation).where(Organisation.id.in_(sent)).order_by(Organisation.name, Organisation.id)
    return list(db.session.scalars(rows))


def wish_of(person_id: uuid.UUID) -> Wish | None:
    """The link worker that this person asked for, if they did."""
    return db.session.scalar(select(Wish).where(Wish.person_id == person_id))


def suggest(actor, referral: Referral) -> list[Suggestion]:
    """Everybody at the service who might have this referral and has not, whoever should have it first, with reasons.

    Somebody on leave or full is last, with that as the first of the reasons. The same facts give the same order.
    """
    here = link_workers_of(referral.service_id)
    members = {one.id: one for one in here if one.id != referral.link_worker_id}
    wish = wish_of(referral.person_id)
    ranked = rank(asked_of(referral, wish and wish.gender), _candidates(actor, referral, members), today=clock.today())
    return [_suggestion(one, members, first=place == 0) for place, one in enumerate(ranked)]


def _suggestion(ranked: Ranked, members: dict[uuid.UUID, User], *, first: bool) -> Suggestion:
    best = first and not ranked.cannot
    return Suggestion(members[ranked.candidate.id], ranked.reasons, ranked.after, best)


def advise(actor, referral: Referral) -> dict[uuid.UUID, Advice]:
    """What is said of each, on the page where a referral is given to somebody."""
    return {one.link_worker.id: Advice(one.words, one.best) for one in suggest(actor, referral)}


def asked_of(referral: Referral, wish: Gender | None) -> Asked:
    """What counts of a referral for who should have it; `wish` is what its person asked for."""
    person = referral.person
    return Asked(
        main_reason=referral.main_reason,
        reasons=tuple(referral.reasons),
        due=contact_due(referral),
        urgent=referral.is_urgent,
        language=person.language,
        needs_interpreter=person.needs_interpreter,
        wish=wish,
        postcode=None if postcodes.is_placeless(person.postcode) else person.postcode,
        practice_id=referral.practice_id and str(referral.practice_id),
        practice_name=referral.practice and referral.practice.name,
        risks=len(referral.known_risks),
    )


def contact_due(referral: Referral) -> dt.date:
    """By when somebody should have spoken with the person: as was promised, or else as the service's clock has it."""
    if (promised := referral.contact_by) is None:
        days = clocks.contact_days(profile_of(referral.service_id), referral.priority)
        promised = add_working_days(referral.submitted_at.astimezone(clock.LONDON).date(), days)
    return max(promised, clock.today())


def _candidates(actor, referral: Referral, members: dict[uuid.UUID, User]) -> list[Candidate]:
    terms = terms_of(referral.service_id, members)
    cases = held.cases_of(actor, terms)
    known, leads = _known_by(actor, referral), {one.id for one in leads_of(referral.service_id)}
    return [
        Candidate(
            id=user_id,
            name=user.name,
            terms=terms[user_id],
            load=load(cases.get(user_id, {}).values(), terms[user_id].weekly_hours),
            miles=held.miles_between(terms[user_id].base_postcode, referral.person.postcode),
            knows_them=user_id in known,
            leads=user_id in leads,
        )
        for user_id, user in members.items()
    ]


def _known_by(actor, referral: Referral) -> set[uuid.UUID]:
    """Who had this person before: by the NHS number, which is certain, and quickly found among very many."""
    rows = visible_to(actor).join(Referral.person).with_only_columns(Referral.link_worker_id).distinct()
    same = Person.id == referral.person_id
    if number := referral.person.nhs_number:
        same = Person.nhs_number == number
    rows = rows.where(same, Referral.id != referral.id, Referral.link_worker_id.is_not(None))
    return set(db.session.scalars(rows))


@dataclass(frozen=True)
class Member:
    """Somebody of the team: how they work, how loaded they are, and whether they are away today or soon."""

    user: User
    terms: Terms
    load: Load
    works_here: bool

    @property
    def away(self) -> Away | None:
        """The leave that they are on today."""
        return self.terms.away_on(clock.today())

    @property
    def next_away(self) -> Away | None:
        """The first leave of the next 8 weeks."""
        return self.terms.next_away(clock.today(), clock.today() + AHEAD)


def members(actor) -> list[Member]:
    """Everybody of the team with their load, by name."""
    users = team(actor)
    terms = terms_of(actor.organisation_id, [one.id for one in users])
    cases = held.cases_of(actor, terms)
    here = {one.id for one in link_workers_of(actor.organisation_id)}
    return [
        Member(
            user=one,
            terms=terms[one.id],
            load=load(cases.get(one.id, {}).values(), terms[one.id].weekly_hours),
            works_here=one.id in here,
        )
        for one in users
    ]
