"""Pages of the promise: name a new day, tell the person, and for a lead what became of all of them."""

import datetime as dt

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import audit, clock
from referrals.intake import clocks, discretion
from referrals.intake.promises import operations, queries
from referrals.intake.promises.figures import Outcome
from referrals.intake.promises.forms import RenewForm, TellForm
from referrals.intake.queries import find
from referrals.letters import ways
from referrals.letters.queries import of_referral
from referrals.words import Priority

bp = Blueprint("promises", __name__, url_prefix="/promises")
MONTHS = 6


@bp.app_template_global()
def promised_if_sent(service_id, priority, urgent_signs=()):
    """What a service can promise to somebody who is referred now; None where it is not said yet which service."""
    soon = clocks.priority_of(priority or Priority.ROUTINE, urgent_signs)
    return queries.reckon(service_id, soon) if service_id else None


@bp.app_template_global()
def tell_form(referral) -> TellForm:
    """The question how the person is told of the day."""
    return TellForm(referral.person)


bp.add_app_template_global(queries.promises_of, "promises_of")


@bp.app_template_global()
def promise_as_read(referral) -> dict[str, str]:
    """What the person is written about the day, as it is read, by the names of the ways that bring it so."""
    return operations.promise_as_read(current_user, referral)


@bp.app_template_global()
def letters_about(referral) -> list:
    """What the organisation of whoever looks wrote to the person."""
    return of_referral(current_user, referral.id)


@bp.get("")
@requires(Permission.LEAD_SERVICE)
def index():
    """What became of the service's promises, month by month, and how fast it goes."""
    service_id, today = current_user.organisation_id, clock.today()
    months = _months(today, queries.last_promised(service_id) or today)
    audit.record(current_user, "promise.figures", "promises")
    return render_template(
        "referrals/promises/index.html",
        rows=[(since, queries.kept(service_id, since, until)) for since, until in months],
        outcomes=list(Outcome),
        now=[(priority, queries.reckon(service_id, priority)) for priority in Priority],
    )


def _months(today: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The first and last days of months, the latest first: those to come with promises, then MONTHS to this one."""
    this = today.year * 12 + today.month - 1
    latest = min(max(last.year * 12 + last.month - 1, this), this + MONTHS)
    return [(_first(one), _first(one + 1) - dt.timedelta(days=1)) for one in range(latest, this - MONTHS, -1)]


def _first(month: int) -> dt.date:
    """The first day of a month that is counted from the year 0."""
    return dt.date(month // 12, month % 12 + 1, 1)


@bp.route("/<uuid:referral_id>/renew", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def renew(referral_id):
    referral = find(current_user, referral_id)
    form = RenewForm(version=referral.version)
    if not form.accepted():
        audit.record(current_user, "referral.open", referral, page="new date")
        reckoned = queries.reckon_again(referral)
        page = render_template("referrals/promises/renew.html", referral=referral, form=form, reckoned=reckoned)
        return page, form.status
    operations.renew(current_user, referral, **form.answers())
    flash(f"{referral.reference}: the referrer is told of the new date")
    return redirect(url_for("referrals.show", referral_id=referral.id))


@bp.route("/<uuid:referral_id>/tell", methods=["GET", "POST"])
@requires(Permission.OPEN_REFERRALS)
def tell(referral_id):
    """Write to the person by when somebody is in touch, by a way that they chose and do not forbid."""
    referral = find(current_user, referral_id)
    form = TellForm(referral.person)
    if not form.accepted():
        audit.record(current_user, "referral.open", referral, page="tell the person")
        page = render_template(
            "referrals/promises/tell.html",
            referral=discretion.seen_by(current_user, referral),
            form=form,
            forbidden=ways.forbidden(referral.person).values(),
        )
        return page, form.status
    letter = operations.tell_person(current_user, referral, **form.answers())
    return redirect(url_for("referrals.post.show", letter_id=letter.id))
