"""What may be done with the documents of a referral: add one, remove one."""

from sqlalchemy import delete

from accounts.operations import demand
from accounts.roles import Permission
from core import audit, clock
from core.db import check_version, db, hold
from core.refusals import Refused, Unusable
from referrals.attachments import contents, queries
from referrals.attachments.models import Attachment, AttachmentContent
from referrals.intake.models import Referral
from referrals.intake.queries import find as find_referral

MOST = 10  # documents of one referral
LONGEST_NAME = 120
# What a document keeps when its referral is passed to another service.
CARRIED = ("name", "media_type", "size", "added_by_id", "added_by_name", "organisation_id", "added_at")


def attach(actor, referral: Referral, *, name: str, data: bytes) -> Attachment:
    """Add a document to an open referral. `name` is for people to read; what it is, its bytes say.

    Raises Refused beside `file` for what is not taken, and where there are MOST already; Missing for a stranger's.
    """
    demand(actor, Permission.OPEN_REFERRALS)
    find_referral(actor, referral.id)
    hold(referral)
    if not referral.is_open:
        raise Refused(f"This referral is “{referral.status.words}”, so no document can be added to it.")
    if len(queries.of(referral)) >= MOST:
        raise Refused(f"There are {MOST} documents already: remove one that is not needed", field="file")
    content = _checked(data)
    attachment = Attachment(
        referral_id=referral.id,
        name=_named(name, content.media_type),
        media_type=content.media_type,
        size=len(content.data),
        added_by_id=actor.id,
        added_by_name=actor.name,
        organisation_id=actor.organisation_id,
        added_at=clock.now(),
    )
    db.session.add(attachment)
    db.session.flush()
    db.session.add(AttachmentContent(attachment_id=attachment.id, data=content.data))
    db.session.flush()
    audit.record(actor, "attachment.add", attachment, referral=str(referral.id), size=attachment.size)
    return attachment


def carry(_actor, referral: Referral, successor: Referral) -> None:
    """Give the referral that another service gets the same documents."""
    for attachment in queries.of(referral):
        copied = Attachment(
            referral_id=successor.id,
            **{name: getattr(attachment, name) for name in CARRIED},
        )
        db.session.add(copied)
        db.session.flush()
        db.session.add(AttachmentContent(attachment_id=copied.id, data=queries.content(attachment)))
    db.session.flush()


def remove(actor, attachment: Attachment, *, version: int | None) -> None:
    """Take a document away for good; that there was one stays written down.

    Raises Refused for one that another organisation added, Stale, and Missing.
    """
    demand(actor, Permission.OPEN_REFERRALS)
    queries.find(actor, attachment.id)
    check_version(attachment, version)
    if attachment.organisation_id != actor.organisation_id:
        raise Refused(f"{attachment.added_by_name} of another organisation added this: ask them to remove it.")
    attachment.removed_at, attachment.removed_by_name = clock.now(), actor.name
    db.session.execute(delete(AttachmentContent).where(AttachmentContent.attachment_id == attachment.id))
    db.session.flush()
    audit.record(actor, "attachment.remove", attachment, referral=str(attachment.referral_id))


def _checked(data: bytes) -> contents.Content:
    try:
        return contents.check(data)
    except contents.NotTaken as problem:
        raise Unusable(str(problem), field="file") from None


def _named(name: str, media_type: str) -> str:
    """The name that the person gave it, with the ending of what it is."""
    ending = contents.ENDINGS[media_type]
    stem = "".join(letter for letter in name.rpartition(".")[0] or name if letter.isprintable()).strip() or "Document"
    return stem[: LONGEST_NAME - len(ending)] + ending
