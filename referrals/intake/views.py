"""Pages of the request: refer someone, its receipt, the service's queue, and one page for every step."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission, may
from core import audit
from referrals import workflow
from referrals.intake import doors, duplicates, giving, operations, passed, queries, screens, steps
from referrals.intake.forms import ReferralForm
from referrals.intake.safeguarding import queries as safeguarding_notes
from referrals.intake.step_forms import gives, step_form

bp = Blueprint("intake", __name__)
bp.add_app_template_global(step_form, "step_form")
bp.add_app_template_global(steps.ANSWERS, "triage_answers")
bp.add_app_template_global(passed.to, "passed_to")
bp.add_app_template_global(passed.before, "passed_from")


@bp.app_template_global()
def open_already(referral) -> list:
    """The other open referrals of its person that whoever looks may know of; none beside one that has ended."""
    return duplicates.among(current_user, [referral])[referral.id] if referral.is_open else []


@bp.app_template_global()
def safeguarding_line(referral) -> str:
    """What whoever looks is told of a safeguarding note beside the record; empty if nothing."""
    return safeguarding_notes.line_for(current_user, referral)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.MAKE_REFERRALS)
def new():
    """The referrer's three screens, of which the last is also the last look, and the page that stops them."""
    practice, usual = queries.practice_of(current_user), queries.usual_service(current_user)
    form = ReferralForm(doors.open_to(current_user), practice=practice, usual=usual)
    if not form.accepted():
        if form.shown == screens.STOP:
            audit.record(current_user, "referral.stop", "urgent needs", signs=form.signs)
        already_open = duplicates.of_person(current_user, form.who) if form.shown == screens.AGREEMENT else []
        page = render_template("referrals/intake/new.html", form=form, already_open=already_open, practice=practice)
        return page, form.status
    referral = operations.make_referral(current_user, **form.answers())
    return redirect(url_for("referrals.intake.receipt", referral_id=referral.id))


@bp.get("/<uuid:referral_id>/receipt")
@requires(Permission.FOLLOW_REFERRALS)
def receipt(referral_id):
    """What the referrer keeps: the reference, and what happens next."""
    referral = queries.find(current_user, referral_id)
    audit.record(current_user, "referral.open", referral, page="receipt")
    return render_template("referrals/intake/receipt.html", referral=referral)


@bp.get("/<uuid:referral_id>/safeguarding")
@requires(Permission.READ_SAFEGUARDING)
def safeguarding(referral_id):
    """What was said of safeguarding, for those who need it to act; others at the service are told whom to ask."""
    referral = queries.find(current_user, referral_id)
    notes = safeguarding_notes.notes_for(current_user, referral)
    audit.record(current_user, "safeguarding.read", referral, shown=len(notes))
    return render_template(
        "referrals/intake/safeguarding.html",
        referral=referral,
        notes=notes,
        leads=queries.leads_of(referral.service_id),
        withheld=safeguarding_notes.is_withheld(current_user, referral),
        record=record_of(referral),
    )


@bp.get("/queue")
@requires(Permission.WORK_REFERRALS)
def queue():
    """What waits for the service, by the day on which something is due: what is late comes first."""
    page = queries.queue(current_user, page=request.args.get("page", default=1, type=int))
    audit.record(current_user, "referral.list", "queue", shown=len(page.items))
    return render_template(
        "referrals/intake/queue.html",
        page=page,
        duplicates=duplicates.among(current_user, page.items),
        waiting=[(referral, workflow.buttons_for(current_user, referral.status)) for referral in page.items],
    )


@bp.get("/find")
@requires(Permission.OPEN_REFERRALS)
def find():
    """Go to the referral whose reference somebody gave on the telephone."""
    reference = request.args.get("reference", "")
    referral = queries.by_reference(current_user, reference)
    audit.record(current_user, "referral.find", "reference", found=referral is not None)
    if referral is None:
        return render_template("referrals/intake/find.html", reference=reference[:40])
    return redirect(record_of(referral))


@bp.route("/<uuid:referral_id>/steps/<step_name>", methods=["GET", "POST"])
@requires(Permission.OPEN_REFERRALS)
def step(referral_id, step_name):
    """Ask what a step needs and take it. Where it cannot be taken, the page says how things stand."""
    referral = queries.find(current_user, referral_id)
    asked = workflow.by_hand(step_name)
    if step_name in steps.ANSWERS:
        return redirect(url_for("referrals.triage.answer", referral_id=referral.id, step_name=step_name), 303)
    form = step_form(referral, step_name, _colleagues(referral) if gives(step_name) else ())
    if not form.accepted():
        return _step_page(referral, asked, form)
    operations.take_step(current_user, referral, step_name, **form.answers())
    flash(f"{referral.reference}: {referral.status.words.lower()}")
    return redirect(record_of(referral))


def _colleagues(referral) -> list:
    return giving.to_choose(current_user, referral, queries.link_workers_of(referral.service_id))


def _step_page(referral, step, form):
    """The page of a step shows the person's record, so that opening it is written down."""
    audit.record(current_user, "referral.open", referral, page=step.name)
    page = render_template(
        "referrals/intake/step.html",
        referral=referral,
        step=step,
        form=form,
        possible=step in workflow.steps_open_to(current_user, referral.status),
        record=record_of(referral),
    )
    return page, form.status


@bp.app_template_global()
def record_of(referral) -> str:
    """The record's page for whoever looks: the service's, or the referrer's."""
    endpoint = "referrals.show" if may(current_user, Permission.WORK_REFERRALS) else "referrals.feedback.show"
    return url_for(endpoint, referral_id=referral.id)
