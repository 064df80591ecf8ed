"""Pages of what if somebody is away, and of moving their people to others."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import audit
from core.fields import DateField
from referrals.allocation import queries as allocation
from referrals.allocation.moving import operations
from referrals.allocation.moving.forms import AwayForm, MoveForm
from referrals.allocation.moving.queries import Rehearsal

bp = Blueprint("moving", __name__, url_prefix="/team")


@bp.app_template_filter()
def leave_boxes(away) -> dict[str, int]:
    """The first and last day of a leave as the boxes of the form that asks for them; none where there is no leave."""
    days = {"begins_on": away.begins_on, "ends_on": away.ends_on} if away else {}
    return {f"{name}-{part}": getattr(day, part) for name, day in days.items() for part in DateField.parts}


@bp.get("/<uuid:link_worker_id>/away")
@requires(Permission.LEAD_SERVICE)
def away(link_worker_id):
    """What if they are away from one day to another: looked at, and nothing is changed."""
    member = allocation.find_member(current_user, link_worker_id)
    form = AwayForm(request.args)
    days = form.days()
    rehearsal = Rehearsal(current_user, member, **days) if days else None
    if rehearsal:
        audit.record(current_user, "caseload.rehearse", "caseload", of=str(member.id), shown=len(rehearsal.referrals))
    page = render_template("referrals/moving/away.html", member=member, form=form, rehearsal=rehearsal)
    return page, form.status


@bp.route("/<uuid:link_worker_id>/move", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def move(link_worker_id):
    """Choose who goes to whom, look at it once more, and confirm it once."""
    member = allocation.find_member(current_user, link_worker_id)
    form = MoveForm()
    if not form.accepted():
        return _page(member, form)
    moved = operations.move_caseload(current_user, member, **form.answers())
    flash(f"{len(moved)} {'person' if len(moved) == 1 else 'people'} moved")
    return redirect(url_for("referrals.allocation.team"))


def _page(member, form):
    rehearsal = Rehearsal(current_user, member, **AwayForm(request.args).days())
    form.offer(rehearsal)
    audit.record(current_user, "caseload.list", "caseload", whose=str(member.id), shown=len(rehearsal.referrals))
    looks = form.looks
    page = render_template(
        "referrals/moving/confirm.html" if looks else "referrals/moving/move.html",
        member=member,
        form=form,
        rehearsal=rehearsal,
        way_to=operations.way_to,
        read=_read(form, rehearsal) if looks and form.tell.data else {},
    )
    return page, form.status


def _read(form, rehearsal) -> dict[str, list[str]]:
    """What is read by whom: each wording as it is sent, with the people whom it is about."""
    read, moves = {}, form.moves()
    for referral in (share.referral for share in rehearsal.shares if share.referral.id in moves):
        name = rehearsal.colleagues[moves[referral.id]].name
        words = operations.as_read(current_user, referral.person, form.words.data or "", name=name)
        read.setdefault(words, []).append(referral.person.name)
    return {words: people for words, people in read.items() if words}
