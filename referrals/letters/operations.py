"""What may be done about letters to a person: write one, and say what became of it."""

import uuid

from sqlalchemy import update

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import db
from core.outbox import operations as outbox
from core.refusals import Refused
from referrals.letters import neutral, ways
from referrals.letters.models import Letter, Posting
from referrals.words import LetterKind, PostOutcome, Way

# A subject stands on a locked screen, so it names nobody.
SUBJECT = "A message for you"
NO_REPLY = "Nobody reads answers to this email."


def write(actor, referral_id: uuid.UUID, person, *, kind: LetterKind, way: Way, words: str) -> Letter:
    """Keep what is written to `person`, and send it if it is an email; the other ways somebody prints or types.

    Where a carer or representative is contacted instead of them it goes to that one, and begins with whom it is about.
    A text message or an email begins with the name of who writes, as far as the person's answers allow (ways.sender).
    Whoever calls has found the referral through the actor. Raises Refused, beside the field, for a way that the
    person forbids or that does not exist, for no words or too many, and for words in a text message or an email that
    say what it is about.
    """
    demand(actor, Permission.OPEN_REFERRALS)
    words, by = words.strip(), ways.sender(person, actor)
    _check_way(person, way)
    _check_words(way, words, room=ways.room(person, Way(way), by=by))
    letter = Letter(
        referral_id=referral_id,
        person_id=person.id,
        kind=LetterKind(kind),
        way=Way(way),
        words=ways.headed(person, Way(way), words, by=by),
        formats=[need.value for need in ways.formats(person)],
        author_id=actor.id,
        author_name=actor.name,
        organisation_id=actor.organisation_id,
    )
    db.session.add(letter)
    db.session.flush()
    audit.record(actor, "letter.write", letter, referral=str(referral_id), way=letter.way.value, kind=letter.kind.value)
    if letter.way is not Way.EMAIL:
        db.session.add(Posting(letter_id=letter.id, organisation_id=letter.organisation_id))
    else:
        text = f"{letter.words}\n\n{NO_REPLY}\n"
        outbox.post(to=person.reached.email, subject=SUBJECT, text=text, kind="letter.person", about=letter)
    return letter


def settle(actor, letter: Letter, outcome: PostOutcome | None) -> None:
    """Write down that it was posted, handed over or typed into a telephone, or will not be sent; None: it waits again.

    Said by two at once, the first one's word stays until it is taken back. Raises Refused for an email.
    """
    demand(actor, Permission.OPEN_REFERRALS)
    if letter.way is Way.EMAIL:
        raise Refused("An email goes by itself.")
    facts = {
        "outcome": outcome,
        "settled_at": outcome and clock.now(),
        "author_id": actor.id,
        "author_name": actor.name,
    }
    changing = update(Posting).where(Posting.letter_id == letter.id)
    db.session.execute((changing.where(Posting.outcome.is_(None)) if outcome else changing).values(**facts))
    db.session.expire(letter)
    audit.record(actor, "letter.settle", letter, referral=str(letter.referral_id), outcome=outcome and outcome.value)


def _check_way(person, way: Way) -> None:
    if way not in list(Way):
        raise Refused("Choose how they are written to", field="way")
    if why := ways.forbidden(person).get(Way(way)):
        raise Refused(why, field="way")


def _check_words(way: Way, words: str, *, room: int) -> None:
    if not words:
        raise Refused("Enter what it says", field="words")
    if len(words) > room:
        raise Refused(f"This must be {room:,} characters or fewer", field="words")
    telling = neutral.gives_away(words) if way is not Way.LETTER else []
    if telling:
        raise Refused(f"Others may read this. Leave out: {', '.join(telling)}", field="words")
