"""Pages of the post: what waits to be sent, one letter, and that it has gone."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from core import audit
from referrals.intake import queries as intake
from referrals.letters import operations, queries, ways
from referrals.post.forms import SentForm
from referrals.words import PostOutcome

bp = Blueprint("post", __name__, url_prefix="/letters")


@bp.app_template_global()
def letters_waiting() -> int:
    """How many letters and text messages of whoever reads the page wait to be sent."""
    return queries.how_many_wait(current_user) if may(current_user, Permission.OPEN_REFERRALS) else 0


@bp.get("")
@requires(Permission.OPEN_REFERRALS)
def index():
    """What nobody has sent yet, the oldest first."""
    letters = queries.waiting(current_user)
    about = intake.among(current_user, {one.referral_id for one in letters})
    audit.record(current_user, "letter.list", "letters to send", shown=len(letters))
    page = {"total": queries.how_many_wait(current_user), "form": SentForm()}
    letters = [(one, about[one.referral_id]) for one in letters if one.referral_id in about]
    return render_template("referrals/post/index.html", letters=letters, **page)


@bp.get("/<uuid:letter_id>")
@requires(Permission.OPEN_REFERRALS)
def show(letter_id):
    """What was written to the person: a letter to print, a text message to type, or the email that has gone."""
    return _page(*_found(letter_id), SentForm())


@bp.post("/<uuid:letter_id>/sent")
@requires(Permission.OPEN_REFERRALS)
def sent(letter_id):
    """Say that it has gone."""
    return _settle(letter_id, PostOutcome.SENT, "it is written down that this has gone")


@bp.post("/<uuid:letter_id>/dropped")
@requires(Permission.OPEN_REFERRALS)
def dropped(letter_id):
    """Say that it will not be sent: what it says is not true any more, or nobody is to read it."""
    return _settle(letter_id, PostOutcome.DROPPED, "this will not be sent")


@bp.post("/<uuid:letter_id>/waits")
@requires(Permission.OPEN_REFERRALS)
def waits(letter_id):
    """Take back what was said of it."""
    return _settle(letter_id, None, "this waits to be sent again")


def _settle(letter_id, outcome: PostOutcome | None, words: str):
    letter, referral = _found(letter_id)
    form = SentForm()
    if not form.accepted():
        return _page(letter, referral, form)
    operations.settle(current_user, letter, outcome)
    flash(f"{referral.reference}: {words}")
    return redirect(url_for(".index") if outcome else url_for(".show", letter_id=letter_id), 303)


def _found(letter_id):
    letter = queries.find(current_user, letter_id)
    return letter, intake.find(current_user, letter.referral_id)


def _page(letter, referral, form):
    audit.record(current_user, "letter.open", letter, referral=str(referral.id))
    record = "referrals.show" if may(current_user, Permission.WORK_REFERRALS) else "referrals.feedback.show"
    discreet, signed = ways.is_discreet(referral.person), ways.signed(referral.person, letter.author_name)
    page = {"letter": letter, "referral": referral, "record": record, "form": form}
    return render_template("referrals/post/letter.html", **page, discreet=discreet, signed=signed), form.status
